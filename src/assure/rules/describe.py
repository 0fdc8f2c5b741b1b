"""Conditions in plain words, for the pages about rules and the annex of a report."""

from __future__ import annotations

from collections.abc import Mapping

from assure.conditions.fields import Field, FieldType, Threshold
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
from assure.conditions.wording import listed, number_in_words, value_in_words, with_unit
from assure.model.facts import FactValue
from assure.rules.rulebook import Grouping

NUMBER_WORDS = {
    Operator.IS: "is",
    Operator.IS_NOT: "is not",
    Operator.LT: "is less than",
    Operator.LTE: "is at most",
    Operator.GT: "is more than",
    Operator.GTE: "is at least",
}
DATE_WORDS = {
    **NUMBER_WORDS,
    Operator.LT: "is before",
    Operator.LTE: "is on or before",
    Operator.GT: "is after",
    Operator.GTE: "is on or after",
}


def describe(condition: Condition, thresholds: Mapping[str, Threshold] | None = None) -> str:
    """The condition in plain words.

    ``status is not completed or cancelled, and owner kind is missing``. With ``thresholds``
    their values stand in the text: ``days late is more than 31 days (late-days)``.
    """
    return _describe(condition, thresholds or {}, 0)


def shared_in_words(group: Grouping, fields: Mapping[str, Field]) -> str:
    """``3 or more with the same owner``: which findings are told as one."""
    same = f" with the same {fields[group.by].label}" if group.by else ""
    return f"{group.least} or more{same}"


def _describe(condition: Condition, thresholds: Mapping[str, Threshold], depth: int) -> str:
    match condition:
        case All(parts) | Any(parts):
            if len(parts) == 1:
                return _describe(parts[0], thresholds, depth)
            joint = ", and " if isinstance(condition, All) else ", or "
            text = joint.join(_describe(part, thresholds, depth + 1) for part in parts)
            return f"({text})" if depth else text
        case Not(part):
            inner = _describe(part, thresholds, 0)
            return f"it is not so that ({inner})"
        case Test():
            return _describe_test(condition, thresholds)


def _describe_test(test: Test, thresholds: Mapping[str, Threshold]) -> str:
    field = test.field
    words = DATE_WORDS if field.type is FieldType.DATE else NUMBER_WORDS
    match test.operator, test.right:
        case Operator.PRESENT, Literal(wanted):
            return f"{field.label} is {'given' if wanted else 'not given'}"
        case operator, Values(values):
            verb = "is" if operator is Operator.IN else "is not"
            return f"{field.label} {verb} {listed([value_in_words(v, field) for v in values])}"
        case operator, OtherField(other):
            return f"{field.label} {words[operator]} {other.label}"
        case operator, ThresholdKey(key):
            return f"{field.label} {words[operator]} {threshold_in_words(key, thresholds)}"
        case operator, Literal(bool(value)):
            return f"{field.label} is {'yes' if value is (operator is Operator.IS) else 'no'}"
        case operator, Literal(value):
            return f"{field.label} {words[operator]} {amount_in_words(value, field)}"
    raise AssertionError(test)  # pragma: no cover


def amount_in_words(value: FactValue, field: Field) -> str:
    """A value with its unit, as ``31 days``, unless the field's name tells the unit already."""
    amount = value_in_words(value, field)
    if field.type.is_number and field.unit != field.label:
        return with_unit(amount, field.unit)
    return amount


def threshold_in_words(key: str, thresholds: Mapping[str, Threshold]) -> str:
    """``31 days (late-days)``, or the key alone when its value is not at hand."""
    if key not in thresholds:
        return f"the threshold {key}"
    threshold = thresholds[key]
    return f"{with_unit(number_in_words(threshold.value), threshold.unit)} ({key})"
