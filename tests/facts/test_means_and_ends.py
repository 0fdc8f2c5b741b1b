"""What rules see of resources, outcomes, indicators and the plan as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import (
    AS_OF,
    action,
    cell,
    codes,
    day,
    indicator,
    outcome,
    owner,
    plan,
    points,
    resource,
    when,
)

from assure.facts.indicators import indicator_facts
from assure.facts.outcomes import outcome_facts, resource_facts
from assure.facts.plan import busiest, plan_fact
from assure.model.facts import Fact
from assure.model.outcomes import PointKind, Priority
from assure.model.plan import Plan
from assure.model.values import Money, OwnerKind, Rag, Status, WhenKind


def line(*actions: Any, **fields: Any) -> dict[str, Any]:
    of = plan(*(actions or (action(),)), resources=(resource(**fields),))
    (fact,) = resource_facts(of, AS_OF)
    return fact.values


def outcome_values(of: Plan) -> dict[str, Any]:
    return outcome_facts(of, AS_OF)[0].values


# --- Resources --------------------------------------------------------------------------


def test_a_line_is_open_while_an_action_it_serves_is() -> None:
    done, still = action("1.1", status=Status.COMPLETED), action("1.2")
    assert line(done)["open"] is False
    assert line(done, still, actions=("1.1", "1.2"))["open"] is True
    assert line(actions=())["open"] is True  # it serves the plan


@pytest.mark.parametrize(
    ("refs", "words"),
    [
        ((), "the plan"),
        (("1.1",), "action 1.1"),
        (("1.1", "1.2", "2.1"), "actions 1.1, 1.2 and 2.1"),
    ],
)
def test_what_a_line_serves_in_words(refs: tuple[str, ...], words: str) -> None:
    assert line(actions=refs)["actions"] == words


def test_the_words_that_doubt_are_those_of_the_status_else_of_the_amount() -> None:
    doubted: dict[str, Any] = {"in_doubt": True, "confirmed": False}
    assert line(status="Bid submitted", **doubted)["doubt"] == "Bid submitted"
    unsure = Money(text="£40,000, subject to budget", in_doubt=True)
    assert line(status="", amount=unsure, **doubted)["doubt"] == "£40,000, subject to budget"
    assert "doubt" not in line()


def test_a_day_to_obtain_it_passes_only_while_it_is_unconfirmed() -> None:
    by = when("2026-09-30")
    assert line(by=by, confirmed=False)["days_late"] == 31
    assert line(by=by, confirmed=None)["days_late"] == 31
    assert "days_late" not in line(by=by, confirmed=True)
    assert "days_late" not in line(by=when("2026-10-31"), confirmed=False)


@pytest.mark.parametrize(
    ("kind", "pounds", "money"),
    [("Money", None, True), ("Funding ", None, True), ("", 100, True), ("Kit", 100, False)],
)
def test_money_is_known_by_its_kind_or_its_pounds(
    kind: str, pounds: int | None, money: bool
) -> None:
    assert line(kind=kind, amount=Money(pounds=pounds))["money"] is money


# --- Outcomes ---------------------------------------------------------------------------


def test_cancelled_actions_serve_no_outcome_and_completed_ones_did() -> None:
    values = outcome_values(
        plan(
            action("1.1", status=Status.CANCELLED),
            action("1.2", status=Status.COMPLETED),
            action("1.3"),
            action("1.4", outcomes=("2",)),
        )
    )
    assert (values["actions"], values["open_actions"]) == (2, 1)


def test_a_plan_that_links_no_action_says_nothing_of_outcomes() -> None:
    assert outcome_values(plan(action(outcomes=())))["linked"] is False
    assert outcome_values(plan(action()))["linked"] is True
    assert outcome_values(plan())["linked"] is True  # there is no action to link


def test_an_indicator_is_measured_by_values_not_by_its_path() -> None:
    drawn = indicator(points=tuple(points({"2026-03-31": 1}, PointKind.PATH)))
    to_come = indicator("I2", history={"2026-11-30": 5})
    values = outcome_values(plan(indicators=(drawn, to_come)))
    assert (values["indicators"], values["measured"]) == (2, 0)


def test_a_senior_lead_is_missed_only_where_others_have_one() -> None:
    nobody = outcome("2", senior_lead=owner(OwnerKind.MISSING))
    assert outcome_values(plan(outcomes=(nobody,)))["lead_asked"] is False
    led = outcome_facts(plan(outcomes=(nobody, outcome("1"))), AS_OF)[0]
    assert led.values["lead_asked"] is True
    assert led.values["lead_kind"] == "missing"


def test_a_priority_must_exist() -> None:
    priorities = (Priority(key="P1", ref="P1", title="Housing"),)
    served = plan(outcomes=(outcome(priorities=("P1",)),), priorities=priorities)
    assert outcome_values(served)["has_priority"] is True
    unknown = plan(outcomes=(outcome(priorities=("P9",)),), priorities=priorities)
    assert outcome_values(unknown)["has_priority"] is False


# --- Indicators -------------------------------------------------------------------------


def indicator_fact(**fields: Any) -> Fact:
    (fact,) = indicator_facts(plan(indicators=(indicator(**fields),)), AS_OF)
    return fact


def test_a_value_points_at_its_cell_and_the_path_at_its_own() -> None:
    fact = indicator_fact(
        history={"2025-09-30": 100, "2026-09-30": 90},
        path={"2026-06-30": 120, "2026-12-31": 140},
    )
    assert [seen.place() for seen in fact.seen_in("now")] == ["Indicator data C3"]
    assert [seen.place() for seen in fact.seen_in("path_now")] == [
        "Indicator data C2",
        "Indicator data C3",
    ]
    # 92 of the 184 days from 120 to 140 have gone: 130; 40 short is 30.76 %, rounded down.
    assert (fact.values["path_now"], fact.values["off_path"]) == (130, 30)


def test_an_indicator_never_measured_has_neither_now_nor_pace() -> None:
    values = indicator_fact(points=()).values
    assert values["points"] == 0
    assert not {"now", "measured", "recent", "reached", "paced"} & set(values)


def test_an_indicator_that_never_improved_is_told() -> None:
    values = indicator_fact(history={"2024-09-30": 30, "2025-09-30": 25, "2026-09-30": 25}).values
    assert values["never_improved"] is True
    assert values["improving"] is False
    assert "needed_of_best" not in values


def test_an_indicator_of_an_unknown_outcome_is_told() -> None:
    assert indicator_fact(outcome="9").values["has_outcome"] is False
    assert indicator_fact(outcome=None).values["has_outcome"] is False


# --- The plan ---------------------------------------------------------------------------


def plan_values(of: Plan) -> dict[str, Any]:
    return plan_fact(of, AS_OF).values


def test_the_busiest_day_is_one_to_come() -> None:
    late = [action(f"1.{n}", due=when("2026-03-31")) for n in range(5)]
    coming = [action(f"2.{n}", due=when("2027-03-31")) for n in range(3)]
    other = action("3.1", due=when("2027-06-30"))
    ongoing = action("3.2", due=when(kind=WhenKind.ONGOING))
    of = plan(*late, *coming, other, ongoing)
    assert busiest(of, AS_OF) == (day("2027-03-31"), 3, 9)
    assert plan_values(of)["busiest_share"] == 33  # 3 of 9 that have a day
    assert plan_values(of)["ongoing"] == 1


def test_of_equally_busy_days_the_first_is_named() -> None:
    of = plan(action("1.1", due=when("2027-06-30")), action("1.2", due=when("2027-03-31")))
    assert busiest(of, AS_OF)[0] == day("2027-03-31")


def test_the_last_day_of_the_financial_year_may_be_a_default() -> None:
    rows = [
        action("1.1", due=when("2027-03-31")),
        action("1.2", due=when("2028-03-31", WhenKind.MONTH)),
        action("1.3", due=when("2026-03-31")),  # has passed
        action("1.4", due=when("2026-12-31")),
        action("1.5", due=when("2027-03-31", WhenKind.FINANCIAL_YEAR)),  # names no day
        action("1.6", due=when("2027-03-31"), status=Status.COMPLETED),
    ]
    values = plan_values(plan(*rows))
    assert (values["dated"], values["year_ends"], values["year_end_share"]) == (5, 2, 40)
    assert plan_values(plan(*rows, year_starts=1))["year_ends"] == 1


def test_more_targets_than_a_board_can_follow() -> None:
    many = tuple(indicator(f"I{n}") for n in range(36))
    assert plan_values(plan(action(), indicators=many))["targets"] == 36
    assert "RES-15" in codes(plan(action(), indicators=many), "plan")
    bare = indicator("I0", target=None)
    of = plan(action(), indicators=(bare, *many[1:]))
    assert plan_values(of)["targets"] == 35
    assert "RES-15" not in codes(of, "plan")


def test_year_ends_are_told_where_no_one_day_stands_out() -> None:
    ends = ["2027-03-31"] * 7 + ["2028-03-31"] * 7 + [f"2027-{m:02}-15" for m in range(1, 13)]
    of = plan(*(action(f"1.{n}", due=when(end)) for n, end in enumerate(ends)))
    assert {"TIM-13", "TIM-14"} & set(codes(of, "plan")) == {"TIM-14"}
    one_day = ends[:7] * 2 + ends[14:]
    of = plan(*(action(f"1.{n}", due=when(end)) for n, end in enumerate(one_day)))
    assert {"TIM-13", "TIM-14"} & set(codes(of, "plan")) == {"TIM-13"}


def test_the_busiest_day_points_at_the_cells_of_the_dates_that_count() -> None:
    moved = action(
        due=when("2026-01-31"),
        revised=(when("2027-03-31"),),
        seen={"due": cell("I8"), "revised": cell("J8")},
    )
    fact = plan_fact(plan(moved), AS_OF)
    assert [seen.place() for seen in fact.seen_in("busiest_day")] == ["Project plan J8"]


def test_an_empty_plan_divides_by_nothing() -> None:
    values = plan_values(Plan(key="p", title="Empty"))
    assert (values["actions"], values["busiest_count"], values["busiest_share"]) == (0, 0, 0)
    assert values["green_share"] == 0
    assert busiest(Plan(key="p", title=""), dt.date(2026, 1, 1)) == (None, 0, 0)


def test_shares_are_of_those_reported() -> None:
    of = plan(
        action("1.1", rag=Rag.GREEN),
        action("1.2", rag=Rag.GREEN),
        action("1.3", rag=Rag.RED),
        action("1.4"),
        action("1.5", rag=Rag.GREEN, status=Status.COMPLETED),
    )
    values = plan_values(of)
    assert (values["reported"], values["green_share"]) == (3, 66)


@pytest.mark.parametrize(
    ("columns", "asked"), [({"title"}, False), ({"notes"}, True), ({"percent"}, True)]
)
def test_progress_notes_are_a_place_for_progress(columns: set[str], asked: bool) -> None:
    assert plan_values(plan(fields_present=frozenset(columns)))["status_asked"] is asked
