"""``ask_when``: which questions are asked, given the answers so far and what the plan tells.

A condition may look at the answers to earlier questions, by question key (a list of entries
counts how many), and at the facts of ``PLAN_FIELDS``. Only a question that was answered has
a value: "don't know" and "not applicable" count as missing, which makes every test false.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assure.conditions.documents import Document
from assure.conditions.evaluate import holds
from assure.conditions.fields import Field, FieldType
from assure.conditions.language import Condition, parse
from assure.conditions.reading import Part
from assure.facts.questions import fields_of, values_of
from assure.model.answers import Answer
from assure.model.errors import QuestionnaireError
from assure.model.facts import FactValue
from assure.model.questionnaire import Question, Questionnaire

PLAN_FIELDS = {
    field.name: field
    for field in (
        Field(
            name="plan_actions",
            type=FieldType.INT,
            unit="actions",
            meaning="Actions of the plan under review",
            derivation="Counted; missing when no plan is loaded.",
        ),
        Field(
            name="plan_outcomes",
            type=FieldType.INT,
            unit="outcomes",
            meaning="Outcomes of the plan under review",
            derivation="Counted; missing when no plan is loaded.",
        ),
    )
}


def condition_at(part: Part, question: Question, questionnaire: Questionnaire) -> Condition:
    """The condition written at ``part``. Raises the document's error with its place."""
    fields = dict(PLAN_FIELDS)
    for earlier in questionnaire.questions():
        if earlier.key == question.key:
            break
        fields.update({field.name: field for field in fields_of(earlier)})
    return parse(part, fields, of=f"the questions before {question.key}")


def is_asked(
    question: Question,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    known: Mapping[str, FactValue],
) -> bool:
    """Whether ``question`` is asked now. ``known`` gives values of ``PLAN_FIELDS``."""
    if question.ask_when is None:
        return True
    values = {name: value for name, value in known.items() if name in PLAN_FIELDS}
    for key, answer in answers.items():
        asked = questionnaire.question(key)
        if asked is not None:
            values.update(values_of(asked, answer))
    condition = _conditions(_Hashed(questionnaire))[question.key]
    return holds(condition, values)


class _Hashed:
    """A questionnaire told apart by identity: hashing its whole content would cost more."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    def __hash__(self) -> int:
        return id(self.questionnaire)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and other.questionnaire is self.questionnaire


@lru_cache(maxsize=8)
def _conditions(hashed: _Hashed) -> dict[str, Condition]:
    questionnaire = hashed.questionnaire
    found = {}
    for question in questionnaire.questions():
        if question.ask_when is not None:
            # The questionnaire may come from a frozen review, where no file is at hand.
            document = Document(
                f"{questionnaire.key}, {question.key}",
                dict(question.ask_when),
                QuestionnaireError,
                {},
                {},
            )
            found[question.key] = condition_at(Part.whole(document), question, questionnaire)
    return found
