"""The action plan in three parts: project plan, quarterly monitoring schedule, impact assessment.

The form is that of a council's guidance on action planning: quarters are numbered from the first
of the plan, and each task says what it does for each priority.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assure.facts.quarterly import STATUS_WORDS, notes_for, quarter_in, quarters_of
from assure.facts.quarters import place_in_plan
from assure.model.actions import Action
from assure.model.assessment import ActionLine
from assure.model.outcomes import Priority
from assure.model.plan import Plan
from assure.model.values import When
from assure.report import pages
from assure.report.form_docx import form_docx
from assure.report.formats import (
    clip_short,
    counted,
    join,
    long_date,
    sentence_case,
    short_date,
    strung,
)
from assure.report.forms import (
    Cell,
    Column,
    Form,
    Part,
    Table,
    Text,
    by_post,
    cells,
    columns,
    day_of,
    first_day_of,
    some,
    told,
)
from assure.report.kinds import Kind, Material
from assure.report.origins import count, derived, kept
from assure.report.shares import share
from assure.words.text import is_nothing

TITLE = "Action plan"
A_YEAR = 4  # quarters
QUARTER = 9  # width of its column, in %: room for “31 Mar 2027” on one line
ABREAST = 6  # priorities whose columns can still be read
LEVELS = ("high", "medium", "low")  # of impact
LONGEST_NOTE = 160  # characters of what was told in one quarter
FLAGS = ("contract", "statutory", "efficiency")
PROJECT_PLAN = columns(
    ("Ref", 5),
    ("Action", 24, "how it is done"),
    ("Milestones", 17),
    ("Task officer", 14, "supported by"),
    ("Start", 8),
    ("Finish by", 9, "first promised"),
    ("Resources", 12, "effort"),
    ("Measure of success", 11),
)


def form_of(material: Material) -> Form:
    plan = material.review.plan
    return Form(
        title=TITLE,
        about=material.assessment.partnership or plan.title or material.assessment.name,
        lead=_lead(plan),
        parts=(_project_plan(plan), _monitoring(material), _impact(plan)),
        closing="Quarters are numbered from the first of the plan.",
        wide=True,
    )


def _lead(plan: Plan) -> str:
    period = (
        f", {long_date(plan.period_start)} to {long_date(plan.period_end)}"
        if plan.period_start and plan.period_end
        else ""
    )
    title = f"{plan.title}{period}" if plan.title else f"The plan{period}"
    outcomes = f" for {counted(count(plan.outcomes), 'outcome')}" if plan.outcomes else ""
    return (
        f"{title}. {sentence_case(counted(count(plan.actions), 'action'))}{outcomes}: what is "
        "done, by whom and by when; what has been told of it each quarter; and what it does for "
        "each priority."
    )


def _grouped(plan: Plan) -> Iterator[tuple[str, str, list[Action]]]:
    """The actions of each outcome, each in the first of its outcomes; the rest at the end. Before
    them what heads their table, and what tells them apart where it runs on to a page."""
    placed: set[str] = set()
    for outcome in plan.outcomes:
        mine = [a for a in plan.actions if outcome.ref in a.outcomes and a.key not in placed]
        placed |= {action.key for action in mine}
        if mine:
            yield f"Outcome {outcome.ref}: {outcome.title}", f", outcome {outcome.ref}", mine
    rest = [action for action in plan.actions if action.key not in placed]
    if rest:
        yield "Actions of no outcome" if plan.outcomes else "All actions", "", rest


def _of(heads: tuple[Column, ...], where: str) -> tuple[Column, ...]:
    """``heads`` with the column of actions naming their outcome."""
    return tuple(
        replace(one, head=f"{one.head}{clip_short(where, 40)}") if one.head == "Action" else one
        for one in heads
    )


def _number(actions: list[Action]) -> str:
    return counted(count(actions), "action")


def _project_plan(plan: Plan) -> Part:
    tables = [
        Table(title, _of(PROJECT_PLAN, where), tuple(map(_task, actions)), note=_number(actions))
        for title, where, actions in _grouped(plan)
    ]
    return Part(
        "Part 1: project plan",
        _who_answers(plan),
        tuple(tables) or (Text("No row of the plan was read as an action."),),
    )


def _who_answers(plan: Plan) -> str:
    many = count(plan.actions)
    named = count(action for action in plan.actions if action.owner.accountable)
    if named == many > 1:
        return "Each action names one post to answer for it"
    return share(named, many, "action", "names one post to answer for it")


def _task(action: Action) -> tuple[Cell, ...]:
    flags = [flag for flag in FLAGS if getattr(action, flag)]
    marks = f"Marked as {join(flags)}" if flags else ""
    days = action.effort_days
    effort = "" if days is None else f"{kept(days, f'{days.normalize():f}')} days"
    revised = action.deadline != action.due
    return cells(
        action.ref,
        Cell(
            told(action.title, "(blank)"),
            strung(filter(None, [told(action.how, "").rstrip("."), marks]), ". "),
        ),
        told(action.milestones),
        Cell(
            told(by_post(action.owner.names)),
            told(f"with {by_post(action.owner.support)}") if action.owner.support else "",
        ),
        first_day_of(action.start),
        Cell(day_of(action.deadline), f"first {day_of(action.due)}" if revised else ""),
        Cell(told(action.resources, "none stated"), effort),
        told(action.measure),
    )


def _monitoring(material: Material) -> Part:
    assessment, plan = material.assessment, material.review.plan
    now = assessment.measures.quarter_now
    shown = _year_of(plan, now)
    lines = {line.ref: line for line in assessment.lines}
    tables = [
        Table(
            title,
            _of(_schedule_heads(plan, shown), where),
            tuple(_told_of(action, lines[action.ref], shown, now, plan) for action in actions),
            note=_number(actions),
        )
        for title, where, actions in _grouped(plan)
    ]
    late = assessment.measures.overdue
    says = (
        f"{sentence_case(counted(late, 'open action'))} {'is' if late == 1 else 'are'} past "
        f"{'its' if late == 1 else 'their'} date"
        if late
        else "No open action is past its date"
    )
    return Part(
        "Part 2: quarterly monitoring schedule",
        says,
        tuple(tables) or (Text("There is nothing to monitor."),),
        page=True,
    )


def _year_of(plan: Plan, now: int | None) -> tuple[int, ...]:
    """The quarters of the plan's present year; none where the plan does not say when it starts."""
    if now is None:
        return ()
    last = quarters_of(plan)
    first = (min(now, last) - 1) // A_YEAR * A_YEAR + 1
    return tuple(first + place for place in range(min(A_YEAR, last - first + 1)))


