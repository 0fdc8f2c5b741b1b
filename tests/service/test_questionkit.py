"""Checking questionnaires where something else is broken: what can be told is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from assure import shelf
from assure.interview.scaffold import scaffold
from assure.model.errors import AssureError
from assure.service.questionkit import begin_questionnaire, check_questionnaires
from assure.shelf.settings import Settings, read_settings

SHIPPED = shelf.questionnaires()


def test_a_shipped_one_that_was_broken_is_told_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = SHIPPED
    broken = shelf.Text(first.origin, first.content.replace("title:", "titel:", 1))
    monkeypatch.setattr(shelf, "questionnaires", lambda: (broken, *others))
    own = tmp_path / "own.yaml"
    own.write_text(scaffold("own", "Our own"), encoding="utf-8")
    checked = check_questionnaires(Settings())
    assert checked.count == len(SHIPPED)
    (remark,) = checked.remarks
    assert str(remark).startswith(f"{first.origin}:")
    assert remark.sentence == "“titel” is not known here; did you mean “title”?"
    assert {r.check for r in check_questionnaires(Settings(), [own]).remarks} == {"words"}


def test_of_two_with_one_key_the_one_that_is_looked_at_is_told(tmp_path: Path) -> None:
    for name in ("ours/first.yaml", "others/second.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(scaffold("twice", "Twice"), encoding="utf-8")
    toml = tmp_path / "assure.toml"
    toml.write_text('questionnaires = ["ours"]\n', encoding="utf-8")
    second = tmp_path / "others" / "second.yaml"
    first, *_ = check_questionnaires(read_settings(toml), [second]).remarks
    assert str(first).startswith(f"{second}:4:1: the questionnaire twice is already in ")
    first, *_ = check_questionnaires(read_settings(toml)).remarks
    assert first.check == "words"


def test_a_folder_that_the_settings_name_may_be_yet_to_come(tmp_path: Path) -> None:
    toml = tmp_path / "assure.toml"
    toml.write_text('questionnaires = ["ours"]\n', encoding="utf-8")
    begun = begin_questionnaire(read_settings(toml), "street-walk")
    assert begun.path == tmp_path / "ours" / "street-walk.yaml"
    assert begun.is_read
    with pytest.raises(AssureError, match="questionnaire street-walk is already in "):
        begin_questionnaire(read_settings(toml), "street-walk", folder=tmp_path / "others")
    assert not (tmp_path / "others").exists()
