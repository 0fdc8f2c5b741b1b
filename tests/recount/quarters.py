"""Quarters: three months of the plan's year, and which one of the plan a day falls in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests.recount.given import MONTHS, Given

MONTH_AHEAD = dt.timedelta(31)  # a quarter's report may be written a month before its end
MOST = 12  # quarters that a plan counts


@dataclass(frozen=True)
class Quarter:
    """Three months, the first of which is ``month`` months after January of the year 0."""

    month: int

    @property
    def first(self) -> dt.date:
        return dt.date(self.month // 12, self.month % 12 + 1, 1)

    @property
    def last(self) -> dt.date:
        return self.after(1).first - dt.timedelta(1)

    def after(self, count: int) -> Quarter:
        return Quarter(self.month + 3 * count)

    @property
    def label(self) -> str:
        """``Jan to Mar 2027``."""
        begins, ends = MONTHS[self.first.month - 1], MONTHS[self.last.month - 1]
        return f"{begins[:3]} to {ends[:3]} {self.last.year}"

    def days_of(self, first: dt.date, last: dt.date) -> int:
        """How many of the days from ``first`` to ``last``, both counted, fall in it."""
        return max(0, (min(last, self.last) - max(first, self.first)).days + 1)


def quarter_of(day: dt.date, year_starts: int) -> Quarter:
    months = day.year * 12 + day.month - 1
    return Quarter(months - (months - (year_starts - 1)) % 3)


def number_of(day: dt.date, given: Given) -> int | None:
    """1 for the plan's first quarter, 0 and less before it; None where no period is named."""
    if given.period_start is None:
        return None
    first = quarter_of(given.period_start, given.year_starts)
    return (quarter_of(day, given.year_starts).month - first.month) // 3 + 1


def number_now(given: Given) -> int | None:
    number = number_of(given.as_of, given)
    return number if number is not None and number > 0 else None


def number_told(given: Given) -> int | None:
    """The newest quarter of which a report may be written."""
    number = number_of(given.as_of + MONTH_AHEAD, given)
    if number is None or number < 2:
        return None
    return min(number - 1, quarters_in(given))


def quarters_in(given: Given) -> int:
    """How many the plan has: twelve, unless its period says fewer."""
    end = given.plan.get("period_end")
    if not end:
        return MOST
    number = number_of(dt.date.fromisoformat(end), given)
    return MOST if number is None else max(1, min(MOST, number))


def ahead(given: Given, count: int = 6) -> list[Quarter]:
    """The quarter of the as-of date and those after it."""
    now = quarter_of(given.as_of, given.year_starts)
    return [now.after(number) for number in range(count)]
