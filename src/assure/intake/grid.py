"""A sheet as a grid of cells, whatever file it came from."""

from __future__ import annotations

import datetime as dt
import re
from calendar import month_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from assure.model.base import Seen
from assure.words.text import clean, one_line

CellValue = str | int | float | Decimal | bool | dt.datetime | dt.date | dt.time | dt.timedelta

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_SHOWN = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.')  # of a number format: locale, literal text


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell: its value, its words, and where it stands (counting from 1).

    ``inherited`` marks the rows below the first that a vertically merged cell spans; row and
    column then are those of the first. ``wide`` marks a cell merged over several columns.
    ``fill`` is the colour it is painted in as six hex digits ("92D050"), None for none or white.
    ``struck`` marks words with a line through them. ``meant`` is what the plan's key of colours
    says of a cell whose own words do not tell.
    """

    value: CellValue
    text: str
    row: int
    column: int
    bold: bool = False
    wide: bool = False
    percent: bool = False
    inherited: bool = False
    fill: str | None = None
    struck: bool = False
    meant: str = ""

    @property
    def place(self) -> str:
        """ "C5"; "above" and "below" for what stands in a line over or under the table."""
        if self.row > 0:
            return f"{letters(self.column)}{self.row}"
        return "below" if self.row else "above"

    @property
    def meaning(self) -> str:
        """What to read for status and RAG: the meaning of its colour, else its words."""
        return self.meant or self.text


Row = dict[int, Cell]


@dataclass(frozen=True)
class Merge:
    """A merged range, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """The filled cells of one sheet by row and column, both counting from 1.

    ``painted`` holds the colour of cells that are painted and have no words, by row and column;
    ``hidden_rows`` and ``hidden_columns`` what a reader of the sheet does not see; ``above`` the
    lines of text that stand over a table in a document, from the top, ``under`` those of them that
    are headings of sections, ``below`` the lines that follow it; ``follows`` marks a table that may
    go on the one before it and ``of_document`` a table rather than a sheet. ``hidden`` marks one
    that is hidden as a whole, ``conditional`` the ranges whose colours depend on a condition,
    ``key_rows`` the rows that hold a key of colours or a list of owners, and no action.
    """

    file: str
    sheet: str | None
    rows: dict[int, Row] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    painted: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    above: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    follows: bool = False
    of_document: bool = False
    hidden: bool = False
    conditional: tuple[Merge, ...] = ()
    key_rows: set[int] = field(default_factory=set)

    @property
    def what(self) -> str:
        """What people call it."""
        return "table" if self.of_document else "sheet"

    @property
    def called(self) -> str:
        """``sheet “Plan”`` or ``Table 2``, for a message."""
        return f"{self.sheet}" if self.of_document else f"sheet “{self.sheet}”"

    def seen(self, cell: Cell) -> Seen:
        return Seen(file=self.file, sheet=self.sheet, cell=cell.place, text=cell.text)

    def seen_blank(self, row: int, column: int) -> Seen:
        return Seen(file=self.file, sheet=self.sheet, cell=f"{letters(column)}{row}")

    def seen_row(self, number: int, text: str = "") -> Seen:
        return Seen(file=self.file, sheet=self.sheet, cell=f"row {number}", text=text)

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Rows with at least one filled cell, from the top."""
        yield from sorted(self.rows.items())

    def spread_merges(self) -> None:
        """Give each row that a merged cell spans the value of the cell, marked as inherited."""
        for merge in self.merges:
            cell = self.rows.get(merge.top, {}).get(merge.left)
            if cell is None:
                continue
            if merge.right > merge.left:
                self.rows[merge.top][merge.left] = cell = replace(cell, wide=True)
            if merge.bottom == merge.top:
                continue
            for number in [n for n in self.rows if merge.top < n <= merge.bottom]:
                self.rows[number].setdefault(merge.left, replace(cell, inherited=True))


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Column 5 → "E"."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int | None:
    """Column "E" → 5; None when the text is not the letters of a column of Excel."""
    if not re.fullmatch(r"[A-Za-z]{1,3}", name):
        return None
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number if number <= 16_384 else None


def own_cells(row: Row) -> Row:
    """The cells typed in this row, without those inherited from a merge above."""
    return {column: cell for column, cell in row.items() if not cell.inherited}


def text_of(value: CellValue, number_format: str = "") -> str:
    """The words of a cell as a reader of the sheet sees them; dates day before month."""
    if isinstance(value, str):
        return clean(_ESCAPED.sub(_unescape, value) if "_x" in value else value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        if value.day == 1 and _shows_month(number_format):
            return f"{month_name[value.month]} {value.year}"
        return f"{value.day:02}/{value.month:02}/{value.year}"  # strftime takes twice as long
    if isinstance(value, int | float | Decimal):
        return _number_text(value, number_format)
    return str(value)


@lru_cache(maxsize=256)
def _shows_month(number_format: str) -> bool:
    """Whether a format of dates shows month and year and no day: "Sep-26" typed is the first of
    September to the spreadsheet, and the month to whoever typed it."""
    shown = _NOT_SHOWN.sub("", number_format).lower()
    return "m" in shown and "y" in shown and not set("dhs") & set(shown)


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found.group(1), 16))


def _number_text(value: int | float | Decimal, number_format: str) -> str:
    if "%" in number_format:
        return f"{float(value) * 100:.10g}%"
    # "1.10" as a reference is kept only in the format of its cell.
    places = re.fullmatch(r"0\.(0{1,4})", number_format)
    if places:
        return f"{float(value):.{len(places.group(1))}f}"
    if isinstance(value, int):
        return str(value)
    return f"{float(value):.12g}"


def make_cell(
    value: object,
    row: int,
    column: int,
    *,
    number_format: str = "",
    bold: bool = False,
    fill: str | None = None,
    struck: bool = False,
) -> Cell | None:
    """The cell, or None for one that shows nothing."""
    if value is None:
        return None
    if not isinstance(value, str) and not isinstance(value, CellValue):
        value = str(value)
    text = text_of(value, number_format)
    if not text or text.isspace():
        return None
    if isinstance(value, str):
        value = text
    percent = "%" in number_format
    return Cell(value, text, row, column, bold, percent=percent, fill=fill, struck=struck)


def headings_of(row: Row) -> str:
    """The cells of a row for a message: “No”, “What?”, “Who by?”."""
    shown = [f"“{one_line(cell.text)[:40]}”" for _, cell in sorted(row.items())]
    return ", ".join(shown[:12]) + (", …" if len(shown) > 12 else "")


Texts = Mapping[int, str]
