"""Workbooks (.xlsx, .xlsm) → grids. Macros, links, pictures and charts are never looked at."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, cast

from assure.intake.container import Parts
from assure.intake.grid import Cell, Grid, Row, make_cell
from assure.intake.limits import (
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

if TYPE_CHECKING:
    from assure.intake.looks import Look, Looks
    from assure.intake.streamed import Stored, StreamedSheet


def read_workbook(path: Path, data: bytes) -> tuple[list[Grid], list[Problem]]:
    """All sheets in order. Raises UnreadableFileError with one sentence."""
    parts = Parts(path.name, data)
    scanned = parts.check_all()
    if parts.strict:
        data = Parts(path.name, data).transitional()
    from assure.intake.looks import Looks  # here: a .csv plan should not pay for openpyxl
    from assure.intake.streamed import open_streamed

    problems: list[Problem] = []
    grids: list[Grid] = []
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out (drawings, extensions), which no plan needs.
            warnings.simplefilter("ignore")
            book = open_streamed(data)
            looks = Looks(book)
            if len(book.worksheets) > MAX_SHEETS:
                raise too_many_sheets(path.name)
            for sheet in cast("list[StreamedSheet]", book.worksheets):
                part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
                merges, uncalculated = scanned.get(part, ((), frozenset()))
                title = sheet_name(sheet.title)
                grid = Grid(path.name, title, merges=merges, hidden=sheet.hidden)
                _fill(grid, sheet, looks, problems)
                grid.spread_merges()
                problems += [no_value(grid, place) for place in sorted(uncalculated)]
                grids.append(grid)
            book.close()
    except UnreadableFileError:
        raise
    except RecursionError as fault:
        raise not_a_workbook(path.name) from fault
    except Exception as fault:  # openpyxl raises many kinds on damaged workbooks
        raise not_a_workbook(path.name) from fault
    return grids, problems


def _fill(grid: Grid, sheet: StreamedSheet, looks: Looks, problems: list[Problem]) -> None:
    places = 0
    for number, cells in sheet.stored():
        if number > LAST_ROW:
            raise too_large(grid, "rows", LAST_ROW)
        places += len(cells)
        if places > MAX_PLACES:
            raise too_large(grid, "cells", MAX_PLACES)
        row: Row = {}
        painted: dict[tuple[int, int], str] = {}
        for source in cells:
            column, value, _, style = source
            look = looks.of(style)
            if value is not None:
                cell = _cell(grid, source, number, look, problems)
                if cell is not None:
                    row[column] = cell
                    continue
            if look.fill:
                painted[number, column] = look.fill
        if len(row) > MAX_COLUMNS:
            raise too_large(grid, "columns", MAX_COLUMNS)
        if row:
            grid.rows.setdefault(number, {}).update(row)
            grid.painted.update(painted)  # a row without a word is decoration
            if len(grid.rows) > MAX_ROWS:
                raise too_large(grid, "rows", MAX_ROWS)
    columns = {column for row in grid.rows.values() for column in row}
    hidden = sheet.hidden_columns()
    grid.hidden_rows = sheet.hidden_rows().intersection(grid.rows)
    grid.hidden_columns = frozenset(c for c in columns if any(c in span for span in hidden))
    grid.conditional = sheet.conditional()


def _cell(grid: Grid, source: Stored, row: int, look: Look, problems: list[Problem]) -> Cell | None:
    column, value, kind, _ = source
    if not isinstance(value, str):
        shown = look.number_format
        return make_cell(
            value, row, column, number_format=shown, fill=look.fill, struck=look.struck
        )
    if kind == "e":
        problems.append(formula_fault(grid, value, row, column))
        return None
    bold = look.bold and len(value) < 200
    return make_cell(value, row, column, bold=bold, fill=look.fill, struck=look.struck)
