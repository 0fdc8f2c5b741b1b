"""Where an indicator would stand on its target's day if it went on as it has.

The partners' own do-nothing forecast counts where they gave one. Else a robust line is drawn
through the recent history: the median of the slopes between all pairs of values (Theil 1950;
Sen 1968, Journal of the American Statistical Association 63), which one odd value cannot turn.
Its range holds four in five of what such slopes may be, widened by how far the values usually
stand from the line. Slopes are in the indicator's unit a day.

The arithmetic is a page of medians; the library that has it takes longer to load than a whole
plan takes to judge.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist, median

from assure.facts.pace import ALMOST_A_YEAR, Pace, value_on
from assure.model.outcomes import Indicator, Point, PointKind
from assure.words.numbers import can_be_meant

# What the line rests on, how sure its range is: our judgement.
FEWEST = 3  # values; fewer make a line through anything
ENOUGH = 5  # values; with fewer in the last two years it looks further back
TWO_YEARS = dt.timedelta(days=741)  # and some days, as values are not always taken on the day
CERTAINTY = 0.8


@dataclass(frozen=True)
class Line:
    """The median line through some values, with the range of its slope and their scatter."""

    slope: Decimal
    lowest: Decimal  # slope
    highest: Decimal  # slope
    middle_day: Decimal
    middle: Decimal
    scatter: Decimal = Decimal(0)

    def at(self, day: dt.date, slope: Decimal | None = None) -> Decimal:
        """The line's value on ``day``, with another ``slope`` through the same middle if given."""
        steepness = self.slope if slope is None else slope
        return self.middle + steepness * (day.toordinal() - self.middle_day)


@dataclass(frozen=True)
class Forecast:
    """What is forecast, as it is drawn: ``low`` and ``high`` are empty where it has no range."""

    line: tuple[Point, ...]
    low: tuple[Point, ...] = ()
    high: tuple[Point, ...] = ()
    values: int = 0  # how many measured values our line rests on; 0 for the partners' own

    @property
    def ours(self) -> bool:
        return self.values > 0

    @property
    def rests_on(self) -> str:
        """The words that tell whose it is.

        >>> Forecast(line=(), values=9).rests_on
        'our line through the last 9 values'
        """
        if not self.ours:
            return "the partners’ own"
        return f"our line through the last {self.values} values"

    def on(self, day: dt.date) -> tuple[Decimal, Decimal, Decimal] | None:
        """Lowest, likeliest and highest value on ``day``; None beyond what was forecast."""
        value = value_on(self.line, day)
        if value is None:
            return None
        low, high = value_on(self.low, day), value_on(self.high, day)
        return (value if low is None else low), value, (value if high is None else high)


def slopes_between(spots: Sequence[tuple[int, Decimal]]) -> list[Decimal]:
    """The slopes between all pairs of ``spots`` on different days, flattest last to steepest."""
    return sorted(
        (late[1] - early[1]) / (late[0] - early[0])
        for early, late in itertools.combinations(spots, 2)
        if late[0] != early[0]
    )


def slope_range(
    slopes: Sequence[Decimal], values: int, certainty: float = CERTAINTY
) -> tuple[Decimal, Decimal]:
    """The range that holds the slope with ``certainty``, by rank (Sen 1968).

    ``slopes`` are sorted, of ``values`` values. Equal values would make it a little narrower;
    that is left aside, as too wide is the honest side.
    """
    spread = NormalDist().inv_cdf(0.5 + certainty / 2)
    spread *= math.sqrt(values * (values - 1) * (2 * values + 5) / 18)
    lowest = max(round((len(slopes) - spread) / 2) - 1, 0)
    highest = min(round((len(slopes) + spread) / 2), len(slopes) - 1)
    return slopes[lowest], slopes[highest]


