"""Findings set aside: they stay in the assessment with their reason, and do not count.

Past its day a set-aside lapses loudly: the finding counts again and carries what has lapsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assure.assess.findings import fingerprint
from assure.facts.answers import PROGRESS
from assure.facts.derive import derive
from assure.model.findings import Finding
from assure.model.review import Review, SetAside
from assure.rules.rulebook import Rule

# The questionnaire behind each subject that comes from answers.
ANSWERED_IN = {
    "answer": PROGRESS,
    "area": PROGRESS,
    "swot_entry": "swot",
    "pestelo_factor": "pestelo",
    "pestelo_letter": "pestelo",
}
# Subjects that are known by a name or by words, which an edition may replace.
KNOWN_BY_WORDS = frozenset({"owner", "owner_quarter", "swot_entry", "pestelo_factor"})


def standing(set_asides: Iterable[SetAside]) -> dict[str, SetAside]:
    """By fingerprint; of several for one finding the last."""
    return {item.fingerprint: item for item in set_asides}


def put_aside(findings: Iterable[Finding], review: Review) -> tuple[Finding, ...]:
    """The findings in their order, each with the set-aside that the review holds for it."""
    known = standing(review.set_asides)
    return tuple(_marked(found, known.get(found.fingerprint), review) for found in findings)


def _marked(found: Finding, item: SetAside | None, review: Review) -> Finding:
    if item is None:
        return found
    if item.in_force(review.as_of):
        return found.model_copy(update={"counts": False, "set_aside": item})
    return found.model_copy(update={"set_aside_expired": item})


def unused(
    findings: Iterable[Finding], review: Review, rules: Mapping[str, Rule]
) -> tuple[SetAside, ...]:
    """Set-asides that answer to no finding: what they were for has been put right, or is gone.

    One whose rule reads a questionnaire that this review did not ask is left out: nobody
    looked. ``rules`` are those that judged, by code.
    """
    told = {found.fingerprint for found in findings}
    asked = {answer.questionnaire for answer in review.answers}
    return tuple(
        item
        for fingerprint, item in standing(review.set_asides).items()
        if fingerprint not in told and _looked_for(rules.get(item.code), asked)
    )


def _looked_for(rule: Rule | None, asked: set[str]) -> bool:
    needs = ANSWERED_IN.get(rule.subject) if rule else None
    return needs is None or needs in asked


def moved(
    set_asides: Iterable[SetAside], before: Review, after: Review, renamed: Callable[[str], str]
) -> tuple[SetAside, ...]:
    """The set-asides of ``before`` as they hold for the same subjects in ``after``, where
    ``renamed`` has replaced names."""
    there = {
        (fact.subject, fact.ref): fact for fact in derive(after) if fact.subject in KNOWN_BY_WORDS
    }
    pairs = [
        (fact, there[fact.subject, renamed(fact.ref)])
        for fact in derive(before)
        if (fact.subject, renamed(fact.ref)) in there
    ]
    items = tuple(set_asides)
    now = {
        fingerprint(code, old): fingerprint(code, new)
        for code in {item.code for item in items}
        for old, new in pairs
    }
    return tuple(
        item.model_copy(update={"fingerprint": now.get(item.fingerprint, item.fingerprint)})
        for item in items
    )
