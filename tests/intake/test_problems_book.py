"""The workbook that shows the problems of a plan in its own rows."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from assure.intake import problems_book, read_file

PLAN = """
Housing plan 2026-2029 | | |
Ref | Action | Owner | Due
1.1 | Open the hub | Head of Housing | 31/03/2027
1.2 | =HYPERLINK("http://evil.example") | @SUM(A1) | 31/02/2027
1.2 | Train all staff | Head of Repairs | 99/99/9999
"""
MakePlan = Callable[..., Path]


def book_of(path: Path) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(problems_book.problems_book(read_file(path))))


def words_of(book: Workbook, sheet: str) -> list[str]:
    return [str(cell.value) for row in book[sheet].iter_rows() for cell in row if cell.value]


@pytest.fixture
def book(csv_plan: MakePlan) -> Workbook:
    return book_of(csv_plan(PLAN))


def test_rows_and_columns_stand_where_the_plan_has_them(book: Workbook) -> None:
    sheet = book["Plan"]
    assert sheet["A1"].value == "Housing plan 2026-2029"
    assert [cell.value for cell in sheet[2]] == ["Ref", "Action", "Owner", "Due", "Problem"]
    assert sheet["D4"].value == "31/02/2027"
    assert sheet.freeze_panes == "A3"


def test_a_problem_is_told_in_words_and_its_cell_is_painted(book: Workbook) -> None:
    sheet = book["Plan"]
    assert sheet["E4"].value.startswith("D4: ")
    assert sheet["E5"].value.count("D5: ") == 1
    assert "A5: " in sheet["E5"].value  # the reference used twice
    assert sheet["D4"].fill.fgColor.rgb.endswith("FFE699")
    assert sheet["D3"].fill.fill_type is None
    assert sheet["E3"].value is None


def test_the_first_sheet_says_what_to_do_and_leads_to_each_cell(book: Workbook) -> None:
    words = words_of(book, "Read me")
    assert words[0] == "What could not be read in plan.csv"
    assert any(line.endswith("assure import plan.csv") for line in words)
    assert "Give each action a reference of its own." in words
    places = {
        cell.value: cell.hyperlink.location
        for row in book["Read me"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert places["D4"] == "'Plan'!D4"


def test_nothing_in_a_plan_becomes_a_formula(book: Workbook) -> None:
    for sheet in book:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert book["Plan"]["B4"].quotePrefix
    assert book["Plan"]["C4"].quotePrefix


def test_a_plan_without_problems_says_so(csv_plan: MakePlan) -> None:
    book = book_of(
        csv_plan("Ref | Action | Owner | Due\n1 | Open it | Head of Housing | 31/03/2027")
    )
    assert "Everything was read: there is nothing to mend." in words_of(book, "Read me")


def test_names_of_sheets_that_meet_are_told_apart(xlsx_plan: MakePlan) -> None:
    table = "Ref | Action | Owner | Due\n1 | Open it | Head of Housing | 31/02/2027"
    path = xlsx_plan(**{"Read_me": "Some | words", "Actions": table})
    assert book_of(path).sheetnames == ["Read me", "Read me 2", "Actions"]


def test_of_a_very_long_sheet_only_the_rows_with_problems_are_shown(
    csv_plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problems_book, "MOST_CELLS", 10)
    book = book_of(csv_plan(PLAN))
    assert book["Plan"]["B3"].value is None
    assert book["Plan"]["D4"].value == "31/02/2027"
    assert any("only its rows with problems" in line for line in words_of(book, "Read me"))
