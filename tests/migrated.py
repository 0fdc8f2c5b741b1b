"""New databases for tests, without asking alembic each time what it told the first one."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, event

from assure.store import connect

_MIGRATE = connect._migrate
_ASKS = ("SELECT", "PRAGMA", "SHOW")  # of a database that is still empty: the answers are known


class Remembering:
    """In place of ``connect._migrate``: what makes an empty database of each kind is told by the
    migrations once, and said again to every other, in the same transaction."""

    def __init__(self) -> None:
        self._told: dict[str, list[tuple[str, Any]]] = {}

    def __call__(self, connection: Connection, name: str, found: str | None) -> None:
        kind = connection.dialect.name
        if found is not None:
            _MIGRATE(connection, name, found)
        elif kind not in self._told:
            self._told[kind] = _heard(connection, name)
        else:
            for statement, parameters in self._told[kind]:
                connection.exec_driver_sql(statement, parameters).close()


def _heard(connection: Connection, name: str) -> list[tuple[str, Any]]:
    heard: list[tuple[str, Any]] = []

    def hear(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if not statement.lstrip().upper().startswith(_ASKS):
            heard.append((statement, parameters or None))

    event.listen(connection, "before_cursor_execute", hear)
    try:
        _MIGRATE(connection, name, None)
    finally:
        event.remove(connection, "before_cursor_execute", hear)
    return heard


def without_waiting(connection: Any, _record: Any) -> None:
    """For the event that a connection is made: what is committed need not be on the disk, since
    no test pulls the plug. What a killed process leaves is tried in processes of their own."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")
