"""Plans in the store: the live one, and every change that led to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from assure.model.base import as_json
from assure.model.plan import Plan
from assure.store import ChangeKind, KeptChange, KeptPlan, KeptRevision
from assure.store.reading import parsed, read
from assure.store.revisions import ORDER, Document, difference, in_order, replay, slot, text
from assure.store.schema import PlanChangeRow, PlanRow, RevisionRow

_COUNTED = ("version", "imported", "imports")  # fields of a plan that the store fills in itself


def live(session: Session, key: str) -> Plan | None:
    document = session.scalar(select(PlanRow.live).where(PlanRow.key == key))
    return None if document is None else read(Plan, document, f"The plan {key}")


def change(
    session: Session,
    key: str,
    how: Callable[[Plan | None], Plan],
    at: dt.datetime,
    *,
    kind: ChangeKind,
    source: str,
    by: str,
) -> Plan:
    """Keeps what ``how`` makes of the live plan, and gives it; see ``Store.change_plan``."""
    row = session.get(PlanRow, key)
    what = f"The plan {key}"
    earlier: Document = {} if row is None else parsed(row.live, what)
    before = None if row is None else read(Plan, earlier, what)
    after = how(before)
    if after.key != key:
        raise ValueError(f"a change of the plan {key} gave the plan {after.key}")
    if before is not None and after.model_copy(update=_counted(before)) == before:
        return before
    if row is None:
        row = PlanRow(key=key, live="{}", version=0)
    after = _numbered(before, after, row.version + 1, kind, at.date())
    document = _document(before, earlier, after)
    row.title, row.live, row.version = after.title, text(document), row.version + 1
    session.add(row)
    session.flush()
    kept = PlanChangeRow(plan=key, number=row.version, kind=kind.value, at=at, source=source, by=by)
    session.add(kept)
    session.flush()
    rows = [
        {
            "change_id": kept.id,
            "plan": key,
            "action": one.action,
            "field": one.field,
            "was": one.was_json,
            "now": one.now_json,
        }
        for one in difference(earlier, document)
    ]
    session.execute(insert(RevisionRow), rows)
    return after


def _document(before: Plan | None, earlier: Document, after: Plan) -> Document:
    """``after`` as JSON data. What was left alone of the actions ``before`` is taken as it is
    kept, so that a change of one action does not write out all others anew."""
    actions = before.actions if before else ()
    kept = {id(one): known for one, known in zip(actions, earlier.get(ORDER, ()), strict=True)}
    document = as_json(after.model_copy(update={"actions": ()}))
    if after.actions:
        document[ORDER] = [kept.get(id(one)) or as_json(one) for one in after.actions]
    return in_order(document)


def _counted(plan: Plan) -> dict[str, Any]:
    return {field: getattr(plan, field) for field in _COUNTED}


def _numbered(
    before: Plan | None, after: Plan, number: int, kind: ChangeKind, day: dt.date
) -> Plan:
    """``after`` with the number and day of its change. Replacing a name, or going on to the next
    year, is no report of how the plan stands, so these leave its days as they were."""
    counted: dict[str, Any] = {"version": number}
    if kind not in {ChangeKind.FORGET, ChangeKind.ROLL_FORWARD}:
        known = before.imports if before else ()
        counted |= {"imported": day, "imports": (*known, day)}
    elif before:
        counted |= {"imported": before.imported, "imports": before.imports}
    return after.model_copy(update=counted)


def kept_plans(session: Session) -> tuple[KeptPlan, ...]:
    """Every plan, the most recently changed first."""
    newest = PlanChangeRow.number == PlanRow.version
    rows = (
        select(
            PlanRow.key,
            PlanRow.title,
            PlanChangeRow.source,
            PlanChangeRow.at,
            PlanRow.version,
        )
        .join(PlanChangeRow, (PlanChangeRow.plan == PlanRow.key) & newest)
        .order_by(PlanChangeRow.at.desc(), PlanChangeRow.id.desc())
    )
    return tuple(KeptPlan(*row) for row in session.execute(rows))


def history(session: Session, key: str) -> tuple[KeptChange, ...]:
    """See ``Store.history``."""
    rows = select(PlanChangeRow).where(PlanChangeRow.plan == key)
    newest_first = rows.order_by(PlanChangeRow.number.desc())
    return tuple(_kept(row) for row in session.scalars(newest_first))


def changes(session: Session, key: str, action: str | None) -> tuple[KeptChange, ...]:
    """See ``Store.changes``."""
    wanted = select(PlanChangeRow).where(PlanChangeRow.plan == key).order_by(PlanChangeRow.number)
    revisions = _revisions(key)
    if action is not None:
        name = slot(action) if action else ""
        revisions = revisions.where(RevisionRow.action == name)
    found = {
        number: tuple(revision for _, revision in of_change)
        for number, of_change in groupby(
            _numbered_revisions(session, revisions), lambda one: one[0]
        )
    }
    return tuple(
        _kept(row, found.get(row.number, ()))
        for row in session.scalars(wanted)
        if action is None or row.number in found
    )


def _kept(row: PlanChangeRow, revisions: tuple[KeptRevision, ...] = ()) -> KeptChange:
    return KeptChange(row.number, ChangeKind(row.kind), row.at, row.source, row.by, revisions)


def plan_at(session: Session, key: str, number: int) -> Plan | None:
    """See ``Store.plan_at``."""
    document = state_at(session, key, number)
    if document.get("version") != number:
        return None
    return read(Plan, document, f"The plan {key} as of change {number}")


def state_at(session: Session, key: str, number: int) -> dict[str, Any]:
    """The document of a plan as its changes up to that number left it."""
    revisions = _revisions(key).where(PlanChangeRow.number <= number)
    return replay(revision for _, revision in _numbered_revisions(session, revisions))


_Revisions = Select[int, str, str, str | None, str | None]


def _revisions(key: str) -> _Revisions:
    return (
        select(
            PlanChangeRow.number,
            RevisionRow.action,
            RevisionRow.field,
            RevisionRow.was,
            RevisionRow.now,
        )
        .join(PlanChangeRow, PlanChangeRow.id == RevisionRow.change_id)
        .where(RevisionRow.plan == key)
        .order_by(PlanChangeRow.number, RevisionRow.id)
    )


def _numbered_revisions(
    session: Session, revisions: _Revisions
) -> Iterator[tuple[int, KeptRevision]]:
    for number, action, field, was, now in session.execute(revisions):
        yield number, KeptRevision(action, field, was, now)
