"""Where an indicator would stand if it went on as it has: theirs, else a line of ours."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assess.build import AS_OF, action, day, indicator, plan, points, when

from assure.facts.forecast import (
    Forecast,
    forecast_of,
    is_running_total,
    line_through,
    recent,
    slope_range,
    slopes_between,
)
from assure.facts.indicators import indicator_facts
from assure.facts.pace import pace_of
from assure.model.facts import FactValue
from assure.model.outcomes import GoodIs, Indicator, Point, PointKind
from assure.model.values import Status, When

QUARTERS = (
    "2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30",
    "2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30",
)  # fmt: skip


def quarterly(*values: float) -> dict[str, float | str]:
    """The latest quarters, the last of them September 2026."""
    return dict(zip(QUARTERS[-len(values) :], values, strict=True))


STEADY = quarterly(100, 104, 109, 112, 117, 121, 124, 129, 132)  # about 4 a quarter


def forecast(of: Indicator) -> Forecast | None:
    return forecast_of(of, pace_of(of, AS_OF), AS_OF)


def values(of: Indicator, **also: Any) -> dict[str, FactValue]:
    (found,) = indicator_facts(plan(indicators=(of,), **also), AS_OF)
    return dict(found.values)


# --- The method, held against what was published ------------------------------------------


def test_the_slope_and_its_range_are_those_of_sens_paper() -> None:
    # Sen 1968, section 6: slope 4, and with 93% certainty between 26/7 and 35/8.
    spots = [
        (x, Decimal(y))
        for x, y in zip((1, 2, 3, 4, 10, 12, 18), (9, 15, 19, 20, 45, 55, 78), strict=True)
    ]
    slopes = slopes_between(spots)
    assert slopes[len(slopes) // 2] == 4
    low, high = slope_range(slopes, len(spots), certainty=0.93)
    assert (low * 7, high * 8) == (26, 35)


def test_one_odd_value_does_not_turn_the_line() -> None:
    plain = line_through(points(STEADY))
    odd = line_through(points({**STEADY, "2026-03-31": 900}))
    assert abs(odd.slope - plain.slope) < plain.slope / 10
    assert abs(odd.at(day("2028-03-31")) - plain.at(day("2028-03-31"))) < 5


drawn = st.lists(
    st.decimals(-(10**6), 10**6, places=2), min_size=3, max_size=25
).map(
    lambda found: tuple(
        Point(day=dt.date(2020, 3, 31) + dt.timedelta(days=91 * i), value=value)
        for i, value in enumerate(found)
    )
)  # fmt: skip


@given(drawn)
def test_the_line_lies_within_its_range(history: tuple[Point, ...]) -> None:
    line = line_through(history)
    assert line.lowest <= line.slope <= line.highest
    assert line.scatter >= 0


@given(drawn)
def test_what_is_turned_upside_down_is_forecast_upside_down(history: tuple[Point, ...]) -> None:
    ahead = history[-1].day + dt.timedelta(days=365)
    up = line_through(history)
    down = line_through([p.model_copy(update={"value": -p.value}) for p in history])
    assert abs(up.at(ahead) + down.at(ahead)) < Decimal("0.0001")


# --- What it rests on ---------------------------------------------------------------------


def test_our_line_runs_through_the_last_two_years_of_a_quarterly_figure() -> None:
    old: dict[str, float | str] = {"2020-03-31": 500, "2022-03-31": 300}
    found = forecast(indicator(history={**old, **STEADY}))
    assert found is not None
    assert found.values == 9
    assert found.rests_on == "our line through the last 9 values"


def test_of_a_monthly_figure_each_month_counts_once() -> None:
    weekly = {
        str(dt.date(2024, 10, 1) + dt.timedelta(days=7 * week)): 50 + week for week in range(100)
    }
    history = pace_of(indicator(history=weekly), AS_OF).history
    assert len(recent(history)) == 23


def test_a_yearly_figure_is_looked_back_at_for_five_values() -> None:
    yearly = {f"{year}-03-31": 100 - year % 100 for year in range(2018, 2027)}
    found = forecast(indicator(history=yearly, good_is=GoodIs.LOW, target=Decimal(60)))
    assert found is not None
    assert found.values == 5


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"history": quarterly(100, 120)}, "two values make a line through anything"),
        ({"history": quarterly(100, 104, 109, 112)}, "less than a year may be a season"),
        ({"history": STEADY, "target": None}, "there is nothing to compare with"),
        ({"history": STEADY, "target_date": When()}, "there is no day to look at"),
        ({"history": STEADY, "target_date": when("2026-09-30")}, "the day has come"),
        ({"history": STEADY, "target_date": when("2029-03-31")}, "too far ahead"),
    ],
)  # fmt: skip
def test_no_line_is_drawn_that_would_say_more_than_is_known(
    said: dict[str, Any], because: str
) -> None:
    assert forecast(indicator(**said)) is None, because


def test_values_after_the_as_of_date_are_not_known_yet() -> None:
    late = {**STEADY, "2026-12-31": 900}
    assert forecast(indicator(history=late)) == forecast(indicator(history=STEADY))


def test_a_share_stays_a_share_and_a_count_stays_above_nought() -> None:
    rising = quarterly(80, 83, 86, 89, 91, 93, 95, 97, 99)
    share = forecast(indicator(history=rising, unit="%", target=Decimal(100)))
    assert share is not None
    assert share.on(day("2028-03-31")) == (100, 100, 100)
    falling = quarterly(80, 70, 60, 50, 40, 30, 20, 10, 5)
    count = forecast(indicator(history=falling, good_is=GoodIs.LOW, target=Decimal(0)))
    assert count is not None
    assert count.on(day("2028-03-31")) == (0, 0, 0)


def test_running_totals_are_known_and_no_line_is_drawn_through_them() -> None:
    saw = quarterly(24, 7, 13, 20, 26, 6, 12, 19, 27)
    jumps = dict(zip(saw, (40, 10, 20, 30, 41, 9, 21, 30, 42), strict=True))
    of = indicator(history=jumps)
    assert values(of)["running_total"] is True
    assert forecast(of) is None


@pytest.mark.parametrize(
    "history",
    [
        STEADY,
        quarterly(40, 10, 20, 30, 41, 52, 60, 71, 80),  # one fall is an event
        quarterly(40, 38, 41, 37, 42, 36, 43, 35, 44),  # up and down is noise
        quarterly(40, 10, 20, 8, 30, 40, 50, 60, 70),  # falls in different months
        quarterly(90, 60, 70, 80, 92, 61, 70, 81, 93),  # a season that never begins again
    ],
)
def test_what_is_no_running_total(history: dict[str, float | str]) -> None:
    assert not is_running_total(points(history))


# --- What rules are told ------------------------------------------------------------------


def test_the_partners_own_forecast_counts_and_our_line_stands_beside_it() -> None:
    theirs = points({"2027-03-31": 140, "2028-03-31": 150}, PointKind.FORECAST)
    of = indicator(history=STEADY)
    told = values(of.model_copy(update={"points": (*of.points, *theirs)}))
    assert (told["forecast"], told["forecast_whose"]) == (150, "partners")
    assert told["forecast_short"] is True  # the target is 200
    assert told["forecast_hopeful"] is False  # the line says 157
    assert told["line"] == 157


def test_a_forecast_better_than_history_is_hopeful() -> None:
    theirs = points({"2028-03-31": 190}, PointKind.FORECAST)
    of = indicator(history=STEADY)
    told = values(of.model_copy(update={"points": (*of.points, *theirs)}))
    assert told["forecast_hopeful"] is True


def test_a_forecast_that_ends_before_the_target_says_nothing_of_its_day() -> None:
    theirs = points({"2027-03-31": 140}, PointKind.FORECAST)
    of = indicator(history=STEADY)
    told = values(of.model_copy(update={"points": (*of.points, *theirs)}))
    assert told["has_forecast"] is True
    assert "forecast" not in told


@pytest.mark.parametrize(
    ("target", "reaches", "short"),
    [(200, False, True), (157, False, False), (140, True, False)],
)
def test_our_line_reaches_or_falls_short_only_with_its_whole_range(
    target: int, reaches: bool, short: bool
) -> None:
    told = values(indicator(history=STEADY, target=Decimal(target)))
    assert told["forecast_whose"] == "ours"
    assert (told["forecast_reaches"], told["forecast_short"]) == (reaches, short)


def test_when_less_is_better_short_means_too_high() -> None:
    stuck = quarterly(60, 61, 59, 60, 62, 60, 59, 61, 60)
    told = values(indicator(history=stuck, good_is=GoodIs.LOW, target=Decimal(40)))
    assert told["forecast_short"] is True
    assert told["forecast"] == 60


def test_the_actions_that_serve_its_outcome_are_counted() -> None:
    done = action("1.1", outcomes=("1",), status=Status.COMPLETED)
    off = action("1.2", outcomes=("1",), status=Status.CANCELLED)
    told = values(indicator(history=STEADY), actions=(done, off))
    assert (told["serving"], told["open_serving"]) == (1, 0)


@pytest.mark.parametrize(
    ("good_is", "target", "expected"),
    [
        (GoodIs.LOW, 150, True),  # it began at 100 and stands at 145
        (GoodIs.LOW, 120, False),  # worse than it began, better than it stands
        (GoodIs.LOW, 80, False),
        (GoodIs.HIGH, 80, True),
        (None, 80, None),
    ],
)
def test_a_target_on_the_wrong_side_of_the_baseline(
    good_is: GoodIs | None, target: int, expected: bool | None
) -> None:
    told = values(indicator(good_is=good_is, target=Decimal(target)))
    assert told.get("target_worse") is expected


def test_the_range_holds_what_a_steady_trend_with_scatter_comes_to() -> None:
    # Nine quarters known, the value six quarters on held against the range: more than four in
    # five, as the range of the slope and the scatter are both allowed for.
    chance = random.Random(1968)
    days = [dt.date(2024, 9, 30) + dt.timedelta(days=91 * n) for n in range(15)]
    held = 0
    for _ in range(200):
        slope = chance.uniform(-1, 1)
        series = [
            Point(day=on, value=Decimal(str(round(50 + slope * n + chance.gauss(0, 1), 3))))
            for n, on in enumerate(days)
        ]
        line, last = line_through(series[:9]), series[-1]
        low = line.at(last.day, line.lowest) - line.scatter
        held += low <= last.value <= line.at(last.day, line.highest) + line.scatter
    assert held >= 160
