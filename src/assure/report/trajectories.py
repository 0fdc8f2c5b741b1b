"""Where the marks of an indicator's two drawings stand: the chart and the sparkline."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assure.model.measures import DatedValue, Trajectory
from assure.report.charts import Label, Mark, Scale, Spot, beside, mm, polyline, round_steps
from assure.report.formats import month_year, with_unit
from assure.report.marks import bare
from assure.report.pace import reading


def along(day: dt.date) -> float:
    """A day as a number, for a scale of time."""
    return float(day.toordinal())


@dataclass(frozen=True)
class TrajectoryChart:
    """An indicator's history, agreed path, pace needed and forecast on one pair of scales."""

    width: float
    height: float
    left: float
    right: float
    top: float
    base: float
    grid: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    history: str
    path: str
    forecast: str
    band: str  # the range of our line, as an outline; "" for the partners' own
    needed: str
    start: Mark | None
    now: Mark | None
    on_path: Mark | None  # where the agreed path stands on the day of "now"
    target: Mark | None
    target_end: Mark | None  # where the words at the right stand, of the target and the forecast
    forecast_end: Mark | None
    start_label: Label | None
    now_label: Label | None
    on_path_label: Label | None
    path_label: Label | None


RIGHT_GUTTER = mm(35)
FIGURE = 4.7  # width of a figure of the scale, or a little more
LINE = 11.0  # least distance between labels that stand one above the other
PAIR = 2 * LINE + 4  # the same, of labels of two lines
OVER_MONTHS = 5.5  # so far above the base a label of two lines clears the months beneath it


def trajectory(item: Trajectory) -> TrajectoryChart | None:
    """The chart of ``item``, 176 x 57 mm; None when fewer than two values can be drawn."""
    to_come = (*item.forecast, *item.forecast_low, *item.forecast_high)
    drawn = (*item.history, *item.path, *to_come)
    anchors = [v for v in (item.baseline, item.now, item.target) if v is not None]
    values = [*drawn, *anchors]
    if len({value.day for value in values}) < 2 or not item.history:
        return None
    width, height = mm(176), mm(57)
    right, top, base = width - RIGHT_GUTTER, 16.0, height - 18
    low, high = float(min(v.value for v in values)), float(max(v.value for v in values))
    # Room under the lowest mark, so that its label clears the months; never below nought.
    room = (high - low) * 0.06
    steps = round_steps(max(low - room, 0.0) if low >= 0 else low - room, _highest(item, low, high))
    levels = [with_unit(Decimal(str(s)), item.unit if s == steps[-1] else "") for s in steps]
    left = max(24.0, 6 + FIGURE * max(len(bare(level)) for level in levels))
    across = Scale(
        along(min(v.day for v in values)), along(max(v.day for v in values)), left, right
    )
    up = Scale(steps[0], steps[-1], base, top)

    def spot(value: DatedValue) -> Spot:
        return Spot(across.at(along(value.day)), up.at(float(value.value)))

    def labelled(value: DatedValue | None, text: str) -> Mark | None:
        return None if value is None else Mark(spot(value).x, spot(value).y, text)

    grid = tuple(Mark(left, up.at(s), level) for s, level in zip(steps, levels, strict=True))
    path = [spot(v) for v in item.path]
    history = [spot(v) for v in item.history]
    now, target = labelled(item.now, ""), labelled(item.target, "")
    on_path = None
    if item.now is not None and item.path_now is not None:
        there = DatedValue(day=item.now.day, value=item.path_now)
        on_path = labelled(there, f"path {reading(item, item.path_now)}")
    start = labelled(item.baseline, "")
    joined = item.now and item.forecast and item.now.day < item.forecast[0].day
    forecast = (item.now, *item.forecast) if item.now and joined else item.forecast
    outline = [spot(v) for v in (*item.forecast_high, *reversed(item.forecast_low))]
    rises = now is not None and target is not None and target.y < now.y
    ahead = now is not None and on_path is not None and on_path.y < now.y  # drawn above "now"
    forecast_end = labelled(item.forecast[-1] if item.forecast else None, "")
    target_end, forecast_end = _ends(target, forecast_end, base)
    return TrajectoryChart(
        width=width,
        height=height,
        left=left,
        right=round(right, 2),
        top=top,
        base=round(base, 2),
        grid=grid,
        ticks=year_ticks(values, across, base),
        history=polyline(history),
        path=polyline(path),
        forecast=polyline([spot(v) for v in forecast]),
        band=f"{polyline(outline)}Z" if outline else "",
        needed=polyline([Spot(now.x, now.y), Spot(target.x, target.y)])
        if now and target and item.needed is not None
        else "",
        start=start,
        now=now,
        on_path=on_path,
        target=target,
        target_end=target_end,
        forecast_end=forecast_end,
        start_label=_start_label(item, start, history),
        now_label=_now_label(item, now, rises, ahead),
        on_path_label=_on_path_label(now, on_path, rises, ahead),
        path_label=_path_label(path, history, rises),
    )


def _highest(item: Trajectory, low: float, high: float) -> float:
    """What the scale must reach: above the value of now there is room for its label, which would
    stand in the words over the chart. A share of a whole ends at the whole."""
    if item.now is None:
        return high
    reach = max(high, float(item.now.value) + (high - low) * 0.14)
    return min(reach, 100.0) if item.unit == "%" and high <= 100 else reach


