"""Turning the curve: a page for each indicator, in seven questions."""

from __future__ import annotations

import dataclasses
import io
import re
from functools import cache
from html import unescape
from typing import Any

import pikepdf
import pytest
from tests.demonstration import anycity
from tests.report.aloud import Aloud

from assure.model.answers import Answer
from assure.model.assessment import Assessment
from assure.model.measures import Measures
from assure.model.review import Review
from assure.report import curves
from assure.report.kinds import Material, kind_named
from assure.report.pdf import write_pdf
from assure.service.judge import for_edition, judge
from assure.service.report import html_of

KIND = kind_named("turning-the-curve")
HOSTILE = '<script>alert(1)</script> {{7*7}} "><img src=x onerror=go()>'
QUESTIONS = (
    "1. How are we doing?",
    "2. Where does it go if nothing changes?",
    "3. What lies behind it?",
    "4. Who has a part to play?",
    "5. What would work?",
    "6. What do we propose?",
    "7. How will we know that anyone is better off?",
)


@cache
def demonstration() -> Material:
    """Anycity, where a workshop was held on the one indicator that goes the wrong way."""
    review = for_edition(anycity(), "board")
    return Material(review, judge(review))


def answering(question: str, value: Any) -> Material:
    """The demonstration with another answer of the workshop."""
    made = demonstration()
    answers = tuple(
        answer.model_copy(update={"value": value})
        if (answer.questionnaire, answer.question) == (curves.QUESTIONNAIRE, question)
        else answer
        for answer in made.review.answers
    )
    return dataclasses.replace(made, review=made.review.model_copy(update={"answers": answers}))


def without_workshop() -> Material:
    made = demonstration()
    rest: tuple[Answer, ...] = tuple(
        answer for answer in made.review.answers if answer.questionnaire != curves.QUESTIONNAIRE
    )
    return dataclasses.replace(made, review=made.review.model_copy(update={"answers": rest}))


