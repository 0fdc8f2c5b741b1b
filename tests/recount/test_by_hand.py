"""The small review, worked out on paper: this is what the figures mean."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from tests.recount import actions, findings, indicators, loads, quality, quarters
from tests.recount.given import Given, in_words, rounded, three_figures
from tests.recount.indicators import Movement
from tests.recount.made import small

GIVEN = Given(small())


def test_what_is_open_dated_late_and_answered_for() -> None:
    totals = actions.totals(GIVEN)
    assert totals["actions"] == 4
    assert totals["open_actions"] == 3  # 1.4 is completed
    assert totals["accountable"] == 2  # nobody has 1.3
    assert totals["dated"] == 2  # “Ongoing” settles no day
    assert totals["overdue"] == 1  # 1.1 was due on 30 September
    late = next(line for line in actions.lines(GIVEN) if line["ref"] == "1.1")
    assert late["days_late"] == 31


def test_what_is_due_in_which_month() -> None:
    late, coming = actions.bunching(GIVEN)["months"]
    assert (late["label"], late["late"]) == ("Sep 2026", ["1.1"])
    assert (coming["label"], coming["worked_out"]) == ("Jan 2027", ["1.2"])  # “January 2027”


def test_days_wanted_of_a_post_by_quarter() -> None:
    """1.1 is late, so what is left of it (half of 12 days) falls due now. 1.2 takes 31 days from
    1 December to 31 January, 62 days of the calendar: half of them in each quarter."""
    (load,) = [load for load in loads.by_load(GIVEN) if load["name"] == "Head of Housing"]
    now, following = load["quarters"][:2]
    assert (now["label"], now["days"]) == ("Oct to Dec 2026", Fraction("21.5"))  # 6 + 15.5
    assert (following["label"], following["days"]) == ("Jan to Mar 2027", Fraction("15.5"))
    together = loads.by_quarter(GIVEN)[0]
    assert (together["days"], together["agreed"]) == (Fraction("21.5"), 10)
    assert together["over"] == ["Head of Housing"]


def test_the_pace_of_an_indicator() -> None:
    """It fell by 20 in the last year, and has to fall by 80 in the next: four times as fast."""
    movement = Movement(GIVEN.list("indicators")[0], GIVEN.as_of)
    assert movement.recent == movement.best == Fraction(20, 365) * Fraction("91.3125")
    assert movement.ratio == 4
    assert movement.verdict == "too_slow"
    (shown,) = indicators.trajectories(GIVEN)
    assert shown["path_now"] == 450  # half way from 500 to 400
    assert [in_words(shown[pace]) for pace in ("needed", "recent")] == ["20", "5"]


def test_which_quarter_of_the_plan_it_is() -> None:
    assert quarters.number_now(GIVEN) == 3  # October, of a plan that began in April
    assert quarters.number_told(GIVEN) == 2  # the report of the third may be written in December


def test_data_quality() -> None:
    """Three of four actions name an owner (75%) and three a day (75%); the one indicator was
    measured a month ago, and is read once a year (100%)."""
    (whole, outcome) = quality.every(GIVEN, Fraction(365))
    assert [(part["good"], part["of"]) for part in whole["parts"]] == [(3, 4), (3, 4), (1, 1)]
    assert whole["percent"] == outcome["percent"] == 83


def test_findings_are_counted_by_outcome() -> None:
    about = {"subject": "action", "outcomes": ["1"], "counts": True, "fingerprint": "x"}
    told = [
        {**about, "ref": "1.1", "severity": "high"},
        {**about, "ref": "1.1", "severity": "low"},
        {**about, "ref": "1.4", "severity": "medium"},  # which is completed
        {**about, "ref": "1.3", "severity": "high", "counts": False},  # set aside
    ]
    (outcome,) = findings.outcomes(GIVEN, told)
    assert (outcome["findings"], outcome["high"], outcome["medium"]) == (3, 1, 1)
    assert (outcome["with_findings"], outcome["with_high"]) == (1, 1)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Fraction("1250.5"), "1,250.5"),
        (Fraction("0.05"), "0.05"),
        (Fraction("-3"), "-3"),
        (1960, "1,960"),
        (dt.date(2027, 3, 31), "31 March 2027"),
    ],
)
def test_figures_in_words(value: object, words: str) -> None:
    assert in_words(value) == words


def test_halves_are_rounded_up() -> None:
    assert rounded(Fraction("2.25"), 1) == Fraction("2.3")
    assert rounded(Fraction("-2.25"), 1) == Fraction("-2.3")
    assert three_figures(Fraction("0.012345")) == Fraction("0.0123")
    assert three_figures(Fraction("1234.5")) == 1230
