"""The rows of a table one by one, each with the section it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assure.intake.grid import Cell, Row, letters, own_cells
from assure.intake.leads import lead_of_table
from assure.intake.table import OTHER, Table, is_ref
from assure.model.base import Seen
from assure.words.text import is_ditto, one_line, plain

SECTION = re.compile(
    r"^(?P<level>theme|priority|outcome|objective|aim|goal|strand|workstream|section|part|project|"
    r"key area|area|chapter|strategic \w+)s?\b"
)
# Above the header only a numbered or labelled heading is one; the rest is the sheet's title.
ABOVE = re.compile(
    r"^(?:theme|priority|outcome|objective|aim|goal|strand|workstream)s?"
    r"(?:\s+\d[\w.]*(?:\W|$)|\s*:\s*\S)"
)


# --- Rows -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Record:
    """One data row: its cells by field, those of columns nobody placed, and its section.

    ``step`` counts the steps that one row lists, from 1; 0 for a row that is one action.
    """

    number: int
    cells: dict[str, Cell]
    others: dict[str, Cell]
    section: str = ""
    blanks: dict[str, Seen] = field(default_factory=dict)  # empty cells of placed columns
    step: int = 0

    def text(self, name: str) -> str:
        cell = self.cells.get(name)
        return cell.text.strip() if cell else ""


def records(table: Table) -> Iterator[Record]:
    """The data rows in order, "ditto" filled in from above, section rows as context."""
    sections = _Sections(table)
    lead = lead_of_table(table.grid.above)
    above: dict[int, Cell] = {}
    # A theme or objective stands once, and blank cells below it belong to it.
    headings = [c for c, placed in table.placed.items() if placed.field == "section"]
    for number, row in table.data():
        if sections.take(row):
            for column in headings:
                above.pop(column, None)  # a new section: nothing is carried down into it
            continue
        cells: dict[str, Cell] = {}
        others: dict[str, Cell] = {}
        for column, cell in sorted(row.items()):
            if is_ditto(cell.text) and column in above:
                cell = _ditto(above[column], cell)
            above[column] = cell
            placed = table.placed.get(column)
            if placed is not None:
                cells[placed.field] = cell
            else:
                heading = one_line(table.headings.get(column, "")) or f"column {letters(column)}"
                heading = heading.removeprefix(OTHER)
                others[heading] = cell
        for column in headings:
            if column not in row and column in above:
                cells.setdefault("section", _ditto(above[column], above[column]))
        blanks = {
            placed.field: table.grid.seen_blank(number, column)
            for column, placed in table.placed.items()
            if placed.field not in cells
        }
        if lead is not None and "action" in cells:
            cells.setdefault("owner", lead)
        section = " / ".join(filter(None, (*table.grid.under, sections.current())))
        yield Record(number, cells, others, section, blanks)


def _ditto(meant: Cell, written: Cell) -> Cell:
    """What "ditto" means, standing in the cell where it was written."""
    return Cell(meant.value, meant.text, written.row, written.column, inherited=True)


class _Sections:
    """Rows that hold nothing but a heading, nested by the word they open with."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._stack: list[tuple[str, str]] = []
        self._after_section = False
        data = [row for _, row in table.data()]
        filled = sorted(len(own_cells(row)) for row in data)
        # In a table whose rows mostly hold one cell, one cell says nothing.
        self._full_rows = bool(filled) and filled[len(filled) // 2] >= 2
        for number, row in table.grid:
            if number >= table.header:
                break
            only = _only(row)
            if only is not None and ABOVE.match(plain(only.text)):
                self._push(only)
        self._after_section = False

    def current(self) -> str:
        return " / ".join(text for _, text in self._stack)

    def take(self, row: Row) -> bool:
        """True when the row is a section heading (or a note), which is then remembered."""
        only = _only(own_cells(row))
        if only is None or not self._is_section(only, row):
            self._after_section = False
            return False
        self._push(only)
        self._after_section = True
        return True

    def _is_section(self, only: Cell, row: Row) -> bool:
        if isinstance(only.value, int | float) or is_ref(only.text):
            return False
        if only.wide:
            return True
        action = self._table.column("action")
        placed = self._table.placed.get(only.column)
        if only.column != action and placed is not None and placed.field != "ref":
            return placed.field == "section" and SECTION.match(plain(only.text)) is not None
        if only.bold or SECTION.match(plain(only.text)):
            return only.column == min(self._table.headings, default=1) or only.column == action
        if only.column == action and only.column != min(self._table.headings, default=1):
            return False  # a row with an action and nothing else is a thin action, not a heading
        return self._full_rows and not any(cell.inherited for cell in row.values())

    def _push(self, only: Cell) -> None:
        text = one_line(only.text)
        found = SECTION.match(plain(text))
        level = found["level"] if found else ""
        depth = next((i for i, (other, _) in enumerate(self._stack) if other == level), None)
        if depth is not None:
            del self._stack[depth:]
        elif not self._after_section and not level:
            self._stack.clear()  # a heading of no named level starts afresh after rows
        self._stack.append((level, text))


def _only(row: Row) -> Cell | None:
    return next(iter(row.values())) if len(row) == 1 else None
