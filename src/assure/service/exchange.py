"""Plans on their way out: the template to fill in, and a plan as a workbook or as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assure.conditions.nearest import did_you_mean
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.plan_document import plan_text
from assure.service.database import is_there, where
from assure.shelf.settings import Settings
from assure.shelf.writing import check_ending, check_free, put_in_place, write, write_beside
from assure.store import open_store

if TYPE_CHECKING:
    from assure.intake import Said

WORKBOOK, DOCUMENT = ".xlsx", ".json"


@dataclass(frozen=True)
class Exported:
    """A plan written to ``path``, and the places that the file could not say as they are."""

    plan: Plan
    path: Path
    lost: tuple[str, ...] = ()


def write_template(
    path: Path,
    at: dt.datetime,
    *,
    title: str = "",
    period: tuple[dt.date, dt.date] | None = None,
    actions: int | None = None,
    replace: bool = False,
) -> None:
    """The workbook to fill in, whole or not at all. Raises AssureError."""
    check_ending(path, (WORKBOOK,))
    check_free(path, replace)
    from assure.intake.template import template_bytes

    write(path, template_bytes(at, title=title, period=period, actions=actions))


def plan_meant(reference: str, database: str | None, said: Said, settings: Settings) -> Plan:
    """The plan in the file of this name, or else the kept plan with this key. Nothing is kept.

    Raises StoreError for what is neither, and what reading raises.
    """
    if Path(reference).exists() or Path(reference).suffix:
        from assure.intake import read_plan

        return read_plan(Path(reference), said)
    keys: list[str] = []
    named = where(database, settings)
    if is_there(named):
        with open_store(named, create=False) as store:
            kept = store.plan(reference)
            keys = [plan.key for plan in store.plans()]
        if kept is not None:
            return kept
    near = did_you_mean(reference, keys) if keys else "name a file, or import a plan first."
    raise StoreError(f"“{reference[:80]}” is neither a file nor the key of a kept plan; {near}")


def export_plan(
    plan: Plan, path: Path, at: dt.datetime, *, every_column: bool = False, replace: bool = False
) -> Exported:
    """The plan to ``path`` by its ending, whole or not at all.

    A workbook is read again before it takes its place, and what it lost is told. Raises
    AssureError.
    """
    ending = check_ending(path, (WORKBOOK, DOCUMENT))
    check_free(path, replace)
    if ending == DOCUMENT:
        write(path, plan_text(plan).encode("utf-8"))
        return Exported(plan, path)
    from assure.intake import read_plan
    from assure.intake.export import export_bytes
    from assure.intake.sameness import what_differs

    beside = write_beside(path, export_bytes(plan, at, every_column=every_column))
    try:
        lost = what_differs(plan, read_plan(beside))
        put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    if every_column:  # blank columns are what was asked for
        lost = tuple(place for place in lost if place != "the plan: fields present")
    return Exported(plan, path, lost)
