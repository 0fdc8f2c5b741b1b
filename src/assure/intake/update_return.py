"""A workbook of a quarterly update that has come back: which plan and quarter it is for.

What its rows say is read in ``update_rows``, against the plan. It may be saved by any program
and as any kind of sheet; as a text table it holds the sheet of actions alone, and whoever brings
it has to say the plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assure.intake import update_sheets as sheets
from assure.intake.files import read_grids
from assure.intake.grid import Cell, Grid, Row
from assure.model.base import Problem, Seen
from assure.model.errors import UnreadableFileError
from assure.words.days import read_day
from assure.words.text import one_line, plain

LONGEST_NAME = 100  # characters of who filled it in
_PROGRESS = re.compile(r"progress in q(\d{1,2})")
_LAST_HEADING = 10  # row by which the headings stand
_QUARTER = re.compile(r"q(\d{1,2})")
_BLOCKED = frozenset({"formula-not-calculated", "formula-fault"})


@dataclass(frozen=True)
class Known:
    """What was known of one action when its workbook was written, in the words of
    ``update_sheets.standing``."""

    key: str
    standing: Mapping[str, str]


@dataclass(frozen=True)
class Return:
    """A file as it came back. ``plan``, ``change``, ``written`` and ``begins`` come from its
    hidden sheet, and are blank where that is gone; ``known`` is by reference.

    ``header`` is the row of the headings of ``actions``. ``problems`` are those of the file as a
    whole; those of its rows come with them.
    """

    source: str
    quarter: int
    actions: Grid
    header: int
    new_tasks: Grid | None = None
    plan: str = ""
    change: int | None = None
    written: dt.date | None = None
    begins: str = ""
    whom: str = ""
    filled_by: str = ""
    filled_on: dt.date | None = None
    known: Mapping[str, Known] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_return(path: Path) -> Return:
    """The file at ``path``. Raises UnreadableFileError with one sentence for one that cannot be
    read or is no update."""
    grids, problems = read_grids(path)
    found = [(grid, row) for grid in grids if (row := _heading_row(grid)) is not None]
    if not found:
        raise UnreadableFileError(
            f"{path.name}: no sheet is headed “Ref” and “{sheets.progress_heading(1)}” (or "
            "another quarter), so it is no update; write the workbooks with "
            "`assure template FOLDER --update Q1`, and bring a whole plan with `assure import`."
        )
    if len(found) > 1:
        names = " and ".join(grid.called for grid, _ in found[:2])
        raise UnreadableFileError(
            f"{path.name}: {names} both hold actions of an update; give each a file of its own."
        )
    (actions, header), about = found[0], _sheet(grids, sheets.ABOUT)
    hidden = _sheet(grids, sheets.KNOWN)
    told, known = _known(hidden, path.name) if hidden else ({}, {})
    filled_by, filled_on, doubts = _declared(about) if about else ("", None, [])
    new_tasks = _sheet(grids, sheets.NEW_TASKS)
    read = {grid.sheet for grid in (actions, about, new_tasks) if grid}
    blocked = [p for p in problems if p.code in _BLOCKED and p.seen.sheet in read]
    change = told.get(sheets.CHANGE, "")
    return Return(
        source=path.name,
        quarter=_quarter(actions, header, told),
        actions=actions,
        header=header,
        new_tasks=new_tasks,
        plan=told.get(sheets.PLAN, ""),
        change=int(change) if re.fullmatch(r"\d{1,9}", change) else None,
        written=read_day(told.get(sheets.WRITTEN, "")),
        begins=told.get(sheets.BEGINS, ""),
        whom=told.get(sheets.FOR, ""),
        filled_by=filled_by,
        filled_on=filled_on,
        known=known,
        problems=(*blocked, *doubts),
    )


def _sheet(grids: Iterable[Grid], name: str) -> Grid | None:
    return next((grid for grid in grids if plain(grid.sheet or "") == plain(name)), None)


def _heading_row(grid: Grid) -> int | None:
    for number, row in grid:
        if number > _LAST_HEADING:
            return None
        words = {plain(cell.text) for cell in row.values()}
        if "ref" in words and any(_PROGRESS.fullmatch(word) for word in words):
            return number
    return None


def _quarter(actions: Grid, header: int, told: Mapping[str, str]) -> int:
    """The quarter of its heading. Raises UnreadableFileError when it is told otherwise."""
    quarters = {
        int(found[1])
        for cell in actions.rows[header].values()
        if (found := _PROGRESS.fullmatch(plain(cell.text)))
    }
    if found := _QUARTER.fullmatch(plain(told.get(sheets.QUARTER, ""))):
        quarters.add(int(found[1]))
    if len(quarters) > 1:
        one, other, *_ = sorted(quarters)
        raise UnreadableFileError(
            f"{actions.file}: it speaks of quarter {one} and of quarter {other}; fill in the "
            "workbook of one quarter as it was sent."
        )
    return quarters.pop()


def _known(hidden: Grid, file: str) -> tuple[dict[str, str], dict[str, Known]]:
    """What the hidden sheet says of the whole, by label, and of each action, by reference."""
    rows = [row for _, row in hidden]
    if not rows or _text(rows[0], 1) != sheets.FORMAT:
        return {}, {}
    if _text(rows[0], 2) != str(sheets.VERSION):
        raise UnreadableFileError(
            f"{file}: its workbook was written by another version of assure; write it anew with "
            "`assure template FOLDER --update` and move the words over."
        )
    labels = (sheets.PLAN, sheets.CHANGE, sheets.QUARTER, sheets.WRITTEN, sheets.FOR, sheets.BEGINS)
    count = len(labels) + 1
    told = {_text(row, 1): _text(row, 2) for row in rows[1:count]}
    fields = list(sheets.standing_fields())
    known = {
        _text(row, 1): Known(
            _text(row, 2), {name: _text(row, place) for place, name in enumerate(fields, start=3)}
        )
        for row in rows[count:]
    }
    return told, known


def _text(row: Row, column: int) -> str:
    return row[column].text if column in row else ""


# --- Who filled it in -------------------------------------------------------------------


def _declared(about: Grid) -> tuple[str, dt.date | None, list[Problem]]:
    """Who filled it in, and on which day."""
    beside = {plain(row[1].text): row[2] for _, row in about if 1 in row and 2 in row}
    problems: list[Problem] = []
    by, on = beside.get(plain(sheets.FILLED_BY)), beside.get(plain(sheets.FILLED_ON))
    name = one_line(by.text) if by else ""
    if by and len(name) > LONGEST_NAME:
        wrong = f"{len(name)} characters are too many for a name."
        problems.append(_problem(about, by, "long-name", wrong, "Write one post."))
    day = None
    if on is not None:
        day = _day(on)
        if day is None:
            wrong = f"“{one_line(on.text)[:60]}” is not a day."
            problems.append(_problem(about, on, "no-day", wrong, "Write it as 31/03/2027."))
    return name[:LONGEST_NAME], day, problems


def _day(cell: Cell) -> dt.date | None:
    if isinstance(cell.value, dt.datetime):
        return cell.value.date()
    return cell.value if isinstance(cell.value, dt.date) else read_day(cell.text[:40])


def _problem(grid: Grid, cell: Cell, code: str, wrong: str, do: str) -> Problem:
    seen = Seen(file=grid.file, sheet=grid.sheet, cell=cell.place, text=cell.text)
    return Problem(code=code, seen=seen, wrong=wrong, do=do)
