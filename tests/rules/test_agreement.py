"""The proof: on random rules and facts the engine and plain Python find the same.

Both start from the same parsed conditions and share nothing after that. The values are chosen to
bite: missing fields, nought and its neighbours, both ends of what can be compared, year ends,
words full of quotes, backslashes and emoji.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assure.conditions import language
from assure.conditions.fields import LARGEST_NUMBER, Field, FieldType, Threshold
from assure.conditions.language import (
    All,
    Condition,
    Literal,
    Not,
    Operator,
    OtherField,
    Test,
    ThresholdKey,
    Values,
    thresholds_of,
)
from assure.model.assessment import Confidence, Severity
from assure.model.facts import Fact, FactValue
from assure.rules import engine
from assure.rules.engine import EngineMatcher
from assure.rules.normal import MOST_WAYS, ways
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import FindingRule, Rule
from assure.service.rulebook import load
from assure.shelf.settings import Settings

WORDS = (
    "",
    " ",
    "a",
    "A",
    "\u00e9",
    "e\u0301",  # the same letter, written with two characters
    '"',
    "\\",
    "\\u0000",
    "null",
    "true",
    "1",
    "{}",
    "\U0001f469\u200d\U0001f469",
    "x" * 300,
)
TEXTS = (*WORDS, "\x00", '"}]', "=1+1")
WHOLE = (0, 1, -1, 2, 3, 7, 30, 31, LARGEST_NUMBER, -LARGEST_NUMBER, LARGEST_NUMBER - 1)
EXACT = tuple(
    Decimal(text)
    for text in (
        "0",
        "0.000001",
        "-0.000001",
        "0.1",
        "0.10",
        "1",
        "1.5",
        "-2.25",
        "8999999999999.999999",
    )
)
DAYS = (
    dt.date.min,
    dt.date(1970, 1, 1),
    dt.date(2026, 12, 31),
    dt.date(2027, 1, 1),
    dt.date(2028, 2, 29),
    dt.date.max,
)

TYPES: dict[FieldType, tuple[FactValue, ...]] = {
    FieldType.BOOL: (True, False),
    FieldType.INT: WHOLE,
    FieldType.DECIMAL: (*EXACT, *WHOLE),
    FieldType.DATE: DAYS,
    FieldType.ENUM: WORDS,
    FieldType.TEXT: TEXTS,
}
FIELDS = tuple(
    Field(name=f"{kind}_{letter}", type=kind, values=WORDS if kind is FieldType.ENUM else ())
    for kind in FieldType
    for letter in "ab"
)
SUBJECTS = ("action", "outcome")


def threshold(key: str, value: Decimal) -> Threshold:
    return Threshold(key=key, value=value, unit="", means="", source="ours", default=value)


THRESHOLDS = {f"t{n}": threshold(f"t{n}", value) for n, value in enumerate(EXACT)}


@st.composite
def single_tests(draw: st.DrawFn) -> Test:
    field = draw(st.sampled_from(FIELDS))
    values = TYPES[field.type]
    present = Test(field, Operator.PRESENT, Literal(draw(st.booleans())))
    if field.type is FieldType.TEXT:
        return present
    operators = [Operator.IS, Operator.IS_NOT, Operator.IN, Operator.NOT_IN, Operator.PRESENT]
    if field.type.has_order:
        operators += [Operator.LT, Operator.LTE, Operator.GT, Operator.GTE] * 2
    operator = draw(st.sampled_from(operators))
    if operator is Operator.PRESENT:
        return present
    if operator in (Operator.IN, Operator.NOT_IN):
        several = draw(st.lists(st.sampled_from(values), min_size=1, max_size=5))
        return Test(field, operator, Values(tuple(several)))
    others = [
        other
        for other in FIELDS
        if other.type is field.type or (other.type.is_number and field.type.is_number)
    ]
    rights: list[st.SearchStrategy[language.Right]] = [
        st.sampled_from(values).map(Literal),
        st.sampled_from(others).map(OtherField),
    ]
    if field.type.is_number:
        rights.append(st.sampled_from(sorted(THRESHOLDS)).map(ThresholdKey))
    return Test(field, operator, draw(st.one_of(rights)))


def conditions() -> st.SearchStrategy[Condition]:
    def nest(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(inner, min_size=1, max_size=4).map(tuple)
        return several.map(All) | several.map(language.Any) | inner.map(Not)

    nested: st.SearchStrategy[Condition] = st.recursive(single_tests(), nest, max_leaves=8)
    return nested.filter(lambda condition: ways(condition) <= MOST_WAYS)


def rule(code: str, subject: str, when: Condition) -> Rule:
    return FindingRule(
        code=code,
        name=code,
        family="random",
        since="0",
        subject=subject,
        when=when,
        finding="",
        examples=(),
        place="",
        severity=Severity.LOW,
        confidence=Confidence.LOW,
        why="",
        advice="",
        challenge="",
    )


def values_of(
    fields: Mapping[str, Field], more: Mapping[str, tuple[FactValue, ...]] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """Values for some of ``fields``, the rest missing."""
    choices: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in fields.items():
        pool = field.values if field.type is FieldType.ENUM else TYPES[field.type]
        choices[name] = st.sampled_from((*pool, *(more or {}).get(name, ())))
    return st.fixed_dictionaries({}, optional=choices)


RULES = st.lists(st.tuples(st.sampled_from(SUBJECTS), conditions()), min_size=1, max_size=12).map(
    lambda pairs: [rule(f"R-{n}", *pair) for n, pair in enumerate(pairs)]
)
SHORT_RULES = st.lists(single_tests(), min_size=4, max_size=12).map(
    lambda several: [rule(f"R-{n}", "action", when) for n, when in enumerate(several)]
)
FACTS = st.lists(
    st.tuples(st.sampled_from(SUBJECTS), values_of({field.name: field for field in FIELDS})),
    min_size=1,
    max_size=12,
).map(
    lambda pairs: [
        Fact(subject=subject, key=str(n), ref=str(n), values=values)
        for n, (subject, values) in enumerate(pairs)
    ]
)


def compare(rules: list[Rule], facts: list[Fact], thresholds: Mapping[str, Threshold]) -> None:
    matcher = EngineMatcher()
    try:
        found = matcher.match(rules, facts, thresholds)
    finally:
        matcher.close()
    assert found == PlainMatcher().match(rules, facts, thresholds)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules=RULES, facts=FACTS)
def test_random_rules_on_random_facts(rules: list[Rule], facts: list[Fact]) -> None:
    compare(rules, facts, THRESHOLDS)


# The shipped rules, on random facts of the real catalogue. Each field also takes the values that
# rules compare it with, and their neighbours, so that the edges are hit.

BOOK = load(Settings())


def edges() -> dict[str, dict[str, tuple[FactValue, ...]]]:
    found: dict[str, dict[str, tuple[FactValue, ...]]] = {}
    for shipped in BOOK.rules:
        for test in language.tests(shipped.when):
            right: FactValue | None = None
            if isinstance(test.right, Literal):
                right = test.right.value
            elif isinstance(test.right, ThresholdKey):
                right = BOOK.thresholds[test.right.key].value
            if not test.field.type.is_number or isinstance(right, bool | str | dt.date | None):
                continue
            middle = int(right)
            pool = found.setdefault(shipped.subject, {})
            near = (middle - 1, middle, middle + 1)
            pool[test.field.name] = (*pool.get(test.field.name, ()), *near)
    return found


EDGES = edges()
CATALOGUE_FACTS = st.lists(
    st.sampled_from(sorted(BOOK.catalogue)).flatmap(
        lambda subject: st.tuples(
            st.just(subject), values_of(BOOK.catalogue[subject], EDGES.get(subject))
        )
    ),
    min_size=1,
    max_size=20,
).map(
    lambda pairs: [
        Fact(subject=subject, key=str(n), ref=str(n), values=values)
        for n, (subject, values) in enumerate(pairs)
    ]
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(facts=CATALOGUE_FACTS)
def test_the_shipped_rules_on_random_facts(facts: list[Fact]) -> None:
    compare(list(BOOK.rules), facts, BOOK.thresholds)


# The comparison is worth something only if it notices. Each operator broken in turn.

BROKEN = [
    (Operator.LT, "$lte"),
    (Operator.LTE, "$lt"),
    (Operator.GT, "$gte"),
    (Operator.GTE, "$gt"),
    (Operator.IS_NOT, "$lt"),
]


@pytest.mark.parametrize(("operator", "wrong"), BROKEN)
def test_a_broken_operator_turns_the_comparison_red(
    monkeypatch: pytest.MonkeyPatch, operator: Operator, wrong: str
) -> None:
    monkeypatch.setitem(engine.OPERATORS, operator, wrong)

    @settings(
        max_examples=2_000,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(rules=SHORT_RULES, facts=FACTS)
    def agree(rules: list[Rule], facts: list[Fact]) -> None:
        compare(rules, facts, THRESHOLDS)

    with pytest.raises(AssertionError):
        agree()


def test_the_comparison_looks_at_all_that_rules_can_say() -> None:
    """Random conditions use every operator and every kind of right side."""
    operators: set[Operator] = set()
    rights: set[type] = set()
    thresholds: set[str] = set()

    @settings(max_examples=200, database=None, derandomize=True, phases=[Phase.generate])
    @given(condition=conditions())
    def collect(condition: Condition) -> None:
        for test in language.tests(condition):
            operators.add(test.operator)
            rights.add(type(test.right))
        thresholds.update(thresholds_of(condition))

    collect()
    assert operators == set(Operator)
    assert rights == {Literal, Values, OtherField, ThresholdKey}
    assert thresholds
