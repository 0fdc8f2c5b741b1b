"""What a glance at the file sees is what the store sees, and nothing is changed by looking."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.assess.promising import promise, told

from assure.model.errors import StoreError
from assure.model.promise import Told
from assure.model.review import SetAside
from assure.store import glance
from assure.store.store import Store

NOW = dt.datetime(2026, 10, 31, 9, 30, tzinfo=dt.UTC)
ODD = 'Ysbyty’r Ŵyl 🏠 "quoted" \'; DROP TABLE set_asides; --'


def item(digit: str, because: str = "Recruiting") -> SetAside:
    return SetAside(
        fingerprint=digit * 12,
        code="OWN-01",
        ref="1.1",
        because=because,
        by="Programme manager",
        at=NOW.date(),
        until=dt.date(2027, 1, 31),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two findings set aside, one of them twice, and a third taken back."""
    path = tmp_path / "a folder" / "50% #1?.db"
    path.parent.mkdir()
    with Store.open(path) as store:
        for each in (item("a"), item("b", ODD), item("c"), item("a", "Advertised again")):
            store.add_set_aside("anycity", each, NOW)
        store.add_set_aside("anycity", item("c"), NOW, undone=True)
    return path


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_it_sees_what_the_store_sees_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    seen = glance.set_asides(path, "anycity")
    assert seen == (item("b", ODD), item("a", "Advertised again"))
    assert glance.set_asides(path, "elsewhere") == ()
    assert path.read_bytes() == before
    with Store.open(path) as store:
        assert store.set_asides("anycity") == seen


def test_it_does_without_sqlalchemy() -> None:
    code = "import sys, assure.store.glance; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_database_of_the_first_version_holds_none(path: Path) -> None:
    change(path, "DROP TABLE set_asides")
    assert glance.set_asides(path, "anycity") == ()


def test_an_empty_file_holds_none(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert glance.set_asides(tmp_path / "empty.db", "anycity") == ()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "a later version of assure"),
        ("UPDATE set_asides SET payload = '{\"code\": 1}'", "cannot be read"),
        ("UPDATE set_asides SET payload = 'x'", "cannot be read"),
        ("DROP TABLE alembic_version", "a database of another program"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(path: Path, statement: str, said: str) -> None:
    change(path, statement)
    with pytest.raises(StoreError, match=said):
        glance.set_asides(path, "anycity")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database at all, only some words of text")
    with pytest.raises(StoreError, match="not a database"):
        glance.set_asides(tmp_path / "x.db", "anycity")


def test_it_sees_promises_as_the_store_does(path: Path) -> None:
    one, kept = promise("Ysbyty’r Ŵyl 🏠"), told(Told.KEPT, evidence="The list")
    with Store.open(path) as store:
        store.add_promises([one, promise("Another")])
        store.tell_of_promises("anycity", [(one.key, kept)])
        in_store = store.promises("anycity")
    assert glance.promises(path, "anycity") == in_store
    assert in_store[0].updates == (kept,)
    assert glance.promises(path, "elsewhere") == ()
    change(path, "DROP TABLE promises")
    assert glance.promises(path, "anycity") == ()
