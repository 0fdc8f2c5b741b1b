"""Months, quarters or years as columns, with marks or paint where an action is planned.

The first marked column is when it starts, the last one when it is due. Columns that hold notes,
figures or ratings over time are no timeline, and a month needs its year from somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assure.intake.cells import CellReader
from assure.intake.colours import colour_name
from assure.intake.drafts import Draft
from assure.intake.grid import Cell, Row, letters
from assure.intake.table import Table
from assure.intake.timeline_labels import Label, labels_over, spans_of
from assure.model.base import Problem, Seen
from assure.model.values import When, WhenKind
from assure.words.calendar import Span
from assure.words.statuses import StatusReading, parse_status
from assure.words.text import is_nothing, plain

_MARKS = frozenset(
    {"x", "xx", "✓", "✔", "√", "ü", "●", "•", "■", "█", "*", "◆", "▲", "►", "→", "->", "-->",
     "y", "yes", "tick", "o", "⬤", "☑", "✗", "✘"}
)  # fmt: skip
_ONGOING = re.compile(r"^(?:on-?going|continuous|continuing|rolling)\b")
_FEWEST = {WhenKind.MONTH: 3}  # columns that make a timeline; two of any other kind
_LONGEST_MARK = 3  # words, such as "draft" or "go live"
_ALIKE_FROM = 3  # rows from which a column painted alike is decoration


@dataclass(frozen=True)
class Slot:
    """One column and the days it stands for."""

    column: int
    label: str
    kind: WhenKind
    span: Span


@dataclass
class Timeline:
    """The columns of a table that stand for spans of time, in the order of time."""

    table: Table
    slots: list[Slot]
    decoration: frozenset[int]  # columns painted alike from top to bottom
    ongoing: int = 0  # the column headed "Ongoing", where there is one

    def read(self, draft: Draft, number: int) -> None:
        """Take the marks of a row for the date of its action, unless a cell says when."""
        if draft.values["due"].kind is not WhenKind.MISSING:
            return
        marked = list(self._marked(number))
        if not marked and self._endless(self.table.grid.rows[number]) is None:
            return
        row = self.table.grid.rows[number]
        endless = self._endless(row)
        if endless is not None:
            words = endless.text if _ONGOING.match(plain(endless.text)) else "Ongoing"
            draft.values["due"] = When(kind=WhenKind.ONGOING, text=words)
            draft.seen["due"] = self.table.grid.seen(endless)
            return
        first, last = marked[0], marked[-1]
        names = first.label if first is last else f"{first.label}–{last.label}"
        draft.values["due"] = When(
            kind=first.kind if first is last else WhenKind.RANGE,
            earliest=first.span[0],
            latest=last.span[1],
            assumed=f"from the marked columns {names}",
            text=_in_words(first, last) or names,
        )
        shown = [row[slot.column].text if slot.column in row else "(painted)" for slot in marked]
        place = f"{letters(first.column)}{number}"
        if first is not last:
            place += f":{letters(last.column)}{number}"
        grid = self.table.grid
        draft.seen["due"] = Seen(
            file=grid.file, sheet=grid.sheet, cell=place, text=", ".join(dict.fromkeys(shown))
        )

    def _marked(self, number: int) -> Iterator[Slot]:
        row = self.table.grid.rows[number]
        reaches = 0
        for slot in self.slots:
            cell = row.get(slot.column)
            filled = cell is not None and not is_nothing(cell.text)
            if filled:
                reaches = max(reaches, self._right_end(number, slot.column))
            if filled or slot.column <= reaches or self._painted(number, row, slot.column):
                yield slot

    def _endless(self, row: Row) -> Cell | None:
        """The cell that says the work has no end, in its own column or among the others."""
        if self.ongoing in row and not is_nothing(row[self.ongoing].text):
            return row[self.ongoing]
        cells = (row[slot.column] for slot in self.slots if slot.column in row)
        return next((cell for cell in cells if _ONGOING.match(plain(cell.text))), None)

    def _right_end(self, number: int, column: int) -> int:
        """A word merged over June to August stands in June's cell."""
        return next(
            (m.right for m in self.table.grid.merges if m.top == number and m.left == column),
            column,
        )

    def _painted(self, number: int, row: Row, column: int) -> bool:
        fill = _fill(self.table, number, row, column)
        if fill is None or column in self.decoration:
            return False
        own = {slot.column for slot in self.slots}
        others = [c for c in self.table.headings if c not in own]
        same = sum(_fill(self.table, number, row, c) == fill for c in others)
        return not others or 2 * same < len(others)  # else the whole row is painted


