"""Answers that fit, of every kind of question, picked by whoever asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from assure import shelf
from assure.intake.read import read_plan
from assure.interview.checking import Refs, value_of
from assure.interview.parse import parse_questionnaire
from assure.interview.sitting import Known
from assure.model.answers import Answer, AnswerState, Scalar, Value
from assure.model.questionnaire import EntryField, Question, QuestionKind, Questionnaire
from assure.service.known import known
from assure.shelf.settings import Settings

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]

SHIPPED = {
    questionnaire.key: questionnaire
    for questionnaire in (
        parse_questionnaire(text.origin, text.content) for text in shelf.questionnaires()
    )
}
TEXTS = (
    "Trust between the chiefs",
    "Ymddiriedaeth rhwng y prif swyddogion: tŷ, dŵr, gŵyl",
    "🏠 two wards 👩🏽‍⚖️",
    "=1+1",
    "'; DROP TABLE answers; --",
    "<b>bold</b> {ref} %s",
)
AS_OF = dt.date(2026, 10, 31)
OPTIONAL = 3  # one optional field in so many is left empty


@cache
def anycity() -> Known:
    """What a plan with findings tells to all questionnaires."""
    told = known(read_plan(shelf.anycity() / "plan.xlsx"), SHIPPED.values(), AS_OF, Settings())
    assert told.facts["findings.OWN-01"]
    return told


def fitting(question: Question, pick: Pick, refs: Refs | None = None) -> Value:
    """Something that answers ``question``, as it would be stored."""
    values = [option.value for option in question.options]
    most = question.most or len(values)
    match question.kind:
        case QuestionKind.CHOICES:
            chosen = [value for value in values if pick((True, False))]
            return value_of(question, chosen[:most])
        case QuestionKind.RANKING:
            order: list[int | str] = []
            while len(order) < min(most, len(values)):
                order.append(pick([value for value in values if value not in order]))
            return value_of(question, order)
        case QuestionKind.ENTRIES:
            count = min(pick((0, 1, 2)), question.most or 2)
            entries = [
                {field.key: _of_field(field, pick, refs or {}) for field in question.fields}
                for _ in range(count)
            ]
            return value_of(question, entries, refs)
    return value_of(question, _scalar(question, pick))


def given(questionnaire: Questionnaire, question: Question, pick: Pick, refs: Refs) -> Answer:
    """An answer to ``question``; now and then "don't know" or "not applicable"."""
    to = {"questionnaire": questionnaire.key, "question": question.key}
    state = pick((AnswerState.ANSWERED,) * 4 + (AnswerState.DONT_KNOW, AnswerState.NOT_APPLICABLE))
    if state is not AnswerState.ANSWERED:
        return Answer.model_validate({**to, "state": state, "reason": pick(TEXTS)})
    value = fitting(question, pick, refs)
    return Answer.model_validate({**to, "version": question.version, "value": value})


def _of_field(field: EntryField, pick: Pick, refs: Refs) -> Scalar:
    if field.optional and pick(range(OPTIONAL)) == 0:
        return None
    known = refs.get(field.links_to or "")
    return pick(sorted(known)) if known else _scalar(field, pick)


def _scalar(holder: Question | EntryField, pick: Pick) -> Scalar:
    if holder.options:
        return pick(holder.options).value
    low = 0 if holder.minimum is None else holder.minimum
    high = low + 40 if holder.maximum is None else holder.maximum
    match holder.kind:
        case QuestionKind.YES_NO:
            return bool(pick((True, False)))
        case QuestionKind.NUMBER:
            return int(pick(range(low, high + 1)))
        case QuestionKind.MONEY:
            return f"{pick(range(low, high + 1))}.50"
        case QuestionKind.DATE:
            return (dt.date(2026, 4, 1) + dt.timedelta(days=pick(range(365)))).isoformat()
        case _:
            return pick(TEXTS)
