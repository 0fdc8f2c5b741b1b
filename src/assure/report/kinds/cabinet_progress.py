"""The cabinet's progress report: the tasks that matter most to each priority, by status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assure.facts.quarterly import FIVE_STATUSES, STATUS_WORDS, notes_for, quarter_in
from assure.model.actions import Action
from assure.model.assessment import Assessment
from assure.model.measures import Behind, PriorityProgress
from assure.model.plan import Plan
from assure.model.review import Review
from assure.model.values import Status
from assure.report.formats import count_word, counted, join, one_line, sentence_case, short_date
from assure.report.forms import late_words
from assure.report.kinds import Kind, Material
from assure.report.origins import count, derived
from assure.report.shares import share
from assure.words.text import is_nothing

NOT_TOLD = "Not told"
SILENT = NOT_TOLD.lower()
HELD_UP = (STATUS_WORDS[Status.DELAYED], STATUS_WORDS[Status.PAUSED])
# Tasks that a cabinet can take in, shared out to the priorities; of each at least and at most.
TASKS_SHOWN, LEAST, MOST = 80, 5, 20
# Of the tasks of a priority: what a cabinet asks about first.
ORDER = (
    Status.DELAYED,
    Status.PAUSED,
    Status.UNKNOWN,
    Status.IN_PROGRESS,
    Status.NOT_STARTED,
    Status.COMPLETED,
    Status.CANCELLED,
)


@dataclass(frozen=True)
class Task:
    """A row of a priority's table. ``says`` is the reason where it is behind, else its news for
    the quarter, or what it shows for being completed; "" where nothing is told."""

    ref: str
    title: str
    due: str
    status: str
    behind: Behind | None
    late: str  # in words
    says: str


@dataclass(frozen=True)
class PriorityPart:
    progress: PriorityProgress
    heading: str
    tasks: tuple[Task, ...]
    left: int  # tasks that find no row


def parts(review: Review, a: Assessment) -> tuple[PriorityPart, ...]:
    """Each priority with its tasks: those behind first, then by status, as many as find room."""
    shown = max(LEAST, min(MOST, TASKS_SHOWN // max(len(a.measures.progress), 1)))
    number = a.measures.quarter_told or 0
    actions = review.plan.actions_by_ref
    found = []
    for progress in a.measures.progress:
        behind = {task.ref: task for task in progress.behind}
        own = [actions[ref] for ref in progress.refs if ref in actions]
        own.sort(key=lambda action: (action.ref not in behind, ORDER.index(action.status)))
        tasks = tuple(
            _task(action, behind.get(action.ref), review.plan, number) for action in own[:shown]
        )
        found.append(PriorityPart(progress, heading(progress), tasks, count(own[shown:])))
    return tuple(found)


def heading(progress: PriorityProgress) -> str:
    """``Of 14 tasks two are completed, ten are in progress and two are delayed; one is past its
    date``. The last is said of those that their status does not tell of."""
    past = count(one for one in progress.behind if one.status not in HELD_UP)
    besides = f"; {count_word(past)} {'is past its' if past == 1 else 'are past their'} date"
    return f"{_by_status(progress)}{besides if past else ''}"


def _by_status(progress: PriorityProgress) -> str:
    if not progress.tasks:
        return "No task has a high impact on this priority"
    told = [(status.lower(), count) for status, count in progress.counts.items() if count]
    if len(told) == 1:
        ((status, count),) = told
        if status == SILENT:
            return share(0, count, "task", "is told of")
        return share(count, count, "task", f"is {status}")
    words = [
        f"nothing is told of {count_word(n)}"
        if status == SILENT
        else f"{count_word(n)} {'is' if n == 1 else 'are'} {status}"
        for status, n in told
    ]
    return f"Of {counted(progress.tasks, 'task')} {join(words)}"


def columns(progress: tuple[PriorityProgress, ...]) -> tuple[str, ...]:
    """The five statuses, and those besides that any priority has."""
    besides = [
        status for one in progress for status in one.counts if status not in FIVE_STATUSES.values()
    ]
    return (*FIVE_STATUSES.values(), *dict.fromkeys(besides))


def title(progress: tuple[PriorityProgress, ...]) -> str:
    """``Tasks are behind in three of four priorities``."""
    late = count(one for one in progress if one.behind)
    if not late:
        return "No task with a high impact is behind"
    if len(progress) == 1:
        return f"{sentence_case(counted(count(progress[0].behind), 'task is', 'tasks are'))} behind"
    total = counted(count(progress), "priority", "priorities")
    if late == len(progress):
        return f"Tasks are behind in {'both priorities' if late == 2 else f'all {total}'}"
    return f"Tasks are behind in {count_word(late)} of {total}"


def news(review: Review, a: Assessment) -> str:
    """Of which quarter it tells, and what is not told of it."""
    number = a.measures.quarter_told
    if number is None:
        return "The plan has no quarter to report on yet, so tasks stand as last reported."
    quarter = quarter_in(review.plan, number)
    months = derived(quarter.label, "quarter", number) if quarter else ""
    missing = {one.ref: one.open - one.told for one in a.measures.progress if one.open > one.told}
    silent = join(f"{counted(many, 'open task')} of {ref}" for ref, many in missing.items())
    of = f"quarter {number} of the plan"
    text = f"The news is of {months}, {of}." if months else f"The news is of {of}."
    return f"{text} Nothing is told of {silent}." if silent else text


def lacks(material: Material) -> str:
    if material.assessment.measures.progress:
        return ""
    return (
        "The plan does not say what its actions do for the council’s priorities; fill in the "
        "sheets Priorities and Impact (`assure export` with --every-column writes them) and "
        "review it again."
    )


def _task(action: Action, behind: Behind | None, plan: Plan, number: int) -> Task:
    due = action.deadline
    notes = notes_for(action, number)
    says = behind.why if behind else notes[-1].text if notes else ""
    if not says and action.status is Status.COMPLETED:
        says = action.evidence
    if not says and action.status is Status.CANCELLED:
        says = action.reason
    return Task(
        action.ref,
        action.title,
        short_date(due.latest) if due.latest else one_line(due.text) or "no date",
        STATUS_WORDS[action.status] or NOT_TOLD,
        behind,
        late_words(behind.days_late, due.latest, plan) if behind else "",
        "" if is_nothing(says) else one_line(says),
    )


def _context(material: Material) -> Mapping[str, Any]:
    progress = material.assessment.measures.progress
    return {
        "parts": parts(material.review, material.assessment),
        "statuses": columns(progress),
        "says": title(progress),
        "news": news(material.review, material.assessment),
    }


KIND = Kind(
    key="cabinet-progress",
    title="Cabinet progress report",
    about="For a cabinet: how the tasks stand that do most for each of the council’s priorities, "
    "by the five statuses, and why those behind are behind.",
    context=_context,
    lacks=lacks,
    styles=("style/tiers.css",),
)
