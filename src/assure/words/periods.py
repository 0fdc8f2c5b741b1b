"""The period of a plan as a person types it."""

from __future__ import annotations

import re

from assure.words.calendar import Span
from assure.words.dates import find_period
from assure.words.days import read_day
from assure.words.text import one_line

_BETWEEN = re.compile(r"\s+(?:to|until|-|–)\s+|\s*–\s*", re.IGNORECASE)
_SHORTEST = 89  # days: a plan runs for a quarter at least
_YEARS = re.compile(r"(\d\d)(\d\d)\s*[-–]\s*(\d\d)")
_OF_A_PERIOD = re.compile(
    r"[A-Za-z]{3,9} (?:19|20)\d\d|(?:19|20)\d\d|[/\-–]\s*\d\d\b|\bto\b|[-/–\s]"
)


def read_period(text: str, year_starts: int = 4) -> Span | None:
    """First and last day, both included; None when the words name no period.

    Two days ("01/04/2026 to 31/03/2029"), months with their years ("April 2026 to March 2029"),
    or years, which are financial years starting in the month ``year_starts`` ("2026/27",
    "2026-2029").
    """
    line = one_line(text)
    days = [read_day(part) for part in _BETWEEN.split(line, maxsplit=1)]
    if len(days) == 2 and all(days):
        first, last = days
        return (first, last) if first and last and first < last else None
    if _OF_A_PERIOD.sub("", line):
        return None  # words around a period, or days that are none
    years = _YEARS.fullmatch(line)
    if years and int(years[3]) > int(years[2]) + 1:
        # "2026-29" is "2026-2029", where "2026-27" is one year.
        line = f"{years[1]}{years[2]}-{years[1]}{years[3]}"
    span = find_period(line, year_starts)
    # "2026-08" is a month.
    return span if span and (span[1] - span[0]).days >= _SHORTEST else None
