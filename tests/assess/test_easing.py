"""What would ease the quarter that asks for most beyond the days agreed: only what the plan shows.

The day is 31 October 2026. Work of January to March has 30 days to give; 20 are agreed.
"""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal
from typing import Any

import pytest
from tests.assess.build import AS_OF, action, capacity, dependency, plan, post, when
from tests.recount.test_easing import crowded

from assure.assess.easing import LEAST, MOST_STEPS, easing
from assure.assess.timeline import timeline
from assure.facts.load import OwnerLoad, loads
from assure.facts.quarters import quarter_of
from assure.model.actions import Action
from assure.model.easing import Easing, EasingKind
from assure.model.plan import Plan
from assure.model.registers import Dependency
from assure.model.values import Owner, OwnerKind, Status, When

WINTER = quarter_of(dt.date(2027, 1, 1))
SPRING = WINTER.next()


def eased(of: Plan, as_of: dt.date = AS_OF) -> Easing:
    return easing(of, loads(of, as_of), timeline(of, as_of), as_of)


def work(ref: str = "1.1", days: str = "30", **fields: Any) -> Action:
    own: dict[str, Any] = {"start": when("2027-01-01"), "effort_days": Decimal(days)}
    return action(ref, **(own | fields))


def helped(by: str) -> Owner:
    return Owner(kind=OwnerKind.POST, names=("Head of Housing",), support=(by,))


def one_post(*actions: Action, **fields: Any) -> Plan:
    return plan(*actions, capacity=(capacity(),), **fields)


