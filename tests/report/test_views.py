"""The spread of several reviewers' views as a page tells and draws it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

import pytest

from assure.assess.views import STATEMENTS
from assure.model.assessment import Assessment
from assure.model.ratings import Judgement, RatingLevel
from assure.model.review import Review
from assure.model.views import Spread, View
from assure.report import views
from assure.report.kinds import Material, kind_named
from assure.report.render import Edition
from assure.service.report import html_of

ROLES = ("Police lead", "Clerk", "Head of Housing", "Head of <b>Roads</b>")
Subject = Literal["plan", "outcome", "judged", "statement"]


def spread(*places: float, subject: Subject = "outcome", ref: str = "3", **fields: Any) -> Spread:
    of_ten = subject == "statement"
    values: dict[str, Any] = {
        "questionnaire": "progress-assurance",
        "question": "C2" if of_ten else "H3",
        "subject": subject,
        "ref": ref if subject == "outcome" else "",
        "title": "Ready for school",
        "tiers": not of_ten,
        "highest": 10 if of_ten else 4,
        "views": tuple(
            View(by=ROLES[i % len(ROLES)], place=Decimal(str(place)))
            for i, place in enumerate(sorted(places))
        ),
        "counts": Decimal(str(min(places))),
    }
    return Spread(**{**values, **fields})


def of(assessment: Assessment, *own: Spread) -> Assessment:
    measures = assessment.measures.model_copy(update={"spreads": own})
    return assessment.model_copy(update={"measures": measures})


def page(assessment: Assessment, review: Review, edition: Edition = "board") -> str:
    # The pack refuses to be written of a review that asks nothing; its pages are told apart here.
    return html_of(kind_named("challenge-pack"), Material(review, assessment, edition))


def read(html: str) -> str:
    """As it is read: what keeps a rating on its line is no part of the words."""
    return re.sub(r'<span class="day">([^<]*)</span>', r"\1", html)


@pytest.mark.parametrize(
    ("own", "title"),
    [
        ([spread(1, 1, 1, 4)], "On outcome 3 four reviewers are three steps apart"),
        ([spread(2, 2)], "Two reviewers see delivery alike"),
        ([spread(2, 3), spread(1, 1)], "Two reviewers are nowhere more than one step apart"),
        (
            [spread(1, 3, subject="plan"), spread(2, 4), spread(1, 3, 3, ref="5")],
            "On the whole plan and on outcomes 3 and 5 reviewers are two steps apart",
        ),
        (
            [spread(1, 4, agreed=True), spread(1, 2)],
            "On outcome 3 two reviewers were three steps apart until they agreed",
        ),
        (
            [spread(2, 8, subject="statement"), spread(5, 5, subject="statement")],
            "On “it will be done in time” two reviewers are six points apart",
        ),
        (
            [spread(2, 8, subject="statement", question=f"C{n}") for n in range(1, 6)],
            "On five statements two reviewers are six points apart",
        ),
        (
            [spread(1, 4, ref=str(n)) for n in range(9)],
            "On nine outcomes two reviewers are three steps apart",
        ),
    ],
)
def test_the_title_tells_where_they_stand_furthest_apart(own: list[Spread], title: str) -> None:
    assert views.title(own) == title


def test_the_board_reads_how_many_said_what(assessment: Assessment, review: Review) -> None:
    text = read(page(of(assessment, spread(1, 3, 3)), review))
    assert "1 Red, 2 Amber-Green" in text
    assert "Counts until they agree: Red" in text
    assert "Police lead" not in text
    assert (
        "<title>3 Ready for school: of three reviewers, one Red and two Amber-Green; "
        "counts until they agree: Red.</title>" in text
    )


def test_the_full_edition_reads_who_said_what(assessment: Assessment, review: Review) -> None:
    own = spread(1, 2, 3, 4, agreed=True, counts=Decimal(2))
    text = read(page(of(assessment, own), review, "full"))
    assert (
        "Red: Police lead; Amber-Red: Clerk; Amber-Green: Head of Housing; Green: "
        "Head of &lt;b&gt;Roads&lt;/b&gt;" in text
    )
    assert "Agreed: Amber-Red" in text


def test_a_rating_is_not_torn_at_its_hyphen(assessment: Assessment, review: Review) -> None:
    text = page(of(assessment, spread(2, 3, agreed=True)), review, "full")
    assert '<span class="day">Amber-Red</span>: Police lead' in text
    assert '<span class="day">Amber-Green</span>: Clerk' in text
    assert 'Agreed: <span class="day">Amber-Red</span>' in text


def test_who_cannot_tell_is_told(assessment: Assessment, review: Review) -> None:
    text = read(page(of(assessment, spread(1, 3, unknown=1)), review))
    assert "Counts until they agree: Red; one other cannot tell" in text


def test_those_who_see_it_alike_are_both_or_all(assessment: Assessment, review: Review) -> None:
    text = page(of(assessment, spread(3, 3), spread(2, 2, 2, ref="5")), review)
    assert "<title>3 Ready for school: both reviewers say Amber-Green.</title>" in text
    assert "<title>5 Ready for school: all three reviewers say Amber-Red.</title>" in text


def test_scores_are_told_without_a_count_that_reads_as_a_score(
    assessment: Assessment, review: Review
) -> None:
    text = page(of(assessment, spread(4, 7, 7, subject="statement")), review)
    assert "4, 7 twice" in text
    many = page(of(assessment, spread(*[2] * 12, *[7] * 3, subject="statement")), review)
    assert "2 (12 times), 7 three times" in many
    assert "It will be done in time" in text


def test_one_reviewer_alone_gets_a_sentence(assessment: Assessment, review: Review) -> None:
    alone = of(assessment).model_copy(
        update={"judgements": (Judgement(level=RatingLevel.RED, by="Clerk"),)}
    )
    assert "One reviewer alone has judged delivery" in page(alone, review)
    nobody = alone.model_copy(update={"judgements": ()})
    assert "Nobody has judged delivery yet" in page(nobody, review)


@pytest.mark.parametrize("subject", ["outcome", "statement"])
def test_more_dots_than_a_place_can_show_are_counted(subject: Subject) -> None:
    chart = views.chart_of(spread(*[2] * 12, 3, subject=subject))
    assert [heap.text for heap in chart.heaps] == ["12"]
    (dot,) = chart.dots
    (heap,) = chart.heaps
    assert heap.x + heap.half < dot.x - views.DOT


def test_dots_on_one_place_stand_side_by_side_and_within_the_chart() -> None:
    for places in ([2] * 3, [1] * 7, [4] * 7, [1, 2, 3, 4]):
        chart = views.chart_of(spread(*places))
        assert len({dot.x for dot in chart.dots}) == len(places)
        assert all(
            dot.x - views.DOT >= 0 and dot.x + views.DOT <= chart.width for dot in chart.dots
        )
    for places in ([10] * 3, [1] * 3):
        chart = views.chart_of(spread(*places, subject="statement"))
        assert len(chart.dots) == 3
        assert all(
            dot.x - views.DOT >= 0 and dot.x + views.DOT <= chart.width for dot in chart.dots
        )
    for places in ([1] * 40, [4] * 400):
        (heap,) = views.chart_of(spread(*places)).heaps
        assert heap.x - heap.half >= 0
        assert heap.x + heap.half <= views.WIDTH


def test_what_counts_stands_under_its_step() -> None:
    chart = views.chart_of(spread(1, 3, counts=Decimal(3)))
    assert chart.counts is not None
    assert chart.counts.x == chart.steps[2]
    assert chart.reach == (chart.steps[0], chart.steps[2])
    assert views.chart_of(spread(2, 2, counts=None)).reach is None


def test_every_statement_has_its_words() -> None:
    assert set(views.STATEMENTS) == set(STATEMENTS)
