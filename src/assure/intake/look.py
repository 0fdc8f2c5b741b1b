"""A file as it is shown to a person before they say what its columns hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assure.intake.columns import FIELD_NAMES
from assure.intake.errors import UnplacedColumnError
from assure.intake.grid import Grid, column_number
from assure.intake.headings import squash
from assure.intake.read import read_file
from assure.intake.said import Said
from assure.model.plan import NEEDED_FIELDS, TELL_STATUS, UNSURE, Column, Plan
from assure.words.text import is_nothing, one_line

_SHOWN = 3  # cells of a column


@dataclass(frozen=True)
class Shown:
    """One column: what it was taken for, how, and its first different cells.

    ``name`` is what a person says to mean it: its heading, or its letter where the heading stands
    twice or nowhere. ``sayable``: what is said of it by its name holds for no other column: a
    heading holds in the sheets that have it, a letter on all sheets of actions.
    """

    name: str
    letter: str
    heading: str
    field: str | None
    how: str
    cells: tuple[str, ...]
    sayable: bool = True


@dataclass(frozen=True)
class Look:
    """The (first) table of actions, and the plan where one could be read."""

    sheet: str | None
    columns: tuple[Shown, ...]
    plan: Plan | None = None

    def doubtful(self) -> tuple[Shown, ...]:
        """Columns of a needed field that no sure heading placed."""
        return tuple(c for c in self.columns if c.field in NEEDED_FIELDS and c.how in UNSURE)

    def missing(self) -> tuple[str, ...]:
        """Needed fields that no sheet has a column for."""
        placed = {column.field for column in self.columns}
        if placed & TELL_STATUS:
            placed.add("status")
        elsewhere = self.plan.fields_present if self.plan else frozenset()
        return tuple(
            name
            for name in NEEDED_FIELDS
            if name not in placed and FIELD_NAMES.get(name, name) not in elsewhere
        )

    def unplaced(self) -> tuple[Shown, ...]:
        """Columns with words in them that were taken for nothing, and not by anybody's word."""
        return tuple(c for c in self.columns if c.field is None and not c.how and c.cells)


def look_at(path: Path, said: Said) -> Look:
    """What a person should see of the file's columns.

    Raises what ``read_plan`` raises, but for a table of which only the column of actions is
    missing: that one can be pointed at.
    """
    try:
        read = read_file(path, said)
    except UnplacedColumnError as fault:
        if fault.table is None:
            raise
        table = fault.table
        columns = tuple(table.columns())
        return Look(table.grid.sheet, _shown(columns, columns, table.grid, table.header))
    sheets = [action.seen["title"].sheet for action in read.plan.actions if "title" in action.seen]
    sheet = sheets[0] if sheets else None
    grid = next(grid for grid in read.grids if grid.sheet == sheet)
    own = tuple(column for column in read.plan.columns if column.sheet == sheet)
    of_actions = tuple(column for column in read.plan.columns if column.sheet in set(sheets))
    return Look(sheet, _shown(own, of_actions, grid, read.headers[sheet]), read.plan)


def _shown(
    columns: tuple[Column, ...], of_actions: tuple[Column, ...], grid: Grid, header: int
) -> tuple[Shown, ...]:
    headings = [squash(column.heading) for column in columns]
    sheets = {column.sheet for column in of_actions}
    alone = [squashed != "" and headings.count(squashed) == 1 for squashed in headings]
    return tuple(
        Shown(
            name=column.heading if by_heading else column.letter,
            letter=column.letter,
            heading=column.heading,
            field=column.field,
            how=column.how,
            cells=_first_cells(grid, header, column_number(column.letter) or 0),
            sayable=by_heading or len(sheets) == 1,
        )
        for column, by_heading in zip(columns, alone, strict=True)
    )


def _first_cells(grid: Grid, header: int, column: int) -> tuple[str, ...]:
    below: Iterable[str] = (
        one_line(row[column].text)
        for number, row in grid
        if number > header and column in row and not row[column].inherited
    )
    different = dict.fromkeys(text for text in below if not is_nothing(text))
    return tuple(different)[:_SHOWN]
