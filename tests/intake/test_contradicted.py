"""Words and colours of ratings that do not agree."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.styles import PatternFill

from assure.intake import read_plan
from assure.model.values import Rag

GREEN, AMBER, RED = "92D050", "FFC000", "FF5050"


def painted(tmp_path: Path, rated: list[tuple[str, str]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet.append(["Ref", "Action", "Owner", "Due", "RAG"])
    for number, (word, fill) in enumerate(rated, 1):
        sheet.append([number, f"Fit lamp {number}", "Highways Manager", "March 2027", word])
        sheet.cell(number + 1, 5).fill = PatternFill("solid", fgColor=fill)
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


USUAL = [("Green", GREEN)] * 4 + [("Amber", AMBER)] * 3 + [("Red", RED)]


def told(path: Path) -> list[tuple[str, str]]:
    found = (problem for problem in read_plan(path).problems if problem.code == "word-and-colour")
    return [(problem.seen.place(), problem.wrong) for problem in found]


def test_a_green_in_the_paint_of_amber_is_told_and_the_word_taken(tmp_path):
    path = painted(tmp_path, [*USUAL, ("Green", AMBER)])
    wrong = "“Green” is painted as “amber” is elsewhere in the column; the word was taken."
    assert told(path) == [("Plan E10", wrong)]
    assert read_plan(path).actions[-1].rag is Rag.GREEN


def test_a_column_painted_by_its_words_is_nothing_to_tell(tmp_path):
    assert not told(painted(tmp_path, USUAL))


def test_a_column_in_one_paint_is_decorated_not_rated(tmp_path):
    assert not told(painted(tmp_path, [(word, GREEN) for word, _ in USUAL]))
