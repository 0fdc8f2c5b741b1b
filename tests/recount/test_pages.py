"""Each figure on the page of each kind is the one that the second hand works out."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml import html
from tests.recount import told
from tests.recount.assessment import alike, leaves, recount
from tests.recount.comparison import Side, compared
from tests.recount.origins import Documents, MissingError, reads_as
from tests.recount.pages import NEWER, OLDER, made, page, side
from tests.recount.ratings import limits

from assure.report.kinds import NAMES


@cache
def documents() -> Documents:
    """The review and the evidence of the pages, with every figure of the evidence recounted."""
    own = made().case
    figures = recount(own.given, own.told, own.book)
    sides = [Side(one.given, one.told, one.book) for one in (side(OLDER), side(NEWER))]
    moved = compared(sides[0], sides[1], made().evidence["comparison"])
    figures |= dict(leaves(moved, "/comparison"))
    values = limits(own.given, own.book)
    for place, threshold in enumerate(made().evidence["thresholds"]):
        figures[f"/thresholds/{place}/value"] = values[threshold["key"]]
    return Documents(made().review, made().evidence, figures)


def test_what_pages_are_made_from_is_recounted() -> None:
    """Of the edition that the pages are of."""
    own = made().case
    found = dict(leaves(own.told))
    for pointer, value in recount(own.given, own.told, own.book).items():
        assert alike(value, found[pointer]), pointer


def problems(text: str) -> list[str]:
    """Where a page shows another figure than stands at its origin."""
    wrong = []
    figures = list(html.fromstring(text).iter("data", "time"))
    assert len(figures) > 1
    for element in figures:
        origin, shown = element.get("data-origin"), element.text_content()
        if origin is None:
            wrong.append(f"“{shown}” has no origin")
            continue
        try:
            value = documents().value(origin)
        except MissingError as error:
            wrong.append(f"“{shown}”: {error}")
            continue
        if not reads_as(shown, value):
            wrong.append(f"“{shown}” is {value} by recount ({origin[:120]})")
    return wrong


@pytest.mark.parametrize("kind", NAMES)
def test_each_figure_of_a_page_is_the_recounted_one(kind: str) -> None:
    assert problems(page(kind)) == []


@pytest.mark.parametrize("kind", NAMES)
def test_each_number_in_a_text_of_a_page_stands_at_its_origin(kind: str) -> None:
    """Sentences of findings, ratings and others are recounted in ``test_findings``; here is held
    that a page says them as they stand."""
    for element in html.fromstring(page(kind)).iter("span"):
        origin = element.get("data-origin")
        if origin is None or not re.match(r"(review|evidence):", origin):
            continue
        written = str(documents().at(origin))
        shown = re.sub(r"\(cut here; .*\)", "", told.plain(element.text_content()))
        for number in re.findall(r"\d+(?:[.,]\d+)*", shown):
            assert number in written, f"{number} of “{shown}” is not at {origin}"


def test_a_page_that_shows_another_figure_is_caught() -> None:
    text = page("strategic")
    changed = re.sub(r'(data-origin="evidence:/measures/findings">)\d+', r"\g<1>102", text)
    assert changed != text
    assert any("“102” is 103 by recount" in problem for problem in problems(changed))
