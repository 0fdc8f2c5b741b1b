"""A database server that says no: one sentence, without the password."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import make_url
from tests.postgres import Server

from assure.model.actions import Action
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.review import ReviewKind
from assure.store import ChangeKind, KeptReview, ReviewState
from assure.store import postgres as words
from assure.store.store import Store

WORD = "secret"
NOW = dt.datetime(2026, 10, 31, 9, 30, tzinfo=dt.UTC)
PLAN = Plan(key="anycity", title="Anycity plan", source="plan.xlsx")


def refusal(address: str) -> str:
    """The sentence with which the database at ``address`` is refused."""
    with pytest.raises(StoreError) as caught:
        Store.open(address)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "secret" not in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.fixture
def other(postgres: Server) -> Iterator[Connection]:
    """Another program, in a database of assure that holds a plan."""
    address = postgres.new()
    with Store.open(address) as store:
        store.add_plan(PLAN, NOW)
    engine = create_engine(address)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def address_of(connection: Connection) -> str:
    return connection.engine.url.render_as_string(hide_password=False)


def test_an_address_is_written_as_people_know_it(postgres: Server) -> None:
    address = postgres.new()
    for name in ("postgresql", "postgres"):
        with Store.open(address.replace("postgresql+psycopg", name)) as store:
            store.add_plan(PLAN, NOW)
            assert store.plans()[0].key == "anycity"


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal("postgresql://clerk:secret@db.example/plans") == (
        "postgresql://clerk@db.example/plans: PostgreSQL needs its driver; install it with "
        '`pip install "psycopg[binary]"`.'
    )


def test_a_server_that_is_not_there() -> None:
    assert refusal("postgresql://clerk:secret@localhost:1/plans") == (
        "postgresql://clerk@localhost:1/plans: no server answers there; see that it runs and can "
        "be reached, or correct the address."
    )


def test_a_server_whose_name_nobody_knows() -> None:
    assert "no server of that name is known" in refusal(
        "postgresql://clerk:secret@no.invalid/plans"
    )


def test_a_socket_that_is_not_there() -> None:
    assert "no server answers there" in refusal("postgresql:///plans?host=/nowhere&password=secret")


def test_a_setting_that_the_driver_does_not_know() -> None:
    assert "nosuch" in refusal("postgresql://clerk:secret@localhost/plans?nosuch=1")


def test_a_database_that_is_missing(postgres: Server) -> None:
    sentence = refusal(postgres.address(database="plans"))
    assert "the server has no database of that name; have it made, or" in sentence


def test_a_user_whom_the_server_does_not_know(postgres: Server) -> None:
    sentence = refusal(postgres.address(username="nobody-such", password=WORD))
    assert "does not know the user" in sentence or "the user or the password" in sentence


def test_a_password_that_is_wrong() -> None:
    # What the driver says then: the servers of tests often let everybody in from here.
    said = 'connection failed: FATAL:  password authentication failed for user "clerk"'
    assert words.explain(Exception(said), said) == (
        "the server does not accept the user or the password; correct the address"
    )


def test_a_user_who_may_not_look_or_make(postgres: Server) -> None:
    ours, empty = postgres.new(), postgres.new()
    Store.open(ours).close()
    engine = create_engine(empty)
    with engine.begin() as connection:
        connection.exec_driver_sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.exec_driver_sql("CREATE ROLE assure_test_reader LOGIN PASSWORD 'secret'")
    try:
        for address in ours, empty:
            url = make_url(address).set(username="assure_test_reader", password=WORD)
            assert "this user may not do that there" in refusal(
                url.render_as_string(hide_password=False)
            )
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP ROLE assure_test_reader")
        engine.dispose()


def test_a_database_of_another_program(postgres: Server) -> None:
    address = postgres.new()
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num varchar(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('3a5f')")
    engine.dispose()
    assert "a database of another program" in refusal(address)


def test_a_writer_that_does_not_end(other: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assure.store.connect.WAIT", 0.2)
    address = address_of(other)

    def how(plan: Plan) -> Plan:
        with Store.open(address) as second:
            assert second.plan("anycity") == plan  # reading does not wait
            with pytest.raises(StoreError, match="another program is writing to it; try again"):
                second.add_plan(PLAN.model_copy(update={"title": "Of the second"}), NOW)
        return plan.model_copy(update={"title": "Of the first"})

    with Store.open(address) as store:
        store.change_plan("anycity", how, NOW, kind=ChangeKind.UPDATE, source="update.xlsx")
        assert [plan.title for plan in store.plans()] == ["Of the first"]


def test_a_connection_that_is_lost_keeps_nothing(other: Connection) -> None:
    def how(plan: Plan) -> Plan:
        other.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        other.commit()
        return plan.model_copy(update={"title": "Later"})

    with Store.open(address_of(other)) as store:
        with pytest.raises(StoreError, match="the connection was lost, so nothing was kept"):
            store.change_plan("anycity", how, NOW, kind=ChangeKind.UPDATE, source="update.xlsx")
        assert [plan.title for plan in store.plans()] == ["Anycity plan"]


def test_what_is_refused_is_not_repeated(other: Connection) -> None:
    with (
        Store.open(address_of(other)) as store,
        pytest.raises(StoreError, match="violates foreign key constraint") as caught,
    ):
        store.add_review(
            KeptReview(
                key="mid-year",
                name="Connection refused by Officer A",
                kind=ReviewKind.MID_YEAR,
                as_of=NOW.date(),
                plan="of-officer-a",
                state=ReviewState.DRAFT,
                created_at=NOW,
            )
        )
    assert "fficer" not in str(caught.value)


def test_any_character_of_a_plan_comes_back(postgres: Server) -> None:
    odd = "tŷ 🏠 \0 \u202e \x1f"
    plan = PLAN.model_copy(
        update={"title": odd, "source": odd, "actions": (Action(key=odd, ref=odd, title=odd),)}
    )
    with Store.open(postgres.new()) as store:
        assert store.plan("anycity") is None
        kept = store.add_plan(plan, NOW)
        assert store.plan("anycity") == kept
        assert store.plan_at("anycity", 1) == kept
        assert len(store.changes("anycity", odd)) == 1
