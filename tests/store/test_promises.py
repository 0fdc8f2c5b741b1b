"""Promises in the database: only added to, the same ones once, all of an act or none of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.assess.promising import at, promise, told
from tests.thorough import tries

from assure.model.errors import StoreError
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.store.connect import connect
from assure.store.promise_rows import gathered
from assure.store.store import Store


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as store:
        yield store


def run(database: str, statement: str) -> list[tuple[object, ...]]:
    """What a statement gives, or nothing, on either kind of database."""
    engine = connect(database, create=False)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        found = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return found


def rows(database: str) -> int:
    ((count,),) = run(database, "SELECT COUNT(*) FROM promises")
    assert isinstance(count, int)
    return count


def test_a_promise_comes_back_as_it_was_made(store: Store) -> None:
    odd = promise("Ysbyty’r Ŵyl “x”; DROP TABLE promises; --", refs=("1.1", "O2"), code="OWN-01")
    assert store.add_promises([odd]) == 1
    assert store.promises("anycity") == (odd,)
    assert store.promises("other") == ()


def test_what_is_told_of_it_comes_with_it_in_order(store: Store) -> None:
    one, other = promise("One"), promise("Other")
    late, kept = told(Told.LATE, "2026-10-01", words="No staff"), told(Told.KEPT, "2026-11-01")
    store.add_promises([one, other])
    store.tell_of_promises("anycity", [(one.key, late)])
    store.tell_of_promises("anycity", [(one.key, kept)])
    first, second = store.promises("anycity")
    assert first.updates == (late, kept)
    assert second.updates == ()


def test_the_same_again_is_kept_once(store: Store, database: str) -> None:
    one, late = promise(), told(Told.LATE, words="No staff")
    later = one.model_copy(update={"made_at": at("2026-06-01")})
    again = late.model_copy(update={"at": at("2026-11-01")})
    assert (store.add_promises([one]), store.add_promises([later])) == (1, 0)
    for update in (late, again):
        store.tell_of_promises("anycity", [(one.key, update)])
    assert rows(database) == 2


def test_a_promise_written_down_anew_keeps_what_was_told_of_it(store: Store, database: str) -> None:
    one = promise()
    store.add_promises([one])
    store.tell_of_promises("anycity", [(one.key, told(Told.OPEN))])
    changed = one.model_copy(update={"who": "Director of Housing"})
    assert store.add_promises([changed]) == 1
    (kept,) = store.promises("anycity")
    assert (kept.who, len(kept.updates)) == ("Director of Housing", 1)
    assert rows(database) == 3  # nothing was written over


def test_of_minutes_all_is_kept_or_nothing(store: Store, database: str) -> None:
    with pytest.raises(StoreError, match="There is no promise 00000000 in the plan anycity"):
        store.keep_minutes("anycity", [promise()], [("00000000", told(Told.KEPT))])
    assert rows(database) == 0


def test_what_two_tell_of_one_promise_is_all_kept(database: str) -> None:
    with Store.open(database) as one, Store.open(database) as other:
        one.add_promises([promise()])
        one.tell_of_promises("anycity", [(promise().key, told(Told.LATE, words="No staff"))])
        other.tell_of_promises("anycity", [(promise().key, told(Told.BROKEN, words="Gone"))])
        (kept,) = one.promises("anycity")
    assert [update.state for update in kept.updates] == ["late", "broken"]


def test_opened_only_to_read_a_database_without_promises_has_none(tmp_path: Path) -> None:
    path = tmp_path / "assure.db"
    with Store.open(path):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE promises")
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    connection.close()
    with Store.open(path, create=False, upgrade=False) as store:
        assert store.promises("anycity") == ()


def test_what_other_hands_changed_is_said(store: Store, database: str) -> None:
    store.add_promises([promise()])
    run(database, "UPDATE promises SET payload = '{}'")
    with pytest.raises(StoreError, match="A promise in the database cannot be read"):
        store.promises("anycity")


ACTS = st.lists(
    st.one_of(
        st.sampled_from(["One", "Two"]).map(promise),
        st.tuples(
            st.sampled_from([promise("One").key, promise("Two").key]),
            st.sampled_from(Told).map(told),
        ),
    ),
    max_size=12,
)


@given(ACTS)
@settings(max_examples=tries(100))
def test_whatever_is_told_in_whatever_order_nothing_told_is_lost(
    acts: list[Promise | tuple[str, PromiseUpdate]],
) -> None:
    lines = [
        (act.key, False, act.model_dump_json())
        if isinstance(act, Promise)
        else (act[0], True, act[1].model_dump_json())
        for act in acts
    ]
    found = gathered(lines)
    for key, one in found.items():
        made = [n for n, (other, was_told, _) in enumerate(lines) if other == key and not was_told]
        after = [line for line in lines[made[0] :] if line[0] == key and line[1]]
        assert len(one.updates) == len(after)
