"""Random walks through every shipped questionnaire: no answer is lost, and none is made up."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interview import answering
from tests.interview.answering import SHIPPED, anycity
from tests.thorough import tries

from assure.interview.sitting import Known, Sitting
from assure.model.questionnaire import Questionnaire

MOVES = ("answer", "answer", "answer", "next", "next", "skip", "back", "jump", "resume")
NOTHING_KNOWN = Known()


class Walk:
    """A sitting, what was answered on the way, and what must hold after every step."""

    def __init__(self, questionnaire: Questionnaire, told: Known, chance: Random) -> None:
        self.questionnaire = questionnaire
        self.told = told
        self.chance = chance
        # Some have been here before, and some are nearly done: the end is where one can jump.
        before = chance.choice((0, 0.5, 0.95, 1))
        self.given = [
            answering.given(questionnaire, question, chance.choice, told.refs)
            for question in questionnaire.questions()
            if chance.random() < before
        ]
        self.sitting = Sitting.open(questionnaire, self.given, told)

    def step(self) -> None:
        sitting = self.sitting
        match self.chance.choice(MOVES):
            case "answer" if sitting.current is not None:
                answer = answering.given(
                    self.questionnaire, sitting.current, self.chance.choice, self.told.refs
                )
                self.given.append(answer)
                self.sitting = sitting.answer(answer)
                assert self.sitting.place == sitting.place
            case "next":
                wanted = self.next_without_answer()
                self.sitting = sitting.next()
                assert self.sitting.place == wanted
            case "skip":
                self.sitting = sitting.skip()
                if sitting.place is not None and not sitting.reopened:
                    assert self.sitting.back().place == sitting.place
            case "back":
                self.sitting = sitting.back()
            case "jump" if sitting.place is None:
                line = self.chance.choice(sitting.check_answers())
                self.sitting = sitting.jump(line.key)
                assert self.sitting.next().place is None
            case "resume":
                self.sitting = Sitting.open(self.questionnaire, self.given, self.told)
                left = [q.key for q in self.sitting.asked if q.key not in self.sitting.answers]
                assert self.sitting.place == (None if self.sitting.finished else left[0])

    def next_without_answer(self) -> str | None:
        if self.sitting.reopened or self.sitting.place is None:
            return None
        order = [question.key for question in self.sitting.asked]
        after = order[order.index(self.sitting.place) + 1 :]
        return next((key for key in after if key not in self.sitting.answers), None)

    def check(self) -> None:
        sitting = self.sitting
        assert sitting.place is not None or not sitting.reopened
        kept = {answer.question: answer for answer in self.given}
        assert dict(sitting.answers) == kept
        asked = [question.key for question in sitting.asked]
        counted = [key for key in asked if key in kept]
        lines = sitting.check_answers()
        assert [line.key for line in lines] == asked
        assert [line.key for line in lines if line.said] == counted
        assert not any(line.problem for line in lines)
        assert sitting.place is None or sitting.place in asked
        missing = [question.key for question in sitting.missing()]
        assert missing == [q.key for q in sitting.asked if q.key not in kept and not q.optional]
        progress = sitting.progress
        assert (progress.answered, progress.questions) == (len(counted), len(asked))
        assert 1 <= progress.question_number <= progress.questions
        assert 1 <= progress.section_number <= progress.sections


@pytest.mark.parametrize("told", ["no plan", "a plan"])
@pytest.mark.parametrize("key", SHIPPED)
@settings(max_examples=tries(12), deadline=None)
@given(chance=st.randoms(use_true_random=True))
def test_no_walk_loses_or_invents_an_answer(key: str, told: str, chance: Random) -> None:
    walk = Walk(SHIPPED[key], anycity() if told == "a plan" else NOTHING_KNOWN, chance)
    walk.check()
    for _ in range(40):
        walk.step()
        walk.check()


@pytest.mark.parametrize("key", SHIPPED)
@settings(max_examples=5, deadline=None)
@given(chance=st.randoms(use_true_random=True))
def test_answering_and_going_on_meets_every_question_once_and_ends(
    key: str, chance: Random
) -> None:
    sitting = Sitting.open(SHIPPED[key], (), anycity())
    met: list[str] = []
    while sitting.current is not None:
        met.append(sitting.current.key)
        sitting = sitting.answer(
            answering.given(SHIPPED[key], sitting.current, chance.choice, anycity().refs)
        ).next()
    assert met == [question.key for question in sitting.asked]
    assert sitting.finished
