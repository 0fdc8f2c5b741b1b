"""Months, quarters or years as columns, with marks or paint where an action is planned.

The first marked column is when it starts, the last one when it is due. Columns that hold notes,
figures or ratings over time are no timeline, and a month needs its year from somewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assure.intake.cells import CellReader
from assure.intake.colours import colour_name
from assure.intake.drafts import Draft
from assure.intake.grid import Cell, Row, letters, own_cells
from assure.intake.table import Table
from assure.model.base import Problem, Seen
from assure.model.values import When, WhenKind
from assure.words.calendar import MONTHS, PlanCalendar, Span, full_year, months
from assure.words.dates import read_when
from assure.words.statuses import StatusReading, parse_status
from assure.words.text import is_nothing, one_line, plain

_MONTH = re.compile(
    rf"^({'|'.join(sorted(MONTHS, key=len, reverse=True))})[ .,'/-]*(\d{{4}}|\d\d)?$"
)
_QUARTER = re.compile(
    r"^(?:q|qtr|quarter) ?([1-4])[ .,'/(-]*((?:fy ?)?\d{2,4}(?:[/-]\d{2,4})?)?\)?$"
)
_YEARS = re.compile(r"^(?:fy ?)?(\d{4}|\d\d) ?[/-] ?(\d{4}|\d\d)$")
_YEAR = re.compile(r"^(20\d\d)$")
_PLAN_YEAR = re.compile(r"^(?:year|yr) ?(\d)$")
_MARKS = frozenset(
    {"x", "xx", "✓", "✔", "√", "ü", "●", "•", "■", "█", "*", "◆", "▲", "►", "→", "->", "-->",
     "y", "yes", "tick", "o", "⬤", "☑", "✗", "✘"}
)  # fmt: skip
_ONGOING = re.compile(r"^(?:on-?going|continuous|continuing|rolling)\b")
_FEWEST = {WhenKind.MONTH: 3}  # columns that make a timeline; two of any other kind
_WEEK = re.compile(r"^(?:w/?c|wk|week (?:commencing|beginning|of))[ .:]*")
_LONGEST_DAY = 20  # letters
_LONGEST_MARK = 3  # words, such as "draft" or "go live"
_ALIKE_FROM = 3  # rows from which a column painted alike is decoration


@dataclass(frozen=True)
class _Label:
    """What stands over a column: a span that comes round each year, or one that is settled."""

    column: int
    text: str
    kind: WhenKind
    place: int = 0  # month or quarter of the year
    year: int | None = None
    financial: bool = False  # ``year`` is the one in which a financial year starts
    span: Span | None = None


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
    labels = _labels(table)
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
    spans = _spans(labels, reader.calendar)
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


def _tell(table: Table, reader: CellReader, label: _Label, code: str, wrong: str, do: str) -> None:
    seen = table.grid.seen_blank(table.header, label.column)
    reader.problems.append(Problem(code=code, seen=seen, wrong=wrong, do=do))


def _labels(table: Table) -> list[_Label]:
    """The labels of the most frequent kind in the header, or in the row below it."""
    grid, header = table.grid, table.header
    upper = grid.rows.get(header, {})
    below = own_cells(grid.rows.get(header + 1, {}))
    lower = _of_one_kind(below, table, band=upper)
    if len(lower) > 2 and len(lower) == len(below):
        grid.key_rows.add(header + 1)  # it is a row of headings, and no action
        table.forget_rows()
        return lower
    own = {column: cell for column, cell in upper.items() if not isinstance(cell.value, str)}
    for column, text in table.headings.items():
        own[column] = upper.get(column) or Cell(text, text, header, column)
        if own[column].text != text:  # headings over two rows
            own[column] = Cell(text, text, header, column)
    return _of_one_kind(own, table, band=grid.rows.get(header - 1, {}))


def _of_one_kind(row: Row, table: Table, band: Row) -> list[_Label]:
    found = [
        label
        for column, cell in sorted(row.items())
        if _free(table, column) and (label := _label(column, cell, band)) is not None
    ]
    kinds = [label.kind for label in found]
    most = max(kinds, key=kinds.count, default=None)
    labels = [label for label in found if label.kind is most]
    days = [_day_over(row[label.column]) for label in labels]
    months_over = {(label.year, label.place) for label in labels}
    if most is WhenKind.MONTH and len(months_over) < len(labels) and all(days):
        return _weeks([(lb.column, day) for lb, day in zip(labels, days, strict=True) if day])
    return labels


def _day_over(cell: Cell) -> dt.date | None:
    """The day that stands over a column: a date, or "w/c 7 September 2026"."""
    if isinstance(cell.value, dt.date):
        return cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
    line = _WEEK.sub("", plain(cell.text))
    if not re.search(r"\d", line) or len(line) > _LONGEST_DAY:
        return None
    when = read_when(line).when
    return when.latest if when.kind is WhenKind.DAY else None


def _weeks(days: list[tuple[int, dt.date]]) -> list[_Label]:
    """Each column runs to the day before the next one; the last is as long as the one before."""
    one = dt.timedelta(days=1)
    firsts = [day for _, day in days]
    nexts = [*firsts[1:], firsts[-1] + (firsts[-1] - firsts[-2])]
    if any(later <= first for first, later in zip(firsts, nexts, strict=True)):
        return []
    return [
        _Label(column, f"{first:%d/%m/%Y}", WhenKind.RANGE, span=(first, later - one))
        for (column, first), later in zip(days, nexts, strict=True)
    ]


def _free(table: Table, column: int) -> bool:
    """Not taken for a field by its heading; "Q1" is one of progress notes until seen otherwise."""
    placed = table.placed.get(column)
    return placed is None or re.fullmatch(r"q[1-4]", placed.field) is not None


def _label(column: int, cell: Cell, band: Row) -> _Label | None:
    text = one_line(cell.text)
    if day := _day_over(cell):  # a day formatted as "Apr-26", or the first of a week
        return _Label(column, f"{day:%b %Y}", WhenKind.MONTH, day.month, day.year)
    line = plain(text)
    if found := _MONTH.match(line):
        year = full_year(found[2]) if found[2] else None
        label = _Label(column, text, WhenKind.MONTH, MONTHS[found[1]], year)
        return label if year else _under(label, band)
    if found := _QUARTER.match(line):
        label = _Label(column, text, WhenKind.QUARTER, int(found[1]))
        return _dated(label, found[2]) if found[2] else _under(label, band)
    if found := _PLAN_YEAR.match(line):
        return _Label(column, text, WhenKind.FINANCIAL_YEAR, int(found[1]))
    first = _first_of_years(line)
    if first is not None:
        return _Label(column, text, WhenKind.FINANCIAL_YEAR, year=first, financial=True)
    if found := _YEAR.match(line):
        return _Label(column, text, WhenKind.CALENDAR_YEAR, span=months(int(found[1]), 1, 12))
    return None


def _first_of_years(line: str) -> int | None:
    """2026 from "2026/27", "26-27" and "FY 2026/2027"."""
    found = _YEARS.match(line)
    if found is None or full_year(found[2][-2:]) != full_year(found[1][-2:]) + 1:
        return None
    return full_year(found[1])


def _under(label: _Label, band: Row) -> _Label:
    """With the year that stands over it, in its own column or the nearest to the left."""
    left = [column for column in band if column <= label.column]
    return _dated(label, plain(band[max(left)].text)) if left else label


def _dated(label: _Label, words: str) -> _Label:
    first = _first_of_years(words)
    found = re.match(r"^(?:fy ?)?(\d{4}|\d\d)$", words)
    year = first if first is not None else full_year(found[1]) if found else None
    return _Label(
        label.column, label.text, label.kind, label.place, year, financial=first is not None
    )


# --- What the columns hold --------------------------------------------------------------


def _holds_marks(table: Table, labels: list[_Label], decoration: frozenset[int]) -> bool:
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


# --- Which days they stand for ----------------------------------------------------------


def _spans(labels: list[_Label], calendar: PlanCalendar) -> list[Span] | None:
    """The days of each column; None when a year is missing and the plan does not settle it."""
    settled = [_span(label, calendar, label.year) for label in labels]
    whole = [span for span in settled if span is not None]
    if len(whole) == len(labels):
        return whole
    if any(label.year is not None for label in labels) or labels[0].kind is WhenKind.FINANCIAL_YEAR:
        return None
    fitting = []
    for first in calendar.years():
        spans = _in_turn(labels, calendar, first)
        if len(calendar.overlapping(spans)) == len(spans):
            fitting.append(spans)
    return fitting[0] if len(fitting) == 1 else None


def _in_turn(labels: list[_Label], calendar: PlanCalendar, year: int) -> list[Span]:
    """The spans when the first column lies in ``year`` and each is later than the one before."""
    spans: list[Span] = []
    previous = 0
    for label in labels:
        year += label.place <= previous
        previous = label.place
        span = _span(label, calendar, year)
        if span is not None:
            spans.append(span)
    return spans


def _span(label: _Label, calendar: PlanCalendar, year: int | None) -> Span | None:
    if label.span is not None:
        return label.span
    if label.kind is WhenKind.FINANCIAL_YEAR:
        return calendar.financial_year(year) if year else calendar.plan_year(label.place)
    if year is None:
        return None
    if label.kind is WhenKind.QUARTER:
        return calendar.quarter(label.place, year)
    later = label.financial and label.place < calendar.year_starts
    return months(year + later, label.place, 1)
