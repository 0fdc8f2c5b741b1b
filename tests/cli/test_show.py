"""``assure show``: the story of an action, on the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.service.test_story import store

from assure.cli import assure
from assure.store.store import Store

__all__ = ["store"]


def show(tmp_path: Path, *arguments: str, exit_code: int = 0) -> str:
    result = CliRunner().invoke(
        assure, ["show", *arguments, "--database", str(tmp_path / "assure.db")]
    )
    assert result.exit_code == exit_code, result.output
    return result.output


@pytest.mark.usefixtures("store")
def test_the_story_reads_from_top_to_bottom(tmp_path: Path) -> None:
    lines = show(tmp_path, "1.1").splitlines()
    assert lines[:6] == [
        "1.1  Open the hub",
        "  Anycity plan (anycity). In the plan.",
        "",
        "  Owner   Head of Housing",
        "  Date    30 June 2027 (before: 31 March 2027)",
        "  Status  delayed",
    ]
    assert "15 January 2027  Update of housing-q7.xlsx, by Head of Housing" in lines
    assert "    Date: 31 March 2027 → 30 June 2027" in lines


@pytest.mark.usefixtures("store")
def test_it_goes_to_a_file_as_data(tmp_path: Path) -> None:
    file = tmp_path / "story.json"
    show(tmp_path, "Action 1.1", "--format", "json", "-o", str(file))
    story = json.loads(file.read_text(encoding="utf-8"))
    assert (story["ref"], len(story["steps"])) == ("1.1", 5)


def test_an_unknown_action_is_refused_in_a_sentence(tmp_path: Path, store: Store) -> None:
    result = CliRunner().invoke(assure, ["show", "9", "--database", str(tmp_path / "assure.db")])
    assert result.exit_code != 0
    assert str(result.exception) == (
        "There is no action “9” in the plan anycity; known are 1.1, 1.2."
    )
