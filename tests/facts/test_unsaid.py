"""What a report leaves unsaid, and how far its figure has come."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import AS_OF, action, note

from assure.facts.actions import action_facts
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Status


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


@pytest.mark.parametrize(
    ("told", "elsewhere"),
    [
        ("See SEND improvement plan.", True),
        ("See 2.1", False),  # another action of the plan
        ("Six of nine sites are open; see the report for their names and days", False),
        ("See the families weekly and settle with each of them what they need most now", False),
    ],
)
def test_a_note_may_send_the_reader_to_another_paper(told: str, elsewhere: bool) -> None:
    other = action("2.1", title="Build the academy")
    facts = values(action("1.1", notes=(note(told),)), other)
    assert facts["told_in_paper"] is elsewhere


@pytest.mark.parametrize("heading", ["Note Date", "Last updated", "Date of latest update"])
def test_how_long_ago_a_note_was_written(heading: str) -> None:
    then = AS_OF - dt.timedelta(days=134)
    facts = values(action(notes=(note("Out to tender"),), other={heading: then.isoformat()}))
    assert (facts["told_on"], facts["days_since_told"]) == (then, 134)


def test_a_day_to_come_or_of_something_else_is_no_day_of_a_note() -> None:
    after = AS_OF + dt.timedelta(days=3)
    assert "told_on" not in values(action(other={"Note Date": after.isoformat()}))
    assert "told_on" not in values(action(other={"Date raised": AS_OF.isoformat()}))


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("371 lent. Remainder in store.", True),
        ("Nine signed; the rest will follow in spring", True),
        ("Nine signed, two yet to sign", True),
        ("All signed. Remaining budget returned", False),
        ("All signed", False),
    ],
)
def test_what_is_called_completed_may_have_a_rest_to_come(told: str, left: bool) -> None:
    facts = values(action(status=Status.COMPLETED, notes=(note(told),)))
    assert facts["left_over"] is left


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
