"""What is said to be certain of a condition is; what is not certain is not said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.conditions.documents import read
from assure.conditions.evaluate import holds
from assure.conditions.fields import Field, FieldType, Threshold
from assure.conditions.language import Condition, parse
from assure.conditions.reading import Part
from assure.model.facts import FactValue
from assure.rules.certainty import always_holds, implies, never_holds

FIELDS = {
    field.name: field
    for field in (
        Field(name="open", type=FieldType.BOOL),
        Field(name="asked", type=FieldType.BOOL),
        Field(name="kind", type=FieldType.ENUM, values=("post", "person", "missing")),
        Field(name="late", type=FieldType.INT),
        Field(name="left", type=FieldType.INT),
        Field(name="days", type=FieldType.DECIMAL),
        Field(name="due", type=FieldType.DATE),
        Field(name="start", type=FieldType.DATE),
        Field(name="owner", type=FieldType.TEXT),
    )
}
LIMITS = {
    key: Threshold(key=key, value=value, unit="days", means="x", source="ours", default=value)
    for key, value in (("two", Decimal(2)), ("half", Decimal("1.5")))
}


def condition(text: str) -> Condition:
    return parse(Part.whole(read(text, "test")), FIELDS, LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        "all: [{late: {gt: 5}}, {late: {lt: 3}}]",
        "all: [{late: {gt: 2}}, {late: {lt: 3}}]",  # no whole number lies between
        "{late: {gt: {threshold: half}, lt: {threshold: two}}}",
        "all: [{open: true}, {open: false}]",
        "{kind: {not_in: [post, person, missing]}}",
        "all: [{owner: {present: false}}, {owner: {present: true}}]",
        "all: [{late: 3}, {late: {present: false}}]",
        "all: [{late: {lt: {field: left}}}, {left: {lt: {field: late}}}]",
        "all: [{due: {lt: {field: start}}}, {start: 2026-04-01}, {due: {gt: 2026-03-31}}]",
        "{due: {lt: {field: due}}}",
        "all: [{kind: {is: post}}, {not: {kind: {in: [post, person]}}}]",
    ],
)
def test_what_can_never_hold_is_seen(text: str) -> None:
    assert never_holds(condition(text), LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        "all: [{days: {gt: 2}}, {days: {lt: 3}}]",  # 2.5
        "all: [{late: {gt: 2}}, {late: {lt: 4}}]",
        "{open: {is_not: true}}",
        "all: [{late: {lt: {field: left}}}, {late: {gt: 5}}, {left: {lt: 8}}]",
        "all: [{due: {lt: {field: start}}}, {start: 2026-04-01}]",
        "not: {late: {present: true}}",
        # Fields of two kinds of number, about which nothing is claimed.
        "all: [{late: {lt: {field: days}}}, {days: {lt: {field: late}}}]",
    ],
)
def test_what_can_hold_is_let_be(text: str) -> None:
    assert not never_holds(condition(text), LIMITS)


def test_what_always_holds_needs_the_missing_field_too() -> None:
    assert always_holds(condition("any: [{open: true}, {not: {open: true}}]"), LIMITS)
    assert not always_holds(condition("any: [{open: true}, {open: false}]"), LIMITS)
    assert always_holds(
        condition("any: [{open: true}, {open: false}, {open: {present: false}}]"), LIMITS
    )


@pytest.mark.parametrize(
    ("one", "other", "does"),
    [
        ("all: [{open: true}, {kind: missing}]", "{open: true}", True),
        ("{open: true}", "all: [{open: true}, {kind: missing}]", False),
        ("{late: {gt: 31}}", "{late: {gt: {threshold: two}}}", True),
        ("{late: {gte: 2}}", "{late: {gt: {threshold: half}}}", True),
        ("{late: {gte: 1}}", "{late: {gt: {threshold: half}}}", False),
        ("{kind: missing}", "{kind: {in: [missing, post]}}", True),
        ("{kind: missing}", "{kind: {is_not: post}}", True),
        ("{not: {kind: post}}", "{kind: {is_not: post}}", False),  # it may be missing
        ("{due: {lt: 2026-01-01}}", "{due: {present: true}}", True),
    ],
)
def test_one_condition_may_follow_from_another(one: str, other: str, does: bool) -> None:
    assert implies(condition(one), condition(other), LIMITS) is does


WHOLE = st.integers(-2, 4)
DAYS = st.dates(dt.date(2026, 3, 30), dt.date(2026, 4, 3))
VALUES: Mapping[str, st.SearchStrategy[FactValue]] = {
    "open": st.booleans(),
    "asked": st.booleans(),
    "kind": st.sampled_from(("post", "person", "missing")),
    "late": WHOLE,
    "left": WHOLE,
    "days": st.sampled_from([Decimal(n) / 2 for n in range(-2, 8)]),
    "due": DAYS,
    "start": DAYS,
    "owner": st.just("Officer A"),
}
ORDERED = st.sampled_from(["is", "is_not", "lt", "lte", "gt", "gte"])


@st.composite
def one_field(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(sorted(FIELDS)))
    if name == "owner" or draw(st.integers(0, 9)) == 0:
        return f"{{{name}: {{present: {str(draw(st.booleans())).lower()}}}}}"
    value = draw(VALUES[name])
    written = str(value).lower() if isinstance(value, bool) else str(value)
    if name in ("open", "asked", "kind"):
        return f"{{{name}: {{{draw(st.sampled_from(['is', 'is_not']))}: {written}}}}}"
    rights = [written]
    if FIELDS[name].type.is_number:
        rights += ["{threshold: two}", "{threshold: half}", "{field: late}", "{field: left}"]
    else:
        rights += ["{field: due}", "{field: start}"]
    return f"{{{name}: {{{draw(ORDERED)}: {draw(st.sampled_from(rights))}}}}}"


CONDITIONS = st.recursive(
    one_field(),
    lambda inner: st.one_of(
        inner.map(lambda text: f"{{not: {text}}}"),
        st.tuples(st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)).map(
            lambda pair: f"{{{pair[0]}: [{', '.join(pair[1])}]}}"
        ),
    ),
    max_leaves=5,
)
FACTS = st.lists(st.fixed_dictionaries({}, optional=dict(VALUES)), min_size=20, max_size=40)


@settings(max_examples=tries(150), deadline=None)
@given(CONDITIONS, CONDITIONS, FACTS)
def test_no_fact_ever_proves_a_claim_wrong(
    first: str, second: str, facts: list[dict[str, FactValue]]
) -> None:
    one, other = condition(first), condition(second)
    never, always = never_holds(one, LIMITS), always_holds(one, LIMITS)
    follows = implies(one, other, LIMITS)
    for values in facts:
        held = holds(one, values, LIMITS)
        assert not (held and never), (first, values)
        assert held or not always, (first, values)
        if held and follows:
            assert holds(other, values, LIMITS), (first, second, values)
