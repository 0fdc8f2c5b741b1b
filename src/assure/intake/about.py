"""What a file says of the plan as a whole: its About sheet, its title, its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from assure.intake.cells import CellReader
from assure.intake.directory import NOBODY, Directory
from assure.intake.grid import Cell, Grid
from assure.intake.headings import squash
from assure.intake.parts import ABOUT
from assure.intake.records import ABOVE
from assure.intake.sheets import OWN_PAGES
from assure.intake.table import Table
from assure.model.base import Problem
from assure.model.plan import QuarterBasis
from assure.words.calendar import MONTHS, PlanCalendar
from assure.words.text import is_nothing, one_line, plain


def is_own_page(grid: Grid) -> bool:
    """Whether a sheet is one of our own workbook that is no part of the plan, such as the one
    that says how it is filled in."""
    first = grid.rows.get(1, {}).get(1)
    return first is not None and OWN_PAGES.get(grid.sheet or "") == first.text


def read_about(
    grid: Grid, problems: list[Problem], directory: Directory = NOBODY
) -> dict[str, Any]:
    """The fields of ``Plan`` that a sheet of labels and values gives."""
    reader = CellReader(grid, PlanCalendar(), problems, directory)
    found: dict[str, Any] = {}
    for _, row in grid:
        pair = [row[column] for column in sorted(row)][:2]
        name = ABOUT.get(squash(pair[0].text)) if len(pair) == 2 else None
        if name is None or name in found:
            continue
        cell = pair[1]
        if name in {"period_start", "updated"}:
            when = reader.when(cell)
            found[name] = when.earliest
        elif name == "period_end":
            found[name] = reader.day(cell)
        elif name == "year_starts":
            found[name] = _month_named(cell.text)
        elif name == "quarter_basis":
            calendar = "calendar" in plain(cell.text)
            found[name] = QuarterBasis.CALENDAR if calendar else QuarterBasis.FINANCIAL
        elif name == "lead":
            found[name] = reader.owner(cell)
        else:
            found[name] = one_line(cell.text)
    return {name: value for name, value in found.items() if value is not None}


def _month_named(text: str) -> int | None:
    words = re.findall(r"[a-z]+|\d+", plain(text))
    for word in words:
        if word in MONTHS:
            return MONTHS[word]
    numbers = [int(word) for word in words if word.isdecimal()]
    return numbers[-1] if numbers and 1 <= numbers[-1] <= 12 else None


def title_lines(table: Table) -> list[str]:
    """The lines above a table's header, those over the table in a document first."""
    return [
        *table.grid.above,
        *(
            one_line(cell.text)
            for number, row in table.grid
            if number < table.header
            for cell in row.values()
            if isinstance(cell.value, str) and len(cell.text) < 300
        ),
    ]


_NUMBERED_PAPER = re.compile(
    r"^(?:appendix|annexe?|schedule|table|part|item|paper|page)\s+\w{1,3}$"
)


_OF_PLANS = re.compile(
    r"\b(?:plan|strategy|statement|tracker|programme|schedule|road ?map|framework|actions|"
    r"improvements)s?\b"
)
_OF_THE_DAY = re.compile(r"[\s,;:(–—-]+(?:as at|as of|position at|updated|printed)\b.*$", re.I)
_LONGEST_TITLE = 150
_TITLE_ROWS = 4


def title_of(table: Table, beside: Sequence[Grid] = ()) -> str:
    """The line above the header that names the plan: "Climate plan", not "Anycity Council".

    On a sheet for one theme that may be the theme; then sheets ``beside`` the actions are asked.
    What it says of the day is no part of its name, which stays the same from quarter to quarter.
    """
    lines = [line for line in title_lines(table) if len(line) > 3 and not is_nothing(line)]
    telling = [line for line in lines if not _NUMBERED_PAPER.match(plain(line))] or lines
    elsewhere = [one_line(cell.text) for grid in beside for cell in _first_cells(grid)]
    first = next(iter(telling), "")
    if not _OF_PLANS.search(plain(first)) or ABOVE.match(plain(first)):
        others = [line for line in (*telling, *elsewhere) if not ABOVE.match(plain(line))]
        first = next(filter(_names_a_plan, others), first)
    return (_OF_THE_DAY.sub("", first) or first)[:_LONGEST_TITLE]


def _first_cells(grid: Grid) -> Iterator[Cell]:
    """What stands alone in the first rows of a sheet."""
    for _, row in islice(grid, _TITLE_ROWS):
        if len(row) == 1:
            yield from row.values()


def _names_a_plan(line: str) -> bool:
    """Whether a line is a name with the word plan, and no sentence or label about one."""
    short = len(line) <= _LONGEST_TITLE and len(line.split()) <= 16
    return short and ":" not in line and line[-1] != "." and bool(_OF_PLANS.search(plain(line)))


def title_from_name(path: Path) -> str:
    words = re.sub(r"[_\-\s]+", " ", path.stem).strip()
    return (words[:1].upper() + words[1:150]) or "Plan"
