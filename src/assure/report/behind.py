"""The figures behind the drawings of a paper: kept while its page is filled, printed at its end.

On a screen a table unfolds below its chart. On paper nothing unfolds, so each table stands in an
annex, and a line below the chart says which it is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace

from assure.report.figures import Row

PRINTED = 60  # rows of a table on paper; the page for a screen and the attached review hold more
WHOLE = 125  # characters that a page is wide
BESIDE = 1  # what parts two columns takes, in characters
SHORT = 16  # characters that a column never breaks, as a day
LONGEST = 60  # what is longer is broken anyhow
NAMING = 13  # characters that the first column has at least, where days stand side by side


@dataclass(frozen=True)
class Table:
    """What a chart draws, as rows. ``number`` ties the two together."""

    number: int
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    more: int  # rows that are not printed

    @property
    def _rooms(self) -> list[int]:
        """What each column would like, in characters; heads are broken between words."""
        return [
            BESIDE
            + max(
                *map(len, head.split()),
                *(min(len(row[place]), LONGEST) for row in self.rows),
            )
            for place, head in enumerate(self.heads)
        ]

    @property
    def shares(self) -> list[float]:
        """The part of the width that each column gets, in percent: what is short all that it needs,
        and what is long shares the rest."""
        rooms = self._rooms
        short = [room if room <= SHORT + BESIDE else 0 for room in rooms]
        long = [0 if room <= SHORT + BESIDE else room for room in rooms]
        left = max(WHOLE - sum(short), NAMING) if any(long) else 0
        widths = [
            one or left * other / max(sum(long), 1) for one, other in zip(short, long, strict=True)
        ]
        return [round(100 * width / sum(widths), 1) for width in widths]

    @property
    def turned(self) -> Table:
        """With a column for each row, where a page has room for them; else as it is."""
        heads = (self.heads[0], *(row[0] for row in self.rows))
        rows = tuple(
            (head, *(row[place] for row in self.rows))
            for place, head in enumerate(self.heads[1:], start=1)
        )
        other = replace(self, heads=heads, rows=rows)
        return other if sum(other._rooms[1:]) <= WHOLE - NAMING else self


_kept: ContextVar[list[Table] | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def keeping() -> Iterator[None]:
    """Until the end of the block, the tables of one page are kept."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def keep(
    caption: str, heads: Sequence[str], rows: Sequence[Row], *, across: bool = False
) -> Table | None:
    """A table for the end of the page; None where there is nothing to tell. ``across``: its rows
    are many and short, and stand side by side where there is room."""
    tables = _kept.get()
    if tables is None or not rows:
        return None
    shown = tuple(rows[:PRINTED])
    table = Table(len(tables) + 1, caption, tuple(heads), shown, len(rows) - len(shown))
    tables.append(table.turned if across else table)
    return table


def kept() -> tuple[Table, ...]:
    """The tables of the page, in the order of its charts."""
    return tuple(_kept.get() or ())
