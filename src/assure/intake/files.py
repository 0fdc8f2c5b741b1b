"""Which reader opens a file. Every reader gives grids, so that the rest need not know."""

from __future__ import annotations

from pathlib import Path

from assure.intake.container import read_bytes
from assure.intake.delimited import read_delimited
from assure.intake.grid import Grid
from assure.intake.workbook import read_workbook
from assure.model.base import Problem
from assure.model.errors import UnreadableFileError

_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_TABLES = frozenset({".csv", ".tsv"})
_NOT_YET = {
    ".docx": "its tables are not read yet; save the table as .xlsx or .csv",
    ".doc": "its tables are not read; save the table as .xlsx or .csv",
    ".xls": "workbooks of the old kind are not read yet; save it as .xlsx",
    ".ods": "OpenDocument sheets are not read yet; save it as .xlsx",
    ".pdf": "tables in a PDF are not read; ask for the workbook it was made from",
}


def read_grids(path: Path) -> tuple[list[Grid], list[Problem]]:
    """The sheets or tables of a file in their order, and what could not be read of them.

    Raises UnreadableFileError with one sentence.
    """
    ending = path.suffix.casefold()
    data = read_bytes(path)
    if ending in _WORKBOOKS:
        return read_workbook(path, data)
    if ending in _TABLES:
        return read_delimited(path, data)
    why = _NOT_YET.get(ending, "plans are read from .xlsx, .xlsm, .csv and .tsv files")
    raise UnreadableFileError(f"{path.name}: {why}.")
