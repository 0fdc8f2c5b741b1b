"""Tables of indicators as councils keep them: one indicator a row, one column for each year or
quarter of its figures ("Baseline 2021/22", "Actual 2022/23", "Q1", "Target Mar 2026")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assure.intake.cells import CellReader
from assure.intake.grid import Cell, Grid, Row
from assure.intake.parts import PARTS, matcher
from assure.intake.records import Record
from assure.intake.rows import Rows
from assure.intake.schedules import good_direction
from assure.intake.table import Placed, Table, place_columns
from assure.model.base import Seen
from assure.model.outcomes import Indicator, Point, PointKind
from assure.model.values import When, WhenKind
from assure.words.calendar import PlanCalendar
from assure.words.dates import read_when
from assure.words.text import is_nothing, one_line, plain

_SEARCHED = 12  # filled rows from the top in which the headings are looked for
_FEWEST = 2  # columns of figures beside a baseline or a target
_PART = next(part for part in PARTS if part.name == "Indicators")

_TITLE = re.compile(
    r"^(?:(?:key )?(?:performance |outcome |headline |benefit |success )?"
    r"(?:indicators?|measures?)|kpis?|benefits?)(?: (?:name|title|description))?$"
)
_FIGURE = re.compile(
    r"^(?P<label>baseline|history|historic|actual|outturn|result|reading|value|performance|"
    r"latest|current|target|milestone)s?\b(?! date)(?: value)?\W*(?P<when>.*)$"
)
_YEAR = re.compile(r"^(?P<when>(?:19|20)\d\d\s?[/-]\s?\d\d)\b(?! ?[-–/]| to )")
_QUARTER = re.compile(r"^(?:q|qtr|quarter)\W*(?P<number>[1-4])\b\W*(?P<year>.*)$")
_REF = re.compile(r"^(?:measure|indicator|kpi|benefit) (?:ref(?:erence)?|no|number|id|code)\W*$")
_DATED = re.compile(r"^(?P<value>[^()]+)\((?P<when>[^()]*\d{4}[^()]*)\)\s*$")
_POSITION = re.compile(
    r"\b(?:position|as) at (?:end of \w+ )*(?P<on>\d{1,2} [a-z]+ 20\d\d)\b"
    r"|\bend of (?:year|quarter) \d\W+(?P<end>\d{1,2} [a-z]+ 20\d\d)\b",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\b(?:q|quarter)\W*[1-4]\W+(?:of )?(?P<year>(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d)\b",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(
    r"^(?:n\.?/?a\.?|no data|not (?:yet )?(?:available|known|published|set)|tb[acds]|t\.b\.c\.?|"
    r"to follow|to be \w+|awaited|pending|nil return|none|reduce|increase|improve|maintain|"
    r"(?:reduce|increase|improve) by .*|[-–—.?* ]*)$"
)


_OF_LATEST = re.compile(
    r"^(?:period|date|month|quarter|as at)(?: of)?(?: the)? (?:latest|current)\b"
)
_YEAR_LONG = 350  # days; figures of fewer are not compared with those of whole years


@dataclass(frozen=True)
class Figures:
    """What a column of figures holds: ``baseline``, ``actual`` or ``target``, and of what day.

    ``latest``: the newest there is, of which each row may say by itself of when it is.
    """

    kind: str
    when: When
    latest: bool = False


@dataclass(frozen=True)
class YearlyTable:
    """A table of indicators, and by column what its figures are."""

    table: Table
    figures: dict[int, Figures]

    @property
    def of_years(self) -> bool:
        """Whether its measured figures, but for the latest, are each of a whole year."""
        whens = [f.when for f in self.figures.values() if f.kind == "actual" and not f.latest]
        return bool(whens) and not any(map(_part_of_year, whens))


def yearly_table(
    grid: Grid, calendar: PlanCalendar, grids: Sequence[Grid] = ()
) -> YearlyTable | None:
    """The table of indicators in a sheet, or None when it has none.

    ``grids``: all sheets of the file, one of which may say of which year a bare "Q1" is.
    """
    year, day = _year_told(grids or (grid,)), _position_told(grids or (grid,))
    for number, row in list(grid)[:_SEARCHED]:
        headings = {c: cell.text for c, cell in row.items() if isinstance(cell.value, str)}
        title = next((c for c, text in headings.items() if _TITLE.match(plain(text))), None)
        figures = {
            column: found
            for column, text in headings.items()
            if column != title and (found := _figures(text, calendar, year, day))
        }
        kinds = [found.kind for found in figures.values()]
        if title is None or len(kinds) <= _FEWEST or {"baseline", "target"}.isdisjoint(kinds):
            continue
        table = Table(grid, number, headings)
        for column in figures:
            table.placed[column] = Placed(f"figure {column}", "heading")
        table.placed[title] = Placed("title", "heading")
        _place_beside(table)
        place_columns(table, matcher(_PART), {})
        return YearlyTable(table, figures)
    return None


def _figures(heading: str, calendar: PlanCalendar, year: str, day: str) -> Figures | None:
    line = plain(one_line(heading))
    if quarter := _QUARTER.match(line):
        told = quarter["year"] or year
        when = read_when(f"Q{quarter['number']} {told}", calendar).when if told else When()
        return Figures("actual", when)
    if of_year := _YEAR.match(line):
        return Figures("actual", read_when(of_year["when"], calendar).when)
    found = _FIGURE.match(line)
    if found is None:
        return None
    label, told = found["label"], found["when"].removesuffix("year)").strip(" ()")
    if label in {"latest", "current"} and not told:
        told = day
    when = read_when(told, calendar).when if re.search(r"\d{2}", told) else When()
    if told and when.latest is None and not told.isdigit():
        return None  # "Target group", "Value for money"
    kind = {"baseline": "baseline", "target": "target", "milestone": "target"}.get(label, "actual")
    return Figures(kind, when, label in {"latest", "current"})


def _year_told(grids: Iterable[Grid]) -> str:
    """The year of the file's quarters: "Position at end of Quarter 3 2023/24". Empty if unclear."""
    lines = (cell.text for grid in grids for _, row in list(grid)[:_SEARCHED] for cell in own(row))
    years = {found["year"] for line in lines if (found := _STANDING.search(line[:200]))}
    return years.pop() if len(years) == 1 else ""


