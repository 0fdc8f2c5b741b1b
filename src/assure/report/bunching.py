"""The chart of deadlines: one square for each open action, stacked by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from assure.model.measures import Bunching, MonthDue
from assure.report.charts import mm
from assure.report.formats import month
from assure.report.origins import count

MONTHS_AT_MOST = 30
SQUARE, GAP = 7.2, 1.0
BETWEEN = 3.0  # points from the squares of one month to those of the next
NAME = 17.0  # points that the name of a month takes, with what parts it from the next
KINDS = ("written", "worked_out", "late")  # of squares, from the base line up
TALLEST = 105.0  # points; beyond it squares stand more than two across, then shrink


@dataclass(frozen=True)
class Square:
    x: float
    y: float
    kind: str  # of KINDS


@dataclass(frozen=True)
class Stack:
    """One column: its squares, month and count. ``year`` is set where a year begins."""

    x: float
    centre: float
    top: float
    label: str
    year: str
    count: int
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class BunchingChart:
    width: float
    height: float
    base: float
    side: float
    stacks: tuple[Stack, ...]
    apart: tuple[Stack, ...]  # before, after and without a date, on base lines of their own
    busiest: Stack | None


@dataclass(frozen=True)
class _Column:
    label: str
    year: str
    due: tuple[_Due, ...]


class _Due(NamedTuple):
    """An action: the kind of its square, and its reference."""

    kind: str
    ref: str


def _due(dues: Iterable[MonthDue | None]) -> tuple[_Due, ...]:
    """Each action once; a late one stands among those written or worked out too."""
    found: list[_Due] = []
    for due in dues:
        if due is None:
            continue
        late = set(due.late)
        for kind, refs in zip(KINDS, (due.written, due.worked_out, due.late), strict=True):
            found += [
                _Due(kind, ref) for ref in dict.fromkeys(refs) if kind == "late" or ref not in late
            ]
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def _index(due: MonthDue) -> int:
    """Months counted from year 0, so that the next month is one more."""
    return due.month.year * 12 + due.month.month - 1


def _window(item: Bunching) -> tuple[int, int]:
    """First and last month to draw: of all spans of 30 months the one with most actions, cut to
    the months that hold any. An empty span (1, 0) when no action has a date."""
    counts = {_index(due): len(_due([due])) for due in item.months}
    held = sorted(number for number, count in counts.items() if count)
    if not held:
        return 1, 0

    def inside(start: int) -> list[int]:
        return [n for n in held if start <= n < start + MONTHS_AT_MOST]

    best = max(held, key=lambda start: (sum(counts[n] for n in inside(start)), -start))
    return best, inside(best)[-1]


def _fit(most: int, step: float) -> tuple[int, float, float]:
    """How many squares stand side by side, their side, and side with gap, so that the highest
    stack stays under ``TALLEST`` and beside the next: two across as long as that fits, then
    smaller and more."""
    side, gap, across = SQUARE, GAP, 2
    if most > 1 and across * (side + gap) > step - BETWEEN:
        side, gap = (
            round(part * (step - BETWEEN) / (across * (SQUARE + GAP)), 2) for part in (side, gap)
        )
    while -(-most // across) * (side + gap) > TALLEST and side > 1:
        side, gap = round(side * 0.94, 2), round(gap * 0.94, 2)
        across = max(2, int((step - BETWEEN) // (side + gap)))
    return across, side, side + gap


def bunching_chart(item: Bunching) -> BunchingChart | None:
    """Squares by month, 176 mm wide; None when no open action is counted.

    More than 30 months are not drawn one by one: what lies before and beyond stands apart.
    """
    if not item.months and not item.undated:
        return None
    first, last = _window(item)
    by_month = {_index(due): due for due in item.months}
    columns: list[_Column] = []
    for number in range(first, last + 1):
        year, month_of_year = divmod(number, 12)
        label = month(dt.date(year, month_of_year + 1, 1))
        starts = number == first or month_of_year == 0
        columns.append(_Column(label, str(year) if starts else "", _due([by_month.get(number)])))
    apart = [
        _Column("earlier", "", _due([due for n, due in by_month.items() if n < first])),
        _Column("later", "", _due([due for n, due in by_month.items() if n > last])),
        _Column("no date", "", tuple(_Due("worked_out", ref) for ref in item.undated)),
    ]
    apart = [column for column in apart if column.due]

    width, base_room = mm(176), 24.0
    step_apart = 44.0
    room = width - step_apart * len(apart) - (12 if apart else 0)
    step = min(room / max(len(columns), 1), 34.0)
    most = max((len(c.due) for c in [*columns, *apart]), default=1)
    across, side, pitch = _fit(most, step)
    rows = -(-most // across)
    base = round(max(rows * pitch, 20.0) + 14.0, 2)

    def stack(column: _Column, x: float, span: float) -> Stack:
        inner = x + (span - across * pitch) / 2
        squares = tuple(
            Square(
                round(inner + (i % across) * pitch, 2),
                round(base - (i // across + 1) * pitch, 2),
                one.kind,
            )
            for i, one in enumerate(column.due)
        )
        top = min((s.y for s in squares), default=base)
        return Stack(
            round(x, 2),
            round(x + span / 2, 2),
            top,
            column.label,
            column.year,
            count([one.ref for one in column.due]),
            squares,
        )

    if step < NAME:
        # Where not all have room the first months of quarters are named, and the first of all.
        columns = [
            replace(column, label=column.label if not i % 3 else "")
            for i, column in enumerate(columns, (first % 12) % 3)
        ]
    stacks = tuple(stack(column, i * step, step) for i, column in enumerate(columns))
    start_apart = width - step_apart * len(apart)
    apart_stacks = tuple(
        stack(column, start_apart + i * step_apart, step_apart - 4)
        for i, column in enumerate(apart)
    )
    busiest = max(stacks, key=lambda s: s.count, default=None)
    return BunchingChart(
        round(width, 2), base + base_room, base, side, stacks, apart_stacks, busiest
    )
