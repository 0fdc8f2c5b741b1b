"""The ratings at each review of a plan, as a page draws and tells them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import pikepdf
import pytest
from tests.report.kinds.test_strategic import of_many

from assure.model.assessment import Assessment
from assure.model.comparison import Direction
from assure.model.measures import Count
from assure.model.over_time import Course, OverTime, Then
from assure.model.ratings import RatingLevel
from assure.model.review import Review, RulebookIdentity
from assure.report import over_time as over
from assure.report import over_time_words as words
from assure.report.kinds import Material, kind_named
from assure.report.pdf import write_pdf
from assure.service.report import html_of

G, AG, AR, R = (
    RatingLevel.GREEN,
    RatingLevel.AMBER_GREEN,
    RatingLevel.AMBER_RED,
    RatingLevel.RED,
)
NONE = RatingLevel.NOT_RATED
Levels = Sequence[RatingLevel | None]


def then(month: int, rules: str = "a", *reported: Count, year: int = 2026) -> Then:
    return Then(
        review=f"r{month}",
        name="Mid-year review",
        kind="mid-year",
        as_of=dt.date(year, month, 28),
        rulebook=RulebookIdentity(version=f"rules {rules}", digest=rules * 64),
        open_actions=sum(count.count for count in reported) or 1,
        reported=reported,
    )


def _direction(levels: Levels) -> Direction:
    first, last = levels[0], levels[-1]
    if not (first and last and first.rank and last.rank):
        return Direction.CHANGED
    ranks = first.rank, last.rank
    if ranks[0] == ranks[1]:
        return Direction.SAME
    return Direction.BETTER if ranks[1] < ranks[0] else Direction.WORSE


def course(*outcomes: Levels, whole: Levels = (), **fields: object) -> OverTime:
    """Each outcome's levels, the oldest first, and those of the whole plan."""
    rows = [("plan", "plan", whole)] if whole else []
    rows += [("outcome", str(n), levels) for n, levels in enumerate(outcomes, start=1)]
    number = max(len(levels) for _, _, levels in rows)
    return OverTime(
        **{
            "reviews": tuple(then(month) for month in range(1, number + 1)),
            "courses": tuple(
                Course(
                    what="judged",
                    subject=subject,
                    ref=ref,
                    title="Homes <b>",
                    levels=tuple(levels),
                    direction=_direction(levels),
                )
                for subject, ref, levels in rows
            ),
            **fields,
        }
    )


def title(of: OverTime) -> str:
    return words.title(of, of.of("judged"))


def page(of: OverTime | None, assessment: Assessment, review: Review) -> str:
    return html_of(kind_named("strategic"), Material(review, assessment, course=of))


@pytest.mark.parametrize(
    ("of", "says"),
    [
        (
            course((R, R), (G, AG), (AG, G)),
            "One of three outcomes is worse than in January 2026, and one is better",
        ),
        (course((G, R), (G, AG)), "Both outcomes are worse than in January 2026"),
        (
            course((R, G), (G, G)),
            "One of two outcomes is better than in January 2026, and none is worse",
        ),
        (
            course((R, R, R), (G, AR, G)),
            "Every outcome stands where it stood in January 2026, though one moved in between",
        ),
        (course((R, R)), "The one outcome stands where it stood in January 2026"),
        (
            course((R, G), (NONE, G), (None, R)),
            "The one outcome rated both times is better than in January 2026",
        ),
        (
            course((R, NONE), whole=(AR, AG)),
            "The whole plan is Amber-Green, was Amber-Red in January 2026",
        ),
        (course((R, NONE), whole=(AR, AR)), "The whole plan is Amber-Red, as in January 2026"),
        (
            course((R, NONE), whole=(AR, NONE)),
            "Too little was rated both in January 2026 and now to tell a course",
        ),
    ],
)
def test_the_title_tells_what_moved(of: OverTime, says: str) -> None:
    assert title(of) == says


def test_reviews_of_one_month_are_told_apart_by_their_days() -> None:
    reviews = tuple(
        then(10).model_copy(update={"as_of": dt.date(2026, 10, day)}) for day in (12, 31)
    )
    of = course((R, G), (G, G)).model_copy(update={"reviews": reviews})
    assert title(of).startswith("One of two outcomes is better than on 12 October 2026")


def test_each_row_is_told_in_words_too(assessment: Assessment, review: Review) -> None:
    text = page(course((R, None, G)), assessment, review)
    assert (
        "<title>1 Homes &lt;b&gt;, delivery confidence: Red on 28 Jan 2026, not in the plan on "
        "28 Feb 2026, Green on 28 Mar 2026.</title>" in text
    )
    figure = over.figure_of(course((R, None, G)), "judged")
    assert figure is not None
    assert (figure.rows[0].now, figure.rows[0].was) == ("Green", "was Red")
    assert "No sign: not in the plan of that review." in text
    assert "Show the numbers" in text
    assert "Homes <b>" not in text


def test_many_outcomes_are_a_sentence_so_that_two_pages_do(
    assessment: Assessment, review: Review
) -> None:
    crowded = of_many(assessment, 9, "of which there are many")
    text = page(course((R, G), (G, G)), crowded, review)
    assert (
        "One of two outcomes is better than in January 2026, and none is worse (delivery "
        "confidence); the comparison draws each review." in text
    )


