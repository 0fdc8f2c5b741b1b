"""What a page says of the ratings of a plan at each of its reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from assure.model.comparison import Direction
from assure.model.over_time import Course, OverTime, Then
from assure.model.ratings import RatingLevel
from assure.report.charts import REPORTED
from assure.report.formats import (
    clip_short,
    count_word,
    counted,
    join,
    long_date,
    month_year,
    sentence_case,
)
from assure.report.marks import bare
from assure.report.origins import count, kept
from assure.report.shares import of_these, share
from assure.words.days import MONTHS


def title(course: OverTime, every: Sequence[Course]) -> str:
    """``Two of six outcomes are worse than in October 2026, and one is better``."""
    since = since_words(course)
    rated = [one for one in every if one.subject == "outcome" and one.both_ends]
    if not rated:
        whole = next((one for one in every if one.subject == "plan" and one.both_ends), None)
        if whole is None:
            return f"Too little was rated both {since} and now to tell a course"
        before, now = whole.levels[0], whole.levels[-1]
        stood = "as" if before is now else f"was {level_words(before)}"
        return f"The whole plan is {level_words(now)}, {stood} {since}"
    total = count(rated)
    worse = count(one for one in rated if one.direction is Direction.WORSE)
    better = count(one for one in rated if one.direction is Direction.BETTER)
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
    moved = count(one for one in rated if len({level for level in one.levels if level}) > 1)
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
    return f"in {long_month(first)}"


def long_month(day: dt.date) -> str:
    """``October 2026``."""
    return kept(day, f"{MONTHS[day.month - 1]} {day.year}")


def level_words(level: RatingLevel | None) -> str:
    """``Amber-Red``, ``not rated``, or that there was no such outcome."""
    if level is None:
        return "not in the plan"
    return "not rated" if level is RatingLevel.NOT_RATED else level.words


def was(course: Course) -> str:
    before, now = course.levels[0], course.levels[-1]
    return "as then" if before is now else f"was {level_words(before)}"


def name_of(course: Course, longest: int = 70) -> str:
    if course.subject == "plan":
        return "The whole plan"
    priority = "Priority " if course.subject == "priority" else ""
    return f"{priority}{clip_short(course.ref, 12)} {clip_short(course.title, longest)}".strip()


def notes(course: OverTime, shown: Sequence[Course]) -> Iterator[str]:
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
        yield f"{sentence_case(counted(count(renamed) - 3, 'other'))} had another name as well."
    if course.left_out:
        yield (
            f"The newest {count_word(count(course.reviews))} reviews; "
            f"{counted(course.left_out, 'earlier one')} {'is' if course.left_out == 1 else 'are'} "
            "not shown."
        )
    yield from (clip_short(remark, 300) for remark in course.remarks)


def reported_title(course: OverTime) -> str:
    """``Two of 46 open actions were reported Red in October 2026; now one of 13 is``."""
    first, last = course.reviews[0], course.reviews[-1]
    was = "No action was open"
    if first.open_actions:
        was = share(_red(first), first.open_actions, "open action", "was reported Red")
    return f"{was} {since_words(course)}; now {_red_now(_red(last), last.open_actions)}"


def _red_now(red: int, still: int) -> str:
    if not still:
        return "no action is open"
    if still == 1:
        return f"the one open action is{'' if red else ' not'}"
    if red in (0, still):
        return of_these(red, still, "is")
    return f"{count_word(red)} of {count_word(still)} {'is' if red == 1 else 'are'}"


def _red(then: Then) -> int:
    return sum(count.count for count in then.reported if count.key == "red")


def reported_words(then: Then) -> str:
    ordered = sorted(
        then.reported,
        key=lambda one: REPORTED.index(one.key) if one.key in REPORTED else len(REPORTED),
    )
    return ", ".join(f"{one.count} {one.label.lower()}" for one in ordered) or "no open action"


def headline(course: OverTime) -> str:
    """``Three reviews from October 2026 to October 2027``."""
    first, last = (long_month(one.as_of) for one in (course.reviews[0], course.reviews[-1]))
    many = sentence_case(counted(count(course.reviews), "review"))
    return f"{many} in {first}" if bare(first) == bare(last) else f"{many} from {first} to {last}"


def span(course: OverTime) -> str:
    """``Oct 2026 to Oct 2027, oldest first``."""
    first, last = course.reviews[0].as_of, course.reviews[-1].as_of
    return f"{month_year(first)} to {month_year(last)}, oldest first"
