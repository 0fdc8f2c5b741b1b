"""Finding a plan's own key of colours: a block under "Key:", lines such as "Blue = complete".

Only what stands outside the rows of a plan is looked at: above the headings, below the last
row, beside the table, on a sheet of its own, on a hidden sheet of lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assure.intake.colours import COLOUR_WORDS, Entry, colour_word, meaning_of
from assure.intake.grid import Cell, Grid
from assure.intake.table import Table
from assure.words.statuses import parse_rag
from assure.words.text import one_line, plain

_LABEL = re.compile(
    r"^(?:the )?(?:(?:b?rag|colou?r|status|progress|action|traffic lights?|ratings?|and|of) )*"
    r"(?:key|legend|colou?r cod(?:es?|ing)|definitions?|ratings?)(?: (?:to|for|of) [\w ]{1,40})?"
    r"\s*:?$"
)
_NAMED_KEY = re.compile(r"\b(?:key|legend|colou?r cod(?:es?|ing))\b")
_COLOUR = "|".join(sorted(map(re.escape, COLOUR_WORDS), key=len, reverse=True))
# "Blue = complete; Green = on track", "Blue (complete) Green (on track)", "R – Red: behind".
_BREAKS = re.compile(
    rf"[;|\n]+|,\s*(?=(?:{_COLOUR})\b\s*[=:(-])|\s+(?=(?:{_COLOUR})\b\s*[=:(])|\.\s+(?=\w)"
)
_DEFINES = re.compile(
    rf"^(?P<colour>{_COLOUR})\b(?: (?:rag|rating|status))?\s*(?:[=:(-]+|\bis\b|\bmeans\b)\s*"
    r"(?P<means>\S.*)$"
)
_LEADS = re.compile(
    r"^(?:(?:b?rag|colou?r|status)\s+)*(?:key|legend|b?rag|status|coding)\s*[:=-]\s*"
)
_CODE = re.compile(r"[A-Z]{1,3}(?:/[A-Z])?")
_FARTHEST = 2  # columns from a painted cell to the words beside it
_LONGEST_LINE = 1_000


@dataclass
class Key:
    """What was found: its entries, and the sheets that are known to hold them."""

    entries: list[Entry] = field(default_factory=list)
    sheets: set[str | None] = field(default_factory=set)


def find_key(grids: Iterable[Grid], tables: Mapping[int, Table]) -> Key:
    """The key of a plan, from all its sheets; ``tables`` by the ``id`` of their grid.

    Rows of a key below a table are noted in ``Grid.key_rows``, so that no one reads them as
    actions.
    """
    key = Key()
    for grid in grids:
        table = tables.get(id(grid))
        end = _end_of(table) if table else 0
        found = _Search(grid, table, end).entries()
        if found:
            if table is not None:  # the first lines of a key beside the headings are none of them
                table.headings = {c: text for c, text in table.headings.items() if c <= end}
            key.entries.extend(entry for entry in found if entry not in key.entries)
            key.sheets.add(grid.sheet)
    return key


def _end_of(table: Table) -> int:
    """The last column of the table; a heading “Key” behind a gap begins a key beside it."""
    for column, text in sorted(table.headings.items()):
        label = plain(text)
        apart = column > 1 and column - 1 not in table.headings
        if apart and _LABEL.match(label) and _NAMED_KEY.search(label):
            return column - 1 if max(table.placed, default=0) < column else max(table.headings)
    return max(table.headings, default=0)


def entries_in(text: str) -> list[Entry]:
    """The colours that a line of words defines: "BRAG: blue = complete, green = on track"."""
    if len(text) > _LONGEST_LINE:
        return []
    found: list[Entry] = []
    for piece in _BREAKS.split(_LEADS.sub("", plain_lines(text))):
        defined = _DEFINES.match(piece.strip(" .,)"))
        if defined:
            entry = _entry(defined["means"], colour_word(defined["colour"]), None)
            if entry is not None:
                found.append(entry)
    return found


def plain_lines(text: str) -> str:
    """As ``plain``, with the line breaks kept: in a key they part one colour from the next."""
    return "\n".join(plain(line) for line in text.split("\n"))


def _entry(words: str, name: str | None, fill: str | None) -> Entry | None:
    meaning = meaning_of(words)
    if meaning is None and name is not None and parse_rag(name) is not None:
        meaning = name  # "Red: major problems" settles that red is a rating
    return Entry(meaning, name, fill) if meaning else None


@dataclass
class _Line:
    """One row as a part of a key: what it defines, and whether it holds nothing else."""

    number: int
    entries: list[Entry]
    label: bool
    pure: bool
    sure: bool  # one cell defines two colours, which only a key does


class _Search:
    def __init__(self, grid: Grid, table: Table | None, end: int) -> None:
        self._grid = grid
        self._header = table.header if table else None
        self._end = end

    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        above = [entry for line in self._grid.above for entry in entries_in(line)]
        if len(above) > 1:
            found += above
        named = bool(_LABEL.match(plain(self._grid.sheet or "")))
        for block in self._blocks():
            entries = [entry for line in block for entry in line.entries]
            colours = {entry.name or entry.fill for entry in entries}
            labelled = named or any(line.label for line in block)
            if not entries or not (labelled or len(colours) > 1 or any(n.sure for n in block)):
                continue
            found += entries
            if self._header is not None:
                below = {line.number for line in block if line.number > self._header and line.pure}
                self._grid.key_rows |= below
        return found

    def _blocks(self) -> Iterator[list[_Line]]:
        """Rows of a key that follow each other; one row between them may say something else."""
        block: list[_Line] = []
        for number, _ in self._grid:
            line = self._line(number)
            if line is None:
                continue
            if block and line.number - block[-1].number > 2:
                yield block
                block = []
            block.append(line)
        if block:
            yield block

    def _line(self, number: int) -> _Line | None:
        """None for a row that is no part of a key."""
        row = self._grid.rows[number]
        inside = self._header is not None and number >= self._header
        line = self._defined(number, row, whole=inside)
        if line is None:  # a row of the plan: only what stands beside it can be a part of a key
            beside = {column: cell for column, cell in row.items() if column > self._end}
            line = self._defined(number, beside) if beside else None
            if line is not None:
                line.pure = False
        return line if line is not None and (line.entries or line.label) else None

    def _defined(self, number: int, row: dict[int, Cell], *, whole: bool = False) -> _Line | None:
        """What a row defines; None where ``whole`` and a cell of it is no part of a key.

        Nearly every row of a plan is dismissed at its first cell: 0.5 s for 10,000 of them.
        """
        entries: list[Entry] = []
        used: set[int] = set()
        label = sure = False
        for column, cell in sorted(row.items()):
            if column in used:
                continue
            if _LABEL.match(plain(cell.text)):
                label = True
                used.add(column)
            elif written := entries_in(cell.text):
                label |= bool(_LEADS.match(plain(cell.text)))
                sure |= len(written) > 1
                if len(written) == 1 and (fill := self._colour(number, column, cell)):
                    written = [Entry(written[0].means, written[0].name, fill)]
                entries += written
                used.add(column)
            elif found := self._painted(number, column, row):
                entry, columns = found
                entries.append(entry)
                used |= columns
            elif whole:
                return None
        return _Line(number, entries, label, bool(entries or label) and set(row) <= used, sure)

    def _painted(
        self, number: int, column: int, row: dict[int, Cell]
    ) -> tuple[Entry, set[int]] | None:
        """A painted cell with its meaning inside, or words with their colour to the left."""
        cell = row[column]
        name = colour_word(cell.text)
        beside = next((c for c in range(column + 1, column + _FARTHEST + 1) if c in row), None)
        if name is not None:  # "Blue | Completed", painted or not
            fill = self._colour(number, column, cell)
            if beside is not None and colour_word(row[beside].text) is None:
                entry = _entry(one_line(row[beside].text), name, fill)
                if entry is not None:
                    return entry, {column, beside}
            rated = fill is not None and parse_rag(name) is not None
            return (Entry(name, name, fill), {column}) if rated else None
        fill = cell.fill
        if fill is not None and beside is not None and _CODE.fullmatch(cell.text.strip()):
            # "NS | Not yet started", painted: what the letters are short for stands beside them.
            written = cell.text if parse_rag(cell.text) else one_line(row[beside].text)
            entry = _entry(written, None, fill)
            return (entry, {column, beside}) if entry is not None else None
        if fill is None:
            left = (c for c in range(column - 1, column - _FARTHEST - 1, -1))
            fill = next((f for c in left if c not in row and (f := self._blank(number, c))), None)
        if fill is None:
            return None
        entry = _entry(one_line(cell.text), None, fill)
        return (entry, {column}) if entry is not None else None

    def _blank(self, number: int, column: int) -> str | None:
        return self._grid.painted.get((number, column))

    def _colour(self, number: int, column: int, cell: Cell) -> str | None:
        """The paint of a definition: its own, or that of the blank cell before it."""
        return cell.fill or self._blank(number, column - 1)