def _position_told(grids: Iterable[Grid]) -> str:
    """The day on which the file's latest figures stand: "Position at 31 March 2026"."""
    rows = (own(row) for grid in grids for _, row in list(grid)[:_SEARCHED])
    # Label and day may stand in two cells.
    lines = (" ".join(cell.text[:200] for cell in row[:4]) for row in rows)
    days = {f["on"] or f["end"] for line in lines if (f := _POSITION.search(line))}
    return days.pop() if len(days) == 1 else ""


def own(row: Row) -> list[Cell]:
    """The cells of a row that hold words, without those of a merge."""
    return [c for c in row.values() if isinstance(c.value, str) and not c.inherited]


def _place_beside(table: Table) -> None:
    """References and leads under headings that the part's own list does not hold."""
    for column, text in table.headings.items():
        line = plain(text)
        if column in table.taken:
            continue
        if table.column("ref") is None and _REF.match(line):
            table.place(column, "ref", "heading")
        elif line in {"lead partner", "lead agency", "lead body", "reported by"}:
            table.place(column, "owner", "heading")
        elif _OF_LATEST.match(line):
            table.place(column, "latest_date", "heading")


# --- The rows -------------------------------------------------------------------------------


def read_yearly(yearly: YearlyTable, reader: CellReader) -> tuple[Indicator, ...]:
    """Each indicator with its baseline, its target and its figures as points.

    The last target is the indicator's; those before it are the path to it.
    """
    indicators = []
    for record, ref, key in Rows(yearly.table, reader, "I").filled("title"):
        cells = record.cells
        points: dict[tuple[PointKind, object], Point] = {}
        fields: dict[str, object] = {}
        seen = reader.seen(
            {n: c for n, c in cells.items() if not n.startswith("figure")},
            {n: s for n, s in record.blanks.items() if not n.startswith("figure")},
        )
        last = max((c for c, f in yearly.figures.items() if f.kind == "target"), default=0)
        for column, figures in yearly.figures.items():
            cell = cells.get(f"figure {column}")
            if figures.kind == "baseline" or column == last:
                fields |= _promise(figures, cell, reader, record)
                seen[figures.kind] = (
                    reader.grid.seen(cell) if cell else record.blanks[f"figure {column}"]
                )
            elif cell is not None and (point := _point(figures, record, cell, yearly, reader)):
                points[point.kind, point.day] = point
        first = _first(fields, cells, yearly, reader)
        if first is not None and any(kind is PointKind.ACTUAL for kind, _ in points):
            points.setdefault((first.kind, first.day), first)
        if not any(figures.kind == "baseline" for figures in yearly.figures.values()):
            fields |= _begun(points.values(), reader.calendar, seen)
        indicators.append(
            Indicator(
                key=key,
                ref=ref,
                title=one_line(record.text("title")),
                unit=record.text("unit"),
                good_is=good_direction(record.text("good_is")),
                owner=reader.owner(cells.get("owner")),
                source=record.text("source"),
                frequency=record.text("frequency"),
                points=tuple(sorted(points.values(), key=lambda p: (p.kind.value, p.day))),
                seen=seen,
                **fields,
            )
        )
    return tuple(indicators)


