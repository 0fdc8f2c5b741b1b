"""The ratings of a plan at each of its reviews: where the chips stand, and what a page says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assure.model.assessment import RatingLevel
from assure.model.comparison import Direction
from assure.model.over_time import Course, OverTime, Then, What
from assure.report import comparing_words
from assure.report.charts import MM, REPORTED, Segment, mm, reported_bar
from assure.report.formats import (
    clip_short,
    count_word,
    counted,
    join,
    long_date,
    month,
    month_year,
    sentence_case,
    short_date,
)
from assure.report.shares import share

SLOT, LAST = mm(12), mm(14)  # room of an earlier review and of the newest
CHIP, LARGE = mm(6.4), mm(8.6)  # widths of their chips
RATIO = 4.4 / 7.2  # height of a chip to its width
HEIGHT = mm(6.2)
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

    def numbers(self) -> list[tuple[str, ...]]:
        """The same as a table: what is rated, then its level at each review."""
        return [(row.name, *map(level_words, row.course.levels)) for row in self.rows]


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


def figure_of(
    course: OverTime | None, what: What, refs: Collection[str] | None = None
) -> Figure | None:
    """The course of ``what``, of the plan and of the outcomes ``refs``, or of all. None without an
    earlier review, or where it was given at none of them."""
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
        title(course, every),
        span(course),
        figure_columns(len(course.reviews)),
        tuple(_head(course, then) for then in course.reviews),
        tuple(_row(one, course) for one in shown),
        tuple(_notes(course, shown)),
    )


def title(course: OverTime, every: Sequence[Course]) -> str:
    """``Two of six outcomes are worse than in October 2026, and one is better``."""
    since = since_words(course)
    rated = [one for one in every if one.subject == "outcome" and one.both_ends]
    if not rated:
        whole = next((one for one in every if one.subject == "plan" and one.both_ends), None)
        if whole is None:
            return f"Too little was rated both {since} and now to tell a course"
        return f"The whole plan is {level_words(whole.levels[-1])}, {_was(whole)} {since}"
    total = len(rated)
    worse = sum(1 for one in rated if one.direction is Direction.WORSE)
    better = sum(1 for one in rated if one.direction is Direction.BETTER)
    noun = "outcome"
    if total < sum(one.subject == "outcome" for one in every):
        noun = "outcome rated both times"
    many = noun.replace("outcome", "outcomes")
    if worse:
        tail = f", and {_some(better)} better" if better else ""
        return f"{share(worse, total, noun, 'is worse', things=many)} than {since}{tail}"
    if better:
        says = share(better, total, noun, "is better", things=many)
        return f"{says} than {since}" + (", and none is worse" if better < total else "")
    moved = sum(1 for one in rated if len({level for level in one.levels if level}) > 1)
    stands = "The one outcome stands" if total == 1 else "Every outcome stands"
    between = f", though {count_word(moved)} moved in between" if moved else ""
    return f"{stands} where it stood {since}{between}"


def _some(number: int) -> str:
    return f"{count_word(number)} {'is' if number == 1 else 'are'}"


def since_words(course: OverTime) -> str:
    """``in October 2026``; the day, where both reviews are of one month."""
    first, last = course.reviews[0].as_of, course.reviews[-1].as_of
    if (first.year, first.month) == (last.year, last.month):
        return f"on {long_date(first)}"
    return f"in {long_date(first).split(maxsplit=1)[1]}"


def level_words(level: RatingLevel | None) -> str:
    """``Amber-Red``, ``not rated``, or that there was no such outcome."""
    if level is None:
        return "not in the plan"
    return "not rated" if level is RatingLevel.NOT_RATED else level.words


def _was(course: Course) -> str:
    before, now = course.levels[0], course.levels[-1]
    return "as then" if before is now else f"was {level_words(before)}"


def name_of(course: Course) -> str:
    if course.subject == "plan":
        return "The whole plan"
    priority = "Priority " if course.subject == "priority" else ""
    return f"{priority}{clip_short(course.ref, 12)} {clip_short(course.title, 70)}".strip()


def _row(one: Course, course: OverTime) -> Row:
    now = level_words(one.levels[-1])
    each = (
        f"{level_words(level)} on {short_date(then.as_of)}"
        for level, then in zip(one.levels, course.reviews, strict=True)
    )
    sentence = f"{name_of(one)}, {SHORT[one.what]}: {', '.join(each)}"
    return Row(one, name_of(one), chart_of(one.levels), now, _was(one), sentence)


# --- Drawing ------------------------------------------------------------------------------


def width(reviews: int) -> float:
    """Of a chart of so many reviews, in points."""
    return round(SLOT * (reviews - 1) + LAST, 2)


def figure_columns(reviews: int) -> tuple[float, float]:
    """What the chart needs, and of the rest no more for names than they fill."""
    chart = round(width(reviews) / MM + 4, 1)
    return round(min(76, 176 - 36 - chart), 1), chart


def chart_of(levels: Sequence[RatingLevel | None]) -> CourseChart:
    """A chip for each review in slots of one width; that of the newest is larger."""
    last = len(levels) - 1
    chips, middles = [], []
    for place, level in enumerate(levels):
        wide = LARGE if place == last else CHIP
        middle = SLOT * place + (LAST if place == last else SLOT) / 2
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
        width(len(levels)), round(HEIGHT, 2), line, round(HEIGHT / 2, 2), tuple(chips)
    )


def way(course: Course) -> str:
    """The arrow's class."""
    return comparing_words.sign(course.direction)