def told(of: Plan) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Each step: its kind, its actions, days eased, days left."""
    steps = eased(of).steps
    return [(step.kind, step.actions, str(step.days), str(step.left)) for step in steps]


def test_where_nobody_is_asked_for_more_than_agreed_there_is_nothing_to_ease() -> None:
    assert eased(one_post(work(days="20"))) == Easing()


def test_an_action_on_whose_end_nothing_hangs_may_end_a_quarter_later() -> None:
    found = eased(one_post(work()))
    assert (found.label, found.following) == ("Jan to Mar 2027", "Apr to Jun 2027")
    assert (found.beyond, found.left) == (10, 0)
    (step,) = found.steps
    assert (step.kind, step.actions, step.days, step.left) == (EasingKind.LATER, ("1.1",), 10, 0)


HOLDS: dict[str, dict[str, Any]] = {
    "a milestone in the quarter": {"milestones": "Lease signed by 15 February 2027"},
    "a milestone without a day": {"milestones": "Lease signed"},
    "a statute": {"statutory": True},
    "a contract": {"contract": True},
    "a date that has moved before": {
        "due": when("2026-12-31"),
        "revised": (when("2027-03-31"),),
    },
}


@pytest.mark.parametrize("fields", HOLDS.values(), ids=HOLDS)
def test_an_end_is_held_by(fields: dict[str, Any]) -> None:
    found = eased(one_post(work(**fields)))
    assert (found.beyond > 0, found.steps, found.left) == (True, (), found.beyond)


def test_a_milestone_before_the_quarter_holds_no_end() -> None:
    assert told(one_post(work(milestones="Lease signed by June 2026")))


def test_an_end_is_held_by_what_waits_for_it() -> None:
    waits: tuple[Dependency, ...] = (dependency(action="1.2", on="1.1"),)
    other = action("1.2", owner=post("Head of Planning"))
    assert not told(one_post(work(), other, dependencies=waits))


def test_no_action_ends_after_the_plan() -> None:
    assert not told(one_post(work(), period_end=dt.date(2027, 3, 31)))


def test_nothing_moves_into_a_quarter_without_room() -> None:
    spring = work("1.2", "18", start=when("2027-04-01"), due=when("2027-06-30"))
    assert not told(one_post(work(), spring))


def test_late_work_and_work_without_a_date_stay_where_they_are() -> None:
    late = work(due=when("2026-09-30"), start=when("2026-04-01"))
    assert eased(one_post(late, work("1.2", due=When()))).label == "Oct to Dec 2026"
    assert not told(one_post(late, work("1.2", due=When())))


def test_two_actions_of_one_reference_are_part_of_no_step() -> None:
    assert not told(one_post(work(), work()))


def test_whoever_supports_an_action_may_take_days_that_it_has_to_spare() -> None:
    of = plan(
        work(statutory=True, owner=helped("schools, Team Leader, Falls Service")),
        capacity=(capacity(), capacity("Team Leader, Falls Service", "6")),
    )
    (step,) = eased(of).steps
    assert (step.kind, step.name, step.helper) == (
        EasingKind.SHARE,
        "Head of Housing",
        "Team Leader, Falls Service",
    )
    assert (step.actions, step.days, step.left) == (("1.1",), 6, 4)


@pytest.mark.parametrize(
    "helper",
    [
        capacity("Advice Lead", "6", vacant=True),
        capacity("Advice Lead", None),
        capacity("Advice Lead", "0.9"),
        capacity("Advice", "6"),  # part of a name is another name
    ],
    ids=["vacant", "nothing agreed", "less than a day", "another"],
)
def test_nobody_helps_who_has_no_days_to_spare(helper: Any) -> None:
    of = plan(work(statutory=True, owner=helped("Advice Lead")), capacity=(capacity(), helper))
    assert not told(of)


def test_the_step_that_eases_most_comes_first_and_each_is_told_with_what_it_leaves() -> None:
    of = plan(
        work(days="14"),
        work("1.2", "60", statutory=True, owner=helped("Advice Lead; Forum")),
        capacity=(capacity(), capacity("Forum", "9"), capacity("Advice Lead", "12")),
    )
    assert told(of) == [
        ("share", ("1.2",), "12.0", "42.0"),
        ("later", ("1.1",), "7.0", "35.0"),
    ]


def test_an_action_is_part_of_one_step_only() -> None:
    of = plan(
        work(days="70", owner=helped("Advice Lead, Forum")),
        capacity=(capacity(), capacity("Advice Lead", "30"), capacity("Forum", "30")),
    )
    assert [step.actions for step in eased(of).steps] == [("1.1",)]


def test_closed_work_asks_for_nothing() -> None:
    assert eased(one_post(work(status=Status.COMPLETED))) == Easing()


# --- What holds of every plan ------------------------------------------------------------------


def carried_out(of: Plan, found: Easing) -> Plan:
    """The plan with its later ends written into it."""
    later = {ref for one in found.steps if one.kind is EasingKind.LATER for ref in one.actions}
    end = when(SPRING.end.isoformat())
    actions = (a.model_copy(update={"due": end}) if a.ref in later else a for a in of.actions)
    return of.model_copy(update={"actions": tuple(actions)})


def beyond(of: tuple[OwnerLoad, ...]) -> dict[tuple[str, dt.date], Decimal]:
    return {
        (load.name, quarter.start): load.days(quarter) - load.agreed
        for load in of
        if load.agreed is not None
        for quarter in load.shares
    }


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_changed_as_the_steps_say_asks_nobody_for_more_than_before(seed: int) -> None:
    of = crowded(seed)
    found = eased(of)
    assert len(found.steps) <= MOST_STEPS
    assert all(step.days >= LEAST for step in found.steps)
    assert found.beyond - sum(step.days for step in found.steps) == found.left >= 0
    if found.start != WINTER.start:
        return
    then = beyond(loads(carried_out(of, found), AS_OF))
    now = beyond(loads(of, AS_OF))
    assert all(days <= max(now.get(place, Decimal(0)), 0) for place, days in then.items())
    passed = sum(step.days for step in found.steps if step.kind is EasingKind.SHARE)
    left = sum(max(days, 0) for (_, start), days in then.items() if start == WINTER.start)
    assert left - passed == found.left


def test_thousands_of_actions_take_a_moment() -> None:
    many = [work(f"1.{n}", "1", owner=helped("Forum")) for n in range(4000)]
    of = plan(*many, capacity=(capacity(days="50"), capacity("Forum", "100")))
    own, when_ = loads(of, AS_OF), timeline(of, AS_OF)
    began = time.process_time()
    found = easing(of, own, when_, AS_OF)
    assert time.process_time() - began < 2
    assert found.steps
