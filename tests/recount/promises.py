"""How the promises of challenge sessions stand on the day of the review."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.recount.given import JSON, Given, day, in_words, short_day

SOON = 28  # days
OPEN = ("late", "due_soon", "not_due")
ORDER = ("late", "broken", "due_soon", "not_due", "kept_late", "kept", "overtaken")


def days_named(promise: JSON) -> list[dt.date]:
    """The day first promised, and each to which it was put back; of one session the last."""
    days, session = [dt.date.fromisoformat(promise["by"])], ""
    for told in promise.get("updates", []):
        if told["state"] == "late" and told.get("day"):
            if told.get("review") and told["review"] == session:
                days.pop()
            days.append(dt.date.fromisoformat(told["day"]))
            session = told.get("review", "")
    return days


def latest(promise: JSON) -> JSON | None:
    updates = promise.get("updates", [])
    return updates[-1] if updates else None


def kept_on(told: JSON) -> dt.date:
    return day(told.get("day")) or dt.date.fromisoformat(told["at"][:10])


def state(promise: JSON, on: dt.date) -> str:
    first, last = days_named(promise)[0], latest(promise)
    if last and last["state"] == "kept":
        return "kept_late" if kept_on(last) > first else "kept"
    if last and last["state"] in ("broken", "overtaken"):
        return str(last["state"])
    put_back = any(told["state"] == "late" for told in promise.get("updates", []))
    if on > first or put_back:
        return "late"
    return "due_soon" if (first - on).days <= SOON else "not_due"


def days_late(promise: JSON, on: dt.date) -> int | None:
    late = (on - days_named(promise)[-1]).days
    return late if late > 0 and state(promise, on) in OPEN else None


def whole(given: Given) -> list[JSON]:
    """Those in which somebody promised something for a day."""
    every = given.review.get("promises", [])
    return [one for one in every if one.get("text") and one.get("who") and one.get("by")]


def heard_by_board(given: Given) -> list[JSON]:
    """What is still expected, and what was told since the last session before this one."""
    begun: dict[str, str] = {}
    for one in given.review.get("promises", []):
        if one["review"] != given.review["key"]:
            begun[one["review"]] = min(begun.get(one["review"], one["made_at"]), one["made_at"])
    since = max(begun.values(), default=None)

    def is_heard(promise: JSON) -> bool:
        if state(promise, given.as_of) in OPEN:
            return True
        last = latest(promise)
        return last is not None and since is not None and str(last["at"]) >= since

    def rank(promise: JSON) -> tuple[int, dt.date, str]:
        return ORDER.index(state(promise, given.as_of)), days_named(promise)[-1], promise["key"]

    return sorted(filter(is_heard, whole(given)), key=rank)


def standing(given: Given) -> list[JSON]:
    result = []
    for promise in heard_by_board(given):
        days, last = days_named(promise), latest(promise)
        result.append(
            {
                "key": promise["key"],
                "by": days[0],
                "due": days[-1],
                "told": day(last["at"]) if last else None,
                "days_late": days_late(promise, given.as_of),
                "times_put_back": len(days) - 1,
            }
        )
    return result


def told_of(promise: JSON, on: dt.date) -> list[str]:
    """Every number and day that the sentence on how it stands may hold, in words."""
    days, last = days_named(promise), latest(promise)
    figures: list[Any] = [abs((on - days[-1]).days)]
    if last and last["state"] == "kept":
        figures.append((kept_on(last) - days[0]).days)
        days = [*days, kept_on(last)]
    return [*map(in_words, figures), *map(short_day, days)]