def _in_words(first: Slot, last: Slot) -> str:
    """The days of months or weeks as they read without their columns; empty for other spans."""
    if first.kind is WhenKind.MONTH:
        ends = [f"{slot.span[0]:%b %Y}" for slot in (first, last)]
    elif first.kind is WhenKind.RANGE:
        ends = [f"{first.span[0]:%d/%m/%Y}", f"{last.span[1]:%d/%m/%Y}"]
    else:
        return ""
    return "–".join(dict.fromkeys(ends))


def _fill(table: Table, number: int, row: Row, column: int) -> str | None:
    cell = row.get(column)
    return cell.fill if cell is not None else table.grid.painted.get((number, column))


# --- Finding it -------------------------------------------------------------------------


def find_timeline(table: Table, reader: CellReader) -> Timeline | None:
    """The timeline of a table; its columns are noted in ``Table.timeline``."""
    labels = labels_over(table)
    if len(labels) < _FEWEST.get(labels[0].kind if labels else WhenKind.MONTH, 2):
        return None
    columns = [label.column for label in labels]
    decoration = frozenset(column for column in columns if _alike(table, column))
    if not _holds_marks(table, labels, decoration):
        return None
    if _rated(table, columns):
        _tell(
            table, reader, labels[0], "timeline-of-colours",
            "the colours under the months or quarters may show a rating over time, so no date "
            "was read from them.",
            "Write when each action is due in a column of its own.",
        )  # fmt: skip
        return None
    spans = spans_of(labels, reader.calendar)
    if spans is None:
        _tell(
            table, reader, labels[0], "timeline-without-year",
            f"the columns from “{labels[0].text}” to “{labels[-1].text}” name no year, and the "
            "plan does not say when it runs, so no date was read from them.",
            "Write the year over the columns, or say the plan's first and last day.",
        )  # fmt: skip
        return None
    for column in columns:
        table.placed.pop(column, None)
    table.timeline = frozenset(columns)
    slots = [
        Slot(lb.column, lb.text, lb.kind, span) for lb, span in zip(labels, spans, strict=True)
    ]
    ongoing = next(
        (
            c
            for c, text in table.headings.items()
            if c not in table.placed and _ONGOING.match(plain(text))
        ),
        0,
    )
    return Timeline(table, sorted(slots, key=lambda slot: slot.span), decoration, ongoing)


def _tell(table: Table, reader: CellReader, label: Label, code: str, wrong: str, do: str) -> None:
    seen = table.grid.seen_blank(table.header, label.column)
    reader.problems.append(Problem(code=code, seen=seen, wrong=wrong, do=do))


# --- What the columns hold --------------------------------------------------------------


def _holds_marks(table: Table, labels: list[Label], decoration: frozenset[int]) -> bool:
    """At least one mark or paint, and nothing that reads as notes, figures or ratings."""
    marked = False
    for number, row in table.data():
        for label in labels:
            cell = row.get(label.column)
            if cell is None or is_nothing(cell.text):
                fill = _fill(table, number, row, label.column)
                marked |= fill is not None and label.column not in decoration
            elif not _is_mark(cell, words=label.kind is not WhenKind.QUARTER):
                return False
            else:
                marked = True
    return marked


def _is_mark(cell: Cell, *, words: bool) -> bool:
    line = plain(cell.text)
    if line in _MARKS or _ONGOING.match(line):
        return True
    short = len(line.split()) <= _LONGEST_MARK and not re.search(r"\d", line)
    return words and short and parse_status(line) == StatusReading()


def _alike(table: Table, column: int) -> bool:
    data = table.data()
    fills = {_fill(table, number, row, column) for number, row in data}
    return len(data) >= _ALIKE_FROM and len(fills) == 1 and None not in fills


def _rated(table: Table, columns: list[int]) -> bool:
    """Two of red, amber and green."""
    names = {
        colour_name(fill).removeprefix("light ").removeprefix("dark ")
        for number, row in table.data()
        for column in columns
        if (fill := _fill(table, number, row, column))
    }
    return len(names & {"red", "amber", "green"}) > 1
