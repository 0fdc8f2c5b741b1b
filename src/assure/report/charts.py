"""Where the marks of each chart stand. Lengths are points; y grows downwards.

A chart here is plain data for a Jinja macro of ``report_templates/parts/charts``. Figures
are taken from the assessment as they are; only their places on the page are worked out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assure.model.measures import Count, Load
from assure.model.ratings import RatingLevel
from assure.report.fit import width_of
from assure.report.formats import days_wanted, month
from assure.report.marks import bare

MM = 72 / 25.4


def mm(length: float) -> float:
    """Millimetres as points."""
    return round(length * MM, 2)


@dataclass(frozen=True)
class Spot:
    x: float
    y: float


def polyline(spots: Sequence[Spot]) -> str:
    """The ``d`` of a path through ``spots``."""
    return "".join(f"{'L' if i else 'M'}{s.x:g} {s.y:g}" for i, s in enumerate(spots))


@dataclass(frozen=True)
class Scale:
    """A straight map from values to points."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        part = (value - self.low) / (self.high - self.low)
        return round(self.start + part * (self.end - self.start), 2)


@dataclass(frozen=True)
class Mark:
    """A tick, a grid line or a label: its place and its words."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Label:
    """Words beside a mark: where they stand and which end of them is there."""

    x: float
    y: float
    text: str
    anchor: str = "start"


def beside(mark: Mark, dx: float, dy: float) -> Label:
    """Words to the right of ``mark`` when ``dx`` is positive, to the left otherwise."""
    return Label(
        round(mark.x + dx, 2), round(mark.y + dy, 2), mark.text, "start" if dx > 0 else "end"
    )


def round_steps(low: float, high: float, about: int = 5) -> list[float]:
    """Round values that span ``low`` to ``high``, about ``about`` of them."""
    span = high - low or abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(span / about))
    step = next(s * power for s in (1, 2, 2.5, 5, 10, 20) if s * power * about >= span)
    first = int(low // step)
    last = int(-(-high // step))
    return [round(i * step, 10) for i in range(first, max(last, first + 1) + 1)]


# --- Load ---------------------------------------------------------------------------------


TICK = 8.0  # points of the type over and under the bars


@dataclass(frozen=True)
class LoadBar:
    x: float
    width: float
    within_y: float  # top of the part up to the agreed line
    over_y: float | None  # top of the part beyond it; None when there is none
    label: Mark
    middle: float  # of the bar, under which its month stands
    strong: bool
    month: str


@dataclass(frozen=True)
class LoadChart:
    """One post's or team's days by quarter against the agreed line."""

    width: float
    height: float
    base: float
    line: float | None  # y of the agreed days; None when nothing is agreed
    bars: tuple[LoadBar, ...]


def most_days(loads: Sequence[Load]) -> Decimal:
    """The top of the one scale that a set of load charts shares."""
    return max(
        (max([q.days for q in load.quarters] + [load.agreed or Decimal(0)]) for load in loads),
        default=Decimal(0),
    )


def _over_bars(numbers: Sequence[str], load: Load, step: float) -> Sequence[str]:
    """What stands over each bar: its days. Where they are too wide to stand side by side only the
    first of the highest is told; the table has them all."""
    if all(width_of(bare(number), TICK, "600") <= step for number in numbers):
        return numbers
    highest = max(range(len(numbers)), key=lambda i: load.quarters[i].days)
    return [number if i == highest else "" for i, number in enumerate(numbers)]


def _centred(x: float, text: str, width: float) -> float:
    """The middle of ``text``, at ``x`` or as near to it as a chart so wide lets it be whole."""
    half = min(width_of(bare(text), TICK, "600"), width) / 2
    return round(min(max(x, half), width - half), 2)


def load_chart(load: Load, top: Decimal, width: float = mm(41)) -> LoadChart:
    """Bars on a scale from nought to ``top`` days."""
    height, base, head = mm(21), mm(21) - 11.0, 11.0
    up = Scale(0, float(top or 1), base, head)
    step = width / max(len(load.quarters), 1)
    numbers = _over_bars(
        [days_wanted(quarter.days, load.agreed) for quarter in load.quarters], load, step
    )
    bars = []
    for i, quarter in enumerate(load.quarters):
        over = load.agreed is not None and quarter.days > load.agreed
        y = up.at(float(quarter.days))
        line = up.at(float(load.agreed)) if load.agreed is not None else y
        x = round(i * step + step * 0.16, 2)
        above = min(y, line)
        bars.append(
            LoadBar(
                x=x,
                width=round(step * 0.68, 2),
                within_y=line if over else y,
                over_y=y if over else None,
                label=Mark(_centred(x + step * 0.34, numbers[i], width), above - 2.5, numbers[i]),
                middle=round(x + step * 0.34, 2),
                strong=over,
                month=month(quarter.start),
            )
        )
    line_y = up.at(float(load.agreed)) if load.agreed is not None else None
    return LoadChart(width, height, round(base, 2), line_y, tuple(bars))


# --- Verdict ------------------------------------------------------------------------------

STOPS = (
    RatingLevel.RED,
    RatingLevel.AMBER_RED,
    RatingLevel.AMBER_GREEN,
    RatingLevel.GREEN,
)


@dataclass(frozen=True)
class VerdictScale:
    """Four stops on a line, red to green, one of them filled; ``since`` is where an arrow begins
    and ends that shows where it stood before."""

    width: float
    height: float
    stops: tuple[tuple[Mark, bool], ...]
    since: tuple[float, float] | None = None


def verdict_scale(level: RatingLevel, before: RatingLevel | None = None) -> VerdictScale:
    width, edge = mm(86), 10.0
    step = (width - 2 * edge - 20) / (len(STOPS) - 1)
    moved = before in STOPS and level in STOPS and before is not level
    ends = [round(edge + STOPS.index(at) * step, 2) for at in (before, level) if at in STOPS]
    return VerdictScale(
        round(width, 2),
        26.0,
        tuple(
            (Mark(round(edge + i * step, 2), 7.0, stop.words), stop is level)
            for i, stop in enumerate(STOPS)
        ),
        (ends[0], ends[1]) if moved else None,
    )


# --- Reported RAG by outcome --------------------------------------------------------------


@dataclass(frozen=True)
class Segment:
    """One part of a bar: its key, words and count, where it starts and how long it is."""

    key: str
    label: str
    count: int
    x: float
    width: float


REPORTED = ("red", "amber_red", "amber", "amber_green", "green")


def reported_bar(counts: Sequence[Count], most: int, width: float = mm(86)) -> tuple[Segment, ...]:
    """What is reported of one outcome, worst first, "not reported" last; ``most`` actions wide."""
    ordered = sorted(
        (count for count in counts if count.count),
        key=lambda c: REPORTED.index(c.key) if c.key in REPORTED else len(REPORTED),
    )
    segments, x, step = [], 0.0, width / max(most, 1)
    for count in ordered:
        length = count.count * step
        segments.append(
            Segment(
                count.key if count.key in REPORTED else "none",
                count.label,
                count.count,
                round(x, 2),
                round(length, 2),
            )
        )
        x += length
    return tuple(segments)
