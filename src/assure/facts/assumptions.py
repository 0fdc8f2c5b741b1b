"""Facts of an assumption: what has to stay true, who looks after that, and when they last did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from assure.conditions.wording import listed
from assure.facts.build import FactBuilder, words_of
from assure.facts.define import day, flag, named, number, one_of, text
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.values import OwnerKind, WhenKind

ASSUMPTION = named(
    text("assumption", "What has to stay true"),
    one_of("checked_by_kind", OwnerKind, "Who checks it", "Read from that cell."),
    text("checked_by", "Who checks it, as written"),
    flag("checker_asked", "The plan says who checks assumptions", "Any of them names somebody."),
    one_of("last_checked_kind", WhenKind, "How its last check is written", "Read from that cell."),
    text("last_checked_text", "When it was last checked, as written"),
    day("last_checked", "When it was last checked", "Last day meant."),
    flag("check_asked", "The plan says when assumptions were checked", "Any of them has a day."),
    number(
        "days_since_check",
        "days",
        "How long ago it was last checked",
        "As-of date less that day; left out for a day to come.",
    ),
    number("outcomes", "outcomes", "Outcomes it bears on", "Outcomes it names that exist."),
    text("outcomes_named", "The outcomes it bears on", "References."),
    number(
        "open_actions",
        "actions",
        "Open actions that rest on it",
        "Counted over those outcomes, each action once.",
    ),
)


def assumption_facts(plan: Plan, as_of: dt.date) -> Iterator[Fact]:
    """One fact for each assumption that is written down."""
    missing = OwnerKind.MISSING
    checker_asked = any(item.checked_by.kind is not missing for item in plan.assumptions)
    check_asked = any(item.last_checked.latest is not None for item in plan.assumptions)
    for item in plan.assumptions:
        outcomes = [ref for ref in item.outcomes if plan.outcome(ref)]
        fact = FactBuilder(
            "assumption",
            key=item.key,
            ref=item.ref,
            title=item.text,
            outcomes=outcomes,
            seen=item.seen,
        )
        fact.put("assumption", item.text, "text")
        fact.put("checked_by_kind", item.checked_by.kind, "checked_by")
        fact.put("checked_by", words_of(item, "checked_by"), "checked_by")
        fact.put("checker_asked", checker_asked)
        fact.put("last_checked_kind", item.last_checked.kind, "last_checked")
        fact.put(
            "last_checked_text",
            words_of(item, "last_checked", item.last_checked.text),
            "last_checked",
        )
        last = item.last_checked.latest
        fact.put("last_checked", last, "last_checked")
        fact.put("check_asked", check_asked)
        if last is not None and last <= as_of:
            fact.put("days_since_check", (as_of - last).days, "last_checked")
        fact.put("outcomes", len(outcomes), "outcomes")
        fact.put("outcomes_named", listed(outcomes, "and"), "outcomes")
        fact.put("open_actions", open_actions(plan, outcomes))
        yield fact.fact()


def open_actions(plan: Plan, outcomes: list[str]) -> int:
    """How many open actions serve any of these outcomes."""
    served = set(outcomes)
    return sum(action.open and bool(served & set(action.outcomes)) for action in plan.actions)
