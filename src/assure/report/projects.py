"""What the plan and a health check tell of one project: shared by the reports on projects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from assure.facts.actions import latest_note
from assure.model.answers import Answer, AnswerState, Entry
from assure.model.assessment import ActionLine, Assessment, Finding
from assure.model.plan import CLOSED, Action, Plan, Project, Risk
from assure.model.review import Review
from assure.report import pages
from assure.report.formats import number, short_date
from assure.report.forms import Cell, Table, cells, columns, day_of, told

CHECK = "prince2"  # the questionnaire
BOUNDS = {"at_most": "at most", "at_least": "at least"}
WORK = columns(
    ("Action", 25),
    ("Last told", 34),
    ("Next", 17),
    ("Due", 12),
    ("Reported", 12),
)
LIMITS = columns(
    ("Of what", 16),
    ("Measured in", 36),
    ("Limit", 14),
    ("Forecast", 14),
    ("How it stands", 20),
)


@dataclass(frozen=True)
class Tolerance:
    """One limit of a health check, and the forecast against it."""

    aspect: str  # in words
    measured: str
    bound: str  # at most | at least
    limit: Decimal
    forecast: Decimal
    raised: bool | None

    @property
    def beyond(self) -> bool:
        """Landing exactly on it is not."""
        past = self.forecast - self.limit
        return past > 0 if self.bound == "at most" else past < 0


@dataclass(frozen=True)
class ProjectView:
    """A project with what concerns it. ``checked``: the health check was about this one."""

    ref: str
    title: str
    project: Project | None
    actions: tuple[Action, ...]
    risks: tuple[Risk, ...]
    findings: tuple[Finding, ...]
    limits: tuple[Tolerance, ...] = ()
    checked: bool = False

    @property
    def name(self) -> str:
        return f"{self.ref} {self.title}".strip()


def view_of(project: Project, review: Review, assessment: Assessment) -> ProjectView:
    checked = checked_project(review)
    is_checked = checked is not None and checked.key == project.key
    return _view(project.ref, project.title, project, review, assessment, checked=is_checked)


def checked_view(review: Review, assessment: Assessment) -> ProjectView | None:
    """The project of the health check, be it on the plan's list or not; None without a check."""
    answer = review.answers_to(CHECK).get("project")
    if answer is None or not isinstance(answer.value, str):
        return None
    project = checked_project(review)
    if project is None:
        return _view("", answer.value, None, review, assessment, checked=True)
    return view_of(project, review, assessment)


def checked_project(review: Review) -> Project | None:
    """The project that the answer names by its reference or its title, and no other one."""
    answer = review.answers_to(CHECK).get("project")
    if answer is None or not isinstance(answer.value, str):
        return None
    said = answer.value.casefold()
    named = [p for p in review.plan.projects if p.ref and _names(said, p.ref.casefold())]
    named = named or [p for p in review.plan.projects if p.title and p.title.casefold() in said]
    return named[0] if len(named) == 1 else None


def _names(said: str, ref: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(ref)}(?![\w.])", said) is not None


def _view(
    ref: str,
    title: str,
    project: Project | None,
    review: Review,
    assessment: Assessment,
    *,
    checked: bool,
) -> ProjectView:
    plan = review.plan
    actions = actions_of(project, plan)
    refs = {action.ref for action in actions}
    return ProjectView(
        ref,
        title,
        project,
        actions,
        tuple(risk for risk in plan.risks if refs.intersection(risk.actions)),
        tuple(
            f
            for f in assessment.findings
            if f.counts
            and (
                (f.subject == "project" and f.ref == ref and project is not None)
                or (f.subject == "action" and f.ref in refs)
                or (checked and f.family == CHECK)
            )
        ),
        limits_of(review) if checked else (),
        checked,
    )


def actions_of(project: Project | None, plan: Plan) -> tuple[Action, ...]:
    found = (plan.action(ref) for ref in project.actions) if project else ()
    return tuple(action for action in found if action)


def limits_of(review: Review) -> tuple[Tolerance, ...]:
    """The limits of the health check that are put as figures."""
    answer = review.answers_to(CHECK).get("tolerances")
    return tuple(_limit(entry, review) for entry in answer.entries) if answer else ()


def _limit(entry: Entry, review: Review) -> Tolerance:
    raised = entry.get("raised")
    return Tolerance(
        label_of(review, CHECK, "tolerances", entry.get("aspect"), field="aspect"),
        str(entry.get("measured") or ""),
        BOUNDS.get(str(entry.get("bound")), str(entry.get("bound") or "")),
        _exact(entry.get("limit")),
        _exact(entry.get("forecast")),
        raised if isinstance(raised, bool) else None,
    )


def _exact(value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)


def label_of(review: Review, questionnaire: str, question: str, value: Any, field: str = "") -> str:
    """What was chosen, in the words of its option; the value itself when it has none."""
    asked = review.questionnaire(questionnaire)
    found = asked.question(question) if asked else None
    options = found.options if found else ()
    if found and field:
        options = next((f.options for f in found.fields if f.key == field), ())
    label = next((option.label for option in options if option.value == value), None)
    return label or str(value if value is not None else "")


def level_of(review: Review, questionnaire: str, question: str, value: Any) -> str:
    """What a step of a scale means; "" where it says nothing."""
    asked = review.questionnaire(questionnaire)
    found = asked.question(question) if asked else None
    return next((o.means for o in (found.options if found else ()) if o.value == value), "")


def answered(answers: dict[str, Answer], key: str) -> Answer | None:
    """The answer when it is one: neither "don't know" nor "not applicable"."""
    answer = answers.get(key)
    return answer if answer and answer.state is AnswerState.ANSWERED else None


def work_table(view: ProjectView, assessment: Assessment, title: str = "") -> Table:
    """Where each action of a project stands."""
    lines = {line.ref: line for line in assessment.lines}
    return Table(
        title,
        WORK,
        tuple(_work(action, lines[action.ref]) for action in view.actions),
        "The plan names no action of this project, so nothing is told of its work.",
    )


def _work(action: Action, line: ActionLine) -> tuple[Cell, ...]:
    late = f"{line.days_late} {'day' if line.days_late == 1 else 'days'} late"
    note = latest_note(action)
    quarter = action.notes[-1].quarter if action.notes else None
    return cells(
        Cell(action.ref, told(action.title, "(blank)", 160)),
        Cell(told(note, "nothing told"), f"told for quarter {quarter}" if quarter else ""),
        told(action.milestones),
        Cell(day_of(action.deadline), late if line.days_late else ""),
        Cell(pages.reported_words(line), sign=pages.reported_class(line)),
    )


def limits_table(limits: Iterable[Tolerance], title: str = "") -> Table:
    return Table(
        title,
        LIMITS,
        tuple(
            cells(
                one.aspect,
                told(one.measured),
                f"{one.bound} {number(one.limit)}",
                number(one.forecast),
                Cell("Beyond its limit", _raised(one)) if one.beyond else "Within its limit",
            )
            for one in limits
        ),
        "No limit is given as a figure.",
    )


def _raised(limit: Tolerance) -> str:
    if limit.raised is None:
        return "not said whether passed up"
    return "passed up in writing" if limit.raised else "not passed up"


def span(project: Project | None) -> str:
    """``1 Oct 2025 to 30 Jun 2027``."""
    if project is None:
        return "not told"
    start = short_date(project.start.earliest) if project.start.earliest else "no start"
    return f"{start} to {day_of(project.end, 'no end')}"


def is_open(project: Project) -> bool:
    return project.status not in CLOSED
