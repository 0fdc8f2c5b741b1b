"""Where the marks of an indicator's two drawings stand: the chart and the sparkline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assure.model.measures import DatedValue, Trajectory
from assure.report import trajectory_labels as labels
from assure.report.charts import Mark, Scale, Spot, mm, polyline, round_steps
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
    words: labels.Words


RIGHT_GUTTER = mm(35)
FIGURE = 4.7  # width of a figure of the scale, or a little more


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
    levels = [bare(with_unit(Decimal(str(s)), item.unit if s == steps[-1] else "")) for s in steps]
    left = max(24.0, 6 + FIGURE * max(len(level) for level in levels))
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
    forecast_end = labelled(item.forecast[-1] if item.forecast else None, "")
    target_end, forecast_end = labels.ends(target, forecast_end, base)
    needed = [Spot(now.x, now.y), Spot(target.x, target.y)] if now and target else []
    said = labels.placed(
        item,
        labels.Drawn(
            (left, top, right, base),
            (history, path, [spot(v) for v in forecast], needed),
            start,
            now,
            on_path,
            target,
            target_end,
            forecast_end,
        ),
        width,
    )
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
        needed=polyline(needed) if _asks(item) else "",
        start=start,
        now=now,
        on_path=on_path,
        target=target,
        target_end=target_end,
        forecast_end=forecast_end,
        words=said,
    )


def _highest(item: Trajectory, low: float, high: float) -> float:
    """What the scale must reach: above the value of now there is room for its label, which would
    stand in the words over the chart. A share of a whole ends at the whole."""
    if item.now is None:
        return high
    reach = max(high, float(item.now.value) + (high - low) * 0.14)
    return min(reach, 100.0) if item.unit == "%" and high <= 100 else reach


def _asks(item: Trajectory) -> bool:
    """Whether a pace is needed still: what is reached asks for none."""
    return item.needed is not None and item.verdict != "reached"


def year_ticks(values: Sequence[DatedValue], across: Scale, base: float) -> tuple[Mark, ...]:
    """One tick a year, counted back from the last day; every second one when crowded. Like the
    levels, they are no figures of the review."""
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
        Mark(max(across.at(along(day)), across.start), base, bare(month_year(day)))
        for day in reversed(days_drawn[::every])
    )


@dataclass(frozen=True)
class Sparkline:
    width: float
    height: float
    history: str
    path: str
    needed: str  # from now to a target that the agreed path does not reach; "" where it does
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

    # A target moved further off leaves the path where it was agreed: what is drawn on to the target
    # is the pace that it needs, in the dashes of the chart.
    apart = item.target and _asks(item) and item.target not in item.path[-1:]
    return Sparkline(
        width,
        height,
        polyline([spot(v) for v in item.history]),
        polyline([spot(v) for v in item.path]),
        polyline([spot(item.now), spot(item.target)]) if item.target and apart else "",
        spot(item.now),
        spot(item.target) if item.target else None,
    )
