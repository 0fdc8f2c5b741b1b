"""What an outcome rests on, in the words of its page."""

from __future__ import annotations

import datetime as dt

from assure.model.actions import Action
from assure.model.outcomes import Outcome
from assure.model.plan import Plan
from assure.model.registers import Assumption, Risk, RiskLevel
from assure.model.values import Owner, OwnerKind, When, WhenKind
from assure.report.rests import SHOWN, by_outcome

HOUSING = Owner(kind=OwnerKind.POST, names=("Head of Housing",))
DAY = dt.date(2026, 9, 14)


def plan(**nouns: object) -> Plan:
    outcomes = tuple(Outcome(key=ref, ref=ref, title=f"Outcome {ref}") for ref in ("1", "2"))
    return Plan(key="plan", title="A plan", outcomes=outcomes, **nouns)


def risk(ref: str, **fields: object) -> Risk:
    return Risk(key=ref, ref=ref, text=f"What may happen, {ref}", **fields)


def test_the_highest_risk_stands_first_and_one_without_a_score_last() -> None:
    found = by_outcome(
        plan(
            risks=(
                risk("R1", outcomes=("1",)),
                risk("R2", outcomes=("1",), score=9),
                risk("R3", outcomes=("1",), likelihood=4, impact=4),
                risk("R4", outcomes=("1",), score=25, status="Closed"),
                risk("R5", outcomes=("2",), level=RiskLevel.HIGH),
            )
        )
    )
    assert [point.ref for point in found["1"].risks.shown] == ["R3", "R2", "R1"]
    assert [point.ref for point in found["2"].risks.shown] == ["R5"]


def test_a_risk_says_its_score_who_holds_it_and_what_is_done() -> None:
    risks = (
        risk("R1", outcomes=("1",), score=20, owner=HOUSING, mitigation="Homes are bought"),
        risk("R2", outcomes=("1",), likelihood=3, impact=5, actions=("5.1", "5.2")),
        risk("R3", outcomes=("1",), level=RiskLevel.LOW),
        risk("R4", outcomes=("1",)),
    )
    told = {point.ref: point.told for point in by_outcome(plan(risks=risks))["1"].risks.shown}
    assert told == {
        "R1": "Scored 20; Head of Housing. Homes are bought.",
        "R2": "Likelihood 3, impact 5; nobody owns it. Treated by 5.1 and 5.2.",
        "R3": "Called low; nobody owns it. Nothing is written that is done about it.",
        "R4": "Not scored; nobody owns it. Nothing is written that is done about it.",
    }


def test_a_risk_bears_on_the_outcome_of_the_action_that_treats_it() -> None:
    action = Action(key="a", ref="2.1", title="Sign the lease", outcomes=("2",))
    found = by_outcome(plan(actions=(action,), risks=(risk("R1", actions=("2.1",)),)))
    assert found["1"].risks.shown == ()
    assert [point.ref for point in found["2"].risks.shown] == ["R1"]


def test_what_is_taken_for_granted_says_when_it_was_last_checked_and_by_whom() -> None:
    checked = When(kind=WhenKind.DAY, earliest=DAY, latest=DAY)
    assumptions = (
        Assumption(
            key="a", ref="A1", text="Rents stay", outcomes=("1",), checked_by=HOUSING,
            last_checked=checked,
        ),
        Assumption(key="b", ref="A2", text="Buses run", outcomes=("1", "2")),
    )  # fmt: skip
    found = by_outcome(plan(assumptions=assumptions))
    assert [point.told for point in found["1"].assumptions.shown] == [
        "Last checked 14 Sep 2026; Head of Housing.",
        "No check is written down; nobody is named to check it.",
    ]
    assert [point.ref for point in found["2"].assumptions.shown] == ["A2"]


def test_what_finds_no_room_is_counted() -> None:
    many = tuple(risk(f"R{n}", outcomes=("1",), score=n) for n in range(1, SHOWN + 3))
    found = by_outcome(plan(risks=many))
    assert len(found["1"].risks.shown) == SHOWN
    assert found["1"].risks.more == "2 further open risks in the plan."
    assert found["2"].risks.more == ""
