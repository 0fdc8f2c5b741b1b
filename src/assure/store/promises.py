"""Promises in the database. Rows are only added, inside a transaction that the store opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from assure.model.base import Noun, as_json
from assure.model.errors import StoreError
from assure.model.promise import Promise, PromiseUpdate
from assure.store.promise_rows import gathered
from assure.store.reading import read
from assure.store.revisions import text
from assure.store.schema import PromiseRow


def add(session: Session, promises: Iterable[Promise], *, once: bool = False) -> int:
    """Keeps each promise that says anything new, its updates apart; returns how many did.

    New is what differs from how it was written down last or, with ``once``, from every way in
    which it ever was: minutes read again do not undo what was put right since.
    """
    count = 0
    kept: dict[str, list[Promise]] = {}
    for promise in promises:
        bare = promise.model_copy(update={"updates": ()})
        if promise.plan not in kept:
            kept[promise.plan] = _wordings(session, promise.plan)
        own = [one for one in kept[promise.plan] if one.key == bare.key]
        if any(_same_promise(one, bare) for one in (own if once else own[-1:])):
            continue
        session.add(_row(promise.plan, promise.key, bare, promise.made_at, told=False))
        kept[promise.plan].append(bare)
        count += 1
    return count


def tell(
    session: Session,
    plan: str,
    told: Iterable[tuple[str, PromiseUpdate]],
    *,
    once: bool = False,
) -> int:
    """Keeps what was told of promises by their keys, unless that was told last already or, with
    ``once``, ever in that session; returns how many were new.

    Raises StoreError for a promise that there is not.
    """
    known = _by_key(session, plan)
    count = 0
    for key, update in told:
        promise = known.get(key)
        if promise is None:
            raise StoreError(f"There is no promise {key} in the plan {plan}.")
        before = promise.updates if once else promise.updates[-1:]
        if any(_same_update(one, update) for one in before):
            continue
        session.add(_row(plan, key, update, update.at, told=True))
        known[key] = promise.model_copy(update={"updates": (*promise.updates, update)})
        count += 1
    return count


def of_plan(session: Session, plan: str) -> tuple[Promise, ...]:
    """The promises of a plan, oldest first, each with all that was told of it."""
    return tuple(_by_key(session, plan).values())


def _by_key(session: Session, plan: str) -> dict[str, Promise]:
    if not inspect(session.connection()).has_table(PromiseRow.__tablename__):
        return {}  # an older database, opened without being brought up to date
    rows = select(PromiseRow).where(PromiseRow.plan == plan).order_by(PromiseRow.id)
    return gathered((row.promise, row.told, row.payload) for row in session.scalars(rows))


def _wordings(session: Session, plan: str) -> list[Promise]:
    """Every way in which promises of a plan were written down, oldest first."""
    rows = (
        select(PromiseRow.payload)
        .where(PromiseRow.plan == plan, PromiseRow.told.is_(False))
        .order_by(PromiseRow.id)
    )
    return [read(Promise, payload, "A promise") for payload in session.scalars(rows)]


def _same_promise(one: Promise, other: Promise) -> bool:
    """But for the time and what was told since."""
    apart = {"made_at": other.made_at, "updates": other.updates}
    return one.model_copy(update=apart) == other


def _same_update(one: PromiseUpdate, other: PromiseUpdate) -> bool:
    return one.model_copy(update={"at": other.at, "by": other.by}) == other


def _row(plan: str, key: str, noun: Noun, at: dt.datetime, *, told: bool) -> PromiseRow:
    return PromiseRow(
        plan=plan, promise=key, told=told, payload=text(as_json(noun)), recorded_at=at
    )
