"""The evidence that travels inside a report."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from assure import __version__
from assure.assess.judge import facts_for, thresholds
from assure.model.assessment import Assessment, ThresholdUsed
from assure.model.challenge import ChallengeQuestion
from assure.model.comparison import Comparison
from assure.model.evidence import FROM_ASSESSMENT, Evidence, RuleApplied
from assure.model.facts import Fact
from assure.model.over_time import OverTime
from assure.model.review import Review
from assure.rules.describe import describe
from assure.rules.rulebook import FindingRule, Rule, Rulebook


def evidence_of(
    review: Review,
    assessment: Assessment,
    book: Rulebook,
    document: bytes,
    *,
    report: str,
    edition: str,
    facts: tuple[Fact, ...] | None = None,
    comparison: Comparison | None = None,
    course: OverTime | None = None,
    questions: tuple[ChallengeQuestion, ...] = (),
) -> Evidence:
    """What a report of this kind rests on. ``document`` is ``review`` as it travels with it;
    ``facts`` spare deriving them again. ``comparison``, ``course`` and ``questions`` are those
    that its pages show."""
    applied, limits = _rules(book)
    return Evidence(
        report=report,
        edition=edition,
        assure=__version__,
        review_digest=digest(document),
        facts=facts_for(review, book) if facts is None else facts,
        rules=applied,
        thresholds=tuple(dict.fromkeys((*assessment.thresholds, *limits))),
        set_asides=review.set_asides,
        comparison=comparison,
        course=course,
        questions=questions,
        **{name: getattr(assessment, name) for name in FROM_ASSESSMENT},
    )


def digest(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


@lru_cache(maxsize=4)  # of a batch nearly all reviews have the same rules
def _rules(book: Rulebook) -> tuple[tuple[RuleApplied, ...], tuple[ThresholdUsed, ...]]:
    """The rules of ``book`` in words, and its limits."""
    rules = (*book.live_finding_rules, *book.live_rating_rules)
    return tuple(_applied(rule, book) for rule in rules), thresholds(rules, book)


def _applied(rule: Rule, book: Rulebook) -> RuleApplied:
    return RuleApplied(
        code=rule.code,
        name=rule.name,
        subject=rule.subject,
        severity=rule.severity if isinstance(rule, FindingRule) else None,
        looks_for=describe(rule.when, book.thresholds),
        sources=rule.sources,
    )
