"""Facts in whole numbers, as the engine is given them.

Dates go in as ordinals, numbers as millionths, words by their position in one list, yes and no as
1 and 0. Text goes in only as "there is some". No string of a plan ever reaches the engine, and no
two types meet in one field.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from assure.conditions.fields import (
    DECIMAL_PLACES,
    LARGEST_NUMBER,
    SMALLEST_STEP,
    Field,
    FieldType,
    Threshold,
    fits,
    is_in_range,
    wanted,
)
from assure.conditions.language import Condition, OtherField, tests
from assure.conditions.wording import shortened
from assure.model.errors import EngineError
from assure.model.facts import Fact, FactValue

Numbers: TypeAlias = Mapping[str, int]  # name of a field in the engine → its value

_SCALE: int = 10**DECIMAL_PLACES

_Encoder: TypeAlias = Callable[[FactValue], int | None]  # None: not what the field promises


class Encoding:
    """How the facts of one subject are put into numbers, for the fields its rules look at."""

    def __init__(self, subject: str, conditions: Iterable[Condition]) -> None:
        fields = _fields(conditions)
        words = sorted({word for field in fields.values() for word in field.values})
        position = {word: number for number, word in enumerate(words, start=1)}
        self._subject = subject
        self._fields = fields
        self._encoders = {name: _encoder(field, position) for name, field in fields.items()}
        # Short names: they are written once for each fact and again for each match.
        self._names = {name: f"f{number}" for number, name in enumerate(sorted(fields))}
        self._sizes = {short: _size(fields[name]) for name, short in self._names.items()}
        # Half of all fields are yes or no: those are settled without a call for each.
        self._yes_no = tuple(
            (name, short)
            for name, short in self._names.items()
            if fields[name].type is FieldType.BOOL
        )
        self._steps = tuple(
            (name, short, self._encoders[name])
            for name, short in self._names.items()
            if fields[name].type is not FieldType.BOOL
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names in the engine."""
        return tuple(self._names.values())

    def name(self, field: str) -> str:
        """What ``field`` is called in the engine."""
        return self._names[field]

    def size(self, name: str) -> int | None:
        """How many numbers the field called ``name`` in the engine can hold; None: very many."""
        return self._sizes[name]

    def literal(self, field: str, value: FactValue) -> int:
        """The number of a value that a rule compares with. Raises EngineError."""
        number = self._encoders[field](value)
        if number is None:
            raise EngineError(
                f"rules for {self._subject}: “{field}” is compared with {value!r}, which is not "
                f"{wanted(self._fields[field])}; mend the rule."
            )
        return number

    def numbers(self, fact: Fact) -> dict[str, int]:
        """The fields of ``fact`` that have a value. Raises EngineError for one that may not be."""
        found: dict[str, int] = {}
        values = fact.values
        for name, short in self._yes_no:
            value = values.get(name)
            if value is True:
                found[short] = 1
            elif value is False:
                found[short] = 0
            elif value is not None:
                raise self._refused(fact, name)
        for name, short, encoder in self._steps:
            value = values.get(name)
            if value is None:
                continue
            number = encoder(value)
            if number is None:
                raise self._refused(fact, name)
            found[short] = number
        return found

    def _refused(self, fact: Fact, name: str) -> EngineError:
        shown = repr(fact.values[name])
        return EngineError(
            f"{fact.subject} {shortened(fact.ref)}: “{name}” holds "
            f"{shown if len(shown) <= 60 else shown[:57] + '…'} where "
            f"{wanted(self._fields[name])} is promised; nothing was judged, so report "
            "this with the plan’s row."
        )


def threshold_number(threshold: Threshold) -> int:
    """A threshold in millionths. Raises EngineError when it has more decimals than that."""
    if not is_in_range(threshold.value):
        raise EngineError(
            f"threshold {threshold.key}: {threshold.value} can not be compared exactly; "
            f"give it at most {DECIMAL_PLACES} decimals."
        )
    return _millionths(threshold.value)


def _fields(conditions: Iterable[Condition]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for condition in conditions:
        for test in tests(condition):
            found[test.field.name] = test.field
            if isinstance(test.right, OtherField):
                found[test.right.field.name] = test.right.field
    return found


def _millionths(number: int | Decimal) -> int:
    """Exact for every number that ``fits`` lets through."""
    if isinstance(number, int):
        return number * _SCALE
    whole: Decimal = number.quantize(SMALLEST_STEP)
    return int(whole.scaleb(DECIMAL_PLACES))


def _size(of: Field) -> int | None:
    match of.type:
        case FieldType.BOOL:
            return 2
        case FieldType.ENUM:
            return len(of.values)
        case FieldType.TEXT:
            return 1
    return None


def _encoder(of: Field, position: Mapping[str, int]) -> _Encoder:
    own = {word: position[word] for word in of.values}

    def boolean(value: FactValue) -> int | None:
        return int(value) if isinstance(value, bool) else None

    def number(value: FactValue) -> int | None:
        if type(value) is int and -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
            return value * _SCALE  # what nearly all are
        # `fits` has the last word; the isinstance tells the type checker what that implies.
        return _millionths(value) if fits(of, value) and isinstance(value, int | Decimal) else None

    def day(value: FactValue) -> int | None:
        return value.toordinal() if type(value) is dt.date else None

    def word(value: FactValue) -> int | None:
        return own.get(value) if isinstance(value, str) else None

    def presence(value: FactValue) -> int | None:
        return 1 if isinstance(value, str) else None

    return {
        FieldType.BOOL: boolean,
        FieldType.INT: number,
        FieldType.DECIMAL: number,
        FieldType.DATE: day,
        FieldType.ENUM: word,
        FieldType.TEXT: presence,
    }[of.type]
