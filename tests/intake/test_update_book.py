"""The workbook that goes out: what its reader sees, and what can be typed where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.intake.returns import QUARTER, SENT, little_plan, workbook

from assure.intake.update_book import update_book
from assure.model.actions import ProgressNote
from assure.model.plan import Plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return little_plan(tmp_path)


@pytest.fixture
def book(tmp_path: Path, plan: Plan) -> openpyxl.Workbook:
    return openpyxl.load_workbook(workbook(tmp_path, plan, plan.actions[:2]))


def words(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def test_a_row_shows_how_the_action_stood_and_asks_for_the_quarter(book: openpyxl.Workbook) -> None:
    sheet = book["Your actions"]
    assert words(sheet, 1) == [
        *("Ref", "Action", "Due", "Status so far", "Told last time"),
        *("Status", "Progress in Q6", "% complete", "Revised date", "Reason"),
        *("Evidence of completion", "Support needed"),
    ]
    assert words(sheet, 2)[:5] == [
        *("1.1", "Open the family hub on Mill Road", "31/12/2027", "In progress"),
        "Q5: Fit-out begun",
    ]
    assert words(sheet, 2)[5:] == [None] * 7


def test_only_the_white_cells_can_be_typed_in(book: openpyxl.Workbook) -> None:
    sheet = book["Your actions"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert [cell.protection.locked for cell in sheet[2]] == [True] * 5 + [False] * 7
    about = {row[0].value: row[1].protection.locked for row in book["Start here"].iter_rows()}
    assert not about["Filled in by"]
    assert not about["On"]
    assert about["Plan"]


def test_the_five_statuses_are_a_list(book: openpyxl.Workbook) -> None:
    lists = [
        check.formula1
        for check in book["Your actions"].data_validations.dataValidation
        if "F2" in check.sqref and check.type == "list"
    ]
    assert lists == ['"Completed,In progress,Delayed,Not yet due,No longer relevant"']


def test_percent_and_rag_are_asked_for_only_where_the_plan_has_them(tmp_path: Path) -> None:
    plain = little_plan(tmp_path, "Ref,Action,Owner,Due\n1,Open the hub,Head of Housing,2027\n")
    sheet = openpyxl.load_workbook(workbook(tmp_path, plain, plain.actions))["Your actions"]
    assert "% complete" not in words(sheet, 1)
    assert "RAG" not in words(sheet, 1)


def test_what_was_told_for_the_quarter_already_is_shown(tmp_path: Path, plan: Plan) -> None:
    note = ProgressNote(quarter=QUARTER, text="Roof is on")
    told = plan.actions[0].model_copy(update={"notes": (*plan.actions[0].notes, note)})
    sheet = openpyxl.load_workbook(workbook(tmp_path, plan, [told]))["Your actions"]
    assert sheet["E2"].value == "Q6: Roof is on"


def test_the_words_of_a_plan_are_never_a_formula(tmp_path: Path, plan: Plan) -> None:
    hostile = plan.actions[0].model_copy(update={"title": "=HYPERLINK(1)", "reason": "+1"})
    book = openpyxl.load_workbook(workbook(tmp_path, plan, [hostile]))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in types
    assert book["Your actions"]["B2"].value == "=HYPERLINK(1)"


def test_the_sheet_that_knows_the_plan_is_hidden(book: openpyxl.Workbook) -> None:
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["Assure"]


def test_it_is_printed_on_one_page_across_with_its_headings(book: openpyxl.Workbook) -> None:
    for name in ("Your actions", "New tasks"):
        sheet = book[name]
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (1, "landscape")


def test_the_same_moment_gives_the_same_bytes(plan: Plan) -> None:
    first, again = (update_book(plan, plan.actions, QUARTER, "x", SENT) for _ in range(2))
    assert first == again
    later = update_book(plan, plan.actions, QUARTER, "x", SENT + dt.timedelta(1))
    assert later != first
