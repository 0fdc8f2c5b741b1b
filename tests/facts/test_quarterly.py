"""Which quarter is due, which actions it asks about, and whom."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.assess.build import action, owner, plan, post, when

from assure.facts.quarterly import (
    asked_by,
    asked_of,
    begins_later,
    is_asked,
    quarter_due,
    quarter_in,
    quarters_of,
)
from assure.model.actions import Action
from assure.model.registers import Capacity
from assure.model.values import Owner, OwnerKind, Status

Q6 = quarter_in(plan(), 6)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2025-04-02", None),
        ("2025-06-01", 1),  # a month before the quarter ends its report may be written
        ("2026-08-30", 5),
        ("2026-08-31", 6),
        ("2026-10-20", 6),
        ("2032-01-01", 12),
    ],
)
def test_the_newest_quarter_that_can_be_told_of_is_due(today: str, due: int | None) -> None:
    assert quarter_due(plan(), dt.date.fromisoformat(today)) == due


def test_a_plan_that_does_not_say_when_it_starts_has_quarters_without_months() -> None:
    timeless = plan(period_start=None, period_end=None)
    assert quarter_due(timeless, dt.date(2026, 10, 5)) is None
    assert quarter_in(timeless, 6) is None
    assert quarters_of(timeless) == 12


def test_a_plan_of_one_year_has_four_quarters() -> None:
    assert quarters_of(plan(period_end=dt.date(2026, 3, 31))) == 4


def test_open_actions_are_asked_about_and_those_completed_lately_or_without_evidence() -> None:
    done = action(status=Status.COMPLETED, evidence="Report")
    assert is_asked(action(), plan(), Q6)
    assert not is_asked(done, plan(), Q6)
    assert is_asked(done.model_copy(update={"told": dt.date(2026, 9, 1)}), plan(), Q6)
    assert is_asked(done.model_copy(update={"evidence": ""}), plan(), Q6)
    assert not is_asked(
        done.model_copy(update={"evidence": ""}), plan(fields_present=frozenset()), Q6
    )
    assert not is_asked(action(status=Status.CANCELLED), plan(), Q6)


def test_work_that_is_still_to_begin_has_nothing_to_tell() -> None:
    ahead = action(start=when("2027-01-01"), status=Status.NOT_STARTED)
    assert begins_later(ahead, Q6)
    assert not begins_later(ahead, quarter_in(plan(), 8))
    assert not begins_later(action(start=when("2027-01-01")), Q6)  # it is in progress


@pytest.mark.parametrize(
    ("who", "name"),
    [
        (post(), "Head of Housing"),
        (owner(OwnerKind.SEVERAL, "Head of Data", "Head of Housing"), "Head of Data"),
        (owner(OwnerKind.COLLECTIVE, "Skills Board"), "Skills Board"),
        (owner(OwnerKind.PLACEHOLDER, "TBC"), ""),
        (Owner(), ""),
    ],
)
def test_the_first_named_is_asked(who: Owner, name: str) -> None:
    assert asked_of(action(owner=who)) == name


def groups(*actions: Action, by: str) -> list[tuple[str, list[str]]]:
    team = Capacity(key="t", name="Hubs team", kind="team")
    found = asked_by(plan(*actions, capacity=(team,)), actions, by)
    return [(one.name, [a.ref for a in one.actions]) for one in found]


def test_actions_are_parted_by_owner_team_or_outcome() -> None:
    helped = post().model_copy(update={"support": ("hubs team",)})
    actions = (
        action("1", owner=helped),
        action("2", owner=Owner(), outcomes=()),
        action("3", owner=owner(OwnerKind.COLLECTIVE, "Skills Board")),
        action("4", owner=post("head of  housing")),
    )
    assert groups(*actions, by="owner") == [
        ("Head of Housing", ["1", "4"]),
        ("Skills Board", ["3"]),
        ("", ["2"]),
    ]
    assert groups(*actions, by="team") == [
        ("Hubs team", ["1"]),
        ("Skills Board", ["3"]),
        ("", ["2", "4"]),
    ]
    assert groups(*actions, by="outcome") == [("Outcome 1", ["1", "3", "4"]), ("", ["2"])]
    assert groups(*actions, by="none") == [("", ["1", "2", "3", "4"])]
