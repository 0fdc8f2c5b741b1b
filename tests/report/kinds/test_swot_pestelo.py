"""SWOT with TOWS, and PESTELO, as a paper of its own."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
from tests.report.kinds.forms import (
    action,
    answering,
    demonstration,
    material,
    plan,
    word_words,
    words,
)

from assure.report.kinds import kind_named
from assure.report.pdf import write_pdf
from assure.service.report import html_of

KIND = kind_named("swot-pestelo")
FLOODS = {"text": "Floods", "trend": "rising", "effect": -2, "when": "Each winter"}
TRUST = {"text": "Residents trust the crew", "evidence": "Survey", "impact": 4, "certainty": 4}


def test_the_demonstration_has_both() -> None:
    text = words(KIND, demonstration())
    assert "Two of five moves have no action behind them" in text
    assert "nine of 11 factors pull against the plan, economic most" in text
    assert "Four strengths, four weaknesses, three opportunities and four threats" in text
    assert "Seven findings to settle" in text


def test_the_demonstration_takes_a_page_for_each() -> None:
    paper = html_of(KIND, demonstration(), "paper")
    with pikepdf.open(io.BytesIO(write_pdf(paper))) as pdf:
        assert len(pdf.pages) == 2


def test_what_a_rule_advises_is_said_once() -> None:
    text = words(KIND, demonstration())
    assert text.count("SWOT-01, medium: ") > 1
    assert text.count("Name the action that answers it") == 1


def test_the_board_does_not_read_who_answered() -> None:
    assert "Plan leads of the six outcomes" not in words(KIND, demonstration())
    assert "Plan leads of the six outcomes" in words(KIND, demonstration("full"))


def test_one_of_the_two_is_enough() -> None:
    made_from = material(plan(action("1")), **answering("pestelo", environmental=(FLOODS,)))
    assert KIND.lacks(made_from) == ""
    text = words(KIND, made_from)
    assert "One factor that pulls against it has no answer yet." in text
    assert "SWOT was not answered for this review: assure ask swot." in text


def test_swot_alone_says_that_pestelo_is_missing() -> None:
    made_from = material(plan(action("1")), **answering("swot", strengths=(TRUST,)))
    text = words(KIND, made_from)
    assert "One strength." in text
    assert "PESTELO was not answered for this review: assure ask pestelo." in text


def test_without_either_it_says_what_to_do() -> None:
    assert "assure ask swot" in KIND.lacks(material(plan(action("1"))))


def test_the_word_document_holds_both_and_the_findings() -> None:
    text = word_words(KIND, demonstration())
    headings = ["SWOT and TOWS: ", "Strengths", "use strengths to take them", "PESTELO: "]
    places = [text.find(heading) for heading in headings]
    assert places == sorted(places)
    assert min(places) >= 0
    measures = demonstration().assessment.measures
    assert all(entry.text in text for entry in measures.swot)
    assert all(factor.text in text for factor in measures.pestelo)


def test_the_word_document_leaves_out_what_was_not_asked() -> None:
    given = demonstration()
    without = given.assessment.model_copy(
        update={"measures": given.assessment.measures.model_copy(update={"swot": (), "tows": ()})}
    )
    text = word_words(KIND, replace(given, assessment=without))
    assert "use strengths to take them" not in text
    assert "SWOT was not answered for this review: assure ask swot." in text
