"""Facts that look the same to the rules are matched once, by the engine, for all of them."""

from __future__ import annotations

import json

import durable_rules_engine as durable
import pytest

from assure.conditions.fields import Field, FieldType
from assure.conditions.language import Condition, Literal, Operator, OtherField, Test, Values
from assure.model.errors import EngineError
from assure.model.facts import Fact
from assure.model.findings import Confidence, Severity
from assure.rules import engine
from assure.rules.engine import EngineMatcher
from assure.rules.rulebook import FindingRule
from assure.rules.signature import Signatures

DAYS_LATE = Field(name="days_late", type=FieldType.INT)
DAYS_LEFT = Field(name="days_left", type=FieldType.INT)
LATE = Test(DAYS_LATE, Operator.GT, Literal(30))


def rule(when: Condition = LATE, code: str = "TST-01") -> FindingRule:
    return FindingRule(
        code=code,
        name=code.lower(),
        family="test",
        since="0",
        subject="action",
        when=when,
        finding="{ref}",
        examples=(),
        severity=Severity.LOW,
        confidence=Confidence.LOW,
        why="",
        advice="",
        challenge="",
    )


def late(*days: int) -> list[Fact]:
    return [Fact(subject="action", key=str(d), ref=str(d), values={"days_late": d}) for d in days]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many facts each batch took to the engine, its sentinel not counted."""
    sizes: list[int] = []
    assert_facts = durable.assert_facts

    def counted(handle: int, batch: str) -> object:
        sizes.append(len(json.loads(batch)) - 1)
        return assert_facts(handle, batch)

    monkeypatch.setattr(durable, "assert_facts", counted)
    return sizes


def test_a_number_tells_facts_apart_by_what_it_is_compared_with() -> None:
    signatures = Signatures({"days": [30, 90]}, [])
    places = [signatures.of({"days": days}) for days in (-5, 29, 30, 31, 89, 90, 1_000)]
    assert places == [(0,), (0,), (1,), (2,), (2,), (3,), (4,)]
    assert signatures.of({}) not in places


def test_of_a_field_that_is_only_present_or_not_the_value_does_not_matter() -> None:
    signatures = Signatures({"note": []}, [])
    assert signatures.of({"note": 1}) == signatures.of({"note": 2}) != signatures.of({})


def test_of_a_field_that_holds_few_values_each_is_told_apart() -> None:
    signatures = Signatures({"open": [1]}, [], size={"open": 2}.get)
    assert len({signatures.of(numbers) for numbers in ({}, {"open": 0}, {"open": 1})}) == 3
    assert signatures.kinds([("open",)]) == 3


def test_fields_compared_with_each_other_tell_facts_apart_by_their_order() -> None:
    signatures = Signatures({"start": [], "due": []}, [("start", "due"), ("due", "start")])
    before, same, after = ({"start": start, "due": 10} for start in (9, 10, 11))
    assert len({signatures.of(numbers) for numbers in (before, same, after)}) == 3
    assert signatures.of(before) == signatures.of({"start": -400, "due": 700})
    assert len({signatures.of(numbers) for numbers in ({"start": 1}, {"due": 1}, {}, same)}) == 4


def test_rules_that_look_at_the_same_fields_go_together() -> None:
    """So that each group of them sees few kinds of facts, however many fields there are."""
    signatures = Signatures({"owner": [1, 2], "due": [1, 2], "rag": [1, 2]}, [])
    owner, due, rag = (frozenset({(name,)}) for name in ("owner", "due", "rag"))
    looks = [owner, due, owner | rag, due, owner, rag]
    by_kinds = signatures.together(looks, most=60, most_kinds=36)
    assert by_kinds == [([0, 1, 3, 4], owner | due), ([2, 5], owner | rag)]
    by_number = signatures.together(looks, most=2, most_kinds=1_000)
    assert [members for members, _ in by_number] == [[0, 1], [2, 3], [4, 5]]


def test_a_rule_that_tells_more_apart_than_a_group_may_stands_alone() -> None:
    signatures = Signatures({"a": range(10), "b": range(10)}, [("a", "b")])
    both, one = frozenset({("a",), ("b",)}), frozenset({("a",)})
    assert signatures.kinds(both) == 22 * 22
    assert signatures.together([one, both, both], 60, most_kinds=100) == [
        ([0], one),
        ([1, 2], both),
    ]


def test_what_a_field_can_not_hold_is_no_kind() -> None:
    words = Signatures({"status": [1, 2, 3]}, [], size={"status": 5}.get)
    assert words.kinds([("status",)]) == 6  # five words, and none


def test_facts_that_look_the_same_go_to_the_engine_once(asked: list[int]) -> None:
    matches = EngineMatcher().match([rule()], late(*range(1_000)), {})
    assert matches == {("TST-01", index) for index in range(31, 1_000)}
    assert asked == [3]  # one below 30, 30 itself and one above


def test_what_was_matched_is_remembered_for_the_next_plan(asked: list[int]) -> None:
    matcher = EngineMatcher()
    looks = [rule()]
    assert matcher.match(looks, late(1, 31), {}) == {("TST-01", 1)}
    assert matcher.match(looks, late(77, 2, 30), {}) == {("TST-01", 0)}
    assert asked == [2, 1]  # of the second plan only the 30


def test_rules_are_asked_only_of_what_they_look_at(
    asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred different actions, and ten kinds of them for each of two rules."""
    monkeypatch.setattr(engine, "KINDS", 50)
    ten = range(10)
    looks = [
        rule(Test(field, Operator.IN, Values(tuple(ten))), code=f"TST-0{n}")
        for n, field in enumerate((DAYS_LATE, DAYS_LEFT))
    ]
    several = [
        Fact(subject="action", key="k", ref="r", values={"days_late": a, "days_left": b})
        for a in ten
        for b in ten
    ]
    assert len(EngineMatcher().match(looks, several, {})) == 200
    assert asked == [10, 10]


