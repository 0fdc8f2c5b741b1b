"""What a PostgreSQL server needs that a file does not: one writer at a time, and plain words for
what it refuses."""

from __future__ import annotations

import re

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL

NAMES = frozenset({"postgres", "postgresql"})  # as addresses are written; the driver is ours
DRIVER = "postgresql+psycopg"
NO_DRIVER = 'PostgreSQL needs its driver; install it with `pip install "psycopg[binary]"`.'
CONNECT = {"connect_timeout": 10, "application_name": "assure"}  # seconds
READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_WRITERS = 0x617373757265  # “assure”: the number of the lock that writers take in turn

_LOST = "the connection was lost, so nothing was kept; see that the server runs, and try again"
_MAY_NOT = (
    "this user may not do that there; let the one who keeps the server grant it the database "
    "and its schema"
)
# By the code of the answer (SQLSTATE), and by libpq's words where nothing answered with a code.
_BY_CODE = {
    "42501": _MAY_NOT,
    "25006": "may only be read; name another with --database",
    "53100": "the server’s disk is full; nothing was kept",
    "55P03": "another program is writing to it; try again in a moment",
    "57014": "the server stopped it as it took too long; try again in a moment",
    "57P01": _LOST,
    "57P02": _LOST,
}
_BY_WORDS = (
    (r"password authentication failed|no password supplied|authentication failed",
     "the server does not accept the user or the password; correct the address"),
    (r'role "?[^"]*"? does not exist', "the server does not know the user; correct the address"),
    (r'database "?[^"]*"? does not exist',
     "the server has no database of that name; have it made, or correct the address"),
    (r"no pg_hba.conf entry", "the server lets nobody in from here; ask the one who keeps it"),
    (r"permission denied for database", _MAY_NOT),
    (r"too many clients|remaining connection slots|too many connections",
     "the server has no connection left; try again in a moment"),
    (r"starting up|shutting down|in recovery mode",
     "the server is just starting or stopping; try again in a moment"),
    (r"resolve|name or service not known|getaddrinfo|nodename",
     "no server of that name is known; correct the address"),
    (r"invalid response to SSL negotiation|expected authentication request",
     "what answers there is no PostgreSQL server; correct the address"),
    (r"refused|no such file|timeout|timed out|unreachable|no route",
     "no server answers there; see that it runs and can be reached, or correct the address"),
    (r"closed the connection|connection is lost|terminating connection|consuming input failed"
     r"|connection is closed|connection already closed|server closed", _LOST),
)  # fmt: skip


def name(url: URL) -> str:
    """What to call the database in a message: where it is, never with a password."""
    user = f"{url.username}@" if url.username else ""
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{user}{url.host or ''}{port}/{url.database or ''}"


def set_up(engine: Engine, reads: str, wait: int) -> None:
    """Lets whoever writes wait, ``wait`` seconds, for those before. ``reads`` is the execution
    option of a transaction that will not write.

    One lock for all that write, as SQLite has: what an act reads stays true until it writes, two
    first openings do not both make the tables, and nothing can wait for each other in a ring.
    Acts are short, and those who write are a team.
    """

    def on_begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(reads, False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{wait}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    event.listen(engine, "begin", on_begin)


def explain(error: BaseException, cause: str) -> str | None:
    """Why the server refused, without the full stop; None for what is not known here."""
    code = getattr(getattr(error, "orig", None), "sqlstate", None)
    if code is not None:
        return _BY_CODE.get(code)
    return next((words for pattern, words in _BY_WORDS if re.search(pattern, cause, re.I)), None)
