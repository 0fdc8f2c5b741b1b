"""Where the words of an indicator's chart stand, clear of its lines and of one another."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assure.model.measures import Trajectory
from assure.report.charts import Label, Mark, Spot, beside
from assure.report.fit import width_of
from assure.report.formats import long_date
from assure.report.labels import Box, Places
from assure.report.marks import bare
from assure.report.pace import forecast_label, reading

SIZE, LARGE = 8.5, 11.0  # of type: labels, and the value of now
MARK = 3.4  # radius of the largest mark
LINE = 11.0  # least distance between labels that stand one above the other
PAIR = 2 * LINE + 4  # the same, of labels of two lines
OVER_MONTHS = 5.5  # so far above the base a label of two lines clears the months beneath it


@dataclass(frozen=True)
class Drawn:
    """What of a chart is drawn: where its lines run, and where its marks stand."""

    frame: tuple[float, float, float, float]  # left, top, right and base
    lines: tuple[Sequence[Spot], ...]  # history, agreed path, forecast, pace needed
    start: Mark | None
    now: Mark | None
    on_path: Mark | None
    target: Mark | None
    target_end: Mark | None
    forecast_end: Mark | None


@dataclass(frozen=True)
class Words:
    """The labels; None where there is nothing to say, or no room to say it."""

    over: tuple[Label, ...]  # over the line that parts what is measured from what is ahead
    start: Label | None
    now: Label | None
    on_path: Label | None
    path: Label | None


def placed(item: Trajectory, drawn: Drawn, width: float) -> Words:
    """The words of a chart ``width`` wide. The most important first: what comes later gives way."""
    left, top, right, base = drawn.frame
    history, path, *_ = drawn.lines
    now, on_path, target = drawn.now, drawn.on_path, drawn.target
    rises = now is not None and target is not None and target.y < now.y
    ahead = now is not None and on_path is not None and on_path.y < now.y  # drawn above "now"
    places = _taken(item, drawn, Box(left, top - 3, width, base - 1))
    at_now = places.put(_around(now, _now_label(item, now, rises, ahead)), LARGE, "600")
    at_start = places.put(_around(drawn.start, _start_label(item, drawn.start, history)), SIZE)
    along = places.put(_along(path, history, rises), SIZE, "600")
    beside_path = _on_path_label(now, on_path, rises, ahead)
    return Words(
        over=_over(item, now, round(right, 2), top - 6),
        start=at_start,
        now=at_now,
        on_path=places.put(_around(on_path, beside_path), SIZE, or_none=True),
        path=along,
    )


def _taken(item: Trajectory, drawn: Drawn, inside: Box) -> Places:
    """The chart with its lines, its marks and the words at its right."""
    _, top, right, base = drawn.frame
    places = Places(inside)
    for line in drawn.lines:
        places.draw(line)
    if drawn.now:
        places.draw([Spot(drawn.now.x, top), Spot(drawn.now.x, base)])
    for mark in (drawn.start, drawn.now, drawn.target):
        if mark:
            places.keep(Box(mark.x - MARK, mark.y - MARK, mark.x + MARK, mark.y + MARK))
    for mark, lines in (
        (drawn.target_end, _target_words(item)),
        (drawn.forecast_end, forecast_label(item) if item.forecast else ()),
    ):
        if mark:
            wide = max(width_of(bare(line), SIZE, "600") for line in lines)
            places.keep(Box(right + 8, mark.y - 9, right + 8 + wide, mark.y + 12))
    return places


def _over(item: Trajectory, now: Mark | None, right: float, y: float) -> tuple[Label, ...]:
    """On either side of the line at ``now``; all to its right where it stands too far left."""
    if now is None or item.now is None:
        return ()
    measured = f"Data to {long_date(item.now.day)}"
    if now.x - 4 < width_of(bare(measured), SIZE):
        return (beside(Mark(now.x, y, f"{measured}, then ahead"), 4, 0),)
    ahead = (beside(Mark(now.x, y, "Ahead"), 4, 0),) if now.x < right else ()
    return (beside(Mark(now.x, y, measured), -4, 0), *ahead)


def ends(
    target: Mark | None, forecast: Mark | None, base: float
) -> tuple[Mark | None, Mark | None]:
    """Where the labels at the right stand: beside their marks, clear of each other and of the
    months."""
    lowest = base - OVER_MONTHS
    if target is not None and target.y > lowest:
        target = Mark(target.x, lowest, target.text)
    if forecast is None or target is None:
        return target, forecast and Mark(forecast.x, min(forecast.y, lowest), forecast.text)
    if abs(forecast.y - target.y) < PAIR:
        there = target.y + (PAIR if forecast.y > target.y else -PAIR)
        forecast = Mark(forecast.x, there, forecast.text)
    if forecast.y > lowest:
        forecast = Mark(forecast.x, lowest, forecast.text)
        target = Mark(target.x, min(target.y, lowest - PAIR), target.text)
    return target, forecast


def _target_words(item: Trajectory) -> tuple[str, str]:
    if item.target is None:
        return "", ""
    return f"Target {reading(item, item.target.value)}", long_date(item.target.day)


def _around(mark: Mark | None, first: Label | None) -> Iterable[Label]:
    """The place that mostly does, then the other corners of the mark, then farther off."""
    if mark is None or first is None:
        return
    yield first
    for far in (0, 10, 20):
        for dx, dy in ((5, -6 - far), (-5, -6 - far), (6, 13 + far), (-6, 13 + far)):
            yield beside(Mark(mark.x, mark.y, first.text), dx, dy)


def _along(path: Sequence[Spot], history: Sequence[Spot], rises: bool) -> Iterable[Label]:
    """The place that mostly does, then others over and under the path, on the side of it on which
    nothing was measured."""
    first = _path_label(path, history, rises)
    if first is None:
        return
    yield first
    for part in (0.35, 0.5, 0.65, 0.8, 0.1):
        x = path[0].x + (path[-1].x - path[0].x) * part
        y, measured = _y_at(path, x), _y_at(history, x)
        if y is None:
            continue
        mark = Mark(x, y, first.text)
        if measured is None or measured >= y:
            yield beside(mark, -4 if rises else 4, -8)
        if measured is None or measured <= y:
            yield beside(mark, 8 if rises else -4, 15)


# Lines come from the left and leave to the right, so of the four corners around a mark the
# two that no line crosses mostly follow from whether the indicator should rise or fall.


def _now_label(item: Trajectory, now: Mark | None, rises: bool, ahead: bool) -> Label | None:
    if now is None or item.now is None:
        return None
    mark = Mark(now.x, now.y, reading(item, item.now.value))
    end = item.forecast[-1].value if item.forecast else item.now.value
    if not rises and end > item.now.value:
        return beside(mark, -5, -7)
    if rises:
        return beside(mark, 6, 13) if ahead else beside(mark, -5, -7)
    return beside(mark, -6, 13) if ahead else beside(mark, 5, -6)


def _on_path_label(
    now: Mark | None, on_path: Mark | None, rises: bool, ahead: bool
) -> Label | None:
    """None when path and value stand too close together for two labels."""
    if now is None or on_path is None or abs(on_path.y - now.y) < LINE:
        return None
    if rises:
        return beside(on_path, -6, -5) if ahead else beside(on_path, 6, 10)
    return beside(on_path, 6, -5) if ahead else beside(on_path, -6, 9)


def _start_label(item: Trajectory, start: Mark | None, history: Sequence[Spot]) -> Label | None:
    if start is None or item.baseline is None:
        return None
    mark = Mark(start.x, start.y, f"Baseline {reading(item, item.baseline.value)}")
    later = _y_at(history, start.x + 40)
    climbs = later is not None and later < start.y - 4
    return beside(mark, -4 if climbs and start.x > 90 else 2, -7)


def _path_label(path: Sequence[Spot], history: Sequence[Spot], rises: bool) -> Label | None:
    """A place for "Agreed path" under or over its first half, clear of history."""
    if len(path) < 2:
        return None
    x = path[0].x + (path[-1].x - path[0].x) * 0.22
    y, measured = _y_at(path, x), _y_at(history, x)
    if y is None:
        return None
    if measured is not None and measured > y + 4:
        return beside(Mark(x, y, "Agreed path"), 4 if not rises else -4, -8)
    lowest = max(y, measured if measured is not None else y)
    return beside(Mark(x, lowest, "Agreed path"), 8 if rises else -4, 16 if rises else 14)


def _y_at(spots: Sequence[Spot], x: float) -> float | None:
    for before, after in itertools.pairwise(spots):
        if before.x <= x <= after.x and after.x > before.x:
            return round(before.y + (after.y - before.y) * (x - before.x) / (after.x - before.x), 2)
    return None
