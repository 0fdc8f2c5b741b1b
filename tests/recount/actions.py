"""What is open, closed, late, dated and answered for; and in which month it is due."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from tests.recount.given import (
    JSON,
    MONTHS,
    ONE_ANSWERS,
    Given,
    counted_when,
    deadline,
    is_late,
    status,
    still,
)

STATUSES = {
    "completed": "Completed",
    "in_progress": "In progress",
    "delayed": "Delayed",
    "not_started": "Not started",
    "paused": "Paused",
    "cancelled": "Cancelled",
    "unknown": "Not reported",
}
RAGS = {
    "red": "Red",
    "amber_red": "Amber-Red",
    "amber": "Amber",
    "amber_green": "Amber-Green",
    "green": "Green",
    None: "Not reported",
}


def totals(given: Given) -> JSON:
    """The plan's own counts: of all actions, and of those still to be done."""
    todo = still(given.actions)
    return {
        "actions": len(given.actions),
        "open_actions": len(todo),
        "closed_actions": len(given.actions) - len(todo),
        "accountable": sum(a.get("owner", {}).get("kind") in ONE_ANSWERS for a in todo),
        "dated": sum(deadline(action) is not None for action in todo),
        "overdue": sum(is_late(action, given.as_of) for action in todo),
        "by_status": by_status(given.actions),
        "by_reported": by_reported(todo),
    }


def by_status(actions: Iterable[JSON]) -> list[JSON]:
    counts = Counter(map(status, actions))
    return [
        {"key": key, "label": label, "count": counts[key]}
        for key, label in STATUSES.items()
        if counts[key]
    ]


def by_reported(actions: Iterable[JSON]) -> list[JSON]:
    """By the RAG that the partnership reports, red first, those without one last."""
    counts = Counter(action.get("rag") for action in actions)
    return [
        {"key": key or "none", "label": label, "count": counts[key]}
        for key, label in RAGS.items()
        if counts[key]
    ]


def lines(given: Given) -> list[JSON]:
    """Of each action its deadline, and how long ago that was if it is open."""
    result = []
    for action in given.actions:
        due, late = deadline(action), is_late(action, given.as_of)
        days = (given.as_of - due).days if due and late else None
        result.append({"ref": action["ref"], "due": due, "days_late": days})
    return result


def busiest(given: Given) -> tuple[dt.date | None, int]:
    """The day to come on which most open actions are due, the first of equals; and how many."""
    days = [due for action in still(given.actions) if (due := deadline(action))]
    counts = Counter(due for due in days if due >= given.as_of)
    most = max(counts.values(), default=0)
    return min((due for due, count in counts.items() if count == most), default=None), most


def bunching(given: Given) -> JSON:
    """Open actions by the month they are due in: late, or dated as a day, or worked out."""
    months: dict[dt.date, JSON] = {}
    undated = []
    for action in still(given.actions):
        due = deadline(action)
        if due is None:
            undated.append(action["ref"])
            continue
        first = due.replace(day=1)
        month = months.setdefault(
            first,
            {
                "label": f"{MONTHS[due.month - 1][:3]} {due.year}",
                "month": first,
                "written": [],
                "worked_out": [],
                "late": [],
            },
        )
        as_day = counted_when(action).get("kind") == "day"
        which = "late" if due < given.as_of else "written" if as_day else "worked_out"
        month[which].append(action["ref"])
    day, count = busiest(given)
    return {
        "months": [months[first] for first in sorted(months)],
        "undated": undated,
        "busiest_day": day,
        "busiest_count": count,
        "dated": totals(given)["dated"],
    }
