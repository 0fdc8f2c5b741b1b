"""What a cell of a workbook holds of what it was given."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.model.errors import AssureError
from assure.words.text import clean
from assure.workbooks.cells import cell_number, cell_text, put_text
from assure.workbooks.packing import packed

AT = dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)


def written(text: str) -> bytes:
    book = openpyxl.Workbook()
    put_text(book.worksheets[0]["A1"], cell_text(text, "Answers D2", "shorten it"))
    return packed(book, "A title", AT)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-", "@SUM(A1)", "#N/A", "2026-10-31", "007"])
def test_text_is_never_a_formula_a_fault_or_a_number(text: str) -> None:
    cell = openpyxl.load_workbook(io.BytesIO(written(text))).worksheets[0]["A1"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_words_that_a_workbook_would_take_for_a_character_are_marked_as_meant_so() -> None:
    assert cell_text("_x000D_ and _x_", "A1", "") == "_x005F_x000D_ and _x_"


@given(st.text())
def test_nothing_is_left_that_no_workbook_can_hold(text: str) -> None:
    assert clean(cell_text(text, "A1", "")) == cell_text(text, "A1", "")


def test_a_text_longer_than_a_cell_is_told_as_excel_counts_it() -> None:
    assert cell_text("🏠" * 16_383, "A1", "")
    with pytest.raises(AssureError) as told:
        cell_text("🏠" * 16_384, "Answers D2", "shorten it")
    assert str(told.value) == (
        "Answers D2: 32,768 characters, and a cell of a workbook holds 32,767; shorten it."
    )


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3),
        (2.50, 2.5),
        (Decimal("1250.50"), 1250.5),
        (Decimal("1E+3"), 1000),
        (123456789012345, 123456789012345),
        (1234567890123456, None),
        (Decimal("100000000000000.25"), None),
    ],
)
def test_a_number_is_one_only_if_a_spreadsheet_keeps_all_of_it(
    value: int | float | Decimal, number: int | float | None
) -> None:
    assert cell_number(value) == number


def test_the_same_book_and_moment_give_the_same_bytes() -> None:
    assert written("words") == written("words")
    properties = openpyxl.load_workbook(io.BytesIO(written("words"))).properties
    assert (properties.title, properties.creator) == ("A title", "assure")
    assert properties.modified == AT.replace(tzinfo=None)
