"""The audit trail: everything that was done to plans, who did it, when, and from which file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assure.service.plans import find_kept, only_plan
from assure.service.story import find_action
from assure.service.telling import Telling
from assure.store import ChangeKind, KeptChange, KeptReview, KeptRevision, KeptSetAside
from assure.words.days import long_date
from assure.words.text import one_line, plain

if TYPE_CHECKING:
    from assure.model.actions import Action
    from assure.model.promise import Promise
    from assure.store.store import Store

WHAT = {
    ChangeKind.IMPORT: "import",
    ChangeKind.UPDATE: "update",
    ChangeKind.ROLL_FORWARD: "roll-forward",
    ChangeKind.FORGET: "name replaced",
}
# Parts of a plan, each a list of entries with a key, and what one entry is called.
_PARTS = {
    "priorities": "priority",
    "outcomes": "outcome",
    "indicators": "indicator",
    "resources": "resource",
    "assumptions": "assumption",
    "dependencies": "dependency",
    "capacity": "capacity",
    "risks": "risk",
    "projects": "project",
    "partners": "partner",
}
_NAMES = ("title", "text", "name", "what", "needs", "outside")  # of an entry: the first it has
# What a plan says of itself, beside its title and period.
_OWN = {
    "partnership": "partnership",
    "locality": "locality",
    "lead": "lead",
    "updated": "day of its file",
    "year_starts": "first month of the year",
    "quarter_basis": "quarters",
}


@dataclass(frozen=True)
class Line:
    """One thing that an act altered; "" stands for blank, or for the plan itself as ``ref``."""

    ref: str
    field: str
    was: str
    now: str


@dataclass(frozen=True)
class Act:
    """One thing that somebody did. ``at`` is in UTC; ``number`` that of a change of the plan,
    None for all else; ``source`` a file, ``by`` a role or post, "" where nobody told. It has no
    ``lines`` where only the places of cells have changed."""

    at: dt.datetime
    plan: str  # key
    what: str
    lines: tuple[Line, ...]
    number: int | None = None
    source: str = ""
    by: str = ""


def audit(
    store: Store,
    plan: str | None = None,
    action: str | None = None,
    since: dt.date | None = None,
    *,
    everything: bool = False,
) -> tuple[Act, ...]:
    """What was done, oldest first: to the ``plan`` of this key or title, or to all there are;
    to the ``action`` of this reference alone; from the day ``since`` on.

    Changes are told in words; with ``everything`` as they are kept, field by field with the
    places of cells, in JSON. Raises StoreError.
    """
    if plan is not None or action is not None:
        keys = [find_kept(store, plan).key if plan is not None else only_plan(store).key]
    else:
        keys = [kept.key for kept in store.plans()]
    told = _raw if everything else _in_words
    found: list[Act] = []
    if action is not None:
        found += _of_action(store, keys[0], action, told)
    else:
        for key in keys:
            found += told(key, store.changes(key))
            found += _promises(store.promises(key))
        of_plan = None if plan is None else keys[0]
        oldest_first = reversed(store.reviews())
        found += _reviews(one for one in oldest_first if of_plan in (None, one.plan))
        found += _set_asides(one for one in store.told_set_asides() if of_plan in (None, one.plan))
    if action is not None:
        found = [act for act in found if act.lines]
    kept = (act for act in found if since is None or act.at.date() >= since)
    return tuple(sorted(kept, key=lambda act: act.at))  # stable: what comes first above is first


_Tell = Callable[[str, tuple[KeptChange, ...]], Iterator[Act]]


def _of_action(store: Store, key: str, ref: str, told: _Tell) -> Iterator[Act]:
    plan = store.plan(key)
    assert plan is not None, "its key is that of a kept plan"  # noqa: S101 # for the type
    action, _ = find_action(plan, ref)
    yield from told(key, store.changes(key, action.key))
    promises = store.promises(key)
    yield from _promises(one for one in promises if any(_means(ref, action) for ref in one.refs))
    asides = (one for one in store.told_set_asides() if one.plan == key)
    yield from _set_asides(one for one in asides if _means(one.item.ref, action))


def _means(ref: str, action: Action) -> bool:
    return plain(ref) == plain(action.ref)


# --- Changes of a plan --------------------------------------------------------------------------


def _in_words(plan: str, changes: tuple[KeptChange, ...]) -> Iterator[Act]:
    telling = Telling()
    for change in changes:
        lines = [Line(one.ref, one.label, one.was, one.now) for one in telling.tell(change)]
        own = [revision for revision in change.revisions if not revision.action]
        yield _change(plan, change, [*(line for one in own for line in _of_plan(one)), *lines])


def _raw(plan: str, changes: tuple[KeptChange, ...]) -> Iterator[Act]:
    for change in changes:
        lines = [
            Line(one.action, one.field, one.was_json or "", one.now_json or "")
            for one in change.revisions
        ]
        yield _change(plan, change, lines)


def _change(plan: str, change: KeptChange, lines: list[Line]) -> Act:
    return Act(
        change.at,
        plan,
        WHAT[change.kind],
        tuple(lines),
        number=change.number,
        source=change.source,
        by=change.by,
    )


def _of_plan(revision: KeptRevision) -> Iterator[Line]:
    """What a change altered of the plan beside its actions, title and period."""
    if revision.field in _OWN:
        yield Line("", _OWN[revision.field], _words(revision.was), _words(revision.now))
    if revision.field not in _PARTS:
        return
    called = _PARTS[revision.field]
    old, new = _by_key(revision.was), _by_key(revision.now)
    for key in old | new:
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            entry = was or now or {}
            gone, come = (_name(one) if one else "" for one in (was, now))
            yield Line(_ref(entry), called, gone, come)
            continue
        for field in was | now:
            words = _words(was.get(field)), _words(now.get(field))
            if field != "seen" and words[0] != words[1]:
                yield Line(_ref(now), f"{called}, {field.replace('_', ' ')}", *words)


def _by_key(entries: list[dict[str, Any]] | None) -> dict[str, dict[str, Any]]:
    return {entry["key"]: entry for entry in entries or ()}


def _ref(entry: dict[str, Any]) -> str:
    return str(entry.get("ref") or "")


def _name(entry: dict[str, Any]) -> str:
    named = (_words(entry.get(name)) for name in _NAMES)
    return next(filter(None, named), "") or _ref(entry) or str(entry["key"])


def _words(value: Any) -> str:
    """JSON data as somebody would write it down: without the places of cells."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if value.get("text"):
            return _words(value["text"])
        if value.get("names"):
            return _words(value["names"])
        inner = {key: _words(one) for key, one in value.items() if key != "seen"}
        return ", ".join(f"{key} {words}" for key, words in inner.items() if words)
    if isinstance(value, list):
        return "; ".join(_words(one) for one in value)
    return one_line(str(value))


