"""OpenDocument workbooks (.ods) → grids, straight from their XML.

The libraries that read them leave out what a plan needs: which cells are merged, that a number is
a percentage or stands as “1.10”, that a formula gives an error. They also lay out every repetition,
and a sheet may repeat an empty row a million times; here a repetition is a number.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree.ElementTree import Element

from assure.intake.container import Parts
from assure.intake.grid import Cell, CellValue, Grid, Merge, letters, make_cell
from assure.intake.limits import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_COLUMNS,
    MAX_PLACES,
    MAX_ROWS,
    MAX_SHEETS,
    formula_fault,
    no_value,
    not_a_workbook,
    sheet_name,
    too_large,
    too_many_sheets,
)
from assure.model.base import Problem
from assure.model.errors import UnreadableFileError

_MOST_PARTS = 1_000_000  # elements of one row
_MOST_MERGES = 50_000

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

_FAULT = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
_MONTH_SHOWN = re.compile(r"[^\W\d_]{3,}\.?[ -]\d{2}(?:\d\d)?")
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


@dataclass(frozen=True)
class _Look:
    """What a cell style says that reading cares for."""

    bold: bool = False
    fill: str | None = None
    struck: bool = False


@dataclass
class _Sheet:
    """A sheet while its rows come in."""

    grid: Grid
    row: int = 0
    row_elements: int = 0
    cells: int = 0
    column: int = 0  # of the column definitions
    looks: list[tuple[int, str]] = field(default_factory=list)  # last column, default style
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    linked: bool = False  # a copy of another file's sheet, kept for formulas


def read_open_sheet(path: Path, data: bytes) -> tuple[list[Grid], list[Problem]]:
    """All sheets in order. Raises UnreadableFileError with one sentence."""
    parts = Parts(path.name, data)
    names = set(parts.names())
    manifest = parts.xml("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest:
        raise UnreadableFileError(
            f"{path.name} is protected by a password; save it without one and try again."
        )
    try:
        return _Reading(path).sheets(parts.xml("content.xml", streamed=True))
    except UnreadableFileError:
        raise
    except Exception as fault:  # damaged XML, numbers and dates raise many kinds
        raise not_a_workbook(path.name) from fault


class _Reading:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.grids: list[Grid] = []
        self.problems: list[Problem] = []
        self.looks: dict[str, _Look] = {}
        self.not_shown: set[str] = set()

    def sheets(self, content: bytes) -> tuple[list[Grid], list[Problem]]:
        from defusedxml.ElementTree import iterparse  # here: a .csv plan should not pay for it

        open_elements: list[Element] = []
        sheet: _Sheet | None = None
        links = parts = 0
        for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
            tag = element.tag
            if event == "start":
                open_elements.append(element)
                parts += 1
                if parts > _MOST_PARTS:
                    raise self._too_full(sheet)
                links += tag == f"{_TABLE}dde-link"
                if tag == f"{_TABLE}table" and sheet is None and not links:
                    sheet = self._begin(element)
                continue
            open_elements.pop()
            links -= tag == f"{_TABLE}dde-link"
            if tag == f"{_STYLE}style":
                self._style(element)
            elif sheet is None:
                continue
            elif tag == f"{_TABLE}table-column":
                _define_columns(sheet, element)
            elif tag == f"{_TABLE}table-source":
                sheet.linked = True
            elif tag == f"{_TABLE}table-row":
                self._row(sheet, element)
            elif tag == f"{_TABLE}table" and not any(e.tag == tag for e in open_elements):
                self._end(sheet)
                sheet = None
            else:
                continue
            # What was read is let go, so that a sheet never stands in memory as a whole.
            open_elements[-1].remove(element)
            parts = 0
        return self.grids, self.problems

    def _begin(self, element: Element) -> _Sheet:
        if len(self.grids) >= MAX_SHEETS:
            raise too_many_sheets(self.path.name)
        name = sheet_name(element.get(f"{_TABLE}name") or "Sheet")
        hidden = element.get(f"{_TABLE}style-name") in self.not_shown
        return _Sheet(Grid(self.path.name, name, hidden=hidden))

    def _end(self, sheet: _Sheet) -> None:
        if sheet.linked:
            return
        grid = sheet.grid
        grid.merges = tuple(sheet.merges)
        grid.hidden_rows = frozenset(sheet.hidden_rows & set(grid.rows))
        grid.hidden_columns = frozenset(sheet.hidden_columns)
        grid.spread_merges()
        self.grids.append(grid)

    def _too_full(self, sheet: _Sheet | None) -> UnreadableFileError:
        return too_large(sheet.grid if sheet else Grid(self.path.name, None), "parts", _MOST_PARTS)

    def _style(self, element: Element) -> None:
        if element.get(f"{_STYLE}family") == "table":
            self._hidden(element)
        if element.get(f"{_STYLE}family") != "table-cell":
            return
        look = self.looks.get(element.get(f"{_STYLE}parent-style-name", ""), _Look())
        for child in element:
            if weight := child.get(f"{_FO}font-weight"):
                look = replace(look, bold=weight in ("bold", "700", "800", "900"))
            if line := child.get(f"{_STYLE}text-line-through-style"):
                look = replace(look, struck=line != "none")
            if fill := child.get(f"{_FO}background-color"):
                look = replace(look, fill=_fill(fill))
        self.looks[element.get(f"{_STYLE}name", "")] = look

    def _hidden(self, element: Element) -> None:
        """Remembers a style of sheets that are not shown."""
        for child in element:
            if child.get(f"{_TABLE}display") == "false":
                self.not_shown.add(element.get(f"{_STYLE}name", ""))

    # --- Rows and cells -----------------------------------------------------------------

    def _row(self, sheet: _Sheet, element: Element) -> None:
        repeats = _count(element, "number-rows-repeated", LAST_ROW)
        first = sheet.row + 1
        sheet.row += repeats
        sheet.row_elements += 1
        if sheet.row_elements > LAST_ROW:
            raise too_large(sheet.grid, "rows", LAST_ROW)
        painted: dict[int, str] = {}
        cells = list(self._cells(sheet, element, first, painted))
        if not cells:
            return  # a row without a word is decoration
        grid = sheet.grid
        if sheet.row > LAST_ROW or len(grid.rows) + repeats > MAX_ROWS:
            raise too_large(grid, "rows", MAX_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise too_large(grid, "columns", MAX_COLUMNS)
        sheet.cells += len(cells) * repeats
        if sheet.cells > MAX_PLACES:
            raise too_large(grid, "cells", MAX_PLACES)
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            sheet.hidden_rows.update(range(first, sheet.row + 1))
        for number in range(first, sheet.row + 1):
            grid.rows[number] = {cell.column: replace(cell, row=number) for cell in cells}
            grid.painted.update(((number, column), fill) for column, fill in painted.items())

    def _cells(
        self, sheet: _Sheet, row: Element, number: int, painted: dict[int, str]
    ) -> Iterator[Cell]:
        """The filled cells of a row; into ``painted`` go the colours of those without words."""
        column = 0
        default = row.get(f"{_TABLE}default-cell-style-name")
        for element in row:
            if element.tag == f"{_TABLE}covered-table-cell":
                column += _count(element, "number-columns-repeated", LAST_COLUMN)
                continue
            if element.tag != f"{_TABLE}table-cell":
                continue
            first = column + 1
            column += (times := _count(element, "number-columns-repeated", LAST_COLUMN))
            style = element.get(f"{_TABLE}style-name") or default or _style_of(sheet, first)
            look = self.looks.get(style, _Look())
            cell = self._cell(sheet.grid, element, number, first, look)
            if cell is None:
                if look.fill and column <= MAX_COLUMNS:
                    painted.update(dict.fromkeys(range(first, column + 1), look.fill))
                continue
            if times > MAX_COLUMNS:
                raise too_large(sheet.grid, "columns", MAX_COLUMNS)
            _merge(sheet, element, number, first)
            for across in range(first, column + 1):
                yield replace(cell, column=across)

    def _cell(
        self, grid: Grid, element: Element, row: int, column: int, look: _Look
    ) -> Cell | None:
        text = "\n".join(_words(child) for child in element if child.tag == f"{_TEXT}p")
        kind = element.get(f"{_OFFICE}value-type") or ""
        formula = element.get(f"{_TABLE}formula")
        faulty = element.get(f"{_CALC}value-type") == "error"
        if faulty or (formula and _FAULT.fullmatch(text.strip())):
            self.problems.append(formula_fault(grid, text.strip() or "an error", row, column))
            return None
        if formula and not kind and not text:
            self.problems.append(no_value(grid, f"{letters(column)}{row}"))
            return None
        value = _value(element, kind, text)
        cell = make_cell(
            value, row, column, number_format=_number_format(kind, text), bold=look.bold
        )
        return replace(cell, fill=look.fill, struck=look.struck) if cell else None


def _count(element: Element, name: str, most: int) -> int:
    """A repetition or span, 1 when none is written, and never beyond the end of a sheet."""
    written = element.get(f"{_TABLE}{name}", "1")
    return min(max(int(written[:9]), 1), most)


def _define_columns(sheet: _Sheet, element: Element) -> None:
    first = sheet.column + 1
    sheet.column += _count(element, "number-columns-repeated", LAST_COLUMN)
    last = min(sheet.column, LAST_COLUMN)
    if style := element.get(f"{_TABLE}default-cell-style-name"):
        sheet.looks.append((last, style))
    # A run of hidden columns to the end of the sheet hides nothing that anyone filled.
    if element.get(f"{_TABLE}visibility") in ("collapse", "filter") and last < LAST_COLUMN:
        sheet.hidden_columns.update(range(first, last + 1))


def _style_of(sheet: _Sheet, column: int) -> str:
    return next((style for last, style in sheet.looks if column <= last), "")


def _merge(sheet: _Sheet, element: Element, row: int, column: int) -> None:
    down = _count(element, "number-rows-spanned", LAST_ROW)
    across = _count(element, "number-columns-spanned", LAST_COLUMN)
    if (down > 1 or across > 1) and len(sheet.merges) < _MOST_MERGES:
        sheet.merges.append(Merge(row, column, row + down - 1, column + across - 1))


def _words(element: Element) -> str:
    """The text of a paragraph, with the spaces, tabs and line ends that stand as elements."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            pieces.append(" " * min(int(count[:4]), 1_000))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag.startswith(_TEXT):
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _value(element: Element, kind: str, text: str) -> CellValue:
    """The cell's typed value; its text when it has none or one that no calendar knows."""
    if kind in ("float", "percentage", "currency"):
        number = float(element.get(f"{_OFFICE}value") or "nan")
        if number != number or number in (float("inf"), float("-inf")):
            return text
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "date":
        written = element.get(f"{_OFFICE}date-value") or ""
        try:
            at = dt.datetime.fromisoformat(written)
        except ValueError:
            return text
        return at.replace(tzinfo=None)
    if kind == "time":
        found = _DURATION.fullmatch(element.get(f"{_OFFICE}time-value") or "")
        if found is None:
            return text
        hours, minutes, seconds = map(int, found.groups())
        if hours < 24 and minutes < 60 and seconds < 60:
            return dt.time(hours, minutes, seconds)
        return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if kind == "boolean":
        return element.get(f"{_OFFICE}boolean-value") == "true"
    return text or element.get(f"{_OFFICE}string-value") or ""


def _number_format(kind: str, text: str) -> str:
    """The format as far as it counts: a percentage, a month, or the places of a “1.10”."""
    if kind == "percentage":
        return "0%"
    if kind == "date":
        return "mmm-yy" if _MONTH_SHOWN.fullmatch(text.strip()) else ""
    places = re.fullmatch(r"-?\d+[.,](\d{1,4})", text.strip()) if kind == "float" else None
    return f"0.{'0' * len(places[1])}" if places else ""


def _fill(written: str) -> str | None:
    """``#92d050`` → ``92D050``; white and transparent are no colour."""
    found = re.fullmatch(r"#([0-9a-fA-F]{6})", written)
    colour = found[1].upper() if found else None
    return None if colour == "FFFFFF" else colour
