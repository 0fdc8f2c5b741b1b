"""The causal map: factors in a column, and an arc for each push, its arrow at what is pushed.

Downward pushes bow to the right, upward ones to the left, so that a circle is seen as one.
Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assure.model.links import CausalMap, Push
from assure.report.charts import mm
from assure.report.fit import fit, width_of
from assure.report.marks import bare
from assure.report.systems import Line
from assure.report.timeline import WIDE

MOST = 20  # factors, as many as the workshop asks for
ROW, HEAD, SIZE = 19.0, 6.0, 8.5
BOW = 0.24  # of the width, for arcs on either side
DASHES = "4 2.5"
NEAR = 4  # rows, and more, over which an arc bows to its full width


@dataclass(frozen=True)
class Factor:
    y: float
    name: str


@dataclass(frozen=True)
class Arc(Line):
    dashes: str = ""


@dataclass(frozen=True)
class CausesChart:
    width: float
    height: float
    left: float  # where the words begin
    factors: tuple[Factor, ...]
    arcs: tuple[Arc, ...]
    more: int  # factors that are not drawn


def causes_chart(item: CausalMap, *, wide: bool = False) -> CausesChart | None:
    """The map, 176 mm wide or 263; None when the workshop drew no arrow."""
    if not item.pushes:
        return None
    width = WIDE if wide else mm(176)
    bow = width * BOW
    tied = {end for push in item.pushes for end in (push.start, push.end)}
    linked = [factor for factor in item.factors if factor in tied]
    places = {name: round(HEAD + ROW * (i + 0.5), 2) for i, name in enumerate(linked[:MOST])}
    factors = tuple(
        Factor(y, fit(name, width - 2 * bow - 8, SIZE, "600")) for name, y in places.items()
    )
    # The arcs at the right begin beside the longest words, so that the eye has not far to go.
    right = bow + 8 + max(width_of(bare(one.name), SIZE, "600") for one in factors)
    return CausesChart(
        width=round(width, 2),
        height=round(HEAD + ROW * len(places) + HEAD, 2),
        left=round(bow, 2),
        factors=factors,
        arcs=tuple(sorted(_arcs(item.pushes, places, bow, right), key=lambda arc: arc.dark)),
        more=len(linked) - len(places),
    )


def _arcs(
    pushes: Iterable[Push], places: Mapping[str, float], bow: float, right: float
) -> Iterable[Arc]:
    # Of few factors the bows are as flat as among several: neighbours are no more than that.
    span = max(max(places.values()) - min(places.values()), NEAR * ROW)
    for push in pushes:
        if push.start not in places or push.end not in places:
            continue
        one, other = places[push.start], places[push.end]
        down = other > one
        edge = round(right if down else bow - 6, 2)
        reach = 14 + (bow - 22) * abs(other - one) / span
        out = round(edge + (reach if down else -reach) * 4 / 3, 2)
        # Arrows leave a little before the middle of a row and arrive a little after it.
        begin, end = (one + 3, other - 3) if down else (one - 3, other + 3)
        tip = edge + (4 if down else -4)
        yield Arc(
            path=f"M{edge:g} {begin:g}C{out:g} {begin:g} {out:g} {end:g} {tip:g} {end:g}",
            width=2.0 if push.circle == "worse" else 1.0,
            dark=push.circle == "worse",
            head=f"M{edge:g} {end:g}l{'5 -2.6v5.2' if down else '-5 -2.6v5.2'}Z",
            dashes=DASHES if push.same is False else "",
        )
