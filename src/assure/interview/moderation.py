"""Moderation: those who answered go through their answers together and agree on one each.

What is agreed on is an answer of its own, kept beside theirs. Moving about is a ``Sitting`` over
the questions there are to agree on, whose answers are the agreed ones; nothing is printed, asked
or stored here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assure.interview.asking import told
from assure.interview.sitting import Known, Sitting
from assure.model.answers import Answer, AnswerState
from assure.model.questionnaire import Question, QuestionKind, Questionnaire
from assure.model.respondents import Heard, all_entries, heard, respondents, same_answer


@dataclass(frozen=True)
class Moderation:
    """What everybody said to one questionnaire. ``every`` goes through every question, not only
    those that were answered differently."""

    questionnaire: Questionnaire
    heard: Mapping[str, Heard]
    known: Known
    every: bool = False

    @classmethod
    def of(
        cls,
        questionnaire: Questionnaire,
        answers: Iterable[Answer],
        known: Known | None = None,
        *,
        every: bool = False,
    ) -> Moderation:
        """``answers`` are everybody's, in the order they were given."""
        said = heard(answers, questionnaire.key)
        return cls(questionnaire, said, known or Known(), every)

    @property
    def respondents(self) -> tuple[str, ...]:
        """Their roles, as written; "" for one who gave none."""
        return respondents(self.heard)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those to go through: answered differently, or agreed on already; or all."""
        whole = Sitting.open(self.questionnaire, self._counting().values(), self.known)
        asked = {question.key for question in whole.asked}
        return tuple(
            question
            for question in self.questionnaire.questions()
            if self._is_wanted(self.heard.get(question.key))
            or (self.every and question.key in asked)
        )

    def _is_wanted(self, one: Heard | None) -> bool:
        return one is not None and (one.differs or one.moderated is not None)

    def sitting(self) -> Sitting:
        """Stands at the first question that is not agreed on, or at the end.

        A question that somebody answered anew counts as not agreed on.
        """
        wanted = {question.key for question in self.questions}
        agreed = [
            one.moderated
            for key, one in self.heard.items()
            if key in wanted and one.moderated is not None and not one.anew
        ]
        return Sitting.open(_only(self.questionnaire, wanted), agreed, self.known)

    def of_question(self, key: str) -> Heard:
        return self.heard.get(key) or Heard(key, ())

    def told(self, question: Question) -> tuple[str, ...]:
        """What the plan tells about ``question``."""
        return told(question, self.questionnaire, self._counting(), self.known.facts)

    def offers(self, question: Question) -> tuple[Answer, ...]:
        """Answers to take over as they are: each different one, or all entries together."""
        given = [
            answer
            for answer in self.of_question(question.key).separate
            if answer.state is AnswerState.ANSWERED
        ]
        if question.kind is QuestionKind.ENTRIES and len(given) > 1:
            return (given[-1].model_copy(update={"value": all_entries(given)}),)
        return tuple({same_answer(answer): answer for answer in given}.values())

    def with_evidence(self, agreed: Answer) -> Answer:
        """``agreed`` with the evidence of those who said the same, unless it has its own."""
        if agreed.evidence or agreed.state is not AnswerState.ANSWERED:
            return agreed
        same = [
            answer
            for answer in self.of_question(agreed.question).separate
            if answer.evidence and same_answer(answer) == same_answer(agreed)
        ]
        if not same:
            return agreed
        return agreed.model_copy(
            update={"evidence": same[-1].evidence, "evidence_date": same[-1].evidence_date}
        )

    def _counting(self) -> dict[str, Answer]:
        return {
            key: one.counts(self.questionnaire.question(key)) for key, one in self.heard.items()
        }


def _only(questionnaire: Questionnaire, keys: set[str]) -> Questionnaire:
    """``questionnaire`` with these questions alone, each of them to be answered.

    Whether they are asked was settled by those who answered.
    """
    sections = []
    for section in questionnaire.sections:
        questions = tuple(
            question.model_copy(update={"ask_when": None, "shows": (), "optional": False})
            for question in section.questions
            if question.key in keys
        )
        if questions:
            sections.append(section.model_copy(update={"questions": questions}))
    total = max(len(questionnaire.questions()), 1)
    minutes = -(-questionnaire.minutes * len(keys) // total)
    return questionnaire.model_copy(update={"sections": tuple(sections), "minutes": minutes})
