"""Facts of the second stratum: what the findings add up to, for an outcome, a priority, the plan.

Only findings that count are added up (those of preview rules are shown, never counted). Shares are
of the actions that are open or were completed: were they of the open ones alone, the few that are
left would weigh the more the more gets done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from assure.facts.bearing import by_outcome
from assure.facts.build import FactBuilder
from assure.facts.deadlines import DATE_FIELDS
from assure.facts.define import flag, named, number
from assure.facts.outcomes import says_outcomes
from assure.model.actions import Action
from assure.model.facts import Fact
from assure.model.findings import Finding, Severity
from assure.model.outcomes import Outcome
from assure.model.plan import Plan
from assure.model.ratings import RatingLevel
from assure.model.values import Status

T = TypeVar("T")

_SHARED = (
    number("actions", "actions", "Actions", "Counted, cancelled ones left out."),
    number("open_actions", "actions", "Open actions", "Counted."),
    number(
        "weighed",
        "actions",
        "Actions that shares are of",
        "Open ones, and those completed in the plan’s present period: cancelled ones are left out, "
        "and completed ones that were due before it began.",
    ),
    number("findings", "findings", "Findings", "Counted."),
    number("high", "findings", "High findings", "Counted."),
    number("medium", "findings", "Medium findings", "Counted."),
    number("with_high", "actions", "Of those weighed, with a high finding", "Counted."),
    number(
        "with_finding", "actions", "Of those weighed, with a high or medium finding", "Counted."
    ),
    number("high_share", "%", "Share with a high finding", "Of those weighed, rounded down."),
    number(
        "high_otherwise",
        "actions",
        "Of those weighed, with a high finding of another kind than the most usual one",
        "Kinds are families of rules. The kind left out is the one that leaves fewest.",
    ),
    number("high_otherwise_share", "%", "Their share", "Of those weighed, rounded down."),
    number("open_high", "actions", "Open actions with a high finding", "Counted."),
    number("open_high_share", "%", "Their share of the open ones", "Rounded down."),
    number(
        "finding_share",
        "%",
        "Share with a high or medium finding",
        "Of those weighed, rounded down.",
    ),
    number("high_beside", "findings", "High findings not about an action", "Counted."),
    number(
        "columns_missing",
        "columns",
        "What the plan has no place for",
        "Of owners and dates, while any action is open.",
    ),
)

OUTCOME_SUMMARY = named(
    *_SHARED,
    flag(
        "no_action",
        "No action serves it",
        "None counted; left out when the plan does not say which outcome actions serve.",
    ),
)
_OF_OUTCOMES = (
    number("outcomes", "outcomes", "Outcomes rated", "Counted."),
    number("outcomes_red", "outcomes", "Outcomes rated red", "Counted."),
    number("outcomes_amber_red", "outcomes", "Outcomes rated amber-red or red", "Counted."),
    number("amber_red_share", "%", "Their share of the outcomes rated", "In %, rounded down."),
)
PLAN_SUMMARY = named(*_SHARED, *_OF_OUTCOMES)
PRIORITY_SUMMARY = named(*_SHARED, *_OF_OUTCOMES)


def share(part: int, whole: int) -> int:
    """In %, rounded down; 0 of nothing."""
    return part * 100 // whole if whole else 0


def weighed(plan: Plan, actions: Iterable[Action]) -> list[Action]:
    """Those of ``actions`` that shares are of: open, or completed in the plan's present period.

    Cancelling is no way to a better rating, and neither are old rows that a plan keeps: what was
    due before its period began belongs to another one.
    """
    return [
        action
        for action in actions
        if action.open or (action.status is Status.COMPLETED and not _of_old(plan, action))
    ]


def _of_old(plan: Plan, action: Action) -> bool:
    due, first = action.deadline.latest, plan.period_start
    return due is not None and first is not None and due < first


def _put_counts(
    fact: FactBuilder, plan: Plan, actions: Sequence[Action], findings: Sequence[Finding]
) -> None:
    still = [action.ref for action in actions if action.open]
    refs = [action.ref for action in weighed(plan, actions)]
    on_actions = [f for f in findings if f.subject == "action"]
    flagged_high = {f.ref for f in on_actions if f.severity is Severity.HIGH}
    flagged = {f.ref for f in on_actions if f.severity is not Severity.LOW}
    high = [ref for ref in refs if ref in flagged_high]
    otherwise = _high_otherwise(refs, on_actions)
    some = [ref for ref in refs if ref in flagged]
    fact.put("actions", sum(action.status != "cancelled" for action in actions))
    fact.put("open_actions", len(still))
    fact.put("weighed", len(refs))
    fact.put("findings", len(findings))
    fact.put("high", sum(f.severity is Severity.HIGH for f in findings))
    fact.put("medium", sum(f.severity is Severity.MEDIUM for f in findings))
    fact.put("with_high", len(high))
    fact.put("with_finding", len(some))
    fact.put("high_share", share(len(high), len(refs)))
    fact.put("high_otherwise", otherwise)
    fact.put("high_otherwise_share", share(otherwise, len(refs)))
    open_high = sum(ref in flagged_high for ref in still)
    fact.put("open_high", open_high)
    fact.put("open_high_share", share(open_high, len(still)))
    fact.put("finding_share", share(len(some), len(refs)))
    beside = [f for f in findings if f.subject != "action" and f.severity is Severity.HIGH]
    fact.put("high_beside", len(beside))
    # Without this a plan would be rated better for leaving a column out than for leaving it blank.
    present = plan.fields_present
    missing = ("owner" not in present) + (not DATE_FIELDS & present) if still else 0
    fact.put("columns_missing", missing)


def _high_otherwise(refs: Iterable[str], on_actions: Iterable[Finding]) -> int:
    """How many of ``refs`` carry a high finding when any one kind of fault is left out.

    One fault all down a column, such as teams for owners, is one thing to put right.
    """
    kinds: dict[str, set[str]] = {ref: set() for ref in refs}
    for finding in on_actions:
        if finding.severity is Severity.HIGH and finding.ref in kinds:
            kinds[finding.ref].add(finding.family)
    every = {kind for found in kinds.values() for kind in found}
    return min((sum(bool(found - {k}) for found in kinds.values()) for k in every), default=0)


def outcome_summaries(plan: Plan, findings: Iterable[Finding]) -> tuple[Fact, ...]:
    """One fact for each outcome: its actions and the findings that bear on it."""
    serving = by_outcome(plan.actions)
    counted = by_outcome(finding for finding in findings if finding.counts)
    return tuple(
        _outcome_summary(outcome, plan, serving[outcome.ref], counted[outcome.ref])
        for outcome in plan.outcomes
    )


def _outcome_summary(
    outcome: Outcome, plan: Plan, actions: Sequence[Action], findings: Sequence[Finding]
) -> Fact:
    fact = FactBuilder(
        "outcome_summary",
        key=outcome.key,
        ref=outcome.ref,
        title=outcome.title,
        outcomes=[outcome.ref],
    )
    _put_counts(fact, plan, actions, findings)
    if says_outcomes(plan):
        fact.put("no_action", not any(action.status != "cancelled" for action in actions))
    return fact.fact()


def plan_summary(plan: Plan, findings: Iterable[Finding], outcomes: Iterable[RatingLevel]) -> Fact:
    """The one fact of the whole: all actions and findings, and how the outcomes were rated."""
    fact = FactBuilder("plan_summary", key=plan.key, ref="plan", title=plan.title)
    _put_counts(fact, plan, plan.actions, [finding for finding in findings if finding.counts])
    _put_levels(fact, outcomes)
    return fact.fact()


def priority_summaries(
    plan: Plan, findings: Iterable[Finding], outcomes: Mapping[str, RatingLevel]
) -> tuple[Fact, ...]:
    """One fact for each priority that an outcome serves: its actions and findings are those of
    its outcomes, each counted once. ``outcomes`` are the levels by reference."""
    serving = by_outcome(plan.actions)
    counted = by_outcome(finding for finding in findings if finding.counts)
    outcomes_of = serving_priorities(plan)
    facts = []
    for priority in plan.priorities:
        refs = outcomes_of.get(priority.ref)
        if not refs:
            continue
        fact = FactBuilder(
            "priority_summary",
            key=priority.key,
            ref=priority.ref,
            title=priority.title,
            outcomes=refs,
        )
        _put_counts(fact, plan, once(serving, refs), once(counted, refs))
        _put_levels(fact, [outcomes[ref] for ref in refs if ref in outcomes])
        facts.append(fact.fact())
    return tuple(facts)


def serving_priorities(plan: Plan) -> Mapping[str, list[str]]:
    """The references of the outcomes that serve each priority, by its own."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for outcome in plan.outcomes:
        for ref in dict.fromkeys(outcome.priorities):
            found[ref].append(outcome.ref)
    return found


def once(things: Mapping[str, Sequence[T]], refs: Iterable[str]) -> list[T]:
    """What bears on any of these outcomes, each thing once however many it bears on."""
    return list({id(thing): thing for ref in refs for thing in things[ref]}.values())


def _put_levels(fact: FactBuilder, outcomes: Iterable[RatingLevel]) -> None:
    """How the outcomes were rated."""
    rated = [level for level in outcomes if level is not RatingLevel.NOT_RATED]
    red = sum(level is RatingLevel.RED for level in rated)
    amber_red = sum(level.rank >= RatingLevel.AMBER_RED.rank for level in rated)
    fact.put("outcomes", len(rated))
    fact.put("outcomes_red", red)
    fact.put("outcomes_amber_red", amber_red)
    fact.put("amber_red_share", share(amber_red, len(rated)))