@pytest.mark.parametrize("number", [6, 8])
def test_two_pages_hold_the_chart_of_eight_reviews(
    assessment: Assessment, review: Review, number: int
) -> None:
    levels = [[R, G, AR, AG, R, G, AR, AG]] * number
    crowded = of_many(assessment, number, "as a plan would have it")
    material = Material(review, crowded, course=course(*levels, whole=levels[0], left_out=2))
    paper = html_of(kind_named("strategic"), material, "paper")
    assert paper.count("<title>1 Homes") == 1
    with pikepdf.open(io.BytesIO(write_pdf(paper))) as pdf:
        assert len(pdf.pages) == 2


def test_beside_few_reviews_names_have_the_room_that_is_left() -> None:
    def first_name(reviews: int) -> str:
        of = course((R,) * reviews)
        long = tuple(
            one.model_copy(update={"title": "Safe, warm and affordable homes for all"})
            for one in of.courses
        )
        figure = over.figure_of(of.model_copy(update={"courses": long}), "judged", close=True)
        assert figure is not None
        return figure.rows[-1].name

    assert first_name(2).endswith("Safe, warm and affordable homes for all")
    assert first_name(8).endswith("…")


def test_one_review_is_a_sentence_and_no_chart(assessment: Assessment, review: Review) -> None:
    for alone in (None, course((R,))):
        shown = page(alone, assessment, review)
        assert shown.count("There is no earlier review to compare with.") == 1
        assert "at each review" not in shown
    assert "at each review" in page(course((R, G)), assessment, review)


def test_another_rulebook_and_another_name_are_told(assessment: Assessment, review: Review) -> None:
    of = course((R, G))
    one = of.courses[0].model_copy(update={"titles": ("Jobs",)})
    of = of.model_copy(update={"reviews": (then(1, "b"), then(2)), "courses": (one,)})
    text = page(of, assessment, review)
    assert "<span>28 Jan<br>2026*</span>" in text
    assert "* By another rulebook (rules b): what moved may be the rules and not the plan." in text
    assert "Outcome 1 was called “Jobs” before: it may be another." in text
    assert "By another rulebook" not in page(course((R, G)), assessment, review)


def test_more_reviews_than_a_page_holds_are_told(assessment: Assessment, review: Review) -> None:
    text = page(course([R] * 8, left_out=4), assessment, review)
    assert "The newest eight reviews; four earlier ones are not shown." in text


@pytest.mark.parametrize("reviews", [2, 3, 8])
def test_every_chip_has_a_slot_of_its_own_and_the_newest_is_larger(reviews: int) -> None:
    chart = over.chart_of([R, NONE, G, AG, AR, R, G, AR][:reviews])
    lefts = [chip.x for chip in chart.chips]
    rights = [chip.x + chip.scale * over.UNIT for chip in chart.chips]
    assert all(right < left for right, left in zip(rights, lefts[1:], strict=False))
    assert lefts[0] >= 0
    assert rights[-1] <= chart.width
    assert chart.chips[-1].scale > chart.chips[0].scale
    assert sum(over.figure_columns(reviews)) < 176


def test_an_outcome_that_was_not_there_has_no_sign() -> None:
    chart = over.chart_of([None, NONE, AG])
    assert [chip.sign for chip in chart.chips] == ["", "rag-none", "rag-amber-green"]
    assert chart.line is not None
    assert over.chart_of([None, G]).line is None


def test_only_the_outcomes_that_a_page_shows(assessment: Assessment) -> None:
    figure = over.figure_of(course((R, G), (G, G), whole=(R, R)), "judged", {"2"})
    assert figure is not None
    assert [row.name for row in figure.rows] == ["The whole plan", "2 Homes <b>"]
    assert figure.title.startswith("One of two outcomes")  # of all of them


def test_what_was_reported_stands_review_by_review() -> None:
    red = Count(key="red", label="Red", count=2)
    green = Count(key="green", label="Green", count=7)
    none = Count(key="none", label="Not reported", count=1)
    of = OverTime(reviews=(then(1, "a", green, red), then(2, "a", none)))
    assert [row.words for row in over.reported_of(of)] == ["2 red, 7 green", "1 not reported"]
    assert words.reported_title(of) == (
        "Two of nine open actions were reported Red in January 2026; now the one open action is not"
    )
    assert over.reported_of(OverTime(reviews=(then(1, "a", none), then(2, "a", none)))) == ()
    assert over.reported_of(None) == ()


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ((0, 0), (1, 3), "No action was open in January 2026; now one of three is"),
        ((0, 46), (2, 13), "None of 46 open actions was reported Red in January 2026; now two of "
         "13 are"),
        ((1, 1), (0, 2), "The one open action was reported Red in January 2026; now neither is"),
        ((2, 2), (0, 0), "Both open actions were reported Red in January 2026; now no action is "
         "open"),
        ((0, 1), (4, 4), "The one open action was not reported Red in January 2026; now all are"),
    ],
)  # fmt: skip
def test_how_many_were_reported_red_is_told_of_few_and_of_none(
    before: tuple[int, int], now: tuple[int, int], says: str
) -> None:
    reviews = [
        then(month).model_copy(
            update={"open_actions": still, "reported": (Count(key="red", label="Red", count=red),)}
        )
        for month, (red, still) in enumerate((before, now), start=1)
    ]
    assert words.reported_title(OverTime(reviews=tuple(reviews))) == says
