"""Promises of a plan: which one is meant, what may be told of it, and how each stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assure.conditions.nearest import did_you_mean
from assure.facts.promises import due_now
from assure.model.errors import AssureError, StoreError
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.service.database import is_there
from assure.service.plans import find_kept, only_plan
from assure.store import glance, open_store
from assure.words.minutes import taken, unfit, unfit_new_day
from assure.words.text import one_line

if TYPE_CHECKING:
    from assure.store.store import Store

SHORTEST_PREFIX = 4  # hex digits of a key
SHOWN = 3  # promises named when several are meant
_CALLED = {"reason": "The reason", "evidence": "The evidence", "who": "The role that tells it"}
_KEY = re.compile(rf"[0-9a-f]{{{SHORTEST_PREFIX},8}}")


def plan_key(store: Store, plan: str | None) -> str:
    """The key of the plan named, or of the only one there is. Raises StoreError."""
    return find_kept(store, plan).key if plan else only_plan(store).key


def promise_named(reference: str, promises: Sequence[Promise]) -> Promise:
    """The promise that ``reference`` means: its key, or four digits of its beginning or more.

    Raises StoreError when there is none, or several.
    """
    said = one_line(reference).casefold()
    whole = [promise for promise in promises if promise.whole]
    found = [p for p in whole if _KEY.fullmatch(said) and p.key.startswith(said)]
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(promise.key for promise in found[:SHOWN])
        raise StoreError(f"“{said}” means {len(found)} promises ({keys}); give the whole key.")
    if not whole:
        raise StoreError("There is no promise yet; they are made with `assure challenge`.")
    near = did_you_mean(said, [promise.key for promise in whole])
    raise StoreError(f"There is no promise “{said[:60]}”; {near}")


def what_is_told(
    promise: Promise,
    state: Told,
    at: dt.datetime,
    *,
    words: str = "",
    evidence: str = "",
    day: dt.date | None = None,
    by: str = "",
    review: str = "",
) -> PromiseUpdate:
    """What was told of ``promise``. Late needs a new day, after the one that counts; overtaken
    needs words, by what. Raises AssureError with one sentence."""
    for what, text in (("reason", words), ("evidence", evidence), ("who", by)):
        if wrong := unfit(what, text):
            raise AssureError(f"{_CALLED[what]}: {wrong}")
    if state is Told.LATE:
        if day is None:
            raise AssureError("A promise that is late needs its new day.")
        if wrong := unfit_new_day(day, due_now(promise)):
            raise AssureError(wrong)
    elif state is Told.KEPT:
        if day is not None and day > at.date():
            raise AssureError(f"{day} is still to come; a promise is kept when it is kept.")
    elif day is not None:
        raise AssureError(f"A promise that is {state.value} has no new day; leave it out.")
    if state is Told.OVERTAKEN and not taken(words):
        raise AssureError("Say what overtook it, so that nobody waits for it any more.")
    return PromiseUpdate(
        state=state,
        at=at,
        by=taken(by),
        words=taken(words),
        evidence=taken(evidence),
        day=day,
        review=review,
    )


def unfinished(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Those in which something is promised, by nobody yet or for no day yet."""
    return tuple(promise for promise in promises if promise.text and not promise.whole)


def promises_for(plan: str, database: str) -> tuple[Promise, ...]:
    """The promises of the plan of this key; none when there is no database.

    Only reads: neither makes a database nor brings one up to date. Raises StoreError.
    """
    if not is_there(database):
        return ()
    if "://" not in database:
        return glance.promises(Path(database), plan)
    with open_store(database, create=False, upgrade=False) as store:
        return store.promises(plan)
