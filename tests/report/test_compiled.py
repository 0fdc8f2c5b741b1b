"""Templates that ship are kept compiled beside them; a locality's own never are."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from assure.report.compiled import Compiled
from assure.report.sandbox import Sandbox

GREETING = "greeting.html.j2"


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / GREETING).write_text("Good morning, {{ who }}.")
    return folder


def said(shipped: Path, *own: Path) -> str:
    loader = jinja2.FileSystemLoader([*own, shipped])
    return Sandbox(loader, Compiled(shipped)).get_template(GREETING).render(who="board")


def kept(folder: Path) -> list[Path]:
    return list(folder.rglob("*.pyc"))


def test_a_template_is_compiled_once(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(shipped) == "Good morning, board."
    assert [path.parent for path in kept(shipped)] == [shipped / "__pycache__"]
    assert list((shipped / "__pycache__").iterdir()) == kept(shipped)  # nothing half written
    monkeypatch.delattr(jinja2.Environment, "compile")
    assert said(shipped) == "Good morning, board."


def test_one_that_was_changed_is_compiled_anew(shipped: Path) -> None:
    said(shipped)
    (shipped / GREETING).write_text("Good evening, {{ who }}.")
    assert said(shipped) == "Good evening, board."


@pytest.mark.parametrize("damage", [b"", b"no code at all", b"j2\x80\x02K\x05."])
def test_what_is_damaged_is_compiled_anew(shipped: Path, damage: bytes) -> None:
    said(shipped)
    kept(shipped)[0].write_bytes(damage)
    assert said(shipped) == "Good morning, board."
    assert kept(shipped)[0].read_bytes() != damage


def test_a_template_of_the_localitys_own_is_not_kept(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / GREETING).write_text("Welcome, {{ who }}.")
    assert said(shipped, own) == "Welcome, board."
    assert kept(tmp_path) == []
    assert said(shipped) == "Good morning, board."
    assert said(shipped, own) == "Welcome, board."


def test_where_nothing_may_be_written_it_goes_without(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shipped / "__pycache__").write_text("a file, where a folder should be")
    assert said(shipped) == "Good morning, board."
    (shipped / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said(shipped) == "Good morning, board."
    assert kept(shipped) == []
