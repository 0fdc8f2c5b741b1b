"""What rules see of answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.assess.build import (
    action,
    answer,
    dont_know,
    entries,
    fact_of,
    not_applicable,
    plan,
    review,
)

from assure.facts.answers import mean_score, score_of
from assure.facts.catalogue import CATALOGUE
from assure.facts.derive import derive
from assure.model.answers import Answer, AnswerState, Entry, Value
from assure.model.facts import Fact
from assure.model.questionnaire import Option, Question, QuestionKind, Questionnaire, Section

SCALE = tuple(
    Option(value=n, label=label)
    for n, label in enumerate(["Not in place", "Partly", "Largely", "Fully"])
)
ASSURANCE = Questionnaire(
    key="progress-assurance",
    title="Progress Assurance",
    purpose="",
    when_to_use="",
    minutes=60,
    who="",
    origin="",
    sections=(
        Section(
            key="D",
            title="Capacity and resources",
            questions=tuple(
                Question(key=f"D{n}", kind=QuestionKind.SCALE, text=f"Question {n}?", options=SCALE)
                for n in range(1, 6)
            ),
        ),
    ),
)


def facts(*answers: Answer, **fields: Any) -> tuple[Fact, ...]:
    return derive(review(answers=answers, questionnaires=(ASSURANCE,), **fields))


@pytest.mark.parametrize(
    ("given", "score"),
    [
        (answer("D1", 3), 3),
        (answer("D1", 0), 0),
        (dont_know("D1"), 0),  # what nobody knows is not in place
        (not_applicable("D1"), None),  # and what does not apply has no score
        (answer("D1", True), None),
        (answer("D1", "2"), None),
    ],
)
def test_the_score_of_an_answer(given: Answer, score: int | None) -> None:
    assert score_of(given) == score


def test_an_answer_is_shown_in_the_words_that_were_chosen() -> None:
    partly = fact_of(facts(answer("D1", 1, evidence="Two posts empty")), "answer", "D1")
    assert partly.values["answered"] == "Partly"
    assert partly.values["asked"] == "Question 1?"
    assert partly.values["evidenced"] is True
    (seen,) = partly.seen_in("score")
    assert (seen.place(), seen.text) == ("Progress Assurance D1", "Partly")
    assert fact_of(facts(dont_know("D3")), "answer").values["answered"] == "don’t know"
    assert fact_of(facts(not_applicable("D3")), "answer").values["answered"] == "not applicable"


def test_the_latest_answer_counts() -> None:
    found = fact_of(facts(answer("D1", 0), answer("D1", 3)), "answer", "D1")
    assert found.values["score"] == 3


def test_an_area_averages_what_has_a_score() -> None:
    area = fact_of(
        facts(answer("D1", 1), answer("D2", 2), dont_know("D3"), not_applicable("D4")), "area"
    )
    assert area.title == "Capacity and resources"
    assert area.values["average"] == 1  # (1 + 2 + 0) / 3
    counted = ("questions", "answered", "unknown", "not_applicable")
    assert [area.values[name] for name in counted] == [5, 2, 1, 1]
    assert area.values["lowest"] == 0
    assert len(area.seen_in("average")) == 4


def test_an_area_where_nothing_applies_is_not_averaged() -> None:
    area = fact_of(facts(not_applicable("D1")), "area")
    assert {"average", "lowest"}.isdisjoint(area.values)
    assert (area.values["answered"], area.values["not_applicable"]) == (0, 1)


@pytest.mark.parametrize(
    ("scores", "mean"), [([], None), ([1, 1, 1, 2], "1.3"), ([0, 1], "0.5"), ([2, 2, 1], "1.7")]
)
def test_a_mean_is_rounded_as_a_reader_would(scores: list[int], mean: str | None) -> None:
    assert mean_score(scores) == (None if mean is None else Decimal(mean))


@pytest.mark.parametrize(
    ("given", "choice"),
    [
        (answer("G1", "behind"), "behind"),
        (dont_know("G1"), "not_known"),
        (not_applicable("G1"), None),
        (answer("G1", "sideways"), None),  # no choice of the question
        (answer("G1", 2), None),
    ],
)
def test_a_choice_is_one_of_those_offered(given: Answer, choice: Value) -> None:
    found = fact_of(facts(given), "answer", "G1")
    assert found.values.get("choice") == choice
    assert "score" not in found.values


def test_unknown_questions_are_passed_over() -> None:
    assert [f for f in facts(answer("Z9", 1)) if f.subject == "answer"] == []


# --- SWOT and PESTELO -------------------------------------------------------------------


def swot(box: str, **entry: Any) -> Fact:
    return fact_of(facts(entries("swot", box, {"text": "No analyst", **entry})), "swot_entry")


def test_a_swot_entry_and_the_action_that_takes_it_up() -> None:
    taken = swot("weaknesses", impact=4, certainty=5, action="1.1")
    assert (taken.ref, taken.title, taken.outcomes) == ("W1", "No analyst", ("1",))
    assert (taken.values["impact"], taken.values["has_action"]) == (4, True)
    assert taken.seen_in("entry")[0].place() == "SWOT weaknesses, entry 1"
    loose = swot("threats", impact=4)
    assert (loose.values["has_action"], loose.values["unknown_action"]) == (False, False)
    wrong = swot("threats", impact=4, action="9.9")
    assert (wrong.values["has_action"], wrong.values["unknown_action"]) == (False, True)


def test_words_that_stand_in_two_boxes_are_told_at_the_second() -> None:
    found = [
        fact
        for fact in facts(
            entries("swot", "weaknesses", {"text": "Staffing"}, {"text": "staffing."}),
            entries("swot", "threats", {"text": " Staffing. "}, {"text": "Floods"}),
        )
        if fact.subject == "swot_entry"
    ]
    told = [(fact.values["box"], fact.values["in_earlier_box"]) for fact in found]
    assert told == [
        ("weaknesses", False),
        ("weaknesses", False),
        ("threats", True),
        ("threats", False),
    ]


def test_a_reference_is_known_in_small_letters_too_and_its_own_spelling_first() -> None:
    of = plan(action("A1", outcomes=("1",)), action("a1", outcomes=("2",)))
    for written, outcomes in (("A1", ("1",)), ("a1", ("2",))):
        entry = entries("swot", "threats", {"text": "Floods", "action": written})
        assert fact_of(facts(entry, of=of), "swot_entry").outcomes == outcomes
    lower = entries("swot", "threats", {"text": "Floods", "action": "b2"})
    assert fact_of(facts(lower, of=plan(action("B2"))), "swot_entry").values["has_action"] is True


def test_a_factor_and_its_letter() -> None:
    rents: Entry = {"text": "Rents rise", "effect": -2, "response": "", "owner": "Head of Housing"}
    found = facts(entries("pestelo", "economic", rents))
    factor = fact_of(found, "pestelo_factor")
    assert (factor.ref, factor.values["effect"]) == ("economic 1", -2)
    assert (factor.values["has_response"], factor.values["has_owner"]) == (False, True)
    letters = {f.ref: f.values["entries"] for f in found if f.subject == "pestelo_letter"}
    assert letters["economic"] == 1
    assert letters["legal"] == 0
    assert len(letters) == 7


def test_a_letter_that_nobody_answered_points_at_no_answer() -> None:
    found = facts(entries("pestelo", "economic"))
    assert fact_of(found, "pestelo_letter", "legal").seen == {}
    assert fact_of(found, "pestelo_letter", "economic").seen != {}


def test_a_letter_may_be_said_not_to_apply() -> None:
    said = Answer(questionnaire="pestelo", question="legal", state=AnswerState.NOT_APPLICABLE)
    assert fact_of(facts(said), "pestelo_letter", "legal").values["not_applicable"] is True


def test_without_answers_there_is_nothing_to_judge() -> None:
    subjects = {fact.subject for fact in facts()}
    assert subjects == {"action", "owner", "assumption", "outcome", "indicator", "plan"}
    assert subjects <= set(CATALOGUE)
