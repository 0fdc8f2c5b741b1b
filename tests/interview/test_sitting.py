"""Walking through a questionnaire: where one stands, and that no answer is lost or made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure import shelf
from assure.interview.parse import parse_questionnaire
from assure.interview.sitting import Known, Sitting
from assure.model.actions import Action
from assure.model.answers import Answer, AnswerState, Entry
from assure.model.plan import Plan

ALL = {
    questionnaire.key: questionnaire
    for questionnaire in (
        parse_questionnaire(text.origin, text.content) for text in shelf.questionnaires()
    )
}
PROGRESS, SWOT = ALL["progress-assurance"], ALL["swot"]
TRUST: Entry = {"text": "Trust", "impact": 4, "certainty": 3}


def to(question: str, value: object = 2, **fields: object) -> Answer:
    return Answer.model_validate(
        {"questionnaire": PROGRESS.key, "question": question, "value": value, **fields}
    )


def box(question: str, *entries: Entry) -> Answer:
    return Answer(questionnaire="swot", question=question, value=entries)


def test_a_sitting_starts_at_the_first_question_and_tells_how_far_it_is() -> None:
    sitting = Sitting.open(PROGRESS)
    assert sitting.place == "A1"
    progress = sitting.progress
    assert progress.section is not None
    assert progress.section.title == "Leadership and governance"
    assert (progress.section_number, progress.sections) == (1, 8)
    assert (progress.question_number, progress.questions) == (1, 38)
    assert (progress.answered, progress.minutes_left) == (0, 75)


def test_it_resumes_at_the_first_question_without_an_answer() -> None:
    sitting = Sitting.open(PROGRESS, [to("A1"), to("A2"), to("A4")])
    assert sitting.place == "A3"
    assert sitting.answer(to("A3")).next().place == "A5"
    assert sitting.skip().place == "A4"


def test_the_latest_answer_counts_and_answers_to_other_things_are_left_alone() -> None:
    elsewhere = Answer(questionnaire="swot", question="A1", value=0)
    gone = to("Z9")
    sitting = Sitting.open(PROGRESS, [to("A1", 1), to("A1", 3), elsewhere, gone])
    assert dict(sitting.answers) == {"A1": to("A1", 3)}


def test_back_stops_at_the_first_question() -> None:
    sitting = Sitting.open(PROGRESS, [to("A1")])
    assert sitting.back().place == "A1"
    assert sitting.back().back().place == "A1"


def test_a_question_reopened_at_the_end_leads_back_there() -> None:
    answers = [to(question.key) for question in PROGRESS.questions()]
    sitting = Sitting.open(PROGRESS, answers)
    assert sitting.place is None
    assert sitting.finished
    reopened = sitting.jump("B2")
    assert reopened.place == "B2"
    assert reopened.answer(to("B2", 0)).next().place is None
    assert reopened.back().place is None
    assert reopened.skip().place is None
    assert sitting.back().place == "H6"
    with pytest.raises(KeyError):
        sitting.jump("Z9")


def test_dont_know_is_an_answer_and_a_skipped_question_is_missing() -> None:
    unsure = to("A1", None, state=AnswerState.DONT_KNOW, reason="Not asked yet")
    sitting = Sitting.open(PROGRESS).answer(unsure).next().skip()
    assert sitting.place == "A3"
    assert [question.key for question in sitting.missing()][:2] == ["A2", "A3"]
    lines = sitting.check_answers()
    assert lines[0].said == "Don’t know: Not asked yet"
    assert lines[1].said == ""


def test_moves_are_asked_only_when_there_is_something_to_cross() -> None:
    empty = [box(key) for key in ("strengths", "weaknesses", "opportunities", "threats")]
    assert Sitting.open(SWOT, empty).finished
    one_side = Sitting.open(SWOT, [*empty, box("strengths", TRUST)])
    assert [question.key for question in one_side.asked][-1] == "threats"
    both = Sitting.open(SWOT, [*empty, box("strengths", TRUST), box("threats", TRUST)])
    assert both.place == "tows"
    assert both.progress.questions == 5


def test_an_answer_to_a_question_that_is_no_longer_asked_is_kept() -> None:
    moves = box("tows", {"move": "SO", "text": "Bid together"})
    sitting = Sitting.open(SWOT, [box("strengths", TRUST), box("threats", TRUST), moves])
    emptied = sitting.answer(box("strengths"))
    assert "tows" not in [line.key for line in emptied.check_answers()]
    assert emptied.answers["tows"] == moves
    refilled = emptied.answer(box("strengths", TRUST))
    assert refilled.check_answers()[-1].said == "1 entry: Bid together"


def test_answers_that_want_another_look_say_why() -> None:
    plan = Plan(key="p", title="P", actions=(Action(key="2.3", ref="2.3", title="Open the hub"),))
    reworded = PROGRESS.questions()[0].model_copy(update={"version": 2})
    first = PROGRESS.sections[0].model_copy(update={"questions": (reworded,)})
    newer = PROGRESS.model_copy(update={"sections": (first,)})
    linked = Sitting.open(SWOT, [box("strengths", {**TRUST, "action": "9.9"})], Known.of(plan))
    assert Sitting.open(newer, [to("A1")]).problems() == {
        "A1": "The question has been reworded since this was answered."
    }
    assert linked.problems() == {
        "strengths": "Entry 1: there is no action 9.9 in the plan; known are 2.3."
    }
    assert Sitting.open(SWOT, [box("strengths", {**TRUST, "action": "9.9"})]).problems() == {}


@given(st.lists(st.sampled_from([q.key for q in PROGRESS.questions()]), unique=True))
def test_going_on_always_ends_and_meets_every_question_without_an_answer(done: list[str]) -> None:
    sitting = Sitting.open(PROGRESS, [to(key) for key in done])
    met = []
    while sitting.current is not None:
        met.append(sitting.current.key)
        sitting = sitting.answer(to(sitting.current.key)).next()
    assert sitting.finished
    always = {question.key for question in PROGRESS.questions() if question.ask_when is None}
    assert sorted(met + [key for key in done if key in always]) == sorted(always)
