"""Quarters: of the calendar, of the plan, and how days fall into them."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from assure.model.actions import ProgressNote
from assure.model.plan import Plan
from assure.words.days import month

AHEAD = 31  # days before a quarter's end from which its report may be written
DAYS_A_QUARTER = 91.3125  # a mean year of 365.25 days in four


@dataclass(frozen=True)
class Quarter:
    """Three months from ``start``, the first of a month."""

    start: dt.date

    @property
    def end(self) -> dt.date:
        """Its last day."""
        month = self.start.month + 2
        year = self.start.year + (month > 12)
        if year > dt.MAXYEAR:
            return dt.date.max  # the calendar ends within it
        month = (month - 1) % 12 + 1
        return dt.date(year, month, monthrange(year, month)[1])

    @property
    def label(self) -> str:
        """``Oct to Dec 2026``."""
        return f"{month(self.start)} to {month(self.end)} {self.end.year}"

    def next(self) -> Quarter:
        month = self.start.month + 3
        return Quarter(dt.date(self.start.year + (month > 12), (month - 1) % 12 + 1, 1))


def quarter_of(day: dt.date, year_starts: int = 4) -> Quarter:
    """The quarter that holds ``day`` in a year that begins in month ``year_starts``."""
    since = (day.month - year_starts) % 3
    month = day.month - since
    return Quarter(dt.date(day.year - (month < 1), (month - 1) % 12 + 1, 1))


def quarters_from(day: dt.date, count: int, year_starts: int = 4) -> tuple[Quarter, ...]:
    """``count`` quarters, the first one holding ``day``."""
    quarters = [quarter_of(day, year_starts)]
    while len(quarters) < count:
        quarters.append(quarters[-1].next())
    return tuple(quarters)


def number_in_plan(day: dt.date, plan_start: dt.date, year_starts: int = 4) -> int | None:
    """1 for the plan's first quarter, 7 for the first of its second half; None before it starts."""
    quarter, number = quarter_of(plan_start, year_starts), 1
    if day < quarter.start:
        return None
    while day > quarter.end:
        quarter, number = quarter.next(), number + 1
    return number


def place_in_plan(day: dt.date, plan_start: dt.date, year_starts: int = 4) -> int:
    """As ``number_in_plan``, for days that cells hold: 0 and less before the plan, and no limit."""
    first = quarter_of(plan_start, year_starts).start
    return ((day.year - first.year) * 12 + day.month - first.month) // 3 + 1


def report_of(note: ProgressNote, plan: Plan) -> int | None:
    """The number of a note among the reports of the plan, be they quarters or updates. Quarters
    from which the plan has rolled on count on backwards: 0 is the one before its first."""
    if note.was is None:
        return note.report
    if note.was.period_start is None or plan.period_start is None:
        return None
    over = place_in_plan(plan.period_start, note.was.period_start, plan.year_starts) - 1
    return note.was.number - over


def called(quarter: int, plan: Plan) -> str:
    """``quarter 6``, and ``Jan to Mar 2026`` for one before the plan's first."""
    if quarter > 0 or plan.period_start is None:
        return f"quarter {quarter}"
    first = quarter_of(plan.period_start, plan.year_starts).start
    months = first.year * 12 + first.month - 1 + 3 * (quarter - 1)
    return Quarter(dt.date(months // 12, months % 12 + 1, 1)).label


def overlap(first: dt.date, last: dt.date, quarter: Quarter) -> int:
    """Days of ``first`` to ``last``, both counted, that fall in ``quarter``."""
    days = (min(last, quarter.end) - max(first, quarter.start)).days + 1
    return max(days, 0)


def notes_are_reports(plan: Plan, as_of: dt.date) -> bool:
    """Whether columns of quarters tell what was done, and not what is to be done in each.

    They do not where a quarter of the actions, and two at least, say something of a quarter that
    is far from over. When a plan has just rolled on nobody can tell yet.
    """
    told = [{n.quarter for n in action.notes if n.quarter} for action in plan.actions]
    newest = [max(numbers) for numbers in told if numbers]
    if not newest and any(note.was for action in plan.actions for note in action.notes):
        return False
    for start in _starts(plan, as_of, max(newest, default=0)):
        running = place_in_plan(as_of + dt.timedelta(AHEAD), start, plan.year_starts)
        planned = sum(number >= running for number in newest)
        if planned >= 2 and planned * 4 >= len(newest):
            return False
    return True


def _starts(plan: Plan, as_of: dt.date, quarters: int) -> Iterator[dt.date]:
    """The days on which quarter 1 may begin: with the plan; and where there are no more than four
    quarters, and the plan has more years or does not say, with the present year."""
    if plan.period_start:
        yield plan.period_start
        end = plan.period_end
        if end is None or as_of > end or (end - plan.period_start).days <= 366:
            return
    if quarters <= 4:
        yield dt.date(as_of.year - (as_of.month < plan.year_starts), plan.year_starts, 1)
