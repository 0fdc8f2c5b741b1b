"""What bears on an outcome is found by who names it."""

from __future__ import annotations

from assure.facts.bearing import by_outcome
from assure.model.actions import Action


def action(ref: str, *outcomes: str) -> Action:
    return Action(key=ref, ref=ref, title=f"Action {ref}", outcomes=outcomes)


def test_each_outcome_has_what_bears_on_it_in_the_order_of_the_plan():
    first, second, third = action("1", "A", "B"), action("2"), action("3", "B")
    bearing = by_outcome([first, second, third])
    assert bearing["A"] == [first]
    assert bearing["B"] == [first, third]


def test_an_outcome_named_twice_counts_the_action_once():
    assert len(by_outcome([action("1", "A", "A")])["A"]) == 1


def test_nothing_bears_on_an_outcome_that_nobody_names():
    assert by_outcome([action("1", "A")])["Z"] == []
