"""The strategic report: two pages, outcome by outcome, with what the last review said."""

from __future__ import annotations

import io
import re
from itertools import count

import pikepdf
import pytest
from tests.report.test_stress import material

from assure.model.assessment import Assessment
from assure.model.comparison import Comparison
from assure.model.ratings import Judgement, RatingLevel
from assure.model.review import Review
from assure.report.comparing_words import before_words, sign
from assure.report.kinds import Material
from assure.report.kinds.strategic import KIND, MOST, before, shown, standings, title, was
from assure.report.pdf import write_pdf
from assure.service.compare import Chosen, compared
from assure.service.demo import review_of
from assure.service.judge import for_edition, judge
from assure.service.report import html_of
from assure.shelf.settings import Settings


@pytest.fixture(scope="module")
def year() -> Material:
    """Anycity a year on, beside the review before."""
    review = for_edition(review_of("annual-2027"), "board")
    chosen = Chosen(review_of("mid-year-2026"), review_of("annual-2027"))
    comparison = compared(chosen, Settings(), edition="board")
    return Material(review, judge(review), "board", comparison)


def of_many(assessment: Assessment, number: int, words: str = "") -> Assessment:
    """``assessment`` with so many outcomes, every third of them judged red."""
    pattern = assessment.measures.outcomes[0]
    outcomes = tuple(
        pattern.model_copy(update={"ref": str(i), "title": f"Outcome {i} {words}"})
        for i in range(1, number + 1)
    )
    levels = (RatingLevel.RED, RatingLevel.GREEN, RatingLevel.AMBER_GREEN)
    judgements = tuple(
        Judgement(ref=o.ref, level=levels[i % 3], reason=words)
        for o, i in zip(outcomes, count(), strict=False)
    )
    measures = assessment.measures.model_copy(update={"outcomes": outcomes})
    return assessment.model_copy(update={"measures": measures, "judgements": judgements})


def test_each_outcome_has_position_direction_and_rating(
    assessment: Assessment, review: Review
) -> None:
    page = html_of(KIND, Material(review, assessment))
    for outcome in assessment.measures.outcomes:
        assert outcome.title in page
    for head in ("Position", "Direction", "Delivery confidence", "Plan quality"):
        assert f">{head}<" in page
    assert "There is no earlier review to compare with." in page


def test_it_tells_what_the_review_before_said(year: Material) -> None:
    comparison = year.comparison
    assert comparison is not None
    whole = was(comparison, "plan quality", "plan", "plan")
    assert whole is not None
    assert was(comparison, "plan quality", "outcome", "no such") is None
    page = html_of(KIND, year)
    assert "Arrows compare with the review of 31 October 2026." in page
    assert f'<span class="under was {sign(whole.direction)}">{before_words(whole)}</span>' in page
    assert "What moved since the last review" in page


def test_its_title_counts_what_is_in_doubt(assessment: Assessment, bare: Assessment) -> None:
    assert title(standings(of_many(assessment, 6))) == "Two of six outcomes are in doubt"
    assert title(standings(of_many(assessment, 1))) == "The one outcome is in doubt"
    green = of_many(assessment, 2).model_copy(
        update={"judgements": tuple(Judgement(ref=r, level=RatingLevel.GREEN) for r in "12")}
    )
    assert title(standings(green)) == "Neither outcome is in doubt"
    assert title(standings(bare)) == "The plan names no outcome"


def test_of_too_many_outcomes_those_of_most_concern_stay(assessment: Assessment) -> None:
    rows = standings(of_many(assessment, 40))
    kept = shown(rows)
    assert len(kept) == MOST
    assert all(row.level is RatingLevel.RED for row in kept)
    assert [row.outcome.ref for row in kept] == sorted((row.outcome.ref for row in kept), key=int)


def test_a_plan_of_nothing_says_so(bare: Assessment, review: Review) -> None:
    page = html_of(KIND, Material(review, bare))
    assert "The plan names no outcome, so nothing can be told outcome by outcome." in page
    assert "The findings ask for no decision of the board." in page
    assert "no promise of an earlier session is recorded" in page
    assert before(None) == "There is no earlier review to compare with."


def test_it_never_takes_more_than_two_pages(assessment: Assessment, review: Review) -> None:
    crowded = of_many(assessment, 40, "words and further words on one outcome " * 8)
    paper = html_of(KIND, Material(review, crowded), "paper")
    with pikepdf.open(io.BytesIO(write_pdf(paper))) as pdf:
        assert len(pdf.pages) == 2
    assert "30 outcomes of less concern are in the assurance report." in re.sub(r"\s+", " ", paper)


def test_two_pages_tell_of_a_plan_that_is_too_much_of_everything() -> None:
    crowded = material("answered")
    paper = html_of(KIND, crowded, "paper")
    with pikepdf.open(io.BytesIO(write_pdf(paper))) as pdf:
        assert len(pdf.pages) == 2
    assert "One further priority is in the assurance report." in re.sub(r"\s+", " ", paper)


def test_a_long_number_has_the_room_to_stay_whole(assessment: Assessment, review: Review) -> None:
    """A number in two lines reads as two numbers."""
    assert '<col style="width:10%">' in html_of(KIND, Material(review, assessment))
    assert '<col style="width:16%">' in html_of(KIND, material("answered"))


def test_a_comparison_may_lack_an_outcome(year: Material) -> None:
    assert isinstance(year.comparison, Comparison)
    silent = year.comparison.model_copy(update={"ratings": ()})
    rows = standings(year.assessment, silent)
    assert {row.was for row in rows} == {None}


def test_hostile_words_stay_words(assessment: Assessment, review: Review) -> None:
    bad = "<img src=x onerror=alert(1)>"
    assert bad not in html_of(KIND, Material(review, of_many(assessment, 3, bad)))
