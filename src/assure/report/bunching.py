"""The chart of deadlines: one square for each open action, stacked by month."""

from __future__ import annotations

from dataclasses import dataclass

from assure.model.assessment import Bunching
from assure.report.charts import mm
from assure.report.formats import month

MONTHS_AT_MOST = 30
SQUARE, GAP = 7.2, 1.0
TALLEST = 105.0  # points; beyond it squares stand more than two across, then shrink


@dataclass(frozen=True)
class Square:
    x: float
    y: float
    kind: str  # written | worked_out | late


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
    kinds: tuple[str, ...]


def _kinds(written: int, worked_out: int, late: int) -> tuple[str, ...]:
    return ("written",) * written + ("worked_out",) * worked_out + ("late",) * late


def bunching_chart(item: Bunching) -> BunchingChart | None:
    """Squares by month, 176 mm wide; None when no open action is counted.

    ``late`` actions stand among those written or worked out; they are drawn once, as late.
    More than 30 months are not drawn one by one: what lies beyond stands apart as "later".
    """
    if not item.months and not item.undated:
        return None
    columns: list[_Column] = []
    years: set[int] = set()
    for due in item.months[:MONTHS_AT_MOST]:
        late = set(due.late)
        written = [ref for ref in due.written if ref not in late]
        worked_out = [ref for ref in due.worked_out if ref not in late]
        year = "" if due.month.year in years else str(due.month.year)
        years.add(due.month.year)
        columns.append(
            _Column(month(due.month), year, _kinds(len(written), len(worked_out), len(late)))
        )
    later = sum(
        len({*due.written, *due.worked_out, *due.late}) for due in item.months[MONTHS_AT_MOST:]
    )
    apart = [_Column("later", "", _kinds(later, 0, 0))] if later else []
    if item.undated:
        apart.append(_Column("no date", "", _kinds(0, len(item.undated), 0)))

    width, base_room = mm(176), 24.0
    step_apart = 44.0
    room = width - step_apart * len(apart) - (12 if apart else 0)
    step = min(room / max(len(columns), 1), 34.0)
    most = max((len(c.kinds) for c in [*columns, *apart]), default=1)
    across = 2
    while -(-most // across) * (SQUARE + GAP) > TALLEST and (across + 1) * (SQUARE + GAP) < step:
        across += 1
    rows = -(-most // across)
    side = min(SQUARE, TALLEST / max(rows, 1) - GAP, (step - 2) / across - GAP)
    side = round(max(side, 1.2), 2)
    pitch = side + min(GAP, side / 4)
    base = round(max(rows * pitch, 20.0) + 14.0, 2)

    def stack(column: _Column, x: float, span: float) -> Stack:
        inner = x + (span - across * pitch) / 2
        squares = tuple(
            Square(
                round(inner + (i % across) * pitch, 2),
                round(base - (i // across + 1) * pitch, 2),
                kind,
            )
            for i, kind in enumerate(column.kinds)
        )
        top = min((s.y for s in squares), default=base)
        return Stack(
            round(x, 2),
            round(x + span / 2, 2),
            top,
            column.label,
            column.year,
            len(column.kinds),
            squares,
        )

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
