"""The chase list: who is asked what, in neutral words."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.assess.build import COLUMNS, action, plan, post, when

from assure.assess.chasing import ChaseList, Need, Wanted, chase
from assure.model.actions import Action, ProgressNote
from assure.model.plan import Plan
from assure.model.values import Owner, Status

TODAY = dt.date(2026, 10, 5)  # quarter 6 of a plan from April 2025 has just ended
NO_REASONS = COLUMNS - {"reason", "evidence"}
COPIED = "Work with partners on the design continues well"


def a_plan(*actions: Action, fields: frozenset[str] = NO_REASONS) -> Plan:
    return plan(*actions, fields_present=fields)


def chased(*actions: Action, fields: frozenset[str] = NO_REASONS) -> ChaseList:
    return chase(a_plan(*actions, fields=fields), 6, TODAY, repeats=2)


def told(*texts: str) -> tuple[ProgressNote, ...]:
    """Notes up to quarter 6."""
    first = 7 - len(texts)
    return tuple(ProgressNote(quarter=q, text=text) for q, text in enumerate(texts, start=first))


def wants(item: Action, fields: frozenset[str] = NO_REASONS) -> list[Need]:
    found = chased(item, fields=fields)
    return [q.need for one in found.chased for wanted in one.wanted for q in wanted.questions]


NEWS = told("61 of 90 homes are insulated")


@pytest.mark.parametrize(
    ("item", "needs"),
    [
        (action("1", notes=NEWS), []),
        (action("1"), [Need.UPDATE]),
        (action("1", told=dt.date(2026, 9, 1)), []),  # how it stands, without a note
        (action("1", told=dt.date(2026, 8, 1)), [Need.UPDATE]),  # of the quarter before
        (action("1", notes=told(COPIED, COPIED)), [Need.NEWS]),
        (action("1", due=when("2026-09-30"), notes=NEWS), [Need.DATE]),
        (
            action("1", due=when("2026-09-30"), revised=(when("2027-03-31"),), notes=NEWS),
            [],
        ),
        (action("1", notes=NEWS, status=Status.DELAYED), []),  # a note may say why
        (action("1", status=Status.DELAYED), [Need.UPDATE, Need.REASON]),
        (
            action("1", start=when("2027-01-01"), status=Status.NOT_STARTED),
            [],  # its work is still to begin
        ),
        (action("1", status=Status.COMPLETED), []),  # the plan asks for no evidence
    ],
)
def test_what_is_asked_of_an_action(item: Action, needs: list[Need]) -> None:
    assert wants(item) == needs


def test_completion_needs_evidence_where_the_plan_asks_for_it() -> None:
    done = action("1", status=Status.COMPLETED)
    asked = NO_REASONS | {"evidence"}
    assert wants(done, asked) == [Need.EVIDENCE]
    assert wants(done.model_copy(update={"evidence": "Opening report"}), asked) == []
    lately = done.model_copy(update={"told": dt.date(2026, 9, 1)})
    assert wants(lately) == [Need.EVIDENCE]


def test_a_dropped_task_needs_a_reason_where_the_plan_asks_for_one() -> None:
    dropped = action("1", status=Status.CANCELLED)
    assert wants(dropped) == []
    assert wants(dropped, NO_REASONS | {"reason"}) == [Need.REASON]


def test_each_officer_is_asked_once_for_all_their_actions() -> None:
    found = chased(
        action("1", owner=post()),
        action("2", owner=post("Head of Data"), notes=NEWS),
        action("3", owner=post("head of housing"), notes=NEWS),
        action("4", owner=Owner()),
    )
    assert [(one.name, one.asked, one.told) for one in found.everyone] == [
        ("Head of Housing", 2, 1),
        ("Head of Data", 1, 1),
        ("", 1, 0),
    ]
    assert [one.name for one in found.chased] == ["Head of Housing", ""]
    assert (found.asked, found.told, found.label) == (4, 2, "Jul to Sep 2026")
    assert found.everyone[2].silent


def test_what_was_told_of_as_completed_is_told_of() -> None:
    found = chased(
        action("1", status=Status.COMPLETED, notes=NEWS, told=dt.date(2026, 10, 1)),
        action("2"),
    )
    assert [(one.asked, one.told) for one in found.everyone] == [(2, 1)]


def test_questions_are_neutral_and_name_the_day() -> None:
    item = action("1", due=when("2026-09-30"))
    (one,) = chased(item).chased
    assert one.wanted == (
        Wanted(
            "1",
            item.title,
            "30 September 2026",
            "In progress",
            one.wanted[0].questions,
        ),
    )
    assert [question.words for question in one.wanted[0].questions] == [
        "Nothing has been told for Q6 yet: how does it stand?",
        "It was due on 30 September 2026: is it finished, or what is the new date?",
    ]


def test_tasks_added_since_the_quarter_began_are_named() -> None:
    new = action("Q6-1", since=dt.date(2026, 10, 1))
    found = chased(new, action("1", notes=NEWS))
    assert found.added == ("Q6-1",)
    assert found.chased == ()
