"""What a board is asked, what worries, and what goes well: picked by a fixed order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.assess.build import (
    action,
    answer,
    capacity,
    day,
    indicator,
    judged,
    owner,
    plan,
    post,
    review,
    when,
)

from assure.assess.decisions import most_telling
from assure.model.values import OwnerKind, Status, When
from assure.words.money import parse_money

NOBODY = owner(OwnerKind.MISSING)


def test_decisions_name_what_they_are_about_and_when() -> None:
    of = plan(action("1.10", owner=NOBODY), action("1.2", owner=NOBODY))
    (decision,) = judged(review(of, board_date=day("2026-11-19"))).decisions
    assert decision.act == "Name one accountable post for each of two actions"
    assert decision.because == "Nobody in post answers for them today."
    assert decision.refs == ("1.2", "1.10")
    assert decision.codes == ("OWN-01",)
    assert decision.by == day("2026-12-17")  # four weeks after the meeting


def test_one_of_a_kind_is_told_as_one() -> None:
    (decision,) = judged(plan(action(owner=NOBODY))).decisions
    assert decision.act == "Name one accountable post for one action"
    assert decision.because == "Nobody in post answers for it today."
    assert decision.by == day("2026-11-28")  # four weeks after the as-of date


def test_the_weightiest_three_are_asked() -> None:
    # Three without an owner weigh most, then two late ones; of two single findings the one
    # that a board should take first.
    rows = [action(f"1.{n}", owner=NOBODY) for n in range(3)]
    rows += [action(f"2.{n}", due=when("2026-01-31")) for n in range(2)]
    rows += [action("3.1", effort_days=Decimal(90), start=when("2027-01-01"))]
    decisions = judged(review(plan(*rows, capacity=(capacity(),)), [answer("F1", 0)])).decisions
    assert [decision.codes for decision in decisions] == [("OWN-01",), ("TIM-08",), ("RES-08",)]


def test_a_board_is_asked_to_agree_to_what_costs_far_more() -> None:
    of = action(cost=parse_money("£100,000"), other={"Forecast cost": "£130,000"})
    assessment = judged(plan(of))
    (decision,) = assessment.decisions
    assert decision.act.startswith("Agree to what one action costs now")
    assert decision.because == "The cost of it is far above what was agreed."
    assert assessment.worries == (
        "Action 1.1 was to cost £100,000; “Forecast cost” says £130,000, 30% more.",
    )


def test_medium_findings_alone_ask_nothing_of_a_board() -> None:
    assessment = judged(plan(action(title="Support victims better")))
    assert [finding.code for finding in assessment.findings] == ["ACT-02"]
    assert assessment.decisions == ()
    assert assessment.worries == ()


def test_worries_are_of_different_kinds_in_their_own_words() -> None:
    rows = [action(f"1.{n}", due=when("2026-01-31")) for n in range(3)]
    worse = indicator(history={"2026-03-31": 150, "2026-06-30": 140, "2026-09-30": 130}, path={})
    worries = judged(plan(*rows, indicators=(worse,))).worries
    assert worries[0].startswith("Indicator I1, Homes insulated, has gone the wrong way two")
    assert worries[1] == "Three actions of “Head of Housing” are long overdue: 1.0, 1.1 and 1.2."


def test_a_worry_says_how_many_are_like_it() -> None:
    rows = [action(f"1.{n}", due=when("2026-01-31")) for n in range(2)]
    assert judged(plan(*rows)).worries == (
        "Action 1.0 is 273 days late (due 31 January 2026). One more is like it.",
    )
    others = [action(f"2.{n}", due=when("2026-01-31"), owner=post("Head of Parks")) for n in "123"]
    assert judged(plan(*rows, *others)).worries[0] == (
        "Three actions of “Head of Parks” are long overdue: 2.1, 2.2 and 2.3. "
        "Two more are like these."
    )


def test_what_goes_well_is_counted_and_never_invented() -> None:
    assert judged(plan(action(owner=NOBODY, due=When()), indicators=())).going_well == ()
    good = judged(plan(action(), action("1.2", status=Status.COMPLETED, evidence="Photographs")))
    assert good.going_well == (
        "“Homes insulated” stands at 145 and is on course for 200 by 31 March 2028.",
        "The one completed action shows its evidence.",
        "The one open action names one post or person.",
    )


def test_a_share_speaks_for_the_plan_from_three_in_four() -> None:
    rows = [action("1.1"), action("1.2"), action("1.3"), action("1.4", owner=NOBODY)]
    named = "Three of the four open actions name one post or person."
    assert named in judged(plan(*rows)).going_well
    assert not [text for text in judged(plan(*rows[1:])).going_well if "name one post" in text]


@pytest.mark.parametrize(
    ("rows", "says"),
    [(1, "The one open action has a"), (2, "Both open actions have a"), (3, "All three open")],
)
def test_what_goes_well_with_each_is_said_of_all_of_them(rows: int, says: str) -> None:
    well = judged(plan(*(action(f"1.{n}") for n in range(rows)), indicators=())).going_well
    assert any(text.startswith(says) and text.endswith("a clear date.") for text in well)


def test_an_indicator_with_a_finding_of_its_own_does_not_go_well() -> None:
    # On course by its pace, and 21 short of a steep path.
    behind = indicator(path={"2026-09-30": 170, "2028-03-31": 200})
    assessment = judged(plan(action(), indicators=(behind,)))
    assert assessment.measures.trajectories[0].verdict == "on_course"
    assert not any("Homes insulated" in text for text in assessment.going_well)


def test_a_target_that_is_reached_comes_first() -> None:
    reached = indicator("I2", title="Homes surveyed", target=Decimal(140))
    well = judged(plan(action(), indicators=(indicator(), reached))).going_well
    assert well[0] == "“Homes surveyed” has reached its target of 140 and stands at 145."


def test_the_most_telling_findings_are_each_of_another_kind_while_kinds_last() -> None:
    rows = [action(f"1.{n}", due=when("2026-01-31")) for n in range(2)]
    rows += [action("1.5", owner=NOBODY), action("1.6", title="Support victims better")]
    findings = judged(plan(*rows)).findings
    told = [(finding.code, finding.ref) for finding in most_telling(findings, 4)]
    assert told == [("TIM-08", "1.0"), ("OWN-01", "1.5"), ("ACT-02", "1.6"), ("TIM-08", "1.1")]
    assert most_telling(findings, 0) == ()
