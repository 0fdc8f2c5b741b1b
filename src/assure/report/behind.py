"""The figures behind the drawings of a paper: kept while its page is filled, printed at its end.

On a screen a table unfolds below its chart. On paper nothing unfolds, so each table stands in an
annex, and a line below the chart says which it is.
"""

from __future__ import annotations

import calendar
import contextlib
import re
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
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}


@dataclass(frozen=True)
class Table:
    """What a chart draws, as rows. ``number`` ties the two together."""

    number: int
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    more: int  # rows that are not printed
    even: bool = False  # columns but the first are as wide as one another, where there is room

    def _rooms(self, lines: int | None = None) -> list[int]:
        """What each column would like, in characters, with its head on so many lines; without
        ``lines`` a head is broken between any two words."""
        return [
            BESIDE
            + max(
                _width(head, lines),
                min(self._longest(place), LONGEST),
            )
            for place, head in enumerate(self.heads)
        ]

    def _longest(self, place: int) -> int:
        """Characters of the longest cell of a column."""
        return max(len(row[place]) for row in self.rows)

    @property
    def shares(self) -> list[float]:
        """The part of the width that each column gets, in percent: what is short all that it needs,
        and what is long shares the rest. Where all have what they need, each gets as much more."""
        rooms = self._rooms(lines=2)
        if sum(rooms) > WHOLE:
            rooms = self._rooms()
        short = [room if room <= SHORT + BESIDE else 0 for room in rooms]
        long = [0 if room <= SHORT + BESIDE else room for room in rooms]
        whole = sum(self._longest(place) for place, room in enumerate(long) if room)
        left = max(min(WHOLE - sum(short), whole), NAMING) if any(long) else 0
        widths = [
            one or left * other / max(sum(long), 1) for one, other in zip(short, long, strict=True)
        ]
        first, *others = widths
        if self.even and first + max(others) * len(others) <= WHOLE:
            widths = [first, *[max(others)] * len(others)]
        return [round(100 * width / sum(widths), 3) for width in widths]

    @property
    def turned(self) -> Table:
        """With a column for each row, where a page has room for them; else as it is. Days that all
        end a month are told by their month, on two lines instead of three."""
        days = [row[0] for row in self.rows]
        months = all(map(_ends_a_month, days))
        heads = ("End of", *(day.split(" ", 1)[1] for day in days)) if months else None
        rows = tuple(
            (head, *(row[place] for row in self.rows))
            for place, head in enumerate(self.heads[1:], start=1)
        )
        other = replace(self, heads=heads or (self.heads[0], *days), rows=rows, even=True)
        return other if sum(other._rooms()[1:]) <= WHOLE - NAMING else self


def _width(head: str, lines: int | None) -> int:
    """Characters of the longest line of a head."""
    words = head.split()
    if lines == 2:
        halves = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words)))
        return min(max(map(len, pair)) for pair in halves) if words else 0
    return max(map(len, words), default=0)


def _ends_a_month(day: str) -> bool:
    """``31 Mar 2027`` does, ``no date`` and ``30 Mar 2027`` do not."""
    if not (found := re.fullmatch(r"(\d+) (\w{3}) (\d{4})", day)):
        return False
    number, month, year = found.groups()
    return month in _MONTHS and calendar.monthrange(int(year), _MONTHS[month])[1] == int(number)


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