# Lines come from the left and leave to the right, so of the four corners around a mark the
# two that no line crosses follow from whether the indicator should rise or fall.


def _now_label(item: Trajectory, now: Mark | None, rises: bool, ahead: bool) -> Label | None:
    if now is None or item.now is None:
        return None
    mark = Mark(now.x, now.y, reading(item, item.now.value))
    end = item.forecast[-1].value if item.forecast else item.now.value
    if not rises and end > item.now.value:
        return beside(mark, -5, -7)
    if rises:
        return beside(mark, 6, 13) if ahead else beside(mark, -5, -7)
    return beside(mark, -6, 13) if ahead else beside(mark, 5, -6)


def _on_path_label(
    now: Mark | None, on_path: Mark | None, rises: bool, ahead: bool
) -> Label | None:
    """None when path and value stand too close together for two labels."""
    if now is None or on_path is None or abs(on_path.y - now.y) < LINE:
        return None
    if rises:
        return beside(on_path, -6, -5) if ahead else beside(on_path, 6, 10)
    return beside(on_path, 6, -5) if ahead else beside(on_path, -6, 9)


def _start_label(item: Trajectory, start: Mark | None, history: Sequence[Spot]) -> Label | None:
    if start is None or item.baseline is None:
        return None
    mark = Mark(start.x, start.y, f"Baseline {reading(item, item.baseline.value)}")
    later = _y_at(history, start.x + 40)
    climbs = later is not None and later < start.y - 4
    return beside(mark, -4 if climbs and start.x > 90 else 2, -7)


def year_ticks(values: Sequence[DatedValue], across: Scale, base: float) -> tuple[Mark, ...]:
    """One tick a year, counted back from the last day; every second one when crowded."""
    last = max(v.day for v in values)
    days_drawn = [last]
    while days_drawn[-1].year > dt.MINYEAR:
        year = days_drawn[-1].year - 1
        try:
            day = days_drawn[-1].replace(year=year)
        except ValueError:  # 29 February
            day = days_drawn[-1].replace(year=year, day=28)
        if along(day) < across.low - 16:
            break
        days_drawn.append(day)
    every = -(-len(days_drawn) // 8)
    return tuple(
        Mark(max(across.at(along(day)), across.start), base, month_year(day))
        for day in reversed(days_drawn[::every])
    )


def _ends(
    target: Mark | None, forecast: Mark | None, base: float
) -> tuple[Mark | None, Mark | None]:
    """Where the labels at the right stand: beside their marks, clear of each other and of the
    months."""
    lowest = base - OVER_MONTHS
    if target is not None and target.y > lowest:
        target = Mark(target.x, lowest, target.text)
    if forecast is None or target is None:
        return target, forecast and Mark(forecast.x, min(forecast.y, lowest), forecast.text)
    if abs(forecast.y - target.y) < PAIR:
        there = target.y + (PAIR if forecast.y > target.y else -PAIR)
        forecast = Mark(forecast.x, there, forecast.text)
    if forecast.y > lowest:
        forecast = Mark(forecast.x, lowest, forecast.text)
        target = Mark(target.x, min(target.y, lowest - PAIR), target.text)
    return target, forecast


def _path_label(path: Sequence[Spot], history: Sequence[Spot], rises: bool) -> Label | None:
    """A place for "Agreed path" under or over its first half, clear of history."""
    if len(path) < 2:
        return None
    x = path[0].x + (path[-1].x - path[0].x) * 0.22
    y, measured = _y_at(path, x), _y_at(history, x)
    if y is None:
        return None
    if measured is not None and measured > y + 4:
        return beside(Mark(x, y, "Agreed path"), 4 if not rises else -4, -8)
    lowest = max(y, measured if measured is not None else y)
    return beside(Mark(x, lowest, "Agreed path"), 8 if rises else -4, 16 if rises else 14)


def _y_at(spots: Sequence[Spot], x: float) -> float | None:
    for before, after in itertools.pairwise(spots):
        if before.x <= x <= after.x and after.x > before.x:
            return round(before.y + (after.y - before.y) * (x - before.x) / (after.x - before.x), 2)
    return None


@dataclass(frozen=True)
class Sparkline:
    width: float
    height: float
    history: str
    path: str
    now: Spot
    target: Spot | None


def sparkline(item: Trajectory) -> Sparkline | None:
    """The trajectory at 25 x 8 mm, without words; None when there is no line to draw."""
    if item.now is None or len(item.history) < 2:
        return None
    width, height, pad = mm(25), mm(8), 3.0
    drawn = [*item.history, *item.path, item.now, *((item.target,) if item.target else ())]
    low, high = min(v.value for v in drawn), max(v.value for v in drawn)
    across = Scale(
        along(min(v.day for v in drawn)), along(max(v.day for v in drawn)), pad, width - pad
    )
    up = Scale(float(low), float(high if high > low else low + 1), height - pad, pad)

    def spot(value: DatedValue) -> Spot:
        return Spot(across.at(along(value.day)), up.at(float(value.value)))

    return Sparkline(
        width,
        height,
        polyline([spot(v) for v in item.history]),
        polyline([spot(v) for v in item.path]),
        spot(item.now),
        spot(item.target) if item.target else None,
    )
