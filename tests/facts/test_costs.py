"""What work costs, against its forecast, its lines of money and works of its kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.assess.build import AS_OF, action, when

from assure.facts.actions import action_facts
from assure.facts.projects import project_facts
from assure.model.actions import Action
from assure.model.plan import Column, Plan
from assure.model.registers import Assumption, Project, Resource
from assure.model.values import Money
from assure.words.money import parse_money


def values(*actions: Action, **fields: Any) -> dict[str, Any]:
    plan = Plan(key="p", title="P", actions=actions, **fields)
    return action_facts(plan, AS_OF)[0].values


def costs(text: str = "£100,000", **fields: Any) -> Action:
    return action(cost=parse_money(text), **fields)


# --- Against what is now expected -----------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["Forecast cost", "Spend to date", "Actual spend", "Projected outturn", "Outturn"]
)
def test_a_column_of_what_it_now_costs(heading: str) -> None:
    told = values(costs(other={heading: "£120,000"}))
    assert (told["cost"], told["cost_now"]) == (Decimal(100_000), Decimal(120_000))
    assert (told["over_cost"], told["cost_now_heading"]) == (20, heading)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Spend to date", "£80,000"),  # below what it was to cost
        ("Forecast cost (£000)", "120"),
        ("Forecast cost", "120,000,000"),  # other units, surely
        ("Forecast cost", "to be confirmed"),
        ("Forecast", "£120,000"),  # of what?
        ("Cost code", "120000"),
        ("Forecast cost and whatever else may be said of it " * 2, "£120,000"),  # a sentence
    ],
)
def test_what_is_no_more_or_is_no_cost_is_left_alone(heading: str, words: str) -> None:
    assert "over_cost" not in values(costs(other={heading: words}))


# --- Against its lines of money -------------------------------------------------------------


def line(amount: str, *actions: str, kind: str = "Money") -> Resource:
    return Resource(
        key=amount, ref="R", actions=actions or ("1.1",), kind=kind, amount=parse_money(amount)
    )


def test_lines_of_money_are_held_against_the_cost() -> None:
    told = values(costs("£20,000"), resources=(line("£9,000"), line("£5,000")))
    assert (told["money_lines"], told["money_apart"]) == (Decimal(14_000), 30)


@pytest.mark.parametrize(
    "lines",
    [
        (line("£9,000"), line("£10,000", "1.1", "1.2")),  # shared with another
        (line("£9,000"), line("to be found")),
        (line("2 FTE", kind="People"),),
        (),
    ],
)
def test_lines_that_do_not_tell_all_of_it_are_not_added_up(lines: tuple[Resource, ...]) -> None:
    assert "money_apart" not in values(costs("£20,000"), action("1.2"), resources=lines)


# --- Against works of its kind --------------------------------------------------------------


def test_works_of_a_kind_carry_the_range_of_that_kind() -> None:
    told = values(costs("£250,000", title="Build a new village hall"))
    assert told["works_kind"] == "standard_building"
    assert (told["dearer_least"], told["dearer_most"]) == (2, 24)
    assert (told["longer_least"], told["longer_most"]) == (1, 4)
    assert told["allowance_told"] is False


@pytest.mark.parametrize(
    "fields",
    [
        {"columns": (Column(sheet=None, letter="H", heading="Contingency", field=None),)},
        {"assumptions": (Assumption(key="a", ref="A", text="A risk allowance of 10% is held"),)},
        {"resources": (line("£25,000").model_copy(update={"what": "Contingency"}),)},
    ],
)
def test_an_allowance_told_anywhere_in_the_plan_counts(fields: dict[str, Any]) -> None:
    hall = costs("£250,000", title="Build a new village hall")
    assert values(hall, **fields)["allowance_told"] is True


def test_an_allowance_told_with_the_cost_counts() -> None:
    hall = costs("£250,000 incl. contingency", title="Build a new village hall")
    assert values(hall)["allowance_told"] is True


@pytest.mark.parametrize("words", ["0", "£0", "nil", "None", "0%"])
def test_a_column_for_contingency_may_hold_nothing(words: str) -> None:
    assert values(costs(other={"Contingency": words}))["allowance_none"] == f"Contingency: {words}"


@pytest.mark.parametrize("words", ["£10,000", "10%", "n/a", "-", "Held by the board"])
def test_or_something_or_no_answer(words: str) -> None:
    assert "allowance_none" not in values(costs(other={"Contingency": words}))


# --- Projects -------------------------------------------------------------------------------


def project(**fields: Any) -> Project:
    given: dict[str, Any] = {"key": "P1", "ref": "P1", "title": "New depot"}
    return Project(**(given | fields))


def of_project(of: Project, *actions: Action) -> dict[str, Any]:
    plan = Plan(key="p", title="P", actions=actions, projects=(of,))
    return next(iter(project_facts(plan, AS_OF))).values


def test_a_project_has_its_kind_its_cost_and_its_length() -> None:
    told = of_project(
        project(cost=parse_money("£1.2m"), start=when("2026-01-01"), end=when("2026-12-31"))
    )
    assert (told["cost"], told["span_days"]) == (Decimal(1_200_000), 364)
    assert (told["works_called"], told["allowance_told"]) == ("an ordinary building", False)


def test_the_actions_of_a_project_are_added_up_when_each_has_a_cost() -> None:
    both = project(actions=("1.1", "1.2"), cost=Money(pounds=Decimal(500_000)))
    priced = (costs("£300,000"), costs("£320,000", ref="1.2"))
    assert of_project(both, *priced)["actions_cost"] == Decimal(620_000)
    assert "actions_cost" not in of_project(both, priced[0], action("1.2"))
