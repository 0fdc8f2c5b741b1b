"""Files on their way out: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from assure.model.errors import AssureError
from assure.shelf.writing import write, write_all


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


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert write_all(folder, {"a.txt": b"a", "b.txt": b"b"}, replace=False) == (
        folder / "a.txt",
        folder / "b.txt",
    )
    with pytest.raises(AssureError, match=r"a.txt is there already, and nothing was written"):
        write_all(folder, {"new.txt": b"new", "a.txt": b"other"}, replace=False)
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt"]
    write_all(folder, {"a.txt": b"other", "c.txt": b"c"}, replace=True)
    assert (folder / "a.txt").read_bytes() == b"other"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_files_go_into_a_folder_and_not_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("taken")
    with pytest.raises(AssureError, match="is a file; name a folder"):
        write_all(tmp_path / "out", {"a.txt": b"a"}, replace=True)


def test_several_files_go_into_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_all(Path(), {"one.txt": b"1", "two.txt": b"2"}, replace=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.txt", "two.txt"]


def test_several_files_go_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "shared", target_is_directory=True)
    write_all(link, {"one.txt": b"1"}, replace=False)
    assert [path.name for path in (tmp_path / "shared").iterdir()] == ["one.txt"]
    assert link.is_symlink()
