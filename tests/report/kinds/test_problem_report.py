"""The problem report: scanning, analysis, response, assessment."""

from __future__ import annotations

import re
from typing import Any

from tests.report.kinds.forms import (
    HOSTILE,
    action,
    answering,
    demonstration,
    material,
    plan,
    word_words,
    words,
)

from assure.report.fit import width_of
from assure.report.kinds import Material, kind_named, problem_report
from assure.service.report import html_of

KIND = kind_named("problem-report")
PLACE = {"side": "place", "known": "Two queues meet", "controller": "", "presence": "absent"}
MOVE = {"text": "Move the rank", "side": "place", "owner": "", "by": None, "action": ""}


def of(**values: Any) -> Material:
    answers = answering("sara", **{"problem": "Fights outside the takeaways", **values})
    return material(plan(action("1")), **answers)


def test_the_demonstration_goes_through_its_four_stages() -> None:
    text = words(KIND, demonstration())
    assert "187 incidents in twelve months, level; four responses on three sides" in text
    places = [text.index(stage) for stage in ("Scanning", "Analysis", "Response", "Assessment")]
    assert places == sorted(places)
    assert "All four responses have an owner and a day" in text
    assert "2.2, Green" in text


def test_sides_that_nobody_looked_at_are_named() -> None:
    text = words(KIND, of(sides=(PLACE,)))
    assert "Where it happens Two queues meet nobody No" in text
    assert "Not looked at: who does it and who or what is harmed." in text


def test_a_side_counts_once_by_the_best_that_was_said_of_it() -> None:
    weak = {**PLACE, "controller": "Licensing", "presence": "weak"}
    held = {**PLACE, "controller": "Wardens", "presence": "active"}
    text = words(KIND, of(sides=(weak, held)))
    assert "On two of three sides too little is done" in text
    assert "Of its three sides: one held and two not looked at" in text
    assert "held: Wardens" in text


def test_a_response_without_owner_or_day_is_told() -> None:
    text = words(KIND, of(responses=(MOVE,)))
    assert "The one response lacks an owner or a day" in text
    assert "nobody named no day" in text


def test_what_was_not_answered_says_so() -> None:
    text = words(KIND, of())
    assert "Nothing is to be done yet." in text
    assert "How often is not told" in text
    assert "No side was described." in text
    assert "What came of it is not told" in text


def test_without_an_answer_it_says_what_to_do() -> None:
    assert KIND.lacks(material(plan(action("1")))) == "Answer SARA first: assure ask sara."


def test_hostile_words_stay_words() -> None:
    page = html_of(KIND, of(problem=HOSTILE, sides=({**PLACE, "known": HOSTILE},)))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_word_document_says_the_same() -> None:
    text = word_words(KIND, demonstration())
    assert "Move the taxi rank 60 metres" in text
    assert "Too early to say" in text


def test_where_no_rule_speaks_the_lead_says_so_and_there_is_no_page_for_it() -> None:
    form = problem_report.form_of(demonstration())
    assert form.lead.endswith("result: too early to say. No rule found anything to settle.")
    assert "Findings" not in [part.topic for part in form.parts]


def test_long_names_beside_the_triangle_are_cut_to_the_room_they_have() -> None:
    page = html_of(KIND, of(sides=({**PLACE, "controller": "W" * 300, "presence": "weak"},)))
    drawing = page[page.index('<figure class="triangle') : page.index("</figure>")]
    cut = next(text for text in re.findall(r"<text [^>]*>([^<]*)<", drawing) if "WW" in text)
    assert cut.endswith("…")
    assert width_of(cut, 8.5) <= 440
