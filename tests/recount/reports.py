"""What one report after another tells of an action: for how many it has been silent, amber or red.

A report is a quarter of progress notes, or else an import of the plan; imports less than 60 days
apart are one.
"""

from __future__ import annotations

import datetime as dt
from itertools import takewhile

from tests.recount import quarters
from tests.recount.given import JSON, Given, day, last_day, long_day, status

APART = 60  # days
AMBER_OR_WORSE = ("amber", "amber_red", "red")


def report_number(note: JSON, given: Given) -> int | None:
    """Of the quarter, or of the column of updates, counted from the plan's present first; quarters
    from which the plan has rolled on count on backwards."""
    was = note.get("was")
    if was is None:
        number = note.get("quarter")
        return number if number is not None else note.get("update")
    began, now = day(was.get("period_start")), given.period_start
    if began is None or now is None:
        return None
    months = [quarters.quarter_of(on, given.year_starts).month for on in (began, now)]
    return int(was["number"]) - (months[1] - months[0]) // 3


def told_in(action: JSON, given: Given) -> set[int]:
    numbers = (report_number(note, given) for note in action.get("notes", []))
    return {number for number in numbers if number is not None}


def under_way(action: JSON) -> bool:
    stands = status(action)
    noted = any(
        n.get("quarter") or n.get("update") or n.get("was") for n in action.get("notes", [])
    )
    return stands in ("in_progress", "delayed") or (stands == "unknown" and noted)


def called(number: int, given: Given) -> str:
    """``quarter 6``; the months of one before the plan's first."""
    if number > 0 or given.period_start is None:
        return f"quarter {number}"
    return quarters.quarter_of(given.period_start, given.year_starts).after(number - 1).label


def silences(given: Given) -> dict[str, tuple[int, str]]:
    """By key of each action under way: in how many reports running nothing new is told of it, up
    to the newest that at least half of them have news for; and since when, in words."""
    working = [action for action in given.actions if under_way(action)]
    told = {action["key"]: told_in(action, given) for action in working}
    every = set().union(*(told_in(action, given) for action in given.actions))
    if not every:
        return by_imports(working, given)
    begun = {action["key"]: began_in(action, given) for action in working}
    for newest in sorted(set().union(*told.values()), reverse=True):
        asked = [key for key, began in begun.items() if began is None or began <= newest]
        if 2 * sum(newest in told[key] for key in asked) < len(asked):
            continue
        result = {}
        for key in asked:
            began = begun[key]
            if told[key]:
                since, count = max(told[key]), max(newest - max(told[key]), 0)
                words = f"since {called(since, given)}"
            else:
                count = 1 if began is None else newest - max(began, min(every) - 1)
                words = "in any quarter"
            words += f", while most others report on {called(newest, given)}"
            result[key] = (count, words if count else "")
        return result
    return {}


def began_in(action: JSON, given: Given) -> int | None:
    start = last_day(action.get("start"))
    return quarters.number_of(start, given) if start else None


def reports_after(last: dt.date, given: Given) -> int:
    """Imports after a day, each 60 days or more after the one counted before."""
    count = 0
    for text in given.plan.get("imports", []):
        on = dt.date.fromisoformat(text)
        if (on - last).days >= APART:
            count, last = count + 1, on
    return count


def by_imports(working: list[JSON], given: Given) -> dict[str, tuple[int, str]]:
    imports = given.plan.get("imports", [])
    if len(imports) < 2:
        return {}
    result = {}
    for action in working:
        last = day(action.get("told") or action.get("since") or imports[0])
        if last is not None:
            count = reports_after(last, given)
            words = f"since {long_day(last)}, while most others have news"
            result[action["key"]] = (count, words if count else "")
    return result if 2 * sum(count > 0 for count, _ in result.values()) <= len(result) else {}


def in_a_row(
    action: JSON, colours: tuple[str, ...], silent: int, given: Given
) -> tuple[int, str] | None:
    """In how many imports running it has been rated so, and since which day; of what is not rated
    in its notes. Those do not count in which nothing new is told of it, ``silent`` of them."""
    since = action.get("since", "")
    days = [on for on in given.plan.get("imports", []) if on >= since]
    rated = [(on, rag_on(on, action)) for on in days]
    run = list(takewhile(lambda one: one[1] in colours, reversed(rated)))
    count, last = 0, None
    for text, _ in run:
        on = dt.date.fromisoformat(text)
        if last is None or (last - on).days >= APART:
            count, last = count + 1, on
    count -= silent
    return (count, long_day(dt.date.fromisoformat(run[-1][0]))) if count > 0 else None


def rag_on(on: str, action: JSON) -> str | None:
    told = [r for r in action.get("revisions", []) if r["field"] == "rag" and r.get("at")]
    if not told:
        return action.get("rag")
    known = [r for r in told if r["at"] <= on] or told[:1]
    return known[-1]["text"] or None
