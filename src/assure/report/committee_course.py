"""How the ratings came to be what they are, and where reviewers stand apart: two sections of a
committee paper, each where the review has matter for it."""

from __future__ import annotations

from collections.abc import Sequence

from assure.model.assessment import Assessment
from assure.model.over_time import Course, OverTime
from assure.report import over_time, pages, views
from assure.report import over_time_words as words
from assure.report.committee import Block, Cell, Para, Section, Table
from assure.report.formats import counted, sentence_case, short_date
from assure.report.origins import count

REVIEWS, ROWS = 4, 7  # that a paper of few pages has room for
AS_RATED = {
    "judged": "the reviewer’s judgement of delivery",
    "proposed": "delivery as the rules propose it",
    "plan quality": "plan quality, computed from the findings",
}


def sections(course: OverTime | None, a: Assessment, edition: str) -> list[Section]:
    """Those that there is something to tell of."""
    found = (
        ("Ratings over time", _over_time(course)),
        ("How reviewers see delivery", _views(a, edition)),
    )
    return [Section(title, blocks) for title, blocks in found if blocks]


def _over_time(course: OverTime | None) -> tuple[Block, ...]:
    """A chip for each review; where a plan has many outcomes, of those that moved."""
    what = over_time.main_of(course)
    if course is None or len(course.reviews) < 2 or not (every := course.of(what)):
        return ()
    own = [one for one in every if one.subject != "priority"]
    shown = own if len(own) <= ROWS else _moved(own)[:ROWS]
    left = count(own) - len(shown)
    more = ""
    if left:
        more = f" {sentence_case(counted(left, 'other'))} {'is' if left == 1 else 'are'} left out."
    first = max(len(course.reviews) - REVIEWS, 0)
    heads = [short_date(then.as_of) for then in course.reviews[first:]]
    share = round(64 / len(heads))
    return (
        Para(f"{words.title(course, every)}. The table shows {AS_RATED[what]}.{more}"),
        Table(
            "Ratings at each review",
            (("Rated", 100 - share * len(heads)), *((head, share) for head in heads)),
            tuple(
                (
                    Cell(words.name_of(one, over_time.NAME)),
                    *(
                        Cell(
                            words.level_words(level),
                            sign=pages.rating_class(level) if level else "",
                        )
                        for level in one.levels[first:]
                    ),
                )
                for one in shown
            ),
        ),
    )


def _moved(own: Sequence[Course]) -> list[Course]:
    """The whole plan and what was not always rated alike, in their order, then the rest."""
    return sorted(own, key=lambda one: one.subject != "plan" and len(set(one.levels)) == 1)


def _views(a: Assessment, edition: str) -> tuple[Block, ...]:
    """Of the tiers; where reviewers judged many things, of those on which they are most apart."""
    figure = next((one for one in views.figures_of(a, edition) if one.tiers), None)
    if figure is None:
        return ()
    rows = sorted(figure.rows, key=lambda row: -row.of.apart)[:ROWS]
    shown = [row for row in figure.rows if row in rows]
    return (
        Para(
            f"{figure.title}. Each was asked alone. On the page an open dot is a reviewer and the "
            "triangle beneath what counts, solid where it was agreed."
        ),
        Table(
            "What each reviewer said of delivery",
            (("Delivery of", 25), ("From Red at the left to Green at the right", 45),
             ("What came of it", 30)),
            tuple(
                (Cell(row.name), Cell(row.said, chart=row), Cell(row.outcome or "no more to agree"))
                for row in shown
            ),
        ),
    )  # fmt: skip
