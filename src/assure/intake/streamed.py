"""Workbooks as openpyxl streams them, with each sheet parsed once.

A sheet need not say how large it is, and those that Google Sheets writes do not. openpyxl then
parses it to the end for its size, and again for its cells, which takes half as long again. The
size is no use here: it is often wrong, and ``workbook`` counts the cells itself.

openpyxl also fills the gaps between cells and forgets which rows, columns and sheets are hidden
and where colours depend on a condition; here the gaps stay gaps and the rest is kept.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from assure.intake.grid import Merge

Stored = tuple[int, list[dict[str, Any]]]


class StreamedSheet(ReadOnlyWorksheet):
    """One sheet. What is hidden or depends on a condition is known once ``stored`` has ended."""

    hidden = False

    def _get_size(self) -> None:
        """Nothing: without a size openpyxl goes by the cells."""

    def stored(self) -> Iterator[Stored]:
        """The rows that the file holds, each with its number and its cells as openpyxl has them:
        ``column``, ``value``, ``data_type`` and ``style_id``.
        """
        sheet: Any = self  # the stub leaves out what is private
        book = sheet.parent
        with sheet._get_source() as source:
            self._parser = WorkSheetParser(
                source,
                sheet._shared_strings,
                data_only=book.data_only,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            yield from self._parser.parse()

    def hidden_rows(self) -> frozenset[int]:
        """Rows hidden by hand, by a filter or by a folded group."""
        rows = self._parser.row_dimensions
        return frozenset(int(number) for number, row in rows.items() if _true(row.get("hidden")))

    def hidden_columns(self) -> tuple[range, ...]:
        """Often all from the last one used to the end of the sheet, hence as ranges."""
        return tuple(
            range(int(column["min"]), int(column["max"]) + 1)
            for column in self._parser.column_dimensions.values()
            if _true(column.get("hidden"))
        )

    def conditional(self) -> tuple[Merge, ...]:
        """Ranges whose colours or signs depend on a condition."""
        return tuple(
            Merge(area.min_row, area.min_col, area.max_row, area.max_col)
            for formatting in self._parser.formatting
            for area in formatting.sqref.ranges
        )


def _true(written: str | None) -> bool:
    return written in {"1", "true"}


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
