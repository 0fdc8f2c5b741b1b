"""What conditions may look at: typed fields, and the named numbers they may be compared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from pydantic import Field as Constrained
from pydantic import model_validator

from assure.model.base import Noun

# Numbers are compared exactly, so a field's value may have no more decimals than this.
DECIMAL_PLACES = 6
SMALLEST_STEP = Decimal(1).scaleb(-DECIMAL_PLACES)
# … and no more than this on either side of nought: within what a 64-bit count of millionths holds.
LARGEST_NUMBER = 9_000_000_000_000

# Units of a number that is kept in the unit of what is measured: the fact says which that is, and
# to how many decimals it is read, in its fields "unit" and "decimals".
OWN_UNIT = "own unit"
OWN_PACE = "own unit a quarter"

RESERVED = frozenset({"all", "any", "not", "field", "threshold"})


class FieldType(StrEnum):
    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    DATE = "date"
    ENUM = "enum"
    TEXT = "text"  # shown, and present or not; never compared

    @property
    def is_number(self) -> bool:
        return self in (FieldType.INT, FieldType.DECIMAL)

    @property
    def has_order(self) -> bool:
        return self in (FieldType.INT, FieldType.DECIMAL, FieldType.DATE)


class Field(Noun):
    """One thing known of a subject. ``values`` are those of an enum, in their natural order."""

    name: str = Constrained(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$", max_length=80)
    type: FieldType
    unit: str = ""
    meaning: str = ""
    derivation: str = ""
    values: tuple[str, ...] = ()
    since: str = ""  # version of assure that brought it, where that is not the first

    @model_validator(mode="after")
    def _whole(self) -> Field:
        if self.name in RESERVED:
            raise ValueError(f"“{self.name}” is a word of the condition language")
        if (self.type is FieldType.ENUM) != bool(self.values):
            raise ValueError(f"field “{self.name}”: an enum, and only an enum, lists its values")
        if len(set(self.values)) != len(self.values):
            raise ValueError(f"field “{self.name}” lists a value twice")
        return self

    @property
    def label(self) -> str:
        """The name in words: ``owner kind``."""
        return self.name.replace("_", " ")


Catalogue: TypeAlias = Mapping[str, Mapping[str, Field]]  # subject → name → field


class Threshold(Noun):
    """A named number that rules compare with, so that it stands in one place with its reason."""

    key: str
    value: Decimal
    unit: str
    means: str
    source: str  # key of a source; "ours" for our own judgement
    default: Decimal  # as shipped; differs from ``value`` when a locality sets its own

    @property
    def is_local(self) -> bool:
        """A locality has set its own value."""
        return self.value != self.default


def fits(field: Field, value: object) -> bool:
    """Whether ``value`` is what ``field`` promises: its type, and for numbers its range."""
    match field.type:
        case FieldType.BOOL:
            return isinstance(value, bool)
        case FieldType.INT:
            return isinstance(value, int) and not isinstance(value, bool) and is_in_range(value)
        case FieldType.DECIMAL:
            return (
                isinstance(value, int | Decimal)
                and not isinstance(value, bool)
                and is_in_range(value)
            )
        case FieldType.DATE:
            return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        case FieldType.ENUM:
            return isinstance(value, str) and value in field.values
        case FieldType.TEXT:
            return isinstance(value, str)


def is_in_range(number: int | Decimal) -> bool:
    """Whether ``number`` can be compared exactly: not too large, not too many decimals."""
    if not isinstance(number, Decimal):
        return -LARGEST_NUMBER <= number <= LARGEST_NUMBER
    if not number.is_finite() or number.copy_abs() > LARGEST_NUMBER:
        return False
    # By the digits themselves: arithmetic on Decimals would round a long one first.
    _, digits, exponent = number.as_tuple()
    surplus = -DECIMAL_PLACES - exponent if isinstance(exponent, int) else 0
    return surplus <= 0 or not any(digits[-surplus:])


def wanted(field: Field) -> str:
    """What a value of ``field`` looks like, for messages."""
    match field.type:
        case FieldType.BOOL:
            return "true or false"
        case FieldType.INT:
            return "a whole number"
        case FieldType.DECIMAL:
            return f"a number with at most {DECIMAL_PLACES} decimals"
        case FieldType.DATE:
            return "a date such as 2026-09-30"
        case FieldType.ENUM:
            return f"one of {', '.join(field.values)}"
        case FieldType.TEXT:
            return "text"
