"""The figures of a report, worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.assess.build import (
    action,
    answer,
    capacity,
    cell,
    day,
    dont_know,
    entries,
    judged,
    not_applicable,
    outcome,
    owner,
    plan,
    post,
    review,
    when,
)

from assure.assess.lines import due_note
from assure.model.actions import Action
from assure.model.assessment import ActionLine
from assure.model.measures import Measures
from assure.model.plan import Plan
from assure.model.values import OwnerKind, Rag, Status, When, WhenKind
from assure.words.days import short_date


def measures(of: Plan, *answers: Any) -> Measures:
    return judged(review(of, answers=answers)).measures


def line(of: Action) -> ActionLine:
    return judged(plan(of)).lines[0]


def test_actions_are_counted_by_status_and_by_reported_rag() -> None:
    counted = measures(
        plan(
            action("1.1", rag=Rag.GREEN),
            action("1.2", rag=Rag.RED, status=Status.DELAYED, reason="Tender failed"),
            action("1.3", status=Status.COMPLETED, evidence="Photographs", rag=Rag.GREEN),
            action("1.4"),
        )
    )
    assert (counted.actions, counted.open_actions, counted.closed_actions) == (4, 3, 1)
    assert [(c.label, c.count) for c in counted.by_status] == [
        ("Completed", 1),
        ("In progress", 2),
        ("Delayed", 1),
    ]
    assert [(c.label, c.count) for c in counted.by_reported] == [
        ("Red", 1),
        ("Green", 1),
        ("Not reported", 1),
    ]


def test_quarters_of_load_and_their_totals() -> None:
    # Two posts with 20 days agreed each. 1.1: 30 days, all in January to March.
    # 1.2: 10 days, all in October to December, overdue work included.
    of = plan(
        action("1.1", effort_days=Decimal(30), start=when("2027-01-01")),
        action("1.2", effort_days=Decimal(10), due=when("2026-10-01"), owner=post("Clerk")),
        action("1.3", effort_days=Decimal(40), owner=post("Head of Planning")),
        capacity=(capacity(), capacity("Clerk"), capacity("Data Analyst")),
    )
    counted = measures(of)
    # The overloaded post first; then by days; a post that nobody asks anything of is left out.
    assert [load.name for load in counted.loads] == ["Head of Housing", "Head of Planning", "Clerk"]
    assert [str(q.days) for q in counted.loads[0].quarters][:3] == ["0.0", "30.0", "0.0"]
    assert counted.loads[0].quarters[1].actions == ("1.1",)
    assert counted.loads[1].agreed is None
    first, second = counted.quarters[:2]
    assert (first.label, first.over) == ("Oct to Dec 2026", ())
    assert [first.days, first.agreed] == [10, 60]
    assert second.days == 30
    assert second.over == ("Head of Housing",)


def test_bunching_tells_dates_as_written_from_those_worked_out_and_those_past() -> None:
    found = measures(
        plan(
            action("1.1", due=when("2027-03-31")),
            action("1.2", due=when("2027-03-31", WhenKind.FINANCIAL_YEAR)),
            action("1.3", due=when("2026-10-01")),
            action("1.4", due=when(kind=WhenKind.ONGOING)),
            action("1.5", due=when("2027-03-31"), status=Status.COMPLETED, evidence="Yes"),
        )
    ).bunching
    october, march = found.months
    assert (october.label, october.late) == ("Oct 2026", ("1.3",))
    assert (march.label, march.written, march.worked_out) == ("Mar 2027", ("1.1",), ("1.2",))
    assert found.undated == ("1.4",)
    assert (found.busiest_day, found.busiest_count, found.dated) == (day("2027-03-31"), 2, 3)


def test_an_outcome_counts_its_own() -> None:
    of = plan(
        action("1.1", owner=owner(OwnerKind.MISSING)),
        action("1.2", title="Support victims better"),
        action("1.3", rag=Rag.AMBER, reason="Tender late"),
        action("2.1", outcomes=("2",)),
        outcomes=(outcome("1", seen={"senior_lead": cell("D2", "Director")}), outcome("2")),
    )
    first = measures(of).outcomes[0]
    assert (first.actions, first.open_actions) == (3, 3)
    assert (first.with_findings, first.with_high) == (2, 1)
    assert (first.high, first.medium, first.low) == (1, 1, 0)
    assert [(c.label, c.count) for c in first.reported] == [("Amber", 1), ("Not reported", 2)]
    assert first.lead == "Director"


def test_areas_average_what_is_known_and_count_what_is_not() -> None:
    (area,) = measures(
        plan(action()), answer("D1", 3), answer("D2", 1), dont_know("D3"), not_applicable("D4")
    ).areas
    assert area.average == Decimal("1.3")  # (3 + 1 + 0) / 3
    assert (area.answered, area.unknown, area.not_applicable) == (2, 1, 1)


def test_an_area_counts_the_questions_that_its_average_is_of() -> None:
    """A2a, whether the agreements are in writing, is asked by the way and has no score."""
    (area,) = measures(plan(action()), answer("A2", 3), answer("A2a", value=True)).areas
    assert (area.answered, area.questions) == (1, 5)


def test_swot_and_pestelo_are_listed_box_by_box() -> None:
    counted = measures(
        plan(action()),
        entries("swot", "threats", {"text": "Floods", "impact": 5, "certainty": 4, "action": " "}),
        entries("swot", "strengths", {"text": "Trust", "impact": 3, "action": "1.1"}),
        entries("swot", "tows", {"move": "ST", "text": "Share crews", "action": "1.1"}),
        entries("pestelo", "economic", {"text": "Prices", "effect": -2, "when": "This winter"}),
    )
    assert [(entry.box, entry.text, entry.action) for entry in counted.swot] == [
        ("strengths", "Trust", "1.1"),
        ("threats", "Floods", None),
    ]
    assert [(move.move, move.action) for move in counted.tows] == [("ST", "1.1")]
    assert [(factor.letter, factor.effect) for factor in counted.pestelo] == [("economic", -2)]


def test_the_quarter_of_the_plan() -> None:
    assert measures(plan()).quarter_now == 7
    assert measures(plan(period_start=None)).quarter_now is None
    assert measures(plan(period_start=day("2027-04-01"))).quarter_now is None  # not begun


# --- The action table -------------------------------------------------------------------


def test_a_line_shows_what_was_written_and_what_was_understood() -> None:
    shown = line(
        action(
            owner=owner(OwnerKind.COLLECTIVE, "Skills Board"),
            due=when("2026-03-31", WhenKind.MONTH, "March 2026"),
            seen={"owner": cell("F8", "Skills  Board"), "due": cell("I8", "March 2026")},
            rag=Rag.GREEN,
        )
    )
    assert (shown.owner_text, shown.owner_note) == ("Skills  Board", "a group, not a post")
    assert (shown.due_text, shown.due, shown.due_note) == (
        "March 2026",
        day("2026-03-31"),
        "month end",
    )
    assert shown.days_late == 214
    assert shown.codes == ("OWN-03", "STA-03", "TIM-08")


def test_a_line_of_a_closed_action_is_never_late() -> None:
    assert line(action(due=when("2025-01-01"), status=Status.CANCELLED)).days_late is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due": when("2027-03-31")}, ""),
        ({"due": when("2027-03-31", WhenKind.QUARTER)}, "quarter end"),
        ({"due": when(kind=WhenKind.QUARTER)}, "settles no day"),
        ({"due": when(kind=WhenKind.ONGOING)}, "no end"),
        ({"due": When()}, ""),
        (
            {"due": when("2026-03-31"), "revised": (when("2026-12-31", WhenKind.MONTH),)},
            "month end, was 31 Mar 2026",
        ),
        (
            {"due": when("2026-06-30").model_copy(update={"assumed": "year taken from the plan"})},
            "year taken from the plan",
        ),
    ],
)
def test_the_note_beside_a_date(fields: dict[str, Any], words: str) -> None:
    assert due_note(action(**fields)) == words


def test_a_short_date() -> None:
    assert short_date(day("2027-03-01")) == "1 Mar 2027"
