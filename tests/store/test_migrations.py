"""The schema is made by migration, and the migrations end where the tables are declared."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from assure.model.review import SetAside
from assure.store.connect import MIGRATIONS, connect
from assure.store.schema import Base
from assure.store.store import Store
from assure.store.versions import LATEST

NOW = dt.datetime(2026, 10, 31, 9, 30, tzinfo=dt.UTC)
ITEM = SetAside(
    fingerprint="0123456789ab",
    code="OWN-01",
    ref="1.1",
    because="The post is being recruited",
    by="Programme manager",
    at=NOW.date(),
    until=dt.date(2027, 1, 31),
)


def test_the_migrated_schema_is_the_declared_one(tmp_path: Path) -> None:
    engine = connect(tmp_path / "assure.db", create=True)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_constraints_are_the_declared_ones(tmp_path: Path) -> None:
    # alembic compares no CHECK constraints, so they are compared here.
    migrated = connect(tmp_path / "migrated.db", create=True)
    declared = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    Base.metadata.create_all(declared)
    for table in Base.metadata.tables:
        assert inspect(migrated).get_check_constraints(table) == inspect(
            declared
        ).get_check_constraints(table)
        assert inspect(migrated).get_foreign_keys(table) == inspect(declared).get_foreign_keys(
            table
        )
    migrated.dispose()
    declared.dispose()


def test_the_latest_revision_is_the_one_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == LATEST


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "assure.db"
    connect(path, create=True).dispose()
    before = path.read_bytes()
    connect(path, create=True).dispose()
    assert path.read_bytes() == before


def first_database(path: Path) -> Path:
    """A database as the first version left it: no table of set-asides."""
    connect(path, create=True).dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE set_asides")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    return path


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    with Store.open(first_database(tmp_path / "assure.db")) as store:
        store.add_set_aside("anycity", ITEM, NOW)
        assert store.set_asides("anycity") == (ITEM,)


def test_opened_only_to_read_an_older_database_stays_as_it_is(tmp_path: Path) -> None:
    path = first_database(tmp_path / "assure.db")
    before = path.read_bytes()
    with Store.open(path, create=False, upgrade=False) as store:
        assert store.set_asides("anycity") == ()
    assert path.read_bytes() == before
