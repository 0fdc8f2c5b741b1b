"""Facts of an indicator: what is known of it, where it is heading, how fast it would have to go."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assure.facts.build import FactBuilder, words_of
from assure.facts.define import day, decimal, flag, named, number, one_of, text
from assure.facts.pace import Pace, pace_of
from assure.model.base import Seen
from assure.model.facts import Fact
from assure.model.plan import GoodIs, Indicator, OwnerKind, Plan, Point, PointKind

INDICATOR = named(
    text("indicator", "What is measured"),
    text("unit", "Its unit"),
    text("target_text", "The target as written"),
    one_of("good_is", GoodIs, "Whether high or low is good", "As written."),
    one_of("owner_kind", OwnerKind, "What its owner cell holds", "Read from the owner cell."),
    flag("has_outcome", "It measures an outcome of the plan", "Names an outcome that exists."),
    flag(
        "has_baseline",
        "A baseline value is given",
        "Baseline cell, or a measured value on the baseline date.",
    ),
    flag("has_target", "A target value is given", "Target cell."),
    flag("has_target_date", "The target has a date", "Target date settles a day."),
    number("points", "points", "Measured values up to the as-of date", "Counted."),
    number("path_points", "points", "Values of the agreed path", "Counted."),
    flag("has_forecast", "A do-nothing forecast is drawn", "Forecast points exist."),
    decimal("now", "own unit", "Latest measured value", "Last actual point by the as-of date."),
    day("measured", "Day of the latest value", "Last actual point."),
    decimal("target", "own unit", "Target value", "As written."),
    day("target_date", "When the target is due", "Last day meant."),
    decimal("path_now", "own unit", "Agreed path on that day", "Straight line between points."),
    number(
        "off_path",
        "%",
        "Distance on the wrong side of the path",
        "In % of the path's value, rounded down; nothing where the path stands at 0.",
    ),
    flag("improving", "The last twelve months went the right way", "Recent pace above zero."),
    number("worsening", "steps", "Latest steps in a row that went the wrong way", "Counted back."),
    flag(
        "reached",
        "The target is reached",
        "Latest value at or beyond target; left out when it is not known which way is better.",
    ),
    decimal("needed", "a quarter", "Pace needed to reach the target", "Gap over quarters left."),
    decimal("recent", "a quarter", "Pace of the last twelve months", "Towards the target is plus."),
    decimal("best", "a quarter", "Best pace of any twelve months", "Over the measured history."),
    number(
        "needed_of_best",
        "%",
        "Pace needed in % of the best pace ever reached",
        "Left out when no twelve months ever improved.",
    ),
    flag("never_improved", "No twelve months of its history improved", "Best pace at or below 0."),
    flag("paced", "History is long enough to speak of pace", "At least twelve months of values."),
    number(
        "days_overdue",
        "days",
        "How late the next value is",
        "Age of the latest value less one reporting period; nothing if not late.",
    ),
    text("frequency", "How often it is reported"),
)

USUAL_PERIOD = 92  # days: a quarter, when the words say nothing else
# Days of one unit, by the beginning of the word in the cell. The first that is found counts.
UNITS = {
    "fortnight": 14,
    "biennial": 731,
    "bi-month": 62,
    "bimonth": 62,
    "half": 183,
    "bi-annual": 183,
    "biannual": 183,
    "term": 122,
    "quarter": 92,
    "month": 31,
    "week": 7,
    "dai": 1,
    "day": 1,
    "annual": 366,
    "year": 366,
}
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "second": 2, "other": 2}
_SEVERAL = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})(?:nd|rd|th)?[\s-]*(years?|month|week|annual|quarter)"
)
_TIMES = re.compile(r"\b(twice|two times|2 times|four times|4 times) (?:a|per|each) year")


def period_days(frequency: str) -> int:
    """Days of one reporting period; a quarter when the words say nothing else.

    >>> period_days("Monthly"), period_days("Every six months"), period_days("Census, 10-yearly")
    (31, 186, 3660)
    """
    words = frequency.casefold()
    times = _TIMES.search(words)
    if times:
        return 92 if times[1].startswith(("four", "4")) else 183
    several = _SEVERAL.search(words)
    if several:
        many = NUMBERS.get(several[1]) or int(several[1])
        return max(many, 1) * UNITS[several[2].removesuffix("s")]
    return next((days for word, days in UNITS.items() if word in words), USUAL_PERIOD)


def shown(value: Decimal | None) -> Decimal | None:
    """A pace in three significant figures, as it will be read."""
    if value is None or value == 0:
        return value
    return Decimal(f"{value:.3g}")


def level_shown(value: Decimal | None, like: Sequence[Point]) -> Decimal | None:
    """A level read off a line, with as many decimals as the ``points`` it runs between."""
    if value is None:
        return None
    places = max((-min(_exponent(point.value), 0) for point in like), default=0)
    return value.quantize(Decimal(1).scaleb(-min(places, 4)), ROUND_HALF_UP)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def indicator_facts(plan: Plan, as_of: dt.date) -> tuple[Fact, ...]:
    """One fact for each indicator."""
    known = {outcome.ref for outcome in plan.outcomes}
    return tuple(
        indicator_fact(indicator, pace_of(indicator, as_of), known, as_of)
        for indicator in plan.indicators
    )


def indicator_fact(indicator: Indicator, pace: Pace, known: set[str], as_of: dt.date) -> Fact:
    fact = FactBuilder(
        "indicator",
        key=indicator.key,
        ref=indicator.ref,
        title=indicator.title,
        outcomes=[indicator.outcome] if indicator.outcome else [],
        seen=indicator.seen,
    )
    fact.put("indicator", indicator.title, "title")
    fact.put("unit", indicator.unit, "unit")
    fact.put("frequency", indicator.frequency, "frequency")
    fact.put("target_text", words_of(indicator, "target"), "target")
    fact.put("good_is", indicator.good_is, "good_is")
    fact.put("owner_kind", indicator.owner.kind, "owner")
    fact.put("has_outcome", indicator.outcome in known, "outcome")
    began = indicator.baseline_date.latest
    has_baseline = indicator.baseline is not None or any(p.day == began for p in pace.history)
    fact.put("has_baseline", has_baseline, "baseline", "baseline_date")
    fact.put("has_target", indicator.target is not None, "target")
    fact.put("has_target_date", indicator.target_date.latest is not None, "target_date")
    fact.put("points", len(pace.history), "title")
    fact.put("path_points", len(indicator.of_kind(PointKind.PATH)), "title")
    fact.put("has_forecast", bool(indicator.of_kind(PointKind.FORECAST)))
    fact.put("target", indicator.target, "target")
    fact.put("target_date", indicator.target_date.latest, "target_date")
    if pace.now is None:
        return fact.fact()
    now = [pace.now.seen] if pace.now.seen else []
    fact.put("now", pace.now.value, seen=now)
    fact.put("measured", pace.now.day, seen=now)
    late = (as_of - pace.now.day).days - period_days(indicator.frequency)
    fact.put("days_overdue", late if late > 0 else None, seen=now)
    fact.put("reached", pace.reached if pace.direction else None, "target", seen=now)
    fact.put("worsening", pace.worsening, seen=now)
    path = indicator.of_kind(PointKind.PATH)
    fact.put("path_now", level_shown(pace.path_now, path), seen=path_seen(pace, path))
    if pace.off_path is not None:
        fact.put("off_path", int(pace.off_path), seen=[*now, *path_seen(pace, path)])
    fact.put("needed", shown(pace.needed), "target", "target_date", seen=now)
    fact.put("recent", shown(pace.recent), seen=now)
    fact.put("best", shown(pace.best))
    fact.put("paced", pace.best is not None)
    if pace.recent is not None:
        fact.put("improving", pace.recent > 0)
    if pace.best is not None:
        fact.put("never_improved", pace.best <= 0)
        if pace.best > 0 and pace.needed is not None and pace.needed > 0:
            fact.put("needed_of_best", int(pace.needed * 100 / pace.best), "target", seen=now)
    return fact.fact()


def path_seen(pace: Pace, path: Sequence[Point]) -> list[Seen]:
    """The cells of the agreed path's points around the latest measured day."""
    if pace.now is None:
        return []
    day = pace.now.day
    before = [point.seen for point in path if point.day <= day][-1:]
    after = [point.seen for point in path if point.day >= day][:1]
    return [seen for seen in dict.fromkeys(before + after) if seen]
