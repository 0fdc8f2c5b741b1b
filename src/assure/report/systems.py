"""The systems map: outcomes at the left, those who carry several of them at the right.

A line is a post, team or partner with open actions for an outcome; an arc at the left ties two
outcomes that share actions, or of which one waits for the other. The more actions, the thicker.
Everything has a place of its own in a column, so no words can meet. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assure.model.links import Carrier, SystemsMap, Tie, TieKind
from assure.model.measures import OutcomeMeasures
from assure.report import systems_words as words
from assure.report.charts import mm
from assure.report.fit import fit, width_of
from assure.report.marks import bare
from assure.report.origins import count
from assure.report.timeline import WIDE

MOST = 12  # outcomes, and carriers, that a page can show so that lines can be followed
ROW, HEAD, FOOT = 23.0, 16.0, 2.0
SIZE, SMALL = 8.5, 8.0
THIN, STEP, THICK = 0.8, 0.7, 5.0
CROWD = 36  # lines; of more, none is so thick that they close up


@dataclass(frozen=True)
class Place:
    """An outcome or a carrier: its words, and the height of its middle."""

    key: str
    y: float
    name: str
    under: str
    strong: bool


@dataclass(frozen=True)
class Line:
    path: str
    width: float
    dark: bool
    head: str = ""  # the point of an arrow, for what waits


@dataclass(frozen=True)
class MapChart:
    width: float
    height: float
    left: float  # where the words of outcomes begin
    joint: float  # where lines leave outcomes
    right: float  # where the words of carriers begin
    outcomes: tuple[Place, ...]
    carriers: tuple[Place, ...]
    lines: tuple[Line, ...]
    left_out: str

    @property
    def shown(self) -> frozenset[str]:
        """Refs of the outcomes and names of the carriers that are drawn."""
        return frozenset(one.key for one in (*self.outcomes, *self.carriers))


def map_chart(
    item: SystemsMap, outcomes: Iterable[OutcomeMeasures], *, wide: bool = False
) -> MapChart | None:
    """The map, 176 mm wide or 263; None when nothing ties one outcome to another."""
    if not item.ties:
        return None
    width = WIDE if wide else mm(176)
    titles = {outcome.ref: outcome for outcome in reversed(list(outcomes))}
    shown, carriers = _shown(item), _drawn(item)
    arcs = [t for t in item.ties if t.kind is not TieKind.CARRIES and {t.start, t.end} <= {*shown}]
    left = 46.0 if arcs else 0.0
    room = (width - left) * 0.4 - 8
    right = round(width - (width - left) * 0.36, 2)
    rows = max(len(shown), len(carriers), 1)
    places = _column(
        (
            (ref, _title(titles.get(ref), ref), words.of_outcome(titles.get(ref)), False)
            for ref in shown
        ),
        rows,
        room,
    )
    # Lines begin beside the longest name, so that the eye has not far to go.
    taken = max((width_of(bare(one.name), SIZE, "600") for one in places.values()), default=0.0)
    joint = round(left + min(max(taken, room * 0.6), room) + 8, 2)
    named = words.heaviest(item)
    ordered = _by_height(carriers, places)
    sides = _column(
        ((c.name, c.name, words.of_carrier(c), c.over or c is named) for c in ordered),
        rows,
        width - right,
    )
    dark = {c.name for c in carriers if c.over or c is named}
    return MapChart(
        width=round(width, 2),
        height=round(HEAD + rows * ROW + FOOT, 2),
        left=left,
        joint=joint,
        right=right,
        outcomes=tuple(places.values()),
        carriers=tuple(sides.values()),
        lines=tuple(
            sorted(
                (*_lines(item, places, sides, joint, right, dark), *_arcs(arcs, places, left)),
                key=lambda line: line.dark,
            )
        ),
        left_out=words.left_out(
            count(item.outcomes), count(shown), count(item.carriers), count(carriers)
        ),
    )


def _shown(item: SystemsMap) -> tuple[str, ...]:
    """Outcomes in the order of the plan; where there are many, those tied most often."""
    if len(item.outcomes) <= MOST:
        return item.outcomes
    weight = dict.fromkeys(item.outcomes, 0)
    for tie in item.ties:
        for end in (tie.start, tie.end):
            if end in weight:
                weight[end] += len(tie.refs)
    most = sorted(item.outcomes, key=lambda ref: -weight[ref])[:MOST]
    return tuple(ref for ref in item.outcomes if ref in most)


def _drawn(item: SystemsMap) -> tuple[Carrier, ...]:
    """Those of most outcomes, with whoever is asked for too much among them first."""
    shown = set(_shown(item))
    tied = [one for one in item.carriers if shown.intersection(one.outcomes)]
    return tuple(sorted(tied, key=lambda one: not one.over)[:MOST])


def _title(outcome: OutcomeMeasures | None, ref: str) -> str:
    return f"{ref} {outcome.title}" if outcome else ref


def _column(
    wanted: Iterable[tuple[str, str, str, bool]], rows: int, room: float
) -> dict[str, Place]:
    """One under the other, the shorter column spread over the height of the longer."""
    entries = list(wanted)
    step = rows * ROW / max(len(entries), 1)
    places = {}
    for number, (key, name, under, strong) in enumerate(entries):
        weight = "600" if strong else "400"
        places[key] = Place(
            key=key,
            y=round(HEAD + step * (number + 0.5), 2),
            name=fit(name or "(blank)", room, SIZE, "600"),
            under=fit(under, room, SMALL, weight),
            strong=strong,
        )
    return places


def _by_height(carriers: Iterable[Carrier], places: Mapping[str, Place]) -> list[Carrier]:
    """Each near the middle of the outcomes it carries, so that few lines cross."""

    def middle(carrier: Carrier) -> float:
        heights = [places[ref].y for ref in carrier.outcomes if ref in places]
        return sum(heights) / len(heights)

    return sorted(carriers, key=middle)


def _weight(tie: Tie, thick: float = THICK) -> float:
    return round(min(THIN + STEP * (len(tie.refs) - 1), thick), 2)


def _lines(
    item: SystemsMap,
    places: Mapping[str, Place],
    sides: Mapping[str, Place],
    joint: float,
    right: float,
    dark: set[str],
) -> Iterable[Line]:
    begin, end = joint, right - 5
    bend = round((end - begin) * 0.5, 2)
    carried = [
        tie
        for tie in item.ties
        if tie.kind is TieKind.CARRIES and tie.start in sides and tie.end in places
    ]
    thick = max(THICK * min(1.0, CROWD / max(len(carried), 1)), THIN)
    for tie in carried:
        one, other = places[tie.end].y, sides[tie.start].y
        path = f"M{begin:g} {one:g}C{begin + bend:g} {one:g} {end - bend:g} {other:g} "
        yield Line(f"{path}{end:g} {other:g}", _weight(tie, thick), tie.start in dark)


def _arcs(arcs: Iterable[Tie], places: Mapping[str, Place], left: float) -> Iterable[Line]:
    """Bows at the left, the wider the farther apart the two outcomes stand."""
    heights = [place.y for place in places.values()]
    span = max(heights) - min(heights) or 1.0
    edge = left - 5
    for tie in arcs:
        if tie.start == tie.end:
            continue
        one, other = places[tie.start].y, places[tie.end].y
        waits = tie.kind is TieKind.WAITS
        # A waiting leaves and arrives a little beside what is shared, so that both are seen.
        one, other = (one - 3, other - 3) if waits else (one + 3, other + 3)
        out = round(edge - 8 - (edge - 10) * 1.25 * abs(one - other) / span, 2)
        path = f"M{edge:g} {one:g}C{out:g} {one:g} {out:g} {other:g} {edge:g} {other:g}"
        head = f"M{edge + 1:g} {other:g}l-5 -2.6v5.2Z" if waits else ""
        yield Line(path, _weight(tie), tie.broken > 0, head)
