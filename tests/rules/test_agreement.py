"""The proof: on random rules and facts the engine and plain Python find the same.

Both start from the same parsed conditions and share nothing after that. The values are chosen to
bite: missing fields, nought and its neighbours, both ends of what can be compared, year ends,
words full of quotes, backslashes and emoji.
"""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.conditions import language
from assure.conditions.evaluate import holds
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
from assure.model.facts import Fact, FactValue
from assure.model.findings import Confidence, Severity
from assure.rules import engine, signature
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


Pick: TypeAlias = Callable[[Sequence[Any]], Any]  # one of several, by Hypothesis or by chance


def single_test(pick: Pick) -> Test:
    field = pick(FIELDS)
    values = TYPES[field.type]
    operators = [Operator.PRESENT]
    if field.type is not FieldType.TEXT:
        operators += [Operator.IS, Operator.IS_NOT, Operator.IN, Operator.NOT_IN]
    if field.type.has_order:
        operators += [Operator.LT, Operator.LTE, Operator.GT, Operator.GTE] * 2
    operator = pick(operators)
    if operator is Operator.PRESENT:
        return Test(field, operator, Literal(pick((True, False))))
    if operator in (Operator.IN, Operator.NOT_IN):
        return Test(field, operator, Values(tuple(pick(values) for _ in range(pick(range(1, 6))))))
    others = [
        other
        for other in FIELDS
        if other.type is field.type or (other.type.is_number and field.type.is_number)
    ]
    match pick(("literal", "other", "threshold") if field.type.is_number else ("literal", "other")):
        case "other":
            return Test(field, operator, OtherField(pick(others)))
        case "threshold":
            return Test(field, operator, ThresholdKey(pick(sorted(THRESHOLDS))))
    return Test(field, operator, Literal(pick(values)))


def condition(pick: Pick, depth: int = 3) -> Condition:
    kind = pick(("test", "test", "all", "any", "not")) if depth else "test"
    if kind == "test":
        return single_test(pick)
    if kind == "not":
        return Not(condition(pick, depth - 1))
    parts = tuple(condition(pick, depth - 1) for _ in range(pick(range(1, 5))))
    return All(parts) if kind == "all" else language.Any(parts)


@st.composite
def single_tests(draw: st.DrawFn) -> Test:
    return single_test(lambda several: draw(st.sampled_from(several)))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    drawn = condition(lambda several: draw(st.sampled_from(several)))
    assume(ways(drawn) <= MOST_WAYS)
    return drawn


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


@settings(max_examples=tries(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules=RULES, facts=FACTS)
def test_random_rules_on_random_facts(rules: list[Rule], facts: list[Fact]) -> None:
    compare(rules, facts, THRESHOLDS)


# A thousand rulebooks by chance, from a fixed seed. Each of their rules fires and stays quiet.

RULEBOOKS = tries(1_000)
EACH_WAY = 5  # facts, of those below, on which a rule fires, and on which it stays quiet
SOME_FACTS = 60


def bites(when: Condition, facts: list[Fact]) -> bool:
    if ways(when) > MOST_WAYS:
        return False
    fires = sum(holds(when, fact.values, THRESHOLDS) for fact in facts)
    return EACH_WAY <= fires <= len(facts) - EACH_WAY


def test_rulebooks_by_chance_whose_rules_all_fire_and_stay_quiet() -> None:
    chance = random.Random(20260401)
    pick: Pick = chance.choice
    together = 0
    for number in range(RULEBOOKS):
        if number % 10 == 0:
            facts = [
                Fact(
                    subject="action",
                    key=str(n),
                    ref=str(n),
                    values={f.name: pick(TYPES[f.type]) for f in FIELDS if chance.random() < 0.8},
                )
                for n in range(SOME_FACTS)
            ]
        # Now and then so many that more than 65 fire on one fact, which the engine can not hold.
        wide = number % 50 == 0
        rules: list[Rule] = []
        while len(rules) < (160 if wide else 5):
            when = single_test(pick) if wide else condition(pick)
            if bites(when, facts):
                rules.append(rule(f"R-{len(rules)}", "action", when))
        matcher = EngineMatcher()
        found = matcher.match(rules, facts, THRESHOLDS)
        matcher.close()
        assert found == PlainMatcher().match(rules, facts, THRESHOLDS), f"rulebook {number}"
        together = max(together, *Counter(index for _, index in found).values())
    assert together > 65


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


@settings(max_examples=tries(80), deadline=None, suppress_health_check=list(HealthCheck))
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


def noticed() -> bool:
    """Whether the comparison turns red."""

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

    try:
        agree()
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize(("operator", "wrong"), BROKEN)
def test_a_broken_operator_turns_the_comparison_red(
    monkeypatch: pytest.MonkeyPatch, operator: Operator, wrong: str
) -> None:
    monkeypatch.setitem(engine.OPERATORS, operator, wrong)
    assert noticed()


# Nor may facts be taken for alike that the rules can tell apart.

BLIND = {
    "to a number that is compared with, beside more": ("bisect_left", bisect_right),
    "to a number that is compared with, beside less": ("bisect_right", bisect_left),
    "to a missing value": ("MISSING", 0),
}


@pytest.mark.parametrize("to", BLIND)
def test_a_blind_signature_turns_the_comparison_red(
    monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    monkeypatch.setattr(signature, *BLIND[to])
    assert noticed()


def test_a_signature_blind_to_another_field_turns_the_comparison_red(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seeing = engine._columns
    monkeypatch.setattr(
        engine, "_columns", lambda *given: tuple(c for c in seeing(*given) if len(c) == 1)
    )
    assert noticed()


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
