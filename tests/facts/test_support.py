"""What an officer needs, and for how long it has been asked for."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.assess.build import action, plan

from assure.facts.actions import action_facts
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Status

OCTOBER = dt.date(2026, 10, 31)  # quarter 6 can be told of


def values(item: Action, of: Plan | None = None, as_of: dt.date = OCTOBER) -> dict[str, object]:
    (fact,) = action_facts((of or plan()).model_copy(update={"actions": (item,)}), as_of)
    return {name: value for name, value in fact.values.items() if name.startswith("support_")}


def needing(words: str, **fields: object) -> Action:
    return action(other={"Support needed": words}, **fields)


@pytest.mark.parametrize(("told_in", "quarters"), [("Q6", 0), ("Q5", 1), ("Q2", 4)])
def test_it_is_counted_from_the_quarter_that_told_it(told_in: str, quarters: int) -> None:
    assert values(needing(f"{told_in}: A decision\non the lease")) == {
        "support_needed": "A decision\non the lease",
        "support_quarters": quarters,
    }


def test_words_of_another_hand_have_no_quarter() -> None:
    assert values(needing("A decision on the lease")) == {
        "support_needed": "A decision on the lease"
    }


def test_nothing_is_said_of_what_is_closed_or_not_needed() -> None:
    assert values(needing("Q2: A decision", status=Status.COMPLETED)) == {}
    assert values(needing("None")) == {}
    assert values(action()) == {}


def test_a_plan_that_has_rolled_on_is_not_said_to_have_waited_longer_than_it_did() -> None:
    rolled = plan(period_start=dt.date(2026, 4, 1), period_end=dt.date(2029, 3, 31))
    assert "support_quarters" not in values(needing("Q5: A decision"), rolled)