# --- All else -----------------------------------------------------------------------------------


def _reviews(reviews: Iterable[KeptReview]) -> Iterator[Act]:
    for review in reviews:
        about = f"{review.name}, {review.kind.value}, as of {long_date(review.as_of)}"
        line = Line(review.key, "review", "", about)
        yield Act(review.created_at, review.plan, "review opened", (line,))
        if review.frozen_at is not None:
            yield Act(review.frozen_at, review.plan, "review frozen", (line,))


def _set_asides(told: Iterable[KeptSetAside]) -> Iterator[Act]:
    for one in told:
        words = f"{one_line(one.item.because)} (until {long_date(one.item.until)})"
        if one.undone:
            line = Line(one.item.ref, one.item.code, words, "")
            yield Act(one.at, one.plan, "set-aside taken back", (line,))
        else:
            line = Line(one.item.ref, one.item.code, "", words)
            yield Act(one.at, one.plan, "set aside", (line,), by=one.item.by)


def _promises(promises: Iterable[Promise]) -> Iterator[Act]:
    for promise in promises:
        refs = ", ".join(promise.refs)
        due = f", by {long_date(promise.by)}" if promise.by else ""
        words = one_line(promise.text or promise.answer or promise.question)
        made = Line(refs, "promise", "", f"{words} ({promise.who or 'nobody'}{due})")
        yield Act(promise.made_at, promise.plan, "promise", (made,))
        for told in promise.updates:
            new_day = long_date(told.day) if told.day else ""
            said = ". ".join(filter(None, (told.state.value, told.words, told.evidence, new_day)))
            line = Line(refs, "promise", words, one_line(said))
            yield Act(told.at, promise.plan, "promise told of", (line,), by=told.by)
