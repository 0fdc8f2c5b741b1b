"""What travels inside a report beside its review: enough to judge it again and hold it to that."""

from __future__ import annotations

import json
from typing import Literal

from assure.model.assessment import (
    Finding,
    Judgement,
    Rating,
    Severity,
    ThresholdUsed,
)
from assure.model.base import Noun
from assure.model.document import schema_of
from assure.model.facts import Fact
from assure.model.review import RulebookIdentity, SetAside

# Raised when a field goes or changes its meaning; a new field alone leaves it as it is.
SCHEMA_VERSION: Literal[1] = 1


class RuleApplied(Noun):
    """A rule that judged, with the values of its limits in place of their names."""

    code: str
    name: str
    subject: str
    severity: Severity | None  # None of a rule that rates
    looks_for: str  # its condition in words
    sources: tuple[str, ...]


class Evidence(Noun):
    """What the report says, and what it rests on, of the same edition as its pages.

    ``review_digest`` is the sha256 of the review's document that travels with it. ``facts`` are
    all that the rules looked at, each value with the cell or answer where it was seen.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    report: str  # kind of report
    edition: str
    assure: str  # version of the program
    engine: str
    rulebook: RulebookIdentity
    review_digest: str
    facts: tuple[Fact, ...]
    rules: tuple[RuleApplied, ...]
    thresholds: tuple[ThresholdUsed, ...]  # every one of the rulebook
    set_asides: tuple[SetAside, ...]
    findings: tuple[Finding, ...]
    ratings: tuple[Rating, ...]
    proposals: tuple[Rating, ...]
    judgements: tuple[Judgement, ...]


def as_json(evidence: Evidence) -> str:
    """The evidence as JSON text (docs/schemas/evidence.schema.json)."""
    return evidence.model_dump_json() + "\n"


def schema_text() -> str:
    """The JSON Schema of the document."""
    return json.dumps(schema_of(Evidence), ensure_ascii=False, indent=1) + "\n"
