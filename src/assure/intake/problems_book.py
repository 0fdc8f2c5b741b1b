"""The problems of a plan as a workbook: each sheet as it was read, and beside each row what could
not be read in it.

Rows and columns stand where they stand in the plan, so that a cell has the same name in both.
"""

from __future__ import annotations

import io
import re
import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assure.intake.grid import Grid, Row, letters, own_cells
from assure.intake.read import Read
from assure.model.base import Problem
from assure.words.text import clean, plural

MOST_CELLS = 200_000  # of a sheet shown whole; of a larger one the rows with problems
LONGEST_CELL = 32_000  # characters; a workbook holds 32,767
LAST_ROW = 1_048_576
WIDEST, NARROWEST = 48, 8  # characters of a column
README = "Read me"
_MARK = PatternFill("solid", fgColor="FFE699")
_HEADING = PatternFill("solid", fgColor="D9E1F2")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(name="Calibri", size=11, bold=True)  # as the cells beside it
_FORMULA = ("=", "+", "-", "@", "\t", "\n")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def problems_book(read: Read) -> bytes:
    """A workbook (.xlsx): a first sheet that says what to do, then each sheet of the plan."""
    book = Workbook()
    book.remove(book.worksheets[0])
    first = book.create_sheet(README)
    used = {README.casefold()}
    names = {grid.sheet: _sheet_name(grid, used) for grid in read.grids if grid.rows}
    by_sheet: dict[str | None, list[Problem]] = defaultdict(list)
    for problem in read.plan.problems:
        by_sheet[problem.seen.sheet].append(problem)
    cut = []
    for grid in read.grids:
        if not grid.rows:
            continue
        sheet = book.create_sheet(names[grid.sheet])
        header = read.headers.get(grid.sheet, 0)
        if not _fill(sheet, grid, header, by_sheet[grid.sheet]):
            cut.append(names[grid.sheet])
    _read_me(first, read, names, cut)
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_name(grid: Grid, used: set[str]) -> str:
    """A name that a workbook takes, and that none of the ``used`` has."""
    base = _NOT_IN_NAMES.sub(" ", grid.sheet or "Plan").strip()[:28] or "Plan"
    name, count = base, 1
    while name.casefold() in used:
        count += 1
        name = f"{base} {count}"[-31:]
    used.add(name.casefold())
    return name


# --- One sheet of the plan --------------------------------------------------------------------


def _fill(sheet: Worksheet, grid: Grid, header: int, problems: Sequence[Problem]) -> bool:
    """The rows of ``grid`` with their problems; False when only some of the rows are shown."""
    by_row: dict[int, list[tuple[str, Problem]]] = defaultdict(list)
    marked: set[tuple[int, int]] = set()
    for problem in problems:
        row, column = _row_and_column(problem)
        by_row[row].append((problem.seen.cell or "", problem))
        if column:
            marked.add((row, column))
    rows = _in_their_places(grid)
    whole = sum(map(len, rows.values())) <= MOST_CELLS
    numbers = {n for n in rows if whole or n <= header or n in by_row} | by_row.keys()
    numbers = {n for n in numbers if 1 <= n <= LAST_ROW}
    last = max((column for n in numbers for column in rows.get(n, {})), default=1)
    heading = _write(sheet, header or 1, last + 1, "Problem")
    heading.font, heading.fill = _BOLD, _HEADING
    widths: Counter[int] = Counter({last + 1: WIDEST})
    for number in sorted(numbers):
        for column, cell in rows.get(number, {}).items():
            written = _write(sheet, number, column, cell.text)
            if cell.bold or number == header:
                written.font = _BOLD
            if number == header:
                written.fill = _HEADING
            if number >= header:
                longest = max(map(len, cell.text.split("\n")))
                widths[column] = max(widths[column], longest)
        for place, problem in by_row.get(number, ()):
            _add_problem(sheet, number, last + 1, f"{place}: {problem.wrong} {problem.do}")
    for row, column in marked:
        sheet.cell(row, column).fill = _MARK
    for column, width in widths.items():
        wide = min(max(width + 2, NARROWEST), WIDEST)
        sheet.column_dimensions[letters(column)].width = wide
    if header:
        sheet.freeze_panes = f"A{header + 1}"
    return whole


