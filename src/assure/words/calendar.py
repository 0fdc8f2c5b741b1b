"""The calendar a plan lives by: financial years, quarters, plan quarters, seasons.

All spans are pairs of days, first and last, both included.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from assure.model.base import FIRST_DAY, LAST_DAY
from assure.model.plan import QuarterBasis

Span = tuple[dt.date, dt.date]

FIRST_YEAR, LAST_YEAR = FIRST_DAY.year, LAST_DAY.year
# A two-digit year from 70 on is of the last century: plans reach back, not eighty years on.
PIVOT = 70

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb", "febuary"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
# First and last month. Winter runs from December over the year's end.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


def full_year(digits: str) -> int:
    """2027 from "2027" or "27"."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= PIVOT else 2000)


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, month: int, count: int) -> Span:
    """``count`` whole months from the first of ``month``."""
    last = year * 12 + month - 1 + count - 1
    return dt.date(year, month, 1), month_end(last // 12, last % 12 + 1)


def season(name: str, year: int) -> Span:
    first, _ = SEASONS[name]
    return months(year, first, 3)


@dataclass(frozen=True)
class PlanCalendar:
    """What a plan says of its own time; needed wherever a date leaves something out.

    ``year_starts`` is the first month of its financial year, ``basis`` says what a quarter
    without further words is a quarter of.
    """

    period: Span | None = None
    year_starts: int = 4
    basis: QuarterBasis = QuarterBasis.FINANCIAL

    def financial_year(self, first: int, years: int = 1) -> Span:
        """``years`` financial years from the one that starts in the calendar year ``first``."""
        return months(first, self.year_starts, 12 * years)

    def quarter(self, number: int, year: int) -> Span:
        """Quarter 1 to 4 of the (financial or calendar) year that starts in ``year``."""
        first = self.year_starts if self.basis is QuarterBasis.FINANCIAL else 1
        start = year * 12 + first - 1 + 3 * (number - 1)
        return months(start // 12, start % 12 + 1, 3)

    @property
    def long(self) -> bool:
        """True when the plan runs for more than a year, so that "Q3" leaves the year open."""
        return self.period is not None and (self.period[1] - self.period[0]).days > 366

    def plan_quarter(self, number: int) -> Span | None:
        """The plan's own quarter, counted from its first month; None when it has not so many."""
        if self.period is None:
            return None
        start = self.period[0].year * 12 + self.period[0].month - 1 + 3 * (number - 1)
        span = months(start // 12, start % 12 + 1, 3)
        return span if span[0] <= self.period[1] else None

    def plan_year(self, number: int, years: int = 1) -> Span | None:
        """Year 1, 2, … of the plan's period."""
        if self.period is None:
            return None
        start = self.period[0]
        span = months(start.year + number - 1, start.month, 12 * years)
        # A period may end a little before its last full year does.
        return span if span[1] <= self.period[1] + dt.timedelta(days=92) else None

    def overlapping(self, spans: list[Span]) -> list[Span]:
        """Those of the spans that fall, at least in part, into the plan's period."""
        if self.period is None:
            return []
        first, last = self.period
        return [span for span in spans if span[0] <= last and span[1] >= first]

    def years(self) -> range:
        """Calendar years the period touches, one more on either side for financial years."""
        if self.period is None:
            return range(0)
        # A year that no calendar has is left out, and so is one that would end in it.
        return range(
            max(self.period[0].year - 1, dt.MINYEAR), min(self.period[1].year + 2, dt.MAXYEAR)
        )
