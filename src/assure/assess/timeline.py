"""Open actions in time: their milestones, their deadlines, and what they wait for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from assure.facts.circles import circle
from assure.facts.quarters import quarters_from
from assure.model.actions import Action
from assure.model.links import Milestone, Timeline, Wait, WaitState, Work
from assure.model.plan import Plan
from assure.model.registers import Dependency
from assure.model.values import Status, WhenKind
from assure.words.calendar import PlanCalendar, Span
from assure.words.date_forms import Form
from assure.words.date_ranges import find_form, whole_form
from assure.words.text import is_nothing, one_line, plain

QUARTERS = 4
_STEP = re.compile(r"[;\n•]+")
_LONGEST = 300  # characters of a step that are read for a date
_MOST = 40  # steps of one cell
# Words that tell when a step begins, or how often it comes, settle no day on which it is done.
_NO_END = re.compile(
    r"\b(?:from|since|onwards|starting|begin(?:s|ning)?|each|every|monthly|quarterly|weekly)\b"
)
_ENDS_WITH = re.compile(r"^.*\b(?:by|in|on|until|before)\s+(?P<when>[^,]{3,30})$")
_NOT_A_STEP = frozenset({WhenKind.STAGED, WhenKind.CALENDAR_YEAR})
_OWN_DATES = "year taken from the action’s own dates"


def timeline(plan: Plan, as_of: dt.date) -> Timeline:
    """Every open action with a deadline, a milestone or something it waits for in the plan."""
    still = [action for action in plan.actions if action.open]
    return Timeline(
        as_of=as_of,
        until=quarters_from(as_of, QUARTERS, plan.year_starts)[-1].end,
        began=plan.period_start,
        work=tuple(_work(action, plan, as_of) for action in still),
        waits=waits(plan, as_of),
    )


def _work(action: Action, plan: Plan, as_of: dt.date) -> Work:
    due = action.deadline.latest
    return Work(
        ref=action.ref,
        title=action.title,
        outcomes=action.outcomes,
        start=action.start.earliest,
        due=due,
        days_late=max((as_of - due).days, 0) if due else 0,
        milestones=tuple(milestones(action, plan)),
    )


# --- Milestones ---------------------------------------------------------------------------


def milestones(action: Action, plan: Plan) -> Iterator[Milestone]:
    """The steps of an action's cell, each with the day that its own words settle.

    "8 January" takes its year from the action's start and deadline where only one year fits;
    "from October" and "each quarter" tell no day on which a step is done.
    """
    if is_nothing(action.milestones):
        return
    steps = [one_line(part) for part in _STEP.split(action.milestones)]
    for step in [part for part in steps if part][:_MOST]:
        day, assumed = _day_of(step[:_LONGEST], action, plan)
        yield Milestone(text=step, day=day, assumed=assumed)


def _day_of(step: str, action: Action, plan: Plan) -> tuple[dt.date | None, str]:
    words = plain(step)
    if _NO_END.search(words):
        return None, ""
    found = find_form(words, _calendar(plan, None))
    if found is not None and found.span is not None:
        return _last_day(found)
    # The plan's period leaves the year of "by 8 January" open: that of the action may not.
    ending, within = _ENDS_WITH.search(words), _own_dates(action)
    if ending is None or within is None:
        return None, ""
    day, _ = _last_day(whole_form(ending["when"], _calendar(plan, within)))
    return day, _OWN_DATES if day else ""


def _last_day(form: Form | None) -> tuple[dt.date | None, str]:
    """The last day of a form. None of several dates in one step, of which no one is the step's,
    and none of a bare year, which may as well be a number of something."""
    if form is None or form.span is None or form.kind in _NOT_A_STEP:
        return None, ""
    return form.span[1], form.assumed or ""


def _own_dates(action: Action) -> Span | None:
    start, due = action.start.earliest, action.deadline.latest
    return (start, due) if start and due and start <= due else None


def _calendar(plan: Plan, period: Span | None) -> PlanCalendar:
    if period is None and plan.period_start and plan.period_end:
        period = (plan.period_start, plan.period_end)
    return PlanCalendar(period=period, year_starts=plan.year_starts, basis=plan.quarter_basis)


# --- What waits for what ------------------------------------------------------------------


def waits(plan: Plan, as_of: dt.date) -> tuple[Wait, ...]:
    """What each open action waits for, what cannot go as it is written first."""
    rings = _rings(_ways(plan))
    found = []
    for dependency in plan.dependencies:
        waiting = plan.action(dependency.action)
        if waiting is not None and waiting.open:
            found.append(_wait(dependency, waiting, plan, rings, as_of))
    last = dt.date.max
    return tuple(sorted(found, key=lambda wait: (not wait.state.broken, wait.due or last)))


def _ways(plan: Plan) -> dict[str, list[str]]:
    """For each open action that may wait for itself, the open actions that it waits for."""
    ways: dict[str, list[str]] = {}
    for dependency in plan.dependencies:
        ends = [plan.action(ref) for ref in (dependency.action, dependency.on) if ref]
        if len(ends) == 2 and all(end is not None and end.open for end in ends):
            ways.setdefault(dependency.action, []).append(dependency.on or "")
    return _that_may_come_back(ways)


def _rings(ways: dict[str, list[str]]) -> set[tuple[str, str]]:
    """What waits for what along a circle. An action that waits for itself is a slip in the sheet,
    which intake has told."""
    found: set[tuple[str, str]] = set()
    for ref, needed in ways.items():
        for other in needed:
            if other == ref or (ref, other) in found:
                continue
            ring = _ring(ref, other, ways)
            found.update(zip(ring, [*ring[1:], *ring[:1]], strict=True))
    return found


def _ring(ref: str, first: str, ways: dict[str, list[str]]) -> list[str]:
    """The shortest way from ``ref`` by ``first`` back to itself; else nothing."""
    return circle(ref, lambda at: [first] if at == ref else ways.get(at, ()))


def _that_may_come_back(ways: dict[str, list[str]]) -> dict[str, list[str]]:
    """Only the ways that a circle can take: what waits for nothing is in none, nor is, in turn,
    what waits only for that."""
    waited_by: dict[str, list[str]] = {}
    for ref, needed in ways.items():
        for other in needed:
            waited_by.setdefault(other, []).append(ref)
    left = {ref: len(needed) for ref, needed in ways.items()}
    free = [ref for ref in waited_by if ref not in left]
    while free:
        for ref in waited_by.get(free.pop(), ()):
            left[ref] -= 1
            if not left[ref]:
                free.append(ref)
    return {ref: [n for n in ways[ref] if left.get(n)] for ref in ways if left[ref]}


def _wait(
    dependency: Dependency,
    waiting: Action,
    plan: Plan,
    rings: set[tuple[str, str]],
    as_of: dt.date,
) -> Wait:
    needed = plan.action(dependency.on) if dependency.on else None
    return Wait(
        action=waiting.ref,
        due=waiting.deadline.latest,
        on=needed.ref if needed else "",
        title=needed.title if needed else dependency.outside or dependency.on or "",
        on_due=needed.deadline.latest if needed else None,
        needs="" if is_nothing(dependency.needs) else dependency.needs,
        state=_state(waiting, needed, rings, as_of),
    )


def _state(
    waiting: Action, needed: Action | None, rings: set[tuple[str, str]], as_of: dt.date
) -> WaitState:
    if needed is None:
        return WaitState.OUTSIDE
    if not needed.open:
        return WaitState.CANCELLED if needed.status is Status.CANCELLED else WaitState.DONE
    if (waiting.ref, needed.ref) in rings:
        return WaitState.CIRCLE
    due, until = waiting.deadline.latest, needed.deadline.latest
    if due and until and due < until:
        return WaitState.BEFORE
    if until is None:
        return WaitState.UNDATED
    if until < as_of:
        return WaitState.LATE
    return WaitState.IN_ORDER if due else WaitState.NO_DATE
