"""An indicator against its path: how fast it moves, how fast it must, and where that would end.

Paces are change a quarter of 91.3125 days, plus towards what is good. The forecast is the partners'
own, else a line through the recent values: the median of the slopes between all pairs of them
(Theil 1950, Sen 1968), with the range that holds four slopes in five.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, sqrt
from statistics import NormalDist, median

from tests.recount.given import (
    JSON,
    Given,
    day,
    last_day,
    number,
    places_of,
    rounded,
    three_figures,
)

YEAR = dt.timedelta(365)
ALMOST_A_YEAR = dt.timedelta(345)  # four readings, the last of them some days early
TWO_YEARS = dt.timedelta(741)
A_QUARTER = Fraction("91.3125")
CERTAIN = 0.8


@dataclass(frozen=True)
class At:
    """A value on a day."""

    day: dt.date
    value: Fraction
    places: int = 0


def meant(value: Fraction | None) -> bool:
    """A number that no keyboard slipped on: up to 12 noughts, before or behind the point."""
    if value is None:
        return False
    return value == 0 or Fraction(1, 10**12) <= abs(value) < 10**13


def points(indicator: JSON, kind: str) -> list[At]:
    """Its values of one kind, oldest first."""
    found = []
    for point in indicator.get("points", []):
        value, on = number(point["value"]), day(point["day"])
        if point.get("kind", "actual") == kind and value is not None and on and meant(value):
            found.append(At(on, value, places_of(point["value"])))
    return sorted(found, key=lambda at: at.day)


def measured(indicator: JSON, as_of: dt.date) -> list[At]:
    """Up to the as-of date; of one day the value given last."""
    by_day = {at.day: at for at in points(indicator, "actual") if at.day <= as_of}
    return list(by_day.values())


def on_line(through: list[At], on: dt.date) -> Fraction | None:
    """Where the straight line from point to point stands on a day; None outside of it."""
    for at in through:
        if at.day == on:
            return at.value
    for before, after in pairwise(through):
        if before.day < on < after.day:
            gone = Fraction((on - before.day).days, (after.day - before.day).days)
            return before.value + (after.value - before.value) * gone
    return None


def good_way(indicator: JSON) -> int:
    """1 when more is better, -1 when less is, 0 when nothing tells."""
    if indicator.get("good_is"):
        return 1 if indicator["good_is"] == "high" else -1
    baseline, target = number(indicator.get("baseline")), number(indicator.get("target"))
    if baseline is None or target is None or baseline == target:
        return 0
    return 1 if target > baseline else -1


def a_quarter(change: Fraction, days: int) -> Fraction:
    return change / days * A_QUARTER


def decimals(value: Fraction | None, like: list[At]) -> Fraction | None:
    """With as many decimals as the values it lies between, four at most."""
    if value is None:
        return None
    return rounded(value, min(4, max((at.places for at in like), default=0)))


class Movement:
    """All that is known of an indicator's movement on a day."""

    def __init__(self, indicator: JSON, as_of: dt.date) -> None:
        self.indicator, self.as_of = indicator, as_of
        self.history = measured(indicator, as_of)
        self.path = points(indicator, "path")
        self.now = self.history[-1] if self.history else None
        self.way = good_way(indicator)
        self.known = self.now is not None and self.way != 0
        self.target = number(indicator.get("target"))
        self.target_day = last_day(indicator.get("target_date"))

    @property
    def gap(self) -> Fraction | None:
        """What is still to be gone; nought and less when the target is reached."""
        if not self.known or self.now is None or self.target is None or not meant(self.target):
            return None
        return (self.target - self.now.value) * self.way

    @property
    def reached(self) -> bool:
        return self.gap is not None and self.gap <= 0

    @property
    def path_now(self) -> Fraction | None:
        return on_line(self.path, self.now.day) if self.known and self.now else None

    @property
    def needed(self) -> Fraction | None:
        """The pace that brings it to the target on its day, while that is to come."""
        if self.gap is None or self.now is None or self.target_day is None:
            return None
        if self.target_day <= max(self.now.day, self.as_of):
            return None
        return a_quarter(self.gap, (self.target_day - self.now.day).days)

    def over_year_to(self, end: dt.date) -> Fraction | None:
        before, after = on_line(self.history, end - YEAR), on_line(self.history, end)
        if before is None or after is None:
            return None
        return a_quarter((after - before) * self.way, YEAR.days)

    @property
    def recent(self) -> Fraction | None:
        """The pace of the last twelve months, or of almost as many where there are no more."""
        if not self.known or len(self.history) < 2:
            return None
        first, last = self.history[0], self.history[-1]
        year = self.over_year_to(last.day)
        if year is not None:
            return year
        if last.day - first.day < ALMOST_A_YEAR:
            return None
        return a_quarter((last.value - first.value) * self.way, (last.day - first.day).days)

    @property
    def best(self) -> Fraction | None:
        """The best of any twelve months: the line is straight between values, so one end of the
        best year is a value."""
        if not self.known:
            return None
        ends = [at.day + apart for at in self.history for apart in (dt.timedelta(0), YEAR)]
        years = [pace for end in ends if (pace := self.over_year_to(end)) is not None]
        return max(years, default=self.recent)

    @property
    def ratio(self) -> Fraction | None:
        """Needed over recent, where both go the right way; to a tenth, whole from a thousand."""
        if self.needed is None or self.recent is None or self.recent <= 0 or self.reached:
            return None
        ratio = self.needed / self.recent
        return rounded(ratio, 1 if ratio < 1000 else 0)

    @property
    def worsening(self) -> int:
        """How many of the latest steps, counted back, went the wrong way."""
        steps = [
            (after.value - before.value) * self.way for before, after in pairwise(self.history)
        ]
        count = 0
        while count < len(steps) and steps[-1 - count] < 0:
            count += 1
        return count

    @property
    def verdict(self) -> str:
        if not self.known and self.now is None:
            return "no_data"
        if self.target is None or self.target_day is None or not meant(self.target):
            return "no_target"
        if self.reached:
            return "reached"
        if self.now is not None and self.target_day <= self.now.day:
            return "too_slow" if self.way else "no_data"
        if self.recent is None or self.needed is None:
            return "no_data"
        if self.recent < 0:
            return "wrong_way"
        if self.needed <= self.recent:
            return "on_course"
        return "close" if self.needed <= self.recent * Fraction(3, 2) else "too_slow"