def sign_of(level: RatingLevel) -> str:
    return "none" if level is RatingLevel.NOT_RATED else level.value.replace("_", "-")


def _head(course: OverTime, then: Then) -> tuple[str, str]:
    star = "*" if course.other_rules(then) else ""
    return f"{then.as_of.day} {month(then.as_of)}", f"{then.as_of.year}{star}"


def _notes(course: OverTime, shown: Sequence[Course]) -> Iterator[str]:
    """What the signs do not say: gaps, other rules, other names, and what is left out."""
    levels = [level for one in shown for level in one.levels]
    gaps = []
    if RatingLevel.NOT_RATED in levels:
        gaps.append("a dash: not rated")
    if None in levels:
        gaps.append("no sign: not in the plan of that review")
    if gaps:
        yield f"{sentence_case('; '.join(gaps))}."
    others = [then for then in course.reviews if course.other_rules(then)]
    if others:
        versions = dict.fromkeys(clip_short(then.rulebook.version, 30) for then in others)
        yield (
            f"* By another rulebook ({join(versions)}): what moved may be the rules and not the "
            "plan."
        )
    renamed = [one for one in shown if one.subject == "outcome" and one.titles]
    for one in renamed[:3]:
        yield (
            f"Outcome {clip_short(one.ref, 12)} was called “{clip_short(one.titles[0], 70)}” "
            "before: it may be another."
        )
    if len(renamed) > 3:
        yield f"{sentence_case(counted(len(renamed) - 3, 'other'))} had another name as well."
    if course.left_out:
        yield (
            f"The newest {count_word(len(course.reviews))} reviews; "
            f"{counted(course.left_out, 'earlier one')} {'is' if course.left_out == 1 else 'are'} "
            "not shown."
        )
    yield from (clip_short(remark, 300) for remark in course.remarks)


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
            then.kind.replace("-", " "),
            reported_bar(then.reported, most),
            _reported_words(then),
        )
        for then in course.reviews
    )


def reported_title(course: OverTime) -> str:
    """``Two of 46 open actions were reported Red in October 2026; now one of 13 is``."""
    first, last = course.reviews[0], course.reviews[-1]
    actions = "open action" if first.open_actions == 1 else "open actions"
    then = f"{_red_of_open(first)} {actions} {'were' if _red(first) > 1 else 'was'}"
    now = f"{_red_of_open(last)} {'are' if _red(last) > 1 else 'is'}"
    if not last.open_actions:
        now = "no action is open"
    return f"{sentence_case(then)} reported Red {since_words(course)}; now {now}"


def _red_of_open(then: Then) -> str:
    return f"{count_word(_red(then))} of {count_word(then.open_actions)}"


def _red(then: Then) -> int:
    return sum(count.count for count in then.reported if count.key == "red")


def _reported_words(then: Then) -> str:
    ordered = sorted(
        then.reported,
        key=lambda one: REPORTED.index(one.key) if one.key in REPORTED else len(REPORTED),
    )
    return ", ".join(f"{one.count} {one.label.lower()}" for one in ordered) or "no open action"


def headline(course: OverTime) -> str:
    """``Three reviews from October 2026 to October 2027``."""
    first, last = (
        long_date(one.as_of).split(maxsplit=1)[1] for one in (course.reviews[0], course.reviews[-1])
    )
    many = sentence_case(counted(len(course.reviews), "review"))
    return f"{many} in {first}" if first == last else f"{many} from {first} to {last}"


def span(course: OverTime) -> str:
    """``Oct 2026 to Oct 2027, oldest first``."""
    first, last = course.reviews[0].as_of, course.reviews[-1].as_of
    return f"{month_year(first)} to {month_year(last)}, oldest first"


def days(course: OverTime) -> list[str]:
    """The day of each review."""
    return [short_date(then.as_of) for then in course.reviews]
