"""Files on their way out: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from assure.model.errors import AssureError
from assure.shelf.writing import write


def test_a_file_is_written_over_whole(tmp_path: Path) -> None:
    path = tmp_path / "tŷ report.json"
    path.write_bytes(b"a longer text that stood here")

    assert write(path, b"new") == path

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_folders_are_made_only_where_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "no" / "where" / "plan.json"
    with pytest.raises(AssureError, match=r"plan\.json: cannot be written \(no such file"):
        write(path, b"new")
    assert list(tmp_path.iterdir()) == []

    write(path, b"new", folders=True)
    assert path.read_bytes() == b"new"


def test_what_cannot_be_written_leaves_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()

    with pytest.raises(AssureError) as told:
        write(folder, b"new", "name a file with -o")

    assert str(told.value) == f"{folder}: cannot be written (is a directory); name a file with -o."
    assert list(tmp_path.iterdir()) == [folder]
