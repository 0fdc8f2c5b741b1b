"""How fast an indicator moves, worked by hand. A quarter is 91.3125 days, a year 365."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.assess.build import AS_OF, day, indicator, plan, points, when

from assure.assess.trajectories import in_tenths, trajectory, verdict
from assure.facts.indicators import indicator_facts
from assure.facts.pace import level_shown, pace_of, shown, value_on
from assure.model.facts import Fact
from assure.model.outcomes import GoodIs, Indicator, PointKind
from assure.model.values import When
from assure.words.frequency import period_days
from assure.words.numbers import can_be_meant

YEARLY = {"2024-09-30": 100, "2025-09-30": 120, "2026-09-30": 130}


def fact(of: Indicator) -> Fact:
    (found,) = indicator_facts(plan(indicators=(of,)), AS_OF)
    return found


def near(value: Decimal | None, expected: str) -> bool:
    return value is not None and abs(value - Decimal(expected)) < Decimal("0.001")


def test_recent_and_best_pace_are_a_quarter_of_a_year() -> None:
    pace = pace_of(indicator(history=YEARLY), AS_OF)
    # The last year gave 10 and the one before 20; a quarter is 91.3125 / 365 of each.
    assert near(pace.recent, "2.502")
    assert near(pace.best, "5.003")


def test_the_pace_needed_runs_from_the_last_measured_day_to_the_target() -> None:
    # 70 to go in 548 days from 30 September 2026 to 31 March 2028: 70 x 91.3125 / 548.
    pace = pace_of(indicator(history=YEARLY), AS_OF)
    assert near(pace.needed, "11.664")
    assert near(pace.ratio, "4.662")
    assert fact(indicator(history=YEARLY)).values["needed_of_best"] == 233  # 11.664 of 5.003


def test_when_less_is_better_a_fall_is_progress() -> None:
    falling = indicator(
        history={"2025-09-30": 20, "2026-09-30": 16},
        good_is=GoodIs.LOW,
        target=Decimal(10),
    )
    pace = pace_of(falling, AS_OF)
    assert near(pace.recent, "1.001")
    assert pace.worsening == 0
    assert not pace.reached


def test_which_way_is_better_is_read_from_baseline_and_target_when_not_said() -> None:
    unsaid: dict[str, Any] = {"good_is": None, "baseline": Decimal(20)}
    assert pace_of(indicator(target=Decimal(10), **unsaid), AS_OF).direction == -1
    assert pace_of(indicator(target=Decimal(30), **unsaid), AS_OF).direction == 1
    # A target above the latest value may be a goal or a limit.
    assert pace_of(indicator(good_is=None, baseline=None), AS_OF).direction == 0
    # A target equal to the baseline says nothing, so nothing is said of progress either.
    level = indicator(target=Decimal(20), **unsaid)
    assert pace_of(level, AS_OF).direction == 0
    assert "reached" not in fact(level).values
    assert fact(level).values["now"] == 145


def test_the_best_year_may_begin_on_a_measured_day_and_end_between_two() -> None:
    # Level for a year, then 12 in 180 days, then level: the best twelve months hold all 12,
    # whether they begin at the foot of the slope or end at its top.
    history = {"2023-01-01": 0, "2024-01-01": 0, "2024-06-29": 12, "2026-09-30": 12}
    assert near(pace_of(indicator(history=history), AS_OF).best, "3.002")


def test_values_to_come_are_no_history() -> None:
    history = {**YEARLY, "2026-11-30": 500}
    pace = pace_of(indicator(history=history), AS_OF)
    assert pace.now is not None
    assert pace.now.value == 130


def test_of_two_values_for_one_day_the_last_given_counts() -> None:
    twice = indicator(points=(*points(YEARLY), *points({"2026-09-30": 131})))
    pace = pace_of(twice, AS_OF)
    assert len(pace.history) == 3
    assert pace.now is not None
    assert pace.now.value == 131


def test_less_than_a_year_of_history_has_no_pace() -> None:
    short = {"2026-03-31": 100, "2026-09-30": 120}
    pace = pace_of(indicator(history=short), AS_OF)
    assert (pace.recent, pace.best) == (None, None)
    assert fact(indicator(history=short)).values["paced"] is False


def test_a_year_a_few_days_short_is_a_year() -> None:
    # Two yearly returns 362 days apart: 20 x 91.3125 / 362.
    pace = pace_of(indicator(history={"2025-10-03": 100, "2026-09-30": 120}), AS_OF)
    assert near(pace.recent, "5.045")
    assert pace.best == pace.recent


def test_steps_the_wrong_way_are_counted_back_from_the_latest() -> None:
    def steps(*values: int) -> int:
        days = ("2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30")
        return pace_of(indicator(history=dict(zip(days, values, strict=True))), AS_OF).worsening

    assert steps(10, 9, 8, 7) == 3
    assert steps(10, 9, 8, 9) == 0
    assert steps(10, 12, 11, 10) == 2
    assert steps(10, 9, 9, 8) == 1  # level is not worse


def test_off_the_path_is_measured_on_the_day_of_the_value() -> None:
    # The path runs from 100 to 200 over 100 days; on the 50th it stands at 150.
    path = {"2026-07-02": 100, "2026-10-10": 200}
    behind = indicator(history={"2025-08-21": 90, "2026-08-21": 120}, path=path)
    pace = pace_of(behind, AS_OF)
    assert pace.path_now == 150
    assert pace.off_path == 20  # 30 short of 150
    ahead = indicator(history={"2025-08-21": 90, "2026-08-21": 180}, path=path)
    assert pace_of(ahead, AS_OF).off_path == 0


def test_a_path_at_nought_has_no_percentage() -> None:
    at_nought = indicator(path={"2026-03-31": 0, "2028-03-31": 0})
    assert pace_of(at_nought, AS_OF).off_path is None


def test_before_and_after_the_path_nothing_is_asked() -> None:
    line = points({"2026-01-01": 10, "2026-12-31": 20})
    assert value_on(line, day("2025-12-31")) is None
    assert value_on(line, day("2027-01-01")) is None
    assert value_on(line, day("2026-12-31")) == 20
    assert value_on((), AS_OF) is None


def test_a_pace_is_shown_in_three_figures_and_a_level_as_it_was_written() -> None:
    assert str(shown(Decimal("0.376543"))) == "0.377"
    assert shown(Decimal(0)) == 0
    line = points({"2026-01-01": "12345.5", "2026-12-31": "12345.5"})
    assert str(level_shown(Decimal("12345.5"), line)) == "12345.5"
    assert str(level_shown(Decimal("150.3333"), points({"2026-01-01": 100}))) == "150"


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Monthly", 31),
        ("quarterly", 92),
        ("", 92),
        ("Six-monthly", 186),
        ("half-yearly", 183),
        ("Twice a year", 183),
        ("Every academic term", 122),
        ("Annual", 366),
        ("every 2 years", 732),
        ("10-yearly census", 3660),
        ("Weekly", 7),
    ],
)
def test_a_reporting_period_is_read_from_its_words(words: str, days: int) -> None:
    assert period_days(words) == days


def test_a_value_is_overdue_only_past_its_period() -> None:
    # Measured on 30 September 2026, 31 days before the as-of date.
    assert "days_overdue" not in fact(indicator(frequency="Monthly")).values
    assert "days_overdue" not in fact(indicator(frequency="Quarterly")).values
    old = {"2025-06-30": 100, "2026-06-30": 110}  # 123 days: 31 beyond a quarter
    assert fact(indicator(history=old)).values["days_overdue"] == 31
    assert "days_overdue" not in fact(indicator(history=old, frequency="Six-monthly")).values


def test_a_value_on_the_baseline_date_is_a_baseline() -> None:
    assert fact(indicator(baseline=None)).values["has_baseline"] is True
    unmeasured = indicator(baseline=None, baseline_date=when("2025-06-30"))
    assert fact(unmeasured).values["has_baseline"] is False
    assert fact(indicator(baseline=None, baseline_date=When())).values["has_baseline"] is False


def test_slips_of_the_keyboard_break_no_arithmetic() -> None:
    wild: dict[str, float | str] = {**YEARLY, "2026-10-01": "1e400", "2026-10-02": "1e-400"}
    pace = pace_of(indicator(history=wild), AS_OF)
    assert pace.now is not None
    assert pace.now.value == 130
    fact(indicator(history=wild, target=Decimal("9e900")))
    assert str(in_tenths(Decimal("1e9"))) == "1000000000"


def test_slips_of_the_keyboard_are_not_drawn() -> None:
    wild: dict[str, float | str] = {**YEARLY, "2026-10-01": "1e400"}
    of = indicator(history=wild, target=Decimal("9e900"), baseline=Decimal("1e30"))
    drawn = trajectory(of, AS_OF)
    assert (drawn.target, drawn.baseline, drawn.verdict) == (None, None, "no_target")
    assert all(can_be_meant(value.value) for value in (*drawn.history, *drawn.path))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "no_data"),  # one value is no pace
        ({"history": YEARLY}, "too_slow"),  # 4.7 times the recent pace
        ({"history": YEARLY, "target": Decimal(144)}, "on_course"),  # 2.33 against 2.50
        ({"history": YEARLY, "target": Decimal(150)}, "close"),  # 3.33 against 2.50
        ({"history": YEARLY, "target": Decimal(130)}, "reached"),
        ({"history": YEARLY, "target": None}, "no_target"),
        ({"history": YEARLY, "target_date": When()}, "no_target"),
        ({"history": YEARLY, "target_date": when("2026-09-30")}, "too_slow"),
        ({"history": {"2025-09-30": 120, "2026-09-30": 110}}, "wrong_way"),
        ({"history": {"2025-09-30": 120, "2026-09-30": 120}}, "too_slow"),
        ({"points": ()}, "no_data"),
        ({"points": tuple(points(YEARLY, PointKind.PATH))}, "no_data"),
    ],
)
def test_the_verdict(fields: dict[str, Any], expected: str) -> None:
    of = indicator(**({"history": {"2026-09-30": 145}} | fields))
    assert verdict(of, pace_of(of, AS_OF)) == expected
    assert trajectory(of, AS_OF).verdict == expected


@pytest.mark.parametrize(
    ("pace", "read"),
    [
        ("24.45", "24.5"),
        ("24.55", "24.6"),
        ("-24.45", "-24.5"),
        ("0.15", "0.15"),
        ("1234.5", "1230"),
    ],
)
def test_a_pace_is_read_in_three_figures_with_halves_up(pace: str, read: str) -> None:
    assert shown(Decimal(pace)) == Decimal(read)


def test_no_pace_is_none() -> None:
    assert shown(None) is None
    assert shown(Decimal("0.0000")) == 0
