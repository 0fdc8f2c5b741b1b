"""How ratings moved over all reviews of a plan: gaps, other titles, other rules."""

from __future__ import annotations

from typing import Any

from tests.assess.build import action, judged, outcome, plan, review

from assure.assess.compare import Judged, compare
from assure.assess.over_time import Rated, over_time, rated, rated_before
from assure.model.assessment import Assessment
from assure.model.comparison import Direction
from assure.model.over_time import Course, OverTime
from assure.model.plan import Plan
from assure.model.ratings import Judgement, Rating, RatingLevel
from assure.model.review import Review
from assure.model.values import Rag

RED, AMBER_RED, GREEN = RatingLevel.RED, RatingLevel.AMBER_RED, RatingLevel.GREEN
NONE = RatingLevel.NOT_RATED


def at(of: Plan, **levels: RatingLevel) -> Rated:
    """``of`` as rated: ``whole=…`` is the plan's quality, ``_1=…`` that of outcome 1."""
    snapshot, assessment = review(of), judged(of)
    ratings = tuple(
        Rating(subject="plan", ref="plan", level=level)
        if name == "whole"
        else Rating(subject="outcome", ref=name[1:], level=level)
        for name, level in levels.items()
    )
    return rated(snapshot, with_only(assessment, ratings=ratings))


def with_only(of: Assessment, **fields: Any) -> Assessment:
    none: dict[str, Any] = {"ratings": (), "proposals": (), "judgements": ()}
    return of.model_copy(update={**none, **fields})


def named(*titles: str) -> Plan:
    outcomes = [outcome(str(n), title=title) for n, title in enumerate(titles, start=1)]
    return plan(action(), outcomes=outcomes)


def the(told: OverTime, ref: str) -> Course:
    (one,) = (course for course in told.courses if course.ref == ref)
    return one


def test_levels_stand_as_the_reviews_do() -> None:
    of = named("Work")
    told = over_time([at(of, whole=RED, _1=AMBER_RED), at(of, whole=GREEN, _1=RED)])
    assert the(told, "plan").levels == (RED, GREEN)
    assert the(told, "plan").direction is Direction.BETTER
    assert the(told, "1").levels == (AMBER_RED, RED)
    assert the(told, "1").direction is Direction.WORSE


def test_an_outcome_that_was_not_there_is_told_apart_from_one_that_was_not_rated() -> None:
    told = over_time([at(named("Work"), _1=RED), at(named("Work", "Homes"), _2=GREEN)])
    assert the(told, "1").levels == (RED, NONE)
    assert the(told, "2").levels == (None, GREEN)
    assert not the(told, "1").both_ends
    assert not the(told, "2").both_ends


def test_what_was_never_rated_has_no_course() -> None:
    assert over_time([at(named("Work"), _1=NONE), at(named("Work"))]).courses == ()


def test_the_newest_title_stands_and_others_are_told() -> None:
    told = over_time(
        [at(named("Work"), _1=RED), at(named("Homes"), _1=RED), at(named(" homes "), _1=GREEN)]
    )
    assert (the(told, "1").title, the(told, "1").titles) == (" homes ", ("Work",))


def test_outcomes_that_are_gone_come_last() -> None:
    was, now = named("Work", "Homes"), plan(action(), outcomes=[outcome("2", title="Homes")])
    told = over_time([at(was, _1=RED, _2=RED), at(now, _2=GREEN)])
    assert [course.ref for course in told.of("plan quality")] == ["2", "1"]


def test_the_reviewer_and_the_rules_have_courses_of_their_own() -> None:
    of = named("Work")
    views = with_only(
        judged(of),
        proposals=(Rating(subject="outcome", ref="1", level=RED),),
        judgements=(Judgement(level=GREEN), Judgement(ref="1", level=AMBER_RED)),
    )
    told = over_time([rated(review(of), views)])
    assert [course.levels for course in told.of("judged")] == [(GREEN,), (AMBER_RED,)]
    assert [course.ref for course in told.of("proposed")] == ["1"]
    assert told.of("plan quality") == ()


def test_what_was_compared_need_not_be_judged_again() -> None:
    older: Review = review(named("Work"))
    newer = review(named("Work", "Homes"))
    book = _rulebook()
    before, after = (Judged(one, judged(one), book) for one in (older, newer))
    comparison = compare(before, after, before.assessment)
    assert rated_before(older, comparison) == rated(older, before.assessment)


def _rulebook() -> Any:
    from tests.assess.build import rulebook

    return rulebook()


def test_what_was_reported_is_counted_of_open_actions() -> None:
    of = plan(action("1", rag=Rag.RED), action("2", rag=None), action("3", rag=Rag.RED))
    then = over_time([rated(review(of), judged(of))]).reviews[0]
    assert then.open_actions == 3
    assert [(one.key, one.count) for one in then.reported] == [("red", 2), ("none", 1)]