def test_other_rules_remember_nothing_of_these(asked: list[int]) -> None:
    matcher = EngineMatcher()
    matcher.match([rule()], late(31), {})
    later = [rule(Test(DAYS_LATE, Operator.GT, Literal(60)))]
    assert matcher.match(later, late(31), {}) == set()
    assert asked == [1, 1]


def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_REMEMBERED", 10)
    matcher = EngineMatcher()
    steps = [
        rule(Test(DAYS_LATE, Operator.GT, Literal(n)), code=f"TST-{n:02}") for n in range(1, 20)
    ]
    few = [rule()]
    matcher.match(few, late(1, 31), {})
    matcher.match(steps[:4], late(*range(9)), {})
    assert sum(kept.remembered for kept in matcher._kept.values()) <= 10
    for _ in range(3):  # more in one plan than may be remembered
        assert len(matcher.match(steps, late(*range(20)), {})) == sum(range(19))
        assert sum(kept.remembered for kept in matcher._kept.values()) <= 10


def test_nothing_is_remembered_of_a_batch_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    matcher = EngineMatcher()
    looks = [rule()]
    with monkeypatch.context() as patch:
        patch.setattr(durable, "start_action_for_state", lambda *_: ("{}", "not json"))
        with pytest.raises(EngineError):
            matcher.match(looks, late(31), {})
    assert matcher.match(looks, late(31), {}) == {("TST-01", 0)}


def test_the_engine_decides_how_fields_compare() -> None:
    overtaken = rule(Test(DAYS_LATE, Operator.GT, OtherField(DAYS_LEFT)))
    several = [
        Fact(subject="action", key="k", ref="r", values={"days_late": a, "days_left": b})
        for a, b in ((5, 4), (4, 4), (3, 4), (700, 4), (4, 700))
    ]
    assert EngineMatcher().match([overtaken], several, {}) == {("TST-01", 0), ("TST-01", 3)}
