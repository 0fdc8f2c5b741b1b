"""An indicator against its agreed path, as a report draws it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from assure.facts.forecast import forecast_of
from assure.facts.pace import Pace, level_shown, pace_of, shown
from assure.model.measures import DatedValue, Trajectory
from assure.model.outcomes import Indicator, Point, PointKind
from assure.words.numbers import can_be_meant

# Up to this many times the recent pace a target is close; beyond it, too slow. Our judgement.
CLOSE = Decimal("1.5")


def dated(points: Iterable[Point]) -> tuple[DatedValue, ...]:
    return tuple(DatedValue(day=point.day, value=point.value) for point in points)


def on_the_scale(points: Iterable[Point], pace: Pace) -> tuple[DatedValue, ...]:
    """Values of a line, with as many decimals as what was measured."""
    return tuple(
        DatedValue(day=point.day, value=value)
        for point in points
        if (value := level_shown(point.value, pace.history)) is not None
    )


def meant(points: Iterable[Point]) -> tuple[Point, ...]:
    """``points`` without the slips of the keyboard, which no drawing can hold."""
    return tuple(point for point in points if can_be_meant(point.value))


def verdict(indicator: Indicator, pace: Pace) -> str:
    """``on_course | close | too_slow | wrong_way | reached | no_target | no_data``."""
    if pace.now is None:
        return "no_data"
    if indicator.target is None or indicator.target_date.latest is None:
        return "no_target"
    if not can_be_meant(indicator.target):
        return "no_target"
    if pace.reached:
        return "reached"
    if indicator.target_date.latest <= pace.now.day:
        return "too_slow" if pace.direction else "no_data"  # the day has come, the target has not
    if pace.recent is None or pace.needed is None:
        return "no_data"
    if pace.recent < 0:
        return "wrong_way"
    if pace.needed <= pace.recent:
        return "on_course"
    return "close" if pace.needed <= pace.recent * CLOSE else "too_slow"


def in_tenths(ratio: Decimal | None) -> Decimal | None:
    """To a tenth, halves up; whole above a thousand times, where tenths are noise."""
    if ratio is None:
        return None
    return ratio.quantize(Decimal("0.1") if ratio < 1000 else Decimal(1), ROUND_HALF_UP)


def trajectory(indicator: Indicator, as_of: dt.date) -> Trajectory:
    """What is known of the indicator by ``as_of``; paces per quarter, towards the target plus."""
    pace = pace_of(indicator, as_of)
    end = indicator.target_date.latest
    start = indicator.baseline_date.latest
    forecast = dated(meant(indicator.of_kind(PointKind.FORECAST)))
    ahead = forecast_of(indicator, pace, as_of)
    path = meant(indicator.of_kind(PointKind.PATH))
    baseline, target = indicator.baseline, indicator.target
    return Trajectory(
        ref=indicator.ref,
        title=indicator.title,
        outcome=indicator.outcome,
        unit=indicator.unit,
        good_is=indicator.good_is,
        history=dated(pace.history),
        path=dated(path),
        forecast=forecast or (on_the_scale(ahead.line, pace) if ahead else ()),
        forecast_low=on_the_scale(ahead.low, pace) if ahead else (),
        forecast_high=on_the_scale(ahead.high, pace) if ahead else (),
        forecast_is=ahead.rests_on if ahead else "",
        baseline=DatedValue(day=start, value=baseline)
        if baseline is not None and start is not None and can_be_meant(baseline)
        else None,
        now=DatedValue(day=pace.now.day, value=pace.now.value) if pace.now else None,
        target=DatedValue(day=end, value=target)
        if target is not None and end is not None and can_be_meant(target)
        else None,
        path_now=level_shown(pace.path_now, path),
        needed=shown(pace.needed),
        recent=shown(pace.recent),
        best=shown(pace.best),
        verdict=verdict(indicator, pace),
        ratio=in_tenths(pace.ratio),
        seen=tuple(dict.fromkeys(p.seen for p in pace.history[-1:] if p.seen)),
    )
