"""Where the words of a drawing stand: beside their mark, clear of lines and of one another.

Each label brings the places that would do, the best first, and takes the first that nothing
crosses; where each is crossed, the one that least is. Lengths are points; y grows downwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assure.report.charts import Label, Spot
from assure.report.fit import width_of
from assure.report.marks import bare

RISE, FALL = 0.74, 0.2  # how far letters reach above and below their line, of the type size
APART = 3.0  # between words that follow one another on a line
ON_WORDS, OUTSIDE = 4.0, 20.0  # how much worse than crossing one piece of a line


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def crossed_by(self, one: Spot, other: Spot) -> bool:
        """Whether the straight line from ``one`` to ``other`` runs through the box."""
        begin, end = 0.0, 1.0
        for start, along, low, high in (
            (one.x, other.x - one.x, self.left, self.right),
            (one.y, other.y - one.y, self.top, self.bottom),
        ):
            if not along:
                if not low < start < high:
                    return False
                continue
            first, last = sorted(((low - start) / along, (high - start) / along))
            begin, end = max(begin, first), min(end, last)
        return begin < end


def box_of(label: Label, size: float, weight: str = "400") -> Box:
    """What the words of ``label`` take."""
    wide = width_of(bare(label.text), size, weight)
    left = {"start": label.x, "middle": label.x - wide / 2, "end": label.x - wide}[label.anchor]
    return Box(left, label.y - RISE * size, left + wide, label.y + FALL * size)


class Places:
    """A drawing with what already stands in it: lines, and boxes of words and marks."""

    def __init__(self, inside: Box) -> None:
        self._inside = inside
        self._lines: list[tuple[Spot, Spot]] = []
        self._boxes: list[Box] = []

    def draw(self, spots: Sequence[Spot]) -> None:
        """A line through ``spots`` that words should not cross."""
        self._lines += itertools.pairwise(spots)

    def keep(self, box: Box) -> None:
        """Room that is taken."""
        self._boxes.append(box)

    def put(
        self, labels: Iterable[Label], size: float, weight: str = "400", *, or_none: bool = False
    ) -> Label | None:
        """The first of ``labels`` that is clear of all else, or the one that is least crossed;
        with ``or_none`` no label rather than a crossed one."""
        best, least = None, 0.0
        for label in labels:
            box = box_of(label, size, weight)
            cost = self._cost(box)
            if best is None or cost < least:
                best, least = (label, box), cost
            if not cost:
                break
        if best is None or (or_none and least):
            return None
        label, box = best
        self.keep(Box(box.left - APART, box.top, box.right + APART, box.bottom))
        return label

    def _cost(self, box: Box) -> float:
        crossed = sum(box.crossed_by(*line) for line in self._lines)
        return (
            crossed
            + ON_WORDS * sum(map(box.meets, self._boxes))
            + (0 if self._inside.holds(box) else OUTSIDE)
        )
