"""All facts of a review, in a fixed order."""

from __future__ import annotations

from assure.facts.actions import action_facts, dependency_facts
from assure.facts.answers import pestelo_facts, progress_facts, swot_facts
from assure.facts.indicators import indicator_facts
from assure.facts.load import loads
from assure.facts.outcomes import outcome_facts, resource_facts
from assure.facts.owners import owner_facts
from assure.facts.plan import plan_fact
from assure.model.facts import Fact
from assure.model.review import Review


def derive(review: Review) -> tuple[Fact, ...]:
    """The first stratum: everything that finding rules look at."""
    plan, as_of = review.plan, review.as_of
    open_actions = sum(action.open for action in plan.actions)
    return (
        *action_facts(plan, as_of),
        *dependency_facts(plan),
        *owner_facts(loads(plan, as_of), open_actions, as_of),
        *resource_facts(plan, as_of),
        *outcome_facts(plan, as_of),
        *indicator_facts(plan, as_of),
        plan_fact(plan, as_of),
        *progress_facts(review),
        *swot_facts(review),
        *pestelo_facts(review),
    )
