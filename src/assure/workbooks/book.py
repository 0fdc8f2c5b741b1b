"""Workbooks that people fill in: one look, and what may be typed where."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assure.words.text import clean
from assure.workbooks.cells import FIRST_DAY, cell_number, cell_text, put_text

HEADING, TEXT, READ_ONLY, DATE, NUMBER, TITLE = (
    "Heading cell",
    "Text cell",
    "Told cell",
    "Day cell",
    "Number cell",
    "Title cell",
)
_INSTEAD = "shorten it"
_INK, _BLUE, _GREY = "16202A", "12436D", "F3F5F8"
_LINE = Side(style="thin", color="C5CCD3")
_TOLD = 255  # characters that a spreadsheet shows beside a cell
_WIDE = 150  # characters that can be read side by side on A4
_HIGHEST = 409.0  # points, for any row of Excel


def new_book() -> Workbook:
    """A workbook without sheets that knows the styles named above."""
    book = Workbook()
    book.remove(book.worksheets[0])
    border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    top = Alignment(wrap_text=True, vertical="top", horizontal="left")
    font = Font(name="Arial", size=11, color=_INK)
    white = Font(name="Arial", size=11, bold=True, color="FFFFFF")
    cell: dict[str, Any] = {"font": font, "border": border, "alignment": top}
    told = {**cell, "fill": PatternFill("solid", fgColor=_GREY)}
    head = {**cell, "font": white, "fill": PatternFill("solid", fgColor=_BLUE)}
    title = Font(name="Arial", size=18, bold=True, color=_BLUE)
    for name, number_format, looks in (
        (HEADING, "@", head),
        (TEXT, "@", cell),
        (READ_ONLY, "@", told),
        (DATE, "dd/mm/yyyy", cell),
        (NUMBER, "General", cell),
        (TITLE, "@", {"font": title, "alignment": Alignment(wrap_text=False)}),
    ):
        style = NamedStyle(name=name, **looks)
        style.number_format = number_format
        book.add_named_style(style)
    return book


def put(
    page: Worksheet,
    row: int,
    column: int,
    value: object,
    style: str = TEXT,
    instead: str = _INSTEAD,
) -> None:
    """``value`` into a cell; text stays text whatever it looks like.

    Raises AssureError for a text that no cell can hold, which says what to do ``instead``.
    """
    cell = page.cell(row, column)
    cell.style = style
    if value is None or value == "":
        return
    if isinstance(value, dt.date) and value >= FIRST_DAY:
        cell.value = value
        return
    if isinstance(value, int | float | Decimal):
        number = cell_number(value)
        if number is not None:
            cell.value = number
            return
    put_text(cell, cell_text(str(value), f"{page.title} {cell.coordinate}", instead))


def head(page: Worksheet, titles: tuple[str, ...], widths: tuple[int, ...]) -> None:
    """The first row, which stays in sight and is printed on every page."""
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        put(page, 1, column, title, HEADING)
        page.column_dimensions[get_column_letter(column)].width = width
    fit(page, 1, titles, widths)
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    one_page_wide(page, sum(widths))


def one_page_wide(page: Worksheet, width: int) -> None:
    """How it is printed; ``width`` is that of all columns, in characters."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 8 if width > _WIDE else 9  # A3, A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def fit(page: Worksheet, row: int, values: tuple[object, ...], widths: tuple[int, ...]) -> None:
    """Makes a row high enough for its words; not every program finds that out itself."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        texts = str(value).splitlines() if isinstance(value, str) else []
        lines = max(lines, sum(-(-len(text) // width) or 1 for text in texts))
    page.row_dimensions[row].height = min(14.0 * lines + 6, _HIGHEST)


def check(
    page: Worksheet,
    area: str,
    kind: Literal["list", "decimal", "date"],
    told: str,
    first: str,
    last: str | None = None,
    *,
    beside: str = "",
    stop: bool = True,
) -> None:
    """What the cells of ``area`` may hold: the words of the area ``first``, or what lies from
    ``first`` to ``last``. ``told`` is what a person reads who types other, and ``beside`` what
    stands beside a selected cell."""
    made = DataValidation(
        type=kind,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop" if stop else "warning",
        errorTitle="Please check",
        error=_cut(told),
        showInputMessage=bool(beside),
        prompt=_cut(beside),
        operator="between" if last else None,
        formula1=first,
        formula2=last,
    )
    made.add(area)
    page.add_data_validation(made)


def tell(page: Worksheet, area: str, beside: str) -> None:
    """``beside`` stands beside a cell of ``area`` while it is selected."""
    made = DataValidation(allow_blank=True, showInputMessage=True, prompt=_cut(beside))
    made.add(area)
    page.add_data_validation(made)


def _cut(words: str) -> str | None:
    words = clean(words)
    return (words if len(words) <= _TOLD else f"{words[: _TOLD - 1]}…") or None
