"""What stands over the columns of a timeline: months, quarters, years, weeks, and their days."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assure.intake.grid import Cell, Row, own_cells
from assure.intake.table import Table
from assure.model.values import WhenKind
from assure.words.calendar import MONTHS, PlanCalendar, Span, full_year, months
from assure.words.dates import read_when
from assure.words.text import one_line, plain

_MONTH = re.compile(
    rf"^({'|'.join(sorted(MONTHS, key=len, reverse=True))})[ .,'/-]*(\d{{4}}|\d\d)?$"
)
_QUARTER = re.compile(
    r"^(?:q|qtr|quarter) ?([1-4])[ .,'/(-]*((?:fy ?)?\d{2,4}(?:[/-]\d{2,4})?)?\)?$"
)
_YEARS = re.compile(r"^(?:fy ?)?(\d{4}|\d\d) ?[/-] ?(\d{4}|\d\d)$")
_YEAR = re.compile(r"^(20\d\d)$")
_PLAN_YEAR = re.compile(r"^(?:year|yr) ?(\d)$")
_WEEK = re.compile(r"^(?:w/?c|wk|week (?:commencing|beginning|of))[ .:]*")
_LONGEST_DAY = 20  # letters


@dataclass(frozen=True)
class Label:
    """What stands over a column: a span that comes round each year, or one that is settled."""

    column: int
    text: str
    kind: WhenKind
    place: int = 0  # month or quarter of the year
    year: int | None = None
    financial: bool = False  # ``year`` is the one in which a financial year starts
    span: Span | None = None


def labels_over(table: Table) -> list[Label]:
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


def _of_one_kind(row: Row, table: Table, band: Row) -> list[Label]:
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


def _weeks(days: list[tuple[int, dt.date]]) -> list[Label]:
    """Each column runs to the day before the next one; the last is as long as the one before."""
    one = dt.timedelta(days=1)
    firsts = [day for _, day in days]
    nexts = [*firsts[1:], firsts[-1] + (firsts[-1] - firsts[-2])]
    if any(later <= first for first, later in zip(firsts, nexts, strict=True)):
        return []
    return [
        Label(column, f"{first:%d/%m/%Y}", WhenKind.RANGE, span=(first, later - one))
        for (column, first), later in zip(days, nexts, strict=True)
    ]


def _free(table: Table, column: int) -> bool:
    """Not taken for a field by its heading; "Q1" is one of progress notes until seen otherwise."""
    placed = table.placed.get(column)
    return placed is None or re.fullmatch(r"q[1-4]", placed.field) is not None


def _label(column: int, cell: Cell, band: Row) -> Label | None:
    text = one_line(cell.text)
    if day := _day_over(cell):  # a day formatted as "Apr-26", or the first of a week
        return Label(column, f"{day:%b %Y}", WhenKind.MONTH, day.month, day.year)
    line = plain(text)
    if found := _MONTH.match(line):
        year = full_year(found[2]) if found[2] else None
        label = Label(column, text, WhenKind.MONTH, MONTHS[found[1]], year)
        return label if year else _under(label, band)
    if found := _QUARTER.match(line):
        label = Label(column, text, WhenKind.QUARTER, int(found[1]))
        return _dated(label, found[2]) if found[2] else _under(label, band)
    if found := _PLAN_YEAR.match(line):
        return Label(column, text, WhenKind.FINANCIAL_YEAR, int(found[1]))
    first = _first_of_years(line)
    if first is not None:
        return Label(column, text, WhenKind.FINANCIAL_YEAR, year=first, financial=True)
    if found := _YEAR.match(line):
        return Label(column, text, WhenKind.CALENDAR_YEAR, span=months(int(found[1]), 1, 12))
    return None


def _first_of_years(line: str) -> int | None:
    """2026 from "2026/27", "26-27" and "FY 2026/2027"."""
    found = _YEARS.match(line)
    if found is None or full_year(found[2][-2:]) != full_year(found[1][-2:]) + 1:
        return None
    return full_year(found[1])


def _under(label: Label, band: Row) -> Label:
    """With the year that stands over it, in its own column or the nearest to the left."""
    left = [column for column in band if column <= label.column]
    return _dated(label, plain(band[max(left)].text)) if left else label


def _dated(label: Label, words: str) -> Label:
    first = _first_of_years(words)
    found = re.match(r"^(?:fy ?)?(\d{4}|\d\d)$", words)
    year = first if first is not None else full_year(found[1]) if found else None
    return Label(
        label.column, label.text, label.kind, label.place, year, financial=first is not None
    )


# --- Which days they stand for ----------------------------------------------------------


def spans_of(labels: list[Label], calendar: PlanCalendar) -> list[Span] | None:
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


def _in_turn(labels: list[Label], calendar: PlanCalendar, year: int) -> list[Span]:
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


def _span(label: Label, calendar: PlanCalendar, year: int | None) -> Span | None:
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
