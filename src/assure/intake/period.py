"""When a plan runs, where nobody says so: what its title names, held against its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice

from assure.intake.about import title_lines
from assure.intake.grid import Cell
from assure.intake.table import Table
from assure.model.base import Problem
from assure.words.calendar import Span
from assure.words.dates import find_period, read_when
from assure.words.text import one_line

_LOOKED_AT = 200  # dates of a table
_FEWEST = 3  # settled dates that can speak against a title


def period_of(
    tables: Sequence[Table], title: str, year_starts: int
) -> tuple[Span | None, Problem | None]:
    """The period that the title or a line above the first table names.

    The statement for 2025/26 lists what will be done in 2026/27. Where most dates fall after the
    period, it is not when the plan runs, and a problem says so in its stead.
    """
    lines = [title, *title_lines(tables[0])]
    period = next(filter(None, (find_period(line, year_starts) for line in lines)), None)
    if period is None:
        return None, None
    dates = list(_settled(tables))
    after = sum(day > period[1] for day in dates)
    if len(dates) < _FEWEST or after * 2 <= len(dates):
        return period, None
    named = next(line for line in lines if find_period(line, year_starts))
    grid = tables[0].grid
    cells = (cell for _, row in grid for cell in row.values() if one_line(cell.text) == named)
    return None, Problem(
        code="period-doubtful",
        seen=grid.seen(next(cells, Cell(named, named, 0, 0))),
        wrong=f"“{named[:100]}” is not when the plan runs, as {after} of its {len(dates)} dates "
        "are later; no date without a year was read by it.",
        do='Say when the plan runs, for example --period "2026/27".',
    )


def _settled(tables: Sequence[Table]) -> Iterator[dt.date]:
    """The days that the dates of the tables mean without the help of a period."""
    for table in tables:
        column = table.column("due")
        cells = (row[column] for _, row in table.data() if column in row) if column else ()
        for cell in islice(cells, _LOOKED_AT):
            value = cell.value if isinstance(cell.value, dt.date) else cell.text
            latest = read_when(value).when.latest
            if latest is not None:
                yield latest