def _promise(
    figures: Figures, cell: Cell | None, reader: CellReader, record: Record
) -> dict[str, object]:
    """Baseline or target with its date, which stands in the cell, the heading or a column."""
    value, when = _value(cell, reader)
    beside = record.cells.get(f"{figures.kind}_date")
    if when.latest is None and beside is not None:
        when = read_when(beside.text, reader.calendar).when
    if when.latest is None:
        when = figures.when
    return {figures.kind: value, f"{figures.kind}_date": when}


def _first(
    fields: dict[str, object], cells: dict[str, Cell], yearly: YearlyTable, reader: CellReader
) -> Point | None:
    """The baseline as the first of the measured values, where its day is told."""
    value, when = fields.get("baseline"), fields.get("baseline_date")
    if not isinstance(value, Decimal) or not isinstance(when, When) or when.latest is None:
        return None
    column = next(c for c, figures in yearly.figures.items() if figures.kind == "baseline")
    seen = reader.grid.seen(cells[f"figure {column}"])
    return Point(day=when.latest, value=value, kind=PointKind.ACTUAL, seen=seen)


def _begun(
    points: Iterable[Point], calendar: PlanCalendar, seen: dict[str, Seen]
) -> dict[str, object]:
    """The first measured value as baseline, in a table that has no column of baselines: where the
    plan began, if it began no earlier; where nobody knows when it began, the first of several."""
    actual = sorted((p for p in points if p.kind is PointKind.ACTUAL), key=lambda p: p.day)
    begun = calendar.period[0] if calendar.period else None
    if not actual or (actual[0].day > begun if begun else len(actual) < _FEWEST):
        return {}
    first = actual[0]
    if first.seen is not None:
        seen["baseline"] = first.seen
    when = When(kind=WhenKind.DAY, earliest=first.day, latest=first.day)
    return {"baseline": first.value, "baseline_date": when}


def _point(
    figures: Figures, record: Record, cell: Cell, yearly: YearlyTable, reader: CellReader
) -> Point | None:
    value, when = _value(cell, reader)
    beside = record.cells.get("latest_date") if figures.latest else None
    if beside is not None and when.latest is None:
        when = read_when(beside.text, reader.calendar).when
        if value is not None and _part_of_year(when) and yearly.of_years:
            reader.problem(
                "part-of-a-year",
                cell,
                "the value is of part of a year and those beside it are of whole years, so it was "
                "left out.",
                "Give the value of the last twelve months, or the path to the target by quarter.",
            )
            return None
    day = when.latest or figures.when.latest
    if value is None:
        return None
    if day is None:
        reader.problem(
            "value-without-day",
            cell,
            "nothing says of which year the value is, so it was left out.",
            "Put the year into the heading, for example “Q1 2026/27”.",
        )
        return None
    kind = PointKind.PATH if figures.kind == "target" else PointKind.ACTUAL
    return Point(day=day, value=value, kind=kind, seen=reader.grid.seen(cell))


def _part_of_year(when: When) -> bool:
    """A range of days shorter than a year; a single day or month may stand for a state."""
    spans = when.kind in {WhenKind.RANGE, WhenKind.QUARTER}
    if not spans or when.earliest is None or when.latest is None:
        return False
    return (when.latest - when.earliest).days < _YEAR_LONG


def _value(cell: Cell | None, reader: CellReader) -> tuple[Decimal | None, When]:
    """A figure and the date in brackets after it: "398 (2023)"."""
    if cell is None or is_nothing(cell.text) or _NO_FIGURE.match(plain(cell.text)):
        return None, When()
    dated = _DATED.match(cell.text) if isinstance(cell.value, str) else None
    when = read_when(dated["when"].strip(), reader.calendar).when if dated else When()
    return reader.number(cell), when
