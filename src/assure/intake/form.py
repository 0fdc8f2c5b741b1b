"""Our own workbook, drawn: filled sheets → the bytes of an .xlsx file.

The table of each sheet begins in A1 with one row of headings, nothing is merged, and each is a
table to the spreadsheet as well, so that screen readers name the column of every cell. What a
cell may hold is checked where it is typed; a date or a choice that a plan says otherwise can
still be read. The same sheets and the same moment give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from assure.intake.grid import letters
from assure.intake.sheet import Heading, Holds, Sheet
from assure.intake.sheets import ABOUT_SHEET
from assure.model.base import FIRST_DAY, LAST_DAY
from assure.workbooks.cells import cell_number, cell_text, put_text
from assure.workbooks.packing import packed

Value = str | int | Decimal | dt.date | None

CHECKED_ROWS = 2_000  # rows of a sheet whose cells are checked where they are typed
_LONGEST_HEADING = 255  # of a column of a table
_INSTEAD = "export the plan as .json, which holds any text"

_FONT = "Arial"
_INK, _WHITE = "1A1A1A", "FFFFFF"
_NEEDED, _WANTED = "12355B", "3D5A73"  # behind white headings: 12 and 7 to 1
_LINE = Side(style="thin", color="BFC7CF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(wrap_text=True, vertical="top")
_TOP_LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
_TABS = {
    "Part 1: the plan": "12355B",
    "Part 2: monitoring": "1B6B52",
    "Part 3: impact": "7A4A00",
    "Measures": "5B2C6F",
    "Means": "7B2D26",
    "What may go wrong": "4A4A4A",
}
_GUIDE_WIDTHS = (24, 66, 56)
_WIDE = 180  # characters; wider sheets are printed on A3
_PAGE = 200  # characters that can still be read side by side on A3
_HIGHEST_ROW = 409.0  # points, for any row of Excel


@dataclass(frozen=True)
class Filled:
    """A sheet with its columns and rows; each row has a value, or None, for each column."""

    sheet: Sheet
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[Value]] = ()


@dataclass(frozen=True)
class Guide:
    """A page to be read by people alone: its name, and lines of (style, texts from the left)."""

    name: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def form_bytes(
    title: str,
    about: Sequence[tuple[Heading, Value]],
    sheets: Sequence[Filled],
    at: dt.datetime,
    *guides: Guide,
) -> bytes:
    """The workbook, its ``guides`` in front. Raises AssureError for a text that no cell can
    hold."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    for guide in guides:
        _draw_guide(book.create_sheet(guide.name), guide)
    _draw_about(book.create_sheet(ABOUT_SHEET), about)
    rows = {filled.sheet.name: max(CHECKED_ROWS, len(filled.rows)) + 1 for filled in sheets}
    for number, filled in enumerate(sheets, start=1):
        _draw(book.create_sheet(filled.sheet.name), filled, f"Table{number}", rows)
    return packed(book, cell_text(title, "the title of the plan", _INSTEAD), at)


def _styles() -> list[NamedStyle]:
    def style(name: str, number_format: str = "General", **looks: object) -> NamedStyle:
        made = NamedStyle(name=name, **looks)  # type: ignore[arg-type] # each look as it is named
        made.number_format = number_format
        return made

    font = Font(name=_FONT, size=11, color=_INK)
    white = Font(name=_FONT, size=11, bold=True, color=_WHITE)
    cell = {"font": font, "border": _BORDER, "alignment": _TOP}
    head = {"font": white, "border": _BORDER, "alignment": _TOP}
    return [
        style("Text cell", "@", **cell),
        style("Date cell", "dd/mm/yyyy", **{**cell, "alignment": _TOP_LEFT}),
        style("Number cell", "General", **cell),
        style("Percent cell", "0%", **cell),
        style("Needed heading", "@", fill=PatternFill("solid", fgColor=_NEEDED), **head),
        style("Wanted heading", "@", fill=PatternFill("solid", fgColor=_WANTED), **head),
        style("Page title", "@", font=Font(name=_FONT, size=18, bold=True, color=_NEEDED)),
        style("Page heading", "@", font=Font(name=_FONT, size=13, bold=True, color=_NEEDED)),
        style("Page text", "@", font=font, alignment=_TOP),
        style("Label", "@", font=Font(name=_FONT, size=11, bold=True, color=_INK),
              border=_BORDER, alignment=_TOP),
    ]  # fmt: skip


