"""Which actions say nearly the same, and which only look alike."""

from __future__ import annotations

from typing import Any

import pytest
from tests.assess.build import action, cell, plan, post, when

from assure.facts.alike import repeats
from assure.model.actions import Action
from assure.model.values import Status

TITLE = "Train front-line staff to spot signs of abuse"


def said(second: str = TITLE, first: str = TITLE, **fields: Any) -> bool:
    """Whether action 1.2 is taken for the same as action 1.1, which says ``first``."""
    found = repeats(plan(action("1.1", title=first), action("1.2", title=second, **fields)))
    assert set(found.values()) <= {"1.1"}
    return bool(found)


@pytest.mark.parametrize(
    "second",
    [
        TITLE,
        "Train all front-line staff to spot the signs of abuse.",
        "TRAIN front-line staff to spot sign of abuse",
        "Train front line staff to spot signs of abuse",
        "Train front-line staf to spot signs of abuse",
        "Spot signs of abuse: train front-line staff",
    ],
)
def test_an_ending_an_order_or_a_slip_makes_no_other_action(second: str) -> None:
    assert said(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Open a youth hub in Northtown by summer", "Open a youth hub in Norttown by summer"),
        ("Publish the housing needs report for 2026", "Publish the housing needs report for 2027"),
        ("Train staff in primary schools this year", "Train staff in secondary schools this year"),
        ("Inspect licensed houses in shared use", "Inspect unlicensed houses in shared use"),
        (
            "Start formal talks with landlords on rents",
            "Start informal talks with landlords on rents",
        ),
        ("Review the plan", "Review the plan"),
    ],
)
def test_a_name_a_figure_or_another_word_makes_another_action(first: str, second: str) -> None:
    assert not said(second, first)


@pytest.mark.parametrize(
    "fields",
    [
        {"owner": post("Head of Health")},
        {"due": when("2027-06-30")},
        {"section": "Southtown"},
        {"milestones": "Second course in May"},
        {"measure": "40 staff of the hospital trained"},
        {"how": "In the surgeries"},
        {"status": Status.COMPLETED},
    ],
)
def test_what_tells_the_two_apart(fields: dict[str, Any]) -> None:
    assert not said(**fields)


def test_one_cell_over_several_rows_is_said_once() -> None:
    def row(ref: str, place: str) -> Action:
        return action(ref, title=TITLE, seen={"title": cell(place)})

    assert repeats(plan(row("1.1", "B4"), row("1.2", "B4"))) == {}
    later = row("1.3", "B5")
    assert repeats(plan(row("1.1", "B4"), later)) == {later.key: "1.1"}


def test_each_later_one_points_at_the_first() -> None:
    found = repeats(plan(*(action(ref, title=TITLE) for ref in ("1.1", "1.2", "1.3"))))
    assert list(found.values()) == ["1.1", "1.1"]
