"""What the new year of a plan still needs, and what fills the gap."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import (
    action,
    capacity,
    dependency,
    indicator,
    outcome,
    owner,
    plan,
    post,
    resource,
    when,
)
from tests.assess.rolling import AHEAD, AT_YEAR_END, DONE, DROPPED, UNFINISHED, first_year

from assure.assess.gaps import gaps
from assure.assess.roll_forward import roll_forward
from assure.model.actions import Action
from assure.model.outcomes import PointKind
from assure.model.plan import Plan
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.model.registers import Assumption, Project, Risk
from assure.model.rolled import Gap, GapKind
from assure.model.values import OwnerKind, Status, WhenKind


def rolled(of: Plan) -> Plan:
    return roll_forward(of, AT_YEAR_END)[0]


def found(of: Plan, kind: GapKind) -> list[tuple[str, str]]:
    """Reference and sentence of each gap of a kind, once the plan has rolled on to 2026–2029."""
    return [(gap.ref, gap.what) for gap in gaps(rolled(of), AT_YEAR_END) if gap.kind is kind]


def filled(of: Plan, kind: GapKind, **fields: Any) -> list[Gap]:
    """The gaps of a kind after the rolled plan was given other ``fields``."""
    later = rolled(of).model_copy(update=fields)
    return [gap for gap in gaps(later, AT_YEAR_END) if gap.kind is kind]


def test_a_plan_that_never_rolled_on_has_no_gaps() -> None:
    assert gaps(first_year(), AT_YEAR_END) == ()


def test_a_plan_that_lacks_nothing_has_none() -> None:
    ready = plan(
        DONE,
        action("1.5", due=when("2028-06-30")),
        indicators=(indicator(target_date=when("2029-03-31")),),
        assumptions=(
            Assumption(key="A1", ref="A1", text="Rents hold", last_checked=when("2026-02-01")),
        ),
    )
    assert gaps(rolled(ready), AT_YEAR_END) == ()


def test_work_due_in_the_closed_year_needs_a_date() -> None:
    assert found(first_year(), GapKind.OVERDUE) == [
        ("1.3", "1.3 was due 31 December 2025 and is not finished.")
    ]
    redated = UNFINISHED.model_copy(update={"revised": (when("2026-09-30"),)})
    assert not filled(first_year(), GapKind.OVERDUE, actions=(redated, AHEAD))


def test_an_action_whose_standing_is_unknown_is_named() -> None:
    unsaid = plan(DONE, action("1.5", status=Status.UNKNOWN))
    assert found(unsaid, GapKind.STANDING) == [
        ("1.5", "How 1.5 stands is not known, so it was carried.")
    ]


def test_a_plan_without_a_status_gets_one_gap_and_not_one_for_each_action() -> None:
    actions = [action(f"1.{n}", status=Status.UNKNOWN) for n in range(1, 31)]
    silent = plan(*actions, fields_present=frozenset({"title", "due"}))
    assert found(silent, GapKind.STANDING) == [
        ("plan", "The plan says of none of its 30 actions how it stands, so all were carried.")
    ]


def test_an_outcome_without_open_action_is_named() -> None:
    two = (outcome(), outcome("2", title="Nobody sleeps rough"))
    assert found(first_year(outcomes=two), GapKind.OUTCOME) == [
        ("2", "No open action serves outcome 2.")
    ]
    serves = action("1.5", outcomes=("2",))
    assert not filled(
        first_year(outcomes=two), GapKind.OUTCOME, actions=(UNFINISHED, AHEAD, serves)
    )


def test_a_plan_that_links_no_actions_is_not_told_that_nothing_serves_its_outcomes() -> None:
    loose = [a.model_copy(update={"outcomes": ()}) for a in (DONE, UNFINISHED, AHEAD)]
    assert not found(plan(*loose), GapKind.OUTCOME)


def test_an_outcome_that_was_to_be_reached_is_asked_about() -> None:
    over = outcome(target_date=when("2026-03-31"))
    assert found(first_year(outcomes=(over,)), GapKind.OUTCOME) == [
        ("1", "Outcome 1 was to be reached by 31 March 2026.")
    ]


def test_the_last_year_wants_an_action() -> None:
    early = plan(DONE, UNFINISHED, action("1.4", due=when("2028-03-31")))
    assert found(early, GapKind.YEAR) == [
        ("plan", "No open action reaches into the last year, from 1 April 2028 to 31 March 2029.")
    ]


@pytest.mark.parametrize(
    "due",
    [when("2028-04-01"), when("2029-06-30"), when(kind=WhenKind.ONGOING)],
    ids=["its first day", "beyond it", "ongoing"],
)
def test_work_that_reaches_into_the_last_year_is_enough(due: Any) -> None:
    assert not found(plan(DONE, action("1.4", due=due)), GapKind.YEAR)


def test_work_without_a_date_is_not_taken_for_work_of_the_last_year() -> None:
    assert found(plan(DONE, action("1.4", due=when(kind=WhenKind.MISSING))), GapKind.YEAR)


def test_a_plan_of_one_year_has_no_last_year_to_fill() -> None:
    one = plan(
        DONE,
        UNFINISHED,
        period_start=dt.date(2025, 4, 1),
        period_end=dt.date(2026, 3, 31),
    )
    assert not found(one, GapKind.YEAR)


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"target": None}, "Indicator I1 has no target."),
        ({"target_date": when(kind=WhenKind.MISSING)}, "Indicator I1 has no day for its target."),
        ({"target_date": when("2026-03-31")}, "The target of indicator I1 was for 31 March 2026."),
        (
            {"target_date": when("2028-03-31")},
            "The target of indicator I1 is for 31 March 2028, and none for the last year.",
        ),
    ],
)
def test_an_indicator_wants_a_target_for_the_last_year(fields: Any, what: str) -> None:
    of = first_year(indicators=(indicator(path={}, **fields),))
    assert found(of, GapKind.TARGET) == [("I1", what)]


def test_a_path_into_the_last_year_is_a_target() -> None:
    path = indicator(path={"2025-09-30": 100, "2029-03-31": 220})
    assert path.of_kind(PointKind.PATH)
    assert not found(first_year(indicators=(path,)), GapKind.TARGET)


def test_what_waited_for_cancelled_work_has_to_be_thought_through() -> None:
    waits = first_year(
        dependencies=(
            dependency("D1", action="1.3", on="1.1"),
            dependency("D2", action="1.4", on="1.2", needs="the surveyors"),
        )
    )
    assert found(waits, GapKind.WAITS) == [
        ("1.4", "1.4 waited for 1.2 (the surveyors), which was cancelled.")
    ]


def test_money_that_ends_before_the_work_is_named() -> None:
    short = resource("R2", actions=("1.4",), funded_until=when("2027-03-31"))
    assert found(first_year(resources=(short,)), GapKind.MONEY) == [
        (
            "R2",
            "The money for 1.4 (R2) ends on 31 March 2027, and is needed until 31 December 2028.",
        )
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"funded_until": when("2028-12-31")},
        {"funded_until": when(kind=WhenKind.MISSING)},
        {"kind": "People", "funded_until": when("2027-03-31")},
        {"actions": ("9.9",), "funded_until": when("2027-03-31")},
    ],
    ids=["long enough", "no end told", "no money", "of no open action"],
)
def test_other_means_are_let_pass(fields: Any) -> None:
    of = first_year(resources=(resource("R2", **({"actions": ("1.4",)} | fields)),))
    assert not found(of, GapKind.MONEY)


def test_a_vacant_post_that_answers_for_open_work_is_named() -> None:
    vacant = capacity("Head of Repairs", "8", vacant=True, vacant_since=when("2026-01-05"))
    assert found(first_year(capacity=(vacant,)), GapKind.VACANT) == [
        ("Head of Repairs", "The post Head of Repairs is vacant and answers for 1.4.")
    ]
    soon = capacity("Head of Repairs", "8", vacant=True, vacant_since=when("2026-06-01"))
    assert not found(first_year(capacity=(soon,)), GapKind.VACANT)


def test_who_answered_for_closed_work_alone_is_asked_what_comes_next() -> None:
    theirs = DONE.model_copy(update={"owner": post("Head of Estates")})
    also = DROPPED.model_copy(update={"owner": post("Head of Estates")})
    assert found(plan(theirs, also, UNFINISHED), GapKind.IDLE) == [
        (
            "Head of Estates",
            "Head of Estates answered for 1.1 and 1.2, now closed, and for nothing that is open.",
        )
    ]
    several = DONE.model_copy(update={"owner": owner(OwnerKind.SEVERAL, "A Team", "B Team")})
    assert not found(plan(several, UNFINISHED), GapKind.IDLE)


def test_days_are_agreed_anew_until_they_are_changed() -> None:
    agreed = first_year(capacity=(capacity("Head of Housing", "20"),))
    assert found(agreed, GapKind.DAYS) == [
        (
            "Head of Housing",
            "Head of Housing: still the days of the year before (20 a quarter).",
        )
    ]
    assert not filled(agreed, GapKind.DAYS, capacity=(capacity("Head of Housing", "12"),))


def test_a_risk_whose_treatment_closed_is_looked_at_again() -> None:
    risk = Risk(key="RSK1", ref="RSK1", text="Rents rise", actions=("1.1",))
    of = first_year(risks=(risk,))
    assert found(of, GapKind.RISK) == [("RSK1", "Risk RSK1 was treated by 1.1, now closed.")]
    looked = risk.model_copy(update={"actions": (), "last_reviewed": when("2026-04-10")})
    assert not filled(of, GapKind.RISK, risks=(looked,))


def test_a_project_left_without_actions_is_named() -> None:
    project = Project(key="PJ1", ref="PJ1", title="Hubs", actions=("1.1",))
    assert found(first_year(projects=(project,)), GapKind.PROJECT) == [
        ("PJ1", "Project PJ1 is not finished, and all its actions are closed.")
    ]
    goes_on = project.model_copy(update={"actions": ("1.1", "1.3")})
    assert not found(first_year(projects=(goes_on,)), GapKind.PROJECT)


def test_assumptions_are_checked_anew() -> None:
    checked = [
        Assumption(key="A1", ref="A1", text="Rents hold"),
        Assumption(key="A2", ref="A2", text="Rates fall", last_checked=when("2025-09-30")),
        Assumption(key="A3", ref="A3", text="Staff stay", last_checked=when("2026-03-15")),
    ]
    assert found(first_year(assumptions=tuple(checked)), GapKind.ASSUMPTION) == [
        ("A1", "Assumption A1 has not been checked."),
        ("A2", "Assumption A2 was last checked on 30 September 2025."),
    ]


def test_completed_work_wants_evidence_and_cancelled_work_a_reason() -> None:
    bare: list[Action] = [
        DONE.model_copy(update={"evidence": "-"}),
        DROPPED.model_copy(update={"reason": ""}),
    ]
    of = plan(*bare, UNFINISHED)
    assert found(of, GapKind.EVIDENCE) == [
        ("1.1", "1.1 was closed as completed, and nothing shows it.")
    ]
    assert found(of, GapKind.REASON) == [("1.2", "1.2 was cancelled, and no reason is given.")]


def test_a_plan_that_never_asked_for_evidence_gets_one_gap() -> None:
    done = [DONE.model_copy(update={"key": f"1.{n}", "ref": f"1.{n}", "evidence": ""})
            for n in range(1, 10)]  # fmt: skip
    never = plan(*done, UNFINISHED, fields_present=frozenset({"title", "status", "due"}))
    assert found(never, GapKind.EVIDENCE) == [
        (
            "plan",
            "The plan has no place for what shows that the 9 actions closed as completed were.",
        )
    ]


def promise(by: str, refs: tuple[str, ...] = (), *told: PromiseUpdate) -> Promise:
    return Promise(
        key="0123abcd",
        plan="anycity",
        review="mid-year",
        question="Who will answer for it?",
        refs=refs,
        text="A second surveyor",
        who="Head of Housing",
        by=dt.date.fromisoformat(by),
        made_at=SESSION,
        updates=told,
    )


SESSION = dt.datetime(2025, 11, 3, 10, tzinfo=dt.UTC)
KEPT = PromiseUpdate(state=Told.KEPT, at=SESSION + dt.timedelta(days=60))


def promised(*promises: Promise) -> list[str]:
    found = gaps(rolled(first_year()), AT_YEAR_END, promises)
    return [gap.what for gap in found if gap.kind is GapKind.PROMISE]


def test_what_was_promised_for_the_closed_year_is_asked_about() -> None:
    late = "Head of Housing promised “A second surveyor” for 31 January 2026, and nobody has said "
    assert promised(promise("2026-01-31")) == [f"{late}that it is done."]
    assert promised(promise("2026-01-31", ("1.3",), KEPT)) == []
    assert promised(promise("2026-09-30", ("1.3",))) == []


def test_a_promise_about_closed_work_alone_is_asked_about_though_its_day_is_to_come() -> None:
    (what,) = promised(promise("2026-09-30", ("1.1", "1.2")))
    assert what.endswith("It is about 1.1 and 1.2, now closed.")
    assert promised(promise("2026-09-30", ("1.1", "1.3"))) == []


@pytest.mark.parametrize("title", ["Hubs 2025–2028", "Hubs 2025 to 2028", "Hubs plan 2025-28"])
def test_a_title_that_names_the_years_of_before_is_noticed(title: str) -> None:
    assert found(first_year(title=title), GapKind.TITLE)


@pytest.mark.parametrize("title", ["Hubs 2026–2029", "Vision 2025", "Hubs 2025-2035"])
def test_other_years_in_a_title_are_let_pass(title: str) -> None:
    assert not found(first_year(title=title), GapKind.TITLE)
