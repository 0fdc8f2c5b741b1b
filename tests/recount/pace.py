"""How late the next value of an indicator is, and whether it came on time."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.recount.given import JSON, Given
from tests.recount.indicators import At, measured

# Days of one reporting period, by the first of these that stands in the words.
PERIODS = (
    ("fortnight", 14),
    ("biennial", 731),
    ("bimonth", 62),
    ("bi-month", 62),
    ("half", 183),
    ("biannual", 183),
    ("bi-annual", 183),
    ("term", 122),
    ("quarter", 92),
    ("month", 31),
    ("week", 7),
    ("dai", 1),
    ("day", 1),
    ("annual", 366),
    ("year", 366),
)
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
A_QUARTER = 92
ALMOST_A_YEAR = 300


def period(words: str, history: list[At]) -> int | None:
    """Days until the next value is due: as told, else the longest time between two so far.

    Yearly figures are often published a year late, so untold they are given two.
    """
    if words.strip():
        words = words.casefold()
        if several := re.search(rf"(\d{{1,2}}|{'|'.join(NUMBERS)})[ -](year|month|week)", words):
            many = NUMBERS.get(several[1]) or int(several[1])
            return max(many, 1) * dict(PERIODS)[several[2]]
        return next((days for word, days in PERIODS if word in words), A_QUARTER)
    if len(history) < 2:
        return None
    longest = max((b.day - a.day).days for a, b in pairwise(history))
    return 2 * longest if longest >= ALMOST_A_YEAR else max(longest, A_QUARTER)


def days_overdue(indicator: JSON, given: Given) -> int | None:
    history = measured(indicator, given.as_of)
    if not history:
        return None
    days = period(indicator.get("frequency", ""), history)
    late = (given.as_of - history[-1].day).days - days if days else 0
    return late if late > 0 else None


def on_time(indicator: JSON, given: Given) -> bool:
    """It has a value, and the next one is not overdue."""
    return bool(measured(indicator, given.as_of)) and days_overdue(indicator, given) is None
