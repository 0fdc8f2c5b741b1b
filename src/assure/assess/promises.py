"""How the promises of challenge sessions stand on the as-of date, those first that need a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from assure.facts.promises import days_late, due_now, state_on, untold
from assure.model.promise import Promise, PromiseStanding, PromiseState
from assure.model.review import Review
from assure.words.days import short_date
from assure.words.text import plural

# In the order in which a sitting should hear of them.
ORDER = (
    PromiseState.LATE,
    PromiseState.BROKEN,
    PromiseState.DUE_SOON,
    PromiseState.NOT_DUE,
    PromiseState.KEPT_LATE,
    PromiseState.KEPT,
    PromiseState.OVERTAKEN,
)


def promises_before(review: Review) -> tuple[PromiseStanding, ...]:
    """What a board should hear of the promises in ``review``: all from which something is still
    expected, and those that were kept, broken or overtaken since the last session before."""
    since = _last_session(review)
    return in_order(
        standing(promise, review.as_of, review.key)
        for promise in review.promises
        if promise.whole
        and (not state_on(promise, review.as_of).closed or _told_since(promise, since))
    )


def every_promise(
    promises: Iterable[Promise], on: dt.date, review: str = ""
) -> tuple[PromiseStanding, ...]:
    """How each whole promise stands on a day."""
    return in_order(standing(promise, on, review) for promise in promises if promise.whole)


def in_order(standings: Iterable[PromiseStanding]) -> tuple[PromiseStanding, ...]:
    """By how they stand, then by the day that counts."""
    return tuple(sorted(standings, key=lambda one: (ORDER.index(one.state), one.due, one.key)))


def standing(promise: Promise, on: dt.date, review: str = "") -> PromiseStanding:
    """How a whole promise stands on a day; ``review`` is the key of the one that asks."""
    last = promise.latest
    return PromiseStanding(
        key=promise.key,
        review=promise.review,
        new=promise.review == review,
        text=promise.text,
        who=promise.who,
        by=promise.days[0],
        due=due_now(promise),
        state=state_on(promise, on),
        words=in_words(promise, on),
        question=promise.question,
        answer=promise.answer,
        refs=promise.refs,
        evidence=promise.evidence,
        seen=last.evidence if last else "",
        said=last.words if last else "",
        told=last.at.date() if last else None,
        days_late=days_late(promise, on),
        times_put_back=len(promise.days) - 1,
    )


def in_words(promise: Promise, on: dt.date) -> str:
    """How a whole promise stands, in a sentence or two."""
    state, last = state_on(promise, on), promise.latest
    said = last.words.strip().rstrip(".") if last else ""
    if last is None or not state.closed:
        return _expected(promise, on, said)
    seen = f"Evidence seen: {last.evidence.rstrip('.')}." if last.evidence else "No evidence seen."
    match state:
        case PromiseState.BROKEN:
            return f"Broken: {said}." if said else "Broken, and no reason was given."
        case PromiseState.OVERTAKEN:
            return f"Overtaken: {said}." if said else "Overtaken; it was not said by what."
    kept, first = last.day or last.at.date(), promise.days[0]
    after = f", {plural((kept - first).days, 'day')} late" if kept > first else ""
    return f"Kept on {short_date(kept)}{after}. {seen}"


def _expected(promise: Promise, on: dt.date, said: str) -> str:
    first, due = promise.days[0], due_now(promise)
    told = f" {said}." if said else ""
    late = days_late(promise, on)
    if late is not None:
        moved = f"Put back to {short_date(due)}, and " if due != first else ""
        silent = "; nobody has said how it stands" if untold(promise, on) else ""
        words = f"{plural(late, 'day')} past its day{silent}."
        return f"{moved}{words}{told}"
    if len(promise.days) > 1:
        return f"Put back from {short_date(first)} to {short_date(due)}.{told}"
    left = (due - on).days
    when = f"in {plural(left, 'day')}" if left else "today"
    return f"Due {when}.{told}"


def _last_session(review: Review) -> dt.datetime | None:
    """When the first promise of the last session before this review was made."""
    made: dict[str, dt.datetime] = {}
    for promise in review.promises:
        if promise.review != review.key:
            first = made.get(promise.review, promise.made_at)
            made[promise.review] = min(first, promise.made_at)
    return max(made.values(), default=None)


def _told_since(promise: Promise, since: dt.datetime | None) -> bool:
    last = promise.latest
    return last is not None and since is not None and last.at >= since
