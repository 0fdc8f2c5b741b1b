"""What is certain of a condition from its structure alone: that it never holds, that it always
does, that it holds whenever another one does.

A condition is a choice of conjunctions, and a conjunction is searched for values that make it
true. Only finitely many values matter. Between two neighbouring constants that a field is compared
with, all values look alike to the tests but for the order among the fields that are compared with
each other, so that for n such fields n values on either side of every constant are enough. Where
the search would be long, or fields of two kinds of number are compared, nothing is claimed.
"""

from __future__ import annotations

import datetime as dt
import math
import operator as op
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import product
from typing import Any as Anything

from assure.conditions.fields import SMALLEST_STEP, Field, FieldType, Threshold
from assure.conditions.language import All, Condition, Literal, Not, Operator, OtherField, tests
from assure.model.facts import FactValue
from assure.rules.normal import Compare, Conjunction, normal_form, ways

MOST_WAYS = 2_000  # conjunctions looked at
MOST_CHOICES = 20_000  # choices of values tried for one conjunction

_COMPARISONS: Mapping[Operator, Callable[[Anything, Anything], bool]] = {
    Operator.IS: op.eq,
    Operator.IS_NOT: op.ne,
    Operator.LT: op.lt,
    Operator.LTE: op.le,
    Operator.GT: op.gt,
    Operator.GTE: op.ge,
}


def never_holds(condition: Condition, thresholds: Mapping[str, Threshold]) -> bool:
    """Whether no fact at all can make ``condition`` true, the limits being as they are.

    False means that some fact does, or that it could not be settled.
    """
    if ways(condition) > MOST_WAYS:
        return False
    fields = _fields(condition)
    return all(_impossible(way, fields, thresholds) for way in normal_form(condition))


def always_holds(condition: Condition, thresholds: Mapping[str, Threshold]) -> bool:
    """Whether every fact makes ``condition`` true, the empty one included; as ``never_holds``."""
    return never_holds(Not(condition), thresholds)


def implies(one: Condition, other: Condition, thresholds: Mapping[str, Threshold]) -> bool:
    """Whether ``other`` holds of every fact of which ``one`` does; as ``never_holds``."""
    return never_holds(All((one, Not(other))), thresholds)


def _fields(condition: Condition) -> dict[str, Field]:
    found = {}
    for test in tests(condition):
        found[test.field.name] = test.field
        if isinstance(test.right, OtherField):
            found[test.right.field.name] = test.right.field
    return found


def _impossible(
    way: Conjunction, fields: Mapping[str, Field], thresholds: Mapping[str, Threshold]
) -> bool:
    """Whether no values make all of ``way`` true. Presence alone always can be."""
    compares = [atom for atom in way if isinstance(atom, Compare)]
    return any(_unsolvable(group, fields, thresholds) for group in _groups(compares))


def _groups(compares: Iterable[Compare]) -> list[list[Compare]]:
    """Comparisons that share fields, together."""
    groups: list[tuple[set[str], list[Compare]]] = []
    for compare in compares:
        names = {compare.field} | ({compare.right} if isinstance(compare.right, str) else set())
        together = [compare]
        apart = []
        for others, group in groups:
            if others & names:
                names |= others
                together += group
            else:
                apart.append((others, group))
        groups = [*apart, (names, together)]
    return [group for _, group in groups]


def _unsolvable(
    group: list[Compare], fields: Mapping[str, Field], thresholds: Mapping[str, Threshold]
) -> bool:
    names = sorted({c.field for c in group} | {c.right for c in group if isinstance(c.right, str)})
    if len({fields[name].type for name in names}) > 1:
        return False
    right = {
        compare: compare.right.value
        if isinstance(compare.right, Literal)
        else thresholds[compare.right.key].value
        for compare in group
        if not isinstance(compare.right, str)
    }
    choices = [_values(fields[name], set(right.values()), len(names)) for name in names]
    if math.prod(map(len, choices)) > MOST_CHOICES:
        return False
    for chosen in product(*choices):
        values = dict(zip(names, chosen, strict=True))
        if all(
            _COMPARISONS[c.operator](
                values[c.field], values[c.right] if isinstance(c.right, str) else right[c]
            )
            for c in group
        ):
            return False
    return True


def _values(field: Field, constants: set[FactValue], apart: int) -> list[FactValue]:
    """Enough values of ``field`` to tell whether some values do: see the head of this module."""
    match field.type:
        case FieldType.BOOL:
            return [True, False]
        case FieldType.ENUM:
            return list(field.values)
        case FieldType.DATE:
            days = [c.toordinal() for c in constants if isinstance(c, dt.date)]
            near = _near(days or [dt.date(2026, 1, 1).toordinal()], apart)
            inside = range(1, dt.date.max.toordinal() + 1)
            return [dt.date.fromordinal(day) for day in near if day in inside]
        case FieldType.INT:
            # A limit may lie between two whole numbers: one more on either side covers both.
            whole = [math.floor(c) for c in constants if isinstance(c, int | Decimal)]
            return list(_near(whole or [0], apart + 1))
        case FieldType.DECIMAL:
            steps = [int(c / SMALLEST_STEP) for c in constants if isinstance(c, int | Decimal)]
            return [step * SMALLEST_STEP for step in _near(steps or [0], apart)]
        case FieldType.TEXT:
            return []  # never compared


def _near(middles: Iterable[int], apart: int) -> list[int]:
    return sorted({m + step for m in middles for step in range(-apart, apart + 1)})
