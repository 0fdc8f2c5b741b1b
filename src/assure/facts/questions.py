"""What rules and conditions see of the answer to one question."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assure.conditions.fields import Field, FieldType
from assure.model.answers import Answer, AnswerState, Entry
from assure.model.facts import FactValue
from assure.model.questionnaire import EntryField, Option, Question, QuestionKind

_TYPES = {
    QuestionKind.SCALE: FieldType.INT,
    QuestionKind.YES_NO: FieldType.BOOL,
    QuestionKind.NUMBER: FieldType.DECIMAL,
    QuestionKind.MONEY: FieldType.DECIMAL,
    QuestionKind.CHOICES: FieldType.INT,
    QuestionKind.DATE: FieldType.DATE,
    QuestionKind.TEXT: FieldType.TEXT,
    QuestionKind.ENTRIES: FieldType.INT,
}
_COUNTED = frozenset({QuestionKind.CHOICE, QuestionKind.YES_NO, QuestionKind.RAG})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")
_ONE_OF = frozenset({QuestionKind.CHOICE, QuestionKind.RAG, QuestionKind.RANKING})
_UNITS = {
    QuestionKind.ENTRIES: "entries",
    QuestionKind.CHOICES: "options",
    QuestionKind.MONEY: "£",
    QuestionKind.DATE: "day",
}


def fields_of(question: Question) -> tuple[Field, ...]:
    """The fields that the answer to ``question`` gives.

    Of several choices: how many, and for each option whether it is among them, as ``KEY_value``.
    Of a ranking: what comes first. Of entries: how many, how many chose each option of a field,
    as ``KEY_field_value``, and how many fill a field that may stay empty, as ``KEY_with_field``.
    """
    if question.kind is QuestionKind.ENTRIES:
        return (field_of(question), *_tally_fields(question))
    if question.kind is not QuestionKind.CHOICES:
        return (field_of(question),)
    chosen = (
        Field(
            name=f"{question.key}_{option.value}",
            type=FieldType.BOOL,
            meaning=f"{question.text} {option.label}",
            derivation="Whether it was chosen.",
        )
        for option in question.options
    )
    return (field_of(question), *chosen)


def field_of(asked: Question | EntryField) -> Field:
    """The field of one question, or of one field of an entry, under its own key."""
    values: tuple[str, ...] = ()
    if asked.kind in _ONE_OF:
        values = tuple(str(option.value) for option in asked.options)
    return Field(
        name=asked.key,
        type=_TYPES.get(asked.kind, FieldType.ENUM),
        unit=_UNITS.get(asked.kind, asked.unit),
        meaning=asked.text,
        derivation="As answered.",
        values=values,
    )


def values_of(question: Question, answer: Answer) -> dict[str, FactValue]:
    """The values of ``fields_of``. Only a question that was answered has any: "don't know" and
    "not applicable" count as missing, which makes every test false."""
    if answer.state is not AnswerState.ANSWERED:
        return {}
    given: object = answer.value
    match question.kind:
        case QuestionKind.ENTRIES:
            given = len(answer.entries)
        case QuestionKind.CHOICES:
            given = len(answer.several)
        case QuestionKind.RANKING:
            given = next(iter(answer.several), None)
    value = value_of(question, given)
    if value is None:
        return {}
    values = {question.key: value}
    if question.kind is QuestionKind.CHOICES:
        for option in question.options:
            values[f"{question.key}_{option.value}"] = str(option.value) in answer.several
    for tally in _tallies(question):
        values[tally.name] = sum(tally.counts(entry) for entry in answer.entries)
    return values


@dataclass(frozen=True)
class _Tally:
    """Entries that have something in common: the option they chose, or a field that is filled."""

    name: str
    field: EntryField
    option: Option | None = None

    def counts(self, entry: Entry) -> bool:
        given = entry.get(self.field.key)
        if self.option is None:
            return given not in (None, "")
        if isinstance(given, bool):
            given = "yes" if given else "no"
        return str(given) == str(self.option.value)


def _tallies(question: Question) -> Iterator[_Tally]:
    """What can be counted over the entries of ``question``. A name too long or too strange to
    stand in a condition is left out."""
    for field in question.fields:
        found = []
        if field.optional:
            found.append(_Tally(f"{question.key}_with_{field.key}", field))
        if field.kind in _COUNTED:
            found += [
                _Tally(f"{question.key}_{field.key}_{option.value}", field, option)
                for option in field.options
            ]
        yield from (tally for tally in found if _NAME.fullmatch(tally.name))


def _tally_fields(question: Question) -> Iterator[Field]:
    for tally in _tallies(question):
        said = f"“{tally.option.label}”" if tally.option else "answered"
        yield Field(
            name=tally.name,
            type=FieldType.INT,
            unit="entries",
            meaning=f"{question.text} {tally.field.text} {said}",
            derivation="Entries counted.",
        )


def value_of(asked: Question | EntryField, given: object) -> FactValue | None:
    """One stored value as its field has it; None for nothing, and for what does not fit."""
    if given is None:
        return None
    # What was stored may answer the question as it was before its kind or its options changed.
    match _TYPES.get(asked.kind, FieldType.ENUM):
        case FieldType.DATE:
            with suppress(ValueError):
                return dt.date.fromisoformat(str(given))
        case FieldType.DECIMAL:
            with suppress(InvalidOperation):
                return Decimal(str(given))
        case FieldType.BOOL if isinstance(given, bool):
            return given
        case FieldType.INT if isinstance(given, int) and not isinstance(given, bool):
            return given
        case FieldType.ENUM if any(str(given) == str(option.value) for option in asked.options):
            return str(given)
        case FieldType.TEXT:
            return str(given)
    return None
