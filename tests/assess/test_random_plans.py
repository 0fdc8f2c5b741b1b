"""What holds of every plan, whatever is in it."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from tests.assess.build import AS_OF, judged
from tests.assess.random_plans import REVIEWS
from tests.thorough import tries

from assure.assess.edition import board_edition
from assure.conditions.fields import fits
from assure.facts.catalogue import CATALOGUE
from assure.facts.derive import derive
from assure.model.assessment import Assessment
from assure.model.base import json_bytes
from assure.model.plan import Plan
from assure.model.review import Review

random_reviews = settings(
    max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def refs_of(plan: Plan) -> dict[str, set[str]]:
    """References by subject, for the subjects that are rows of the plan."""
    return {
        "action": {action.ref for action in plan.actions},
        "outcome": {outcome.ref for outcome in plan.outcomes},
        "indicator": {indicator.ref for indicator in plan.indicators},
        "resource": {resource.ref for resource in plan.resources},
        "dependency": {dependency.ref for dependency in plan.dependencies},
        "plan": {"plan"},
    }


@given(REVIEWS)
@random_reviews
def test_facts_hold_what_the_catalogue_promises(of: Review) -> None:
    for fact in derive(of):
        for name, value in fact.values.items():
            assert fits(CATALOGUE[fact.subject][name], value), (fact.subject, name, value)
        assert set(fact.seen) <= set(fact.values)


@given(REVIEWS)
@random_reviews
def test_a_fact_tells_each_place_once_wherever_the_review_is_read(of: Review) -> None:
    facts = derive(of)
    for fact in facts:
        assert len(set(fact.places)) == len(fact.places)
        for name, numbers in fact.seen.items():
            assert fact.seen_in(name) == tuple(fact.places[number] for number in numbers) != ()
    # Read back, cells that were one object are several, and still told as one.
    assert derive(Review.model_validate_json(json_bytes(of))) == facts


@given(REVIEWS)
@random_reviews
def test_every_plan_can_be_judged(of: Review) -> None:
    assessment = judged(of)
    known = refs_of(of.plan)
    for finding in assessment.findings:
        assert finding.ref in known.get(finding.subject, {finding.ref}), finding.sentence
        assert finding.sentence
        assert "\n" not in finding.sentence
    assert_measures_add_up(of.plan, assessment)


def assert_measures_add_up(plan: Plan, assessment: Assessment) -> None:
    """Every count equals the one a reader would make with the plan beside them."""
    measures = assessment.measures
    still = [action for action in plan.actions if action.status not in ("completed", "cancelled")]
    due = [action.deadline.latest for action in still]
    assert measures.actions == len(plan.actions)
    assert measures.open_actions == len(still)
    assert measures.closed_actions == len(plan.actions) - len(still)
    assert measures.dated == sum(day is not None for day in due)
    assert measures.overdue == sum(day is not None and day < AS_OF for day in due)
    assert measures.accountable == sum(action.owner.accountable for action in still)
    assert sum(count.count for count in measures.by_status) == len(plan.actions)
    assert sum(count.count for count in measures.by_reported) == len(still)
    bunching = measures.bunching
    in_months = [ref for m in bunching.months for ref in (*m.written, *m.worked_out, *m.late)]
    assert Counter([*in_months, *bunching.undated]) == Counter(action.ref for action in still)
    by_severity = Counter(finding.severity.value for finding in assessment.findings)
    assert (measures.high, measures.medium, measures.low) == tuple(
        by_severity[level] for level in ("high", "medium", "low")
    )
    assert measures.findings == len(assessment.findings)
    assert len(assessment.lines) == len(plan.actions)
    assert len(assessment.ratings) == 1 + len(plan.outcomes)
    for outcome in measures.outcomes:
        serving = [action for action in plan.actions if outcome.ref in action.outcomes]
        assert outcome.actions == len(serving)
        assert outcome.high + outcome.medium + outcome.low == outcome.findings
        assert outcome.with_high <= outcome.with_findings <= outcome.open_actions


@given(REVIEWS)
@random_reviews
def test_the_board_edition_of_every_review_can_be_judged(of: Review) -> None:
    board = board_edition(of)
    assert "Officer A" not in board.model_dump_json()
    assert "Officer A" not in judged(board).model_dump_json()
