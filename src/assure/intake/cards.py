"""An action on a card of its own: labels in one column, what they say in the next → one row.

So councils write actions in documents that are to be read aloud, and projects on a sheet each.
"""

from __future__ import annotations

from dataclasses import replace

from assure.intake.columns import MATCHER
from assure.intake.grid import Cell, Grid, Row
from assure.intake.headings import BRACKETLESS

_FEWEST = 3  # labels that make a card, the action among them
_MOST = 40  # rows of a card; a longer sheet is not looked at
_LONGEST = 60  # letters of a label


def as_rows(grids: list[Grid]) -> list[Grid]:
    """The grids, each card among them as a table of one row; its cells keep their places."""
    return [_as_row(grid) or grid for grid in grids]


def _as_row(grid: Grid) -> Grid | None:
    pairs = _pairs(grid) if len(grid.rows) <= _MOST else []
    labels = [label.text for label, _ in pairs]
    sure = {
        name
        for text in labels
        for name, strength in MATCHER.fields(text).items()
        if strength >= BRACKETLESS
    }
    enough = len(sure) >= _FEWEST and len(sure) * 2 > len(labels)
    if not enough or "action" not in sure or len(set(labels)) < len(labels):
        return None
    top = min(grid.rows)
    headings: Row = {at: label for at, (label, _) in enumerate(pairs, 1)}
    values: Row = {at: value for at, (_, value) in enumerate(pairs, 1) if value is not None}
    rows = {top: headings, top + 1: values}
    return replace(grid, rows=rows, merges=(), painted={}, follows=False)


def _pairs(grid: Grid) -> list[tuple[Cell, Cell | None]]:
    """Each label with the cell beside it; none when the sheet is anything but a card.

    A line over the whole width, such as the number of the card, is no part of it.
    """
    pairs: list[tuple[Cell, Cell | None]] = []
    first = min((min(row) for _, row in grid), default=0)
    for _, row in grid:
        label, others = row.get(first), [row[column] for column in sorted(row) if column > first]
        if label is None or len(others) > 1 or len(label.text) > _LONGEST:
            return []
        if not (label.wide and not others):
            pairs.append((label, others[0] if others else None))
    return pairs
