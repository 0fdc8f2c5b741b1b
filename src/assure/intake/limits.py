"""How much of a sheet is read, and what every reader of sheets says alike."""

from __future__ import annotations

from assure.intake.grid import Grid, letters, make_cell
from assure.model.base import Problem, Seen
from assure.model.errors import UnreadableFileError

MAX_ROWS = 50_000  # rows with something in them, of one sheet
MAX_COLUMNS = 500  # columns with something in them, of one row
MAX_PLACES = 5_000_000  # cells of a sheet, the empty ones between included
MAX_SHEETS = 300
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of a sheet in any program


def too_large(grid: Grid, what: str, limit: int) -> UnreadableFileError:
    """``what``: rows, columns or cells."""
    where = f"{grid.file}, {grid.called}" if grid.sheet else grid.file
    return UnreadableFileError(
        f"{where}: more than the {limit:,} {what} that are read; "
        "save the rows and columns of the plan in a file of their own."
    )


def too_many_sheets(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file} has more than the {MAX_SHEETS} sheets that are read; "
        "save the plan's sheets in a workbook of their own."
    )


def not_a_workbook(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file} cannot be read as a workbook; open it in a spreadsheet program, "
        "save it as .xlsx and try again."
    )


def no_value(grid: Grid, place: str) -> Problem:
    return Problem(
        code="formula-not-calculated",
        seen=Seen(file=grid.file, sheet=grid.sheet, cell=place),
        wrong="the cell holds a formula whose result was never saved.",
        do="Open the workbook in a spreadsheet program, save it, and read it again.",
    )


def formula_fault(grid: Grid, value: str, row: int, column: int) -> Problem:
    return Problem(
        code="formula-fault",
        seen=Seen(file=grid.file, sheet=grid.sheet, cell=f"{letters(column)}{row}", text=value),
        wrong=f"the formula gives {value}, so the cell was taken as blank.",
        do="Mend the formula or type the value.",
    )


def sheet_name(title: object) -> str:
    """The name of a sheet as it can be printed."""
    cell = make_cell(str(title), 1, 1)
    return cell.text if cell else "Sheet"
