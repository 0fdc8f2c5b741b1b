"""What rules see of an action, field by field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.assess.build import (
    AS_OF,
    COLUMNS,
    action,
    capacity,
    cell,
    day,
    note,
    outcome,
    owner,
    plan,
    post,
    resource,
    when,
)

from assure.facts.actions import action_facts
from assure.model.actions import Action
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.values import Money, OwnerKind, Rag, Status, When, WhenKind


def fact(of: Action, **fields: Any) -> Fact:
    return action_facts(plan(of, **fields), AS_OF)[0]


def value(field: str, of: Action, **fields: Any) -> Any:
    return fact(of, **fields).values.get(field)


def places(of: Fact, field: str) -> list[str]:
    return [seen.place() for seen in of.seen_in(field)]


# --- Dates ------------------------------------------------------------------------------


def test_an_action_is_late_from_the_day_after_its_deadline() -> None:
    due_today, due_yesterday = action(due=when("2026-10-31")), action(due=when("2026-10-30"))
    assert value("days_late", due_today) is None
    assert value("days_left", due_today) == 0
    assert value("days_late", due_yesterday) == 1
    assert value("late_by", due_yesterday) == "1 day"
    assert value("days_left", due_yesterday) is None
    assert value("late_by", action(due=when("2026-06-30"))) == "123 days"


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
def test_what_is_closed_is_never_late(status: Status) -> None:
    closed = action(due=when("2025-06-30"), status=status)
    assert value("days_late", closed) is None
    assert value("days_left", closed) is None
    assert value("open", closed) is False


def test_the_latest_revised_date_counts_and_its_cell_is_shown() -> None:
    cells = {"due": cell("I8", "Sept 2025"), "revised": cell("J8", "March 2026; Dec 2026")}
    moved = fact(
        action(
            due=when("2025-09-30", WhenKind.MONTH),
            revised=(when("2026-03-31"), when("2026-12-31")),
            seen=cells,
        )
    )
    assert moved.values["due"] == day("2026-12-31")
    assert moved.values["due_text"] == "March 2026; Dec 2026"
    assert moved.values["first_due"] == day("2025-09-30")
    assert moved.values["times_redated"] == 2
    assert places(moved, "due") == ["Project plan J8"]
    assert places(moved, "first_due") == ["Project plan I8"]


def test_a_revised_date_that_settles_no_day_leaves_the_first_one_standing() -> None:
    moved = fact(
        action(
            due=when("2026-12-31"),
            revised=(when(kind=WhenKind.VAGUE, written="TBC"),),
            seen={"due": cell("I8", "31/12/2026"), "revised": cell("J8", "TBC")},
        )
    )
    assert moved.values["due"] == day("2026-12-31")
    assert places(moved, "due") == ["Project plan I8"]
    assert moved.values["times_redated"] == 0


def test_only_a_later_date_counts_as_put_back() -> None:
    def times(*dates: str) -> Any:
        first, *later = map(when, dates)
        return value("times_redated", action(due=first, revised=tuple(later)))

    assert times("2026-03-31", "2026-12-31") == 1
    assert times("2026-03-31", "2026-03-31") == 0  # the same date written again
    assert times("2027-03-31", "2026-12-31") == 0  # brought forward
    assert times("2026-03-31", "2026-12-31", "2026-09-30", "2027-03-31") == 2


def test_an_unsettled_first_date_that_is_then_settled_was_not_put_back() -> None:
    settled = action(due=when(kind=WhenKind.VAGUE), revised=(when("2026-12-31"),))
    assert value("times_redated", settled) == 0
    assert value("first_due", settled) == day("2026-12-31")


def test_a_plan_without_dates_has_no_dates_to_speak_of() -> None:
    undated = fact(action(due=When()), fields_present=COLUMNS - {"due", "revised"})
    assert undated.values["due_asked"] is False
    assert undated.values["due_kind"] == "missing"
    assert not {"due", "due_text", "days_late", "days_left"} & set(undated.values)


def test_the_outcome_to_be_reached_is_the_last_of_those_it_serves() -> None:
    two = (
        outcome("1", target_date=when("2027-03-31"), seen={"target_date": cell("F2")}),
        outcome("2", target_date=when("2028-03-31"), seen={"target_date": cell("F3")}),
    )
    both = fact(action(outcomes=("1", "2")), outcomes=two)
    assert both.values["outcome_target"] == day("2028-03-31")
    assert places(both, "outcome_target") == ["Project plan F3"]
    undated = (two[0], outcome("2", target_date=When()))
    assert value("outcome_target", action(outcomes=("1", "2")), outcomes=undated) is None


# --- Status and what is told of it ------------------------------------------------------


def test_words_of_trouble_are_looked_for_in_the_note_and_in_the_reason() -> None:
    noted = fact(action(notes=(note("All well", 5), note("Recruitment delayed again"))))
    assert noted.values["trouble"] == "delayed"
    assert places(noted, "trouble") == ["Monitoring N8"]
    given = action(reason="Contractor awaiting consent", seen={"reason": cell("T8")})
    reasoned = fact(given)
    assert reasoned.values["trouble"] == "awaiting"
    assert places(reasoned, "trouble") == ["Project plan T8"]


def test_an_old_note_of_trouble_is_forgotten_when_the_latest_is_fine() -> None:
    fine = action(notes=(note("Van delayed", 3), note("Van delivered and in use", 6)))
    assert value("troubled", fine) is False
    assert value("note", fine) == "Van delivered and in use"


@pytest.mark.parametrize(
    ("reason", "told", "has_column", "given"),
    [
        ("Contractor failed; new one starts in May", "", True, True),
        ("", "", True, False),
        ("n/a", "", True, False),
        ("", "Leaflets printed", True, False),  # a note, but no reason
        ("", "Contractor withdrew, so delayed to May", True, True),  # the note gives it
        ("", "Leaflets printed", False, True),  # no column for reasons: any note will do
        ("", "", False, False),
    ],
)
def test_a_reason_is_given_in_its_cell_or_by_a_telling_note(
    reason: str, told: str, has_column: bool, given: bool
) -> None:
    columns = COLUMNS if has_column else COLUMNS - {"reason"}
    late = action(reason=reason, notes=(note(told),) if told else (), rag=Rag.RED)
    assert value("reason_given", late, fields_present=columns) is given


@pytest.mark.parametrize(("evidence", "given"), [("Photographs", True), ("", False), ("-", False)])
def test_a_dash_is_no_evidence(evidence: str, given: bool) -> None:
    assert value("evidence_given", action(evidence=evidence)) is given


@pytest.mark.parametrize("column", ["status", "rag", "percent"])
def test_any_column_that_tells_where_an_action_stands_is_a_place_for_status(column: str) -> None:
    assert value("status_asked", action(), fields_present=frozenset({column})) is True
    assert value("status_asked", action(), fields_present=frozenset({"title"})) is False


# --- Owners -----------------------------------------------------------------------------


def test_the_owner_as_written_and_as_understood() -> None:
    written = action(
        owner=owner(OwnerKind.SEVERAL, "Head of Planning", "Head of Housing"),
        seen={"owner": cell("F8", "Head of Planning / Head of Housing")},
    )
    assert value("owner_kind", written) == "several"
    assert value("owners", written) == 2
    assert value("owner", written) == "Head of Planning / Head of Housing"
    assert places(fact(written), "owner") == ["Project plan F8"]


def test_a_vacant_post_is_known_from_the_capacity_sheet() -> None:
    empty = capacity(
        "Head of Housing",
        vacant=True,
        vacant_since=when("2026-06-01"),
        seen={"vacant_since": cell("D3", "1 June 2026", "Capacity")},
    )
    vacant = fact(action(owner=post("Head of housing")), capacity=(empty,))
    assert vacant.values["owner_vacant"] is True
    assert vacant.values["vacant_since"] == day("2026-06-01")
    assert places(vacant, "owner_vacant") == ["Capacity D3"]
    assert value("owner_vacant", action(owner=post("Clerk")), capacity=(empty,)) is False


# --- Wording and outcomes ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "measure", "vague"),
    [
        ("Support victims better", "", True),
        ("Support victims better", "40 victims supported through court", False),
        ("Support 40 victims through court", "", False),
        ("Open the Family Support Centre", "", False),
    ],
)
def test_an_open_ended_verb_is_vague_without_a_finish_test(
    title: str, measure: str, vague: bool
) -> None:
    assert value("vague", action(title=title, measure=measure)) is vague


def test_only_outcomes_of_the_plan_are_counted() -> None:
    assert value("outcomes", action(outcomes=("1", "9"))) == 1
    assert value("outcomes", action(outcomes=("9",))) == 0
    # A plan without a list of outcomes cannot know better.
    assert value("outcomes", action(outcomes=("9",)), outcomes=()) == 1


# --- Money ------------------------------------------------------------------------------


def test_what_is_refused_in_the_schedule_is_refused_to_the_action() -> None:
    refused = resource(status="Not resourced", confirmed=False, seen={"status": cell("H4")})
    lacking = fact(action(), resources=(refused,))
    assert lacking.values["lacks_money"] is True
    assert lacking.values["lack"] == "Not resourced"
    assert places(lacking, "lacks_money") == ["Project plan H4"]


def test_a_lack_told_in_a_note_points_at_the_note() -> None:
    lacking = fact(action(notes=(note("Still no funding"),)))
    assert lacking.values["lack"] == "Still no funding"
    assert places(lacking, "lacks_money") == ["Monitoring N8"]
    assert value("lack", action()) is None
    assert value("lacks_money", action()) is False


def test_a_lack_may_stand_where_the_cost_is_asked_for() -> None:
    lacking = fact(action(cost=Money(text="Unfunded"), seen={"cost": cell("L4")}))
    assert lacking.values["lack"] == "Unfunded"
    assert places(lacking, "lacks_money") == ["Project plan L4"]


def test_funding_ends_with_the_last_of_the_money() -> None:
    """One grant may follow another; people and kit are not money."""

    def line(ref: str, until: str, **fields: Any) -> Any:
        end = when(until)
        return resource(ref, funded_until=end, seen={"funded_until": cell("I" + ref[1:])}, **fields)

    grants = (line("R2", "2026-12-31"), line("R3", "2027-06-30"))
    funded = fact(action(), resources=(*grants, line("R4", "2028-03-31", kind="People")))
    assert funded.values["funded_until"] == day("2027-06-30")
    assert places(funded, "funded_until") == ["Project plan I3"]
    elsewhere = line("R5", "2026-11-30", actions=("1.2",))
    assert value("funded_until", action(), resources=(elsewhere,)) is None


def test_doubt_is_told_once_of_the_line_or_of_the_action() -> None:
    doubtful = action(resources="Subject to a bid")
    assert value("doubts_money", doubtful) is True
    assert value("doubts_money", doubtful, resources=(resource(in_doubt=True),)) is False


def test_a_number_no_plan_can_mean_is_left_out() -> None:
    assert value("effort_days", action(effort_days=Decimal("1e40"))) is None
    assert value("effort_days", action(effort_days=Decimal("12.5"))) == Decimal("12.5")


def test_a_plan_of_nothing_gives_no_facts() -> None:
    assert action_facts(Plan(key="p", title=""), AS_OF) == ()
