"""Plans: read from a file, kept in the store, taken from either."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from assure.model.errors import StoreError
from assure.model.plan import Plan

if TYPE_CHECKING:
    from assure.intake import Said
    from assure.store.store import Store


def import_plan(store: Store, path: Path, said: Said, at: dt.datetime) -> Plan:
    """Reads the plan at ``path`` by what is ``said`` of it, and keeps it.

    Raises UnreadableFileError, UnplacedColumnError or StoreError.
    """
    from assure.intake import read_plan

    plan = read_plan(path, said)
    store.add_plan(plan, at)
    return plan


def bring_plan(store: Store, reference: str | None, said: Said, at: dt.datetime) -> Plan:
    """The plan that ``reference`` means: a key in the store, or else a file, which is imported.

    Without a reference, the only plan in the store. Raises StoreError and what reading raises.
    """
    if reference is None:
        return only_plan(store)
    kept = store.plan(reference)
    return kept if kept is not None else import_plan(store, Path(reference), said, at)


def only_plan(store: Store) -> Plan:
    """The one plan in the store. Raises StoreError when there is none, or several."""
    plans = store.plans()
    if len(plans) > 1:
        keys = ", ".join(plan.key for plan in plans[:5])
        raise StoreError(f"There are several plans ({keys}); say which with --plan.")
    plan = store.plan(plans[0].key) if plans else None
    if plan is None:
        raise StoreError("There is no plan yet; name its file with --plan.")
    return plan
