"""Promises from their rows. Knows no database, so that a glance at one need not load SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterable

from assure.model.promise import Promise, PromiseUpdate
from assure.store.reading import read


def gathered(rows: Iterable[tuple[str, bool, str]]) -> dict[str, Promise]:
    """Promises by key from rows of key, whether it is what was told, and JSON text, in the order
    in which they were kept.

    Of a promise written down twice the later wording counts. Raises StoreError.
    """
    found: dict[str, Promise] = {}
    for key, told, payload in rows:
        before = found.get(key)
        if not told:
            promise = read(Promise, payload, "A promise")
            updates = before.updates if before else ()
        elif before is not None:
            promise = before
            updates = (*before.updates, read(PromiseUpdate, payload, "What was told of a promise"))
        else:
            continue
        found[key] = promise.model_copy(update={"updates": updates})
    return found
