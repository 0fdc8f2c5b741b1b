"""What is told of an action now: against its time, and in its own words."""

from __future__ import annotations

from typing import Any

import pytest
from tests.assess.build import AS_OF, action, judged, note, owner, plan, review, when

from assure.facts.actions import action_facts
from assure.model.actions import Action
from assure.model.registers import Partner
from assure.model.values import OwnerKind, Rag, Status, WhenKind


def values_of(of: Action, **fields: Any) -> dict[str, Any]:
    (fact,) = action_facts(plan(of, **fields), AS_OF)
    return dict(fact.values)


def codes(of: Action, **fields: Any) -> set[str]:
    return {finding.code for finding in judged(review(plan(of, **fields))).findings}


# --- Against its time -------------------------------------------------------------------

HALFWAY: dict[str, Any] = {"start": when("2026-08-01"), "due": when("2027-01-30")}  # 91 of 182


LASTING: dict[str, Any] = {"start": when("2026-10-01"), "due": when("2027-12-31")}


def test_a_long_way_without_a_milestone_is_told_where_others_have_one() -> None:
    beside = action("2.1", title="Open the yard", milestones="Lease signed by December")
    assert "ACT-12" not in codes(action(**LASTING)), "nobody was asked for milestones"
    found = judged(review(plan(action(**LASTING), beside))).findings
    (told,) = (finding for finding in found if finding.code == "ACT-12")
    assert told.sentence == (
        "Action 1.1 runs for 456 days, until 31 December 2027, and names no milestone."
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"milestones": "Lease signed by December"},
        {"how": "Lease first, then fit out"},
        {"measure": "20 homes by March 2027, 60 by the end"},
        {"due": when("2027-12-31", WhenKind.STAGED)},
        {"due": when("2027-06-30")},  # 272 days
        {"start": when("2025-10-01"), "due": when("2027-01-28")},  # 89 days are left
        {"status": Status.COMPLETED},
    ],
)
def test_what_is_staged_short_or_nearly_over_needs_no_milestone(fields: dict[str, Any]) -> None:
    beside = action("2.1", title="Open the yard", milestones="Lease signed by December")
    of = plan(action(**(LASTING | fields)), beside)
    assert "ACT-12" not in {finding.code for finding in judged(review(of)).findings}


def test_progress_is_held_against_the_time_that_has_gone() -> None:
    values = values_of(action(**HALFWAY, percent=20))
    assert (values["span_days"], values["elapsed"], values["points_behind"]) == (182, 50, 30)


def test_what_is_ahead_of_its_time_is_not_behind() -> None:
    assert "points_behind" not in values_of(action(**HALFWAY, percent=60))


@pytest.mark.parametrize(
    "fields",
    [
        {"start": when(), "due": when("2027-01-30")},
        {"start": when("2026-12-01"), "due": when("2027-01-30")},
        {"start": when("2026-01-01"), "due": when("2026-09-30")},
        {"start": when("2026-12-01"), "due": when("2026-11-01")},
        HALFWAY | {"status": Status.COMPLETED},
    ],
    ids=["no start", "not begun", "overdue", "ends before it starts", "closed"],
)
def test_time_is_not_told_where_it_would_mislead(fields: dict[str, Any]) -> None:
    assert "elapsed" not in values_of(action(percent=0, **fields))


def test_green_and_far_behind_its_time_is_said() -> None:
    assert "TIM-19" in codes(action(**HALFWAY, percent=24, rag=Rag.GREEN))


@pytest.mark.parametrize(
    "fields",
    [
        {"percent": 25, "rag": Rag.GREEN},
        {"percent": 10, "rag": Rag.AMBER, "reason": "The contractor starts in November."},
        {"percent": None, "rag": Rag.GREEN},
        {"percent": 0, "status": Status.NOT_STARTED},
    ],
    ids=["at the line", "already admitted", "no figure", "not begun"],
)
def test_what_is_near_its_time_or_admitted_stays_quiet(fields: dict[str, Any]) -> None:
    assert "TIM-19" not in codes(action(**(HALFWAY | fields)))


WAITING: dict[str, Any] = {"status": Status.NOT_STARTED, "due": when("2027-03-31")}


def test_what_should_have_begun_and_has_not_is_said_after_a_month() -> None:
    of = action(start=when("2026-09-29"), **WAITING)
    assert values_of(of)["days_not_begun"] == 32
    assert "TIM-23" in codes(of)
    assert "TIM-23" not in codes(action(start=when("2026-09-30"), **WAITING))


@pytest.mark.parametrize(
    "fields",
    [
        WAITING | {"start": when("2026-12-01")},
        WAITING | {"start": when("2026-04-01"), "percent": 10},
        WAITING | {"start": when("2026-04-01"), "due": when("2026-09-30")},
        WAITING | {"start": when()},
        WAITING | {"start": when("2026-04-01"), "status": Status.IN_PROGRESS},
    ],
    ids=["later", "something is done", "overdue, which says more", "no start", "begun"],
)
def test_other_starts_are_quiet(fields: dict[str, Any]) -> None:
    assert "days_not_begun" not in values_of(action(**fields))


