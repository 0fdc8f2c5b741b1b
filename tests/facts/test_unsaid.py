"""What a report leaves unsaid, and how far its figure has come."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import AS_OF, action, note

from assure.facts.actions import action_facts
from assure.model.plan import Action, Plan, Status


def values(*actions: Action, present: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The facts of the first of ``actions``."""
    plan = Plan(key="p", title="P", actions=actions, fields_present=present)
    return action_facts(plan, AS_OF)[0].values


@pytest.mark.parametrize(
    ("told", "nothing"),
    [
        ("As last quarter.", True),
        ("No change since last update", True),
        ("No progress this quarter", True),
        ("No change to the design was needed", False),
        ("As last quarter, and two more sites opened", False),
    ],
)
def test_a_note_may_say_that_there_is_nothing_new(told: str, nothing: bool) -> None:
    assert values(action(notes=(note(told),)))["nothing_new"] is nothing


def test_a_note_may_send_the_reader_to_another_action() -> None:
    other = action("2.1", title="Build the academy")
    assert values(action("1.1", notes=(note("See action 2.1."),)), other)["told_under"] == "2.1"
    assert values(action("1.1", status_text="See 2.1"), other)["told_under"] == "2.1"
    for told in ("See 1.1", "See 3.4", "See 2.1, and two more sites opened", "See the report"):
        assert "told_under" not in values(action("1.1", notes=(note(told),)), other)


def test_why_it_was_stopped_is_asked_where_a_plan_has_room_to_say_so() -> None:
    stopped, room = Status.CANCELLED, frozenset({"status", "notes"})
    assert values(action(status=stopped), present=room)["stop_explained"] is False
    told = action(status=stopped, notes=(note("Funding ended; board agreed in June"),))
    assert values(told, present=room)["stop_explained"] is True
    words = action(status=stopped, status_text="No longer needed: the trust does it")
    assert values(words, present=room)["stop_explained"] is True
    assert "stop_explained" not in values(action(status=stopped))


def test_a_day_of_completion_may_be_still_to_come() -> None:
    after = AS_OF + dt.timedelta(days=35)
    facts = values(action(status=Status.COMPLETED, evidence=after.isoformat()))
    assert (facts["completed_on"], facts["completed_ahead"]) == (after, 35)
    assert "completed_ahead" not in values(
        action(status=Status.COMPLETED, evidence=AS_OF.isoformat())
    )
    assert "completed_on" not in values(action(status=Status.COMPLETED, evidence="Signed letter"))


@pytest.mark.parametrize(("told", "escalated"), [("N", False), ("Yes", True)])
def test_escalating_is_read_from_the_column_that_speaks_of_it(told: str, escalated: bool) -> None:
    assert values(action(other={"Escalate to Board (Y/N)": told}))["escalated"] is escalated


def test_no_answer_is_no_answer() -> None:
    assert "escalated" not in values(action(other={"Escalate to Board": "see note"}))
    assert "escalated" not in values(action(other={"Contract (Y/N)": "N"}))


def test_how_far_a_figure_has_come() -> None:
    title = "Issue 75% of plans in 20 weeks (from 48%)"
    facts = values(action(title=title, notes=(note("51% for July to September"),)))
    assert (facts["way_percent"], facts["way_from"], facts["way_to"], facts["way_at"]) == (
        11,
        "48%",
        "75%",
        "51%",
    )
    stopped = action(title=title, status=Status.CANCELLED, notes=(note("51%"),))
    assert "way_percent" not in values(stopped)
