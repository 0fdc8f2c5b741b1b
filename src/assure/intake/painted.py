"""Status and RAG told by the paint of a cell: read by the plan's key of colours, else asked for.

Words beat paint. Paint that rows or columns share is decoration: a row painted like its
neighbours, a column painted alike from top to bottom; it tells only in a shade that the key shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assure.intake.colours import STRUCK, Legend, colour_name, colour_word
from assure.intake.grid import Cell, Grid, Row, letters
from assure.intake.keys import find_key
from assure.intake.table import Table
from assure.model.base import Problem
from assure.model.values import Status
from assure.words.statuses import parse_rag, parse_status
from assure.words.text import is_nothing, one_line, plural

_COLUMNS = ("status", "rag", "progress")
_ALIKE_FROM = 3  # rows from which a column painted alike is decoration
_NAMED = 4  # cells or rows that a problem names before it only counts
_WRITE_WORDS = "or write the status in words, for example Completed or On hold."


def read_looks(
    grids: Iterable[Grid], tables: Iterable[Table], said: Mapping[str, str], problems: list[Problem]
) -> set[str | None]:
    """Read what the look of the cells tells in all tables; the names of the sheets with a key.

    Raises UnknownColourError when ``said``, colour → meaning, cannot be understood.
    """
    by_grid = {id(table.grid): table for table in tables}
    key = find_key(grids, by_grid)
    legend = Legend(said, key.entries)
    for table in by_grid.values():
        table.forget_rows()
        read_paint(table, legend, problems)
        tell_hidden(table, problems)
    return key.sheets


def read_paint(table: Table, legend: Legend, problems: list[Problem]) -> None:
    """Give the cells of status and RAG the meaning of their colour; ask for what has none.

    What was understood goes into ``Cell.meant``, beside the words and never in their place.
    """
    for name in _COLUMNS:
        column = table.column(name)
        if column is not None:
            _Column(table, column, name, legend, problems).read()
    _read_struck(table, legend, problems)


@dataclass
class _Column:
    table: Table
    column: int
    name: str
    legend: Legend
    problems: list[Problem]

    def read(self) -> None:
        painted: dict[str, list[int]] = defaultdict(list)
        written: dict[str, list[Cell]] = defaultdict(list)
        alike = self._alike()
        for number, row in self.table.data():
            cell = row.get(self.column)
            word = colour_word(cell.text) if cell else None
            if cell is not None and word is not None:
                if not self._written(row, cell, word):
                    written[word].append(cell)
            elif not _tells(cell):
                fill = self._fill(number, row)
                if fill is not None and not self._painted(number, row, fill, alike=alike):
                    painted[fill].append(number)
        for word, cells in written.items():
            self._ask_word(word, cells)
        for fill, numbers in painted.items():
            self._ask_paint(
                fill, numbers, {colour_name(other) for other in painted if other != fill}
            )
        self._tell_conditional()

    @property
    def _grid(self) -> Grid:
        return self.table.grid

    def _fill(self, number: int, row: Row, column: int | None = None) -> str | None:
        column = column or self.column
        cell = row.get(column)
        return cell.fill if cell is not None else self._grid.painted.get((number, column))

    def _written(self, row: Row, cell: Cell, word: str) -> bool:
        """A colour in words: False when only a legend could tell and none does."""
        meanings = self.legend.of_word(word)
        if len(meanings) == 1:
            row[self.column] = replace(cell, meant=meanings[0])
            return True
        return parse_rag(cell.text) is not None

    def _painted(self, number: int, row: Row, fill: str, *, alike: bool) -> bool:
        """True when nothing is left to ask about the paint of this cell."""
        cell = row.get(self.column)
        blank = cell is None or is_nothing(cell.text)
        whole_row = self._whole_row(number, row, fill)
        decoration = whole_row or alike
        meanings = self.legend.of_shade(fill) if decoration else self.legend.of_fill(fill)
        if len(meanings) == 1:
            shown = f"(painted {colour_name(fill)})"
            if cell is None:
                cell = Cell("", shown, number, self.column, fill=fill)
            elif blank:
                cell = replace(cell, text=f"{cell.text} {shown}")
            row[self.column] = replace(cell, meant=meanings[0])
            return True
        if whole_row or not blank or self.name == "progress":
            return True
        return alike and self.name != "rag"

    def _alike(self) -> bool:
        data = self.table.data()
        if len(data) < _ALIKE_FROM:
            return False
        first = self._fill(*data[0])
        return first is not None and all(self._fill(number, row) == first for number, row in data)

    def _whole_row(self, number: int, row: Row, fill: str) -> bool:
        others = [c for c in self.table.headings if c != self.column]
        same = sum(self._fill(number, row, column) == fill for column in others)
        return bool(others) and 2 * same >= len(others)

    def _heading(self) -> str:
        heading = one_line(self.table.headings.get(self.column, ""))
        return f"“{heading}”" if heading else letters(self.column)

    def _ask_word(self, word: str, cells: list[Cell]) -> None:
        places = _listed([cell.place for cell in cells])
        self.problems.append(
            Problem(
                code="colour-without-legend",
                seen=self._grid.seen(cells[0]),
                wrong=f"“{one_line(cells[0].text)}” in {plural(len(cells), 'cell')} ({places}) "
                f"{self._why(self.legend.of_word(word))}",
                do=f'Say what it stands for with --legend "{word}=<status>", {_WRITE_WORDS}',
            )
        )

    def _ask_paint(self, fill: str, numbers: list[int], others: set[str]) -> None:
        name = colour_name(fill)
        meanings = self.legend.of_fill(fill)
        # A second shade of the same name, or a name with two meanings, needs the shade itself.
        key = fill if name in others or meanings else name
        means = name.split()[-1].title() if self.name == "rag" and parse_rag(name) else "<status>"
        places = _listed([f"{letters(self.column)}{number}" for number in numbers])
        self.problems.append(
            Problem(
                code="colour-without-legend",
                seen=self._grid.seen_blank(numbers[0], self.column),
                wrong=f"column {self._heading()} is painted {name} ({fill}) and blank in "
                f"{plural(len(numbers), 'cell')} ({places}); the colour {self._why(meanings)}",
                do=f'Say what it stands for with --legend "{key}={means}", {_WRITE_WORDS}',
            )
        )

    def _why(self, meanings: Iterable[str]) -> str:
        several = " and ".join(f"“{meaning}”" for meaning in meanings)
        if several:
            return f"has more than one meaning in the plan's key ({several}) and was not read."
        return (
            "means different things in different councils and was not read, "
            "as the file has no key to it."
        )

    def _tell_conditional(self) -> None:
        """Once, where the only sign of status may be a colour that a condition gives."""
        data = self.table.data()
        areas = [a for a in self._grid.conditional if a.left <= self.column <= a.right]
        shown = [n for n, _ in data if any(a.top <= n <= a.bottom for a in areas)]
        if self.name == "progress" or not shown:
            return
        if any(self.column in row or (n, self.column) in self._grid.painted for n, row in data):
            return
        self.problems.append(
            Problem(
                code="colour-by-condition",
                seen=self._grid.seen_blank(shown[0], self.column),
                wrong=f"column {self._heading()} has no words, and the colours that conditional "
                "formatting gives it cannot be read.",
                do="Write the status in words.",
            )
        )


def _tells(cell: Cell | None) -> bool:
    if cell is None or is_nothing(cell.text):
        return False
    reading = parse_status(cell.text, percent_column=True)
    return reading.status is not Status.UNKNOWN or reading.rag is not None


def _listed(places: list[str]) -> str:
    """``E5, E7, E9``, and how many more."""
    shown = ", ".join(places[:_NAMED])
    return f"{shown} and {len(places) - _NAMED} more" if len(places) > _NAMED else shown


# --- Words with a line through them -----------------------------------------------------


def _read_struck(table: Table, legend: Legend, problems: list[Problem]) -> None:
    """An action that is struck out was dropped or is done; which, only a person can say."""
    column = table.column("action")
    if column is None:
        return
    struck = [(n, row) for n, row in table.data() if column in row and row[column].struck]
    if not struck:
        return
    if legend.struck:
        for _, row in struck:
            row[column] = replace(row[column], meant=legend.struck)
        return
    rows = _listed([str(number) for number, _ in struck])
    is_are = "action is" if len(struck) == 1 else "actions are"
    problems.append(
        Problem(
            code="struck-through",
            seen=table.grid.seen(struck[0][1][column]),
            wrong=f"{len(struck)} {is_are} struck through ({'row' if len(struck) == 1 else 'rows'} "
            f"{rows}), which may mean dropped or done, and counted as any other.",
            do=f'Say which with --legend "{STRUCK}=Cancelled" or --legend "{STRUCK}=Completed", '
            "or write the status in words.",
        )
    )


# --- What a reader of the sheet does not see --------------------------------------------


def tell_hidden(table: Table, problems: list[Problem]) -> None:
    """Hidden rows and columns of a table are read like any other, and told."""
    grid = table.grid
    data = {number for number, _ in table.data()}
    rows = sorted(data & grid.hidden_rows)
    if rows:
        one = len(rows) == 1
        problems.append(
            Problem(
                code="hidden-rows",
                seen=grid.seen_row(rows[0]),
                wrong=f"{_runs(rows, 'row')} {'is' if one else 'are'} hidden or filtered out, "
                f"and {'was' if one else 'were'} read like any other.",
                do="Delete what is not part of the plan, or show it again.",
            )
        )
    columns = sorted(grid.hidden_columns & (set(table.headings) | set(table.placed)))
    if columns:
        one = len(columns) == 1
        problems.append(
            Problem(
                code="hidden-columns",
                seen=grid.seen_blank(table.header, columns[0]),
                wrong=f"{'column' if one else 'columns'} {', '.join(map(letters, columns))} "
                f"{'is' if one else 'are'} hidden, and {'was' if one else 'were'} read like any "
                "other.",
                do="Delete what is not part of the plan, or show it again.",
            )
        )


def _runs(numbers: list[int], noun: str) -> str:
    """``rows 12 to 19 and 25``, from the sorted numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    shown = [str(a) if a == b else f"{a} to {b}" for a, b in runs[:_NAMED]]
    if len(runs) > _NAMED:
        shown.append(f"{sum(b - a + 1 for a, b in runs[_NAMED:])} more")
    words = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"{noun if len(numbers) == 1 else noun + 's'} {words}"
