"""A cell that could not be read is a problem of the file, and never also a blank of the plan."""

from __future__ import annotations

import pytest
from tests.assess.build import action, cell, codes, judged, owner, plan, the, when

from assure.model.actions import Action
from assure.model.plan import Plan, Problem
from assure.model.values import OwnerKind, Status

NOBODY = owner(OwnerKind.MISSING)


def with_problem(place: str, *actions: Action, code: str = "formula-not-calculated") -> Plan:
    problem = Problem(code=code, seen=cell(place), wrong="it was never saved.", do="Save it.")
    return plan(*actions, problems=(problem,))


@pytest.mark.parametrize("code", ["formula-not-calculated", "formula-fault"])
def test_an_owner_that_could_not_be_read_is_not_called_missing(code: str) -> None:
    unread = action("1.1", owner=NOBODY, seen={"owner": cell("D2")})
    blank = action("1.2", owner=NOBODY, seen={"owner": cell("D3")})
    of = with_problem("D2", unread, blank, code=code)
    assert codes(of, "1.1") == []
    assert codes(of, "1.2") == ["OWN-01"]


def test_a_date_that_could_not_be_read_is_not_called_missing() -> None:
    unread = action(due=when(), seen={"due": cell("E2")})
    assert codes(with_problem("E2", unread)) == []
    assert codes(with_problem("E9", unread)) == ["TIM-01"]


def test_an_action_is_not_late_by_its_first_date_when_the_later_one_could_not_be_read() -> None:
    late = action(due=when("2026-03-31"), seen={"due": cell("E2"), "revised": cell("F2")})
    assert codes(with_problem("F2", late)) == []
    assert codes(with_problem("F9", late)) == ["TIM-08"]


@pytest.mark.parametrize("field", ["status", "rag", "percent"])
def test_a_status_that_could_not_be_read_is_not_called_missing(field: str) -> None:
    silent = action(status=Status.UNKNOWN, status_text="", seen={field: cell("G2")})
    assert codes(with_problem("G2", silent)) == []
    assert codes(with_problem("G9", silent)) == ["STA-01"]


def test_evidence_that_could_not_be_read_is_not_called_missing() -> None:
    done = action(status=Status.COMPLETED, seen={"evidence": cell("H2")})
    assert codes(with_problem("H2", done)) == []
    assert codes(with_problem("H9", done)) == ["STA-10"]


def test_what_has_been_told_since_counts() -> None:
    """The problem of the file stays on record; the owner has sent the date in."""
    told = action(due=when("2026-03-31"), seen={"due": cell("E2")})
    assert codes(with_problem("E2", told)) == ["TIM-08"]


def test_a_problem_of_another_kind_leaves_the_blank_a_blank() -> None:
    blank = action(owner=NOBODY, seen={"owner": cell("D2")})
    assert codes(with_problem("D2", blank, code="hidden-row")) == ["OWN-01"]


def test_a_status_that_is_missing_is_shown_where_it_is_missing() -> None:
    blank = action(status=Status.UNKNOWN, status_text="", seen={"rag": cell("G2")})
    found = the(judged(plan(blank)).findings, "STA-01")
    assert [seen.place() for seen in found.places()] == ["Project plan G2"]
