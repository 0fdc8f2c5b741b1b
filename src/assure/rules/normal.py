"""Conditions in the form an engine of simple patterns can match: a choice of conjunctions.

Negation is pushed down to single tests, where the meaning of a missing field is kept: a test is
false of a missing field, so its negation is true of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from assure.conditions.fields import Field
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

MOST_WAYS = 500  # conjunctions of one rule; more is a rule nobody could explain


@dataclass(frozen=True)
class Present:
    field: str


@dataclass(frozen=True)
class Absent:
    field: str


@dataclass(frozen=True)
class Compare:
    """A comparison of a field that is present, by one of is, is_not, lt, lte, gt, gte."""

    field: str
    operator: Operator
    right: Literal | ThresholdKey | str  # str: name of another field, which is present too


Atom: TypeAlias = Present | Absent | Compare
Conjunction: TypeAlias = frozenset[Atom]

OPPOSITE = {
    Operator.IS: Operator.IS_NOT,
    Operator.IS_NOT: Operator.IS,
    Operator.IN: Operator.NOT_IN,
    Operator.NOT_IN: Operator.IN,
    Operator.LT: Operator.GTE,
    Operator.GTE: Operator.LT,
    Operator.GT: Operator.LTE,
    Operator.LTE: Operator.GT,
}


def ways(condition: Condition, negated: bool = False) -> int:
    """How many conjunctions ``normal_form`` makes before it simplifies, without making them."""
    match condition:
        case All(parts) | Any(parts):
            counts = [ways(part, negated) for part in parts]
            if isinstance(condition, All) is not negated:
                product = 1
                for count in counts:
                    product *= count
                return product
            return sum(counts)
        case Not(part):
            return ways(part, not negated)
        case Test():
            return len(_test(condition, negated))


def normal_form(condition: Condition) -> tuple[Conjunction, ...]:
    """Conjunctions of which at least one is true exactly when ``condition`` holds.

    None at all means that it can never hold; an empty one, that it always does.
    """
    return _simplified(_expand(condition, False))


def _expand(condition: Condition, negated: bool) -> list[Conjunction]:
    match condition:
        case All(parts) | Any(parts):
            choices = [_expand(part, negated) for part in parts]
            if isinstance(condition, All) is negated:
                return list(chain.from_iterable(choices))
            # Most parts leave no choice: those are put together at once.
            settled = frozenset(chain.from_iterable(c[0] for c in choices if len(c) == 1))
            result: list[Conjunction] = [] if _contradicts_itself(settled) else [settled]
            for choice in choices:
                if len(choice) == 1:
                    continue
                joined = (one | other for one in result for other in choice)
                result = list(dict.fromkeys(c for c in joined if not _contradicts_itself(c)))
            return result
        case Not(part):
            return _expand(part, not negated)
        case Test():
            return _test(condition, negated)


def _test(test: Test, negated: bool) -> list[Conjunction]:
    name = test.field.name
    if test.operator is Operator.PRESENT:
        wanted = isinstance(test.right, Literal) and test.right.value is True
        return [frozenset({Present(name) if wanted is not negated else Absent(name)})]
    operator = OPPOSITE[test.operator] if negated else test.operator
    guards: list[Atom] = [Present(name)]
    missing: list[Conjunction] = [frozenset({Absent(name)})] if negated else []
    right: Literal | ThresholdKey | str
    match test.right:
        case Values(values):
            if operator is Operator.IN:
                return missing + [
                    frozenset({*guards, Compare(name, Operator.IS, Literal(value))})
                    for value in dict.fromkeys(values)
                ]
            unlike = [Compare(name, Operator.IS_NOT, Literal(value)) for value in values]
            return [*missing, frozenset({*guards, *unlike})]
        case OtherField(Field(name=other)):
            guards.append(Present(other))
            if negated:
                missing.append(frozenset({Absent(other)}))
            right = other
        case Literal() | ThresholdKey():
            right = test.right
    return [*missing, frozenset({*guards, Compare(name, operator, right)})]


def _contradicts_itself(conjunction: Conjunction) -> bool:
    return any(isinstance(a, Absent) and Present(a.field) in conjunction for a in conjunction)


def _simplified(conjunctions: list[Conjunction]) -> tuple[Conjunction, ...]:
    """Without the ones that can not be true and those that a weaker one makes needless."""
    kept: list[Conjunction] = []
    for conjunction in sorted(dict.fromkeys(conjunctions), key=len):
        if _contradicts_itself(conjunction) or any(weaker <= conjunction for weaker in kept):
            continue
        kept.append(conjunction)
    return tuple(kept)
