"""Facts of an outcome and of a line of the resource schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assure.conditions.wording import listed
from assure.facts.bearing import by_outcome
from assure.facts.build import FactBuilder, words_of
from assure.facts.deadlines import deadline_seen
from assure.facts.define import day, flag, named, number, one_of, text
from assure.facts.means import is_money
from assure.model.actions import Action
from assure.model.facts import Fact
from assure.model.outcomes import Indicator, PointKind
from assure.model.plan import Plan
from assure.model.registers import Resource
from assure.model.values import OwnerKind, Rag
from assure.words import funds
from assure.words.effort import counts_effort

OUTCOME = named(
    text("outcome", "What the partnership wants"),
    flag(
        "linked",
        "Actions say which outcome they serve",
        "Any action names one, or there is no action at all.",
    ),
    number("actions", "actions", "Actions that serve it", "Counted, cancelled ones left out."),
    number("open_actions", "actions", "Open actions that serve it", "Counted."),
    number("indicators", "indicators", "Indicators that measure it", "Counted."),
    number(
        "measured",
        "indicators",
        "Indicators with at least one measured value",
        "Counted, values up to the as-of date.",
    ),
    flag(
        "counts_effort",
        "All that measures it counts what was done",
        "Words of every indicator: workshops held, people trained, and nothing of how well.",
    ),
    text("effort_measure", "The first of those measures"),
    number("rated", "actions", "Actions that serve it, done or with a RAG", "Counted."),
    number(
        "rated_green_share", "%", "Share of those done or reported green", "In %, rounded down."
    ),
    flag("lead_asked", "The plan has a place for senior leads", "Any outcome names one."),
    one_of("lead_kind", OwnerKind, "What the senior lead cell holds", "Read from that cell."),
    text("lead", "The senior lead as written"),
    flag("has_priority", "It serves a priority", "Names a priority that exists."),
    flag("priorities_asked", "The plan has priorities", "A priorities sheet exists."),
)

RESOURCE = named(
    text("what", "What is needed"),
    text("kind", "Money, people or kit, as written"),
    flag("money", "It is money", "Its kind, or an amount in pounds."),
    text("amount", "How much, as written"),
    text("status_text", "How sure it is, as written"),
    flag("confirmed", "It is confirmed", "The status cell says so."),
    flag("in_doubt", "It is named but unsure", "Words of doubt in status or amount."),
    text("doubt", "The words that doubt it"),
    flag("refused", "The plan itself says there is none", "Words such as “not resourced”."),
    one_of("owner_kind", OwnerKind, "Who obtains it", "Read from that cell."),
    text("obtained_by", "Who obtains it, as written"),
    day("by", "By when it is to be obtained", "Last day meant."),
    number("days_late", "days", "How long that day has passed unconfirmed", "As-of date less day."),
    day("funded_until", "When the funding ends", "Last day meant."),
    day("due", "Latest deadline of the open actions it serves", "Their deadlines."),
    flag("open", "An action that it serves is open", "Status of its actions."),
    text("actions", "What it serves", "References of its actions; “the plan” without any."),
)


def says_outcomes(plan: Plan) -> bool:
    """Whether the plan says which outcome its actions serve; one without actions hides nothing."""
    return not plan.actions or plan.says_what_actions_serve


def outcome_facts(plan: Plan, as_of: dt.date) -> tuple[Fact, ...]:
    """One fact for each outcome."""
    asked = any(outcome.senior_lead.kind is not OwnerKind.MISSING for outcome in plan.outcomes)
    priorities = {priority.ref for priority in plan.priorities}
    linked = says_outcomes(plan)
    serving = by_outcome(plan.actions)
    measuring: dict[str | None, list[Indicator]] = {}
    for indicator in plan.indicators:
        measuring.setdefault(indicator.outcome, []).append(indicator)
    facts = []
    for outcome in plan.outcomes:
        actions = serving[outcome.ref]
        measures = measuring.get(outcome.ref, [])
        fact = FactBuilder(
            "outcome",
            key=outcome.key,
            ref=outcome.ref,
            title=outcome.title,
            outcomes=[outcome.ref],
            seen=outcome.seen,
        )
        fact.put("outcome", outcome.title, "title")
        fact.put("linked", linked)
        fact.put("actions", sum(a.status != "cancelled" for a in actions), "title")
        fact.put("open_actions", sum(a.open for a in actions), "title")
        fact.put("indicators", len(measures), "title")
        measured = sum(any(p.day <= as_of for p in i.of_kind(PointKind.ACTUAL)) for i in measures)
        fact.put("measured", measured, "title")
        if measures:
            effort = all(counts_effort(i.title, i.unit) for i in measures)
            fact.put("counts_effort", effort, "title")
            fact.put("effort_measure", measures[0].title if effort else None, "title")
        put_ratings(fact, actions)
        fact.put("lead_asked", asked)
        fact.put("lead_kind", outcome.senior_lead.kind, "senior_lead")
        fact.put("lead", words_of(outcome, "senior_lead"), "senior_lead")
        fact.put("has_priority", bool(priorities & set(outcome.priorities)), "priorities")
        fact.put("priorities_asked", bool(priorities))
        facts.append(fact.fact())
    return tuple(facts)


def put_ratings(fact: FactBuilder, actions: Sequence[Action]) -> None:
    """How much of an outcome's work is said to go well: done, or reported green."""
    rated = [a for a in actions if a.status == "completed" or (a.open and a.rag is not None)]
    well = sum(not a.open or a.rag is Rag.GREEN for a in rated)
    fact.put("rated", len(rated), "title")
    if rated:
        fact.put("rated_green_share", well * 100 // len(rated), "title")


def resource_facts(plan: Plan, as_of: dt.date) -> tuple[Fact, ...]:
    """One fact for each line of the resource schedule."""
    facts = []
    for resource in plan.resources:
        actions = [a for ref in resource.actions if (a := plan.action(ref))]
        still = [a for a in actions if a.open]
        fact = FactBuilder(
            "resource",
            key=resource.key,
            ref=resource.ref,
            title=resource.what,
            outcomes=dict.fromkeys(ref for action in actions for ref in action.outcomes),
            seen=resource.seen,
        )
        fact.put("what", resource.what or "something unnamed", "what")
        fact.put("kind", resource.kind, "kind")
        fact.put("money", is_money(resource), "kind")
        fact.put("amount", words_of(resource, "amount", resource.amount.text), "amount")
        fact.put("status_text", resource.status, "status")
        fact.put("confirmed", resource.confirmed, "status")
        fact.put("in_doubt", resource.in_doubt, "status", "amount")
        if resource.in_doubt:
            fact.put("doubt", doubt(resource), "status", "amount")
        refused = funds.lacks_money(f"{resource.status}\n{resource.amount.text}")
        fact.put("refused", bool(refused), "status", "amount")
        fact.put("owner_kind", resource.obtained_by.kind, "obtained_by")
        fact.put("obtained_by", words_of(resource, "obtained_by"), "obtained_by")
        by = resource.by.latest
        fact.put("by", by, "by")
        if by is not None and by < as_of and resource.confirmed is not True:
            fact.put("days_late", (as_of - by).days, "by")
        fact.put("funded_until", resource.funded_until.latest, "funded_until")
        due = max((a.deadline.latest for a in still if a.deadline.latest), default=None)
        last = [
            seen for a in still if due and a.deadline.latest == due for seen in deadline_seen(a)
        ]
        fact.put("due", due, seen=last)
        fact.put("open", bool(still) or not actions)
        fact.put("actions", served(resource), "actions")
        facts.append(fact.fact())
    return tuple(facts)


def served(resource: Resource) -> str:
    """``action 5.2``, ``actions 5.2 and 5.3``, or ``the plan`` when it names none."""
    if not resource.actions:
        return "the plan"
    return f"action{'s' if len(resource.actions) > 1 else ''} {listed(resource.actions, 'and')}"


def doubt(resource: Resource) -> str:
    """The words that doubt a resource: of its status, else of its amount."""
    amount = words_of(resource, "amount", resource.amount.text)
    doubting = (text for text in (resource.status, amount) if funds.doubts_money(text))
    return next(doubting, resource.status or amount)
