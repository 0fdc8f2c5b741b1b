"""The chart of open actions in time: deadlines, milestones, and what waits for what.

Rows are chosen: first the actions of chains that cannot go as they are written, then other chains,
then those whose next day comes first. Lengths are points, y grows downwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assure.model.links import Milestone, Timeline, Wait, WaitState, Work
from assure.report import timeline_words as words
from assure.report.charts import Mark, Scale, Spot, mm, polyline
from assure.report.fit import fit
from assure.report.formats import month, month_year
from assure.report.origins import count

WIDE = mm(263)  # across a page laid on its side
ROWS, ROWS_WIDE = 10, 12  # so that a page has room for a heading above them
HEAD, FOOT = 28.0, 4.0
TALL, LOW, CAPTION = 23.0, 14.5, 18.0  # a row with a second line, one without, words over a group
LATE_ZONE, LATER_ZONE = 30.0, 42.0
EDGE = 6.0  # right of the quarters, before words or the end of the chart
SIZE, SMALL = 8.5, 8.0
STEP = 3.5  # between the lanes of dependencies that would lie on one another
CLEAR = 4.0  # between the last of them and words or the end of the chart


@dataclass(frozen=True)
class Row:
    """An action: its place, its words, the bar it takes, and where it is due."""

    y: float
    ref: str
    title: str
    under: str  # what it waits for, or the milestone that comes next
    strong: bool  # it cannot go as it is written
    bar: tuple[float, float] | None  # from and to, of what lies in the quarters drawn
    due: float | None  # None without a deadline
    late: bool
    beyond: str  # words where the deadline is not among the quarters drawn
    steps: tuple[float, ...]  # milestones


@dataclass(frozen=True)
class Arrow:
    """A dependency, from the end of what is waited for to what waits."""

    path: str
    head: str
    broken: bool


@dataclass(frozen=True)
class TimelineChart:
    width: float
    height: float
    left: float  # where the quarters begin: the as-of date
    right: float
    top: float
    base: float
    late: float | None  # centre of the column of what is late; None when nothing is
    later: float | None  # left edge of the column of what is due after the quarters, or has no day
    ticks: tuple[Mark, ...]
    captions: tuple[Mark, ...]
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    shown: tuple[str, ...]  # refs of the rows
    more: int  # open actions with a day to come, late or in a chain that are not drawn


def timeline_chart(item: Timeline, *, wide: bool = False) -> TimelineChart | None:
    """The chart, 176 mm wide or 263; None when no open action has a day or waits for another."""
    if item.as_of is None or item.until is None:
        return None
    groups, more = chosen(item, ROWS_WIDE if wide else ROWS)
    if not any(groups):
        return None
    drawing = _Drawing(item, groups, more, WIDE if wide else mm(176))
    chart = drawing.chart()
    if drawing.reach > 0:  # dependencies need room of their own beside the quarters
        chart = _Drawing(item, groups, more, drawing.width, drawing.reach).chart()
    return chart


# --- What is drawn ------------------------------------------------------------------------

Chosen = tuple[tuple[Work, ...], tuple[Work, ...]]


def chosen(item: Timeline, most: int) -> tuple[Chosen, int]:
    """The actions of chains, and those that only have a day to come; and how many are left out."""
    work = {one.ref: one for one in reversed(item.work)}
    chains = _chains(item.waits, work, most)
    linked: list[Work] = []
    for part in chains:
        linked += part[: max(most - len(linked), 0)]
    in_chain = {one.ref for part in chains for one in part}
    coming = [
        (day, place, one)
        for place, one in enumerate(work[ref] for ref in dict.fromkeys(w.ref for w in item.work))
        if one.ref not in in_chain and (day := next_day(one, item)) is not None
    ]
    coming.sort(key=lambda found: found[:2])
    rest = [one for _, _, one in coming]
    alone = rest[: max(most - len(linked), 0)]
    left = sum(map(count, chains)) + count(rest) - len(linked) - len(alone)
    return (tuple(linked), tuple(alone)), left


def next_day(one: Work, item: Timeline) -> dt.date | None:
    """The first milestone or deadline in the quarters drawn; for what is late, the as-of date."""
    if item.as_of is None or item.until is None:
        return None
    days = [step.day for step in ahead(one, item)]
    if one.days_late:
        days.append(item.as_of)
    elif one.due and one.due <= item.until:
        days.append(one.due)
    return min((day for day in days if day), default=None)


def ahead(one: Work, item: Timeline) -> list[Milestone]:
    """Milestones in the quarters drawn: nobody tells whether those before were met."""
    first, last = item.as_of or dt.date.max, item.until or dt.date.min
    return sorted(
        (step for step in one.milestones if step.day and first <= step.day <= last),
        key=lambda step: step.day or last,
    )


def _chains(waits: Sequence[Wait], work: Mapping[str, Work], most: int) -> list[list[Work]]:
    """Open actions tied by what waits for what, those of the worst trouble first; in each, what is
    waited for before what waits. A chain too long to be drawn begins with its trouble instead."""
    of: dict[str, list[str]] = {}
    needs: dict[str, list[str]] = {}
    for wait in waits:  # broken ones come first
        ends = [ref for ref in (wait.on, wait.action) if ref in work]
        if len(set(ends)) < 2 and not wait.state.broken:
            continue
        needs.setdefault(wait.action, []).extend(ends[:-1])
        first, *others = (of.setdefault(end, [end]) for end in ends)
        for other in others:
            if other is not first:
                longer, shorter = (first, other) if len(first) >= len(other) else (other, first)
                longer.extend(shorter)
                of.update(dict.fromkeys(shorter, longer))
    told = {ref: number for number, ref in enumerate(of)}
    parts = {id(part): sorted(part, key=told.__getitem__) for part in of.values()}
    return [
        [work[ref] for ref in (part if len(part) > most else _in_order(part, needs))]
        for part in parts.values()
    ]


def _in_order(part: Iterable[str], needs: Mapping[str, Sequence[str]]) -> list[str]:
    """What is needed before what needs it; a circle is entered where it is first told."""
    done: dict[str, None] = {}
    for ref in part:
        ahead, seen = [ref], {ref}
        while ahead:
            wanted = [n for n in needs.get(ahead[-1], ()) if n not in done and n not in seen]
            if wanted:
                seen.add(wanted[0])
                ahead.append(wanted[0])
            else:
                done.setdefault(ahead.pop())
    return list(done)


# --- Where it stands ----------------------------------------------------------------------


class _Drawing:
    def __init__(
        self, item: Timeline, groups: Chosen, more: int, width: float, beside: float = 0.0
    ) -> None:
        self.item, self.groups, self.more, self.width = item, groups, more, width
        self.beside = beside  # room for dependencies at the right of the quarters
        self.reach = 0.0  # so far beyond that room they run
        self.first, self.last = item.as_of or dt.date.min, item.until or dt.date.max
        shown = [one for group in groups for one in group]
        self.any_late = any(one.days_late for one in shown)
        self.any_later = any(self._beyond(one) for one in shown)
        self.names = round(width * (0.46 if width < WIDE else 0.42), 2)
        self.left = self.names + (LATE_ZONE if self.any_late else 6.0)
        self.right = width - beside - (LATER_ZONE if self.any_later else EDGE)
        self.across = Scale(self.first.toordinal(), self.last.toordinal(), self.left, self.right)
        self.waits: dict[str, list[Wait]] = {}
        for wait in item.waits:
            self.waits.setdefault(wait.action, []).append(wait)

    def chart(self) -> TimelineChart:
        rows, captions, y = [], [], HEAD
        for group, caption in zip(self.groups, words.GROUPS, strict=True):
            if group and self.groups[0]:
                captions.append(Mark(0.0, round(y + CAPTION - 4, 2), caption))
                y += CAPTION
            for one in group:
                row = self._row(one, y)
                rows.append(row)
                y += TALL if row.under else LOW
        base = round(y, 2)
        return TimelineChart(
            width=round(self.width, 2),
            height=round(base + FOOT, 2),
            left=self.left,
            right=round(self.right, 2),
            top=HEAD - 6,
            base=base,
            late=round(self.left - LATE_ZONE / 2, 2) if self.any_late else None,
            later=round(self.right + self.beside + EDGE, 2) if self.any_later else None,
            ticks=tuple(self._ticks()),
            captions=tuple(captions),
            rows=tuple(rows),
            arrows=tuple(self._arrows({row.ref: row for row in rows})),
            shown=tuple(row.ref for row in rows),
            more=self.more,
        )

    def _beyond(self, one: Work) -> str:
        if one.due is None:
            return "no date"
        return month_year(one.due) if one.due > self.last else ""

    def _row(self, one: Work, y: float) -> Row:
        own = self.waits.get(one.ref, [])
        under = words.under(one, own, ahead(one, self.item), self.item.began)
        strong = any(wait.state.broken for wait in own)
        room = self.names - 6
        ref = fit(one.ref, room / 3, SIZE, "600")
        start = max(one.start or self.first, self.first)
        end = min(one.due or self.last, self.last)
        return Row(
            y=round(y + 8.0, 2),
            ref=one.ref,
            title=fit(f"{ref} {one.title or '(blank)'}", room * 0.97, SIZE),
            under=fit(under, room, SMALL, "600" if strong else "400"),
            strong=strong,
            bar=(self.across.at(start.toordinal()), self.across.at(end.toordinal()))
            if start < end and not one.days_late
            else None,
            due=self._due(one),
            late=bool(one.days_late),
            beyond=self._beyond(one),
            steps=tuple(
                dict.fromkeys(
                    self.across.at(step.day.toordinal())
                    for step in ahead(one, self.item)
                    if step.day and step.day != one.due
                )
            ),
        )

    def _due(self, one: Work) -> float | None:
        if one.due is None or one.due > self.last:
            return None
        if one.days_late:
            return round(self.left - LATE_ZONE / 2, 2)
        return self.across.at(one.due.toordinal())

    def _ticks(self) -> Iterable[Mark]:
        """The first day of each quarter, with its month, and its year where it begins."""
        day, year = self.last + dt.timedelta(days=1), 0
        starts = []
        for _ in range(words.QUARTERS):
            months = day.year * 12 + day.month - 1 - 3
            day = dt.date(months // 12, months % 12 + 1, 1)
            if day > self.first:
                starts.append(day)
        for day in reversed(starts):
            text = month(day) if day.year == year else month_year(day)
            year = day.year
            yield Mark(self.across.at(day.toordinal()), HEAD - 11, text)

    # --- Dependencies ---------------------------------------------------------------------

    def _arrows(self, rows: Mapping[str, Row]) -> Iterable[Arrow]:
        lanes = _Lanes()
        drawn = [w for w in self.item.waits if w.on in rows and w.action in rows]
        for wait in sorted(drawn, key=lambda w: w.state.broken):  # ink lies on top
            needed, waiting = rows[wait.on], rows[wait.action]
            if needed is waiting:
                continue
            yield self._arrow(wait, needed, waiting, lanes)

    def _arrow(self, wait: Wait, needed: Row, waiting: Row, lanes: _Lanes) -> Arrow:
        begin = self._edge(needed)
        lane = begin + 4 + STEP * lanes.take(begin, *sorted((needed.y, waiting.y)))
        self.reach = max(self.reach, lane + CLEAR - (self.right + self.beside + EDGE))
        target, from_right = self._target(wait, waiting, lane)
        if target is None:
            # It has begun before what it waits for ends: the arrow meets its bar from above.
            down = waiting.y > needed.y
            end = waiting.y - 4 if down else waiting.y + 4
            spots = [Spot(begin, needed.y), Spot(lane, needed.y), Spot(lane, end)]
            return Arrow(polyline(spots), _head(lane, end, "down" if down else "up"), False)
        spots = [
            Spot(begin, needed.y),
            Spot(round(lane, 2), needed.y),
            Spot(round(lane, 2), waiting.y),
            Spot(target, waiting.y),
        ]
        head = _head(target, waiting.y, "left" if from_right else "right")
        return Arrow(polyline(spots), head, wait.state.broken)

    def _edge(self, row: Row) -> float:
        """Where a dependency leaves what is waited for: right of its deadline."""
        if row.due is not None:
            return round(row.due + 4, 2)
        return round(self.right + 2, 2)

    def _target(self, wait: Wait, waiting: Row, lane: float) -> tuple[float | None, bool]:
        """Where it meets what waits, and whether from the right; None for its bar from above."""
        bar = waiting.bar
        due = self.right if waiting.due is None else waiting.due
        if wait.state in (WaitState.BEFORE, WaitState.CIRCLE) or bar is None:
            return (round(due + 5, 2), True) if lane > due + 5 else (round(due - 5, 2), False)
        if lane < bar[0] - 3:
            return round(bar[0] - 1, 2), False
        if lane < bar[1] - 5:
            return None, False
        return round(due + 5, 2), True


class _Lanes:
    """Upright lines that begin at the same day: beside one another where they would overlap."""

    def __init__(self) -> None:
        self._taken: dict[float, list[list[tuple[float, float]]]] = {}

    def take(self, begin: float, top: float, base: float) -> int:
        """The number of the first lane with room from ``top`` to ``base``."""
        lanes = self._taken.setdefault(begin, [])
        for number, spans in enumerate(lanes):
            if all(base < first or last < top for first, last in spans):
                spans.append((top, base))
                return number
        lanes.append([(top, base)])
        return len(lanes) - 1


def _head(x: float, y: float, way: str) -> str:
    """The point of an arrow that ends at ``x``, ``y``."""
    sides = {
        "left": ((4, -2.6), (4, 2.6)),
        "right": ((-4, -2.6), (-4, 2.6)),
        "down": ((-2.6, -4), (2.6, -4)),
        "up": ((-2.6, 4), (2.6, 4)),
    }[way]
    corners = "".join(f"L{round(x + dx, 2):g} {round(y + dy, 2):g}" for dx, dy in sides)
    return f"M{round(x, 2):g} {round(y, 2):g}{corners}Z"
