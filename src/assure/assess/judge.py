"""Judging: facts, findings, summaries, ratings. The same review and rulebook, the same result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assure.assess.answering import answering
from assure.assess.confidence import judgements, proposals
from assure.assess.decisions import decisions, going_well, worries
from assure.assess.findings import finding, in_order, one_fault_one_finding
from assure.assess.groups import groups
from assure.assess.lines import action_lines
from assure.assess.measures import measure
from assure.assess.promises import promises_before
from assure.assess.quality import FRESH, USUAL_FRESH, answer_parts, data_quality
from assure.assess.rating import rate, rate_each
from assure.assess.set_asides import put_aside, unused
from assure.conditions.language import thresholds_of
from assure.facts.bearing import by_outcome
from assure.facts.derive import Derived, derive
from assure.facts.load import loads
from assure.facts.summaries import (
    once,
    outcome_summaries,
    plan_summary,
    priority_summaries,
    serving_priorities,
    weighed,
)
from assure.model.assessment import Assessment, RuleFired, Source, ThresholdUsed
from assure.model.facts import Fact
from assure.model.findings import Finding
from assure.model.ratings import DataQuality
from assure.model.review import Review
from assure.rules.describe import describe
from assure.rules.local import changes
from assure.rules.matching import Matcher
from assure.rules.rulebook import Rule, Rulebook


def facts_for(
    review: Review, *rulebooks: Rulebook, like: Derived | None = None
) -> tuple[Fact, ...]:
    """Everything that any of ``rulebooks`` looks at. ``like`` is another edition of the review,
    with what was derived of it for the same rulebooks: what both have in common is taken over."""
    looked_at = {rule.subject for book in rulebooks for rule in book.live_finding_rules}
    return derive(review, looked_at | {"indicator"}, like)


@dataclass(frozen=True)
class Found:
    """What a rulebook says of facts, before anything is set aside."""

    rulebook: Rulebook
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]


def assess(
    review: Review,
    rulebook: Rulebook,
    matcher: Matcher,
    engine: str = "durable-rules",
    facts: tuple[Fact, ...] | None = None,
    found: Found | None = None,
) -> Assessment:
    """The judged review. ``engine`` names what matched, for the record; ``facts`` spare deriving
    them anew where a review is judged by several rulebooks (``facts_for``), and ``found`` matching
    those that it has too: most of another edition's.

    Five strata: facts of the review; findings, by rules over facts; summaries of the findings
    for each outcome, rated by rules; of each priority and the whole, rated by rules; and from
    these what rules propose of delivery confidence. Pure: the day is ``review.as_of``, and nothing
    is read or written. What the review sets aside is found like all else and counts towards
    nothing.
    """
    facts = facts_for(review, rulebook) if facts is None else facts
    findings = put_aside(find(facts, rulebook, matcher, found), review)
    together = groups(findings, facts, rulebook)
    plan = review.plan
    data = qualities(review, facts, rulebook)
    outcome_ratings = rate_each("outcome", outcome_summaries(plan, findings), rulebook, matcher)
    whole = plan_summary(plan, findings, (rating.level for rating in outcome_ratings))
    load = loads(plan, review.as_of)
    measures = measure(review, findings, load)
    levels = {rating.ref: rating.level for rating in outcome_ratings}
    priorities = priority_summaries(plan, findings, levels)
    rated = (
        rate("plan", whole, rulebook, matcher),
        *outcome_ratings,
        *rate_each("priority", priorities, rulebook, matcher),
    )
    ratings = tuple(
        rating.model_copy(update={"data": data[rating.subject, rating.ref]}) for rating in rated
    )
    behind = spoke(findings, rulebook)
    asked = [q for q in review.questionnaires if review.answers_to(q.key)]
    return Assessment(
        review=review.key,
        name=review.name,
        partnership=plan.partnership or plan.title,
        kind=review.kind,
        as_of=review.as_of,
        board_date=review.board_date,
        plan_title=plan.title,
        period_start=plan.period_start,
        period_end=plan.period_end,
        rulebook=rulebook.identity,
        rules=len(rulebook.live_finding_rules),
        engine=engine,
        findings=findings,
        groups=together,
        ratings=ratings,
        proposals=proposals(review, findings, ratings, measures, rulebook, matcher),
        judgements=judgements(review),
        measures=measures,
        lines=action_lines(plan, findings, review.as_of),
        decisions=decisions(review, findings),
        worries=worries(findings, together),
        going_well=going_well(plan, measures, findings),
        fired=fired(findings, rulebook),
        thresholds=thresholds(behind, rulebook),
        sources=sources(behind, rulebook),
        questionnaires=tuple(q.title for q in asked),
        answering=tuple(answering(review)),
        not_asked=tuple(q.title for q in review.questionnaires if q not in asked),
        local=changes(rulebook),
        problems=len(plan.problems),
        unused_set_asides=unused(
            findings, review, {rule.code: rule for rule in rulebook.live_finding_rules}
        ),
        promises=promises_before(review),
    )


def find(
    facts: Sequence[Fact], rulebook: Rulebook, matcher: Matcher, like: Found | None = None
) -> tuple[Finding, ...]:
    """What the finding rules say of ``facts``, one fault told once, most severe first. Of subjects
    of which ``like`` has the same facts, what it found is taken over: a rule looks at one fact."""
    same: set[str] = set()
    known: tuple[Finding, ...] = ()
    if like is not None and like.rulebook is rulebook:
        ours, theirs = _by_subject(facts), _by_subject(like.facts)
        same = {subject for subject in ours if ours[subject] == theirs.get(subject)}
        known = tuple(item for item in like.findings if item.subject in same)
        facts = [fact for fact in facts if fact.subject not in same]
    rules = {rule.code: rule for rule in rulebook.live_finding_rules}
    matches = matcher.match(rulebook.live_finding_rules, facts, rulebook.thresholds)
    anew = (
        finding(rules[code], facts[index], rulebook.catalogue[facts[index].subject])
        for code, index in sorted(one_fault_one_finding(matches, rules))
    )
    return in_order((*known, *anew))


def _by_subject(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.subject, []).append(fact)
    return found


def qualities(
    review: Review, facts: Sequence[Fact], rulebook: Rulebook
) -> Mapping[tuple[str, str], DataQuality]:
    """Data quality by subject and reference: of the whole, each outcome and each priority."""
    plan = review.plan
    indicators = [fact for fact in facts if fact.subject == "indicator"]
    rated = weighed(plan, plan.actions)
    serving, measuring = by_outcome(rated), by_outcome(indicators)
    limit = rulebook.thresholds.get(FRESH)  # a frozen review may bring rules older than it
    answers = answer_parts(review, limit.value if limit else USUAL_FRESH)
    of = {("outcome", o.ref): [o.ref] for o in plan.outcomes}
    of |= {("priority", ref): refs for ref, refs in serving_priorities(plan).items()}
    return {
        ("plan", "plan"): data_quality(rated, indicators, answers),
        **{
            key: data_quality(once(serving, refs), once(measuring, refs))
            for key, refs in of.items()
        },
    }


def fired(findings: Iterable[Finding], rulebook: Rulebook) -> tuple[RuleFired, ...]:
    """The rules that spoke, by severity, then by how often."""
    findings = tuple(findings)
    counts = Counter(item.code for item in findings)
    aside = Counter(item.code for item in findings if item.set_aside)
    rules = {rule.code: rule for rule in rulebook.live_finding_rules}
    lines = [
        RuleFired(
            code=code,
            name=rules[code].name,
            family=rules[code].family,
            severity=rules[code].severity,
            count=count,
            set_aside=aside[code],
            what=describe(rules[code].when, rulebook.thresholds),
            sources=rules[code].sources,
        )
        for code, count in counts.items()
    ]
    return tuple(sorted(lines, key=lambda rule: (-rule.severity.rank, -rule.count, rule.code)))


def spoke(findings: Iterable[Finding], rulebook: Rulebook) -> tuple[Rule, ...]:
    """The rules behind this assessment: those that fired, and all that rate."""
    codes = {item.code for item in findings}
    return (
        *(rule for rule in rulebook.live_finding_rules if rule.code in codes),
        *rulebook.live_rating_rules,
    )


def thresholds(rules: Iterable[Rule], rulebook: Rulebook) -> tuple[ThresholdUsed, ...]:
    """The limits that ``rules`` compare with, and every one that the locality set itself."""
    used = {key for rule in rules for key in thresholds_of(rule.when)}
    return tuple(
        ThresholdUsed(
            key=threshold.key,
            value=threshold.value,
            unit=threshold.unit,
            means=threshold.means,
            source=threshold.source,
            own=threshold.is_local,
        )
        for threshold in rulebook.thresholds.values()
        if threshold.key in used or threshold.is_local
    )


def sources(rules: Iterable[Rule], rulebook: Rulebook) -> tuple[Source, ...]:
    """What ``rules`` and their limits rest on, in the order of the list of sources."""
    cited = {key for rule in rules for key in rule.sources}
    limits = {key for rule in rules for key in thresholds_of(rule.when)}
    cited |= {rulebook.thresholds[key].source for key in limits}
    return tuple(source for key, source in rulebook.sources.items() if key in cited)
