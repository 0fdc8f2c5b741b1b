"""The quarterly round: which actions are asked about in a quarter of the plan, and who is asked.

Quarters are numbered as the plan's own, 1 to 12 from its first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from assure.facts.load import same_name
from assure.facts.quarters import AHEAD, Quarter, place_in_plan, quarter_of
from assure.model.actions import Action, ProgressNote
from assure.model.plan import Plan
from assure.model.values import OwnerKind, Status
from assure.words.text import is_nothing

MOST_QUARTERS = 12
# The five statuses of the action planning guidance, in its words.
FIVE_STATUSES = {
    Status.COMPLETED: "Completed",
    Status.IN_PROGRESS: "In progress",
    Status.DELAYED: "Delayed",
    Status.NOT_STARTED: "Not yet due",
    Status.CANCELLED: "No longer relevant",
}
# With those that a plan may have besides.
STATUS_WORDS = {**FIVE_STATUSES, Status.PAUSED: "On hold", Status.UNKNOWN: ""}
SUPPORT = "Support needed"  # heading under which an action keeps what its officer needs
_NOBODY = frozenset({OwnerKind.MISSING, OwnerKind.PLACEHOLDER})


def quarters_of(plan: Plan) -> int:
    """How many quarters the plan has: 12 unless its period says that there are fewer."""
    if plan.period_start is None or plan.period_end is None:
        return MOST_QUARTERS
    last = place_in_plan(plan.period_end, plan.period_start, plan.year_starts)
    return max(1, min(last, MOST_QUARTERS))


def quarter_in(plan: Plan, number: int) -> Quarter | None:
    """The three months of quarter ``number``; None for a plan that does not say when it starts."""
    if plan.period_start is None:
        return None
    quarter = quarter_of(plan.period_start, plan.year_starts)
    for _ in range(number - 1):
        quarter = quarter.next()
    return quarter


def quarter_due(plan: Plan, today: dt.date) -> int | None:
    """The newest quarter whose report may be written by ``today``, a month before its end.

    None before the first, and for a plan that does not say when it starts.
    """
    if plan.period_start is None:
        return None
    due = place_in_plan(today + dt.timedelta(AHEAD), plan.period_start, plan.year_starts) - 1
    return min(due, quarters_of(plan)) if due > 0 else None


def notes_for(action: Action, number: int) -> tuple[ProgressNote, ...]:
    """What has been told of the action for quarter ``number``."""
    return tuple(note for note in action.notes if note.quarter == number)


def is_told(action: Action, number: int, quarter: Quarter | None) -> bool:
    """Whether there is news of the action for the quarter: a note for it, or anything that tells
    how it stands since its report could be written."""
    if notes_for(action, number):
        return True
    if quarter is None:
        return False
    from_day = quarter.end - dt.timedelta(AHEAD)
    return any(day is not None and day >= from_day for day in (action.told, action.since))


def is_asked(action: Action, plan: Plan, quarter: Quarter | None) -> bool:
    """Whether the round asks about the action: it is open, was completed since the quarter
    began, or is completed and lacks the evidence that the plan asks for."""
    if action.open:
        return True
    if action.status is not Status.COMPLETED:
        return False
    if quarter is not None and action.told is not None and action.told >= quarter.start:
        return True
    return "evidence" in plan.fields_present and is_nothing(action.evidence)


def begins_later(action: Action, quarter: Quarter | None) -> bool:
    """Whether the work is to begin only after the quarter, so that there is nothing to tell."""
    start = action.start.earliest
    waits = action.status in {Status.NOT_STARTED, Status.UNKNOWN}
    return waits and quarter is not None and start is not None and start > quarter.end


def asked_of(action: Action) -> str:
    """Who is asked about the action: the post, person or body named first; "" for nobody."""
    owner = action.owner
    return "" if owner.kind in _NOBODY or not owner.names else owner.names[0]


@dataclass(frozen=True)
class Asked:
    """The actions that one officer, team or outcome is asked about. ``name`` is "" for those of
    nobody; ``officer`` says whether it names who answers."""

    name: str
    actions: tuple[Action, ...]
    officer: bool = False


def asked_by(plan: Plan, actions: Iterable[Action], by: str) -> tuple[Asked, ...]:
    """``actions`` by "owner", "team", "outcome" or "none", in the order of first mention; those
    of nobody come last."""

    def name_of(action: Action) -> str:
        if by == "owner":
            return asked_of(action)
        if by == "team":
            return team_of(action, plan)
        return f"Outcome {action.outcomes[0]}" if by == "outcome" and action.outcomes else ""

    names: dict[str, str] = {}
    groups: dict[str, list[Action]] = {}
    for action in actions:
        name = name_of(action)
        names.setdefault(same_name(name), name)
        groups.setdefault(same_name(name), []).append(action)
    nobody = groups.pop("", [])
    found = [Asked(names[key], tuple(own), by == "owner") for key, own in groups.items()]
    return (*found, *([Asked("", tuple(nobody))] if nobody else []))


def team_of(action: Action, plan: Plan) -> str:
    """The team that has the action: one with agreed days among owner and support, else a body
    that is named as owner; "" for none."""
    teams = {
        same_name(capacity.name): capacity.name
        for capacity in plan.capacity
        if "team" in capacity.kind.casefold()
    }
    named = (*action.owner.names, *action.owner.support)
    known = next((teams[same_name(name)] for name in named if same_name(name) in teams), "")
    return known or (asked_of(action) if action.owner.kind is OwnerKind.COLLECTIVE else "")