@dataclass(frozen=True)
class Line:
    """Our own line to the target's day, and the range about it."""

    middle: list[At]
    low: list[At]
    high: list[At]
    values: int


def running_total(history: list[At]) -> bool:
    """Values that add up through each year and begin again: a saw and no line."""
    falls = [(a, b) for a, b in pairwise(history) if b.value < a.value]
    if len(falls) < 2 or len(history) < 3 * len(falls):
        return False
    if any(a.value <= 0 or b.value * 2 >= a.value for a, b in falls):
        return False
    months, years = {b.day.month for _, b in falls}, {b.day.year for _, b in falls}
    return len(months) == 1 and len(years) == len(falls)


def recent_values(history: list[At]) -> list[At]:
    """Of each month the last; of the last two years, or the last five where these are fewer."""
    months = {(at.day.year, at.day.month): at for at in history}
    every = list(months.values())
    late = [at for at in every if at.day >= history[-1].day - TWO_YEARS]
    return late if len(late) >= 5 else every[-5:]


def our_line(movement: Movement) -> Line | None:
    """None with fewer than three values or less than a year of them, without a target to come,
    for running totals, and where it would look further ahead than back."""
    now, end = movement.now, movement.target_day
    if now is None or end is None or movement.target is None:
        return None
    used = recent_values(movement.history)
    span = now.day - used[0].day
    if len(used) < 3 or span < ALMOST_A_YEAR or running_total(movement.history):
        return None
    if end <= max(now.day, movement.as_of) or end - now.day > span:
        return None
    slopes = sorted((b.value - a.value) / (b.day - a.day).days for a, b in combinations(used, 2))
    slope = median(slopes)
    middle_day = median([Fraction(at.day.toordinal()) for at in used])
    middle = median([at.value for at in used])

    def at_day(on: dt.date, steepness: Fraction) -> Fraction:
        return middle + steepness * (on.toordinal() - middle_day)

    # Sen's range of the slope by rank, then what four values in five stand from the line.
    count = len(used)
    spread = NormalDist().inv_cdf(0.5 + CERTAIN / 2)
    spread *= sqrt(count * (count - 1) * (2 * count + 5) / 18)
    lowest = slopes[max(round((len(slopes) - spread) / 2) - 1, 0)]
    highest = slopes[min(round((len(slopes) + spread) / 2), len(slopes) - 1)]
    apart = sorted(abs(at.value - at_day(at.day, slope)) for at in used)
    scatter = apart[ceil(CERTAIN * count) - 1]

    every = [at.value for at in movement.history]
    unit = movement.indicator.get("unit", "").strip()
    least = Fraction(0) if min(every) >= 0 else None
    most = Fraction(100) if unit.startswith("%") and max(every) <= 100 else None

    def drawn(steepness: Fraction, off: Fraction) -> list[At]:
        ends = []
        for on in (now.day, end):
            value = at_day(on, steepness) + off
            value = max(value, least) if least is not None else value
            ends.append(At(on, min(value, most) if most is not None else value))
        return ends

    return Line(drawn(slope, Fraction(0)), drawn(lowest, -scatter), drawn(highest, scatter), count)


def trajectories(given: Given) -> list[JSON]:
    return [trajectory(indicator, given) for indicator in given.list("indicators")]


def trajectory(indicator: JSON, given: Given) -> JSON:
    movement = Movement(indicator, given.as_of)
    theirs = points(indicator, "forecast")
    ours = None if theirs else our_line(movement)
    whose = "the partners’ own" if theirs else ""

    def shown(line: list[At]) -> list[JSON]:
        return dated(
            [At(at.day, decimals(at.value, movement.history) or Fraction(0)) for at in line]
        )

    if ours is not None:
        whose = f"our line through the last {ours.values} values"
    needed, recent, best = movement.needed, movement.recent, movement.best
    return {
        "ref": indicator["ref"],
        "history": dated(movement.history),
        "path": dated(movement.path),
        "forecast": dated(theirs) or (shown(ours.middle) if ours else []),
        "forecast_low": shown(ours.low) if ours else [],
        "forecast_high": shown(ours.high) if ours else [],
        "forecast_is": whose,
        "baseline": value_on(indicator, "baseline"),
        "now": dated([movement.now])[0] if movement.now else None,
        "target": value_on(indicator, "target"),
        "path_now": decimals(movement.path_now, movement.path),
        "needed": None if needed is None else three_figures(needed),
        "recent": None if recent is None else three_figures(recent),
        "best": None if best is None else three_figures(best),
        "verdict": movement.verdict,
        "ratio": movement.ratio,
    }


def dated(line: list[At]) -> list[JSON]:
    return [{"day": at.day, "value": at.value} for at in line]


def value_on(indicator: JSON, name: str) -> JSON | None:
    """The baseline or the target, where it has a number and a day."""
    value, on = number(indicator.get(name)), last_day(indicator.get(f"{name}_date"))
    return {"day": on, "value": value} if value is not None and on and meant(value) else None
