"""What is said of an action now, without words that were given for a standing that is over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assure.facts.quarters import AHEAD, place_in_plan, report_of
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Rag, Status

_ON_TRACK = frozenset({Status.IN_PROGRESS, Status.NOT_STARTED})
_GREEN = frozenset({Rag.GREEN, Rag.AMBER_GREEN})


@dataclass(frozen=True)
class Spoken:
    """The latest note and the reason; "" where an older report gave them, and the action has been
    brought to an end or back on track since. They still stand in the plan, and are shown."""

    note: str
    reason: str


def spoken(action: Action, plan: Plan) -> Spoken:
    """What was told earlier is not held against what is told now."""
    note = action.notes[-1].text if action.notes else ""
    return Spoken(
        note="" if _completed_after_its_note(action, plan) else note,
        reason="" if _reason_is_over(action) else action.reason,
    )


def _reason_is_over(action: Action) -> bool:
    """It explained a colour or a status that a later change of the plan made good."""
    if action.status is not Status.COMPLETED and not _on_track(action):
        return False
    moved = _moved(action, "status", "rag")
    return bool(moved) and (action.reason_told is None or max(moved) > action.reason_told)


def _on_track(action: Action) -> bool:
    return action.status in _ON_TRACK and (action.rag is None or action.rag in _GREEN)


def _completed_after_its_note(action: Action, plan: Plan) -> bool:
    """The note tells of a quarter before the one in whose report it was completed."""
    if action.status is not Status.COMPLETED or not action.notes or plan.period_start is None:
        return False
    told, moved = report_of(action.notes[-1], plan), _moved(action, "status")
    if told is None or action.notes[-1].update is not None or not moved:
        return False
    by_now = max(moved) + dt.timedelta(AHEAD)  # a report may be written before its quarter ends
    return told < place_in_plan(by_now, plan.period_start, plan.year_starts) - 1


def _moved(action: Action, *fields: str) -> list[dt.date]:
    """The days of the changes of the plan, after the first value, that brought these anew."""
    days = []
    for field in fields:
        values = [item for item in action.revisions if item.field == field]
        days += [item.at for item in values[1:] if item.at is not None]
    return days
