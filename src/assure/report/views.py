"""Where the views of several reviewers stand on their scale, and what a page says of them.

A page for the board shows how many stand where, and no more: a dot is nobody's, and no view can be
followed from row to row. The full edition says whose each is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from assure.model.assessment import Assessment
from assure.model.ratings import RatingLevel
from assure.model.views import Spread, View
from assure.report.charts import Mark, Scale, Spot, mm
from assure.report.fit import width_of
from assure.report.formats import (
    SMALL,
    clip_short,
    count_word,
    counted,
    join,
    number,
    sentence_case,
)
from assure.report.marks import bare
from assure.report.origins import count, kept

WIDTH, HEIGHT = mm(72), 25.0
AXIS, FOOT = 10.0, 15.0  # the line, and the top of the mark of what counts
EDGE = {True: 25.0, False: 10.0}  # from the end of the scale to that of the chart; of tiers
DOT, NEXT = 3.3, 8.0  # a dot's radius, and from one dot to the next
HEAP_SIZE = 8.5  # points of the type of a count
CLOSEST = 4.5  # the same where they lie on one another and can still be counted
NAMES = 60  # characters of a role
TIERS = (RatingLevel.RED, RatingLevel.AMBER_RED, RatingLevel.AMBER_GREEN, RatingLevel.GREEN)
# The five statements of Delivery confidence, as a row calls them.
STATEMENTS = {
    "C1": "the aims are clear and agreed",
    "C2": "it will be done in time",
    "C3": "the money and the people will last",
    "C4": "it will bring its benefits",
    "C5": "it would recover from a blow",
}


@dataclass(frozen=True)
class Heap:
    """Views on one place, more than dots can show: its middle, half its width, and how many."""

    x: float
    y: float
    half: float
    text: str


@dataclass(frozen=True)
class SpreadChart:
    """One row: the steps of the scale, a dot for each view, and where what counts stands."""

    width: float
    height: float
    axis: float
    steps: tuple[float, ...]
    reach: tuple[float, float] | None  # from the least to the most confident, where they differ
    dots: tuple[Spot, ...]
    heaps: tuple[Heap, ...]  # in place of dots that would lie on one another: how many they are
    counts: Mark | None  # the tip of its mark


@dataclass(frozen=True)
class Row:
    """``said`` is the chart in words, ``outcome`` what came of it."""

    of: Spread
    name: str
    chart: SpreadChart
    said: str
    outcome: str
    sentence: str


@dataclass(frozen=True)
class Figure:
    """The rows of one scale under what they show."""

    title: str
    tiers: bool
    rows: tuple[Row, ...]

    @property
    def agreed(self) -> bool:
        return all(row.of.agreed for row in self.rows)

    @property
    def heaped(self) -> bool:
        """Whether a place holds more views than dots can show."""
        return any(row.chart.heaps for row in self.rows)


def figures_of(a: Assessment, edition: str) -> tuple[Figure, ...]:
    """That of the tiers and that of the statements, each where several have answered."""
    figures = []
    for tiers in (True, False):
        own = [one for one in a.measures.spreads if one.tiers is tiers]
        if own:
            rows = tuple(_row(one, edition) for one in own)
            figures.append(Figure(title(own), tiers, rows))
    return tuple(figures)


def of_one(a: Assessment) -> str:
    """What stands in place of a chart; "" where there is one."""
    if a.measures.spreads:
        return ""
    if a.judgements:
        return "One reviewer alone has judged delivery, so no spread can be shown."
    return "Nobody has judged delivery yet, so no spread can be shown."


def title(own: Sequence[Spread]) -> str:
    """``On outcome 3 four reviewers are three steps apart``: of those furthest apart."""
    step = "step" if own[0].tiers else "point"
    most = max(count(one.views) for one in own)
    who = sentence_case(counted(most, "reviewer"))
    apart = max(one.apart for one in own)
    if not apart:
        return f"{who} see delivery alike"
    widest = [one for one in own if one.apart == apart]
    whole = apart == int(apart)
    far = f"{kept(apart, count_word(int(apart)) if whole else number(apart, 1))} {step}"
    far += "" if apart == 1 else "s"
    if own[0].tiers and apart == 1:
        return f"{who} are nowhere more than one step apart"
    alike = len({len(one.views) for one in widest}) == 1
    those = counted(count(widest[0].views), "reviewer") if alike else "reviewers"
    until = " until they agreed" if all(one.agreed for one in widest) else ""
    verb = "were" if until else "are"
    return f"On {_named(widest)} {those} {verb} {far} apart{until}"


def _named(widest: Sequence[Spread]) -> str:
    """``the whole plan and outcomes 3 and 5``."""
    names = ["the whole plan" for one in widest if one.subject == "plan"]
    refs = [clip_short(one.ref, 12) for one in widest if one.subject == "outcome"]
    if refs:
        names.append(f"{'outcome' if len(refs) == 1 else 'outcomes'} {join(refs[:4])}")
        if len(refs) > 4:
            names[-1] = f"{count_word(count(refs))} outcomes"
    said = [f"“{_short(one)}”" for one in widest if one.subject in ("judged", "statement")]
    names += said if len(said) < 3 else [f"{counted(count(said), 'statement')}"]
    return " and on ".join(names)


def _short(one: Spread) -> str:
    if one.subject == "statement":
        return STATEMENTS.get(one.question, clip_short(one.title, 60))
    return clip_short(one.title, 60) or "what was judged"


def name_of(one: Spread) -> str:
    """What a row is called."""
    if one.subject == "plan":
        return "The whole plan"
    if one.subject == "outcome":
        return f"{clip_short(one.ref, 12)} {clip_short(one.title, 70)}".strip()
    return sentence_case(_short(one))


def words(place: Decimal, tiers: bool) -> str:
    """``Amber-Red``, or ``7``."""
    return TIERS[int(place) - 1].words if tiers else number(place, 1)


def _row(one: Spread, edition: str) -> Row:
    groups = [
        (words(place, one.tiers), tuple(views))
        for place, views in groupby(one.views, key=lambda view: view.place)
    ]
    outcome = []
    if one.counts is not None and (one.agreed or one.apart):
        told = words(one.counts, one.tiers)
        outcome.append(f"agreed: {told}" if one.agreed else f"counts until they agree: {told}")
    if one.unknown:
        outcome.append(f"{counted(one.unknown, 'other')} cannot tell")
    many = [f"{count_word(count(views))} {word}" for word, views in groups]
    apart = "alike" if not one.apart else join(many)
    sentence = f"{name_of(one)}: of {counted(count(one.views), 'reviewer')}, {join(many)}"
    if apart == "alike":
        number = count(one.views)
        who = "both reviewers" if number == 2 else f"all {counted(number, 'reviewer')}"
        sentence = f"{name_of(one)}: {who} say {groups[0][0]}"
    if outcome:
        sentence = f"{sentence}; {', '.join(outcome)}"
    by_name = (f"{word}: {_roles(views)}" for word, views in groups)
    counts = (f"{count(views)} {word}" for word, views in groups) if one.tiers else _scores(groups)
    said = "; ".join(by_name) if edition == "full" else ", ".join(counts)
    return Row(one, name_of(one), chart_of(one), said, sentence_case("; ".join(outcome)), sentence)


def _scores(groups: Iterable[tuple[str, tuple[View, ...]]]) -> Iterable[str]:
    """``4``, ``7 twice``, ``8 (50 times)``: a count beside a score would read as another score."""
    for word, views in groups:
        times = f"{count_word(count(views))} times"
        few = {1: "", 2: " twice"}.get(len(views), f" {times}")
        yield word + (f" ({times})" if len(views) >= len(SMALL) else few)


def _roles(views: Iterable[View]) -> str:
    return ", ".join(clip_short(view.by, NAMES) or "no role given" for view in views)


def chart_of(one: Spread) -> SpreadChart:
    """Dots that stand on one place lie side by side, as close as that needs; where they would hide
    one another they are counted instead."""
    edge = EDGE[one.tiers]
    along = Scale(one.lowest, one.highest, edge, WIDTH - edge)
    step = along.at(one.lowest + 1) - along.at(one.lowest)
    dots: list[Spot] = []
    heaps: list[Heap] = []
    for place, views in groupby(one.views, key=lambda view: view.place):
        own = tuple(views)
        many = len(own)
        gap = min(NEXT, (step * 0.8 - 2 * DOT) / max(many - 1, 1))
        if gap < CLOSEST and many > 2:
            told = number(count(own))
            half = DOT + 0.5 + width_of(bare(told), HEAP_SIZE, "600") / 2
            heaps.append(Heap(along.at(float(place)), AXIS, round(half, 2), told))
            continue
        first = along.at(float(place)) - gap * (many - 1) / 2
        dots += [Spot(round(first + i * gap, 2), AXIS) for i in range(many)]
    counts = one.counts
    return SpreadChart(
        WIDTH,
        HEIGHT,
        AXIS,
        tuple(along.at(place) for place in range(one.lowest, one.highest + 1)),
        (along.at(float(one.views[0].place)), along.at(float(one.views[-1].place)))
        if one.apart
        else None,
        tuple(dots),
        tuple(heaps),
        Mark(along.at(float(counts)), FOOT, words(counts, one.tiers)) if counts else None,
    )


def steps(tiers: bool) -> tuple[str, ...]:
    """The words over the steps of a scale."""
    return tuple(tier.words for tier in TIERS) if tiers else tuple(map(str, range(1, 11)))
