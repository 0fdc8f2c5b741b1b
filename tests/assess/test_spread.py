"""``script/ratings``: the table by which one sees how ratings spread over plans."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def spread(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench" / "judge"))
    import spread

    yield spread
    for name in ("spread", "predict"):
        sys.modules.pop(name, None)


def test_a_line_for_anycity_and_for_each_plan_and_a_count_of_the_tiers(
    spread: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = ROOT / "tests" / "intake" / "plans" / "climate.yaml"
    (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["script/ratings", str(tmp_path)])
    assert spread.main() == 0
    head, _, anycity, climate, _, count = capsys.readouterr().out.splitlines()
    assert head.startswith("| Plan | Open actions |")
    assert anycity.startswith("| Anycity")
    assert climate.startswith("| Climate Emergency Action Plan | 7 |")
    assert count.startswith("Plan quality of 2 plans: Green ")


def test_a_folder_without_plans_is_one_sentence(
    spread: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["script/ratings", str(tmp_path)])
    assert spread.main() == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path} holds no plan; put plans into it")


def test_what_is_no_folder_is_one_sentence(
    spread: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["script/ratings", "/nowhere"])
    assert spread.main() == 2
    said = capsys.readouterr()
    assert said.err == "/nowhere is no folder; give the folder that holds the plans.\n"
    assert said.out == ""
