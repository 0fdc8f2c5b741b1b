"""Text and numbers into the cells of a workbook, so that they come back as they were.

Text stays text, whatever it looks like: no cell is ever a formula.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from openpyxl.cell.cell import Cell, MergedCell

from assure.model.errors import AssureError
from assure.words.text import FORMULA, clean

LONGEST_CELL = 32_767  # characters, as Excel counts them
DIGITS = 15  # that a spreadsheet keeps of a number
FIRST_DAY = dt.date(1900, 3, 1)  # before it spreadsheets disagree which day a number is
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str, where: str, instead: str) -> str:
    """``text`` as a cell holds it.

    Raises AssureError when it is too long for one: ``where`` it would stand, and what to do
    ``instead``.
    """
    # A workbook writes characters as _x0041_; a text that has such words is marked as meant so.
    text = _ESCAPE.sub("_x005F_", clean(text))
    length = len(text.encode("utf-16-le")) // 2
    if length > LONGEST_CELL:
        raise AssureError(
            f"{where}: {length:,} characters, and a cell of a workbook holds {LONGEST_CELL:,}; "
            f"{instead}."
        )
    return text


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Writes what ``cell_text`` gave."""
    assert isinstance(cell, Cell), "nothing is merged"  # noqa: S101 # what the stub cannot know
    cell.value = text
    cell.data_type = "s"  # else "=1+1" would be a formula and "#N/A" a fault
    cell.number_format = "@"
    if text.startswith(FORMULA):
        cell.quotePrefix = True


def cell_number(value: int | float | Decimal) -> int | float | None:
    """The number as a cell holds it; None for more digits than a spreadsheet keeps."""
    number = Decimal(str(value))
    if len(number.normalize().as_tuple().digits) > DIGITS:
        return None
    return float(number) if number % 1 else int(number)