_CELL_STYLES = {
    Holds.DATE: "Date cell",
    Holds.NUMBER: "Number cell",
    Holds.PERCENT: "Percent cell",
}


# --- Cells ------------------------------------------------------------------------------


def _put(cell: Cell | MergedCell, value: Value, style: str, where: str) -> None:
    """``value`` into a cell; text stays text whatever it looks like."""
    cell.style = style
    if value is None or value == "":
        return
    if isinstance(value, Decimal | int):
        number = cell_number(value)
        if number is not None:
            cell.value = float(number) if style == "Percent cell" else number
            if style == "Date cell":
                cell.number_format = "General"  # a bare year, or days as Excel counts them
            return
        value = f"{value:f}"
    if isinstance(value, dt.date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
        return
    put_text(cell, cell_text(value, where, _INSTEAD))


# --- Sheets -----------------------------------------------------------------------------


def _draw(page: Worksheet, filled: Filled, table: str, sizes: Mapping[str, int]) -> None:
    sheet, headings = filled.sheet, filled.headings
    for column, heading in enumerate(headings, start=1):
        style = "Needed heading" if heading.needed else "Wanted heading"
        where = f"{sheet.name}, heading {letters(column)}1"
        _put(page.cell(1, column), heading.text, style, where)
        page.column_dimensions[letters(column)].width = heading.width
    widths = [heading.width for heading in headings]
    page.row_dimensions[1].height = max(34, _height([h.text for h in headings], widths))
    last = 1 + (len(filled.rows) or sheet.rows)
    for number in range(2, last + 1):
        values = filled.rows[number - 2] if filled.rows else [None] * len(headings)
        for column, (heading, value) in enumerate(zip(headings, values, strict=True), start=1):
            style = _CELL_STYLES.get(heading.holds, "Text cell")
            where = f"{sheet.name} {letters(column)}{number} (“{heading.text}”)"
            _put(page.cell(number, column), value, style, where)
        if any(values):
            page.row_dimensions[number].height = _height(values, widths)
    for column, heading in enumerate(headings, start=1):
        for check in _checks(heading, letters(column), sizes, sheet.name):
            page.add_data_validation(check)
    page.freeze_panes = f"{letters(_frozen(headings) + 1)}2"
    _as_table(page, f"A1:{letters(len(headings))}{last}", table, headings)
    _print_set_up(page, sum(widths))
    page.print_title_rows = "1:1"
    page.print_title_cols = f"A:{letters(_frozen(headings))}"
    page.sheet_properties.tabColor = _TABS.get(sheet.part, _INK)


def _height(values: Sequence[Value], widths: Sequence[int]) -> float:
    """Points that a row needs so that all its words are seen: programs differ in whether they
    find that out themselves."""
    lines = 1
    for value, width in zip(values, widths, strict=False):
        if isinstance(value, str):
            lines = max(lines, sum(-(-len(line) // width) or 1 for line in value.splitlines()))
    return min(15.0 * lines + 2, _HIGHEST_ROW)


def _frozen(headings: Sequence[Heading]) -> int:
    """How many columns stay in sight: up to the one that names the row, when they are narrow."""
    for number, heading in enumerate(headings, start=1):
        if heading.field in {"action", "title", "name", "text"}:
            return number if sum(h.width for h in headings[:number]) <= 85 else 1
    return 1


def _as_table(page: Worksheet, area: str, name: str, headings: Sequence[Heading]) -> None:
    """A table to the spreadsheet, where its headings allow one; else filters alone."""
    texts = [heading.text for heading in headings]
    if len({text.casefold() for text in texts}) < len(texts) or any(
        len(text) > _LONGEST_HEADING for text in texts
    ):
        page.auto_filter.ref = area
        return
    made = Table(displayName=name, ref=area)
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(made)


def _print_set_up(page: Worksheet, width: int) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 8 if width > _WIDE else 9  # A3, A4
    pages = max(1, round(width / _PAGE))
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.HeaderFooter.oddHeader.left.text = "&A"  # type: ignore[union-attr] # always there
    page.HeaderFooter.oddFooter.right.text = "&P of &N"  # type: ignore[union-attr]


# --- What may be typed ------------------------------------------------------------------


def _checks(
    heading: Heading, column: str, sizes: Mapping[str, int], name: str
) -> list[DataValidation]:
    """What a cell of the column may hold, and what its reader is told beside it."""
    area = f"{column}2:{column}{sizes[name]}"
    made = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True)
    made.promptTitle, made.prompt = heading.text[:32] or None, heading.hint[:255] or None
    if heading.holds is Holds.CHOICE:
        made.type, made.formula1 = "list", f'"{",".join(heading.choices)}"'
        _refuse(made, "stop", "Choose one", f"Choose one of: {', '.join(heading.choices)}.")
    elif heading.holds is Holds.DATE:
        made.type, made.operator = "date", "between"
        made.formula1 = f"DATE({FIRST_DAY.year},1,1)"
        made.formula2 = f"DATE({LAST_DAY.year},12,31)"
        _refuse(
            made,
            "warning",
            "Not a day",
            "This is no day. Write it as 31/03/2027. Keep the words only if there is no day.",
        )
    elif heading.holds is Holds.NUMBER:
        made.type, made.operator = "decimal", "between"
        made.formula1, made.formula2 = "-1000000000", "1000000000"
        _refuse(made, "stop", "Not a number", "Write one number, without words or a unit.")
    elif heading.holds is Holds.PERCENT:
        made.type, made.operator = "decimal", "between"
        made.formula1, made.formula2 = "0", "1"
        _refuse(made, "stop", "Not a percentage", "Write a percentage from 0% to 100%.")
    elif heading.holds is Holds.REF:
        # Counted letter by letter: to COUNTIF 1.1 and 1.10 would be the same.
        made.type = "custom"
        made.formula1 = f"SUMPRODUCT(--EXACT(${column}$2:${column}${sizes[name]},{column}2))=1"
        _refuse(made, "stop", "Used twice", "Another row has this reference. Give each its own.")
    elif heading.holds is Holds.LINK and heading.links in sizes:
        made.type = "list"
        made.formula1 = f"'{heading.links}'!$A$2:$A${sizes[heading.links]}"
        _refuse(
            made,
            "information",
            "Not in the list",
            f"Each reference has to stand on the sheet {heading.links}.",
        )
    elif not heading.hint:
        return []
    made.add(area)
    return [made]  # fmt: skip


def _refuse(check: DataValidation, style: str, title: str, sentence: str) -> None:
    check.errorStyle = style  # type: ignore[assignment] # one of the three that the stub names
    check.errorTitle, check.error = title, sentence


# --- The pages that are no tables -------------------------------------------------------


def _draw_about(page: Worksheet, about: Sequence[tuple[Heading, Value]]) -> None:
    for number, (heading, value) in enumerate(about, start=1):
        _put(page.cell(number, 1), heading.text, "Label", "About")
        style = _CELL_STYLES.get(heading.holds, "Text cell")
        cell = page.cell(number, 2)
        _put(cell, value, style, f"About B{number} (“{heading.text}”)")
        cell.alignment = _TOP_LEFT
        check = DataValidation(showErrorMessage=True, showInputMessage=True, allow_blank=True)
        check.promptTitle, check.prompt = heading.text, heading.hint
        if heading.holds is Holds.CHOICE:
            check.type, check.formula1 = "list", f'"{",".join(heading.choices)}"'
            _refuse(check, "stop", "Choose one", "Choose one from the list.")
        elif heading.holds is Holds.DATE:
            check.type, check.operator = "date", "between"
            check.formula1 = f"DATE({FIRST_DAY.year},1,1)"
            check.formula2 = f"DATE({LAST_DAY.year},12,31)"
            _refuse(check, "stop", "Not a day", "Write a day as 31/03/2027.")
        check.add(f"B{number}")
        page.add_data_validation(check)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 60
    _print_set_up(page, 86)


def _draw_guide(page: Worksheet, guide: Guide) -> None:
    for number, (style, texts) in enumerate(guide.lines, start=1):
        for column, text in enumerate(texts, start=1):
            _put(page.cell(number, column), text, style, f"{guide.name}, line {number}")
        known = {"Page title": 28.0, "Page heading": 22.0}
        page.row_dimensions[number].height = known.get(style) or _height(texts, _GUIDE_WIDTHS)
    for name, width in zip("ABC", _GUIDE_WIDTHS, strict=True):
        page.column_dimensions[name].width = width
    page.sheet_view.showGridLines = False
    _print_set_up(page, 138)
