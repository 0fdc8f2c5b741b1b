"""What an action's own words promise, how much is told as done, and what it waits for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import AS_OF, action, note, when

from assure.facts.actions import action_facts
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.registers import Dependency
from assure.model.values import Status


def values(*actions: Action, **fields: Any) -> dict[str, Any]:
    """The facts of the first of ``actions``."""
    plan = Plan(key="p", title="P", actions=actions, **fields)
    return action_facts(plan, AS_OF)[0].values


# --- What is promised -----------------------------------------------------------------------


def test_pieces_of_work_are_counted_for_open_actions_alone() -> None:
    title = "Write the policy, train all wardens and publish a guide"
    assert values(action(title=title))["works"] == 3
    assert "works" not in values(action(title=title, status=Status.COMPLETED))


@pytest.mark.parametrize(
    ("measure", "repeats"),
    [
        ("Guide to benefits for carers published", True),
        ("Guide to benefits for carers published, 400 copies taken", False),  # a figure
        ("Guide published", False),  # too short to tell
        ("Carers know which benefits are theirs to claim", False),
        ("", False),
    ],
)
def test_a_measure_may_say_again_what_the_action_says(measure: str, repeats: bool) -> None:
    of = action(title="Publish a guide to benefits for carers", measure=measure)
    assert values(of)["measure_repeats"] is repeats


# --- How much of it is done -----------------------------------------------------------------


def test_a_count_is_held_against_the_time_that_has_gone() -> None:
    of = action(
        title="Insulate 90 homes",
        start=when("2026-01-01"),
        due=when("2026-12-31"),
        notes=(note("38 of 90 homes done"),),
    )
    told = values(of)
    assert (told["done"], told["promised"], told["done_percent"]) == (38, 90, 42)
    assert told["points_behind_count"] == told["elapsed"] - 42 == 83 - 42


def test_a_percentage_that_is_reported_speaks_for_itself() -> None:
    of = action(title="Insulate 90 homes", percent=60, notes=(note("38 of 90 homes done"),))
    told = values(of)
    assert told["done_percent"] == 42
    assert "points_behind_count" not in told


def test_a_completed_action_still_tells_its_count() -> None:
    of = action(measure="90 homes", status=Status.COMPLETED, status_text="Completed, 61 of 90")
    assert values(of)["done_percent"] == 67


# --- What it waits for ----------------------------------------------------------------------

LATER = action("1.2", due=when("2027-06-30"))


@pytest.mark.parametrize(
    "words",
    [
        "Once 1.2 is adopted, train all wardens",
        "Train all wardens after completion of action 1.2",
        "Train wardens; depends on 1.2",
        "Train wardens (cannot start until 1.2 is agreed)",
    ],
)
def test_words_make_an_action_wait_for_another(words: str) -> None:
    told = values(action(title=words), LATER)
    assert told["waits_for"] == "1.2"
    assert told["waits_until"] == dt.date(2027, 6, 30)


def test_a_note_makes_it_wait_too() -> None:
    assert values(action(notes=(note("Awaiting action 1.2"),)), LATER)["waits_for"] == "1.2"


@pytest.mark.parametrize(
    "words",
    [
        "Open the hub after 1.2 million has been raised",
        "Open the hub after 3 months",
        "Open the hub on 1.2",
        "Open the hub, see also 1.2",
        "Open the hub once 1.3 is done",  # no such action
        "Open the hub once 1.1 is done",  # itself
    ],
)
def test_other_figures_are_no_action(words: str) -> None:
    assert "waits_for" not in values(action(title=words), LATER)


def test_a_bare_number_is_an_action_only_when_it_is_called_one() -> None:
    third = action("3", due=when("2027-06-30"))
    assert values(action(title="Train wardens once action 3 is done"), third)["waits_for"] == "3"
    assert "waits_for" not in values(action(title="Train wardens after 3 schools agree"), third)


def test_what_is_done_or_listed_as_a_dependency_is_left_out() -> None:
    words = action(title="Train wardens once 1.2 is adopted")
    done = action("1.2", due=when("2027-06-30"), status=Status.COMPLETED)
    assert "waits_for" not in values(words, done)
    listed = Dependency(key="D1", ref="D1", action="1.1", on="1.2")
    assert "waits_for" not in values(words, LATER, dependencies=(listed,))


def test_of_several_the_one_due_last_is_told() -> None:
    words = action(title="Train wardens once 1.2 is adopted", how="After action 1.3")
    last = action("1.3", due=when("2027-09-30"))
    told = values(words, LATER, last)
    assert told["waits_for"] == "1.3"
