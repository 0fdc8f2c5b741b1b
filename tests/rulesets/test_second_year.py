"""A plan that has been told of for a while: what was said earlier, or is over, is not held against
what is told now."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import action, codes, entries, judged, note, owner, plan, review, when

from assure.assess.roll_forward import roll_forward
from assure.intake.reimport import read_again, read_first
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import OwnerKind, Rag, Status
from assure.service.questionnaires import questionnaire

OCTOBER, JANUARY, APRIL = dt.date(2026, 10, 12), dt.date(2027, 1, 15), dt.date(2027, 4, 16)
TODAY = dt.date(2027, 4, 30)
GREEN: dict[str, Any] = {"status": Status.IN_PROGRESS, "rag": Rag.GREEN, "reason": ""}
AMBER: dict[str, Any] = {"status": Status.DELAYED, "rag": Rag.AMBER}
DONE: dict[str, Any] = {
    "status": Status.COMPLETED,
    "rag": Rag.GREEN,
    "evidence": "25 completion statements",
}
FELL_THROUGH = "Two purchases fell through in July"


def lived(*tellings: dict[str, Any], others: int = 4) -> Plan:
    """Action 5.8 as it stood in October, January and April, among others that tell of each quarter.
    What is not said again stays, as in a workbook in which nobody types over it."""
    kept: Plan | None = None
    said: dict[str, Any] = {}
    for number, (day, telling) in enumerate(
        zip((OCTOBER, JANUARY, APRIL), tellings, strict=False), start=1
    ):
        said |= telling
        rows = [action("5.8", **said)]
        rows += [
            action(f"1.{n}", percent=20 * number, due=when("2027-12-31")) for n in range(others)
        ]
        read = plan(*rows)
        kept = read_again(kept, read, day, number)[0] if kept else read_first(read, day)
    assert kept is not None
    return kept


def found(of: Plan, ref: str = "5.8", today: dt.date = TODAY) -> list[str]:
    return codes(review(of, as_of=today), ref)


# --- Reasons and notes of an earlier report --------------------------------------------------


def test_the_reason_of_an_amber_that_is_over_is_not_held_against_completion() -> None:
    of = lived(AMBER | {"reason": FELL_THROUGH}, {"rag": Rag.GREEN, "percent": 60}, DONE)
    assert "STA-21" not in found(of)


def test_a_reason_given_with_the_completion_is() -> None:
    of = lived(AMBER | {"reason": "Late"}, {}, DONE | {"reason": "Awaiting two signatures"})
    assert "STA-21" in found(of)


def test_a_plan_that_was_read_once_is_taken_at_its_words() -> None:
    of = lived(DONE | {"reason": "Awaiting two signatures"})
    assert "STA-21" in found(of, today=dt.date(2026, 10, 31))


def test_green_again_is_not_doubted_for_the_reason_that_it_had() -> None:
    amber = AMBER | {"reason": FELL_THROUGH, "due": when("2027-12-31")}
    assert "STA-04" not in found(lived(amber, GREEN | {"reason": FELL_THROUGH}))
    # Somebody wrote it anew when it was green already.
    assert "STA-04" in found(lived(GREEN, {"reason": FELL_THROUGH, "percent": 50}))


def test_money_that_was_missing_while_it_was_red_is_not_missing_when_it_is_done() -> None:
    short = {"status": Status.DELAYED, "rag": Rag.RED, "reason": "Not funded"}
    assert "RES-02" in found(lived(short, {"percent": 30}, {"percent": 40}))
    back = {"status": Status.IN_PROGRESS, "rag": Rag.GREEN, "percent": 50}
    assert "RES-02" not in found(lived(short, back))


@pytest.mark.parametrize(("quarter", "held"), [(7, False), (8, True)])
def test_a_note_of_the_quarter_before_is_not_held_against_completion(
    quarter: int, held: bool
) -> None:
    told = {"notes": (note("Awaiting the inspection", quarter),)}
    of = lived(GREEN, GREEN | told, DONE)
    assert ("STA-21" in found(of)) is held


# --- Silence ----------------------------------------------------------------------------------


def test_one_that_nobody_tells_of_any_more_is_silent_and_not_amber_again_and_again() -> None:
    of = lived(AMBER | {"reason": FELL_THROUGH, "due": when("2027-12-31")}, {}, {})
    assert set(found(of)) == {"OWN-12"}
    told = lived(AMBER | {"reason": FELL_THROUGH, "due": when("2027-12-31")}, *tellings(30, 40))
    assert set(found(told)) == {"STA-06"}


def tellings(*percents: int) -> list[dict[str, Any]]:
    return [{"percent": percent} for percent in percents]


def test_a_green_that_nobody_told_since_is_no_green_while_late() -> None:
    due = GREEN | {"due": when("2027-03-31")}
    silent = found(lived(due, {}, {}))
    assert {"OWN-12", "TIM-06"} <= {*silent}
    assert "STA-03" not in silent
    told = found(lived(due, *tellings(60, 90)))
    assert "STA-03" in told  # its sentence says how late
    assert "TIM-06" not in told


def test_a_group_is_not_asked_whether_it_knows_that_the_action_is_its_own() -> None:
    everybody = {"owner": owner(OwnerKind.COLLECTIVE, "All partners"), "due": when("2027-12-31")}
    assert set(found(lived(GREEN | everybody, {}, {}))) == {"OWN-03", "STA-02"}


# --- What is new, and what was promised anew ---------------------------------------------------


def test_a_task_of_this_report_need_not_have_a_status_yet() -> None:
    before = read_first(plan(action("1.1")), OCTOBER)
    task = action("Q8-1", status=Status.UNKNOWN, status_text="", due=when("2027-12-31"))
    kept, _ = read_again(before, plan(action("1.1"), task), APRIL, 2)
    assert "STA-01" not in found(kept, "Q8-1")
    assert "STA-01" in found(kept, "Q8-1", dt.date(2027, 7, 20))


def worded(title: str) -> Plan:
    """Half done in May 2027, when it was put into these words and given until March 2028."""
    rows = {"start": when("2025-04-01"), "status": Status.IN_PROGRESS, "rag": Rag.GREEN}
    was = action("5.4", title="Work with 300 landlords", percent=40, **rows)
    now = action("5.4", title=title, percent=55, due=when("2028-03-31"), **rows)
    kept = read_first(plan(was), OCTOBER)
    return read_again(kept, plan(now), dt.date(2027, 5, 24), 2)[0]


def test_the_time_of_a_promise_begins_with_the_words_that_it_has_now() -> None:
    today = dt.date(2027, 10, 31)
    assert "TIM-19" in found(worded("Work with 250 landlords"), "5.4", today)
    anew = worded("Sign up 600 homes to the city's letting standard")
    assert "TIM-19" not in found(anew, "5.4", today)


def test_an_answer_that_names_an_action_closed_with_its_year_points_somewhere() -> None:
    closed: Action = action("5.8", due=when("2026-12-31"), **DONE)
    rolled, _ = roll_forward(plan(closed, action("1.1")), dt.date(2027, 4, 20))
    threat: dict[str, Any] = {"text": "Rents keep rising", "impact": 5}
    move = {"move": "WT", "text": "Buy homes first"}
    points_nowhere = {"SWOT-01", "SWOT-02", "SWOT-06"}

    def told(named: str) -> set[str]:
        answers = (
            entries("swot", "threats", threat | {"action": named}),
            entries("swot", "tows", move | {"action": named}),
        )
        of = review(rolled, answers, as_of=TODAY, questionnaires=[questionnaire("swot")])
        return points_nowhere & {finding.code for finding in judged(of).findings}

    assert not told("5.8")
    assert told("9.9") == {"SWOT-02", "SWOT-06"}
