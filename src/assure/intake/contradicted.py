"""Cells whose word and colour say different things: "Green" in the paint of every "Amber"."""

from __future__ import annotations

from collections import Counter, defaultdict

from assure.intake.cells import CellReader
from assure.intake.grid import Cell
from assure.intake.table import Table
from assure.model.values import Rag
from assure.words.statuses import parse_rag
from assure.words.text import one_line

_USUAL = 3  # cells of one word in one paint, from which the column is painted by its words


def tell_contradictions(table: Table, reader: CellReader) -> None:
    """A problem for each rating painted as the column paints another one; the word is taken."""
    column = table.column("rag") or table.column("status")
    if column is None:
        return
    rated: list[tuple[Cell, Rag, str]] = [
        (cell, rag, cell.fill)
        for _, row in table.data()
        if (cell := row.get(column)) and cell.fill and (rag := parse_rag(cell.text))
    ]
    fills: dict[Rag, Counter[str]] = defaultdict(Counter)
    for _, rag, fill in rated:
        fills[rag][fill] += 1
    usual = {rag: counted.most_common(1)[0] for rag, counted in fills.items()}
    painted_as = {fill: rag for rag, (fill, _) in usual.items()}
    if len(painted_as) < len(usual):
        return  # two words in one paint: the column is not painted by its words
    for cell, rag, fill in rated:
        other = painted_as.get(fill)
        if other is None or other is rag or usual[rag][1] < _USUAL:
            continue
        reader.problem(
            "word-and-colour",
            cell,
            f"“{one_line(cell.text)}” is painted as “{other.value.replace('_', '/')}” is elsewhere "
            "in the column; the word was taken.",
            "Make the word and the colour agree.",
        )
