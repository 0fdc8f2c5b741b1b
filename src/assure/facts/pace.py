"""How fast an indicator moves, how fast it must move, and whether it ever did.

Paces are change per quarter in the indicator's own unit, turned so that positive is
progress (towards the target's side). History is what was measured, never the agreed path.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assure.facts.quarters import DAYS_A_QUARTER
from assure.model.outcomes import GoodIs, Indicator, Point, PointKind
from assure.words.numbers import can_be_meant

YEAR = dt.timedelta(days=365)
QUARTER = Decimal(str(DAYS_A_QUARTER))
# Two quarterly dates a year apart differ by 365 or 366 days, sometimes reported a few days off.
ALMOST_A_YEAR = dt.timedelta(days=345)
MOST_DECIMALS = 2  # that a value of an indicator is read with


@dataclass(frozen=True)
class Pace:
    """Everything known of one indicator's movement on the as-of date."""

    history: tuple[Point, ...]
    now: Point | None = None
    direction: int = 0  # +1 when more is better, -1 when less is, 0 unknown
    path_now: Decimal | None = None
    needed: Decimal | None = None
    recent: Decimal | None = None
    best: Decimal | None = None
    worsening: int = 0  # how many of the latest steps in a row went the wrong way
    reached: bool = False

    @property
    def ratio(self) -> Decimal | None:
        """Pace needed over recent pace; None unless both move the right way."""
        if self.needed is None or self.recent is None or self.recent <= 0 or self.reached:
            return None
        return self.needed / self.recent

    @property
    def off_path(self) -> Decimal | None:
        """Distance from the agreed path in % of its value; 0 when on the right side of it."""
        if self.now is None or self.path_now is None or not self.direction or not self.path_now:
            return None
        short = (self.path_now - self.now.value) * self.direction
        return max(short, Decimal(0)) / abs(self.path_now) * 100


def value_on(points: Sequence[Point], day: dt.date) -> Decimal | None:
    """The line through ``points`` (oldest first) on ``day``; None outside their span."""
    for before, after in itertools.pairwise(points):
        if before.day <= day <= after.day and before.day < after.day:
            part = Decimal((day - before.day).days) / (after.day - before.day).days
            return before.value + (after.value - before.value) * part
    return next((point.value for point in points if point.day == day), None)


def direction_of(indicator: Indicator) -> int:
    """+1 when more is better, -1 when less is; from "good is", else from baseline to target.

    0 when neither tells: a target above the latest value may be a goal or a limit.
    """
    if indicator.good_is is not None:
        return 1 if indicator.good_is is GoodIs.HIGH else -1
    if indicator.baseline is None or indicator.target is None:
        return 0
    if indicator.target == indicator.baseline:
        return 0
    return 1 if indicator.target > indicator.baseline else -1


def per_quarter(change: Decimal, days: int) -> Decimal:
    return change * QUARTER / days


def best_year(history: Sequence[Point], direction: int) -> Decimal | None:
    """The best pace held over any twelve months of ``history``; None with less than a year.

    Between its points the history runs straight, so the best twelve months begin or end on one.
    """
    if not history:
        return None
    first, last = history[0].day, history[-1].day
    # Asked before the sum, for no calendar goes on after 9999.
    ends = {point.day for point in history if point.day - first >= YEAR}
    ends |= {point.day + YEAR for point in history if last - point.day >= YEAR}
    paces = []
    for end in sorted(ends):
        before, after = value_on(history, end - YEAR), value_on(history, end)
        if before is not None and after is not None:
            paces.append(per_quarter((after - before) * direction, YEAR.days))
    return max(paces, default=None)


def recent_year(history: Sequence[Point], direction: int) -> Decimal | None:
    """The pace of the last twelve months; None with less than (almost) a year of history."""
    if len(history) < 2:
        return None
    first, last = history[0], history[-1]
    start = value_on(history, last.day - YEAR) if last.day - first.day >= YEAR else None
    if start is not None:
        return per_quarter((last.value - start) * direction, YEAR.days)
    if last.day - first.day < ALMOST_A_YEAR:
        return None
    return per_quarter((last.value - first.value) * direction, (last.day - first.day).days)


def worsening_steps(history: Sequence[Point], direction: int) -> int:
    """How many of the latest steps in a row went against the direction."""
    steps = 0
    for before, after in reversed(list(itertools.pairwise(history))):
        if (after.value - before.value) * direction >= 0:
            break
        steps += 1
    return steps


def measured(indicator: Indicator, as_of: dt.date) -> tuple[Point, ...]:
    """What was measured up to ``as_of``, oldest first; of one day the last value given counts."""
    by_day = {
        point.day: point
        for point in indicator.of_kind(PointKind.ACTUAL)
        if point.day <= as_of and can_be_meant(point.value)
    }
    return tuple(by_day.values())


def pace_of(indicator: Indicator, as_of: dt.date) -> Pace:
    """The indicator's movement up to ``as_of``; later "actual" points are left out."""
    history = measured(indicator, as_of)
    now = history[-1] if history else None
    direction = direction_of(indicator)
    if now is None or not direction:
        return Pace(history, now, direction)
    path = [point for point in indicator.of_kind(PointKind.PATH) if can_be_meant(point.value)]
    needed, reached = None, False
    end = indicator.target_date.latest
    if indicator.target is not None and can_be_meant(indicator.target):
        gap = (indicator.target - now.value) * direction
        reached = gap <= 0
        if end is not None and end > max(now.day, as_of):
            needed = per_quarter(gap, (end - now.day).days)
    recent, best = recent_year(history, direction), best_year(history, direction)
    return Pace(
        history=history,
        now=now,
        direction=direction,
        path_now=value_on(path, now.day),
        needed=needed,
        recent=recent,
        # A year that is a few days short is the only one there is, and so the best.
        best=recent if best is None else best,
        worsening=worsening_steps(history, direction),
        reached=reached,
    )


def shown(value: Decimal | None) -> Decimal | None:
    """A pace in three significant figures, halves up, as it will be read.

    >>> shown(Decimal("24.45")), shown(Decimal("0.15"))
    (Decimal('24.5'), Decimal('0.15'))
    """
    if value is None or len(value.as_tuple().digits) <= 3:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2), ROUND_HALF_UP)


def level_shown(value: Decimal | None, like: Sequence[Point]) -> Decimal | None:
    """A level read off a line, with as many decimals as the ``points`` it runs between."""
    if value is None:
        return None
    places = max((decimals_of(point.value) for point in like), default=0)
    return value.quantize(Decimal(1).scaleb(-min(places, 4)), ROUND_HALF_UP)


def decimals_of(value: Decimal) -> int:
    """How many decimals it has, idle noughts left out."""
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
