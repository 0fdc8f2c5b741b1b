"""Names replaced in everything that a database holds, inside a transaction that the store opens.

It is the one act that alters rows instead of adding them, and it must leave no copy of what it
replaces. Which columns hold words follows from their types, so that a new table is not forgotten:
``Words`` hold words, ``JSON`` and ``Text`` data, ``String`` keys and codes, which name nobody.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Text, select, update
from sqlalchemy.orm import Session

from assure.store import ChangeKind
from assure.store.revisions import text
from assure.store.schema import (
    Base,
    PlanChangeRow,
    PlanRow,
    ReviewRow,
    RevisionRow,
    SetAsideRow,
    Words,
)

Everywhere = Callable[[Any], Any]  # gives plain JSON data with its texts changed


@dataclass(frozen=True)
class Rewriting:
    """``documents`` changes the text of a frozen review, whose form is not the store's business.
    ``moved``: fingerprints that findings have from now on, by those they had."""

    everywhere: Everywhere
    documents: Callable[[str], str]
    moved: Mapping[str, str]


def rewrite(session: Session, how: Rewriting, at: dt.datetime) -> dict[str, int]:
    """Changes every word that is kept, and gives how many rows of each table it altered."""
    altered: dict[str, int] = {}
    plans = dict(session.execute(select(PlanRow.key, PlanRow.live)).all())
    for table in Base.metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        worded = [column for column in table.columns if _worded(column)]
        if not worded:
            continue
        for row in session.execute(select(*keys, *worded)).all():
            before = row[len(keys) :]
            after = [
                _changed(column, value, how.everywhere, how.documents)
                for column, value in zip(worded, before, strict=True)
            ]
            if list(before) != after:
                values = {column.name: value for column, value in zip(worded, after, strict=True)}
                here = [key == value for key, value in zip(keys, row, strict=False)]
                session.execute(update(table).where(*here).values(values))
                altered[table.name] = altered.get(table.name, 0) + 1
    for was, now in how.moved.items():
        rows = update(SetAsideRow).where(SetAsideRow.fingerprint == was)
        session.execute(rows.values(fingerprint=now))
    session.expire_all()
    for key, live in plans.items():
        if session.scalar(select(PlanRow.live).where(PlanRow.key == key)) != live:
            _number(session, key, at)
    return altered


def texts(session: Session) -> list[Any]:
    """Everything that words are kept in, as plain JSON data."""
    found: list[Any] = []
    for table in Base.metadata.sorted_tables:
        worded = [column for column in table.columns if _worded(column)]
        if worded:
            for row in session.execute(select(*worded)):
                found += [
                    json.loads(value) if _is_json(column) and isinstance(value, str) else value
                    for column, value in zip(worded, row, strict=True)
                ]
    return found


def _worded(column: Column[Any]) -> bool:
    return isinstance(column.type, Words) or _is_json(column)


def _is_json(column: Column[Any]) -> bool:
    return isinstance(column.type, JSON) or type(column.type) is Text


def _changed(
    column: Column[Any], value: Any, everywhere: Everywhere, documents: Callable[[str], str]
) -> Any:
    if value is None:
        return None
    if column is ReviewRow.__table__.c.frozen:
        return documents(value)
    if not (_is_json(column) and isinstance(value, str)):
        return everywhere(value)
    data = json.loads(value)
    changed = everywhere(data)
    return value if changed == data else text(changed)


def _number(session: Session, key: str, at: dt.datetime) -> None:
    """One more change of the plan, that says when names were replaced and not which."""
    row = session.get_one(PlanRow, key)
    live = json.loads(row.live)
    was = live["version"]
    row.version += 1
    live["version"] = row.version
    row.live = text(live)
    kept = PlanChangeRow(
        plan=key, number=row.version, kind=ChangeKind.FORGET.value, at=at, source="", by=""
    )
    session.add(kept)
    session.flush()
    session.add(
        RevisionRow(
            change_id=kept.id,
            plan=key,
            action="",
            field="version",
            was=text(was),
            now=text(row.version),
        )
    )
