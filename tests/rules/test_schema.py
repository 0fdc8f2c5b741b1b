"""The JSON Schema of rulesets: what ships is valid, what an author mistypes is not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.conditions.as_json import as_json

from assure.conditions.documents import read
from assure.rules.schema import schema_text
from assure.service.rulebook import load
from assure.shelf import rulesets
from assure.shelf.settings import Settings

SCHEMA: dict[str, Any] = json.loads(schema_text(load(Settings())))
VALIDATOR = Draft202012Validator(SCHEMA)
SHIPPED = {Path(text.origin).stem: text for text in rulesets()}


def shipped(name: str) -> Any:
    return as_json(read(SHIPPED[name].content, name).data)


def test_it_is_a_schema_and_the_same_every_time() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert schema_text(load(Settings())) == schema_text(load(Settings()))


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_valid(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(shipped(name))] == []


Change = Callable[[dict[str, Any]], object]
MISTAKES: dict[str, Change] = {
    "an unknown key": lambda rule: rule.update(advise="x"),
    "a missing key": lambda rule: rule.pop("why"),
    "an unknown subject": lambda rule: rule.update(subject="acton"),
    "a group of one": lambda rule: rule.update(groups=[{"from": 1, "finding": "{refs}."}]),
    "a group without a sentence": lambda rule: rule.update(groups=[{"by": "owner"}]),
    "a group by an unknown field": lambda rule: rule.update(
        groups=[{"by": "ownr", "finding": "{refs}."}]
    ),
    "an unknown severity": lambda rule: rule.update(severity="grave"),
    "a code in small letters": lambda rule: rule.update(code="own-01"),
    "an unknown field": lambda rule: rule.update(when={"ownr_kind": "missing"}),
    "a field of another subject": lambda rule: rule.update(when={"busiest_count": 1}),
    "an unknown value": lambda rule: rule.update(when={"owner_kind": "mising"}),
    "an unknown value in a list": lambda rule: rule.update(when={"owner_kind": {"in": ["mising"]}}),
    "text for a number": lambda rule: rule.update(when={"days_late": "31"}),
    "an order of what has none": lambda rule: rule.update(when={"owner_kind": {"gt": "post"}}),
    "text compared": lambda rule: rule.update(when={"owner": "TBC"}),
    "an unknown comparison": lambda rule: rule.update(when={"days_late": {"more": 3}}),
    "an unknown threshold": lambda rule: rule.update(
        when={"days_late": {"gt": {"threshold": "late"}}}
    ),
    "a threshold for a date": lambda rule: rule.update(
        when={"due": {"gt": {"threshold": "late-days"}}}
    ),
    "fields of two types": lambda rule: rule.update(when={"due": {"gt": {"field": "days_late"}}}),
    "a list without all or any": lambda rule: rule.update(when=[{"open": True}]),
    "two fields in one line": lambda rule: rule.update(when={"open": True, "owner_asked": True}),
    "an empty all": lambda rule: rule.update(when={"all": []}),
    "one example only": lambda rule: rule.update(examples=[{"fires": {"open": True}}]),
    "an example that names an unknown field": lambda rule: rule["examples"].append(
        {"quiet": {"opn": True}}
    ),
    "an example that is neither": lambda rule: rule["examples"].append({"silent": {"open": True}}),
    "an unknown source": lambda rule: rule.update(sources=["ruff-guide"]),
    "a day that is none": lambda rule: rule.update(when={"due": {"lt": "next week"}}),
    "a field shown that is unknown": lambda rule: rule.update(shows=["ownr"]),
    "a rating": lambda rule: rule.update(rates="red"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_not_valid(mistake: str) -> None:
    ruleset = copy.deepcopy(shipped("ownership"))
    assert VALIDATOR.is_valid(ruleset)
    MISTAKES[mistake](ruleset["rules"][0])
    assert not VALIDATOR.is_valid(ruleset)


@pytest.mark.parametrize(
    "when",
    [
        {"days_late": {"gt": {"threshold": "late-days"}, "lt": 100}},
        {"due": {"lt": {"field": "plan_start"}}},
        {"start": {"field": "due"}},
        {"owner_kind": {"field": "owner_kind"}},
        {"owner": {"present": False}},
        {"not": {"any": [{"open": True}, {"all": [{"due": "2026-09-30"}]}]}},
        {"effort_days": 2.5},
    ],
)
def test_all_that_the_language_has_is_valid(when: dict[str, Any]) -> None:
    ruleset = shipped("ownership")
    ruleset["rules"][0]["when"] = when
    assert [error.message for error in VALIDATOR.iter_errors(ruleset)] == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("thresholds", lambda data: data["thresholds"]["late-days"].update(value="31")),
        ("thresholds", lambda data: data["thresholds"]["late-days"].pop("means")),
        ("thresholds", lambda data: data["thresholds"]["late-days"].update(source="nobody")),
        ("sources", lambda data: data["sources"]["ours"].pop("title")),
        ("sources", lambda data: data["sources"]["ours"].update(address="example.org")),
        ("rulebook", lambda data: data.update(vershun=1)),
        ("ratings", lambda data: data["rules"][0].update(severity="high")),
        ("ratings", lambda data: data["rules"][0].update(rates="not_rated")),
    ],
)
def test_a_mistake_elsewhere_is_not_valid(name: str, change: Change) -> None:
    data = shipped(name)
    change(data)
    assert not VALIDATOR.is_valid(data)