def words(html: str) -> str:
    body = re.sub(r"(?s)<(style|title|head)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def section(material: Material, number: int) -> str:
    """What the page of an indicator says, counting from 1."""
    html = html_of(KIND, material, "paper")
    return words(
        re.findall(r'(?s)<section class="part" id="curve-\d+">.*?</section>', html)[number - 1]
    )


def test_every_indicator_has_a_page_that_asks_the_seven_questions_in_order() -> None:
    made = demonstration()
    for number in range(1, len(made.assessment.measures.trajectories) + 1):
        text = section(made, number)
        places = [text.index(question) for question in QUESTIONS]
        assert places == sorted(places)


def test_the_first_page_counts_the_curves_that_need_turning() -> None:
    text = words(html_of(KIND, demonstration()))
    assert "Three of 10 curves need turning." in text
    assert "At today’s pace: five on course, two too slow, one without a target" in text


def test_what_a_workshop_said_stands_with_the_indicator_it_named() -> None:
    page = section(demonstration(), 8)
    for said in (
        "If nothing changes, 520 on 31 March 2028, by the partners’ own forecast.",
        "Private rents rose faster than the help that people get with them (a main cause;",
        "Who could move a cause: Landlords' association, Registered providers",
        "in the week in which a notice is served (shown to work; cost: a little)",
        "Not known yet: How many families leave for another town",
        "The workshop will measure how much was done, how well it was done and whether anyone",
        "280 by 31 March 2028, read quarterly",
    ):
        assert said in page
    assert "No workshop has asked" not in page


def test_of_any_other_indicator_the_plan_speaks_and_says_what_was_not_asked() -> None:
    page = section(demonstration(), 1)
    assert "The share of 16 and 17 year olds without a place has come down slowly" in page
    assert "As the plan tells it of the outcome." in page
    assert "The indicator: 14–19 Partnership Manager." in page
    assert "The plan does not say what is known to work. No workshop has asked this yet." in page
    assert "Open actions of the outcome, the next due first" in page
    assert "Private rents" not in page


def test_causes_stand_the_heaviest_first() -> None:
    held = curves.workshop(
        answering(
            "causes", ({"cause": "C", "weight": "minor"}, {"cause": "A", "weight": "main"})
        ).review
    )
    assert held is not None
    assert [cause.text for cause in held.causes] == ["A", "C"]
    assert held.causes[0].beside == "a main cause; no evidence given"


def test_an_indicator_may_be_named_by_its_title() -> None:
    title = demonstration().assessment.measures.trajectories[0].title
    pages = curves.arrange(
        answering("curves", ({"indicator": title.upper()},)).review, demonstration().assessment
    ).pages
    assert [page.number for page in pages if page.workshop] == [1]


def test_what_was_said_of_no_indicator_of_the_plan_is_not_lost() -> None:
    text = words(html_of(KIND, answering("curves", ({"indicator": "Sea level"},))))
    assert "The workshop named Sea level; no indicator of the plan has that reference" in text
    assert "Private rents rose faster" in text


def test_without_a_workshop_nothing_is_made_up() -> None:
    made = without_workshop()
    assert curves.workshop(made.review) is None
    text = words(html_of(KIND, made))
    assert text.count("No workshop has asked this yet.") == 10
    assert "workshop named" not in text


def test_a_plan_without_indicators_says_what_to_do(assessment: Assessment, review: Review) -> None:
    bare = assessment.model_copy(update={"measures": Measures()})
    assert KIND.lacks(Material(review, bare)).startswith("The plan names no indicator, so there is")


def test_indicators_that_the_plan_does_not_hold_are_drawn_all_the_same(
    assessment: Assessment, review: Review
) -> None:
    """The figures are there; who answers, and with whom, is not known."""
    text = words(html_of(KIND, Material(review, assessment)))
    assert "Nobody is named for it." in text
    assert "The plan tells no story behind this outcome." in text


@pytest.mark.parametrize("name", ["turning-the-curve", "assurance"])
def test_where_nothing_is_to_be_said_below_a_chart_no_empty_line_stands(name: str) -> None:
    made = demonstration()
    bare = {"seen": (), "needed": None, "forecast": (), "forecast_low": (), "best": None}
    curves_of = tuple(one.model_copy(update=bare) for one in made.assessment.measures.trajectories)
    measures = made.assessment.measures.model_copy(update={"trajectories": curves_of})
    assessment = made.assessment.model_copy(update={"measures": measures})
    html = html_of(kind_named(name), dataclasses.replace(made, assessment=assessment), "paper")
    assert html.count("The scale starts at") >= 6
    assert not re.search(r'<p class="note">\s*</p>', html)


def test_what_people_wrote_is_text() -> None:
    spoilt = answering("causes", ({"cause": HOSTILE, "weight": HOSTILE, "partner": HOSTILE},))
    html = html_of(KIND, spoilt, "paper")
    assert "<script" not in html
    assert "<img" not in html
    assert "{{7*7}}" in html


def test_an_action_is_told_with_its_day_and_how_late_it_is() -> None:
    page = section(demonstration(), 1)
    assert "used by all nine secondary schools, due 31 Jul 2026, 92 days late" in page
    assert "due 30 Jun 2017, before the plan began" in section(demonstration(), 10)


def test_where_no_workshop_spoke_there_are_lines_to_write_on() -> None:
    page = html_of(KIND, demonstration())
    assert page.count('class="to-write print-only"') == 2 * 9  # of ten curves one had a workshop


@pytest.mark.parametrize("ideas", [0, 6])
def test_the_last_question_never_stands_alone_on_a_page(ideas: int) -> None:
    """However much a workshop said before it."""
    told = tuple({"idea": "Ring every household in the week " * 3} for _ in range(ideas))
    paper = html_of(KIND, answering("ideas", told), "paper")
    with pikepdf.open(io.BytesIO(write_pdf(paper))) as pdf:
        read = Aloud(pdf)
        pages: dict[object, str] = {}
        for one in (one for one in read.elements if not read.children(one) and "/Pg" in one):
            pages[one.Pg.objgen] = pages.get(one.Pg.objgen, "") + read.words(one) + " "
    last = [text for text in pages.values() if QUESTIONS[-1] in text]
    assert len(last) == 10
    assert all("6. What do we propose?" in text or "acts on: " in text for text in last)
