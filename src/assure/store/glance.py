"""A glance at a SQLite file without SQLAlchemy, which takes longer to load than to check a plan.

Only reads: makes no file, and leaves a database of an older version as it is.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from assure.model.errors import StoreError
from assure.model.promise import Promise
from assure.model.review import SetAside
from assure.store.promise_rows import gathered
from assure.store.reading import read
from assure.store.versions import LATEST, too_new

WAIT = 5  # seconds for another process to finish writing
_SET_ASIDES = "SELECT fingerprint, undone, payload FROM set_asides WHERE plan = ? ORDER BY id"
_PROMISES = "SELECT promise, told, payload FROM promises WHERE plan = ? ORDER BY id"


def set_asides(path: Path, plan: str) -> tuple[SetAside, ...]:
    """As ``Store.set_asides`` of the file at ``path``. Raises StoreError with one sentence."""
    newest: dict[str, tuple[bool, str]] = {}
    for fingerprint, undone, payload in _rows(path, "set_asides", _SET_ASIDES, plan):
        newest.pop(fingerprint, None)
        newest[fingerprint] = bool(undone), payload
    return tuple(
        read(SetAside, payload, "A set-aside") for undone, payload in newest.values() if not undone
    )


def promises(path: Path, plan: str) -> tuple[Promise, ...]:
    """As ``Store.promises`` of the file at ``path``. Raises StoreError with one sentence."""
    rows = _rows(path, "promises", _PROMISES, plan)
    return tuple(gathered((key, bool(told), payload) for key, told, payload in rows).values())


def _rows(path: Path, table: str, query: str, plan: str) -> list[tuple[str, int, str]]:
    """What ``query`` finds of a plan; nothing in a file that is empty or of a version without
    ``table``. Raises StoreError."""
    try:
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as connection:
            names = "SELECT name FROM sqlite_master WHERE type = 'table'"
            tables = {name for (name,) in connection.execute(names)}
            if tables and "alembic_version" not in tables:
                raise StoreError(
                    f"{path}: a database of another program; name another file with --database."
                )
            if table not in tables:
                return []
            (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if found > LATEST:
                raise StoreError(too_new(str(path), found))
            return connection.execute(query, (plan,)).fetchall()
    except sqlite3.Error as error:
        raise StoreError(
            f"{path}: not a database, damaged, or in use ({error}); "
            "name another file with --database."
        ) from None
