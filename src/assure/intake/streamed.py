"""Workbooks as openpyxl streams them, with each sheet parsed once.

A sheet need not say how large it is, and those that Google Sheets writes do not. openpyxl then
parses it to the end for its size, and again for its cells, which takes half as long again. The
size is no use here: it is often wrong, and ``workbook`` counts the cells itself.
"""

from __future__ import annotations

import io

from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet


class _Sheet(ReadOnlyWorksheet):
    def _get_size(self) -> None:
        """Nothing: without a size openpyxl goes by the cells."""


class _Reader(ExcelReader):
    def read_worksheets(self) -> None:
        for sheet, rel in self.parser.find_sheets():
            if rel.target not in self.valid_files:
                continue
            if "chartsheet" in rel.Type:
                self.read_chartsheet(sheet, rel)  # type: ignore[arg-type] # stub mistaken
                continue
            streamed = _Sheet(self.wb, sheet.name, rel.target, self.shared_strings)
            self.wb._sheets.append(streamed)  # type: ignore[attr-defined] # not in the stub


def open_streamed(data: bytes) -> Workbook:
    """The workbook in ``data``, its cells not yet read. Raises whatever openpyxl does."""
    reader = _Reader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb
