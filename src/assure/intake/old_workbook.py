"""Old workbooks (.xls) → grids: the values by a process of its own, the looks by ``biff``."""

from __future__ import annotations

import datetime as dt
import json
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assure.intake import old_cells
from assure.intake.container import MAX_UNZIPPED
from assure.intake.grid import Grid, Merge, make_cell
from assure.intake.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    formula_fault,
    not_a_workbook,
    sheet_name,
    too_large,
    too_many_sheets,
)
from assure.model.base import Problem
from assure.model.errors import UnreadableFileError

if TYPE_CHECKING:
    from assure.intake.biff import SheetLook

_SECONDS = 60
_LIMITS = {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "characters": MAX_UNZIPPED}


def read_old_workbook(path: Path, data: bytes) -> tuple[list[Grid], list[Problem]]:
    """All sheets in order. Raises UnreadableFileError with one sentence."""
    # Here: a .csv plan should not pay for it.
    from assure.intake.biff import LockedError, SheetLook, sheet_looks

    try:
        looks = sheet_looks(data)
        found = _cells(path, data)
        if over := found.get("over"):
            raise too_large(Grid(path.name, sheet_name(found["sheet"])), over, _LIMITS[over])
        if len(found["sheets"]) > MAX_SHEETS:
            raise too_many_sheets(path.name)
        problems: list[Problem] = []
        looks += [SheetLook()] * (len(found["sheets"]) - len(looks))
        grids = [
            _grid(path, sheet, look, problems)
            for sheet, look in zip(found["sheets"], looks, strict=False)
            if sheet["table"]
        ]
    except LockedError as fault:
        raise UnreadableFileError(
            f"{path.name} is protected by a password; save it without one and try again."
        ) from fault
    except (ValueError, LookupError, struct.error, OverflowError) as fault:
        raise not_a_workbook(path.name) from fault
    return grids, problems


def _cells(path: Path, data: bytes) -> dict[str, Any]:
    limits = [str(limit) for limit in _LIMITS.values()]
    try:
        done = subprocess.run(  # noqa: S603 # this Python, and a file of this package
            [sys.executable, "-I", old_cells.__file__, *limits],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as fault:  # it took too long, or fell over a limit
        raise UnreadableFileError(
            f"{path.name} takes more memory or time than any plan needs, or is damaged; "
            "open it in a spreadsheet program, copy the plan into a new workbook and save it "
            "as .xlsx."
        ) from fault
    answer: dict[str, Any] = json.loads(done.stdout)
    if "fault" in answer:
        raise not_a_workbook(path.name)
    return answer


def _grid(path: Path, sheet: dict[str, Any], look: SheetLook, problems: list[Problem]) -> Grid:
    merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet["merges"]
    )
    grid = Grid(path.name, sheet_name(sheet["name"]), merges=merges, hidden=sheet["hidden"])
    for row, column, kind, written in sheet["cells"]:
        seen = look.looks.get((row, column))
        value = _value(kind, written)
        if seen is None:
            cell = make_cell(value, row, column)
        else:
            made = make_cell(value, row, column, number_format=seen.number_format, bold=seen.bold)
            cell = made and replace(made, fill=seen.fill, struck=seen.struck)
        if cell is not None:
            grid.rows.setdefault(row, {})[column] = cell
    for (row, column), fault in sorted(look.faults.items()):
        if column not in grid.rows.get(row, {}):
            problems.append(formula_fault(grid, fault, row, column))
    grid.painted = {
        (row, column): seen.fill
        for (row, column), seen in look.looks.items()
        if seen.fill and row in grid.rows and column not in grid.rows[row]
    }
    filled = {column for row in grid.rows.values() for column in row}
    grid.hidden_rows = frozenset(look.hidden_rows & set(grid.rows))
    grid.hidden_columns = frozenset(look.hidden_columns & filled)
    grid.spread_merges()
    return grid


def _value(kind: str, written: Any) -> object:
    match kind:
        case "datetime" | "date":
            return dt.datetime.fromisoformat(written)
        case "time":
            return dt.time.fromisoformat(written)
        case "seconds":
            return dt.timedelta(seconds=written)
        case _:
            if isinstance(written, float) and written.is_integer() and abs(written) < 1e15:
                return int(written)
            return written
