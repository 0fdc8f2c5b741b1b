"""Ratings and figures of two reviews side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from assure.model.assessment import Assessment
from assure.model.comparison import Direction, FigureMove, IndicatorMove, RatingMove
from assure.model.measures import Measures, Trajectory
from assure.model.outcomes import GoodIs
from assure.model.ratings import Judgement, Rating, RatingLevel, RatingReason

What = Literal["plan quality", "proposed", "judged"]


def rating_moves(
    was: Assessment, now: Assessment, again: Assessment | None
) -> tuple[RatingMove, ...]:
    """Plan quality of all that is rated, then delivery confidence as proposed, then as judged.

    ``again`` is the older review by the newer rules. Where it is rated otherwise than it was,
    the rules have moved the rating, and ``by_new_rules`` says where to.
    """
    return (
        *_rated("plan quality", was.ratings, now.ratings, again.ratings if again else None),
        *_rated("proposed", was.proposals, now.proposals, again.proposals if again else None),
        *_judged(was, now),
    )


def direction(before: RatingLevel | None, after: RatingLevel | None) -> Direction:
    """Of one level to another of our own scale; "not rated" is no level."""
    was, now = (None if level is RatingLevel.NOT_RATED else level for level in (before, after))
    if was is now:
        return Direction.SAME
    if was is None or now is None:
        return Direction.NEWLY if was is None else Direction.NO_LONGER
    return Direction.BETTER if now.rank < was.rank else Direction.WORSE


def _by_subject(ratings: Iterable[Rating]) -> dict[tuple[str, str], Rating]:
    return {(rating.subject, rating.ref): rating for rating in ratings}


def _rated(
    what: What,
    was: Sequence[Rating],
    now: Sequence[Rating],
    again: Sequence[Rating] | None,
) -> Iterator[RatingMove]:
    before, after = _by_subject(was), _by_subject(now)
    by_new_rules = _by_subject(again or ())
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        moved = by_new_rules.get(key)
        there = new or before[key]
        yield RatingMove(
            what=what,
            subject=there.subject,
            ref=there.ref,
            title=there.title,
            before=old.level if old else None,
            after=new.level if new else None,
            direction=direction(old.level if old else None, new.level if new else None),
            by_new_rules=moved.level if moved and old and moved.level is not old.level else None,
            came=_without(new, old),
            went=_without(old, new),
            because=new.to_improve if new and new.level is RatingLevel.NOT_RATED else "",
            data_before=old.data.percent if old else None,
            data_after=new.data.percent if new else None,
        )


def _without(own: Rating | None, other: Rating | None) -> tuple[RatingReason, ...]:
    """The reasons of ``own`` whose rule is none of the reasons of ``other``."""
    codes = {reason.code for reason in other.reasons} if other else set()
    return tuple(r for r in own.reasons if r.code not in codes) if own else ()


def _judged(was: Assessment, now: Assessment) -> Iterator[RatingMove]:
    before = {judgement.ref: judgement for judgement in was.judgements}
    after = {judgement.ref: judgement for judgement in now.judgements}
    for ref in dict.fromkeys((*after, *before)):
        old, new = before.get(ref), after.get(ref)
        rating = now.rating("outcome", ref) or was.rating("outcome", ref)
        yield RatingMove(
            what="judged",
            subject="plan" if ref == "plan" else "outcome",
            ref=ref,
            title=rating.title if rating else "",
            before=_level(old),
            after=_level(new),
            direction=direction(_level(old), _level(new)),
            because=new.reason if new else "",
        )


def _level(judgement: Judgement | None) -> RatingLevel | None:
    return judgement.level if judgement else None


# --- Figures ----------------------------------------------------------------------------------

# Of the others more is neither: fewer open actions have fewer owners.
_LESS_IS_BETTER = {"overdue", "findings", "high", "medium", "low", "over", "days_over", "problems"}
_LABELS = {
    "actions": "Actions",
    "open_actions": "Open actions",
    "closed_actions": "Completed or cancelled",
    "overdue": "Overdue",
    "accountable": "Open actions with one accountable owner",
    "dated": "Open actions with a date",
    "findings": "Findings that count",
    "high": "High findings",
    "medium": "Medium findings",
    "low": "Low findings",
    "set_aside": "Findings set aside",
    "over": "Posts and teams asked for more than agreed",
    "days_over": "Days asked for beyond those agreed, quarters ahead",
    "problems": "Cells that could not be read",
}
_OF_FINDINGS = ("findings", "high", "medium", "low")


def figure_moves(
    was: Assessment, now: Assessment, again: Assessment | None
) -> tuple[FigureMove, ...]:
    """Each figure of both, in a fixed order; those of findings by the newer rules too."""
    before, after = _figures(was), _figures(now)
    by_new_rules = _figures(again) if again else {}
    moves = []
    for key, label in _LABELS.items():
        judged = by_new_rules.get(key) if key in _OF_FINDINGS else None
        moves.append(
            FigureMove(
                key=key,
                label=label,
                before=before[key],
                after=after[key],
                difference=after[key] - before[key],
                direction=_of_figure(key, after[key] - before[key]),
                by_new_rules=judged if judged != before[key] else None,
            )
        )
    return tuple(moves)


def _figures(assessment: Assessment) -> dict[str, Decimal]:
    measures = assessment.measures
    over = [*_over(measures)]
    plain = (key for key in _LABELS if key in Measures.model_fields)
    return {
        **{key: Decimal(getattr(measures, key)) for key in plain},
        "over": Decimal(len({name for name, _ in over})),
        "days_over": sum((days for _, days in over), Decimal(0)),
        "problems": Decimal(assessment.problems),
    }


def _over(measures: Measures) -> Iterator[tuple[str, Decimal]]:
    """Post or team, and the days asked of it beyond the agreed ones, quarter by quarter."""
    for load in measures.loads:
        for quarter in load.quarters:
            if load.agreed is not None and quarter.days > load.agreed:
                yield load.name, quarter.days - load.agreed


def _of_figure(key: str, difference: Decimal) -> Direction:
    if not difference:
        return Direction.SAME
    if key in _LESS_IS_BETTER:
        return Direction.WORSE if difference > 0 else Direction.BETTER
    return Direction.HIGHER if difference > 0 else Direction.LOWER


def indicator_moves(was: Assessment, now: Assessment) -> tuple[IndicatorMove, ...]:
    """Every indicator of either review: its newest value then and now, and its verdict."""
    before = {item.ref: item for item in was.measures.trajectories}
    after = {item.ref: item for item in now.measures.trajectories}
    return tuple(
        _indicator(after.get(ref) or before[ref], before.get(ref), after.get(ref))
        for ref in dict.fromkeys((*after, *before))
    )


def _indicator(there: Trajectory, old: Trajectory | None, new: Trajectory | None) -> IndicatorMove:
    was, now = old.now if old else None, new.now if new else None
    return IndicatorMove(
        ref=there.ref,
        title=there.title,
        unit=there.unit,
        before=was.value if was else None,
        before_day=was.day if was else None,
        after=now.value if now else None,
        after_day=now.day if now else None,
        direction=_of_values(was.value if was else None, now.value if now else None, there.good_is),
        verdict_before=old.verdict if old else "",
        verdict_after=new.verdict if new else "",
    )


def _of_values(before: Decimal | None, after: Decimal | None, good_is: GoodIs | None) -> Direction:
    if before == after:
        return Direction.SAME
    if before is None or after is None:
        return Direction.NEWLY if before is None else Direction.NO_LONGER
    up = after > before
    if good_is is None:
        return Direction.HIGHER if up else Direction.LOWER
    return Direction.BETTER if up is (good_is is GoodIs.HIGH) else Direction.WORSE
