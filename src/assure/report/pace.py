"""An indicator in words: where it stands, how fast it moves and how fast it must."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assure.model.measures import Trajectory
from assure.report.formats import clip_short, decimals, long_date, number, pace, times, with_unit
from assure.report.marks import bare

VERDICTS = {
    "on_course": "on course",
    "close": "close",
    "too_slow": "too slow",
    "wrong_way": "wrong way",
    "reached": "reached",
    "no_target": "no target",
    "no_data": "no data",
}
# Worst first: the indicator an outcome is shown by is the one that asks for most concern; one
# that cannot say where it is heading stands for its outcome only when no other can.
CONCERN = ("wrong_way", "too_slow", "close", "on_course", "reached", "no_data", "no_target")
USUAL = 9  # letters of a position, as 1,234,567
ONE_LINE = 38  # characters of the small type
ONE_LABEL = 22  # characters right of a chart


def verdict(item: Trajectory) -> str:
    if is_missed(item):
        return "missed"
    return VERDICTS.get(item.verdict, item.verdict.replace("_", " ") or "no data")


def is_missed(item: Trajectory) -> bool:
    """Whether the target's day has come without the target: no pace is needed any more."""
    return item.verdict == "too_slow" and item.needed is None


def leading(trajectories: Sequence[Trajectory], outcome: str) -> tuple[Trajectory, ...]:
    """The outcome's indicators, the one of most concern first."""

    def concern(item: Trajectory) -> tuple[int, Decimal]:
        rank = CONCERN.index(item.verdict) if item.verdict in CONCERN else len(CONCERN)
        return rank, -(item.ratio or Decimal(0))

    return tuple(sorted((t for t in trajectories if t.outcome == outcome), key=concern))


def measure_line(item: Trajectory) -> str:
    """The indicator's title on one line of the outcome table, with its unit when that fits."""
    unit = f" ({item.unit})" if 0 < len(item.unit) <= 12 else ""
    if len(item.title) + len(unit) <= ONE_LINE:
        return f"{item.title}{unit}"
    return clip_short(item.title, ONE_LINE)


def reading(item: Trajectory, value: Decimal) -> str:
    """A value of the indicator, to the decimals in which the indicator is kept."""
    return with_unit(value, item.unit, *_places(item))


def is_long(item: Trajectory) -> bool:
    """Whether its position or its target wants more than a narrow column."""
    return any(len(bare(reading(item, at.value))) > USUAL for at in (item.now, item.target) if at)


def bare_reading(item: Trajectory, value: Decimal) -> str:
    """The same without its unit, for columns."""
    return number(value, *_places(item))


def _places(item: Trajectory) -> tuple[int, int]:
    kept = [v.value for v in item.history]
    kept += [v.value for v in (item.now, item.target) if v is not None]
    places = decimals(kept)
    return places, places


def pace_sentence(item: Trajectory) -> str:
    """What the target asks a quarter, and what the last year gave."""
    unit = "points" if item.unit.strip().startswith("%") else ""
    if item.verdict == "reached" and item.now and item.target:
        return (
            f"The target of {reading(item, item.target.value)} is reached: "
            f"{reading(item, item.now.value)} on {long_date(item.now.day)}"
        )
    if item.now is None or item.target is None:
        what = (
            "no target with a date to measure a pace against" if item.now else "no measured value"
        )
        return f"{clip_short(item.title, 90)}: {what}"
    due = f"{reading(item, item.target.value)} by {long_date(item.target.day)}"
    stood = f"{reading(item, item.now.value)} on {long_date(item.now.day)}"
    if is_missed(item):
        return f"The target of {due} was missed: {stood}"
    if item.needed is None:
        return f"{clip_short(item.title, 90)}: no pace to {due} can be worked out from {stood}"
    rises = item.target.value > item.now.value
    amount = f"{pace(abs(item.needed))} {unit}".strip()
    text = f"To reach {due} it must {'rise' if rises else 'fall'} {amount} a quarter"
    if item.recent is None:
        return f"{text}; there is less than a year of history"
    if item.verdict == "wrong_way":
        return f"{text}; over the last year it moved the wrong way"
    return f"{text}; over the last year its pace was {pace(abs(item.recent))}"


def pace_cell(item: Trajectory) -> str:
    """``2.6×``, or what stands in its place."""
    if item.ratio is not None:
        return times(item.ratio)
    none = is_missed(item) or item.verdict in ("wrong_way", "no_data", "no_target")
    return "none" if none else "–"


def trajectory_sentence(item: Trajectory) -> str:
    """The chart in one sentence, with its numbers."""
    parts = [pace_sentence(item)]
    if item.history:
        first, last = item.history[0], item.history[-1]
        parts.append(
            f"{reading(item, first.value)} on {long_date(first.day)}, "
            f"{reading(item, last.value)} on {long_date(last.day)}"
        )
    if item.path_now is not None:
        parts.append(f"the agreed path stood at {reading(item, item.path_now)} then")
    if item.forecast:
        parts.append(forecast_sentence(item))
    return f"{clip_short(item.title, 90)}. {'; '.join(parts)}."


def forecast_sentence(item: Trajectory) -> str:
    """What is forecast for the last day drawn, whose forecast it is, and the range of ours."""
    last = item.forecast[-1]
    there = f"{reading(item, last.value)} on {long_date(last.day)}"
    if not item.forecast_low:
        return f"if nothing changes, {there}, by {item.forecast_is or 'the'} forecast"
    low, high = item.forecast_low[-1].value, item.forecast_high[-1].value
    between = "" if low == high else f" ({bare_reading(item, low)} to {bare_reading(item, high)})"
    return f"if it goes on so, {there}{between}, by {item.forecast_is}"


def forecast_label(item: Trajectory) -> tuple[str, str]:
    """The two short lines at the end of the forecast's line; the range where it has room."""
    level = reading(item, item.forecast[-1].value)
    if not item.forecast_low:
        return "If nothing changes", level
    low, high = item.forecast_low[-1].value, item.forecast_high[-1].value
    ranged = f"{level}, {bare_reading(item, low)} to {bare_reading(item, high)}"
    return "If it goes on so", ranged if low < high and len(bare(ranged)) <= ONE_LABEL else level


def spark_sentence(item: Trajectory) -> str:
    return f"{clip_short(item.title, 90)}: {trend(item)}, {verdict(item)}."


def trend(item: Trajectory) -> str:
    first, last = item.history[0], item.history[-1]
    target = f", target {reading(item, item.target.value)}" if item.target else ""
    return f"from {reading(item, first.value)} to {reading(item, last.value)}{target}"