def line_through(points: Sequence[Point]) -> Line:
    """The median line through ``points``, which stand on at least two days."""
    spots = [(point.day.toordinal(), point.value) for point in points]
    slopes = slopes_between(spots)
    lowest, highest = slope_range(slopes, len(spots))
    bare = Line(
        slope=median(slopes),
        lowest=lowest,
        highest=highest,
        middle_day=median(Decimal(day) for day, _ in spots),
        middle=median(value for _, value in spots),
    )
    apart = sorted(abs(point.value - bare.at(point.day)) for point in points)
    scatter = apart[math.ceil(CERTAINTY * len(apart)) - 1]
    return Line(bare.slope, lowest, highest, bare.middle_day, bare.middle, scatter)


def is_running_total(history: Sequence[Point]) -> bool:
    """Whether the values add up through each year and begin again: a saw, not a line.

    At least two falls, each to less than half and in the same month, with nothing but rises
    between them.
    """
    falls = []
    for before, after in itertools.pairwise(history):
        if after.value < before.value:
            if before.value <= 0 or after.value * 2 >= before.value:
                return False
            falls.append(after.day)
    if len(falls) < 2 or len(history) < 3 * len(falls):
        return False
    return len({day.month for day in falls}) == 1 and len({day.year for day in falls}) == len(falls)


def recent(history: Sequence[Point]) -> tuple[Point, ...]:
    """The values our line rests on: of each month the last, of the last two years.

    Where these are fewer than five, the last five there are.
    """
    of_months = tuple({(point.day.year, point.day.month): point for point in history}.values())
    late = tuple(p for p in of_months if history[-1].day - p.day <= TWO_YEARS)
    return late if len(late) >= ENOUGH else of_months[-ENOUGH:]


def bounds(indicator: Indicator, history: Sequence[Point]) -> tuple[Decimal | None, Decimal | None]:
    """Below and above what the indicator cannot go, so far as its values show."""
    values = [point.value for point in history]
    share = indicator.unit.strip().startswith("%") and max(values) <= 100
    return Decimal(0) if min(values) >= 0 else None, Decimal(100) if share else None


def our_line(indicator: Indicator, pace: Pace, as_of: dt.date) -> Forecast | None:
    """The robust line from the last measured day to the target's.

    None with fewer than three values or less than a year of them, without a target still to
    come, for running totals, and where it would look further ahead than it looks back.
    """
    end = indicator.target_date.latest
    if pace.now is None or indicator.target is None or end is None:
        return None
    now, used = pace.now.day, recent(pace.history)
    span = now - used[0].day
    if len(used) < FEWEST or span < ALMOST_A_YEAR or is_running_total(pace.history):
        return None
    if end <= max(now, as_of) or end - now > span:
        return None
    line = line_through(used)
    floor, top = bounds(indicator, pace.history)

    def drawn(slope: Decimal, off: Decimal) -> tuple[Point, ...]:
        return tuple(
            Point(day=day, value=within(line.at(day, slope) + off, floor, top), kind=_FORECAST)
            for day in (now, end)
        )

    return Forecast(
        line=drawn(line.slope, Decimal(0)),
        low=drawn(line.lowest, -line.scatter),
        high=drawn(line.highest, line.scatter),
        values=len(used),
    )


_FORECAST = PointKind.FORECAST


def within(value: Decimal, floor: Decimal | None, top: Decimal | None) -> Decimal:
    if floor is not None and value < floor:
        return floor
    return top if top is not None and value > top else value


def own_forecast(indicator: Indicator, pace: Pace) -> Forecast | None:
    """The partners' own do-nothing forecast, from the last measured value on; None without one."""
    points = tuple(p for p in indicator.of_kind(PointKind.FORECAST) if can_be_meant(p.value))
    if not points:
        return None
    before = (pace.now,) if pace.now is not None and pace.now.day < points[0].day else ()
    return Forecast(line=(*before, *points))


def forecast_of(indicator: Indicator, pace: Pace, as_of: dt.date) -> Forecast | None:
    """The partners' own forecast, else our line, else None."""
    return own_forecast(indicator, pace) or our_line(indicator, pace, as_of)
