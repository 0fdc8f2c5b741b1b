"""How promises of challenge sessions stand on a day, and the facts of each.

A promise past its day of which nobody has told is late. That it was broken is for people to say,
and so is that it was kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from assure.facts.build import FactBuilder
from assure.facts.define import day, flag, named, number, one_of, text
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.promise import Promise, PromiseState, Told
from assure.model.review import Review
from assure.model.values import OwnerKind
from assure.words.owners import parse_owner
from assure.words.text import is_nothing

SOON = 28  # days before its day from which a promise is due soon; our judgement

PROMISE = named(
    text("promise", "What was promised"),
    text("question", "The question it was given to"),
    text("who", "Who promised it, as written"),
    one_of("who_kind", OwnerKind, "What stands for who promised it", "From those words."),
    one_of(
        "state",
        PromiseState,
        "How it stands",
        "As told last; else by the day first promised: due soon from 28 days before, late once it "
        "has passed or was put back.",
    ),
    flag("open", "Something is still expected", "Neither kept, broken nor overtaken."),
    flag("last_time", "It was made in an earlier session", "Not in that of this review."),
    day("by", "The day first promised", "As agreed in the session."),
    day("due", "The day that counts now", "The newest to which it was put back, else the first."),
    number("days_late", "days", "Days past the day that counts", "Up to the as-of date; if open."),
    number("times_redated", "times", "How often it was put back", "Told late with a new day."),
    flag(
        "untold",
        "Its day has passed and nobody has told of it since",
        "Open, past the day that counts, and nothing told after that day.",
    ),
    flag("reason_given", "What was told last says why", "Its words are filled."),
    text("reason", "What was told last, in words"),
    flag("evidence_promised", "Evidence was promised with it", "Filled in the session."),
    flag("evidence_seen", "Evidence was seen", "Filled in what was told last."),
)


def state_on(promise: Promise, on: dt.date) -> PromiseState:
    """How a whole promise stands on a day, by all that was told of it.

    What people have told does not change with the day. Without that it goes from not due over
    due soon to late, and never back.
    """
    first, last = _first(promise), promise.latest
    if last is not None:
        match last.state:
            case Told.KEPT:
                kept = last.day or last.at.date()
                return PromiseState.KEPT_LATE if kept > first else PromiseState.KEPT
            case Told.BROKEN:
                return PromiseState.BROKEN
            case Told.OVERTAKEN:
                return PromiseState.OVERTAKEN
    if on > first or any(told.state is Told.LATE for told in promise.updates):
        return PromiseState.LATE
    return PromiseState.DUE_SOON if (first - on).days <= SOON else PromiseState.NOT_DUE


def due_now(promise: Promise) -> dt.date:
    """The day that counts: the newest to which it was put back, else the first."""
    return promise.days[-1]


def days_late(promise: Promise, on: dt.date) -> int | None:
    """Days past the day that counts; None when it is closed or that day has not passed."""
    late = (on - due_now(promise)).days
    return late if late > 0 and not state_on(promise, on).closed else None


def untold(promise: Promise, on: dt.date) -> bool:
    """Whether it is past the day that counts, and nobody has told of it since."""
    if days_late(promise, on) is None:
        return False
    last = promise.latest
    return last is None or last.at.date() <= due_now(promise)


def promise_facts(review: Review) -> Iterator[Fact]:
    """One fact for each whole promise of the plan."""
    for promise in review.promises:
        if promise.whole:
            yield _fact(promise, review)


def _fact(promise: Promise, review: Review) -> Fact:
    on, last = review.as_of, promise.latest
    state = state_on(promise, on)
    fact = FactBuilder(
        "promise",
        key=promise.key,
        ref=promise.key,
        title=promise.text,
        outcomes=outcomes_of(promise.refs, review.plan),
    )
    fact.put("promise", promise.text)
    fact.put("question", promise.question)
    fact.put("who", promise.who)
    fact.put("who_kind", parse_owner(promise.who).kind)
    fact.put("state", state)
    fact.put("open", not state.closed)
    fact.put("last_time", promise.review != review.key)
    fact.put("by", promise.by)
    fact.put("due", due_now(promise))
    fact.put("days_late", days_late(promise, on))
    fact.put("times_redated", len(promise.days) - 1)
    fact.put("untold", untold(promise, on))
    if last is not None:
        fact.put("reason_given", not is_nothing(last.words))
        fact.put("reason", last.words)
        fact.put("evidence_seen", not is_nothing(last.evidence))
    fact.put("evidence_promised", not is_nothing(promise.evidence))
    return fact.fact()


def outcomes_of(refs: Iterable[str], plan: Plan) -> tuple[str, ...]:
    """The outcomes that ``refs`` are, or serve."""
    found: dict[str, None] = {}
    for ref in refs:
        if plan.outcome(ref):
            found[ref] = None
        elif action := plan.action(ref):
            found.update(dict.fromkeys(action.outcomes))
    return tuple(found)


def _first(promise: Promise) -> dt.date:
    if promise.by is None:
        raise ValueError(f"the promise {promise.key} has no day")
    return promise.by
