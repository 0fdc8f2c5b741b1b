"""The reviews of a plan before one of them: which are meant, and how each was rated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import dropwhile

from assure.assess.edition import BOARD, aliases
from assure.assess.judge import assess
from assure.assess.over_time import Rated, over_time, rated, rated_before
from assure.model.assessment import Assessment
from assure.model.comparison import Comparison
from assure.model.errors import EngineError, RulebookError
from assure.model.over_time import OverTime
from assure.model.review import Review
from assure.service import reviews
from assure.service.compare import Chosen, against, in_line, is_file, named_review
from assure.service.database import is_there, open_database, where
from assure.service.judge import RECORDED, matcher_named, rulebook_for
from assure.shelf.settings import Settings
from assure.store import KeptReview, ReviewState
from assure.words.naming import Renaming

MOST = 7  # reviews before the one that is told of: a page holds no more than eight


@dataclass(frozen=True)
class Before:
    """The review to compare with, and at most ``MOST`` reviews, oldest first."""

    chosen: Chosen | None
    reviews: tuple[Review, ...] = ()
    left_out: int = 0  # older ones


def before(
    review: Review,
    named: Sequence[str],
    database: str | None,
    settings: Settings,
    *,
    every: bool = True,
) -> Before:
    """The reviews before ``review``: those ``named``, or else what the database has of its plan.

    Of several that are named the newest is the one to compare with. A key of the database stands
    for all frozen reviews that it has, as no name does; a file stands for itself. Without
    ``every`` only the one to compare with is looked for. Raises StoreError, UnreadableFileError,
    or AssureError for reviews of another plan or of a later day.
    """
    if len(named) > 1:
        found = _those_named(review, named, database, settings)
        return Before(Chosen(found[-1], review), found[-MOST:], len(found[:-MOST]))
    chosen = against(review, named[0] if named else None, database, settings)
    if not every:
        return Before(chosen)
    own = [chosen.older] if chosen and chosen.older.as_of <= review.as_of else []
    if (named and is_file(named[0])) or not is_there(where(database, settings)):
        return Before(chosen, tuple(own))
    known = {one.key: one for one in own}
    with open_database(database, create=False) as store:
        days = {kept.key: kept.as_of for kept in _frozen_before(review, store.reviews())}
        days |= {one.key: one.as_of for one in own}
        keys = sorted(days, key=lambda key: days[key])
        found = tuple(
            known.get(key) or reviews.collect(store, key, settings) for key in keys[-MOST:]
        )
    return Before(chosen, found, len(keys[:-MOST]))


def over_time_of(
    review: Review,
    shown: Review,
    assessment: Assessment,
    found: Before,
    comparison: Comparison | None,
    settings: Settings,
    *,
    rules: str = RECORDED,
    edition: str = BOARD,
) -> OverTime:
    """Every rating of ``found`` and of ``shown``, which is ``review`` for an edition, and is
    judged already. Each of the others is judged as it was frozen, but for the one compared with,
    of which the comparison knows all."""
    remarks: list[str] = []
    earlier = list(_judged(review, found, comparison, settings, rules, remarks))
    told = over_time(
        [*earlier, rated(shown, assessment)], left_out=found.left_out, remarks=tuple(remarks)
    )
    if edition != BOARD or not earlier:
        return told
    # First the review itself, and the one compared with: a person keeps the number that the other
    # pages give.
    older = (found.chosen.older,) if found.chosen else ()
    hidden = Renaming(aliases(review, *older, *reversed(found.reviews)))
    return hidden.noun(told)


def _those_named(
    review: Review, named: Sequence[str], database: str | None, settings: Settings
) -> tuple[Review, ...]:
    """Each once, oldest first; of one day as they are named."""
    files = all(map(is_file, named))
    with nullcontext() if files else open_database(database, create=False) as store:
        found = {one.key: one for one in (named_review(name, store, settings) for name in named)}
    for one in found.values():
        in_line(Chosen(one, review))
    return tuple(sorted(found.values(), key=lambda one: one.as_of))


def _frozen_before(review: Review, kept: Sequence[KeptReview]) -> Iterator[KeptReview]:
    """Of ``kept``, newest first, the frozen ones of the plan before ``review``, oldest first."""
    own = [one for one in kept if one.plan == review.plan.key]
    if any(one.key == review.key for one in own):
        own = list(dropwhile(lambda one: one.key != review.key, own))[1:]
    for one in reversed(own):
        if one.state is ReviewState.FROZEN and one.as_of <= review.as_of:
            yield one


def _judged(
    review: Review,
    found: Before,
    comparison: Comparison | None,
    settings: Settings,
    rules: str,
    remarks: list[str],
) -> Iterator[Rated]:
    matcher = matcher_named("durable")
    for one in found.reviews:
        if comparison is not None and comparison.older.review == one.key:
            yield rated_before(one, comparison)
            continue
        try:
            book = rulebook_for(one, settings, rules)
        except RulebookError as error:
            book = rulebook_for(review, settings, rules)
            remarks.append(
                f"{str(error).partition(';')[0]}; {one.name} is judged by the rules of the newest "
                "review, and its own report may say otherwise."
            )
        try:
            yield rated(one, assess(one, book, matcher))
        except EngineError:
            remarks.append(f"{one.name} cannot be judged any more, and is left out.")
