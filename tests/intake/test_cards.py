"""Actions on cards of their own, and tables that only have two columns."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
from docx import Document

from assure.intake import read_file, read_plan
from assure.intake.problems_book import problems_book

CARDS = (
    {"Action": "Set up a panel", "Lead": "Panel Manager", "Deadline": "December 2026"},
    {"Action": "Train the staff", "Lead": "Team Manager", "Deadline": "31/02/2027"},
)


def document(tmp_path, cards=CARDS):
    made = Document()
    for number, card in enumerate(cards, 1):
        made.add_heading(f"Recommendation {number}", 2)
        table = made.add_table(rows=0, cols=2)
        for pair in card.items():
            for cell, text in zip(table.add_row().cells, pair, strict=True):
                cell.text = text
    path = tmp_path / "plan.docx"
    made.save(path)
    return path


def test_each_card_is_an_action_with_its_cells(tmp_path):
    plan = read_plan(document(tmp_path))
    first, second = plan.actions
    assert (first.title, first.owner.name, first.section) == (
        "Set up a panel",
        "Panel Manager",
        "Recommendation 1",
    )
    assert first.due.latest == dt.date(2026, 12, 31)
    assert first.seen["due"].place() == "Table 1 B3"
    assert second.seen["owner"].place() == "Table 2 B2"
    assert [problem.seen.place() for problem in plan.problems] == ["Table 2 B3"]


def test_the_workbook_of_problems_shows_a_card_as_it_stands(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(problems_book(read_file(document(tmp_path)))))
    sheet = book["Table 2"]
    assert [cell.value for cell in sheet["A"]] == ["Action", "Lead", "Deadline"]
    assert sheet["B3"].value == "31/02/2027"
    assert "31/02/2027" in sheet["C3"].value


def test_a_table_of_two_columns_is_no_card(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Action | Owner
            Lead the review | Panel Manager
            Start the panel | Team Manager
            """
        )
    )
    assert [action.title for action in plan.actions] == ["Lead the review", "Start the panel"]
