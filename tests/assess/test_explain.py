"""Which rules looked at a thing, what they made of it, and how a rating came about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from tests.assess.build import (
    AS_OF,
    action,
    answer,
    capacity,
    dependency,
    indicator,
    outcome,
    owner,
    plan,
    resource,
    review,
    rulebook,
    when,
)
from tests.assess.random_plans import REVIEWS
from tests.thorough import tries

from assure.assess.explain import Explained, Explainer, RatingExplained, facts_named
from assure.assess.judge import assess
from assure.model.plan import Plan
from assure.model.ratings import RatingLevel
from assure.model.review import Review, SetAside
from assure.model.values import OwnerKind
from assure.rules.plain import PlainMatcher

NO_OWNER = owner(OwnerKind.MISSING)


def explainer(of: Review | Plan) -> Explainer:
    whole = of if isinstance(of, Review) else review(of)
    return Explainer(whole, rulebook(), assess(whole, rulebook(), PlainMatcher()))


def explained(what: str, of: Review | Plan) -> Explained:
    teller = explainer(of)
    (fact,) = facts_named(what, teller.facts, rulebook().catalogue)
    return teller.explained(fact)


def rating(what: str, of: Review | Plan) -> RatingExplained:
    found = explained(what, of).rating
    assert found
    return found


def codes(items: Iterable[object]) -> list[str]:
    return [item.rule.code for item in items]  # type: ignore[attr-defined]


def test_every_live_rule_of_the_subject_looked() -> None:
    about = explained("1.1", plan(action())).about
    assert codes(about.rules) == [
        rule.code for rule in rulebook().live_finding_rules if rule.subject == "action"
    ]
    assert about.fired == about.told_better == ()
    assert about.quiet == about.rules


def test_what_fired_comes_with_its_finding_and_what_settled_it() -> None:
    about = explained("1.1", plan(action(owner=NO_OWNER))).about
    ((item, finding),) = about.fired
    assert (item.rule.code, finding.sentence) == ("OWN-01", "Action 1.1 has no owner.")
    assert item.explanation.because == (
        "open is yes, and owner asked is yes, and owner kind is missing"
    )


def test_a_quiet_rule_tells_the_value_that_kept_it_quiet() -> None:
    about = explained("1.1", plan(action())).about
    quiet = {item.rule.code: item.explanation.because for item in about.quiet}
    assert quiet["OWN-01"] == "owner kind is post, not missing"
    assert quiet["TIM-06"] == "days late is not given"


def test_a_fault_told_better_by_another_finding_says_which() -> None:
    too_early = action(start=when("2025-04-01"), due=when("2025-02-01"))
    about = explained("1.1", plan(too_early)).about
    assert codes(item for item, _ in about.fired) == ["TIM-15"]
    better = {item.rule.code: item.told_by for item in about.told_better}
    assert better == {"TIM-08": ("TIM-15",), "TIM-16": ("TIM-15",)}


def test_beside_an_action_stand_its_owner_its_resources_and_its_dependencies() -> None:
    whole = plan(
        action("1.1"),
        action("1.2"),
        resources=(resource("R1"), resource("R2", actions=("1.2",))),
        dependencies=(dependency("D1"), dependency("D2", action="1.2", on="1.3")),
        capacity=(capacity("Head of Housing"),),
    )
    beside = [(item.fact.subject, item.fact.ref) for item in explained("1.1", whole).beside]
    assert beside == [("dependency", "D1"), ("owner", "Head of Housing"), ("resource", "R1")]
    # … and the one that is waited for knows of that dependency too.
    beside = [(item.fact.subject, item.fact.ref) for item in explained("1.2", whole).beside]
    assert ("dependency", "D1") in beside


def test_beside_an_outcome_stand_its_indicators() -> None:
    whole = plan(action(), indicators=(indicator("I1"), indicator("I2", outcome="2")))
    (beside,) = explained("outcome:1", whole).beside
    assert beside.fact.ref == "I1"


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("1.1", ["action:1.1"]),
        (" 1.1 ", ["action:1.1"]),
        ("1", ["action:1", "outcome:1"]),
        ("outcome:1", ["outcome:1"]),
        ("Action: 1", ["action:1"]),
        ("head  of HOUSING", ["owner:Head of Housing"]),
        ("plan", ["plan:plan"]),
        ("d3", ["answer:D3"]),
        ("swot entry:1", []),
        ("1.7", []),
    ],
)
def test_things_are_found_by_what_people_call_them(what: str, found: list[str]) -> None:
    whole = review(plan(action("1"), action("1.1")), [answer("D3", 2)])
    named = facts_named(what, explainer(whole).facts, rulebook().catalogue)
    assert [f"{fact.subject}:{fact.ref}" for fact in named] == found


def test_a_rating_is_told_by_its_rules_and_figures() -> None:
    whole = plan(action("1.1", owner=NO_OWNER), action("1.2"), action("1.3"), action("1.4"))
    told = rating("outcome:1", whole)
    assert told.rating.level is RatingLevel.AMBER_GREEN
    assert [item.rule.code for item in told.rules if item.decides] == ["RAT-05"]
    assert told.summary.values["high"] == 1
    assert [finding.code for finding in told.findings] == ["OWN-01"]
    quiet = {item.rule.code: item.explanation.because for item in told.rules}
    assert quiet["RAT-02"] == "high share is 25%, not at least 60% (red-share)"


def test_what_would_be_the_rating_without_the_rules_that_decide() -> None:
    whole = plan(action("1.1", owner=NO_OWNER), action("1.2"), action("1.3"), action("1.4"))
    told = rating("outcome:1", whole)
    assert (told.without, told.then) == (RatingLevel.GREEN, ("RAT-07",))
    sound = rating("outcome:1", plan(action()))
    assert (sound.rating.level, sound.without) == (RatingLevel.GREEN, RatingLevel.NOT_RATED)


def test_what_is_set_aside_is_told_and_not_counted() -> None:
    whole = plan(action("1.1", owner=NO_OWNER))
    (finding,) = assess(review(whole), rulebook(), PlainMatcher()).findings
    aside = SetAside(
        fingerprint=finding.fingerprint,
        code=finding.code,
        ref=finding.ref,
        because="The post is advertised",
        by="Programme manager",
        at=AS_OF,
        until=AS_OF + dt.timedelta(days=90),
    )
    marked = review(whole, set_asides=(aside,))
    told = rating("outcome:1", marked)
    assert [item.code for item in told.not_counted] == ["OWN-01"]
    assert told.findings == ()
    ((_, still),) = explained("1.1", marked).about.fired
    assert not still.counts


def test_the_plan_knows_how_its_outcomes_are_rated() -> None:
    whole = plan(action(), outcomes=(outcome("1"), outcome("2")))
    told = rating("plan", whole)
    assert [part.ref for part in told.parts] == ["1", "2"]
    assert told.parts[1].level is RatingLevel.RED  # no action serves it


def test_where_a_rule_fires_in_a_plan_and_how_often_it_is_quiet() -> None:
    whole = plan(action("1.1", owner=NO_OWNER), action("1.2"))
    found = explainer(whole).rule_in_plan(rulebook().rule("OWN-01"))
    assert found.live
    assert [(item.fact.ref, told_by) for item, told_by in found.fired] == [("1.1", ())]
    assert [item.fact.ref for item in found.quiet] == ["1.2"]
    rated = explainer(whole).rule_in_plan(rulebook().rule("RAT-05"))
    assert [item.fact.ref for item, _ in rated.fired] == ["1"]


@settings(max_examples=tries(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(of=REVIEWS)
def test_explanations_and_judging_agree_on_any_plan(of: Review) -> None:
    """Every finding is explained once, every rating by the rules that gave it, and nothing
    else is said to have been found."""
    teller = explainer(of)
    assessment = teller.assessment
    found = [
        finding.fingerprint for fact in teller.facts for _, finding in teller.looked(fact).fired
    ]
    assert sorted(found) == sorted(item.fingerprint for item in assessment.findings)
    rated = [fact for fact in teller.facts if fact.subject in ("plan", "outcome")]
    for fact in rated:
        told = teller.rating(fact)
        assert told is not None
        fired = [item for item in told.rules if item.explanation.fired]
        worst = max((item.rule.rates.rank for item in fired), default=0)
        assert told.rating.level.rank == worst
        deciding = {item.rule.code for item in fired if item.rule.rates.rank == worst}
        assert {item.rule.code for item in told.rules if item.decides} == deciding
        assert told.without.rank < max(worst, 1)
