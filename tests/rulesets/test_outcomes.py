"""Indicators as plans hold them, and what is said of each: one fault, one finding."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.assess.build import (
    action,
    cell,
    codes,
    indicator,
    judged,
    outcome,
    plan,
    points,
    the,
    when,
)

from assure.model.outcomes import GoodIs, Indicator, PointKind
from assure.model.values import Rag, Status, When

ENDS = ("03-31", "06-30", "09-30", "12-31")
QUARTERS = [f"{year}-{end}" for year in range(2023, 2027) for end in ENDS][:15]  # to September 2026


def quarterly(*values: float) -> dict[str, float | str]:
    return dict(zip(QUARTERS[-len(values) :], values, strict=True))


STEADY = quarterly(100, 104, 109, 112, 117, 121, 124, 129, 132)  # 4 a quarter: 157 in March 2028


def on(of: Indicator, *actions: Any, **fields: Any) -> list[str]:
    """Codes of what is found on the indicator."""
    return codes(plan(*(actions or (action(),)), indicators=(of,), **fields), of.ref)


def forecast_by_partners(value: float, **fields: Any) -> Indicator:
    of = indicator(history=STEADY, **fields)
    theirs = points({"2028-03-31": value}, PointKind.FORECAST)
    return of.model_copy(update={"points": (*of.points, *theirs)})


# --- Forecasts ----------------------------------------------------------------------------


def test_a_plan_whose_targets_have_no_forecast_is_told_once() -> None:
    bare = [indicator(f"I{n}", history=STEADY) for n in range(1, 4)]
    assert codes(plan(action(), indicators=bare), "plan").count("IND-04") == 1
    assert "IND-04" not in codes(plan(action(), indicators=bare[:2]), "plan")


def test_one_forecast_shows_that_the_partners_know_how() -> None:
    bare = [indicator(f"I{n}", history=STEADY) for n in range(1, 4)]
    some = [*bare, forecast_by_partners(150, ref="I4")]
    assert "IND-04" not in codes(plan(action(), indicators=some), "plan")


def test_targets_reached_passed_or_unset_need_no_forecast() -> None:
    done = [
        indicator("I1", history=STEADY, target=Decimal(130)),
        indicator("I2", history=STEADY, target=None),
        indicator("I3", history=STEADY, target_date=when("2026-09-30")),
        indicator("I4", history=STEADY, target_date=When()),
    ]
    assert "IND-04" not in codes(plan(action(), indicators=done), "plan")


def test_a_target_that_doing_nothing_reaches_is_asked_about() -> None:
    of = forecast_by_partners(205)
    assert "IND-25" in on(of)
    assert "IND-25" not in on(forecast_by_partners(199))


def test_heading_for_the_target_by_our_line_is_good_news_and_no_finding() -> None:
    assert on(indicator(history=STEADY, target=Decimal(145))) == []


def test_a_forecast_kinder_than_the_record_is_asked_about_with_the_record() -> None:
    found = the(judged(plan(action(), indicators=(forecast_by_partners(190),))).findings, "IND-27")
    assert found.sentence == (
        "The partners expect indicator I1, Homes insulated, to be at 190 by 31 March 2028 if "
        "nothing changes; its last nine values point to 157 (156 to 160)."
    )
    assert "IND-27" not in on(forecast_by_partners(158))
    assert "IND-27" not in on(forecast_by_partners(120))  # gloomier is theirs to say


def test_when_all_is_done_and_it_is_not_enough_somebody_must_say_so() -> None:
    done = action(status=Status.COMPLETED, evidence="Opened on 1 June 2026")
    of = indicator(history=STEADY)
    assert "IND-26" in on(of, done)
    assert "IND-26" not in on(of, done, action("1.2"))
    near = indicator(history=STEADY, target=Decimal(158))  # within the line's range
    assert "IND-26" not in on(near, done)


def test_an_outcome_that_nothing_serves_is_told_once_as_such() -> None:
    of = indicator(history=STEADY, outcome="2")
    elsewhere = plan(action(), indicators=(of,), outcomes=(outcome(), outcome("2")))
    assert "IND-01" in codes(elsewhere, "2")
    assert "IND-26" not in codes(elsewhere, "I1")


# --- Off the path -------------------------------------------------------------------------

PATH = {"2025-03-31": 100, "2026-09-30": 150, "2028-03-31": 200}


def test_behind_and_level_for_a_year_is_one_finding_and_the_graver() -> None:
    stuck = quarterly(90, 95, 100, 110, 121, 120, 122, 119, 120)
    found = on(indicator(history=stuck, path=PATH))
    assert "IND-06" in found
    assert "IND-18" not in found


def test_behind_and_moving_is_off_the_path() -> None:
    moving = quarterly(90, 95, 100, 110, 112, 114, 116, 118, 120)
    found = on(indicator(history=moving, path=PATH))
    assert "IND-18" in found
    assert "IND-06" not in found


def test_behind_and_falling_is_told_by_its_run_of_bad_readings() -> None:
    falling = quarterly(90, 95, 100, 120, 130, 128, 126, 124, 122)
    found = on(indicator(history=falling, path=PATH))
    assert "IND-14" in found
    assert "IND-06" not in found


def test_worse_in_every_year_on_record_is_one_finding() -> None:
    care = {f"{year}-03-31": 20 + 4 * (year - 2020) for year in range(2020, 2027)}
    found = on(indicator(history=care, good_is=GoodIs.LOW, target=Decimal(30), path={}))
    assert "IND-20" in found
    assert "IND-14" not in found


def test_a_little_behind_and_level_stays_quiet() -> None:
    near = quarterly(90, 95, 100, 120, 138, 137, 139, 136, 138)
    found = on(indicator(history=near, path=PATH))
    assert not {"IND-06", "IND-18"} & set(found)


def test_two_worse_quarters_in_a_better_year_are_a_season() -> None:
    seasonal = quarterly(100, 112, 106, 101, 108, 120, 115, 112)
    assert "IND-14" not in on(indicator(history=seasonal))
    worse = quarterly(90, 100, 96, 92, 100, 112, 106, 101, 100, 108, 101, 96)
    assert "IND-14" in on(indicator(history=worse))


# --- Targets ------------------------------------------------------------------------------


def test_a_target_that_its_day_has_come_without_was_missed_and_is_one_finding() -> None:
    past = {"target": Decimal(200), "target_date": when("2026-03-31")}
    assert on(indicator(history=STEADY, path=PATH, **past)) == ["IND-30"]
    assert on(indicator(history=STEADY, path=PATH, **past | {"target": Decimal(130)})) == []


def test_a_target_whose_day_has_come_before_its_figure_is_not_known_to_be_missed() -> None:
    coming = {"target": Decimal(200), "target_date": when("2026-10-15")}
    assert "IND-30" not in on(indicator(history=STEADY, **coming))


def test_a_target_without_a_day_has_its_outcomes_else_none() -> None:
    undated = indicator(history=STEADY, path={}, target_date=When())
    assert "IND-29" not in on(undated)
    told = on(undated, outcomes=(outcome(target_date=When()),))
    assert "IND-29" in told
    assert "IND-05" not in told  # there can be no path to no day


def test_an_indicator_that_is_only_a_name_is_one_finding() -> None:
    bare = {"points": (), "baseline": None, "baseline_date": When(), "target": None}
    assert on(indicator(**bare)) == ["IND-28"]
    assert "IND-23" in on(indicator(points=()))


def test_an_indicator_without_a_title_is_told_by_its_reference() -> None:
    bare = {"points": (), "baseline": None, "baseline_date": When(), "target": None}
    findings = judged(plan(indicators=(indicator(title="", **bare),))).findings
    found = the(findings, "IND-28")
    assert found.sentence == "Indicator I1 has no baseline, no value and no target."
    assert found.challenge == "Who in this room has ever seen a figure for “I1”?"


# --- What a figure means ------------------------------------------------------------------


def test_a_target_to_hold_a_level_does_not_say_which_way_is_good() -> None:
    held = {"good_is": None, "baseline": Decimal(132), "target": Decimal(132)}
    assert "IND-08" in on(indicator(history=STEADY, **held))
    assert "IND-08" not in on(indicator(history=STEADY, **held | {"good_is": GoodIs.LOW}))
    assert "IND-08" not in on(indicator(history=STEADY, **held | {"target": Decimal(140)}))


def test_a_target_that_may_be_a_limit_is_taken_for_neither() -> None:
    # Complaints that rise towards a ceiling, or invoices paid that fall back to a floor.
    unsaid = {"good_is": None, "baseline": None, "baseline_date": When(), "path": {}}
    for target in (140, 120):
        found = on(indicator(history=STEADY, target=Decimal(target), **unsaid))
        assert sorted(found) == ["IND-02", "IND-08"]


def test_running_totals_are_told_and_what_they_would_feign_is_not() -> None:
    adapted = quarterly(12, 25, 37, 50, 11, 24, 38, 49, 10, 22, 35, 47, 12, 26, 38)
    found = on(indicator(history=adapted, target=Decimal(400)))
    assert "IND-09" in found
    assert not {"IND-14", "IND-17", "IND-20"} & set(found)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("n/a", "IND-31"),
        ("Not available", "IND-31"),
        ("New measure", "IND-31"),
        ("", "IND-02"),
        ("tbc", "IND-02"),
        ("New figure due in May", "IND-02"),
    ],
)
def test_a_baseline_that_never_was_is_not_one_that_is_owed(written: str, code: str) -> None:
    unsaid = {"baseline": None, "baseline_date": When(), "path": {}}
    of = indicator(history=STEADY, seen={"baseline": cell("D5", written)}, **unsaid)
    assert {"IND-02", "IND-31"} & set(on(of)) == {code}


def test_a_target_on_the_wrong_side_of_the_baseline_is_asked_about() -> None:
    of = indicator(history=STEADY, good_is=GoodIs.LOW, baseline=Decimal(100), target=Decimal(140))
    assert "IND-24" in on(of)
    recovering = of.model_copy(update={"target": Decimal(120)})  # it stands at 132
    assert "IND-24" not in on(recovering)
    assert "IND-24" not in on(indicator(history=STEADY))


# --- Whether anyone is better off ---------------------------------------------------------


def test_green_work_towards_an_outcome_without_a_figure_is_not_known_to_help() -> None:
    unmeasured = indicator(points=())
    green = [action(f"1.{n}", rag=Rag.GREEN) for n in range(1, 5)]
    assert "IND-11" in codes(plan(*green, indicators=(unmeasured,)), "1")
    assert "IND-11" not in codes(plan(*green, indicators=(indicator(),)), "1")
    mixed = [*green[:2], action("1.3", rag=Rag.AMBER), action("1.4", rag=Rag.RED)]
    assert "IND-11" not in codes(plan(*mixed, indicators=(unmeasured,)), "1")
    unrated = [action(f"1.{n}") for n in range(1, 5)]
    assert "IND-11" not in codes(plan(*unrated, indicators=(unmeasured,)), "1")


def test_an_outcome_measured_by_effort_alone_is_asked_who_is_better_off() -> None:
    workshops = indicator("I1", title="Number of workshops held", unit="workshops")
    trained = indicator("I2", title="Staff trained", unit="people")
    assert "IND-13" in codes(plan(action(), indicators=(workshops, trained)), "1")
    assert "IND-13" not in codes(plan(action(), indicators=(workshops, indicator("I3"))), "1")


# --- What it asks of a board --------------------------------------------------------------


def test_what_will_not_be_reached_is_put_to_the_board_as_one_decision() -> None:
    stuck = quarterly(90, 95, 100, 110, 121, 120, 122, 119, 120)
    assessment = judged(plan(action(), indicators=(indicator(history=stuck, path=PATH),)))
    (asked,) = [d for d in assessment.decisions if "IND-06" in d.codes]
    assert asked.act == "Agree what will turn one indicator, or a target that can be reached"
    assert asked.refs == ("I1",)
