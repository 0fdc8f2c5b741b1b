"""What the nouns promise."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.assess.build import (
    action,
    answer,
    capacity,
    cell,
    day,
    dependency,
    entries,
    indicator,
    note,
    owner,
    plan,
    resource,
    review,
    when,
)
from tests.thorough import tries

from assure.model.answers import Answer
from assure.model.base import AnswerSeen, Problem, Seen, as_json, natural_key
from assure.model.findings import Severity
from assure.model.plan import Plan
from assure.model.ratings import RatingLevel
from assure.model.review import Review
from assure.model.values import Owner, OwnerKind, Status, WhenKind

# --- Natural order ----------------------------------------------------------------------


def test_references_sort_as_people_count() -> None:
    refs = ["1.10", "1.2", "A10", "A9", "10", "9", "1.2a", ""]
    assert sorted(refs, key=natural_key) == ["", "1.2", "1.2a", "1.10", "9", "10", "A9", "A10"]


def test_a_reference_of_five_thousand_digits_sorts_too() -> None:
    assert sorted(["9" * 5000, "2"], key=natural_key) == ["2", "9" * 5000]


@given(st.lists(st.text()))
def test_any_texts_can_be_sorted(refs: list[str]) -> None:
    in_order = sorted(refs, key=natural_key)
    assert all(natural_key(a) <= natural_key(b) for a, b in itertools.pairwise(in_order))


# --- Owners and deadlines ---------------------------------------------------------------


@pytest.mark.parametrize("kind", OwnerKind)
def test_only_one_identifiable_post_or_person_is_accountable(kind: OwnerKind) -> None:
    accountable = kind in {"person", "post", "person_and_post", "elected_member"}
    named = owner(kind, "Head of Housing")
    assert named.accountable is accountable
    assert named.name == ("Head of Housing" if accountable else None)


def test_an_owner_without_a_name_has_none() -> None:
    assert Owner(kind=OwnerKind.POST).name is None


def test_the_deadline_is_the_last_revised_date_that_settles_a_day() -> None:
    first, moved = when("2026-03-31"), when("2026-09-30")
    vague = when(kind=WhenKind.VAGUE, written="soon")
    assert action(due=first).deadline == first
    assert action(due=first, revised=(moved,)).deadline == moved
    assert action(due=first, revised=(moved, vague)).deadline == moved
    assert action(due=first, revised=(vague,)).deadline == first


@pytest.mark.parametrize("status", Status)
def test_an_action_is_open_until_it_is_completed_or_cancelled(status: Status) -> None:
    assert action(status=status).open is (status not in ("completed", "cancelled"))


# --- Where something was seen -----------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "place"),
    [
        (Seen(file="plan.xlsx", sheet="Project plan", cell="E8"), "Project plan E8"),
        (Seen(file="plan.csv", cell="E8"), "E8"),
        (Seen(file="plan.csv"), "plan.csv"),
    ],
)
def test_a_place_in_a_plan(seen: Seen, place: str) -> None:
    assert seen.place() == place


@pytest.mark.parametrize(
    ("seen", "place"),
    [
        (AnswerSeen(questionnaire="progress-assurance", question="D3"), "Progress Assurance D3"),
        (AnswerSeen(questionnaire="swot", question="threats", entry=2), "SWOT threats, entry 2"),
        (AnswerSeen(questionnaire="pestelo", question="legal"), "PESTELO legal"),
    ],
)
def test_a_place_among_the_answers(seen: AnswerSeen, place: str) -> None:
    assert seen.place() == place


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem(
        code="unclear-date",
        seen=cell("I8", "31/02/2027"),
        wrong="“31/02/2027” is no day.",
        do="Correct it.",
    )
    assert problem.message() == "plan.xlsx, Project plan I8: “31/02/2027” is no day. Correct it."


# --- Levels -----------------------------------------------------------------------------


def test_levels_and_severities_have_an_order() -> None:
    assert sorted(RatingLevel, key=lambda level: -level.rank) == [
        RatingLevel.RED,
        RatingLevel.AMBER_RED,
        RatingLevel.AMBER_GREEN,
        RatingLevel.GREEN,
        RatingLevel.NOT_RATED,
    ]
    assert sorted(Severity, key=lambda severity: -severity.rank) == ["high", "medium", "low"]
    assert RatingLevel.AMBER_RED.words == "Amber-Red"


# --- Values that cannot change and keep their bytes -------------------------------------


def full_review() -> Review:
    of = plan(
        action(
            notes=(note("Tender returned"),), effort_days=Decimal("12.50"), other={"Ward": "All"}
        ),
        resources=(resource(),),
        dependencies=(dependency(),),
        capacity=(capacity(),),
        indicators=(indicator(),),
    )
    swot = entries("swot", "threats", {"text": "Floods", "impact": 4, "certainty": 3, "action": ""})
    return review(
        of, answers=[answer("F1", 1), answer("G1", "on"), swot], board_date=day("2026-11-19")
    )


def test_a_review_comes_back_from_json_as_it_was() -> None:
    of = full_review()
    text = of.model_dump_json()
    assert Review.model_validate_json(text) == of
    assert Review.model_validate_json(text).model_dump_json() == text
    assert Plan.model_validate_json(of.plan.model_dump_json()) == of.plan


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
@settings(max_examples=tries(60))
def test_an_answer_keeps_the_type_of_its_value(value: str | int | float | bool | None) -> None:
    given_ = answer("D1", value)
    back = Answer.model_validate_json(given_.model_dump_json())
    assert (type(back.value), back.value) == (type(value), value)


def test_a_set_of_columns_has_one_order_on_paper() -> None:
    columns = [Plan(key="p", title="", fields_present=frozenset(order)) for order in ("abc", "cba")]
    assert columns[0].model_dump_json() == columns[1].model_dump_json()


def test_nouns_do_not_change_and_take_no_unknown_field() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        action().ref = "9.9"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra"):
        Seen(file="plan.xlsx", row=3)  # type: ignore[call-arg]


def test_defaults_are_left_out_of_plain_data() -> None:
    assert as_json(cell("E8")) == {"file": "plan.xlsx", "sheet": "Project plan", "cell": "E8"}


def test_the_latest_answer_to_a_question_counts() -> None:
    of = review(answers=[answer("D1", 0), answer("D2", 1), answer("D1", 3)])
    latest = of.answers_to("progress-assurance")
    assert (latest["D1"].value, latest["D2"].value) == (3, 1)
    assert of.answers_to("swot") == {}


def test_a_changed_copy_of_a_plan_finds_its_own_actions() -> None:
    before = plan(action("1.1"))
    assert before.action("1.1") is not None  # looked up once, so that there is something to carry
    after = before.model_copy(update={"actions": (action("2.1"),)})
    assert after.action("1.1") is None
    assert after.action("2.1") is not None
