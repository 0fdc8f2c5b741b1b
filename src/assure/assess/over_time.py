"""How one plan was rated at each of its reviews. Pure: each is judged already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assure.assess.compare_ratings import direction
from assure.assess.measures import reported
from assure.model.assessment import Assessment
from assure.model.comparison import Comparison
from assure.model.over_time import Course, OverTime, Then, What
from assure.model.ratings import RatingLevel
from assure.model.review import Review, RulebookIdentity

_Key = tuple[What, str, str]  # what, subject, ref


@dataclass(frozen=True)
class Rated:
    """A review, and the level of each of its ratings."""

    then: Then
    levels: Mapping[_Key, RatingLevel]
    titles: Mapping[tuple[str, str], str]  # by subject and ref, of all that the plan has


def rated(review: Review, assessment: Assessment) -> Rated:
    """``review`` as it was judged."""
    levels: dict[_Key, RatingLevel] = {}
    for rating in assessment.ratings:
        levels["plan quality", rating.subject, rating.ref] = rating.level
    for rating in assessment.proposals:
        levels["proposed", rating.subject, rating.ref] = rating.level
    for judgement in assessment.judgements:
        subject = "plan" if judgement.ref == "plan" else "outcome"
        levels["judged", subject, judgement.ref] = judgement.level
    return _rated(review, assessment.rulebook, levels)


def rated_before(review: Review, comparison: Comparison) -> Rated:
    """``review`` as the older of two that were compared: it need not be judged once more."""
    levels: dict[_Key, RatingLevel] = {
        (move.what, move.subject, move.ref): move.before
        for move in comparison.ratings
        if move.before is not None
    }
    return _rated(review, comparison.older.rulebook, levels)


def over_time(
    reviews: Sequence[Rated], *, left_out: int = 0, remarks: tuple[str, ...] = ()
) -> OverTime:
    """The course of every rating. ``reviews`` stand oldest first, and are one or more."""
    return OverTime(
        reviews=tuple(one.then for one in reviews),
        courses=tuple(_courses(reviews)),
        left_out=left_out,
        remarks=remarks,
    )


def _rated(review: Review, rulebook: RulebookIdentity, levels: Mapping[_Key, RatingLevel]) -> Rated:
    plan = review.plan
    titles = {("plan", "plan"): plan.title}
    titles |= {("outcome", outcome.ref): outcome.title for outcome in plan.outcomes}
    titles |= {("priority", priority.ref): priority.title for priority in plan.priorities}
    still = [action for action in plan.actions if action.open]
    then = Then(
        review=review.key,
        name=review.name,
        kind=review.kind,
        as_of=review.as_of,
        rulebook=rulebook,
        open_actions=len(still),
        reported=reported(still),
    )
    return Rated(then, levels, titles)


def _courses(reviews: Sequence[Rated]) -> Iterator[Course]:
    """In the order of the last review; what only earlier ones have comes after."""
    for key in dict.fromkeys(key for one in reversed(reviews) for key in _in_order(one)):
        what, subject, ref = key
        levels = tuple(
            one.levels.get(key, RatingLevel.NOT_RATED) if (subject, ref) in one.titles else None
            for one in reviews
        )
        if not any(level and level.rank for level in levels):
            continue  # rated at none of them
        titles = [one.titles[subject, ref] for one in reviews if (subject, ref) in one.titles]
        yield Course(
            what=what,
            subject=subject,
            ref=ref,
            title=titles[-1],
            levels=levels,
            direction=direction(levels[0], levels[-1]),
            titles=_otherwise(titles),
        )


def _in_order(one: Rated) -> Iterator[_Key]:
    whats: tuple[What, ...] = ("plan quality", "proposed", "judged")
    for what in whats:
        yield from ((what, subject, ref) for subject, ref in one.titles)


def _otherwise(titles: Sequence[str]) -> tuple[str, ...]:
    """The titles that are not the last one, spaces and capital letters apart: with the same ref it
    may be another outcome."""
    return tuple(dict.fromkeys(t for t in titles if _same(t) != _same(titles[-1])))


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
