"""The list of contents: what it names, when it stands, and how many lines it takes at most."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.test_kinds import material

from assure.report.contents import HERE, MOST_OF_A_SORT, Entry, together, with_contents
from assure.report.kinds import NAMES, kind_named
from assure.service.report import html_of

# Of the demonstration these are of five pages and more.
LISTED = {
    "assurance",
    "exception",
    "operational",
    "challenge-pack",
    "comparison",
    "turning-the-curve",
    "action-plan",
}
OUTCOMES = ("One", "Two", "Three")


def page(*headings: str, before: str = "") -> str:
    return f"<main>{before}{HERE}{''.join(headings)}</main>"


def part(name: str) -> str:
    return f'<h2 id="{name}"><span class="topic">Part {name}</span> <span>Found</span></h2>'


def lines(html: str) -> list[str]:
    return re.findall(r'<a href="#[^"]+">(.*?)</a>', html)


def test_it_names_the_parts_that_follow_it_by_their_topic() -> None:
    made = with_contents(page(part("b"), part("c"), part("d"), before=part("a")))

    assert lines(made) == ["Part b", "Part c", "Part d"]
    assert '<nav class="contents of-3" aria-label="Contents">' in made
    assert '<a href="#b">Part b</a><span class="to-page" data-page="#b"></span>' in made


def test_a_heading_may_stand_in_it_by_other_words_and_keeps_none_of_them() -> None:
    outcomes = [
        f'<h2 id="o{n}" data-listed="Outcome {n}. {title}" data-sort="Outcomes" data-one="{n}" '
        f'data-label="x">{title}</h2>'
        for n, title in enumerate(OUTCOMES, 1)
    ]
    made = with_contents(page(*outcomes))

    assert lines(made) == ["Outcome 1. One", "Outcome 2. Two", "Outcome 3. Three"]
    assert '<h2 id="o1" data-label="x">One</h2>' in made
    assert "data-listed" not in made


def test_a_list_of_two_is_none() -> None:
    assert with_contents(page(part("a"), part("b"))) == f"<main>{part('a')}{part('b')}</main>"


def test_a_page_that_asks_for_none_gets_none() -> None:
    html = "".join(part(name) for name in "abcd")
    assert with_contents(html) == html


def test_of_many_outcomes_several_share_a_line() -> None:
    entries = [Entry(f"o{n}", f"Outcome {n}", "Outcomes", str(n)) for n in range(1, 126)]
    made = [*together([*entries, Entry("annex", "Annex")])]

    assert [entry.words for entry in made[:2]] == ["Outcomes 1 to 11", "Outcomes 12 to 22"]
    assert [entry.words for entry in made[-2:]] == ["Outcomes 122 to 125", "Annex"]
    assert made[1].heading == "o12"


@given(st.integers(0, 400))
def test_however_many_there_are_none_is_left_out(many: int) -> None:
    entries = [Entry(f"o{n}", f"Outcome {n}", "Outcomes", str(n)) for n in range(many)]
    made = [*together(entries)]

    assert len(made) <= MOST_OF_A_SORT
    at = [int(entry.heading[1:]) for entry in made]
    assert at == sorted(set(at))
    assert at[:1] == [0][:many]
    if many > MOST_OF_A_SORT:
        assert made[-1].words.endswith(str(many - 1))


@pytest.mark.parametrize("name", NAMES)
def test_a_report_of_many_pages_has_one_on_paper_and_on_a_screen(name: str) -> None:
    for medium in ("paper", "screen"):
        html = html_of(kind_named(name), material("board"), medium)
        assert html.count('<nav class="contents') == (name in LISTED)
        listed = re.findall(r'<li[^>]*><a href="#([^"]+)">', html)
        headings = re.findall(r'<h2 id="([^"]+)"', html)
        assert [one for one in headings if one in listed] == listed
