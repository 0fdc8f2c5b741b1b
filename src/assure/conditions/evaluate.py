"""Whether a condition holds for the values of one fact. The reference the engine is held to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any as Anything

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
)
from assure.model.facts import FactValue

NO_THRESHOLDS: Mapping[str, Threshold] = {}


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
