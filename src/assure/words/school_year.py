"""The school year and its feasts, by which plans for children and young people tell their dates.

Councils set their own term dates within a week or two of each other, so a term is as long as the
months in which it begins and ends everywhere in England and Wales.
"""

from __future__ import annotations

import datetime as dt

from assure.words.calendar import Span, months

TERMS = {"autumn": (9, 12), "spring": (1, 4), "summer": (4, 7)}  # first and last month


def term(name: str, year: int, part: str | None) -> Span:
    """The months of a term, or the one in which it begins or ends.

    >>> term("autumn", 2026, "end")[1]
    datetime.date(2026, 12, 31)
    """
    first, last = TERMS[name]
    if part == "start":
        return months(year, first, 1)
    if part == "end":
        return months(year, last, 1)
    return months(year, first, last - first + 1)


def school_year(first: int) -> Span:
    """September to August."""
    return months(first, 9, 12)


def easter(year: int) -> dt.date:
    """Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).

    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    left = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * left) // 451
    month, day = divmod(h + left - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)
