"""Who carries several outcomes, what serves two of them, and what waits across."""

from __future__ import annotations

from decimal import Decimal

from tests.assess.build import (
    action,
    capacity,
    dependency,
    judged,
    outcome,
    plan,
    post,
    when,
)

from assure.model.links import SystemsMap, TieKind
from assure.model.plan import Plan
from assure.model.registers import Partner
from assure.model.values import Owner, OwnerKind, Status

TWO = (outcome("1"), outcome("2", title="Streets are safe"))


def systems(of: Plan) -> SystemsMap:
    return judged(of).measures.systems


def ties(of: Plan, kind: TieKind) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(tie.start, tie.end, tie.refs) for tie in systems(of).ties if tie.kind is kind]


def test_a_post_with_open_actions_for_two_outcomes_carries_both() -> None:
    of = plan(
        action("1.1"),
        action("1.2"),
        action("2.1", outcomes=("2",)),
        action("2.2", outcomes=("2",), owner=post("Head of Planning")),
        outcomes=TWO,
    )
    (carrier,) = systems(of).carriers
    assert (carrier.name, carrier.actions, carrier.outcomes) == (
        "Head of Housing",
        ("1.1", "1.2", "2.1"),
        ("1", "2"),
    )
    assert ties(of, TieKind.CARRIES) == [
        ("Head of Housing", "1", ("1.1", "1.2")),
        ("Head of Housing", "2", ("2.1",)),
    ]


def test_what_is_closed_ties_nobody() -> None:
    of = plan(action("1.1"), action("2.1", outcomes=("2",), status=Status.COMPLETED), outcomes=TWO)
    assert systems(of).carriers == ()


def test_a_post_asked_for_more_days_than_it_agreed_is_told() -> None:
    busy = {"effort_days": Decimal(90), "start": when("2027-01-01")}
    of = plan(
        action("1.1", **busy),
        action("2.1", outcomes=("2",), **busy),
        action("2.2", outcomes=("1", "2"), owner=post("Clerk")),
        outcomes=TWO,
        capacity=(capacity(days="20"), capacity("Clerk", days="20")),
    )
    assert {carrier.name: carrier.over for carrier in systems(of).carriers} == {
        "Head of Housing": True,
        "Clerk": False,
    }


def test_a_partner_carries_what_it_supports_and_is_told_once_where_it_owns_as_well() -> None:
    college = Owner(kind=OwnerKind.POST, names=("Clerk",), support=("Anycity College, police",))
    trust = Owner(kind=OwnerKind.ORGANISATION, names=("Housing Trust",))
    of = plan(
        action("1.1", owner=college),
        action("2.1", outcomes=("2",), owner=college),
        action("1.2", owner=trust),
        action("2.2", outcomes=("2",), owner=trust),
        outcomes=TWO,
        partners=(
            Partner(key="p1", ref="P1", name="Anycity College"),
            Partner(key="p2", ref="P2", name="Housing Trust"),
        ),
    )
    found = {(carrier.name, carrier.kind): carrier.actions for carrier in systems(of).carriers}
    assert found == {
        ("Clerk", "post"): ("1.1", "2.1"),
        ("Anycity College", "partner"): ("1.1", "2.1"),
        ("Housing Trust", "partner"): ("1.2", "2.2"),
    }


def test_an_action_that_serves_two_outcomes_ties_them() -> None:
    of = plan(action("1.1", outcomes=("2", "1")), action("1.2"), outcomes=TWO)
    assert ties(of, TieKind.SHARES) == [("1", "2", ("1.1",))]


def test_outcomes_wait_for_each_other_only_across() -> None:
    of = plan(
        action("1.1"),
        action("1.2"),
        action("2.1", outcomes=("2",), due=when("2027-09-30")),
        action("2.2", outcomes=("1", "2")),
        outcomes=TWO,
        dependencies=(
            dependency("D1", action="1.1", on="2.1"),
            dependency("D2", action="1.1", on="1.2"),  # within the outcome
            dependency("D3", action="1.2", on="2.2"),  # shared work is their own as well
        ),
    )
    (tie,) = [tie for tie in systems(of).ties if tie.kind is TieKind.WAITS]
    assert (tie.start, tie.end, tie.refs, tie.broken) == ("1", "2", ("1.1",), 1)


def test_a_plan_of_one_outcome_has_no_ties() -> None:
    assert systems(plan(action("1.1"))).ties == ()