def _due(when: When) -> str:
    """``due 31 Mar 2027``."""
    return f"due {day_of(when)}" if when.latest or when.text else day_of(when)


def _schedule_heads(plan: Plan, shown: tuple[int, ...]) -> tuple[Column, ...]:
    quarters = [(number, quarter_in(plan, number)) for number in shown]
    year = [
        (f"Q{number}", QUARTER, derived(quarter.label, "quarter", number))
        for number, quarter in quarters
        if quarter
    ]
    return columns(
        ("Ref", 4),
        ("Action", 17 if year else 29, "due"),
        (("Told before", 49 - sum(head[1] for head in year)) if year else ("Told so far", 37)),
        *year,
        ("Reported", 13, "status"),
        ("Why, or evidence", 17),
    )


def _told_of(
    action: Action, line: ActionLine, shown: tuple[int, ...], now: int | None, plan: Plan
) -> tuple[Cell, ...]:
    notes = [note for note in action.notes if not is_nothing(note.text)]
    earlier = tuple(
        (f"Q{note.quarter}" if note.quarter else "", told(note.text, longest=LONGEST_NOTE))
        for note in notes
        if note.quarter not in shown
    )
    percent = f", {action.percent}%" if action.percent is not None else ""
    return cells(
        action.ref,
        Cell(told(action.title, "(blank)", 200), _due(action.deadline)),
        Cell(lines=earlier) if earlier else "none",
        *(_quarter(number, action, now, plan) for number in shown),
        Cell(
            pages.reported_words(line),
            f"{STATUS_WORDS[action.status] or 'Not reported'}{percent}",
            pages.reported_class(line),
        ),
        Cell(told(action.reason, told(action.evidence))),
    )


def _quarter(number: int, action: Action, now: int | None, plan: Plan) -> Cell:
    """What was told for a quarter, or else why nothing is."""
    texts = [told(note.text, "", LONGEST_NOTE) for note in notes_for(action, number)]
    text = strung(filter(None, texts))
    due, start = action.deadline.latest, plan.period_start
    falls_due = bool(due and start and place_in_plan(due, start, plan.year_starts) == number)
    if text:
        return Cell(text, "due" if falls_due else "")
    if falls_due:
        return Cell("due", f"{short_date(due)}" if due else "")
    return Cell(under="to come" if now is not None and number >= now else "nothing told")


def _impact(plan: Plan) -> Part:
    topic = "Part 3: impact assessment"
    if not plan.priorities or not any(action.impact for action in plan.actions):
        return Part(
            topic,
            "No action says what it does for a priority",
            (
                Text(
                    "The plan holds no impact assessment: give each action a high, medium, low or "
                    "no impact on each priority."
                ),
            ),
        )
    sets = [
        plan.priorities[place : place + ABREAST]
        for place in range(0, len(plan.priorities), ABREAST)
    ]
    tables = tuple(
        Table(
            title,
            _of(_impact_heads(own), where),
            tuple(_impacts(action, own) for action in actions),
        )
        for own in sets
        for title, where, actions in _grouped(plan)
    )
    bare = [a.ref for a in plan.actions if not {*a.impact.values()} & {*LEVELS}]
    says = (
        f"{sentence_case(counted(count(bare), 'action'))} "
        f"{'serves' if len(bare) == 1 else 'serve'} no priority"
        if bare
        else "Every action serves a priority"
    )
    who = [Text(f"No impact on any priority is given for {some(bare)}.")] if bare else []
    return Part(topic, says, (*who, *tables), page=True)


def _impact_heads(priorities: Sequence[Priority]) -> tuple[Column, ...]:
    share = 60 // len(priorities)
    return columns(
        ("Ref", 6),
        ("Action", 94 - share * len(priorities)),
        *((priority.ref, share, clip_short(priority.title, 60)) for priority in priorities),
    )


def _impacts(action: Action, priorities: Sequence[Priority]) -> tuple[Cell, ...]:
    impacts = [action.impact.get(priority.ref, "") for priority in priorities]
    return cells(
        action.ref,
        told(action.title, "(blank)", 160),
        *(
            Cell(sign=f"severity-{level}", text=sentence_case(level))
            if level in LEVELS
            else Cell(under=told(level, "none"))
            for level in impacts
        ),
    )


def _lacks(material: Material) -> str:
    if material.review.plan.actions:
        return ""
    return "The plan has no actions to write out: see what was read with assure check."


def _word(material: Material) -> bytes:
    return form_docx(form_of(material), material.assessment.as_of)


KIND = Kind(
    key="action-plan",
    title=TITLE,
    about="For task officers and whoever holds the plan: project plan, quarterly monitoring "
    "schedule and impact assessment.",
    context=lambda material: {"form": form_of(material)},
    lacks=_lacks,
    word=_word,
    styles=("style/form.css",),
)
