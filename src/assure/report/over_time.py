"""The ratings of a plan at each of its reviews: where the chips stand, and what a page says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assure.model.over_time import Course, OverTime, Then, What
from assure.model.ratings import RatingLevel
from assure.report import comparing_words
from assure.report import over_time_words as words
from assure.report.charts import MM, REPORTED, Segment, mm, reported_bar
from assure.report.formats import (
    month,
    short_date,
)
from assure.report.origins import kept

SLOT, LAST = mm(12), mm(14)  # room of an earlier review and of the newest
CLOSE = mm(9), mm(10.5)  # the same, where the chart stands beside something else
NAME, SHORT_NAME = 70, 27  # characters of an outcome
LETTER = 2.2  # mm of a name's letter, the wide ones too
CHIP, LARGE = mm(6.4), mm(8.6)  # widths of their chips
RATIO = 4.4 / 7.2  # height of a chip to its width
HEIGHT = mm(5.8)
UNIT = 72.0  # width of a sign, in its own units
WORDS: dict[What, str] = {
    "judged": "Delivery confidence, the reviewer’s judgement",
    "proposed": "Delivery confidence, as the rules propose it",
    "plan quality": "Plan quality, computed from the findings",
}
SHORT: dict[What, str] = {
    "judged": "delivery confidence",
    "proposed": "delivery confidence by the rules",
    "plan quality": "plan quality",
}


@dataclass(frozen=True)
class Chip:
    """A sign, where its top left corner stands and how it is scaled."""

    sign: str  # "rag-amber-red"; "" where the plan had no such outcome
    x: float
    y: float
    scale: float


@dataclass(frozen=True)
class CourseChart:
    width: float
    height: float
    line: tuple[float, float] | None  # from the first chip to the last
    middle: float
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class Row:
    course: Course
    name: str
    chart: CourseChart
    now: str
    was: str  # "was Red"
    sentence: str


@dataclass(frozen=True)
class Figure:
    """The course of one rating of the plan and of its outcomes, under what it shows."""

    what: What
    about: str
    title: str
    span: str
    columns: tuple[float, float]  # millimetres: of names, of charts
    heads: tuple[tuple[str, str], ...]  # day and year of each review
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    close: bool = False

    def numbers(self) -> list[tuple[str, ...]]:
        """The same as a table: what is rated, then its level at each review."""
        return [(row.name, *map(words.level_words, row.course.levels)) for row in self.rows]


@dataclass(frozen=True)
class Reported:
    """What was reported of the open actions at one review."""

    day: str
    kind: str
    bar: tuple[Segment, ...]
    words: str


def told(course: OverTime | None) -> str:
    """What stands in place of a chart; "" where there is one."""
    if course is None or len(course.reviews) < 2:
        return "No earlier review of this plan is known here, so no course over time can be shown."
    return ""


def main_of(course: OverTime | None) -> What:
    """What a page with room for one figure shows: the reviewer's judgement where there is one."""
    if course is None or course.of("judged"):
        return "judged"
    return "plan quality"


def in_a_line(course: OverTime | None) -> str:
    """The same in a sentence, for a page without room for it."""
    what = main_of(course)
    if course is None or len(course.reviews) < 2 or not course.of(what):
        return told(course) or "no rating was given at any review."
    says = words.title(course, course.of(what))
    return f"{says} ({SHORT[what]}); the comparison draws each review."


def figure_of(
    course: OverTime | None,
    what: What,
    refs: Collection[str] | None = None,
    *,
    close: bool = False,
) -> Figure | None:
    """The course of ``what``, of the plan and of the outcomes ``refs``, or of all; ``close`` where
    it shares the page's width. None without an earlier review, or where it was given at none of
    them."""
    if course is None or len(course.reviews) < 2:
        return None
    every = course.of(what)
    shown = [
        one
        for one in every
        if one.subject == "plan" or refs is None or (one.subject == "outcome" and one.ref in refs)
    ]
    if not shown:
        return None
    return Figure(
        what,
        WORDS[what],
        words.title(course, every),
        words.span(course),
        figure_columns(len(course.reviews), close),
        tuple(_head(course, then) for then in course.reviews),
        tuple(_row(one, course, close) for one in shown),
        tuple(words.notes(course, shown)),
        close,
    )


def _row(one: Course, course: OverTime, close: bool) -> Row:
    now = words.level_words(one.levels[-1])
    each = (
        f"{words.level_words(level)} on {short_date(then.as_of)}"
        for level, then in zip(one.levels, course.reviews, strict=True)
    )
    sentence = f"{words.name_of(one)}, {SHORT[one.what]}: {', '.join(each)}"
    column, _ = figure_columns(len(course.reviews), close)
    name = words.name_of(one, max(SHORT_NAME, int(column / LETTER)) if close else NAME)
    return Row(one, name, chart_of(one.levels, close), now, words.was(one), sentence)


# --- Drawing ------------------------------------------------------------------------------


def width(reviews: int, close: bool = False) -> float:
    """Of a chart of so many reviews, in points."""
    slot, newest = CLOSE if close else (SLOT, LAST)
    return round(slot * (reviews - 1) + newest, 2)


def figure_columns(reviews: int, close: bool = False) -> tuple[float, float]:
    """What the chart needs, and of the rest no more for names than they fill."""
    chart = round(width(reviews, close) / MM + (0.5 if close else 4), 1)
    return round(116 - chart if close else min(76, 176 - 36 - chart), 1), chart


def chart_of(levels: Sequence[RatingLevel | None], close: bool = False) -> CourseChart:
    """A chip for each review in slots of one width; that of the newest is larger."""
    slot, newest = CLOSE if close else (SLOT, LAST)
    last = len(levels) - 1
    chips, middles = [], []
    for place, level in enumerate(levels):
        wide = LARGE if place == last else CHIP
        middle = slot * place + (newest if place == last else slot) / 2
        chips.append(
            Chip(
                f"rag-{sign_of(level)}" if level is not None else "",
                round(middle - wide / 2, 2),
                round((HEIGHT - wide * RATIO) / 2, 2),
                round(wide / UNIT, 4),
            )
        )
        if level is not None:
            middles.append(round(middle, 2))
    line = (middles[0], middles[-1]) if len(middles) > 1 else None
    return CourseChart(
        width(len(levels), close), round(HEIGHT, 2), line, round(HEIGHT / 2, 2), tuple(chips)
    )


def way(course: Course) -> str:
    """The arrow's class."""
    return comparing_words.sign(course.direction)


def sign_of(level: RatingLevel) -> str:
    return "none" if level is RatingLevel.NOT_RATED else level.value.replace("_", "-")


def _head(course: OverTime, then: Then) -> tuple[str, str]:
    star = "*" if course.other_rules(then) else ""
    day = then.as_of
    return kept(day, f"{day.day} {month(day)}"), kept(day, str(day.year)) + star


# --- What the partnership reported --------------------------------------------------------


def reported_of(course: OverTime | None) -> tuple[Reported, ...]:
    """Each review with the RAG of its open actions; nothing where none was ever reported."""
    if course is None or len(course.reviews) < 2:
        return ()
    if not any(count.key in REPORTED for then in course.reviews for count in then.reported):
        return ()
    most = max(then.open_actions for then in course.reviews)
    return tuple(
        Reported(
            short_date(then.as_of),
            then.kind,
            reported_bar(then.reported, most),
            words.reported_words(then),
        )
        for then in course.reviews
    )


def days(course: OverTime) -> list[str]:
    """The day of each review."""
    return [short_date(then.as_of) for then in course.reviews]
