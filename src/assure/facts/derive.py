"""All facts of a review, in a fixed order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from assure.facts.actions import action_facts
from assure.facts.answers import pestelo_facts, progress_facts, swot_facts
from assure.facts.assumptions import assumption_facts
from assure.facts.dependencies import dependency_facts
from assure.facts.history import gone_facts
from assure.facts.indicators import indicator_facts
from assure.facts.load import loads
from assure.facts.load_quarters import quarter_facts
from assure.facts.outcomes import outcome_facts, resource_facts
from assure.facts.owners import owner_facts
from assure.facts.partners import partner_facts
from assure.facts.plan import plan_fact
from assure.facts.projects import project_facts
from assure.facts.promises import promise_facts
from assure.facts.respondents import respondent_facts
from assure.facts.risks import risk_facts
from assure.facts.sittings import sitting_facts, subject_names
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.review import Review

# What a derivation makes facts about, and the derivation.
Part = tuple[tuple[str, ...], Callable[[], Iterable[Fact]]]


@dataclass(frozen=True)
class Derived:
    """A review, and all its facts about some subjects."""

    review: Review
    facts: tuple[Fact, ...]


def derive(
    review: Review, subjects: Container[str] | None = None, like: Derived | None = None
) -> tuple[Fact, ...]:
    """The first stratum: everything that finding rules look at.

    With ``subjects`` only facts about these: what no rule looks at need not be worked out.
    ``like`` is another edition of the review, with its facts about the same subjects: where both
    have one plan, what rests on the plan alone is not worked out again.
    """

    def wanted(about: Iterable[str]) -> bool:
        return subjects is None or any(subject in subjects for subject in about)

    of_plan = [part for part in _of_plan(review.plan, review.as_of) if wanted(part[0])]
    of_review = [part for part in _of_review(review) if wanted(part[0])]
    known: list[Fact] = []
    if like and like.review.plan is review.plan and like.review.as_of == review.as_of:
        names = {subject for about, _ in of_plan for subject in about}
        known = [fact for fact in like.facts if fact.subject in names]
        of_plan = []
    return (*known, *(fact for _, facts in (*of_plan, *of_review) for fact in facts()))


def _of_plan(plan: Plan, as_of: dt.date) -> Iterator[Part]:
    """What rests on the plan and the day alone."""
    load = loads(plan, as_of)
    open_actions = sum(action.open for action in plan.actions)
    yield ("action",), lambda: action_facts(plan, as_of)
    yield ("gone_action",), lambda: gone_facts(plan)
    yield ("dependency",), lambda: dependency_facts(plan)
    yield ("owner",), lambda: owner_facts(load, open_actions, as_of)
    yield ("owner_quarter", "team_quarter"), lambda: quarter_facts(load, as_of, plan.year_starts)
    yield ("resource",), lambda: resource_facts(plan, as_of)
    yield ("assumption",), lambda: assumption_facts(plan, as_of)
    yield ("outcome",), lambda: outcome_facts(plan, as_of)
    yield ("indicator",), lambda: indicator_facts(plan, as_of)
    yield ("risk",), lambda: risk_facts(plan, as_of)
    yield ("project",), lambda: project_facts(plan, as_of)
    yield ("partner",), lambda: partner_facts(plan, as_of)
    yield ("plan",), lambda: (plan_fact(plan, as_of),)


def _of_review(review: Review) -> Iterator[Part]:
    """What rests on promises and answers too."""
    yield ("promise",), lambda: promise_facts(review)
    yield ("answer", "area"), lambda: progress_facts(review)
    yield ("swot_entry",), lambda: swot_facts(review)
    yield ("pestelo_factor", "pestelo_letter"), lambda: pestelo_facts(review)
    yield ("disagreement", "respondents", "evidence"), lambda: respondent_facts(review)
    subjects = {name for asked in review.questionnaires for name in subject_names(asked)}
    yield tuple(subjects), lambda: sitting_facts(review)
