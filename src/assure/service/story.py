"""The story of one action: every change, review and promise that it went through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from assure.conditions.nearest import did_you_mean
from assure.model.actions import Action
from assure.model.base import as_json
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.story import FindingOnRecord, Labelled, Story, StoryKind, StoryStep
from assure.service.telling import (
    FIELDS,
    Fields,
    Telling,
    Told,
    dates_words,
    new_notes,
    note_label,
)
from assure.store import ChangeKind, KeptChange, KeptReview, ReviewState
from assure.words.days import long_date
from assure.words.labels import LABELS
from assure.words.text import one_line, plain

if TYPE_CHECKING:
    from assure.model.promise import Promise
    from assure.model.review import SetAside
    from assure.store.store import Store

# What the head of a story shows, where there is anything to show.
_HEAD = (
    *("owner", "due", "status", "rag", "percent", "outcomes", "measure", "cost", "reason"),
    "evidence",
)
_CALLED = {
    ChangeKind.IMPORT: "Import",
    ChangeKind.UPDATE: "Update",
    ChangeKind.ROLL_FORWARD: "Rolled forward",
    ChangeKind.FORGET: "A name was replaced",
}


def story(store: Store, plan: str, ref: str) -> Story:
    """The story of the action that people call ``ref``, in the plan of this key.

    Looks in the plan as it now is, then in what was closed with a year, then in what is gone.
    Raises StoreError when there is no such action.
    """
    live = store.plan(plan)
    if live is None:
        raise StoreError(f"The plan {plan} is not in the database; import it again.")
    action, standing = find_action(live, ref)
    changes = store.changes(plan, action.key)
    reviews = [review for review in store.reviews() if review.plan == plan]
    record = store.on_record(plan, action.key)
    steps = [
        *_change_steps(changes),
        *_review_steps(reviews, record, changes),
        *_promise_steps(store.promises(plan), action, record),
        *_set_aside_steps(store.set_asides(plan), action),
    ]
    return Story(
        plan=plan,
        plan_title=live.title,
        key=action.key,
        ref=action.ref,
        title=action.title,
        standing=standing,
        now=tuple(_now(action)),
        steps=tuple(sorted(steps, key=lambda step: step.day)),  # stable: in the order above
    )


# --- Which action is meant ----------------------------------------------------------------------


def find_action(plan: Plan, ref: str) -> tuple[Action, str]:
    """The action, and where it stands in a sentence."""
    places = [(plan.actions, "In the plan.")]
    for year in reversed(plan.closed):
        last = long_date(year.until)
        places.append((year.actions, f"Closed with the year to {last}, when the plan rolled on."))
    for gone in reversed(plan.gone):
        since = f"No longer in the plan since {long_date(gone.gone_since)}."
        places.append(((gone.action,), since))
    # A reference may be another's key: that of an action that was renumbered since.
    for means in (_is_called, _is_known_as):
        for actions, standing in places:
            for action in actions:
                if means(ref, action):
                    return action, standing
    refs = [action.ref for actions, _ in places for action in actions]
    raise StoreError(
        f"There is no action “{one_line(ref)[:60]}” in the plan {plan.key}; "
        f"{did_you_mean(one_line(ref), list(dict.fromkeys(refs)))}"
    )


def _is_called(ref: str, action: Action) -> bool:
    from assure.intake.refs import normal_ref

    return normal_ref(ref) == normal_ref(action.ref)


def _is_known_as(ref: str, action: Action) -> bool:
    return ref == action.key


def _now(action: Action) -> Iterator[Labelled]:
    yield from _labelled(as_json(action))
    if times := len(action.carried):
        years = ", ".join(str(day.year) for day in action.carried)
        yield Labelled(label="carried over", value=f"{times} (into {years})")


def _labelled(fields: Fields) -> Iterator[Labelled]:
    for name in _HEAD:
        value = _dates(fields) if name == "due" else FIELDS[name](fields.get(name))
        if value:
            yield Labelled(label=LABELS[name], value=value)


def _dates(fields: Fields) -> str:
    """The date that counts, and those before it."""
    *before, now = dates_words(fields) or [""]
    return f"{now} (before: {', '.join(before)})" if before else now


# --- Its steps ----------------------------------------------------------------------------------


def _change_steps(changes: Iterable[KeptChange]) -> Iterator[StoryStep]:
    telling = Telling()
    for change in changes:
        told = [one for one in telling.tell(change) if one.action]
        came = [
            revision.now
            for revision in change.revisions
            if not revision.field and revision.now is not None
        ]
        lines = [_line(change, one) for one in told]
        lines += [line for fields in came for line in _first_lines(fields)]
        if lines:
            yield StoryStep(
                day=change.at.date(),
                kind=StoryKind.CHANGE,
                what=_what(change),
                lines=tuple(lines),
                by=change.by,
            )


def _what(change: KeptChange) -> str:
    called = _CALLED[change.kind]
    from_file = change.source and change.kind in {ChangeKind.IMPORT, ChangeKind.UPDATE}
    return f"{called} of {change.source}" if from_file else called


def _line(change: KeptChange, told: Told) -> str:
    if told.field:
        if not told.was:
            return f"{_capital(told.label)}: {told.now}"
        return f"{_capital(told.label)}: {told.was} → {told.now or 'blank'}"
    if told.now:
        return "Came into the plan"
    rolled = change.kind is ChangeKind.ROLL_FORWARD
    return "Closed with the year that is over" if rolled else "No longer in the plan"


def _first_lines(fields: Fields) -> Iterator[str]:
    """What an action brought with it when it came."""
    for item in _labelled(fields):
        yield f"{_capital(item.label)}: {item.value}"
    for note in new_notes({}, fields):
        yield f"{_capital(note_label(note))}: {one_line(note['text'])}"


def _review_steps(
    reviews: Iterable[KeptReview],
    record: dict[str, tuple[FindingOnRecord, ...]],
    changes: Sequence[KeptChange],
) -> Iterator[StoryStep]:
    for review in reviews:
        frozen = review.frozen_at
        if not _was_there(changes, frozen or review.created_at):
            continue
        if review.state is ReviewState.DRAFT or frozen is None:
            state, lines = "a draft", []
        elif review.rating is None:
            state = "frozen"
            lines = [f"Nothing is on record; `assure report --review {review.key}` judges it again"]
        else:
            state = f"frozen {long_date(frozen.date())}; the plan was {review.rating.words}"
            lines = [_found(one) for one in record.get(review.key, ())] or ["Nothing was found"]
        # A plan mostly comes in after the day as on which it is judged. What it brought was there
        # before anything was found in it.
        judged = frozen or review.created_at
        came = [change.at.date() for change in changes if change.at <= judged]
        day = max([review.as_of, *came])
        as_of = "" if day == review.as_of else f" as of {long_date(review.as_of)}"
        yield StoryStep(
            day=day,
            kind=StoryKind.REVIEW,
            what=f"{review.name} ({review.kind.value} review{as_of}, {state})",
            lines=tuple(lines),
        )


def _was_there(changes: Sequence[KeptChange], at: dt.datetime) -> bool:
    """Whether the action was in the plan at this moment."""
    there = False
    for change in changes:
        for revision in change.revisions:
            if not revision.field and change.at <= at:
                there = revision.now_json is not None
    return there


def _found(one: FindingOnRecord) -> str:
    aside = " (set aside)" if one.set_aside else ""
    return f"{one.code}, {one.severity.value}{aside}: {one.sentence}"


def _promise_steps(
    promises: Iterable[Promise], action: Action, record: dict[str, tuple[FindingOnRecord, ...]]
) -> Iterator[StoryStep]:
    fingerprints = {one.fingerprint for found in record.values() for one in found}
    for promise in promises:
        named = any(_is_called(ref, action) or _is_known_as(ref, action) for ref in promise.refs)
        if not named and promise.fingerprint not in fingerprints:
            continue
        said = [f"Asked: {promise.question}"]
        if promise.answer:
            said.append(f"Answered: {promise.answer}")
        if promise.text:
            due = f", by {long_date(promise.by)}" if promise.by else ""
            said.append(f"Promised by {promise.who or 'nobody'}{due}: {promise.text}")
        what = "Promise made" if promise.whole else "Challenged"
        yield StoryStep(
            day=promise.made_at.date(), kind=StoryKind.PROMISE, what=what, lines=tuple(said)
        )
        for told in promise.updates:
            lines = [f"“{promise.text or promise.question}”"]
            lines += [text for text in (told.words, told.evidence) if text]
            if told.day:
                lines.append(f"Day: {long_date(told.day)}")
            yield StoryStep(
                day=told.at.date(),
                kind=StoryKind.PROMISE,
                what=f"Promise: {told.state.value}",
                lines=tuple(lines),
                by=told.by,
            )


def _set_aside_steps(items: Iterable[SetAside], action: Action) -> Iterator[StoryStep]:
    for item in items:
        if plain(item.ref) == plain(action.ref):
            yield StoryStep(
                day=item.at,
                kind=StoryKind.SET_ASIDE,
                what=f"{item.label} set aside until {long_date(item.until)}",
                lines=(item.because,),
                by=item.by,
            )


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
