"""A sitting: one person going through one questionnaire.

An immutable state. Every move gives a new one; nothing is printed, asked or stored here.
``place`` is the key of the question in front of the person, or None at the end, where the
answers are checked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from assure.interview.asking import OF_PLAN, is_asked, told
from assure.interview.checking import Refs, UnfitAnswerError, value_of
from assure.model.answers import Answer, AnswerState, Entry
from assure.model.facts import FactValue
from assure.model.plan import Plan
from assure.model.questionnaire import Question, QuestionKind, Questionnaire, Section
from assure.words.days import short_date


@dataclass(frozen=True)
class Known:
    """What the plan already tells, for ``ask_when`` and ``shows``, and what answers may link to."""

    facts: Mapping[str, FactValue] = field(default_factory=dict)
    refs: Refs = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan | None, facts: Mapping[str, FactValue] | None = None) -> Known:
        """``facts`` are by the names that conditions use: ``plan.actions``, ``findings.OWN-01``."""
        if plan is None:
            return cls()
        counts = {"actions": len(plan.actions), "outcomes": len(plan.outcomes)}
        return cls(
            facts if facts is not None else {OF_PLAN + name: n for name, n in counts.items()},
            {
                "action": {action.ref: action.title for action in plan.actions},
                "outcome": {outcome.ref: outcome.title for outcome in plan.outcomes},
                "indicator": {indicator.ref: indicator.title for indicator in plan.indicators},
                "risk": {risk.ref: risk.text for risk in plan.risks},
                "project": {project.ref: project.title for project in plan.projects},
            },
        )


@dataclass(frozen=True)
class Progress:
    """How far a sitting has come. Counts start at 1."""

    section: Section | None  # None at the end
    section_number: int
    sections: int
    question_number: int
    questions: int
    answered: int
    minutes_left: int


@dataclass(frozen=True)
class CheckLine:
    """One line of "check your answers"."""

    key: str
    text: str
    said: str  # in words; empty when not answered
    problem: str = ""


@dataclass(frozen=True)
class Sitting:
    questionnaire: Questionnaire
    answers: Mapping[str, Answer]  # the latest to each question
    known: Known
    place: str | None
    reopened: bool = False  # the question was reopened from the end, and leads back there

    @classmethod
    def open(
        cls,
        questionnaire: Questionnaire,
        answers: Iterable[Answer] = (),
        known: Known | None = None,
    ) -> Sitting:
        """Resumes: stands at the first question without an answer, optional or not; or at the
        end, where nothing that must be answered is missing.

        ``answers`` are in the order they were given; those to other questionnaires, or to
        questions that are no longer there, are left alone.
        """
        latest = {
            answer.question: answer
            for answer in answers
            if answer.questionnaire == questionnaire.key and questionnaire.question(answer.question)
        }
        sitting = cls(questionnaire, latest, known or Known(), None)
        if sitting.finished:
            return sitting
        return replace(sitting, place=next(q.key for q in sitting.asked if q.key not in latest))

    # Where we are

    @property
    def current(self) -> Question | None:
        return None if self.place is None else self.questionnaire.question(self.place)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that are asked, as things stand."""
        return tuple(
            question
            for question in self.questionnaire.questions()
            if is_asked(question, self.questionnaire, self.answers, self.known.facts)
        )

    @property
    def told(self) -> tuple[str, ...]:
        """What the plan tells about the question in front of the person, a sentence each."""
        if self.current is None:
            return ()
        return told(self.current, self.questionnaire, self.answers, self.known.facts)

    @property
    def finished(self) -> bool:
        """Nothing that must be answered is missing."""
        return not self.missing()

    @property
    def progress(self) -> Progress:
        total = len(self.asked)
        answered = sum(question.key in self.answers for question in self.asked)
        minutes = -(-self.questionnaire.minutes * (total - answered) // max(total, 1))
        asked = {question.key for question in self.asked}
        sections = [
            section
            for section in self.questionnaire.sections
            if any(question.key in asked for question in section.questions)
        ]
        if self.place is None:
            return Progress(None, len(sections), len(sections), total, total, answered, minutes)
        section = self.questionnaire.section_of(self.place)
        return Progress(
            section,
            sections.index(section) + 1 if section in sections else len(sections),
            len(sections),
            self._number(self.place),
            total,
            answered,
            minutes,
        )

    def missing(self) -> tuple[Question, ...]:
        """Questions that are asked, not optional and not answered, in order."""
        return tuple(
            question
            for question in self.asked
            if not question.optional and question.key not in self.answers
        )

    def problems(self) -> dict[str, str]:
        """Answers that should be looked at again, by question key, with the reason.

        A question may have been reworded since, or the plan may have lost what was linked to.
        """
        found = {}
        for question in self.asked:
            answer = self.answers.get(question.key)
            if answer is None:
                continue
            if answer.version < question.version:
                found[question.key] = "The question has been reworded since this was answered."
            elif answer.state is AnswerState.ANSWERED:
                try:
                    value_of(question, answer.value, self.known.refs)
                except UnfitAnswerError as error:
                    found[question.key] = str(error)[:1].upper() + str(error)[1:]
        return found

    def check_answers(self) -> tuple[CheckLine, ...]:
        """One line for each question asked."""
        problems = self.problems()
        return tuple(
            CheckLine(
                question.key,
                question.text,
                in_words(question, self.answers.get(question.key)),
                problems.get(question.key, ""),
            )
            for question in self.asked
        )

    # Moves

    def answer(self, answer: Answer) -> Sitting:
        """Takes an answer to any question, and stays where it is."""
        if self.questionnaire.question(answer.question) is None:
            raise KeyError(answer.question)
        return replace(self, answers={**self.answers, answer.question: answer})

    def next(self) -> Sitting:
        """After an answer: the next question asked that has none, or else the end.

        A question reopened at the end leads back there.
        """
        return self._to(self._first_after(answered=False))

    def skip(self) -> Sitting:
        """Leaves the question for now: the one after it, answered or not, or else the end."""
        return self._to(self._first_after(answered=True))

    def back(self) -> Sitting:
        """The question before; from one reopened at the end, the end. The first stays."""
        if self.reopened:
            return self._to(None)
        asked = [question.key for question in self.asked]
        if self.place is None:
            return self._to(asked[-1]) if asked else self
        order = [question.key for question in self.questionnaire.questions()]
        earlier = order[: order.index(self.place)]
        before = [key for key in earlier if key in asked]
        return self._to(before[-1]) if before else self

    def jump(self, key: str) -> Sitting:
        """Reopens a question; the next move leads to the end. Raises KeyError."""
        if self.questionnaire.question(key) is None:
            raise KeyError(key)
        return replace(self, place=key, reopened=True)

    def _first_after(self, *, answered: bool) -> str | None:
        if self.place is None or self.reopened:
            return None
        asked = {question.key for question in self.asked}
        order = [question.key for question in self.questionnaire.questions()]
        for key in order[order.index(self.place) + 1 :]:
            if key in asked and (answered or key not in self.answers):
                return key
        return None

    def _to(self, place: str | None) -> Sitting:
        return replace(self, place=place, reopened=False)

    def _number(self, key: str) -> int:
        asked = [question.key for question in self.asked]
        return asked.index(key) + 1 if key in asked else len(asked)


def in_words(question: Question, answer: Answer | None) -> str:
    """An answer on one line, for people; empty when there is none."""
    if answer is None:
        return ""
    if answer.state is not AnswerState.ANSWERED:
        state = "Don’t know" if answer.state is AnswerState.DONT_KNOW else "Not applicable"
        return f"{state}: {_line(answer.reason)}"
    if question.kind in (QuestionKind.CHOICES, QuestionKind.RANKING):
        labels = {str(option.value): option.label for option in question.options}
        chosen = [labels.get(value, value) for value in answer.several]
        if question.kind is QuestionKind.RANKING:
            chosen = [f"{place} {label}" for place, label in enumerate(chosen, start=1)]
        return "; ".join(chosen) or "none of them"
    if isinstance(answer.value, tuple):
        count = len(answer.value)
        words = "none" if not count else "1 entry" if count == 1 else f"{count} entries"
        first = _named(question, answer.entries[0]) if answer.entries else ""
        return f"{words}: {first}" if first else words
    if isinstance(answer.value, bool):
        return "Yes" if answer.value else "No"
    for option in question.options:
        if option.value == answer.value:
            number = f"{option.value} " if isinstance(option.value, int) else ""
            return f"{number}{option.label}"
    if question.kind is QuestionKind.MONEY:
        pounds = Decimal(str(answer.value))
        return f"£{pounds:,.2f}".removesuffix(".00")
    if question.kind is QuestionKind.DATE:
        return short_date(dt.date.fromisoformat(str(answer.value)))
    return f"{_line(answer.value)} {question.unit}".rstrip()


def _named(question: Question, entry: Entry) -> str:
    """What an entry is known by: the first of its words that were not there to choose from."""
    written = [f.key for f in question.fields if not f.options and not f.links_to]
    return _line(next((entry[key] for key in written if entry.get(key) is not None), ""))


def _line(value: object) -> str:
    return " ".join(str(value).split())
