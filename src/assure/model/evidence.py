"""What travels inside a report beside its review: enough to judge it again and hold it to that."""

from __future__ import annotations

import json
from typing import Literal

from assure.model.assessment import (
    ActionLine,
    Answering,
    Assessment,
    Decision,
    RuleFired,
    Source,
    ThresholdUsed,
)
from assure.model.base import Noun, json_bytes
from assure.model.challenge import ChallengeQuestion
from assure.model.comparison import Comparison
from assure.model.document import schema_of
from assure.model.facts import Fact
from assure.model.findings import Finding, FindingGroup, Severity
from assure.model.measures import Measures
from assure.model.over_time import OverTime
from assure.model.promise import PromiseStanding
from assure.model.ratings import Judgement, Rating
from assure.model.review import RulebookIdentity, SetAside

# Raised when a field goes or changes its meaning; a new field alone leaves it as it is. After a
# release a new field, here or in what this holds, says since which version it is there
# (``Field(json_schema_extra={"since": "0.2.0"})``): an older report is not asked for it.
SCHEMA_VERSION: Literal[2] = 2


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
    all that the rules looked at, each with the cells and answers where it was seen, and for each
    value the numbers of those, counting from 0, that it rests on.

    From ``groups`` on stands what else the pages say, so that every figure of a page can be found
    here or in the review.
    """

    schema_version: Literal[2] = SCHEMA_VERSION
    report: str  # kind of report
    edition: str
    assure: str  # version of the program
    engine: str
    rulebook: RulebookIdentity
    review_digest: str
    facts: tuple[Fact, ...]
    rules: tuple[RuleApplied, ...]
    thresholds: tuple[ThresholdUsed, ...]  # every one of the rulebook, those of the annex first
    set_asides: tuple[SetAside, ...]
    findings: tuple[Finding, ...]
    ratings: tuple[Rating, ...]
    proposals: tuple[Rating, ...]
    judgements: tuple[Judgement, ...]
    groups: tuple[FindingGroup, ...] = ()
    measures: Measures | None = None
    lines: tuple[ActionLine, ...] = ()
    decisions: tuple[Decision, ...] = ()
    worries: tuple[str, ...] = ()
    going_well: tuple[str, ...] = ()
    fired: tuple[RuleFired, ...] = ()
    sources: tuple[Source, ...] = ()
    questionnaires: tuple[str, ...] = ()
    answering: tuple[Answering, ...] = ()
    not_asked: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    problems: int = 0
    unused_set_asides: tuple[SetAside, ...] = ()
    promises: tuple[PromiseStanding, ...] = ()
    comparison: Comparison | None = None  # of kinds that compare
    course: OverTime | None = None  # of kinds that tell the ratings over time
    questions: tuple[ChallengeQuestion, ...] = ()  # of kinds that ask


# What is taken over from an assessment under its own name.
FROM_ASSESSMENT = tuple(
    name
    for name in Evidence.model_fields
    if name in Assessment.model_fields and name not in ("rules", "thresholds")
)


def as_json(evidence: Evidence) -> bytes:
    """The evidence as JSON text in UTF-8 (docs/schemas/evidence.schema.json)."""
    return json_bytes(evidence) + b"\n"


def schema_text() -> str:
    """The JSON Schema of the document."""
    return json.dumps(schema_of(Evidence), ensure_ascii=False, indent=1) + "\n"
