"""The engine does what plain Python does, and says so when it does not finish."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import durable_rules_engine as durable
import pytest

from assure.conditions.documents import Document
from assure.conditions.fields import LARGEST_NUMBER, Field, FieldType, Threshold
from assure.conditions.language import parse
from assure.conditions.reading import Part
from assure.model.errors import EngineError
from assure.model.facts import Fact
from assure.model.findings import Confidence, Severity
from assure.rules import engine
from assure.rules.engine import EngineMatcher
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import FindingRule

FIELDS = {
    field.name: field
    for field in (
        Field(name="status", type=FieldType.ENUM, values=tuple(f"s{n}" for n in range(80))),
        Field(name="open", type=FieldType.BOOL),
        Field(name="days", type=FieldType.INT),
        Field(name="share", type=FieldType.DECIMAL),
        Field(name="due", type=FieldType.DATE),
        Field(name="note", type=FieldType.TEXT),
    )
}


def rule(when: dict[str, Any], code: str = "TST-01", subject: str = "action") -> FindingRule:
    thresholds = {"limit": threshold("2.5")}
    return FindingRule(
        code=code,
        name=code.lower(),
        family="test",
        since="0",
        subject=subject,
        when=parse(Part.whole(Document("test", when)), FIELDS, thresholds),
        finding="{ref}",
        examples=(),
        severity=Severity.LOW,
        confidence=Confidence.LOW,
        why="",
        advice="",
        challenge="",
    )


def threshold(value: str) -> Threshold:
    number = Decimal(value)
    return Threshold(key="limit", value=number, unit="", means="", source="ours", default=number)


def facts(*several: dict[str, Any], subject: str = "action") -> list[Fact]:
    return [
        Fact(subject=subject, key=str(n), ref=str(n), values=values)
        for n, values in enumerate(several)
    ]


def fired(when: dict[str, Any], *several: dict[str, Any]) -> set[int]:
    matches = EngineMatcher().match([rule(when)], facts(*several), {"limit": threshold("2.5")})
    assert matches == PlainMatcher().match(
        [rule(when)], facts(*several), {"limit": threshold("2.5")}
    )
    return {index for _, index in matches}


def test_missing_fields_mean_in_the_engine_what_they_mean_in_the_language() -> None:
    assert fired({"open": {"is_not": True}}, {}, {"open": False}, {"open": True}) == {1}
    assert fired({"not": {"open": True}}, {}, {"open": False}, {"open": True}) == {0, 1}
    assert fired({"not": {"status": {"not_in": ["s1"]}}}, {}, {"status": "s1"}) == {0, 1}
    assert fired({"open": {"present": False}}, {}, {"open": False}) == {0}


def test_a_rule_that_always_holds_fires_on_facts_and_not_on_the_end_of_the_batch() -> None:
    always = {"any": [{"open": {"present": True}}, {"open": {"present": False}}]}
    assert fired(always, {}, {"open": True}) == {0, 1}


def test_a_rule_that_can_never_hold_fires_on_nothing() -> None:
    assert fired({"all": [{"open": True}, {"open": {"present": False}}]}, {}, {"open": True}) == (
        set()
    )


def test_numbers_are_compared_exactly_at_both_ends() -> None:
    top = Decimal(LARGEST_NUMBER)
    just_below = top - Decimal("0.000001")
    assert fired({"share": {"lt": top}}, {"share": just_below}, {"share": top}) == {0}
    assert fired({"share": {"gt": -top}}, {"share": -just_below}, {"share": -top}) == {0}
    assert fired({"days": {"gt": {"threshold": "limit"}}}, {"days": 2}, {"days": 3}) == {1}
    assert fired({"share": {"gte": {"field": "days"}}}, {"share": Decimal("2.0"), "days": 2}) == {0}


def test_dates_are_compared_across_the_end_of_a_year() -> None:
    year_end = {"due": {"lte": dt.date(2026, 12, 31)}}
    assert fired(year_end, {"due": dt.date(2026, 12, 31)}, {"due": dt.date(2027, 1, 1)}) == {0}
    assert fired({"due": dt.date.max}, {"due": dt.date.max}, {"due": dt.date.min}) == {0}


def test_text_reaches_the_engine_only_as_being_there() -> None:
    hostile = '"}]}\\\x00' + "x" * 70_000
    assert fired({"note": {"present": True}}, {"note": hostile}, {}, {"note": ""}) == {0, 2}


def test_more_true_branches_than_the_engine_can_hold_are_spread() -> None:
    """Sixty-five true siblings of one fact overflow a single ruleset."""
    same = [rule({"days": {"gt": -n}}, code=f"TST-{n:03}") for n in range(1, 201)]
    matches = EngineMatcher().match(same, facts({"days": 0}), {})
    assert len(matches) == 200
    branches = {"any": [{"days": {"gt": -n}} for n in range(1, 131)]}
    assert fired(branches, {"days": 0}, {"days": -1000}) == {0}


def test_long_lists_of_values() -> None:
    many = [f"s{n}" for n in range(70)]
    assert fired({"status": {"in": many}}, {"status": "s3"}, {"status": "s75"}, {}) == {0}
    assert fired({"status": {"not_in": many}}, {"status": "s3"}, {"status": "s75"}, {}) == {1}
    assert fired({"not": {"status": {"in": many}}}, {"status": "s3"}, {"status": "s75"}, {}) == (
        {1, 2}
    )


def test_large_plans_go_in_by_chunks() -> None:
    several = [{"days": n // 40, "share": n % 40} for n in range(1_203)]
    each_another = [{name: n} for n in range(40) for name in ("days", "share")]
    many = {"all": [{"any": each_another}, {"days": {"gte": 20}}]}
    assert fired(many, *several) == set(range(800, 1_203))


def test_a_rule_looks_only_at_facts_of_its_subject() -> None:
    mixed = [*facts({"open": True}, subject="owner"), *facts({"open": True})]
    of_both = [rule({"open": True}), rule({"open": True}, code="TST-02", subject="owner")]
    assert EngineMatcher().match(of_both, mixed, {}) == {("TST-01", 1), ("TST-02", 0)}


def test_nothing_to_match_is_no_fault() -> None:
    assert EngineMatcher().match([], facts({"open": True}), {}) == set()
    assert EngineMatcher().match([rule({"open": True})], [], {}) == set()


@pytest.mark.parametrize(
    "values",
    [
        {"open": 1},
        {"days": True},
        {"days": 10**15},
        {"share": Decimal("0.3333333333")},
        {"status": "unheard of"},
        {"due": "2026-01-01"},
    ],
)
def test_a_value_that_its_field_does_not_allow_is_refused(values: dict[str, Any]) -> None:
    (name,) = values
    looks = rule({"all": [{name: {"present": True}}]})
    with pytest.raises(EngineError, match=f"^action 0: “{name}” holds .* is promised"):
        EngineMatcher().match([looks], facts(values), {})


def test_another_threshold_is_another_set_of_rules() -> None:
    matcher = EngineMatcher()
    looks = [rule({"days": {"gt": {"threshold": "limit"}}})]
    assert matcher.match(looks, facts({"days": 3}), {"limit": threshold("2.5")}) != set()
    assert matcher.match(looks, facts({"days": 3}), {"limit": threshold("3")}) == set()
    assert matcher.match(looks, facts({"days": 3}), {"limit": threshold("2.5")}) != set()
    with pytest.raises(EngineError, match=r"threshold limit: .* at most 6 decimals"):
        matcher.match(looks, facts({"days": 3}), {"limit": threshold("0.0000001")})


def test_rules_no_longer_used_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    deleted: list[int] = []
    delete = durable.delete_ruleset

    def noted(handle: int) -> None:
        deleted.append(handle)
        delete(handle)

    monkeypatch.setattr(durable, "delete_ruleset", noted)
    matcher = EngineMatcher()
    for _ in range(engine.MOST_COMPILED + 5):
        matcher.match([rule({"open": True})], facts({"open": True}), {})
    assert len(deleted) == 5
    matcher.close()
    assert len(deleted) == engine.MOST_COMPILED + 5


def test_threads_may_share_a_matcher() -> None:
    matcher = EngineMatcher()
    looks = [rule({"days": {"gte": 100}})]
    several = facts(*({"days": n} for n in range(200)))
    results: list[int] = []
    threads = [
        threading.Thread(target=lambda: results.append(len(matcher.match(looks, several, {}))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [100] * 4


# What the engine does wrong is told, and does no harm to what comes after.

Tamper = Callable[..., Any]


def cut_short(batch: str) -> str:
    """The batch with a fact in its middle that the engine can not parse."""
    entries = [json.dumps(entry) for entry in json.loads(batch)]
    entries[len(entries) // 2] = '{"id": 2, "sid": "1", "fact": }'
    return f"[{', '.join(entries)}]"


def without_end(batch: str) -> str:
    return json.dumps(json.loads(batch)[:-1])


def with_two_ends(batch: str) -> str:
    entries = json.loads(batch)
    return json.dumps([*entries, {**entries[-1], "id": 99}])


def without_a_fact(batch: str) -> str:
    entries = json.loads(batch)
    return json.dumps(entries[1:])


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (cut_short, "the rule engine"),
        (without_end, "saw the end of a batch of 5 0 times instead of once"),
        (with_two_ends, "took fact 99 for the end of a batch of 5"),
        (without_a_fact, "looked at 4 facts of a batch of 5"),
    ],
)
def test_a_batch_that_was_not_taken_whole_is_told(
    monkeypatch: pytest.MonkeyPatch, tamper: Callable[[str], str], said: str
) -> None:
    matcher = EngineMatcher()
    looks = [rule({"all": [{"days": {"gte": 3}}, {"days": {"is_not": 1}}]})]
    several = facts(*({"days": n} for n in range(5)))  # no two of them alike
    assert_facts = durable.assert_facts
    with monkeypatch.context() as patch:
        patch.setattr(
            durable,
            "assert_facts",
            lambda handle, batch: assert_facts(handle, tamper(batch)),
        )
        with pytest.raises(EngineError, match=said):
            matcher.match(looks, several, {})
    assert matcher.match(looks, several, {}) == {("TST-01", 3), ("TST-01", 4)}


def test_the_engine_itself_does_not_tell_of_a_batch_cut_short() -> None:
    """Why there is a sentinel: the engine answers success."""
    rules = {"r": {"all": [{"m": {"fact": 1}}], "cap": 1}}
    handle = durable.create_ruleset("cut", json.dumps(rules))
    batch = json.dumps([{"id": n, "sid": "1", "fact": 1} for n in range(1, 6)])
    code, state = durable.assert_facts(handle, cut_short(batch))
    fired_on = 0
    result = durable.start_action_for_state(handle, state)[1]
    while result:
        fired_on += 1
        result = durable.complete_and_start_action(handle, state)
    durable.delete_ruleset(handle)
    assert (code, fired_on) == (0, 2)


@pytest.mark.parametrize(
    ("function", "answer", "said"),
    [
        ("assert_facts", lambda *_: (1, 1), "answered 1 to a batch of 1"),
        ("start_action_for_state", lambda *_: ("{}", "not json"), "can not be read"),
        ("start_action_for_state", lambda *_: ("{}", '{"r0": [{"m": {}}]}'), "can not be read"),
        (
            "start_action_for_state",
            lambda *_: ("{}", '{"r9": [{"m": {"id": 1}}]}'),
            "fired r9 on fact 1 of 1",
        ),
        (
            "complete_and_start_action",
            lambda *_: '{"fact": [{"m": {"id": 1}}]}',
            "would not come to an end",
        ),
    ],
)
def test_whatever_looks_odd_is_told(
    monkeypatch: pytest.MonkeyPatch, function: str, answer: Tamper, said: str
) -> None:
    matcher = EngineMatcher()
    with monkeypatch.context() as patch:
        patch.setattr(durable, function, answer)
        with pytest.raises(EngineError, match=said):
            matcher.match([rule({"open": True})], facts({"open": True}), {})
    assert matcher.match([rule({"open": True})], facts({"open": True}), {}) == {("TST-01", 0)}


@pytest.mark.parametrize("function", ["create_ruleset", "assert_facts", "delete_state"])
def test_an_error_of_the_engine_is_told(monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    def stop(*_: object) -> None:
        raise durable.error("303")

    monkeypatch.setattr(durable, function, stop)
    with pytest.raises(EngineError, match="303"):
        EngineMatcher().match([rule({"open": True})], facts({"open": True}), {})
