"""A glance at a SQLite file without SQLAlchemy, which takes longer to load than to check a plan.

Only reads: makes no file, and leaves a database of an older version as it is.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from pydantic import ValidationError

from assure.model.errors import StoreError
from assure.model.review import SetAside
from assure.store.versions import LATEST, too_new

WAIT = 5  # seconds for another process to finish writing


def set_asides(path: Path, plan: str) -> tuple[SetAside, ...]:
    """As ``Store.set_asides`` of the file at ``path``. Raises StoreError with one sentence."""
    try:
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as connection:
            rows = _rows(connection, str(path), plan)
        newest: dict[str, tuple[bool, str]] = {}
        for fingerprint, undone, payload in rows:
            newest.pop(fingerprint, None)
            newest[fingerprint] = bool(undone), payload
        return tuple(
            SetAside.model_validate(json.loads(payload))
            for undone, payload in newest.values()
            if not undone
        )
    except sqlite3.Error as error:
        raise StoreError(
            f"{path}: not a database, damaged, or in use ({error}); "
            "name another file with --database."
        ) from None
    except (ValidationError, ValueError):
        raise StoreError(
            f"{path}: a set-aside in it cannot be read; was the file changed by another program?"
        ) from None


def _rows(connection: sqlite3.Connection, name: str, plan: str) -> list[tuple[str, int, str]]:
    names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    tables = {table for (table,) in connection.execute(names)}
    if tables and "alembic_version" not in tables:
        raise StoreError(
            f"{name}: a database of another program; name another file with --database."
        )
    if "set_asides" not in tables:
        return []  # of a version that kept none, or empty
    (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found > LATEST:
        raise StoreError(too_new(name, found))
    query = "SELECT fingerprint, undone, payload FROM set_asides WHERE plan = ? ORDER BY id"
    return connection.execute(query, (plan,)).fetchall()
