"""Workbooks (.xlsx, .xlsm) → grids. Macros, links, pictures and charts are never looked at."""

from __future__ import annotations

import warnings
from pathlib import Path

from assure.intake.container import Parts
from assure.intake.grid import Cell, Grid, Row, letters, make_cell
from assure.model.base import Problem, Seen
from assure.model.errors import UnreadableFileError

MAX_ROWS = 50_000  # rows with something in them, of one sheet
MAX_COLUMNS = 500  # columns with something in them, of one row
MAX_PLACES = 5_000_000  # cells of a sheet, the empty ones between included
MAX_SHEETS = 300
_LAST_ROW = 1_048_576


def read_workbook(path: Path, data: bytes) -> tuple[list[Grid], list[Problem]]:
    """All sheets in order. Raises UnreadableFileError with one sentence."""
    parts = Parts(path.name, data)
    scanned = parts.check_all()
    from assure.intake.streamed import open_streamed  # here: a .csv plan should not pay for it

    problems: list[Problem] = []
    grids: list[Grid] = []
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out (drawings, extensions), which no plan needs.
            warnings.simplefilter("ignore")
            book = open_streamed(data)
            if len(book.worksheets) > MAX_SHEETS:
                raise UnreadableFileError(
                    f"{path.name} has {len(book.worksheets)} sheets, more than the {MAX_SHEETS} "
                    "that are read; save the plan's sheets in a workbook of their own."
                )
            for sheet in book.worksheets:
                part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
                merges, uncalculated = scanned.get(part, ((), frozenset()))
                grid = Grid(path.name, _sheet_name(sheet.title), merges=merges)
                _fill(grid, sheet, problems)
                grid.spread_merges()
                problems += [_no_value(grid, place) for place in sorted(uncalculated)]
                grids.append(grid)
            book.close()
    except UnreadableFileError:
        raise
    except RecursionError as fault:
        raise UnreadableFileError(_damaged(path)) from fault
    except Exception as fault:  # openpyxl raises many kinds on damaged workbooks
        raise UnreadableFileError(_damaged(path)) from fault
    return grids, problems


def _damaged(path: Path) -> str:
    return (
        f"{path.name} cannot be read as a workbook; open it in a spreadsheet program, "
        "save it as .xlsx and try again."
    )


def _sheet_name(title: object) -> str:
    cell = make_cell(str(title), 1, 1)
    return cell.text if cell else "Sheet"


def _fill(grid: Grid, sheet: object, problems: list[Problem]) -> None:
    places = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):  # type: ignore[attr-defined]
        if number > _LAST_ROW:
            raise _too_large(grid, "rows", _LAST_ROW)
        if not cells:
            continue
        places += len(cells)
        if places > MAX_PLACES:
            raise _too_large(grid, "cells", MAX_PLACES)
        row: Row = {}
        for source in cells:
            value = source.value
            if value is None:
                continue
            cell = _cell(grid, source, problems)
            if cell is not None:
                row[cell.column] = cell
        if len(row) > MAX_COLUMNS:
            raise _too_large(grid, "columns", MAX_COLUMNS)
        if row:
            grid.rows[number] = row
            if len(grid.rows) > MAX_ROWS:
                raise _too_large(grid, "rows", MAX_ROWS)


def _cell(grid: Grid, source: object, problems: list[Problem]) -> Cell | None:
    value, row, column = source.value, source.row, source.column  # type: ignore[attr-defined]
    if isinstance(value, str):
        if source.data_type == "e":  # type: ignore[attr-defined]
            problems.append(_formula_fault(grid, value, row, column))
            return None
        # The style is looked up only where it can matter: it costs as much as the cell.
        bold = len(value) < 200 and bool(source.font.b)  # type: ignore[attr-defined]
        return make_cell(value, row, column, bold=bold)
    style = source.number_format or ""  # type: ignore[attr-defined]
    return make_cell(value, row, column, number_format=str(style))


def _too_large(grid: Grid, what: str, limit: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"{grid.file}, sheet “{grid.sheet}”: more than the {limit:,} {what} that are read; "
        "save the rows and columns of the plan in a workbook of their own."
    )


def _no_value(grid: Grid, place: str) -> Problem:
    return Problem(
        code="formula-not-calculated",
        seen=Seen(file=grid.file, sheet=grid.sheet, cell=place),
        wrong="the cell holds a formula whose result was never saved.",
        do="Open the workbook in a spreadsheet program, save it, and read it again.",
    )


def _formula_fault(grid: Grid, value: str, row: int, column: int) -> Problem:
    return Problem(
        code="formula-fault",
        seen=Seen(file=grid.file, sheet=grid.sheet, cell=f"{letters(column)}{row}", text=value),
        wrong=f"the formula gives {value}, so the cell was taken as blank.",
        do="Mend the formula or type the value.",
    )
