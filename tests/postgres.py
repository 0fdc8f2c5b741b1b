"""A PostgreSQL server for tests: the one of DATABASE_URL, or one of our own for this run."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

OTHERS = ("postgres", "nobody")  # who runs the server where we are root, as it refuses that

# A connection that a failed test left open would hold on to its tables.
_PUT_OUT_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class NoServerError(Exception):
    """Why there is none, in a sentence."""


class Server:
    """Lends databases, each to one test at a time; drops them in the end if the server stays."""

    def __init__(self, address: str, *, stays: bool) -> None:
        self._stays = stays
        self.url = make_url(address).set(drivername="postgresql+psycopg")
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        self._made: list[str] = []
        self._free: list[str] = []

    def new(self) -> str:
        """The address of an empty database."""
        if self._free:
            return self._free.pop()
        name = f"assure_test_{os.getpid()}_{len(self._made)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE template0')
        self._made.append(name)
        return self.address(database=name)

    def give_back(self, address: str) -> None:
        """Empties a database for the next test: ten times as quick as to make another."""
        engine = create_engine(
            make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(_PUT_OUT_OTHERS))
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
        self._free.append(address)

    def address(self, **other: str | int | None) -> str:
        """An address on the server, such as with another ``username`` or ``database``."""
        url: URL = self.url.set(**other)  # type: ignore[arg-type]
        return url.render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def close(self) -> None:
        for name in self._made if self._stays else ():
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')
        self._engine.dispose()


@contextmanager
def server() -> Iterator[Server]:
    """Raises NoServerError."""
    given = os.environ.get("DATABASE_URL")
    with nullcontext(given) if given else _own() as address:
        found = Server(address, stays=bool(given))
        try:
            yield found
        finally:
            found.close()


@contextmanager
def _own() -> Iterator[str]:
    """A cluster in a temporary folder that listens on a socket there, and nowhere else."""
    programs = _programs()
    # Not pytest's folder: who runs the server may not enter it, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="assure-pg-"))
    user = None
    if os.geteuid() == 0:
        user = next((name for name in OTHERS if _is_known(name)), None)
        if user is None:
            raise NoServerError("PostgreSQL does not run as root, and there is no other user.")
        shutil.chown(folder, user)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        # To a file: the server keeps open what it was started with.
        with (folder / "output").open("ab") as output:
            done = subprocess.run(
                [programs / program, "-D", data, *arguments],
                user=user,
                group=None if user is None else pwd.getpwnam(user).pw_gid,
                cwd=folder,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            )
        if done.returncode:
            said = (folder / "output").read_text(errors="replace").strip()
            raise NoServerError(f"{program} failed: {said[-500:]}")

    try:
        run(
            "initdb",
            *("--username=assure", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
        )
        set_to = ("listen_addresses=", "fsync=off", "full_page_writes=off", "autovacuum=off")
        settings = " ".join([f"-k {folder}", *(f"-c {setting}" for setting in set_to)])
        run("pg_ctl", "start", "--wait", "--log", str(folder / "log"), "--options", settings)
        try:
            yield f"postgresql://assure@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of initdb and pg_ctl; Debian keeps them off the path."""
    found = shutil.which("pg_ctl")
    places = [Path(found).resolve()] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True)
    for place in places:
        if (place.parent / "initdb").exists():
            return place.parent
    raise NoServerError("PostgreSQL is not installed, and DATABASE_URL names no server.")


def _is_known(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
