"""What earlier imports tell of an action, and of what has gone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import action, judged, plan, review, when

from assure.assess.roll_forward import roll_forward
from assure.facts.actions import action_facts
from assure.facts.history import gone_facts
from assure.facts.risks import treating
from assure.model.actions import Action, GoneAction, Revision
from assure.model.registers import Risk
from assure.model.review import Review
from assure.model.values import Rag, Status

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


def carried(*years: str) -> dict[str, Any]:
    return {"carried": tuple(map(dt.date.fromisoformat, years))}


@pytest.mark.parametrize(
    ("due", "years", "times", "past"),
    [
        ("2025-09-30", [], 0, 0),
        ("2025-09-30", ["2026-04-01"], 1, 1),
        ("2025-09-30", ["2026-04-01", "2027-04-01"], 2, 2),
        # Due in the plan's third year: carried as it should be, and late only in the end.
        ("2028-03-31", ["2026-04-01", "2027-04-01"], 2, 0),
        ("2028-03-31", ["2026-04-01", "2027-04-01", "2028-04-01"], 3, 1),
    ],
)
def test_years_into_which_it_was_carried_past_its_date_are_counted(
    due: str, years: list[str], times: int, past: int
) -> None:
    values = values_of(action(due=when(due), revised=(when("2029-03-31"),), **carried(*years)))
    assert (values["carried"], values["carried_past"]) == (times, past)


def test_work_without_a_date_is_carried_past_none() -> None:
    values = values_of(action(due=when(), **carried("2026-04-01", "2027-04-01")))
    assert values["carried"] == 2
    assert "carried_past" not in values


def test_work_carried_past_its_date_year_after_year_is_one_finding() -> None:
    of = action(
        due=when("2025-09-30"),
        revised=(when("2026-09-30"), when("2027-12-31")),
        reason="The contractor failed twice",
        **carried("2026-04-01", "2027-04-01"),
    )
    assert [code for code in codes(review(plan(of))) if code in {"TIM-10", "TIM-31"}] == ["TIM-31"]


def test_what_was_carried_over_is_not_told_that_its_date_lies_before_the_plan() -> None:
    rolled, _ = roll_forward(
        plan(action(due=when("2025-12-31")), action("1.2", due=when("2024-12-31"))),
        dt.date(2026, 4, 1),
    )
    found = [f for f in judged(review(rolled)).findings if f.code == "TIM-15"]
    assert [one.ref for one in found] == ["1.2"]
    assert "before the plan starts (1 April 2025)" in found[0].sentence


def test_a_risk_is_treated_by_what_was_completed_before_the_plan_rolled_on() -> None:
    risk = Risk(key="RSK1", ref="RSK1", text="Rents rise", score=20, actions=("1.1", "1.2"))
    done, stopped = action(status=Status.COMPLETED), action("1.2", status=Status.CANCELLED)
    rolled, _ = roll_forward(plan(done, stopped, action("1.3"), risks=(risk,)), dt.date(2026, 4, 1))
    assert [one.ref for one in treating(rolled.risks[0], rolled)] == ["1.1"]


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
    assert "last seen on 1 April 2026" in found.sentence


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
def test_what_was_finished_or_stopped_may_go(status: Status) -> None:
    assert "STA-17" not in codes(review(plan(action(), gone=(gone(status=status),))))
