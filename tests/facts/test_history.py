"""What earlier imports tell of an action, and of what has gone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import action, judged, plan, review, when

from assure.facts.actions import action_facts
from assure.facts.history import gone_facts
from assure.model.plan import Action, GoneAction, Rag, Revision, Status
from assure.model.review import Review

AS_OF = dt.date(2026, 10, 31)


def due(day: str, version: int = 0) -> Revision:
    return Revision(field="due", text=day, when=when(day), version=version)


def said(field: str, *texts: str, first: int = 1) -> tuple[Revision, ...]:
    return tuple(
        Revision(field=field, text=text, version=number)
        for number, text in enumerate(texts, start=first)
    )


def values_of(of: Action, version: int = 2) -> dict[str, Any]:
    (fact,) = action_facts(plan(of, version=version), AS_OF)
    return dict(fact.values)


def codes(of: Review) -> list[str]:
    return [finding.code for finding in judged(of).findings]


MOVED = action(
    due=when("2027-06-30"),
    rag=Rag.GREEN,
    revisions=(*said("rag", "red", "green"), due("2027-03-31", 1), due("2027-06-30", 2)),
)


def test_moves_between_imports_and_in_revised_columns_are_counted_once() -> None:
    of = action(
        due=when("2026-03-31"),
        revised=(when("2026-09-30"), when("2027-03-31")),
        revisions=(due("2026-03-31"), due("2026-09-30"), due("2027-03-31", 2)),
    )
    values = values_of(of)
    assert values["times_redated"] == 2
    assert values["days_slipped"] == 365
    assert values["redated_since_last_import"] is True
    assert values["first_due"] == dt.date(2026, 3, 31)


def test_a_date_brought_forward_is_no_slip() -> None:
    values = values_of(
        action(due=when("2026-12-31"), revisions=(due("2027-03-31", 1), due("2026-12-31", 2)))
    )
    assert values["times_redated"] == 0
    assert "days_slipped" not in values
    assert values["redated_since_last_import"] is False


def test_a_move_of_an_earlier_import_is_not_told_as_news() -> None:
    assert values_of(MOVED, version=2)["redated_since_last_import"] is True
    assert values_of(MOVED, version=3)["redated_since_last_import"] is False


def test_changes_of_owner_and_wording_are_counted() -> None:
    of = action(
        revisions=(
            *said("owner", "Head of Housing", "Head of Estates", "Head of Housing"),
            *said("title", "Open a hub", "Explore a hub"),
        )
    )
    values = values_of(of)
    assert (values["owner_changes"], values["reworded"]) == (2, 1)


def test_green_by_a_later_date_is_found() -> None:
    values = values_of(MOVED)
    assert values["rebaselined"] is True
    assert values["rag_before"] == Rag.RED
    assert values["due_before"] == dt.date(2027, 3, 31)
    assert "TIM-12" in codes(review(plan(MOVED, version=2)))


@pytest.mark.parametrize(
    "revisions",
    [
        # The rating and the date changed in different imports.
        (*said("rag", "red", "green"), due("2027-03-31", 1), due("2027-06-30", 3)),
        # Progress came with it.
        (*MOVED.revisions, *said("percent", "40%", "70%")),
        (*MOVED.revisions, *said("status", "not_started", "in_progress")),
        # The date was brought forward.
        (*said("rag", "red", "green"), due("2027-12-31", 1), due("2027-06-30", 2)),
        # Nobody had rated it before.
        (*said("rag", "", "green"), due("2027-03-31", 1), due("2027-06-30", 2)),
    ],
)
def test_other_ways_to_green_are_quiet(revisions: tuple[Revision, ...]) -> None:
    of = MOVED.model_copy(update={"revisions": revisions})
    assert values_of(of)["rebaselined"] is False


def gone(**fields: Any) -> GoneAction:
    return GoneAction(
        action=action("1.7", **fields),
        last_seen=dt.date(2026, 4, 1),
        gone_since=dt.date(2026, 10, 1),
        source="plan.xlsx",
    )


def test_what_went_unfinished_is_found_by_its_own_name() -> None:
    of = plan(action(), gone=(gone(status=Status.IN_PROGRESS),))
    (fact,) = gone_facts(of)
    assert (fact.ref, fact.values["last_seen"]) == ("1.7", dt.date(2026, 4, 1))
    (found,) = [f for f in judged(review(of)).findings if f.code == "STA-17"]
    assert found.ref == "1.7"
    assert "last seen 1 April 2026" in found.sentence


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
def test_what_was_finished_or_stopped_may_go(status: Status) -> None:
    assert "STA-17" not in codes(review(plan(action(), gone=(gone(status=status),))))
