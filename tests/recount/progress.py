"""The tasks that do most for each priority: how they stand, and which are behind."""

from __future__ import annotations

from collections import Counter

from tests.recount import quarters
from tests.recount.given import (
    JSON,
    Given,
    counted_when,
    day,
    deadline,
    is_late,
    is_open,
    long_day,
    status,
    still,
)

FIVE = {
    "completed": "Completed",
    "in_progress": "In progress",
    "delayed": "Delayed",
    "not_started": "Not yet due",
    "cancelled": "No longer relevant",
}
BESIDE = {"paused": "On hold", "unknown": "Not told"}  # told only where there are any


def by_priority(given: Given) -> list[JSON]:
    """Over the actions whose impact on the priority is high; nothing where no impact is told."""
    if not any(action.get("impact") for action in given.actions):
        return []
    return [of_priority(priority["ref"], given) for priority in given.list("priorities")]


def of_priority(ref: str, given: Given) -> JSON:
    tasks = [action for action in given.actions if action.get("impact", {}).get(ref) == "high"]
    stand = Counter(map(status, tasks))
    todo = still(tasks)
    return {
        "ref": ref,
        "tasks": len(tasks),
        "counts": {words: stand[key] for key, words in FIVE.items()}
        | {words: stand[key] for key, words in BESIDE.items() if stand[key]},
        "open": len(todo),
        "told": sum(has_news(task, given) for task in todo),
        "behind": [
            {"ref": task["ref"], "due": due_words(task), "days_late": days_late(task, given)}
            for task in todo
            if status(task) in ("delayed", "paused") or days_late(task, given)
        ],
        "refs": [task["ref"] for task in tasks],
    }


def days_late(task: JSON, given: Given) -> int:
    due = deadline(task)
    return (given.as_of - due).days if due and is_late(task, given.as_of) else 0


def due_words(task: JSON) -> str:
    due = deadline(task)
    return long_day(due) if due else " ".join(counted_when(task).get("text", "").split())


def has_news(task: JSON, given: Given) -> bool:
    """A note for the quarter whose report is due, or news since that report could be written."""
    told = quarters.number_told(given) or 0
    if any(note.get("quarter") == told for note in task.get("notes", [])):
        return True
    if given.period_start is None or not is_open(task):
        return False
    quarter = quarters.quarter_of(given.period_start, given.year_starts).after(max(told, 1) - 1)
    written_from = quarter.last - quarters.MONTH_AHEAD
    news = [day(task.get("told")), day(task.get("since"))]
    return any(on is not None and on >= written_from for on in news)
