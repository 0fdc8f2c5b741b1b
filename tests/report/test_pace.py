"""An indicator in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from assure.model.assessment import DatedValue, Trajectory
from assure.report.pace import pace_cell, pace_sentence, verdict
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
