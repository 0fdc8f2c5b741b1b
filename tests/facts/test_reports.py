"""What one report after another tells of an action: news or silence, ratings in a row, owners."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import AS_OF, action, cell, judged, note, owner, plan, review, when

from assure.assess.edition import board_edition
from assure.facts.actions import action_facts
from assure.model.actions import Action, ProgressNote, Revision
from assure.model.plan import Plan
from assure.model.values import OwnerKind, Rag, Status
from assure.words.owners import parse_owner

JANUARY, APRIL, JULY, OCTOBER = (dt.date(2026, month, 12) for month in (1, 4, 7, 10))
QUARTERLY = (JANUARY, APRIL, JULY, OCTOBER)


def of_first(whole: Plan) -> dict[str, Any]:
    return dict(action_facts(whole, AS_OF)[0].values)


def codes(whole: Plan, ref: str = "1.1") -> set[str]:
    return {finding.code for finding in judged(review(whole)).findings if finding.ref == ref}


def said(field: str, *told: tuple[dt.date, str]) -> tuple[Revision, ...]:
    return tuple(
        Revision(field=field, text=text, at=day, version=number)
        for number, (day, text) in enumerate(told, start=1)
    )


# --- Silence, quarter by quarter --------------------------------------------------------

TELLING = tuple(
    action(ref, notes=tuple(note(f"Step {quarter} is done", quarter) for quarter in (4, 5, 6)))
    for ref in ("2.1", "2.2", "2.3")
)


def with_notes(*quarters: int, **fields: Any) -> Plan:
    notes = tuple(note(f"Step {quarter} is done", quarter) for quarter in quarters)
    return plan(action(notes=notes, **fields), *TELLING)


def test_quarters_without_a_note_are_counted_up_to_the_one_that_most_tell_of() -> None:
    values = of_first(with_notes(4))
    assert values["reports_silent"] == 2
    assert values["silence"] == "since quarter 4, while most others report on quarter 6"


def test_one_quarter_missed_is_a_question_and_two_are_another() -> None:
    assert "STA-02" in codes(with_notes(4, 5))
    found = codes(with_notes(4))
    assert "OWN-12" in found
    assert "STA-02" not in found


def test_where_nobody_owns_it_only_the_silence_is_told() -> None:
    found = codes(with_notes(4, owner=owner(OwnerKind.MISSING)))
    assert "STA-02" in found
    assert "OWN-12" not in found


@pytest.mark.parametrize(
    "whole",
    [
        with_notes(4, 6),
        with_notes(status=Status.NOT_STARTED),
        with_notes(4, status=Status.PAUSED, status_text="On hold, agreed by the board"),
        with_notes(4, status=Status.COMPLETED),
        with_notes(start=when("2026-08-01")),
        with_notes(start=when("2026-12-01")),
    ],
    ids=["told again", "not begun", "paused", "closed", "began in that quarter", "begins later"],
)
def test_what_has_news_or_need_not_have_any_is_quiet(whole: Plan) -> None:
    assert not {"STA-02", "OWN-12"} & codes(whole)


def test_a_round_of_updates_that_has_only_begun_blames_nobody() -> None:
    early = TELLING[0].model_copy(update={"notes": (*TELLING[0].notes, note("Step 7", 7))})
    whole = plan(early, *TELLING[1:])
    assert all(fact.values["reports_silent"] == 0 for fact in action_facts(whole, AS_OF))


def test_what_has_never_been_told_of_is_counted_from_the_quarter_after_it_began() -> None:
    values = of_first(
        with_notes(start=when("2026-05-04"))
    )  # in quarter 5 of a plan from April 2025
    assert values["reports_silent"] == 1
    assert values["silence"].startswith("in any quarter")


def test_quarters_that_the_plan_never_reported_are_nobodys_silence() -> None:
    assert of_first(with_notes(start=when("2025-04-01")))["reports_silent"] == 3


def with_updates(ref: str, *numbers: int) -> Action:
    return action(
        ref, notes=tuple(ProgressNote(update=n, text=f"Step {n} is done") for n in numbers)
    )


def test_columns_of_updates_are_counted_as_they_stand() -> None:
    whole = plan(with_updates("1.1", 1), with_updates("1.2", 1, 2, 3), with_updates("1.3", 2, 3))
    values = of_first(whole)
    assert values["reports_silent"] == 2
    assert values["silence"] == "since update 1, while most others report on update 3"


# --- Silence, import by import ----------------------------------------------------------


def imported(*actions: Action, days: tuple[dt.date, ...] = QUARTERLY) -> Plan:
    return plan(*actions, imports=days, imported=days[-1], version=len(days))


NEWS = (action("2.1", told=OCTOBER), action("2.2", told=OCTOBER))


def test_imports_without_news_are_counted() -> None:
    values = of_first(imported(action(told=APRIL), *NEWS))
    assert values["reports_silent"] == 2
    assert values["silence"] == "since 12 April 2026, while most others have news"
    assert of_first(imported(action(), *NEWS))["reports_silent"] == 3
    assert of_first(imported(action(since=JULY), *NEWS))["reports_silent"] == 1


def test_a_file_that_is_read_again_at_once_is_no_new_report() -> None:
    days = (APRIL, JULY, JULY + dt.timedelta(days=1), JULY + dt.timedelta(days=9))
    assert of_first(imported(action(told=JULY), *NEWS, days=days))["reports_silent"] == 0


def test_a_plan_that_is_silent_as_a_whole_blames_no_one_action() -> None:
    whole = imported(action(told=APRIL), action("2.1", told=APRIL), action("2.2", told=OCTOBER))
    assert "reports_silent" not in of_first(whole)


def test_a_plan_that_was_read_once_has_no_silence() -> None:
    assert "reports_silent" not in of_first(imported(action(), *NEWS, days=(OCTOBER,)))


def test_steps_planned_by_quarter_are_nobodys_silence_and_no_copies() -> None:
    step = "Run ten sessions for young people here"
    every = tuple(action(f"4.{n}", notes=tuple(note(step, q) for q in range(5, 9))) for n in (1, 2))
    whole = plan(action(notes=(note("Draft the plan with those who use it", 5),)), *every)
    found = {finding.code for finding in judged(review(whole)).findings}
    assert not {"STA-02", "OWN-12", "OWN-19", "STA-13", "STA-20"} & found


# --- Silence of owners ------------------------------------------------------------------

POSTS = tuple(f"Head of Service {number}" for number in range(1, 7))


def of_owners(*told: tuple[int, ...], **fields: Any) -> tuple[Action, ...]:
    return tuple(
        action(
            f"3.{number}",
            owner=owner(OwnerKind.POST, POSTS[number]),
            notes=tuple(note("The step is done", quarter) for quarter in quarters),
            **fields,
        )
        for number, quarters in enumerate(told)
    )


def test_where_most_owners_have_never_reported_it_is_said_once_of_the_plan() -> None:
    whole = plan(*of_owners((5, 6), (5,), (), (), ()))
    found = judged(review(whole)).findings
    (finding,) = [finding for finding in found if finding.code == "OWN-19"]
    assert finding.sentence.startswith("Three of the five owners")
    assert not {"STA-02", "OWN-12"} & {finding.code for finding in found}


@pytest.mark.parametrize(
    "told",
    [
        [(5, 6), (5, 6), (5, 6), (), ()],
        [(5, 6), (), (), ()],
        [(6,), (), (), (), ()],
    ],
    ids=["fewer than half", "few owners", "only one quarter so far"],
)
def test_some_silence_says_nothing_of_the_whole(told: list[tuple[int, ...]]) -> None:
    assert "OWN-19" not in codes(plan(*of_owners(*told)), "plan")


def test_owners_are_heard_from_import_to_import() -> None:
    silent = of_owners((), (), ())
    heard = tuple(
        one.model_copy(
            update={"key": f"4.{n}", "owner": owner(OwnerKind.POST, POSTS[n]), "told": JULY}
        )
        for n, one in enumerate(of_owners((), ()), start=3)
    )
    values = judged(review(imported(*silent, *heard))).findings
    (finding,) = [finding for finding in values if finding.code == "OWN-19"]
    assert "since the plan was first read on 12 January 2026" in finding.sentence


# --- Ratings in a row -------------------------------------------------------------------

REASON = "The supplier has left; a new one is sought."


def rated(*told: tuple[dt.date, str], now: Rag, **fields: Any) -> Plan:
    of = action(rag=now, reason=REASON, revisions=said("rag", *told), told=OCTOBER, **fields)
    return imported(of, *NEWS)


def test_reports_that_are_amber_or_worse_are_counted() -> None:
    whole = rated((JANUARY, "green"), (APRIL, "amber"), (JULY, "amber_red"), now=Rag.AMBER_RED)
    values = of_first(whole)
    assert (values["reports_amber"], values["amber_since"]) == (3, "12 April 2026")
    assert "STA-06" in codes(whole)


def test_amber_from_the_first_import_on_counts_from_there() -> None:
    assert of_first(rated(now=Rag.AMBER))["reports_amber"] == 4


def test_a_green_in_between_begins_the_count_anew() -> None:
    whole = rated((JANUARY, "amber"), (JULY, "green"), (OCTOBER, "amber"), now=Rag.AMBER)
    assert of_first(whole)["reports_amber"] == 1
    assert "STA-06" not in codes(whole)


def test_red_twice_is_told_instead_of_long_amber() -> None:
    found = codes(rated((JANUARY, "amber"), (JULY, "red"), now=Rag.RED))
    assert "STA-07" in found
    assert not {"STA-06", "STA-08"} & found


def test_red_for_the_first_time_after_long_amber_is_long_amber() -> None:
    found = codes(rated((JANUARY, "amber"), (OCTOBER, "red"), now=Rag.RED))
    assert "STA-06" in found
    assert not {"STA-07", "STA-08"} & found


def test_from_green_to_red_in_one_report_is_a_cliff() -> None:
    assert "STA-08" in codes(rated((JULY, "green"), (OCTOBER, "red"), now=Rag.RED))


@pytest.mark.parametrize(
    "told",
    [
        [(APRIL, "green"), (JULY, "amber"), (OCTOBER, "red")],
        [(APRIL, "green"), (JULY, "red")],
        [(JULY, ""), (OCTOBER, "red")],
    ],
    ids=["by way of amber", "a report ago", "not rated before"],
)
def test_other_ways_to_red_are_no_cliff(told: list[tuple[dt.date, str]]) -> None:
    assert "STA-08" not in codes(rated(*told, now=Rag.RED))


def test_over_more_than_half_a_year_a_fall_is_not_sudden() -> None:
    of = action(rag=Rag.RED, revisions=said("rag", (JANUARY, "green"), (OCTOBER, "red")))
    assert of_first(imported(of, days=(JANUARY, OCTOBER)))["fell_from_green"] is False


def test_ratings_in_columns_of_quarters_are_counted_too() -> None:
    notes = (note("Green", 3), note("Amber", 4), note("Amber - van awaited", 5), note("Red", 6))
    values = of_first(plan(action(notes=notes)))
    assert (values["reports_amber"], values["amber_since"]) == (3, "quarter 4")
    assert (values["reports_red"], values["red_since"]) == (1, "quarter 6")
    assert values["fell_from_green"] is False


def test_a_quarter_without_a_rating_ends_the_row() -> None:
    notes = (note("Amber", 3), note("Amber", 5), note("Amber", 6))
    assert of_first(plan(action(notes=notes)))["reports_amber"] == 2
    told = (note("Amber", 5), note("Design is done", 6))
    assert "reports_amber" not in of_first(plan(action(notes=told)))


def test_a_column_of_ratings_that_says_otherwise_is_believed() -> None:
    assert "reports_red" not in of_first(plan(action(rag=Rag.GREEN, notes=(note("Red", 6),))))


# --- Owners -----------------------------------------------------------------------------


def owned(*told: tuple[dt.date, str]) -> Plan:
    return imported(action(revisions=said("owner", *told), told=OCTOBER), *NEWS)


def test_an_action_that_is_handed_on_twice_in_a_year_is_told() -> None:
    whole = owned(
        (JANUARY, "Head of Housing"), (APRIL, "Head of Estates"), (OCTOBER, "Head of Planning")
    )
    assert of_first(whole)["handovers"] == 2
    assert "OWN-11" in codes(whole)


@pytest.mark.parametrize(
    "told",
    [
        [(JANUARY, "TBC"), (APRIL, "Head of Housing"), (JULY, "Head of Estates")],
        [(JANUARY, "Head of Housing"), (JULY, "Head of Housing and Estates")],
        [(JANUARY, "Head of Housing"), (APRIL, ""), (JULY, "Head of Housing")],
        [(JANUARY, "Head of Housing"), (APRIL, "All partners"), (JULY, "Head of Estates")],
        [(dt.date(2025, 1, 12), "Head of Housing"), (dt.date(2025, 4, 12), "Head of Estates")],
    ],
    ids=["filled, then handed on", "renamed", "blank for a while", "once", "long ago"],
)
def test_what_is_no_change_of_hands_is_not_counted(told: list[tuple[dt.date, str]]) -> None:
    assert of_first(owned(*told))["handovers"] < 2


@pytest.mark.parametrize(
    "names",
    [
        ("Officer A", "Officer B", "Officer C"),
        ("Head of Housing", "Officer A", "Head of Planning"),
        ("Head of Housing", "Officer A", "Officer B"),
        (
            "Head of Housing (Officer A)",
            "Head of Housing (Officer B)",
            "Head of Estates (Officer C)",
        ),
        ("JS", "Officer A", "KL"),
        ("Cllr A", "Cllr B", "Cllr C"),
    ],
)
def test_where_people_are_not_named_the_same_is_counted(names: tuple[str, ...]) -> None:
    told = said("owner", *zip((JANUARY, APRIL, OCTOBER), names, strict=True))
    of = action(owner=parse_owner(names[-1]), revisions=told, seen={"owner": cell("C2", names[-1])})
    whole = review(imported(of))
    without_names = board_edition(whole)
    assert of_first(without_names.plan)["handovers"] == of_first(whole.plan)["handovers"]
