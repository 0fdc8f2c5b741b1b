"""Facts of where an indicator is heading: for its target's day, by the partners or by our line."""

from __future__ import annotations

import datetime as dt

from assure.conditions.fields import OWN_UNIT
from assure.facts.build import FactBuilder
from assure.facts.define import decimal, flag, number, one_of
from assure.facts.forecast import forecast_of, our_line
from assure.facts.pace import Pace, level_shown
from assure.model.outcomes import Indicator, PointKind

# Fields of an indicator; ``indicators.INDICATOR`` takes them over.
OUTLOOK = (
    flag("has_forecast", "A do-nothing forecast is drawn", "Forecast points exist."),
    decimal(
        "forecast",
        OWN_UNIT,
        "What is forecast for the target’s day if all goes on as it has",
        "The partners’ own; without one, our line.",
    ),
    one_of("forecast_whose", ("partners", "ours"), "Whose forecast that is", "Theirs, else ours."),
    flag(
        "forecast_reaches",
        "The forecast reaches the target",
        "With our line: even the worse end of its range.",
    ),
    flag(
        "forecast_short",
        "The forecast falls short of the target",
        "With our line: even the better end of its range.",
    ),
    flag(
        "forecast_hopeful",
        "The partners’ do-nothing forecast is better than history",
        "Better than the better end of our line’s range on the target’s day.",
    ),
    decimal(
        "line",
        OWN_UNIT,
        "Our line on the target’s day",
        "Robust line (Theil-Sen) through the values of the last two years, at least three.",
    ),
    decimal("line_low", OWN_UNIT, "Low end of its range", "Holds four slopes in five."),
    decimal("line_high", OWN_UNIT, "High end of its range", "Holds four slopes in five."),
    number("line_values", "values", "Measured values our line runs through", "Counted."),
)


def put_outlook(fact: FactBuilder, indicator: Indicator, pace: Pace, as_of: dt.date) -> None:
    """What is forecast for the target's day, and on which side of the target it lies."""
    fact.put("has_forecast", bool(indicator.of_kind(PointKind.FORECAST)))
    end, target = indicator.target_date.latest, indicator.target
    found = forecast_of(indicator, pace, as_of)
    if found is None or end is None or target is None or not pace.direction or end <= as_of:
        return
    there = found.on(end)
    if there is None:
        return
    low, value, high = there
    worse, better = (low, high) if pace.direction > 0 else (high, low)
    fact.put("forecast", level_shown(value, pace.history), "target_date")
    fact.put("forecast_whose", "ours" if found.ours else "partners")
    fact.put("forecast_reaches", (worse - target) * pace.direction >= 0, "target")
    fact.put("forecast_short", (better - target) * pace.direction < 0, "target")
    line = found if found.ours else our_line(indicator, pace, as_of)
    drawn = line.on(end) if line else None
    if line is None or drawn is None:
        return
    fact.put("line_values", line.values)
    low, middle, high = drawn
    fact.put("line", level_shown(middle, pace.history))
    fact.put("line_low", level_shown(low, pace.history))
    fact.put("line_high", level_shown(high, pace.history))
    if not found.ours:
        better = high if pace.direction > 0 else low
        fact.put("forecast_hopeful", (value - better) * pace.direction > 0)
