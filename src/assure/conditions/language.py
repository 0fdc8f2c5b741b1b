"""The condition language: what may be said about the fields of one fact.

    when:
      all:
        - {status: {not_in: [completed, cancelled]}}
        - {days_late: {gt: {threshold: long-overdue}}}
        - any:
            - {owner_kind: missing}
            - {start: {gt: {field: due}}}
        - not: {evidence_given: true}

- ``{field: value}`` says that the field is that value.
- ``{field: {is: v}}``, ``is_not``, ``in: [...]``, ``not_in: [...]``, ``lt``, ``lte``, ``gt``,
  ``gte``, ``present: true|false``; several of them in one mapping must all hold.
- The right side is a value, ``{field: other}`` (of the same fact) or ``{threshold: key}``.
- ``all``, ``any`` and ``not`` stand alone in their mapping.

**A field that is missing makes every test on it false**, ``is_not`` and ``not_in`` included; only
``present: false`` is true of it. A test against another field is false when either is missing.
``not`` is plain negation of the result: ``not: {status: paused}`` holds when there is no status,
``{status: {is_not: paused}}`` does not.

Text can be ``present`` and nothing more: what people wrote is never compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from assure.conditions.fields import Field, FieldType, Threshold, fits, wanted
from assure.conditions.nearest import did_you_mean
from assure.conditions.reading import Part, kind, shown
from assure.model.facts import FactValue


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    PRESENT = "present"


ORDER = frozenset({Operator.LT, Operator.LTE, Operator.GT, Operator.GTE})


@dataclass(frozen=True)
class Literal:
    value: FactValue


@dataclass(frozen=True)
class Values:
    """The right side of ``in`` and ``not_in``."""

    values: tuple[FactValue, ...]


@dataclass(frozen=True)
class OtherField:
    field: Field


@dataclass(frozen=True)
class ThresholdKey:
    key: str


Right: TypeAlias = Literal | Values | OtherField | ThresholdKey


@dataclass(frozen=True)
class Test:
    """One comparison of one field. For ``present`` the right side is the literal wanted."""

    __test__ = False  # no test case, whatever pytest makes of the name

    field: Field
    operator: Operator
    right: Right


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


Condition: TypeAlias = All | Any | Not | Test


def tests(condition: Condition) -> Iterator[Test]:
    """Every test of ``condition``, in the order written."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from tests(part)
        case Not(part):
            yield from tests(part)
        case Test():
            yield condition


def fields_of(condition: Condition) -> tuple[str, ...]:
    """Names of the fields looked at, each once, in the order written."""
    names: dict[str, None] = {}
    for test in tests(condition):
        names[test.field.name] = None
        if isinstance(test.right, OtherField):
            names[test.right.field.name] = None
    return tuple(names)


def thresholds_of(condition: Condition) -> tuple[str, ...]:
    """Keys of the thresholds compared with, each once, in the order written."""
    keys = [test.right.key for test in tests(condition) if isinstance(test.right, ThresholdKey)]
    return tuple(dict.fromkeys(keys))


def parse(
    part: Part,
    fields: Mapping[str, Field],
    thresholds: Mapping[str, Threshold] | None = None,
    of: str = "",
) -> Condition:
    """The condition written at ``part``, checked against the ``fields`` it may look at.

    ``of`` names what the fields belong to, for messages ("action"). Raises the document's error
    with file, line and column for whatever is unknown or does not fit.
    """
    return _Parser(fields, thresholds or {}, of).condition(part)


