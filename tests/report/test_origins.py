"""Every figure on a page says where in the review or the evidence it comes from."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.report import small
from tests.report.following import Documents, Loose, disagreements, loose, spoken_in_print
from tests.report.test_kinds import material as whole
from tests.report.test_stress import material as stressed

from assure.report import render
from assure.report.formats import clip_short, count_word, sentence_case
from assure.report.kinds import NAMES, Kind, Material, all_kinds, kind_named
from assure.report.look import Look
from assure.report.marks import noting, settled
from assure.report.origins import Said, count, derived, figure
from assure.report.pointers import pointer
from assure.report.tracing import of
from assure.service.report import html_of, page_with_origins
from assure.shelf import templates

# What is no figure of the review, with the reason why it is none.
NO_FIGURES = {
    r"\bof 10\b": "the scale of the question: how sure the reviewer is",
    r"impact, 1 to 5": "the scale of the question: the impact of a strength or a threat",
    r"From 0, not in place, to 3, fully in place; “don’t know” counts as 0": "the scale of "
    "Progress Assurance",
    r"\bof 3\b": "the scale of Progress Assurance",
    r"from −3 \(strongly against\) to \+3": "the scale of PESTELO",
    r"The scale starts at [\d,.]*\d": "where the axis of a drawing begins",
    r"PRINCE2": "a name",
    r"\bsections? \d": "the number of a part of the paper",
    r"^Part [1-3]\b|^[1-7]\. ": "the number of a part of the form",
    r"\bOutcome \d+ of\b": "which page of how many",
    r"^Outcome \d+\.|^Outcomes \d+ to \d+$": "which pages, in the list of contents",
}
# The same of numbers that the page marks as such, by what their line says.
NO_NUMBERS = {
    r"fill an hour|for an hour": "what a session can do, a choice of ours",
    r"sides? (of the triangle|too little)": "a problem has three sides, always",
}
# Numbering, by the class of its element.
NUMBERING = {"numeral", "number", "para", "label", "outcome-number"}
# The ticks of an axis in a drawing, by the class of their words.
SCALE = "text.scale"


def is_no_figure(one: Loose) -> bool:
    if NUMBERING.intersection(one.place.partition(".")[2].split(" ")):
        return True
    if one.place == SCALE:
        return True
    if one.marked:
        return any(re.search(pattern, one.line) for pattern in NO_NUMBERS)
    if one.place == "th" and one.text.isdecimal():
        return True  # the number of a row
    text = one.text
    for pattern in NO_FIGURES:
        text = re.sub(pattern, "", text)
    return not re.search(r"\d", text)


def page_and_spoken(kind: Kind, material: Material, patch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The page, and the same with the words for screen readers as text, where an element may say
    the origin of each figure in them."""
    made: list[str] = []

    def both(page: str) -> str:
        made.append(settled(spoken_in_print(page)))
        return settled(page)

    patch.setattr(render, "settled", both)
    return page_with_origins(kind, material), made[-1]


def without_origin(page: str) -> list[Loose]:
    return [one for one in loose(page) if not is_no_figure(one)]


@cache
def little(edition: str) -> Material:
    """A review of one or two of everything."""
    return small.small(2, "as it is", edition)  # type: ignore[arg-type]


MATERIALS = {"demonstration": whole, "small": little}


@cache
def documents(of: str, edition: str) -> Documents:
    return Documents.of(MATERIALS[of](edition))


ELEMENTS = re.compile(
    r'<data value="[^"]*"(?: data-origin="[^"]*")?>(.*?)</data>'
    r'|<(time|span|tspan)(?: (?:data-)?(?:datetime|value)="[^"]*")? data-origin="[^"]*">(.*?)</\2>'
)


