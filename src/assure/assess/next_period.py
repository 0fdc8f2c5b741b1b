"""Which period follows that of a plan, and from when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assure.model.errors import AssureError
from assure.model.plan import Plan
from assure.words.calendar import Span, month_end
from assure.words.days import MONTHS, long_date

LAST_QUARTER = dt.timedelta(days=92)  # before a year's end, from which the plan may roll on
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Periods:
    """From which period a plan rolls to which; ``guessed``: the plan itself named none."""

    was: Span
    now: Span
    guessed: bool = False

    @property
    def quarters(self) -> int:
        """How many quarters of the plan are over."""
        return _months(self.was[0], self.now[0]) // 3


def next_periods(plan: Plan, today: dt.date, to: Span | None = None) -> Periods:
    """Which period follows the plan's. Raises AssureError with what stands against it."""
    if plan.period_start is None or plan.period_end is None:
        if to is None:
            raise AssureError(
                f"The plan {plan.key} does not say which years it covers; give the new ones with "
                "--to, for example --to 2027-2030."
            )
        was = _later(to, -1)
        guessed = True
    else:
        was, guessed = (plan.period_start, plan.period_end), False
    now = to or _later(was, max(1, _years_over(was, today)))
    _check_follows(plan, was, now)
    first_day = now[0] - LAST_QUARTER
    if today < first_day:
        raise AssureError(
            f"The plan {plan.key}{_rolled_before(plan)} is in its year until "
            f"{long_date(now[0] - ONE_DAY)}; it can roll on from {long_date(first_day)}."
        )
    return Periods(was, now, guessed)


def _rolled_before(plan: Plan) -> str:
    return f" rolled on, on {long_date(plan.closed[-1].on)}, and" if plan.closed else ""


def _check_follows(plan: Plan, was: Span, now: Span) -> None:
    dates = f"{long_date(now[0])} to {long_date(now[1])}"
    if now == was:
        raise AssureError(f"The plan {plan.key} covers {dates} already; give a later period.")
    if now[0] <= was[0]:
        raise AssureError(
            f"A plan rolls forward: {dates} does not begin after {long_date(was[0])}, with which "
            f"the plan {plan.key} begins; give a later period with --to."
        )
    if now[0] > was[1] + ONE_DAY:
        raise AssureError(
            f"The plan {plan.key} ends on {long_date(was[1])}, and no plan would cover the days "
            f"until {long_date(now[0])}; give a period with --to that begins by "
            f"{long_date(was[1] + ONE_DAY)}."
        )
    if _months(was[0], now[0]) % 12 or was[0].day != now[0].day:
        day = f"{was[0].day} {MONTHS[was[0].month - 1]}"
        raise AssureError(
            f"A plan rolls on by whole years: {plan.key} begins on {long_date(was[0])}, so give a "
            f"period with --to that begins on {day} of a later year."
        )


def _years_over(period: Span, today: dt.date) -> int:
    """How many whole years of the period lie before ``today``."""
    start = period[0]
    return today.year - start.year - ((today.month, today.day) < (start.month, start.day))


def _months(first: dt.date, later: dt.date) -> int:
    return (later.year - first.year) * 12 + later.month - first.month


def _later(period: Span, years: int) -> Span:
    """The period moved by whole years, and as long."""
    return _moved(period[0], years), _moved(period[1] + ONE_DAY, years) - ONE_DAY


def _moved(day: dt.date, years: int) -> dt.date:
    last = month_end(day.year + years, day.month)  # 29 February has no day in most years
    return last.replace(day=min(day.day, last.day))