class _Parser:
    def __init__(
        self, fields: Mapping[str, Field], thresholds: Mapping[str, Threshold], of: str
    ) -> None:
        self.fields = fields
        self.thresholds = thresholds
        self.of = f" of {of}" if of else ""

    def condition(self, part: Part) -> Condition:
        if not isinstance(part.value, dict) or not part.value:
            raise part.fault(
                f"a condition is wanted here and this is {kind(part.value)}; write "
                "{field: value}, or all:, any: or not: with conditions under it."
            )
        if len(part.value) > 1:
            names = ", ".join(shown(key) for key in part.value)
            raise part.fault(
                f"one condition names several things ({names}); "
                "put each on its own line of a list under all: or any:."
            )
        ((key, inner),) = part.entries()
        match key:
            case "all":
                return All(self._several(inner))
            case "any":
                return Any(self._several(inner))
            case "not":
                return Not(self.condition(inner))
        return self._field(key, inner)

    def _several(self, part: Part) -> tuple[Condition, ...]:
        if not isinstance(part.value, list) or not part.value:
            raise part.fault(
                f"{part.what} holds {kind(part.value)}; write a list of conditions under it."
            )
        return tuple(self.condition(item) for item in part.items())

    def _named(self, name: str, part: Part) -> Field:
        if name not in self.fields:
            raise part.fault(
                f"there is no field {shown(name)}{self.of}; {did_you_mean(name, self.fields)}"
            )
        return self.fields[name]

    def _field(self, name: str, part: Part) -> Condition:
        field = self._named(name, part)
        value = part.value
        if not isinstance(value, dict) or set(value) in ({"field"}, {"threshold"}):
            return self._test(field, Operator.IS, part)
        if not value:
            raise part.fault(f"“{name}” is compared with nothing; write a value or {{is: value}}.")
        tests = tuple(
            self._test(field, self._operator(key, inner), inner) for key, inner in part.entries()
        )
        return tests[0] if len(tests) == 1 else All(tests)

    def _operator(self, word: str, part: Part) -> Operator:
        try:
            return Operator(word)
        except ValueError:
            raise part.fault(
                f"{shown(word)} is no comparison; {did_you_mean(word, list(Operator))}"
            ) from None

    def _test(self, field: Field, operator: Operator, part: Part) -> Test:
        if operator is Operator.PRESENT:
            if not isinstance(part.value, bool):
                raise part.fault("“present” takes true or false; write one of them.")
            return Test(field, operator, Literal(part.value))
        if field.type is FieldType.TEXT:
            raise part.fault(
                f"“{field.name}” is text, which is never compared; "
                "use {present: true} or {present: false}, or another field."
            )
        if operator in ORDER and not field.type.has_order:
            raise part.fault(
                f"“{field.name}” has no order to be {operator} in; use is, is_not, in or not_in."
            )
        if operator in (Operator.IN, Operator.NOT_IN):
            if not isinstance(part.value, list) or not part.value:
                raise part.fault(
                    f"“{operator}” takes a list of values and this is {kind(part.value)}; "
                    "write [one, another]."
                )
            return Test(
                field, operator, Values(tuple(literal(field, item) for item in part.items()))
            )
        if isinstance(part.value, dict):
            return Test(field, operator, self._elsewhere(field, part))
        return Test(field, operator, Literal(literal(field, part)))

    def _elsewhere(self, field: Field, part: Part) -> OtherField | ThresholdKey:
        part.check_keys(("field", "threshold"))
        if len(part.mapping()) != 1:
            raise part.fault("compare with one thing; write {field: name} or {threshold: key}.")
        ((key, inner),) = part.entries()
        name = inner.text()
        if key == "field":
            other = self._named(name, inner)
            if other.type is FieldType.TEXT or not comparable(field, other):
                raise inner.fault(
                    f"“{field.name}” ({field.type}) can not be compared with “{other.name}” "
                    f"({other.type}); compare fields of one type."
                )
            return OtherField(other)
        if name not in self.thresholds:
            raise inner.fault(
                f"there is no threshold {shown(name)}; {did_you_mean(name, self.thresholds)}"
            )
        if not field.type.is_number:
            raise inner.fault(
                f"“{field.name}” is no number, so it can not be compared with threshold "
                f"“{name}”; write {wanted(field)}."
            )
        return ThresholdKey(name)


def comparable(one: Field, other: Field) -> bool:
    """Whether values of the two fields can be compared with each other."""
    if one.type is FieldType.ENUM:
        # Two lists of words have something to compare only where they share a word.
        return other.type is FieldType.ENUM and bool(set(one.values) & set(other.values))
    return one.type is other.type or (one.type.is_number and other.type.is_number)


def literal(field: Field, part: Part) -> FactValue:
    """The value written at ``part``, of the type that ``field`` promises."""
    value = part.value
    if value is None:
        raise part.fault(
            f"“{field.name}” has no value here; write {wanted(field)}, or in a condition "
            "{present: false}."
        )
    if isinstance(value, list | dict):
        hint = "write {in: [...]}" if isinstance(value, list) else f"write {wanted(field)}"
        raise part.fault(f"“{field.name}” is compared with {kind(value)}; {hint}.")
    if isinstance(value, Decimal) and field.type is FieldType.INT and value == int(value):
        value = int(value)
    if fits(field, value):
        return value
    if field.type is FieldType.ENUM and isinstance(value, str):
        raise part.fault(
            f"“{field.name}” is never {shown(value)}; {did_you_mean(value, field.values)}"
        )
    raise part.fault(f"“{field.name}” takes {wanted(field)} and this is {kind(value)}; change it.")
