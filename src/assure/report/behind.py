"""The figures behind the drawings of a paper: kept while its page is filled, printed at its end.

On a screen a table unfolds below its chart. On paper nothing unfolds, so each table stands in an
annex, and a line below the chart says on which page.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from assure.report.figures import Row

PRINTED = 60  # rows of a table on paper; the page for a screen and the attached review hold more
WHOLE, HALF = 118, 56  # characters of a row that a page, and half of it, has room for
BESIDE = 2  # what parts two columns takes, in characters
SHORT = 16  # characters that a column never breaks, as a day
LONGEST = 60  # what is longer is broken anyhow


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
    def narrow(self) -> bool:
        """Whether half a page is wide enough for it."""
        return sum(self._rooms) <= HALF

    @property
    def shares(self) -> list[float]:
        """The part of the width that each column gets, in percent: what is short all that it needs,
        and what is long shares the rest."""
        rooms = self._rooms
        whole = max(sum(rooms), HALF) if self.narrow else WHOLE
        short = [room if room <= SHORT + BESIDE else 0 for room in rooms]
        long = [0 if room <= SHORT + BESIDE else room for room in rooms]
        left = max(whole - sum(short), 0) if any(long) else 0
        widths = [
            one or left * other / max(sum(long), 1) for one, other in zip(short, long, strict=True)
        ]
        return [round(100 * width / sum(widths), 1) for width in widths]


_kept: ContextVar[list[Table] | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def keeping() -> Iterator[None]:
    """Until the end of the block, the tables of one page are kept."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def keep(caption: str, heads: Sequence[str], rows: Sequence[Row]) -> Table | None:
    """A table for the end of the page; None where there is nothing to tell."""
    tables = _kept.get()
    if tables is None or not rows:
        return None
    shown = tuple(rows[:PRINTED])
    table = Table(len(tables) + 1, caption, tuple(heads), shown, len(rows) - len(shown))
    tables.append(table)
    return table


def kept() -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """The tables that half a page has room for, and those that need all of it."""
    tables = _kept.get() or []
    return (
        tuple(table for table in tables if table.narrow),
        tuple(table for table in tables if not table.narrow),
    )
