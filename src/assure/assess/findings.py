"""From a match to a finding: the sentence, the values that made it fire, and where they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assure.conditions.fields import Field
from assure.conditions.language import fields_of
from assure.model.base import natural_key
from assure.model.facts import Fact
from assure.model.findings import Finding, Ground
from assure.rules.matching import Matches
from assure.rules.rulebook import FindingRule
from assure.rules.sentences import placeholders, render, told


def fingerprint(code: str, fact: Fact) -> str:
    """Twelve hex digits that stay the same while rule and subject do, whatever row it moves to."""
    return fingerprint_of(code, fact.subject, fact.key)


def fingerprint_of(code: str, subject: str, key: str) -> str:
    """``fingerprint``, for what is known by its key alone."""
    text = "\x1f".join((code, subject, key))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def finding(rule: FindingRule, fact: Fact, fields: Mapping[str, Field]) -> Finding:
    """What ``rule`` says of ``fact``, which it matched."""
    grounds = tuple(
        Ground(
            field=name,
            label=fields[name].label,
            value=told(name, fact, fields),
            seen=fact.seen_in(name),
        )
        for name in _looked_at(rule)
        if name in fact.values and name in fields
    )
    return Finding(
        code=rule.code,
        name=rule.name,
        family=rule.family,
        subject=fact.subject,
        ref=fact.ref,
        title=fact.title,
        outcomes=fact.outcomes,
        severity=rule.severity,
        confidence=rule.confidence,
        sentence=render(rule.finding, fact, fields),
        why=render(rule.why, fact, fields),
        advice=render(rule.advice, fact, fields),
        challenge=render(rule.challenge, fact, fields),
        grounds=grounds,
        sources=rule.sources,
        counts=rule.counts,
        fingerprint=fingerprint(rule.code, fact),
    )


@lru_cache(maxsize=1024)  # asked for each finding, and the same for all of a rule
def _looked_at(rule: FindingRule) -> tuple[str, ...]:
    """What the sentence quotes is ground too; the telling cells stand first."""
    return tuple(dict.fromkeys((*fields_of(rule.when), *rule.shows, *placeholders(rule.finding))))


def stands_in(rule: FindingRule, other: FindingRule) -> bool:
    """Whether ``rule`` tells the fault that ``other`` found, where both fire on one fact.

    A preview rule shows and never counts, so it stands in for no rule that counts.
    """
    return other.code in rule.instead_of and other.counts <= rule.counts


def one_fault_one_finding(matches: Matches, rules: Mapping[str, FindingRule]) -> Matches:
    """Without the matches that a more telling rule on the same fact stands in for."""
    told: dict[int, set[str]] = {}
    for code, index in matches:
        rule = rules[code]
        told.setdefault(index, set()).update(
            other for other in rule.instead_of if other in rules and stands_in(rule, rules[other])
        )
    return {(code, index) for code, index in matches if code not in told[index]}


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The most severe first, then by code and by what they are about."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (-f.severity.rank, f.code, f.subject, natural_key(f.ref), f.fingerprint),
        )
    )
