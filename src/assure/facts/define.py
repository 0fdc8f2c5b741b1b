"""Short forms for declaring the fields of a subject beside the functions that derive them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from assure.conditions.fields import Field, FieldType


def flag(name: str, meaning: str, derivation: str) -> Field:
    return Field(name=name, type=FieldType.BOOL, meaning=meaning, derivation=derivation)


def number(name: str, unit: str, meaning: str, derivation: str) -> Field:
    return Field(name=name, type=FieldType.INT, unit=unit, meaning=meaning, derivation=derivation)


def decimal(name: str, unit: str, meaning: str, derivation: str) -> Field:
    return Field(
        name=name, type=FieldType.DECIMAL, unit=unit, meaning=meaning, derivation=derivation
    )


def day(name: str, meaning: str, derivation: str) -> Field:
    return Field(name=name, type=FieldType.DATE, unit="day", meaning=meaning, derivation=derivation)


def text(name: str, meaning: str, derivation: str = "As written.") -> Field:
    return Field(name=name, type=FieldType.TEXT, meaning=meaning, derivation=derivation)


def one_of(
    name: str, values: type[StrEnum] | Iterable[str], meaning: str, derivation: str
) -> Field:
    return Field(
        name=name,
        type=FieldType.ENUM,
        values=tuple(str(value) for value in values),
        meaning=meaning,
        derivation=derivation,
    )


def named(*fields: Field) -> dict[str, Field]:
    """The fields by name, in the order given. Raises ValueError when a name is given twice."""
    result: dict[str, Field] = {}
    for field in fields:
        if field.name in result:
            raise ValueError(f"field {field.name} is declared twice")
        result[field.name] = field
    return result
