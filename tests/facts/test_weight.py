"""How much hangs on an action, as columns that no field takes say."""

from __future__ import annotations

from typing import Any

import pytest
from tests.assess.build import AS_OF, action, codes, plan, when

from assure.facts.actions import action_facts
from assure.facts.plan import plan_fact
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Status


def values(of: Action) -> dict[str, Any]:
    return action_facts(Plan(key="p", title="P", actions=(of,)), AS_OF)[0].values


@pytest.mark.parametrize(
    ("heading", "words", "level"),
    [
        ("Priority", "High", "high"),
        ("Priority (H/M/L)", "M", "medium"),
        ("Action priority", "Low", "low"),
        ("Importance", "Critical", "high"),
    ],
)
def test_the_importance_of_an_action(heading: str, words: str, level: str) -> None:
    assert values(action(other={heading: words}))["importance"] == level


def test_the_risk_that_the_plan_gives_it() -> None:
    assert values(action(other={"Risk rating": "High (16)"}))["risk_rating"] == "high"


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Priority", "1"),  # the first or the least?
        ("Priority", "Safer streets"),
        ("Priority theme", "High streets"),
        ("Risk", "The grant may be cut"),
        ("Risk owner", "High Sheriff"),
    ],
)
def test_other_words_and_columns_rate_nothing(heading: str, words: str) -> None:
    told = values(action(other={heading: words}))
    assert "importance" not in told
    assert "risk_rating" not in told


def test_the_share_of_open_actions_rated_high() -> None:
    high, low = {"Priority": "High"}, {"Priority": "Low"}
    told = plan_fact(
        Plan(
            key="p",
            title="P",
            actions=(
                action("1", other=high),
                action("2", other=high),
                action("3", other=low),
                action("4", other=high, status=Status.COMPLETED),
                action("5"),
            ),
        ),
        AS_OF,
    ).values
    assert (told["rated_important"], told["high_importance_share"]) == (3, 66)


def test_what_is_rated_high_and_a_little_late_is_told_once_and_as_high() -> None:
    late = action(due=when("2026-10-19"), other={"Priority": "High"})
    assert "TIM-33" in codes(plan(late), "1.1")
    assert "TIM-06" not in codes(plan(late), "1.1")
