"""An indicator in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from assure.model.measures import DatedValue, Trajectory
from assure.report.figures import trajectory_rows
from assure.report.pace import (
    forecast_label,
    forecast_sentence,
    pace_cell,
    pace_sentence,
    trajectory_sentence,
    verdict,
)
from assure.report.trajectories import trajectory


def value(day: str, number: str) -> DatedValue:
    return DatedValue(day=dt.date.fromisoformat(day), value=Decimal(number))


OPENED = value("2025-03-31", "12")
NOW = value("2026-09-30", "8")
LITTER = Trajectory(
    ref="I1", title="Streets with litter", outcome="1", unit="%", history=(OPENED, NOW), now=NOW
)


def test_a_target_whose_day_has_passed_was_missed() -> None:
    due = value("2026-03-31", "5")
    item = LITTER.model_copy(update={"target": due, "verdict": "too_slow"})

    assert pace_sentence(item) == (
        "The target of 5% by 31 March 2026 was missed: 8% on 30 September 2026"
    )
    assert verdict(item) == "missed"
    assert pace_cell(item) == "none"
    chart = trajectory(item)
    assert chart is not None
    assert chart.target is not None
    assert not chart.needed  # no line leads back in time


def test_a_pace_that_cannot_be_worked_out_is_said_to_be_so() -> None:
    due = value("2026-10-15", "5")  # before the as-of date, and nothing measured since
    item = LITTER.model_copy(update={"target": due, "verdict": "no_data"})

    assert pace_sentence(item) == (
        "Streets with litter: no pace to 5% by 15 October 2026 can be worked out from 8% on "
        "30 September 2026"
    )


def test_without_target_or_value_there_is_no_pace() -> None:
    assert pace_sentence(LITTER).endswith("no target with a date to measure a pace against")
    assert pace_sentence(LITTER.model_copy(update={"now": None})).endswith("no measured value")


# --- What is forecast ---------------------------------------------------------------------

OURS = LITTER.model_copy(
    update={
        "target": value("2028-03-31", "5"),
        "forecast": (NOW, value("2028-03-31", "6")),
        "forecast_low": (value("2026-09-30", "7"), value("2028-03-31", "4")),
        "forecast_high": (value("2026-09-30", "9"), value("2028-03-31", "7")),
        "forecast_is": "our line through the last 9 values",
    }
)
THEIRS = LITTER.model_copy(
    update={"forecast": (value("2028-03-31", "6"),), "forecast_is": "the partners’ own"}
)


def test_our_line_is_told_as_ours_with_its_range() -> None:
    assert forecast_sentence(OURS) == (
        "if it goes on so, 6% on 31 March 2028 (4 to 7), by our line through the last 9 values"
    )
    assert forecast_label(OURS) == ("If it goes on so", "6%, 4 to 7")
    assert forecast_sentence(OURS) in trajectory_sentence(OURS)


def test_the_partners_forecast_is_told_as_theirs() -> None:
    assert forecast_sentence(THEIRS) == (
        "if nothing changes, 6% on 31 March 2028, by the partners’ own forecast"
    )
    assert forecast_label(THEIRS) == ("If nothing changes", "6%")


def test_a_range_that_has_no_room_beside_the_chart_is_left_to_the_sentence() -> None:
    wide = OURS.model_copy(
        update={
            "forecast_low": (value("2028-03-31", "1200000"),),
            "forecast_high": (value("2028-03-31", "1400000"),),
        }
    )
    assert forecast_label(wide) == ("If it goes on so", "6%")
    assert "(1,200,000 to 1,400,000)" in forecast_sentence(wide)


def test_the_table_beside_the_chart_has_the_line_and_both_ends_of_its_range() -> None:
    rows = trajectory_rows(OURS)
    assert rows[-1] == ("31 Mar 2028", "high end of its range", "7%")
    assert ("31 Mar 2028", "our line through the last 9 values", "6%") in rows
    assert ("31 Mar 2028", "low end of its range", "4%") in rows
    assert ("31 Mar 2028", "forecast", "6%") in trajectory_rows(THEIRS)


def test_the_band_is_drawn_for_our_line_alone() -> None:
    ours, theirs = trajectory(OURS), trajectory(THEIRS)
    assert ours is not None
    assert theirs is not None
    assert ours.band.count("L") == 3  # four corners
    assert ours.band.endswith("Z")
    assert not theirs.band
    assert theirs.forecast.count("L") == 1  # from the last measured value on
