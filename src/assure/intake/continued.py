"""A table of a document that goes on the one before it, without headings of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assure.intake.columns import MATCHER
from assure.intake.grid import Grid
from assure.intake.table import Table
from assure.intake.table_header import find_table


def going_on(grid: Grid, grids: Sequence[Grid], tables: Sequence[Table]) -> Table | None:
    """The table in ``grid`` under the headings of the last of ``tables``, if it goes on that one.

    So a table that was split by hand, or at the end of a page, is one plan again.
    """
    if not grid.follows or not tables:
        return None
    before = tables[-1]
    at = next((at for at, other in enumerate(grids) if other is grid), 0)
    if at == 0 or grids[at - 1] is not before.grid:
        return None
    own = find_table(grid, MATCHER, {})
    if own is not None and own.header == min(grid.rows):
        return None
    return replace(
        before,
        grid=grid,
        header=0,
        headings=dict(before.headings),
        placed=dict(before.placed),
        _data=None,
    )
