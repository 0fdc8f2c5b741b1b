"""Findings set aside, in the database. Rows are only added, inside a transaction that the store
opens; of those for one plan and finding the newest counts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from assure.model.base import as_json
from assure.model.review import SetAside
from assure.store import KeptSetAside
from assure.store.reading import read
from assure.store.schema import SetAsideRow


def add(session: Session, plan: str, item: SetAside, at: dt.datetime, *, undone: bool) -> None:
    session.add(
        SetAsideRow(
            plan=plan,
            fingerprint=item.fingerprint,
            undone=undone,
            payload=as_json(item),
            recorded_at=at,
        )
    )


def standing(session: Session, plan: str) -> tuple[SetAside, ...]:
    """What is set aside in the plan of this key, one for each finding, oldest first."""
    if not inspect(session.connection()).has_table(SetAsideRow.__tablename__):
        return ()  # an older database, opened without being brought up to date
    newest: dict[str, SetAsideRow] = {}
    rows = select(SetAsideRow).where(SetAsideRow.plan == plan).order_by(SetAsideRow.id)
    for row in session.scalars(rows):
        newest.pop(row.fingerprint, None)
        newest[row.fingerprint] = row
    return tuple(_item(row) for row in newest.values() if not row.undone)


def told(session: Session) -> tuple[KeptSetAside, ...]:
    """Every set-aside in any plan, and every one taken back, in the order of telling."""
    return tuple(
        KeptSetAside(plan=row.plan, at=row.recorded_at, undone=row.undone, item=_item(row))
        for row in session.scalars(select(SetAsideRow).order_by(SetAsideRow.id))
    )


def _item(row: SetAsideRow) -> SetAside:
    return read(SetAside, row.payload, "A set-aside")