@pytest.mark.parametrize("edition", ["board", "full"])
@pytest.mark.parametrize("of", list(MATERIALS))
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_leads_to_what_it_says(
    name: str, of: str, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, material = kind_named(name), MATERIALS[of](edition)
    if lacking := kind.lacks(material):
        pytest.skip(lacking)
    page, spoken = page_and_spoken(kind, material, monkeypatch)
    assert without_origin(spoken) == []
    assert list(disagreements(spoken, documents(of, edition))) == []
    # Without the elements it says what a page without origins says, and as paper does.
    assert ELEMENTS.sub(lambda found: found[1] or found[3], page) == html_of(kind, material)
    assert not re.search("[\U00100000-\U0010ffff]", page)


def test_what_a_page_says_of_nothing_has_an_origin_too() -> None:
    material = small.small(0, "as it is", "board")
    kinds = [kind for kind in all_kinds() if not kind.lacks(material)]
    assert len(kinds) > 4
    for kind in kinds:
        page = page_with_origins(kind, material)
        assert without_origin(page) == [], kind.key
        assert list(disagreements(page, Documents.of(material))) == [], kind.key


def test_a_template_with_a_bare_number_is_found_out(tmp_path: Path) -> None:
    kind, material = kind_named("strategic"), whole("board")
    template = (templates() / kind.template).read_text(encoding="utf-8")
    for written, told in (
        ("<p>{{ a.findings | map(attribute='code') | list | string | length }} found</p>", "found"),
        ("<p>{{ f.count_word(3) }} found</p>", "three"),
        ("<p>12 found</p>", "12 found"),
        ("<svg><text>12 found</text></svg>", "12 found"),
    ):
        own = template.replace("{% endblock %}", f"{written}{{% endblock %}}", 1)
        assert own != template
        (tmp_path / kind.template).write_text(own, encoding="utf-8")
        page = page_with_origins(kind, material, Look(templates=tmp_path))
        (one,) = without_origin(page)
        assert told in one.text
        render._environment.cache_clear()  # the file is written anew under the same name


def test_a_figure_that_is_not_what_its_origin_holds_is_found_out() -> None:
    kind, material = kind_named("strategic"), whole("board")
    page = page_with_origins(kind, material)
    documents = Documents.of(material)
    high = material.assessment.measures.high
    wrong = f'<p><data value="{high + 1}" data-origin="evidence:/measures/high">{high + 1}</data>'
    lost = '<p><data value="1" data-origin="evidence:/measures/highest">1</data>'
    assert len(list(disagreements(page.replace("</main>", wrong), documents))) == 1
    assert "leads nowhere" in next(disagreements(page.replace("</main>", lost), documents))


def test_questions_whose_words_hold_no_figure_are_counted_all_the_same() -> None:
    page = page_with_origins(kind_named("challenge-pack"), stressed("scarcely"))
    assert '<data value="5" data-origin="count(evidence:/questions/0-4)">Five</data>' in page
    assert without_origin(page) == []


def test_whoever_writes_a_plan_makes_no_marks() -> None:
    material = whole("board")
    forged = "Jobs \U00100000\U00100800999\U00102000 for 3"
    review = material.review
    plan = review.plan.model_copy(update={"title": forged})
    assessment = material.assessment.model_copy(update={"plan_title": forged, "partnership": ""})
    material = replace(
        material, review=review.model_copy(update={"plan": plan}), assessment=assessment
    )
    page = page_with_origins(kind_named("strategic"), material)
    assert "Jobs \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}999" in page
    assert not re.search("[\U00100000-\U0010ffff]", page)


def test_a_heading_of_a_plan_makes_no_marks_either() -> None:
    forged = "Notes \U00100000\U00100800999\U00102000"
    review = whole("board").review
    action = review.plan.actions[0].model_copy(update={"other": {forged: "3 of them"}})
    ((heading, words),) = of(action, "review:").other.items()
    assert heading == "Notes \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}999" + (
        "\N{REPLACEMENT CHARACTER}"
    )
    assert words == "3 of them"


def test_marks_that_nobody_made_are_no_more_than_their_words() -> None:
    with noting():
        assert settled("<p>\U00100000\U00100805999\U00102000</p>") == "<p>999</p>"


def test_an_origin_cannot_leave_its_attribute() -> None:
    with noting():
        told = derived("a quarter", "quarter", figure(3, ("review:", "a")), '"><script>')
        assert settled(f"{told} 3") == "a quarter 3"  # no figure in it
        told = derived("Q3", "quarter", figure(3, ("review:", "a")), '"><script>')
        assert settled(f"{told}") == (
            '<span data-origin="quarter(review:/a, &#34;&gt;&lt;script&gt;)">Q3</span>'
        )


def test_a_text_is_as_long_as_its_reader_sees_it() -> None:
    with noting():
        assert count(f"{figure(12, ('review:', 'a'))} homes") == len("12 homes")


def test_what_is_put_together_knows_its_parts() -> None:
    with noting():
        three, four = (figure(n, ("evidence:", name)) for n, name in ((3, "a"), (4, "b")))
        settled_ = settled(f"{three + four} {four - 1} {sum([three, four, three])} {abs(-three)}")
    assert re.findall(r'value="(\d+)" data-origin="([^"]*)"', settled_) == [
        ("7", "sum(evidence:/a, evidence:/b)"),
        ("3", "difference(evidence:/b, 1)"),
        ("10", "sum(evidence:/a, evidence:/b, evidence:/a)"),
        ("3", "size(size(evidence:/a))"),
    ]


def test_what_is_counted_is_told_one_by_one() -> None:
    home = ("evidence:", "findings")
    with noting():
        found = [figure(0, (home, place)) for place in (0, 1, 2, 7)]
        assert settled(f"<p>{count_word(count(found))}") == (
            '<p><data value="4" data-origin="count(evidence:/findings/0-2,7)">four</data>'
        )
        assert settled(f"<p>{count(one for one in found if False)} of {count(['a'])}") == (
            '<p><data value="0" data-origin="count()">0</data> of 1'
        )


def test_an_empty_list_may_be_left_out_of_its_document() -> None:
    review = whole("board").review
    bare = review.model_copy(update={"plan": review.plan.model_copy(update={"projects": ()})})
    with noting():
        assert settled(f"<p>{count(of(bare, 'review:').plan.projects)}") == (
            '<p><data value="0" data-origin="count()">0</data>'
        )
        projects = of(review, "review:").plan.projects
        assert f'data-origin="count(review:/plan/projects)">{len(review.plan.projects)}<' in (
            settled(f"<p>{count(projects)}")
        )


def test_marks_go_where_no_element_can_stand() -> None:
    with noting():
        three = figure(3, ("review:", "a"))
        page = (
            f'<title>{three}</title><a title="{three}">{three}</a><svg><title>{three}</title></svg>'
        )
        element = '<data value="3" data-origin="review:/a">3</data>'
        assert settled(page) == (
            f'<title>3</title><a title="3">{element}</a><svg><title>3</title></svg>'
        )


def test_in_a_drawing_other_elements_name_the_origin() -> None:
    with noting():
        three = figure(3, ("review:", "a"))
        day = of(whole("board").review, "review:").as_of
        page = f'<svg><title>{three}</title><text x="{three}">{three} of</text>{day}</svg>{three}'
        assert settled(page) == (
            '<svg><title>3</title><text x="3">'
            '<tspan data-value="3" data-origin="review:/a">3</tspan> of</text>'
            f'<tspan data-datetime="{day.isoformat()}" data-origin="review:/as_of">'
            f"{day.isoformat()}"
            '</tspan></svg><data value="3" data-origin="review:/a">3</data>'
        )


def test_text_that_is_cut_keeps_its_marks_whole() -> None:
    with noting():
        title = Said("Insulate 1,200 council homes and more")
        title.origin = ("review:", "title")
        assert settled(f"{clip_short(title, 20)}") == (
            '<span data-origin="review:/title">Insulate 1,200…</span>'
        )
        told = f"Of {figure(12, ('evidence:', 'a'))} actions many are late, more than before"
        assert settled(sentence_case(clip_short(told, 24))) == (
            'Of <data value="12" data-origin="evidence:/a">12</data> actions many are…'
        )
        assert settled(clip_short(told, 6)) == (
            'Of <data value="12" data-origin="evidence:/a">12</data>…'
        )


@pytest.mark.parametrize("key", ["a/b", "m~n", "in progress", "1, 2 (three)"])
def test_a_pointer_is_read_back(key: str) -> None:
    origin = pointer((("review:", "counts"), key))
    assert re.fullmatch(r"review:/counts/[\w~.%-]+", origin)
    assert unquote(origin.rpartition("/")[2]).replace("~1", "/").replace("~0", "~") == key


def test_paper_and_word_hold_no_marks() -> None:
    for name in NAMES:
        paper = html_of(kind_named(name), whole("board"), "paper")
        assert "data-origin" not in paper