def _in_their_places(grid: Grid) -> dict[int, Row]:
    """The cells by where they stand in the file: a card was read as a row."""
    rows: dict[int, Row] = defaultdict(dict)
    for row in grid.rows.values():
        for cell in own_cells(row).values():
            rows[cell.row][cell.column] = cell
    return rows


def _row_and_column(problem: Problem) -> tuple[int, int | None]:
    """Where a problem stands: "E8" is row 8, column 5; "row 8" the row alone."""
    cell = problem.seen.cell or ""
    if cell.startswith("row ") and cell[4:].isdecimal():
        return int(cell[4:]), None
    try:
        name, row = coordinate_from_string(cell)
    except CellCoordinatesException:
        return 1, None
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - ord("A") + 1
    return row, column


def _add_problem(sheet: Worksheet, row: int, column: int, text: str) -> None:
    before = sheet.cell(row, column).value
    _write(sheet, row, column, f"{before}\n{text}" if before else text).font = _BOLD


def _write(sheet: Worksheet, row: int, column: int, text: str) -> BookCell:
    """Text that no spreadsheet program takes for a formula, now or when the cell is edited."""
    cell = cast("BookCell", sheet.cell(row, column))  # nothing is written into a merged range
    shown = clean(text)
    cell.value = shown if len(shown) <= LONGEST_CELL else shown[: LONGEST_CELL - 1] + "…"
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    if shown.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell


# --- The first sheet ----------------------------------------------------------------------------


def _read_me(
    sheet: Worksheet, read: Read, names: Mapping[str | None, str], cut: Sequence[str]
) -> None:
    problems, source = read.plan.problems, read.plan.source
    lines = [f"What could not be read in {source}", ""]
    if not problems:
        lines.append("Everything was read: there is nothing to mend.")
    else:
        lines += [
            f"{plural(len(problems), 'problem')}. Each sheet that follows shows a sheet of the "
            "plan as it was read. In the last column, “Problem”, stands what could not be read "
            "in a row and what to do; the cell it speaks of is yellow.",
            "Rows and columns are those of the plan. Mend the cells there, not here, save it, "
            f"and import it again: assure import {shlex.quote(source)}",
            *(
                f"The sheet “{name}” is long: only its rows with problems are shown."
                for name in cut
            ),
            "",
            "What to do",
        ]
    row = 0
    for row, line in enumerate(lines, start=1):
        cell = _write(sheet, row, 1, line)
        if row == 1 or line == "What to do":
            cell.font = _BOLD
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
        sheet.row_dimensions[row].height = 15.5 * (1 + len(line) // 105)
    for count, do in _to_do(problems):
        row += 1
        _write(sheet, row, 1, plural(count, "place"))
        _write(sheet, row, 2, do)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        sheet.row_dimensions[row].height = 15.5 * (1 + len(do) // 85)
    if problems:
        row += 2
        for column, heading in enumerate(("Sheet", "Cell", "What is wrong", "What to do"), 1):
            cell = _write(sheet, row, column, heading)
            cell.font, cell.fill = _BOLD, _HEADING
    for problem in problems:
        row += 1
        name = names.get(problem.seen.sheet)
        _write(sheet, row, 1, problem.seen.sheet or name or "")
        place = _write(sheet, row, 2, problem.seen.cell or "")
        if name:
            at, across = _row_and_column(problem)
            target = f"'{name}'!{letters(across or 1)}{min(at, LAST_ROW)}"
            place.hyperlink = Hyperlink(ref="", location=target)
            place.style = "Hyperlink"
        _write(sheet, row, 3, problem.wrong)
        _write(sheet, row, 4, problem.do)
    for letter, width in zip("ABCD", (18, 12, 60, 48), strict=True):
        sheet.column_dimensions[letter].width = width


def _to_do(problems: Iterable[Problem]) -> list[tuple[int, str]]:
    """What to do, and in how many places, the most frequent first."""
    counts = Counter(problem.do for problem in problems)
    return [(count, do) for do, count in counts.most_common(30)]
