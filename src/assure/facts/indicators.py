"""Facts of an indicator: what is known of it, where it is heading, how fast it would have to go."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from assure.conditions.fields import OWN_PACE, OWN_UNIT
from assure.facts.bearing import by_outcome
from assure.facts.build import FactBuilder, words_of
from assure.facts.define import day, decimal, flag, named, number, one_of, text
from assure.facts.forecast import is_running_total
from assure.facts.outcomes import says_outcomes
from assure.facts.outlook import OUTLOOK, put_outlook
from assure.facts.pace import MOST_DECIMALS, Pace, decimals_of, level_shown, pace_of, shown
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.facts import Fact
from assure.model.outcomes import GoodIs, Indicator, Outcome, Point, PointKind
from assure.model.plan import Plan
from assure.model.values import OwnerKind
from assure.words.frequency import USUAL_PERIOD, period_days
from assure.words.numbers import can_be_meant
from assure.words.text import plain

# "tbc" and a blank promise a figure that is still owed; these say that there was none.
_NOT_THERE = re.compile(
    r"n/?a|n\.a\.|not (?:applicable|available|previously (?:measured|collected))|none"
    r"|new(?: (?:indicator|measure|service|scheme))?"
)
_YEARLY = 300  # days between values that are a year's

INDICATOR = named(
    text("indicator", "What is measured"),
    text("unit", "Its unit"),
    number(
        "decimals",
        "decimals",
        "How many decimals its values are read with",
        "As many as the most exact of what was measured and the target, two at most.",
    ),
    text("target_text", "The target as written"),
    one_of("good_is", GoodIs, "Whether high or low is good", "As written."),
    flag(
        "direction_known",
        "Which way is better is known",
        "Written as such, else read from the baseline and the target.",
    ),
    one_of("owner_kind", OwnerKind, "What its owner cell holds", "Read from the owner cell."),
    flag("has_outcome", "It measures an outcome of the plan", "Names an outcome that exists."),
    flag(
        "has_baseline",
        "A baseline value is given",
        "Baseline cell, or a measured value on the baseline date.",
    ),
    flag(
        "baseline_ruled_out",
        "The plan itself says that there was nothing to measure before",
        "The baseline cell says n/a, not applicable, not available, none or new.",
    ),
    text("baseline_text", "The baseline as written"),
    decimal("baseline", OWN_UNIT, "Baseline value", "As written."),
    flag("has_target", "A target value is given", "Target cell."),
    flag(
        "target_worse",
        "The target is worse than the baseline",
        "On the other side of it than the one written as good, and of the latest value too.",
    ),
    flag("has_target_date", "The target has a date", "Its own, or its outcome’s, settles a day."),
    flag(
        "target_missed",
        "The target’s day has come without it",
        "A value of that day or later is short of it.",
    ),
    number("points", "points", "Measured values up to the as-of date", "Counted."),
    number("path_points", "points", "Values of the agreed path", "Counted."),
    flag(
        "running_total",
        "Its values add up through each year and begin again",
        "At least two falls to less than half, in one month of two years, and rises between.",
    ),
    *OUTLOOK,
    number(
        "serving",
        "actions",
        "Actions that serve its outcome",
        "Counted, cancelled ones left out; nothing where actions name no outcome.",
    ),
    number("open_serving", "actions", "Of those, open", "Counted."),
    decimal("now", OWN_UNIT, "Latest measured value", "Last actual point by the as-of date."),
    day("measured", "Day of the latest value", "Last actual point."),
    decimal("target", OWN_UNIT, "Target value", "As written."),
    day("target_date", "When the target is due", "Last day meant."),
    decimal("path_now", OWN_UNIT, "Agreed path on that day", "Straight line between points."),
    number(
        "off_path",
        "%",
        "Distance on the wrong side of the path",
        "In % of the path’s value, rounded down; nothing where the path stands at 0.",
    ),
    flag("improving", "The last twelve months went the right way", "Recent pace above zero."),
    number("worsening", "steps", "Latest steps in a row that went the wrong way", "Counted back."),
    flag(
        "reached",
        "The target is reached",
        "Latest value at or beyond target; left out when it is not known which way is better.",
    ),
    decimal("needed", OWN_PACE, "Pace needed to reach the target", "Gap over quarters left."),
    decimal("recent", OWN_PACE, "Pace of the last twelve months", "Towards the target is plus."),
    decimal("best", OWN_PACE, "Best pace of any twelve months", "Over the measured history."),
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
        "Age of the latest value less one reporting period, as told or as the values lie apart.",
    ),
    text("frequency", "How often it is reported"),
)


def indicator_facts(plan: Plan, as_of: dt.date) -> tuple[Fact, ...]:
    """One fact for each indicator."""
    outcomes = {outcome.ref: outcome for outcome in plan.outcomes}
    serving = by_outcome(plan.actions) if plan.actions and says_outcomes(plan) else {}
    return tuple(
        indicator_fact(
            indicator,
            pace_of(indicator, as_of),
            outcomes.get(indicator.outcome or ""),
            serving.get(indicator.outcome or "", ()),
            as_of,
        )
        for indicator in plan.indicators
    )


def indicator_fact(
    indicator: Indicator,
    pace: Pace,
    outcome: Outcome | None,
    serving: Sequence[Action],
    as_of: dt.date,
) -> Fact:
    fact = FactBuilder(
        "indicator",
        key=indicator.key,
        ref=indicator.ref,
        title=indicator.title,
        outcomes=[indicator.outcome] if indicator.outcome else [],
        seen=indicator.seen,
    )
    fact.put("indicator", indicator.title or indicator.ref, "title")
    fact.put("unit", indicator.unit, "unit")
    fact.put("decimals", decimals_read(indicator, pace.history))
    fact.put("frequency", indicator.frequency, "frequency")
    fact.put("target_text", words_of(indicator, "target"), "target")
    fact.put("good_is", indicator.good_is, "good_is")
    fact.put("owner_kind", indicator.owner.kind, "owner")
    fact.put("has_outcome", outcome is not None, "outcome")
    began = indicator.baseline_date.latest
    has_baseline = indicator.baseline is not None or any(p.day == began for p in pace.history)
    fact.put("has_baseline", has_baseline, "baseline", "baseline_date")
    said = words_of(indicator, "baseline")
    fact.put("baseline_ruled_out", bool(_NOT_THERE.fullmatch(plain(said))), "baseline")
    fact.put("baseline_text", said, "baseline")
    fact.put("has_target", indicator.target is not None, "target")
    ends = [indicator.target_date, *([outcome.target_date] if outcome else [])]
    fact.put("has_target_date", any(end.latest for end in ends), "target_date")
    fact.put("points", len(pace.history), "title")
    fact.put("path_points", len(indicator.of_kind(PointKind.PATH)), "title")
    fact.put("target", indicator.target, "target")
    fact.put("target_date", indicator.target_date.latest, "target_date")
    fact.put("direction_known", bool(pace.direction), "good_is")
    fact.put("baseline", indicator.baseline, "baseline")
    fact.put("target_worse", target_worse(indicator, pace.now), "target", "baseline", "good_is")
    fact.put("running_total", is_running_total(pace.history))
    if serving:
        fact.put("serving", sum(action.status != "cancelled" for action in serving))
        fact.put("open_serving", sum(action.open for action in serving))
    put_outlook(fact, indicator, pace, as_of)
    if pace.now is None:
        return fact.fact()
    now = [pace.now.seen] if pace.now.seen else []
    fact.put("now", pace.now.value, seen=now)
    fact.put("measured", pace.now.day, seen=now)
    period = reporting_period(indicator.frequency, pace.history)
    late = (as_of - pace.now.day).days - period if period else 0
    fact.put("days_overdue", late if late > 0 else None, seen=now)
    fact.put("reached", pace.reached if pace.direction else None, "target", seen=now)
    end = indicator.target_date.latest
    if end is not None and indicator.target is not None and pace.direction:
        missed = end <= min(pace.now.day, as_of) and not pace.reached
        fact.put("target_missed", missed, "target", "target_date", seen=now)
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


def decimals_read(indicator: Indicator, history: Sequence[Point]) -> int:
    """As many as the most exact of what was measured and the target has, two at most."""
    values = [point.value for point in history]
    if indicator.target is not None and can_be_meant(indicator.target):
        values.append(indicator.target)
    return min(max(map(decimals_of, values), default=0), MOST_DECIMALS)


def reporting_period(frequency: str, history: Sequence[Point]) -> int | None:
    """Days until the next value is due: as told, else the longest time between two values so far.

    Yearly figures are often published a year late, so untold they are given two. None where
    nothing is told and one value stands alone.
    """
    if frequency.strip():
        return period_days(frequency)
    if len(history) < 2:
        return None
    longest = max((b.day - a.day).days for a, b in pairwise(history))
    return 2 * longest if longest >= _YEARLY else max(longest, USUAL_PERIOD)


def path_seen(pace: Pace, path: Sequence[Point]) -> list[Seen]:
    """The cells of the agreed path's points around the latest measured day."""
    if pace.now is None:
        return []
    day = pace.now.day
    before = [point.seen for point in path if point.day <= day][-1:]
    after = [point.seen for point in path if point.day >= day][:1]
    return [seen for seen in dict.fromkeys(before + after) if seen]


def target_worse(indicator: Indicator, now: Point | None) -> bool | None:
    """Whether the target lies on the bad side of where it began and of where it stands.

    None without what tells it. A target worse than the baseline and better than the latest value
    is one to recover.
    """
    if indicator.good_is is None or indicator.baseline is None or indicator.target is None:
        return None
    stood = [indicator.baseline, *([now.value] if now else [])]
    if indicator.good_is is GoodIs.HIGH:
        return indicator.target < min(stood)
    return indicator.target > max(stood)
