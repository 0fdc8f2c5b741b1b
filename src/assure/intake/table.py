"""A table of a sheet: its header, and what each column holds.

Real sheets have titles above the header, headers over two rows, headers repeated at each
page break, rows that only name a section, and notes below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assure.intake.grid import Grid, Row, column_number, letters
from assure.intake.headings import BRACKETLESS, EXACT, HeadingMatcher, squash
from assure.model.plan import Column
from assure.words.text import one_line

OTHER = "Other column: "  # before a heading, in our own workbook: no field, whatever follows


@dataclass(frozen=True)
class Placed:
    """What one column was taken for and how."""

    field: str
    how: str


@dataclass
class Table:
    """A header and what its columns hold; ``rows()`` gives the data."""

    grid: Grid
    header: int  # row number of the (last) header row; 0 when there is none
    headings: dict[int, str]
    placed: dict[int, Placed] = field(default_factory=dict)
    shifted: bool = False
    kept: set[int] = field(default_factory=set)  # columns said to be no field
    timeline: frozenset[int] = frozenset()  # columns that stand for months, quarters or years
    missing: frozenset[str] = frozenset()  # fields whose column was said, and is not in this table
    _data: list[tuple[int, Row]] | None = field(default=None, repr=False)
    _mostly: dict[tuple[int, str], bool] = field(default_factory=dict, repr=False)

    def column(self, name: str) -> int | None:
        for column, placed in self.placed.items():  # asked for each row: no generator is set up
            if placed.field == name:
                return column
        return None

    @property
    def taken(self) -> set[int]:
        """Columns that need no field any more."""
        return self.kept | set(self.placed)

    def headed(self, heading: str) -> list[int]:
        """The columns of this heading, from the left."""
        squashed = squash(heading)
        return [c for c, text in sorted(self.headings.items()) if squashed == squash(text) != ""]

    def place(self, column: int, name: str, how: str) -> None:
        """Take ``column`` for ``name``, whatever held it before."""
        for other in [c for c, placed in self.placed.items() if placed.field == name]:
            del self.placed[other]
        self.placed[column] = Placed(name, how)

    def columns(self) -> Iterator[Column]:
        """Every column that has a heading or a field, for the plan's record."""
        over = self.grid.rows.get(self.header, {})  # a month may be a date, and no words
        for number in sorted(set(self.headings) | set(self.placed) | self.timeline):
            placed = self.placed.get(number)
            if number in self.timeline:
                placed = Placed("due", "marked columns")
            yield Column(
                sheet=self.grid.sheet,
                letter=letters(number),
                heading=one_line(
                    self.headings.get(number) or (over[number].text if number in over else "")
                ),
                field=placed.field if placed else None,
                how=placed.how if placed else "said" if number in self.kept else "",
            )

    def lines_above(self) -> Iterator[str]:
        """What is written over the header in the sheet itself."""
        for number, row in self.grid:
            if number >= self.header:
                return
            yield from (cell.text for cell in row.values() if not cell.inherited)

    def mostly(self, column: int, pattern: re.Pattern[str]) -> bool:
        """Whether at least half of the filled cells of a column are of one form."""
        known = self._mostly.get((column, pattern.pattern))
        if known is None:
            cells = [row[column].text for _, row in self.data() if column in row]
            fitting = sum(bool(pattern.match(text)) for text in cells)
            known = self._mostly[column, pattern.pattern] = 2 * fitting >= len(cells)
        return known

    def forget_rows(self) -> None:
        """Look again which rows are data, once a key of colours was found among them."""
        self._data = None

    def data(self) -> list[tuple[int, Row]]:
        """Filled rows below the header, without repeats of the header."""
        if self._data is None:
            squashed = {column: squash(text) for column, text in self.headings.items()}
            self._data = [
                (number, row)
                for number, row in self.grid
                if number > self.header
                and number not in self.grid.key_rows
                and any(not cell.inherited for cell in row.values())
                and not all(squash(c.text) == squashed.get(n, "") for n, c in row.items())
            ]
        return self._data


# --- What the columns hold --------------------------------------------------------------


def place_columns(table: Table, matcher: HeadingMatcher, mapping: Mapping[str, str]) -> list[str]:
    """Give each column its field; the strongest claim goes first. Returns what ``mapping`` missed.

    ``mapping`` gives field → heading or column letter and beats every heading.
    """
    table.kept.update(c for c, text in table.headings.items() if text.startswith(OTHER))
    missed = [name for name, wanted in mapping.items() if not _place_said(table, name, wanted)]
    claims = sorted(
        (
            (-strength, column, name)
            for column, text in table.headings.items()
            if column not in table.taken
            for name, strength in matcher.fields(text).items()
        ),
    )
    taken = {placed.field for placed in table.placed.values()}
    for strength, column, name in claims:
        if column in table.placed or name in taken:
            continue
        how = "heading" if -strength in {EXACT, BRACKETLESS} else "near heading"
        table.placed[column] = Placed(name, how)
        taken.add(name)
    return missed


def _place_said(table: Table, name: str, wanted: str) -> bool:
    headed = table.headed(wanted)
    if headed:
        if len(headed) == 1:
            table.placed[headed[0]] = Placed(name, "said with --map")
        return len(headed) == 1
    column_said = column_number(wanted.strip())
    if column_said is not None and any(column_said in row for _, row in table.grid):
        table.placed[column_said] = Placed(name, "said with --map")
        return True
    return False


def mend_shift(table: Table, matcher: HeadingMatcher) -> bool:
    """Where a header has one cell fewer than its rows, move every heading one place right.

    Known by two signs together: rows reach one column past the last heading, and the first
    column holds numbers under a heading that is not one of numbers.
    """
    headed = sorted(table.headings)
    if not headed or headed != list(range(headed[0], headed[-1] + 1)):
        return False
    first, last = headed[0], headed[-1]
    if "ref" in matcher.fields(table.headings[first]):
        return False
    rows = [row for _, row in table.data() if len(row) > 1]
    if len(rows) < 2:
        return False
    beyond = sum(last + 1 in row for row in rows)
    numbered = sum(first in row and is_ref(row[first].text) for row in rows)
    if beyond * 2 < len(rows) or numbered < 0.8 * len(rows):
        return False
    table.headings = {column + 1: text for column, text in table.headings.items()}
    table._data = None
    table.placed = {first: Placed("ref", "content")}
    table.shifted = True
    return True


def is_ref(text: str) -> bool:
    return (
        re.fullmatch(r"[A-Z]{0,4}[-. ]?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?\.?", text.strip())
        is not None
    )
