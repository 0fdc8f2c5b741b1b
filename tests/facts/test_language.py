"""How a plan as a whole is worded."""

from __future__ import annotations

from typing import Any

import pytest
from tests.assess.build import AS_OF, action, outcome, when

from assure.facts.plan import plan_fact
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Status, When
from assure.words.calendar import PlanCalendar
from assure.words.dates import read_when


def values(*actions: Action, **fields: Any) -> dict[str, Any]:
    return plan_fact(Plan(key="p", title="P", actions=actions, **fields), AS_OF).values


# --- Short forms ----------------------------------------------------------------------------


def test_short_forms_that_nothing_spells_out() -> None:
    told = values(action(title="Refer to MARAC"), action("1.2", title="Pay each DFG in ten weeks"))
    assert (told["short_forms"], told["short_forms_named"]) == (2, "MARAC and DFG")


def test_they_may_be_spelled_out_anywhere_in_the_plan() -> None:
    served = outcome(story="Disabled facilities grants were slow.")
    told = values(action(title="Pay each DFG in ten weeks"), outcomes=(served,))
    assert told["short_forms"] == 0


def test_finished_work_is_left_alone_and_a_long_list_is_cut() -> None:
    done = action(title="Refer to MARAC", status=Status.COMPLETED)
    forms = ("BAAB", "CAAC", "DAAD", "FAAF", "GAAG", "HAAH", "KAAK")
    told = values(done, *(action(f"2.{n}", title=f"Join {f}") for n, f in enumerate(forms)))
    assert told["short_forms"] == 7
    assert told["short_forms_named"] == "BAAB, CAAC, DAAD, FAAF, GAAG, HAAH and others"


# --- Papers ---------------------------------------------------------------------------------


def test_papers_in_place_of_work_are_counted_among_open_actions() -> None:
    told = values(
        action("1", title="Develop a strategy for parks"),
        action("2", title="Review the use of halls"),
        action("3", title="Open three hubs"),
        action("4", title="Write a plan for trees", status=Status.COMPLETED),
    )
    assert (told["papers"], told["papers_share"]) == (2, 66)


# --- Quarters -------------------------------------------------------------------------------


def due(text: str) -> When:
    return read_when(text, PlanCalendar()).when


def test_quarters_of_which_it_is_not_said_what_year_they_are_of() -> None:
    quarters = (action("1", due=due("Q2 2027")), action("2", due=due("Q4 2026")))
    told = values(*quarters, quarter_said=False)
    assert (told["quarters_unsaid"], told["quarter_example"]) == (2, "Q2 2027")
    assert values(*quarters, quarter_said=True)["quarters_unsaid"] == 0


@pytest.mark.parametrize("other", ["Q3 2026/27", "Q1 2027-28"])
def test_one_date_that_shows_the_year_speaks_for_all(other: str) -> None:
    quarters = (action("1", due=due("Q2 2027")), action("2", due=due(other)))
    assert values(*quarters, quarter_said=False)["quarters_unsaid"] == 0


@pytest.mark.parametrize("text", ["financial Q2 2027", "March 2027", "Q7", "30/06/2027"])
def test_other_dates_leave_nothing_open(text: str) -> None:
    assert values(action(due=due(text)), quarter_said=False)["quarters_unsaid"] == 0


def test_finished_work_is_not_asked_about() -> None:
    done = action(due=due("Q2 2026"), status=Status.COMPLETED)
    assert (
        values(done, action("2", due=when("2027-03-31")), quarter_said=False)["quarters_unsaid"]
        == 0
    )
