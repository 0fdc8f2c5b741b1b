"""How many days each quarter asks of a post: the sums of the docstring, done by hand.

The as-of date is 31 October 2026, so the quarters ahead begin with October to December 2026
(92 days), then January to March 2027 (90), April to June 2027 (91).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.assess.build import AS_OF, action, capacity, cell, codes, owner, plan, post, when

from assure.facts.load import is_vacant, loads, remaining_days, same_name
from assure.facts.owners import owner_facts
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.values import OwnerKind, Status, When, WhenKind


def days(of: Plan, name: str = "Head of Housing") -> list[str]:
    """Days wanted of ``name`` in the quarters ahead that want any."""
    (load,) = [load for load in loads(of, AS_OF) if load.name == name]
    return [str(load.days(quarter)) for quarter in sorted(load.shares, key=lambda q: q.start)]


def owner_fact(of: Plan) -> Fact:
    open_actions = sum(a.open for a in of.actions)
    (fact,) = owner_facts(loads(of, AS_OF), open_actions, AS_OF)
    return fact


def work(ref: str = "1.1", effort: str = "20", **fields: Any) -> Any:
    return action(ref, effort_days=Decimal(effort), **fields)


def test_effort_spreads_evenly_over_calendar_days() -> None:
    # 20 days over 1 January to 31 March 2027: all in one quarter.
    assert days(plan(work(start=when("2027-01-01"), due=when("2027-03-31")))) == ["20.0"]
    # 91 days over 1 October to 31 March, 92 + 90 calendar days: half a day for each.
    assert days(plan(work(effort="91", start=when("2026-10-01")))) == ["46.0", "45.0"]


def test_work_begun_earlier_is_spread_from_the_first_day_of_this_quarter() -> None:
    assert days(plan(work(effort="91", start=when("2025-04-01")))) == ["46.0", "45.0"]
    assert days(plan(work(effort="91", start=When()))) == ["46.0", "45.0"]


def test_what_is_reported_done_asks_for_no_more_days() -> None:
    # 40 days, three quarters done: 10 left, 92/182 and 90/182 of them.
    assert days(plan(work(effort="40", percent=75))) == ["5.1", "4.9"]


def test_late_work_falls_due_now() -> None:
    assert days(plan(work(due=when("2026-10-30")))) == ["20.0"]


def test_work_due_today_is_not_late_and_falls_in_this_quarter() -> None:
    assert days(plan(work(due=when("2026-10-31")))) == ["20.0"]


def test_work_beyond_the_quarters_ahead_is_cut_off_not_squeezed_in() -> None:
    # Six quarters ahead end on 31 March 2028: 548 days. Due 30 September 2029 makes 1,096.
    load = days(plan(work(effort="1096", start=when("2026-10-01"), due=when("2029-09-30"))))
    assert load == ["92.0", "90.0", "91.0", "92.0", "92.0", "91.0"]


def test_a_start_after_the_deadline_asks_for_its_last_day() -> None:
    assert days(plan(work(start=when("2027-06-01"), due=when("2027-03-31")))) == ["20.0"]


@pytest.mark.parametrize(
    "nothing",
    [
        {"effort_days": None},
        {"effort_days": Decimal(0)},
        {"effort_days": Decimal(-5)},
        {"effort_days": Decimal("1e30")},  # a slip of the keyboard
        {"due": when(kind=WhenKind.ONGOING)},
        {"status": Status.COMPLETED},
        {"status": Status.CANCELLED},
        {"percent": 100},
        {"percent": 140},
    ],
)
def test_load_is_computed_never_guessed(nothing: dict[str, Any]) -> None:
    given = {"effort_days": Decimal(20)} | nothing
    of = plan(action(**given), capacity=(capacity(),))
    assert days(of) == []


def test_a_percentage_below_nought_adds_no_work() -> None:
    assert remaining_days(work(percent=-50)) == 20


def test_one_post_is_one_load_however_it_is_written() -> None:
    assert same_name("Parks & Leisure  Manager") == same_name("parks and leisure manager")
    of = plan(
        work("1.1", owner=post("Parks & Leisure Manager")),
        work("1.2", owner=post("Parks and leisure manager")),
    )
    (load,) = loads(of, AS_OF)
    assert [a.ref for a in load.actions] == ["1.1", "1.2"]


def test_a_team_with_agreed_days_carries_load_though_nobody_answers() -> None:
    team = owner(OwnerKind.COLLECTIVE, "Community Safety Team")
    of = plan(work(owner=team), capacity=(capacity("Community safety team", "30", kind="Team"),))
    (load,) = loads(of, AS_OF)
    assert (load.kind, len(load.actions)) == ("team", 1)
    assert loads(plan(work(owner=team)), AS_OF) == ()


def test_the_worst_quarter_speaks_for_the_owner() -> None:
    # 1.1: 18 days within January to March. 1.2: 12 days over 92 + 90 days, 6.1 and 5.9.
    of = plan(
        work("1.1", "18", start=when("2027-01-01"), seen={"effort_days": cell("K5", "18")}),
        work("1.2", "12", start=when("2026-10-01"), seen={"effort_days": cell("K6", "12")}),
        capacity=(capacity(days="20", seen={"days": cell("C2", "20", "Capacity")}),),
    )
    fact = owner_fact(of)
    assert fact.values["quarter"] == "Jan to Mar 2027"
    assert fact.values["days"] == Decimal("23.9")
    assert fact.values["agreed"] == 20
    assert fact.values["over"] == Decimal("3.9")
    assert fact.values["percent"] == 119  # 23.9 of 20, rounded down
    assert fact.values["quarters_over"] == 1
    assert fact.values["actions"] == "1.1 and 1.2"
    assert [seen.place() for seen in fact.seen_in("days")] == ["Project plan K5", "Project plan K6"]
    assert fact.seen_in("percent")[0].place() == "Capacity C2"


def test_no_days_agreed_gives_no_percentage() -> None:
    fact = owner_fact(plan(work(), capacity=(capacity(days="0"),)))
    assert fact.values["agreed"] == 0
    assert "percent" not in fact.values
    assert fact.values["over"] == fact.values["days"]


def test_days_that_were_never_agreed_are_told_from_none() -> None:
    for of in (plan(work()), plan(work(), capacity=(capacity(days=None),))):
        fact = owner_fact(of)
        assert fact.values["agreed_given"] is False
        assert "agreed" not in fact.values


def test_a_share_is_of_the_open_actions() -> None:
    others = [action(f"2.{n}", owner=owner(OwnerKind.MISSING)) for n in range(4)]
    done = action("3.1", status=Status.COMPLETED)
    fact = owner_fact(plan(action("1.1"), done, *others))
    assert (fact.values["open_actions"], fact.values["share"]) == (1, 20)


def test_a_post_vacant_from_next_month_is_not_vacant() -> None:
    vacant = capacity(vacant=True, vacant_since=when("2026-11-01"))
    assert not is_vacant(vacant, AS_OF)
    assert is_vacant(capacity(vacant=True, vacant_since=when("2026-10-31")), AS_OF)
    assert is_vacant(capacity(vacant=True), AS_OF)


@pytest.mark.parametrize(
    ("effort", "agreed", "found"),
    [
        ("4.9", "2", []),  # nearly two and a half times what was agreed, and less than three days
        ("5", "2", ["RES-08"]),
        ("22", "20", []),  # within a tenth
        ("23", "20", ["RES-08"]),
        ("2.9", "0", []),
        ("3", "0", ["RES-16"]),
    ],
)
def test_a_small_plan_is_not_accused_of_a_day_or_two(
    effort: str, agreed: str, found: list[str]
) -> None:
    wanted = work(effort=effort, start=when("2027-01-01"), due=when("2027-03-31"))
    of = plan(wanted, capacity=(capacity(days=agreed),))
    assert codes(of, "Head of Housing") == found
