"""Workbooks as openpyxl opens them, with the cells of each sheet read here.

A sheet need not say how large it is, and those that Google Sheets writes do not. openpyxl then
parses it to the end for its size, and again for its cells, which takes half as long again. The
size is no use here: it is often wrong, and ``workbook`` counts the cells itself.

openpyxl also fills the gaps between cells and forgets which rows, columns and sheets are hidden
and where colours depend on a condition; here the gaps stay gaps and the rest is kept.

Cells follow the rules of openpyxl, so that a workbook says the same to both. Two things cost it
most of its time, 0.8 s for 10,000 actions: it makes objects for the fonts within every text, where
few texts have any, and so as to refuse entities it parses XML in Python, not in C. Here
``container`` has refused entities before.
"""

from __future__ import annotations

import contextlib
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import IO, Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from assure.intake.container import XML_PARTS
from assure.intake.grid import Merge

Stored = tuple[int, Any, str, int]  # column, value or None, type ("e" a fault), number of its style

_ROW, _COLUMN, _CONDITIONAL, _VALUE, _INLINE, _STRING, _TEXT = (
    f"{{{SHEET_MAIN_NS}}}{name}"
    for name in ("row", "col", "conditionalFormatting", "v", "is", "si", "t")
)


class StreamedSheet(ReadOnlyWorksheet):
    """One sheet. What is hidden or depends on a condition is known once ``stored`` has ended."""

    hidden = False

    def _get_size(self) -> None:
        """Nothing: without a size openpyxl goes by the cells."""

    def stored(self) -> Iterator[tuple[int, list[Stored]]]:
        """The rows that the file holds, each with its number and its cells."""
        sheet: Any = self  # the stub leaves out what is private
        cells = _Cells(sheet.parent, sheet._shared_strings)
        # What stands around the cells is little, and left to openpyxl.
        around: Any = WorkSheetParser(io.BytesIO(), [])
        self._around = around
        self._hidden_rows: set[int] = set()
        number = 0
        with sheet._get_source() as source:
            for _, element in _elements(source, sheet._worksheet_path):
                if element.tag == _ROW:
                    number = _number(element, number)
                    if _true(element.get("hidden")):
                        self._hidden_rows.add(number)
                    row = cells.of(element)
                    element.clear()
                    yield number, row
                elif element.tag == _COLUMN:
                    around.parse_column_dimensions(element)
                elif element.tag == _CONDITIONAL:
                    around.parse_formatting(element)

    def hidden_rows(self) -> frozenset[int]:
        """Rows hidden by hand, by a filter or by a folded group."""
        return frozenset(self._hidden_rows)

    def hidden_columns(self) -> tuple[range, ...]:
        """Often all from the last one used to the end of the sheet, hence as ranges."""
        return tuple(
            range(int(column["min"]), int(column["max"]) + 1)
            for column in self._around.column_dimensions.values()
            if _true(column.get("hidden"))
        )

    def conditional(self) -> tuple[Merge, ...]:
        """Ranges whose colours or signs depend on a condition."""
        return tuple(
            Merge(area.min_row, area.min_col, area.max_row, area.max_col)
            for formatting in self._around.formatting
            for area in formatting.sqref.ranges
        )


def _true(written: str | None) -> bool:
    return written in {"1", "true"}


def _number(row: ET.Element, before: int) -> int:
    """Of a row: as written, else the one after the row before. A few programs write "2.0"."""
    written = row.get("r")
    if written is None:
        return before + 1
    return int(written) if written.isdecimal() else _whole(float(written))


def _whole(number: float) -> int:
    if not number.is_integer():
        raise ValueError(number)
    return int(number)


def _elements(source: IO[bytes], part: str) -> Iterator[tuple[Any, ET.Element]]:
    """The elements of a part, each at its end. Only what ``container`` took for XML was searched
    for entities; a part of another name goes to the parser that refuses them itself.
    """
    parse: Any = ET.iterparse if part.endswith(XML_PARTS) else iterparse
    return iter(parse(source))


