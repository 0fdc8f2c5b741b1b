"""Whether a condition holds for the values of one fact. The reference the engine is held to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any as Anything
from typing import NamedTuple

from assure.conditions.fields import Threshold
from assure.conditions.language import (
    All,
    Any,
    Condition,
    Literal,
    Not,
    Operator,
    OtherField,
    Test,
    ThresholdKey,
    Values,
    tests,
)
from assure.model.facts import FactValue

NO_THRESHOLDS: Mapping[str, Threshold] = {}


class Looked(NamedTuple):
    """One test of a condition, the value it saw (None: missing) and whether it held."""

    test: Test
    value: FactValue | None
    held: bool


def holds(
    condition: Condition,
    values: Mapping[str, FactValue],
    thresholds: Mapping[str, Threshold] = NO_THRESHOLDS,
) -> bool:
    """Whether ``condition`` is true of ``values``, which fit the fields it was parsed with."""
    match condition:
        case All(parts):
            return all(holds(part, values, thresholds) for part in parts)
        case Any(parts):
            return any(holds(part, values, thresholds) for part in parts)
        case Not(part):
            return not holds(part, values, thresholds)
        case Test():
            return _test(condition, values, thresholds)


def trace(
    condition: Condition,
    values: Mapping[str, FactValue],
    thresholds: Mapping[str, Threshold] = NO_THRESHOLDS,
) -> list[Looked]:
    """Every test of ``condition`` with what it saw, in the order written."""
    return [
        Looked(test, values.get(test.field.name), _test(test, values, thresholds))
        for test in tests(condition)
    ]


def _test(test: Test, values: Mapping[str, FactValue], thresholds: Mapping[str, Threshold]) -> bool:
    seen: Anything = values.get(test.field.name)
    right: Anything
    match test.right:
        case Literal(value):
            right = value
        case Values(several):
            right = several
        case ThresholdKey(key):
            right = thresholds[key].value
        case OtherField(field):
            right = values.get(field.name)
            if right is None:
                return False
    if test.operator is Operator.PRESENT:
        return bool((seen is not None) == right)
    if seen is None:
        return False
    match test.operator:
        case Operator.IS:
            return bool(seen == right)
        case Operator.IS_NOT:
            return bool(seen != right)
        case Operator.IN:
            return seen in right
        case Operator.NOT_IN:
            return seen not in right
        case Operator.LT:
            return bool(seen < right)
        case Operator.LTE:
            return bool(seen <= right)
        case Operator.GT:
            return bool(seen > right)
        case Operator.GTE:
            return bool(seen >= right)
