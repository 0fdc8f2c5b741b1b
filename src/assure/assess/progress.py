"""Progress on the tasks that matter most to each priority: counts, and what is behind. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from assure.facts.quarterly import STATUS_WORDS, SUPPORT, is_told, notes_for, quarter_in
from assure.model.actions import Action
from assure.model.measures import Behind, PriorityProgress
from assure.model.outcomes import Priority
from assure.model.plan import Plan
from assure.model.values import Status
from assure.words.days import long_date
from assure.words.text import is_nothing, one_line

LEVELS = ("high", "medium", "low")  # of impact, the highest first
NOT_TOLD = "Not told"  # for a status that nobody has told


def says_impact(plan: Plan) -> bool:
    """Whether any action says what it does for a priority."""
    return any(action.impact for action in plan.actions)


def progress(
    plan: Plan, number: int, today: dt.date, *, impact: str = "high", priority: str | None = None
) -> tuple[PriorityProgress, ...]:
    """Each priority of the plan, or the one with this reference, over the actions whose impact
    on it is ``impact`` or higher."""
    levels = LEVELS[: LEVELS.index(impact) + 1]
    return tuple(
        _of(one, [a for a in plan.actions if a.impact.get(one.ref) in levels], plan, number, today)
        for one in plan.priorities
        if priority is None or one.ref == priority
    )


def _of(
    priority: Priority, actions: list[Action], plan: Plan, number: int, today: dt.date
) -> PriorityProgress:
    counted = Counter(action.status for action in actions)
    counts = {
        words or NOT_TOLD: counted[status]
        for status, words in STATUS_WORDS.items()
        if counted[status] or status not in {Status.PAUSED, Status.UNKNOWN}
    }
    working = [action for action in actions if action.open]
    quarter = quarter_in(plan, number)
    return PriorityProgress(
        ref=priority.ref,
        title=priority.title,
        tasks=len(actions),
        counts=counts,
        open=len(working),
        told=sum(is_told(action, number, quarter) for action in working),
        behind=tuple(_behind(a, number, today) for a in working if _is_behind(a, today)),
        refs=tuple(action.ref for action in actions),
    )


def _days_late(action: Action, today: dt.date) -> int:
    due = action.deadline.latest
    return max((today - due).days, 0) if due else 0


def _is_behind(action: Action, today: dt.date) -> bool:
    return action.status in {Status.DELAYED, Status.PAUSED} or _days_late(action, today) > 0


def _behind(action: Action, number: int, today: dt.date) -> Behind:
    when, notes = action.deadline, notes_for(action, number)
    note = notes[-1].text if notes else ""
    why = note if is_nothing(action.reason) else action.reason
    return Behind(
        ref=action.ref,
        title=action.title,
        due=long_date(when.latest) if when.latest else one_line(when.text),
        status=STATUS_WORDS[action.status] or NOT_TOLD,
        days_late=_days_late(action, today),
        why=one_line(why),
        support=one_line(action.other.get(SUPPORT, "")),
    )
