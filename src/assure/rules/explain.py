"""Why a rule fired on a fact, or stayed quiet, in plain words.

Pure, and judged by the reference evaluator: an explanation says "fired" exactly when
``conditions.evaluate.holds`` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assure.conditions.evaluate import NO_THRESHOLDS, holds
from assure.conditions.fields import FieldType, Threshold
from assure.conditions.language import (
    ORDER,
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
from assure.conditions.wording import listed, value_in_words
from assure.model.facts import Fact, FactValue
from assure.rules.describe import (
    DATE_WORDS,
    NUMBER_WORDS,
    amount_in_words,
    threshold_in_words,
)
from assure.rules.normal import OPPOSITE
from assure.rules.rulebook import Rule

_SAME = frozenset({Operator.IS, Operator.IN})


@dataclass(frozen=True)
class Reason:
    """One test, what it saw, and whether that is as the rule wants it.

    ``value`` is None when the field is missing. ``wanted`` is False under a ``not``, where the
    rule wants the test to fail. ``words`` tell it: ``due kind is month, not missing``.
    """

    test: Test
    value: FactValue | None
    held: bool
    wanted: bool
    words: str

    @property
    def met(self) -> bool:
        return self.held is self.wanted


@dataclass(frozen=True)
class Explanation:
    """A rule against a fact of its subject.

    ``reasons`` settle the matter and are no more than that: those of a rule that fired are all
    met, those of a quiet one all unmet. ``looked`` is every test, in the order written.
    """

    rule: Rule
    fact: Fact
    fired: bool
    reasons: tuple[Reason, ...]
    looked: tuple[Reason, ...]

    @property
    def because(self) -> str:
        """The reasons as one line: ``open is yes, and days late is 45 days, more than …``."""
        return ", and ".join(dict.fromkeys(reason.words for reason in self.reasons))


def explain(
    rule: Rule, fact: Fact, thresholds: Mapping[str, Threshold] = NO_THRESHOLDS
) -> Explanation:
    """Why ``rule`` fires on ``fact`` or not. Raises ValueError when it looks at other subjects."""
    if rule.subject != fact.subject:
        raise ValueError(f"{rule.code} looks at {rule.subject}, and this is of {fact.subject}")
    teller = _Teller(fact.values, thresholds)
    return Explanation(
        rule=rule,
        fact=fact,
        fired=holds(rule.when, fact.values, thresholds),
        reasons=teller.settling(rule.when, True),
        looked=teller.every(rule.when, True),
    )


class _Teller:
    def __init__(
        self, values: Mapping[str, FactValue], thresholds: Mapping[str, Threshold]
    ) -> None:
        self.values = values
        self.thresholds = thresholds

    def settling(self, condition: Condition, wanted: bool) -> tuple[Reason, ...]:
        """The fewest tests that settle ``condition``, taken in the order written.

        One part settles a list that needs only one: the first unmet under ``all``, the first
        met under ``any``. It takes them all to settle the rest.
        """
        match condition:
            case All(parts) | Any(parts):
                every = isinstance(condition, All)
                settled = holds(condition, self.values, self.thresholds)
                if settled is every:
                    return tuple(r for part in parts for r in self.settling(part, wanted))
                for part in parts:
                    if holds(part, self.values, self.thresholds) is settled:
                        return self.settling(part, wanted)
                raise AssertionError(condition)  # pragma: no cover
            case Not(part):
                return self.settling(part, not wanted)
            case Test():
                return (self.reason(condition, wanted),)

    def every(self, condition: Condition, wanted: bool) -> tuple[Reason, ...]:
        match condition:
            case All(parts) | Any(parts):
                return tuple(r for part in parts for r in self.every(part, wanted))
            case Not(part):
                return self.every(part, not wanted)
            case Test():
                return (self.reason(condition, wanted),)

    def reason(self, test: Test, wanted: bool) -> Reason:
        held = holds(test, self.values, self.thresholds)
        return Reason(
            test=test,
            value=self.values.get(test.field.name),
            held=held,
            wanted=wanted,
            words=self.words(test, wanted, held is wanted),
        )

    def words(self, test: Test, wanted: bool, met: bool) -> str:
        """What was seen; and of what is compared, how it stands to what the rule wants."""
        field, value = test.field, self.values.get(test.field.name)
        if value is None:
            return f"{field.label} is not given"
        amount = amount_in_words(value, field)
        if test.operator is Operator.PRESENT:
            # That a question has an answer tells little without the answer.
            return f"{field.label} is given ({amount})"
        other = test.right.field if isinstance(test.right, OtherField) else None
        if other is not None and other.name not in self.values:
            return f"{other.label} is not given"
        saw = f"{field.label} is {amount}"
        if field.type is FieldType.BOOL and other is None:
            return saw  # "open is no" says that it is not yes
        operator = test.operator if wanted else OPPOSITE[test.operator]
        right = self.right(test)
        if operator in ORDER:
            words = DATE_WORDS if field.type is FieldType.DATE else NUMBER_WORDS
            order = words[operator].removeprefix("is ")
            return f"{saw}, {'' if met else 'not '}{order} {right}"
        if other is not None:
            return f"{saw}, {'the same as' if (operator in _SAME) is met else 'unlike'} {right}"
        if met:
            return saw
        return f"{saw}, not {right}" if operator in _SAME else f"{saw}, which the rule leaves out"

    def right(self, test: Test) -> str:
        match test.right:
            case Literal(value):
                return amount_in_words(value, test.field)
            case Values(values):
                return listed([value_in_words(value, test.field) for value in values])
            case ThresholdKey(key):
                return threshold_in_words(key, self.thresholds)
            case OtherField(other):
                return f"{other.label} ({amount_in_words(self.values[other.name], other)})"