# --- Done but for a signature, and paused -----------------------------------------------


def test_a_missing_signature_is_told_instead_of_a_conflict() -> None:
    of = action(
        percent=100, rag=Rag.GREEN, notes=(note("Awaiting final sign-off by the landlord"),)
    )
    found = codes(of)
    assert "STA-11" in found
    assert not {"STA-04", "STA-12"} & found


def test_a_pause_that_nobody_agreed_to_is_said() -> None:
    assert "STA-16" in codes(action(status=Status.PAUSED, status_text="On hold"))
    agreed = action(status=Status.PAUSED, status_text="On hold", reason="Board, 4 June")
    assert "STA-16" not in codes(agreed)


# --- What is forecast


@pytest.mark.parametrize("heading", ["Forecast RAG", "Predicted year-end rating", "Outturn"])
def test_a_red_that_is_forecast_green_is_asked_about(heading: str) -> None:
    of = action(rag=Rag.RED, reason="Parts are late", other={heading: "Green"})
    assert values_of(of)["forecast_rag"] == Rag.GREEN
    assert "STA-15" in codes(of)


@pytest.mark.parametrize(
    "fields",
    [
        {"rag": Rag.AMBER, "other": {"Forecast RAG": "Green"}},
        {"rag": Rag.RED, "other": {"Forecast RAG": "Amber"}},
        {"rag": Rag.RED, "other": {"Forecast spend": "£4,000"}},
        {"rag": Rag.RED, "other": {"Green infrastructure": "Green"}},
    ],
    ids=["one step up", "better, not well", "a sum", "another column"],
)
def test_other_forecasts_are_quiet(fields: dict[str, Any]) -> None:
    assert "STA-15" not in codes(action(reason="Parts are late", **fields))


# --- Its own words ----------------------------------------------------------------------


@pytest.mark.parametrize("told", ["Action List circulated", "No report yet", "Noted"])
def test_news_of_paper_is_no_news_of_work(told: str) -> None:
    found = judged(review(plan(action(status=Status.UNKNOWN, status_text=told)))).findings
    (finding,) = [finding for finding in found if finding.code == "STA-14"]
    assert f"“{told}”" in finding.sentence


def test_one_line_of_news_beside_the_paper_is_enough() -> None:
    told = "Action list circulated\nTwo of four homes let"
    assert values_of(action(status_text=told))["told_of_paper"] is False
    later = action(status_text="Noted", notes=(note("Two of four homes let"),))
    assert values_of(later)["told_of_paper"] is False


LONG = "Officers continue to work with partners on the design"


def test_a_note_that_is_copied_is_counted_back_to_where_it_was_new() -> None:
    of = action(notes=(note("Began in spring", 3), note(LONG, 4), note(LONG + ".", 5), note(LONG)))
    assert values_of(of)["note_repeats"] == 3
    assert "STA-13" in codes(of)


@pytest.mark.parametrize(
    "notes",
    [
        (
            note("38 of 90 homes are insulated by now", 5),
            note("61 of 90 homes are insulated by now"),
        ),
        (note("On track", 5), note("On track")),
        (note(LONG, 4), note(LONG, 6)),
        (note(LONG, None), note(LONG, 6)),
        (),
    ],
    ids=["other figures", "too short to tell", "not in a row", "of no quarter", "no notes"],
)
def test_what_merely_looks_alike_is_no_copy(notes: tuple[Any, ...]) -> None:
    assert "STA-13" not in codes(action(notes=notes))


# --- A supplier as owner ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["Contractor", "Main contractor (Acme)"])
def test_a_supplier_who_owns_alone_is_told_instead_of_the_organisation(name: str) -> None:
    found = codes(action(owner=owner(OwnerKind.ORGANISATION, name)))
    assert "OWN-16" in found
    assert "OWN-07" not in found


def test_a_company_is_a_supplier_only_where_a_contract_is_marked() -> None:
    company = owner(OwnerKind.ORGANISATION, "Anycity Leisure Ltd")
    assert values_of(action(owner=company, contract=True))["supplier_owns"] is True
    assert values_of(action(owner=company))["supplier_owns"] is False
    partner = Partner(key="p", ref="P1", name="Anycity Leisure Ltd")
    own = values_of(action(owner=company, contract=True), partners=(partner,))
    assert own["supplier_owns"] is False


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (OwnerKind.POST, ("Contracts Manager",)),
        (OwnerKind.SEVERAL, ("Head of Housing", "Contractor")),
        (OwnerKind.COLLECTIVE, ("Contractor liaison group",)),
    ],
)
def test_whoever_manages_a_supplier_is_none(kind: OwnerKind, names: tuple[str, ...]) -> None:
    assert values_of(action(owner=owner(kind, *names)))["supplier_owns"] is False
