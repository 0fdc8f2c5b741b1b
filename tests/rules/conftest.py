"""A small rulebook to try things on, written as its author would write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest

from assure.conditions.fields import Field, FieldType
from assure.rules.parse import load_rulebook
from assure.rules.rulebook import Rulebook

CATALOGUE = {
    "action": {
        field.name: field
        for field in (
            Field(name="status", type=FieldType.ENUM, values=("in_progress", "completed")),
            Field(name="owner_kind", type=FieldType.ENUM, values=("post", "missing")),
            Field(name="days_late", type=FieldType.INT, unit="days"),
            Field(name="due", type=FieldType.DATE, unit="day"),
            Field(name="owner", type=FieldType.TEXT),
        )
    },
    "outcome_summary": {
        field.name: field
        for field in (
            Field(name="with_high", type=FieldType.INT, unit="actions"),
            Field(name="actions", type=FieldType.INT, unit="actions"),
        )
    },
}

OWNERSHIP = """\
family: ownership
about: Every action has one owner.
rules:
  - code: OWN-01
    name: no-owner
    since: 0.1.0
    subject: action
    when:
      all:
        - {status: {is_not: completed}}
        - {owner_kind: missing}
    severity: high
    confidence: high
    finding: "Action {ref} has no owner."
    why: Nobody's work slips first.
    advice: Name one person.
    challenge: "Who answers for {ref}?"
    sources: [guide]
    examples:
      - {fires: {status: in_progress, owner_kind: missing}}
      - {quiet: {status: completed, owner_kind: missing}}
  - code: OWN-02
    name: long-overdue
    since: 0.1.0
    subject: action
    when: {days_late: {gt: {threshold: late-days}}}
    shows: [owner]
    instead_of: [OWN-01]
    severity: medium
    confidence: medium
    finding: "Action {ref} is {days_late} days late (due {due}, owner {owner})."
    why: It has stopped being a slip.
    advice: Agree a new day.
    challenge: "What holds up {title}?"
    sources: [ours]
    examples:
      - {fires: {days_late: 31, due: 2026-03-31, owner: Officer A}}
      - {quiet: {days_late: 30}}
"""

RATINGS = """\
family: ratings
about: What findings add up to.
rules:
  - code: RAT-01
    name: nothing-planned
    since: 0.1.0
    subject: outcome_summary
    when: {actions: 0}
    rates: red
    finding: "No action serves this outcome."
    to_improve: Write the actions.
    sources: [ours]
    examples:
      - {fires: {actions: 0}}
      - {quiet: {actions: 1}}
"""

THRESHOLDS = """\
thresholds:
  late-days: {value: 30, unit: days, means: Days late that are no slip any more., source: ours}
"""

SOURCES = """\
sources:
  guide: {title: "A guide to planning", address: "https://example.org/guide"}
"""


@dataclass(frozen=True)
class Text:
    origin: str
    content: str
    own: bool = False


TEXTS = {
    "rulesets/ownership.yaml": OWNERSHIP,
    "rulesets/ratings.yaml": RATINGS,
    "rulesets/thresholds.yaml": THRESHOLDS,
    "rulesets/sources.yaml": SOURCES,
    "rulesets/rulebook.yaml": 'version: "2026.1"\n',
}

Load = Callable[..., Rulebook]


@pytest.fixture
def load() -> Load:
    """`load(("old", "new"), …)`: the small rulebook with pieces of its text replaced."""

    def loaded(
        *changes: tuple[str, str],
        without: str = "",
        overrides: Mapping[str, Decimal] | None = None,
    ) -> Rulebook:
        texts = {origin: text for origin, text in TEXTS.items() if origin != without}
        for old, new in changes:
            assert any(old in text for text in texts.values()), f"{old!r} is nowhere to replace"
            texts = {origin: text.replace(old, new, 1) for origin, text in texts.items()}
        return load_rulebook([Text(*item) for item in texts.items()], CATALOGUE, overrides)

    return loaded