class _Cells:
    """The cells of one sheet, read as openpyxl's ``WorkSheetParser.parse_cell`` does."""

    def __init__(self, book: Any, strings: list[str]) -> None:
        self._book = book
        self._strings = strings
        self._columns: dict[str, int] = {}  # letters → number
        self._days: dict[tuple[str, int], tuple[Any, str]] = {}  # most occur in many cells

    def of(self, row: ET.Element) -> list[Stored]:
        """The cells of one row, those included that hold a style and nothing else."""
        stored: list[Stored] = []
        column = 0
        for cell in row:
            place = cell.get("r")
            column = self._column(place) if place else column + 1
            kind = cell.get("t", "n")
            style = int(cell.get("s") or 0)
            value = None
            if kind == "inlineStr":
                inline = cell.find(_INLINE)
                if inline is not None:
                    value, kind = _words(inline), "s"
            elif written := cell.findtext(_VALUE):
                value, kind = self._value(written, kind, style)
            stored.append((column, value, kind, style))
        return stored

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is None:
            known = self._columns[letters] = coordinate_to_tuple(place)[1]
        return known

    def _value(self, written: str, kind: str, style: int) -> tuple[Any, str]:
        if kind == "s":
            return self._strings[int(written)], kind
        if kind == "n":
            if style in self._book._date_formats:
                day = self._days.get((written, style))
                if day is None:
                    day = self._days[written, style] = self._day(written, style)
                return day
            return _numeric(written), kind
        if kind == "b":
            return bool(int(written)), kind
        if kind == "d":
            return from_ISO8601(written), kind  # type: ignore[no-untyped-call]
        return written, "s" if kind == "str" else kind

    def _day(self, written: str, style: int) -> tuple[Any, str]:
        """A number that its style makes a day; a fault where the calendar has no such day."""
        length = style in self._book._timedelta_formats
        try:
            return from_excel(_numeric(written), self._book.epoch, timedelta=length), "d"
        except (OverflowError, ValueError):
            return "#VALUE!", "e"


def _numeric(written: str) -> int | float:
    is_whole = "." not in written and "E" not in written and "e" not in written
    return int(written) if is_whole else float(written)


def _words(element: ET.Element) -> str:
    """The words of a text, without the fonts that parts of it may have."""
    if len(element) == 1 and element[0].tag == _TEXT:
        return element[0].text or ""
    rich: Any = element  # the stub knows other elements
    text: Any = Text.from_tree(rich)
    return str(text.content)


class _Reader(ExcelReader):
    def read(self) -> None:
        """Only what a plan needs: a faulty date among the properties, or a name that belongs to
        a chart, would else keep a whole workbook from being read.
        """
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self.read_theme()
        apply_stylesheet(self.archive, self.wb)
        self.read_worksheets()

    def read_strings(self) -> None:
        """The texts that cells share, as openpyxl's ``read_string_table`` reads them."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is None:
            return
        path = part.PartName[1:]
        with self.archive.open(path) as source:
            for _, element in _elements(source, path):
                if element.tag == _STRING:
                    self.shared_strings.append(_words(element).replace("x005F_", ""))
                    element.clear()

    def read_worksheets(self) -> None:
        for sheet, rel in self.parser.find_sheets():
            if rel.target not in self.valid_files or "chartsheet" in rel.Type:
                continue
            streamed = StreamedSheet(self.wb, sheet.name, rel.target, self.shared_strings)
            streamed.hidden = sheet.state != "visible"
            self.wb._sheets.append(streamed)  # type: ignore[attr-defined] # not in the stub


def open_streamed(data: bytes) -> Workbook:
    """The workbook in ``data``, its cells not yet read. Raises whatever openpyxl does."""
    reader = _Reader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with contextlib.redirect_stdout(io.StringIO()):  # openpyxl prints that a style is missing
        reader.read()
    return reader.wb
