"""Finding the table in a sheet: its header, what each column holds, and its rows.

Real sheets have titles above the header, headers over two rows, headers repeated at each
page break, rows that only name a section, and notes below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assure.intake.grid import Cell, Grid, Row, column_number, letters, own_cells
from assure.intake.heading_terms import TERMS
from assure.intake.headings import BRACKETLESS, EXACT, HeadingMatcher, squash
from assure.intake.leads import lead_of_table
from assure.model.base import Seen
from assure.model.plan import Column
from assure.words.text import is_ditto, one_line, plain

OTHER = "Other column: "  # before a heading, in our own workbook: no field, whatever follows
_SEARCHED = 60  # filled rows from the top in which a header is looked for
_LONGEST_HEADING = 120
_FULL_ROW, _SHORT = 3, 40  # cells of a row that may hold unlisted headings; letters of each
# Under "Timescale" a quarter, month or year is a place to mark, and speaks for itself.
_OF_TIME = re.compile(
    r"^(?:q|qtr|quarter|year|yr|week|wk|w/[ce])?\W*\d|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
SECTION = re.compile(
    r"^(?P<level>theme|priority|outcome|objective|aim|goal|strand|workstream|section|part|project|"
    r"key area|area|chapter|strategic \w+)s?\b"
)
# Above the header only a numbered or labelled heading is one; the rest is the sheet's title.
ABOVE = re.compile(
    r"^(?:theme|priority|outcome|objective|aim|goal|strand|workstream)s?"
    r"(?:\s+\d[\w.]*(?:\W|$)|\s*:\s*\S)"
)


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


# --- The header -------------------------------------------------------------------------


def find_table(grid: Grid, matcher: HeadingMatcher, mapping: Mapping[str, str]) -> Table | None:
    """The table whose header row names the most fields, or None when no row names two."""
    said = {squash(heading) for heading in mapping.values()}
    best: tuple[float, int, dict[int, str]] | None = None
    filled = [(number, row) for number, row in grid][:_SEARCHED]
    for index, (number, row) in enumerate(filled):
        candidates = [(number, _texts(row))]
        if index + 1 < len(filled) and filled[index + 1][0] == number + 1:
            both = _two_rows(grid, number, row, filled[index + 1][1], matcher)
            if both:
                # Headings merged down over both rows leave no doubt that there are two.
                candidates = candidates if not _spans_two(grid, number) else []
                candidates.append((number + 1, both))
        for last, headings in candidates:
            score = _score(headings, matcher, said)
            if score and (best is None or score > best[0] + 0.01):
                best = (score, last, headings)
    if best is None:
        return None
    return Table(grid, best[1], best[2])


def likely_table(grid: Grid, matcher: HeadingMatcher) -> Table | None:
    """The table whose first full row has headings that no list holds, but whose words tell.

    For a file in which nothing else was recognised: every column so placed is in doubt, and whoever
    reads the plan is told or asked.
    """
    for number, row in list(grid)[:_SEARCHED]:
        if len(row) < _FULL_ROW:
            continue
        headings = _texts(row)
        if len(headings) < len(row) or any(len(text) > _SHORT for text in headings.values()):
            return None
        named = {name for text in headings.values() for name in matcher.fields(text)}
        return Table(grid, number, headings) if "action" in named and len(named) > 1 else None
    return None


def _texts(row: Row) -> dict[int, str]:
    return {
        column: cell.text
        for column, cell in row.items()
        if isinstance(cell.value, str) and len(cell.text) <= _LONGEST_HEADING
    }


def _score(headings: Mapping[int, str], matcher: HeadingMatcher, said: set[str]) -> float:
    """How many different fields the row names, sure matches counting more."""
    if len(headings) < 2 and not said.intersection(squash(text) for text in headings.values()):
        return 0.0
    best: dict[str, int] = {}
    for column, text in headings.items():
        if squash(text) in said:
            best[f"said {column}"] = 2 * EXACT
        fields = matcher.fields(text)
        if fields:
            name, strength = max(fields.items(), key=lambda pair: pair[1])
            best[name] = max(best.get(name, 0), strength)
    needed = 1 if said and any(name.startswith("said") for name in best) else 2
    # The words of a heading occur in rows of data too ("Housing Officer"): they add, not decide.
    decisive = sum(strength != TERMS for strength in best.values())
    return sum(best.values()) / EXACT if decisive >= needed else 0.0


def _spans_two(grid: Grid, number: int) -> bool:
    return any(
        m.top == number and m.bottom == number + 1 and m.left == m.right for m in grid.merges
    )


def _two_rows(
    grid: Grid, number: int, upper: Row, lower: Row, matcher: HeadingMatcher
) -> dict[int, str] | None:
    """Headings over two rows: "Dates" merged over "Start" and "Finish"."""
    if not any(cell.wide for cell in upper.values()) or len(upper) < 2:
        return None
    if any(not isinstance(c.value, str) or len(c.text) > 40 for c in lower.values()):
        return None
    spread = _texts(upper)
    for merge in grid.merges:
        if merge.top == number and merge.left in upper:
            for column in range(merge.left, min(merge.right, merge.left + 50) + 1):
                spread.setdefault(column, upper[merge.left].text)
    below = _texts(own_cells(lower))
    if len(below) < 2:
        return None
    # The lower word says what a column holds; the upper alone serves where there is none, and
    # both together where the lower says nothing by itself: "Finish" over "Baseline".
    for column, text in below.items():
        both = f"{spread[column]}: {text}" if column in spread else text
        if _says_which(spread.get(column, ""), text, matcher):
            below[column] = both
    return {**spread, **below}


def _says_which(upper: str, lower: str, matcher: HeadingMatcher) -> bool:
    """Whether the lower of two headings only says which of several the upper means."""
    rated = {"rag", "status"} & set(matcher.fields(upper))
    if matcher.fields(lower) or not matcher.fields(f"{upper}: {lower}"):
        return False
    return bool(rated) or not _OF_TIME.match(plain(lower))


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
    numbered = sum(first in row and _is_ref(row[first].text) for row in rows)
    if beyond * 2 < len(rows) or numbered < 0.8 * len(rows):
        return False
    table.headings = {column + 1: text for column, text in table.headings.items()}
    table._data = None
    table.placed = {first: Placed("ref", "content")}
    table.shifted = True
    return True


def _is_ref(text: str) -> bool:
    return (
        re.fullmatch(r"[A-Z]{0,4}[-. ]?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?\.?", text.strip())
        is not None
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
        if isinstance(only.value, int | float) or _is_ref(only.text):
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
