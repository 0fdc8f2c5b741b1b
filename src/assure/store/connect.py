"""Opens a database and brings its schema up to date, or says in one sentence why not."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError

from assure.model.errors import StoreError
from assure.store import postgres
from assure.store.versions import LATEST, too_new

MIGRATIONS = Path(__file__).parent / "migrations"
READS = "assure_reads"  # execution option of a transaction that will not write
WAIT = 5  # seconds for another process to finish writing
SQLITE_MAGIC = b"SQLite format 3\x00"


def connect(where: str | Path, *, create: bool, upgrade: bool = True) -> Engine:
    """An engine on an up-to-date database; without ``upgrade`` an older schema is left alone.

    Raises StoreError.
    """
    url = _url(where)
    name = _name(url)
    try:
        if _is_sqlite(url):
            _prepare_file(url, create)
        engine = _engine(url)
        try:
            _see_to_the_schema(engine, name, upgrade)
        except BaseException:
            engine.dispose()
            raise
        return engine
    except ModuleNotFoundError:
        raise StoreError(f"{name}: {postgres.NO_DRIVER}") from None
    except DatabaseError as error:
        raise StoreError(_explain(url, error)) from None
    except (OSError, SQLAlchemyError) as error:
        cause = error.strerror.lower() if isinstance(error, OSError) and error.strerror else ""
        raise StoreError(
            f"{name}: cannot be opened as a database ({cause or _cause(error)}); "
            f"name another with --database."
        ) from None


def _engine(url: URL) -> Engine:
    if _is_postgres(url):
        engine = create_engine(url, connect_args=dict(postgres.CONNECT))
        postgres.set_up(engine, READS, WAIT)
        return engine
    engine = create_engine(url)
    _set_up_sqlite(engine)
    return engine


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _is_postgres(url: URL) -> bool:
    return url.get_backend_name() == "postgresql"


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: they do not wait for a writer, and a
    file that may not be written can be read."""
    options = postgres.READING if _is_postgres(engine.url) else {}
    return engine.execution_options(**{READS: True}, **options)


def explain(engine: Engine, error: SQLAlchemyError) -> str:
    """One sentence for a fault while reading or writing."""
    return _explain(engine.url, error)


def _url(where: str | Path) -> URL:
    if "://" not in str(where):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(str(where))
    except (ArgumentError, ValueError):
        url = None
    if url is None or "@" in f"{url.host}{url.database}":
        # Not repeated in the message: it may hold a password.
        raise StoreError(
            "The database address cannot be understood; write a file name, or an address such as "
            "postgresql://user@host/name, with @, : and / in a password as %40, %3A and %2F."
        )
    if url.drivername in postgres.NAMES:
        return url.set(drivername=postgres.DRIVER)
    if not (_is_sqlite(url) or url.drivername == postgres.DRIVER):
        raise StoreError(
            f"{url.drivername}: no database of this kind is known here; name a SQLite file, or an "
            "address such as postgresql://user@host/name."
        )
    return url


def _name(url: URL) -> str:
    """What to call the database in a message: never with its password."""
    if _is_sqlite(url):
        return url.database or "the database in memory"
    return postgres.name(url)


def _prepare_file(url: URL, create: bool) -> None:
    """Checks the file before SQLite sees it, and creates a new one for its owner alone."""
    if url.database in (None, "", ":memory:"):
        return
    path = Path(str(url.database))
    if path.is_dir():
        raise StoreError(f"{path}: this is a folder; name a database file in it.")
    if not path.exists():
        if not create:
            raise StoreError(
                f"{path}: there is no database here yet; "
                f"start with `assure import PLAN` or `assure ask`, or name one with --database."
            )
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first.")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return  # another process was quicker; its file will do
        except OSError as error:
            raise StoreError(
                f"{path}: cannot be created ({error.strerror}); "
                f"choose another place with --database."
            ) from None
    with path.open("rb") as file:
        start = file.read(len(SQLITE_MAGIC))
    if start and start != SQLITE_MAGIC:
        raise StoreError(f"{path}: not a database; name another file with --database.")


def _set_up_sqlite(engine: Engine) -> None:
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own handling would commit before DDL; transactions are begun below.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {WAIT * 1000}")

    def on_begin(connection: Connection) -> None:
        # IMMEDIATE: what an act reads stays true until it writes, and two writers queue
        # instead of failing half-way.
        reads = connection.get_execution_options().get(READS, False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def _see_to_the_schema(engine: Engine, name: str, upgrade: bool) -> None:
    with reading(engine).begin() as connection:
        found = _version(connection, name)
    if found is not None and found > LATEST:
        raise StoreError(too_new(name, found))
    if upgrade and found != LATEST:
        # Looked at once more inside the transaction that changes it, so that two first
        # openings at the same moment do not both create the tables.
        with engine.begin() as connection:
            _bring_up_to_date(connection, name)


def _version(connection: Connection, name: str) -> str | None:
    """The revision of the schema; None when there is nothing yet. Raises StoreError."""
    tables = set(inspect(connection).get_table_names())
    if {"alembic_version", "plans"} <= tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise StoreError(
            f"{name}: a database of another program; name another file with --database."
        )
    return None


def _bring_up_to_date(connection: Connection, name: str) -> None:
    found = _version(connection, name)
    if found != LATEST:
        _migrate(connection, name, found)


def _migrate(connection: Connection, name: str, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(too_new(name, found))
    command.upgrade(config, "head")


def _explain(url: URL, error: SQLAlchemyError) -> str:
    name, cause = _name(url), _cause(error)
    if _is_postgres(url):
        return f"{name}: {postgres.explain(error, cause) or f'the database refused ({cause})'}."
    if "locked" in cause:
        return f"{name}: another program is writing to it; try again in a moment."
    if "readonly" in cause:
        return f"{name}: may only be read; choose another place with --database."
    if "not a database" in cause or "malformed" in cause:
        return f"{name}: not a database, or damaged; name another file with --database."
    return f"{name}: the database refused ({cause})."


def _cause(error: BaseException) -> str:
    """The driver's own words on one line: no SQL, no values."""
    original = getattr(error, "orig", None) or error
    # PostgreSQL tells in further lines which row it refuses, with all that stands in it.
    said = getattr(getattr(original, "diag", None), "message_primary", None) or str(original)
    return " ".join(said.split()).rstrip(".") or type(original).__name__
