"""Values and conditions in the words a board member reads."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

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
from assure.model.facts import FactValue

LONGEST = 90  # characters of somebody's text inside a sentence
NONE_GIVEN = "none given"

_SCALE = re.compile(r"[-+−]?[0-9]+ to ")
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})
# Marks that turn the direction of a line: harmless in their own text, not inside our sentence.
_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")

_NUMBER_WORDS = {
    Operator.IS: "is",
    Operator.IS_NOT: "is not",
    Operator.LT: "is less than",
    Operator.LTE: "is at most",
    Operator.GT: "is more than",
    Operator.GTE: "is at least",
}
_DATE_WORDS = {
    **_NUMBER_WORDS,
    Operator.LT: "is before",
    Operator.LTE: "is on or before",
    Operator.GT: "is after",
    Operator.GTE: "is on or after",
}


def value_in_words(value: FactValue | None, field: Field | None = None) -> str:
    """``31 March 2027``, ``1,250.5``, ``not started``, ``yes``; None is "none given".

    Text is put on one line without control characters and shortened to about 90 characters.
    """
    if value is None:
        return NONE_GIVEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return number_in_words(value)
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B} {value.year}"
    if field is not None and field.type is FieldType.ENUM:
        value = value.replace("_", " ")
    return shortened(value) or NONE_GIVEN


def number_in_words(number: Decimal) -> str:
    """With commas, and without the noughts that end a fraction: ``1,250.5``."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shortened(text: str, longest: int = LONGEST) -> str:
    """``text`` on one line, safe to show, cut at a word with an ellipsis when it is too long."""
    # A cell may hold tens of thousands of characters, of which a sentence wants the beginning.
    start = text[: longest * 8]
    visible = "".join(
        " " if c.isspace() else c
        for c in start
        if c.isspace() or (unicodedata.category(c) not in _UNSEEN and c not in _TURNS)
    )
    line = re.sub(" +", " ", visible).strip()
    if len(line) <= longest and len(start) == len(text):
        return line
    cut = line[: longest - 1]
    if " " in cut[longest // 2 :] and not line[longest - 1 : longest].isspace():
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:.–-") + "…"


def listed(words: Sequence[str], last: str = "or") -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def describe(condition: Condition, thresholds: Mapping[str, Threshold] | None = None) -> str:
    """The condition in plain words.

    ``status is not completed or cancelled, and owner kind is missing``. With ``thresholds``
    their values stand in the text: ``days late is more than 31 days (late-days)``.
    """
    return _describe(condition, thresholds or {}, 0)


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
    words = _DATE_WORDS if field.type is FieldType.DATE else _NUMBER_WORDS
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
            amount = value_in_words(value, field)
            if field.type.is_number and field.unit != field.label:
                amount = with_unit(amount, field.unit)
            return f"{field.label} {words[operator]} {amount}"
    raise AssertionError(test)  # pragma: no cover


def with_unit(amount: str, unit: str) -> str:
    """``31 days``, ``1 day``, ``40%``, ``£250``, ``2 on 0 to 3`` for the scale "0 to 3"."""
    if unit == "%":
        return f"{amount}%"
    if unit == "£":
        return f"£{amount}"
    if _SCALE.match(unit):
        return f"{amount} on {unit}"
    first, _, rest = unit.partition(" ")
    if amount in ("1", "-1") and first.endswith("s"):
        first = first[:-3] + "y" if first.endswith("ies") else first[:-1]
    return " ".join(filter(None, (amount, first, rest)))


def threshold_in_words(key: str, thresholds: Mapping[str, Threshold]) -> str:
    """``31 days (late-days)``, or the key alone when its value is not at hand."""
    if key not in thresholds:
        return f"the threshold {key}"
    threshold = thresholds[key]
    return f"{with_unit(number_in_words(threshold.value), threshold.unit)} ({key})"
