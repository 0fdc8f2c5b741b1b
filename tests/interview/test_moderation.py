"""What there is to agree on, what can be taken over, and what comes with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.interview.moderation import Moderation
from assure.model.answers import Answer, AnswerState, Value
from assure.service.questionnaires import questionnaire, questionnaires

PROGRESS = questionnaire("progress-assurance")
POLICE, CLERK, HOUSING = "Police lead", "Clerk", "Head of Housing"


def said(question: str, value: Value, by: str = CLERK, **more: Any) -> Answer:
    return Answer(questionnaire=PROGRESS.key, question=question, value=value, respondent=by, **more)


def moderation(*answers: Answer, every: bool = False) -> Moderation:
    return Moderation.of(PROGRESS, answers, every=every)


def keys(of: Moderation) -> list[str]:
    return [question.key for question in of.questions]


def test_what_all_say_alike_needs_no_agreement() -> None:
    both = (said("A1", 2), said("A1", 2, POLICE), said("A2", 0), said("A2", 1, POLICE))
    assert keys(moderation(*both)) == ["A2"]
    assert keys(moderation(*both, every=True))[:3] == ["A1", "A2", "A3"]


def test_what_one_alone_answered_is_theirs() -> None:
    assert keys(moderation(said("A1", 2))) == []
    assert moderation(said("A1", 2)).sitting().finished


def test_what_was_agreed_is_there_to_be_changed_and_the_rest_comes_first() -> None:
    answers = (said("A1", 0), said("A1", 3, POLICE), said("A2", 0), said("A2", 3, POLICE))
    sitting = moderation(*answers, said("A1", 1, moderated=True)).sitting()
    assert sitting.place == "A2"
    assert sitting.answers["A1"].value == 1
    assert (sitting.progress.answered, sitting.progress.questions) == (1, 2)
    assert sitting.back().place == "A1"


def test_a_question_answered_anew_is_to_be_agreed_again() -> None:
    answers = (said("A1", 0), said("A1", 3, POLICE), said("A1", 1, moderated=True))
    assert moderation(*answers).sitting().finished
    assert moderation(*answers, said("A1", 2)).sitting().place == "A1"


def test_a_question_asked_of_some_only_is_agreed_on_too() -> None:
    """Whether it was asked is settled: they answered it."""
    (key,) = [question.key for question in PROGRESS.questions() if question.ask_when][:1]
    of = moderation(said(key, "yes"), said(key, "no", POLICE))
    assert keys(of) == [key]
    assert of.sitting().place == key


def test_each_different_answer_can_be_taken_over_once() -> None:
    g3 = PROGRESS.question("G3")
    assert g3 is not None
    of = moderation(
        said("G3", "Rents fell"), said("G3", "rents  fell", POLICE), said("G3", "Nothing", HOUSING)
    )
    assert [answer.value for answer in of.offers(g3)] == ["rents  fell", "Nothing"]


def test_the_evidence_of_those_who_said_the_same_comes_along() -> None:
    day = dt.date(2026, 6, 12)
    of = moderation(
        said("A1", 2, evidence="Minutes", evidence_date=day), said("A1", 0, POLICE, evidence="None")
    )
    agreed = of.with_evidence(said("A1", 2, moderated=True))
    assert (agreed.evidence, agreed.evidence_date) == ("Minutes", day)
    assert of.with_evidence(said("A1", 1, moderated=True)).evidence == ""
    assert of.with_evidence(said("A1", 2, evidence="Terms")).evidence == "Terms"


STATES = st.sampled_from([AnswerState.DONT_KNOW, AnswerState.NOT_APPLICABLE])


@pytest.mark.parametrize("asked", questionnaires(), ids=lambda asked: asked.key)
@settings(max_examples=tries(15))
@given(data=st.data())
def test_once_all_is_agreed_nothing_is_left_and_nothing_was_lost(asked: Any, data: Any) -> None:
    """In every shipped questionnaire, whatever was said of however many questions."""
    every = [question.key for question in asked.questions()]
    chosen = data.draw(st.lists(st.sampled_from(every), max_size=5, unique=True))
    answers = [
        Answer(
            questionnaire=asked.key,
            question=key,
            state=data.draw(STATES),
            reason="Because",
            respondent=role,
        )
        for key in chosen
        for role in data.draw(st.lists(st.sampled_from([POLICE, CLERK, HOUSING]), unique=True))
    ]
    open_ = Moderation.of(asked, answers).sitting()
    agreed = [
        answer.model_copy(update={"respondent": "Chair", "moderated": True})
        for answer in answers
        if answer.question in {question.key for question in open_.missing()}
    ]
    closed = Moderation.of(asked, [*answers, *agreed])
    assert closed.sitting().finished
    kept = [answer for one in closed.heard.values() for answer in one.separate]
    assert sorted(map(str, kept)) == sorted(map(str, answers))
