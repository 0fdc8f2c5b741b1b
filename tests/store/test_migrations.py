"""The schema is made by migration, and the migrations end where the tables are declared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, DateTime, Engine, column, create_engine, inspect, table, text
from tests.migrated import Remembering

from assure.model.actions import Action
from assure.model.base import as_json
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.review import SetAside
from assure.model.values import Status
from assure.store import ChangeKind
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


def test_the_migrated_schema_is_the_declared_one(database: str) -> None:
    engine = connect(database, create=True)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_constraints_are_the_declared_ones(tmp_path: Path) -> None:
    # alembic compares no CHECK constraints, so they are compared here.
    migrated = connect(tmp_path / "migrated.db", create=True)
    declared = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    Base.metadata.create_all(declared)
    one, other = inspect(migrated), inspect(declared)
    for name in Base.metadata.tables:
        assert one.get_check_constraints(name) == other.get_check_constraints(name)
        assert one.get_foreign_keys(name) == other.get_foreign_keys(name)
    migrated.dispose()
    declared.dispose()


def test_the_latest_revision_is_the_one_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == LATEST


def test_tests_begin_with_the_database_that_the_migrations_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assure.store.connect._migrate", Remembering())
    made, said_again = tmp_path / "made.db", tmp_path / "said again.db"
    connect(made, create=True).dispose()
    connect(said_again, create=True).dispose()
    assert made.read_bytes() == said_again.read_bytes()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "assure.db"
    connect(path, create=True).dispose()
    before = path.read_bytes()
    connect(path, create=True).dispose()
    assert path.read_bytes() == before


def engine_at(database: str, revision: str) -> Engine:
    """A database with the schema of an earlier version of assure."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_engine(database if "://" in database else f"sqlite:///{database}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return engine


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_an_earlier_database_is_brought_up_to_date(database: str, revision: str) -> None:
    engine_at(database, revision).dispose()
    with Store.open(database) as store:
        store.add_set_aside("anycity", ITEM, NOW)
        assert store.set_asides("anycity") == (ITEM,)


def test_opened_only_to_read_an_older_database_stays_as_it_is(database: str) -> None:
    engine = engine_at(database, "0001")
    with Store.open(database, create=False, upgrade=False) as store:
        assert store.set_asides("anycity") == ()
    assert "set_asides" not in inspect(engine).get_table_names()
    engine.dispose()


FIRST = Plan(
    key="anycity",
    title="Anycity plan",
    source="october.xlsx",
    actions=(
        Action(key="1.1", ref="1.1", title="Open the hub"),
        Action(key="1.2", ref="1.2", title="Recruit two analysts"),
    ),
)
SECOND = FIRST.model_copy(
    update={
        "source": "january.xlsx",
        "actions": (FIRST.actions[0].model_copy(update={"status": Status.DELAYED}),),
    }
)
OTHER = Plan(key="housing", title="Housing plan", source="housing.csv")
LATER = NOW + dt.timedelta(days=90)


def with_imports(database: str, *imports: tuple[object, Plan, dt.datetime]) -> Engine:
    """A database of schema 0002 that holds whole copies of plans."""
    engine = engine_at(database, "0002")
    plans = table("plans", column("key"), column("title"))
    copies = table(
        "plan_imports",
        *(column("plan"), column("imported_at", DateTime), column("source")),
        column("snapshot", JSON),
    )
    with engine.begin() as connection:
        for key, title in {plan.key: plan.title for _, plan, _ in imports}.items():
            connection.execute(plans.insert().values(key=key, title=title))
        for snapshot, plan, at in imports:
            connection.execute(
                copies.insert().values(
                    plan=plan.key,
                    imported_at=at.replace(tzinfo=None),
                    source=plan.source,
                    snapshot=snapshot,
                )
            )
    return engine


def test_whole_copies_of_plans_become_their_changes(database: str) -> None:
    with_imports(
        database,
        (as_json(FIRST), FIRST, NOW),
        (as_json(OTHER), OTHER, NOW),
        (as_json(SECOND), SECOND, LATER),
    ).dispose()
    days = NOW.date(), LATER.date()
    with Store.open(database) as store:
        assert store.plan_at("anycity", 1) == FIRST.model_copy(
            update={"version": 1, "imported": days[0], "imports": days[:1]}
        )
        assert store.plan("anycity") == SECOND.model_copy(
            update={"version": 2, "imported": days[1], "imports": days}
        )
        second = store.changes("anycity")[1]
        assert (second.kind, second.at, second.source) == (
            ChangeKind.IMPORT,
            LATER,
            "january.xlsx",
        )
        assert [(item.number, item.source) for item in store.history("anycity")] == [
            (2, "january.xlsx"),
            (1, "october.xlsx"),
        ]
        (status,) = store.changes("anycity", "1.1")[1].revisions
        assert (status.field, status.was, status.now) == ("status", None, "delayed")
        assert [plan.key for plan in store.plans()] == ["anycity", "housing"]


def test_a_damaged_copy_stops_the_move_and_leaves_the_database_as_it_was(database: str) -> None:
    engine = with_imports(database, (as_json(FIRST), FIRST, NOW), ([], FIRST, LATER))
    with pytest.raises(StoreError, match="The plan anycity in the database cannot be read"):
        Store.open(database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM plan_imports")).scalar() == 2
        assert not inspect(connection).has_table("revisions")
    engine.dispose()
