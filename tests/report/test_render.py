"""The board report as HTML: what a reader sees, whatever a plan holds."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from jinja2 import nodes

from assure import shelf
from assure.model.assessment import Assessment, Source
from assure.model.measures import Measures
from assure.model.ratings import DataPart, DataQuality, Rating, RatingLevel, RatingReason
from assure.report.look import PLAIN
from assure.report.render import Edition, Medium, _environment
from assure.report.render import render_html as render_with

HOSTILE = (
    '<script>alert(1)</script> "><img src=http://127.0.0.1/x onerror=go()> {{7*7}} {% raw %} '
    "</style></title> =cmd|calc \x01\x07\x0b\x85 \u2028 \u202etxt.exe 😀 漢字 ₿ שלום"
)


def render_html(
    assessment: Assessment, *, edition: Edition = "board", medium: Medium = "screen"
) -> str:
    """The page from the templates that are shipped."""
    return render_with(assessment, shelf.templates(), edition=edition, medium=medium)


class Page(HTMLParser):
    """What the tests look at: tags in order, their attributes, and the text that is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._unread = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._unread += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.text += data

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]

    def words(self) -> str:
        return " ".join(self.text.split())


@pytest.fixture(scope="module")
def html(assessment: Assessment) -> str:
    return render_html(assessment)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_the_summary_prints_the_counts_of_the_assessment(page: Page) -> None:
    words = page.words()
    assert "computed from 15 findings" in words
    assert "Of 13 open actions, 10 name one accountable post and two are past their date." in words
    assert "Jan to Mar 2027 asks for 186 days; 102 are agreed." in words
    assert "12 rules fired, 15 findings: 9 high, 5 medium, 1 low" in words
    assert "14 actions: 1 closed, 13 open, 10 with a finding" in words


def test_delivery_confidence_is_the_reviewers_and_said_to_be_missing_when_it_is(
    page: Page, assessment: Assessment
) -> None:
    assert "January to March cannot hold what is planned for it." in page.words()

    without = Page(render_html(assessment.model_copy(update={"judgements": ()})))

    assert "It has not yet been given." in without.words()


def test_what_the_rules_propose_stands_beside_the_reviewers_view(assessment: Assessment) -> None:
    reason = RatingReason(
        code="RAT-31", level=RatingLevel.AMBER_GREEN, sentence="Past their date: 5 of 46."
    )
    proposal = Rating(subject="plan", ref="plan", level=RatingLevel.AMBER_GREEN, reasons=(reason,))
    told = assessment.model_copy(update={"proposals": (proposal,)})
    differs = "The rules propose Amber-Green. Past their date: 5 of 46."
    assert differs in Page(render_html(told)).words()

    same = proposal.model_copy(update={"level": RatingLevel.AMBER_RED})
    agrees = Page(render_html(told.model_copy(update={"proposals": (same,)}))).words()
    assert "The rules propose the same." in agrees

    alone = Page(render_html(told.model_copy(update={"judgements": ()}))).words()
    assert "Proposed by the rules, and not yet confirmed: Amber-Green. Past their date" in alone

    none = Rating(
        subject="plan",
        ref="plan",
        level=RatingLevel.NOT_RATED,
        to_improve="Too little is known: nothing of risks.",
    )
    silent = Page(render_html(told.model_copy(update={"proposals": (none,)}))).words()
    assert "The rules propose none. Too little is known: nothing of risks." in silent


def test_data_quality_stands_beside_plan_quality_and_the_annex_says_how_it_is_made(
    assessment: Assessment,
) -> None:
    parts = (
        DataPart(key="owners", label="owners that can be told", good=43, of=46),
        DataPart(key="dates", label="dates that settle a day", good=40, of=46),
    )
    data = DataQuality(parts=parts, percent=89)
    rated = tuple(r.model_copy(update={"data": data}) for r in assessment.ratings)
    words = Page(render_html(assessment.model_copy(update={"ratings": rated}))).words()
    assert "Data quality 89%: how much of what this rests on is there" in words
    assert "Owners that can be told: 43 of 46, 93%" in words
    assert "The mean of these shares, each rounded down." in words


def test_every_finding_stands_with_its_place_the_words_as_written_and_a_question(
    page: Page,
) -> None:
    words = page.words()
    assert "Action 1.4 belongs to a group." in words
    assert "Project plan E8 “Skills Board”" in words
    assert "Who will answer to this board for 1.4 in three months?" in words


def test_what_was_written_and_what_was_understood_stand_side_by_side(page: Page) -> None:
    assert "Q3 31 Dec 2026financial quarter" in page.words().replace("\n", "")
    assert "end July 2026 31 Jul 202692 days late" in page.words()


def test_a_date_before_the_plan_is_not_counted_in_days(assessment: Assessment) -> None:
    late = next(line for line in assessment.lines if line.ref == "1.3")
    assert late.due
    began = late.due + dt.timedelta(days=1)
    words = Page(render_html(assessment.model_copy(update={"period_start": began}))).words()
    assert "31 Jul 2026before the plan began" in words


def test_a_pace_is_told_in_the_direction_that_is_asked_for(page: Page) -> None:
    words = page.words()
    assert "it must fall 0.38 points a quarter; over the last year its pace was 0.15" in words
    assert "it must rise 0.43 points a quarter; over the last year its pace was 0.55" in words
    assert "over the last year it moved the wrong way" in words


def test_limits_are_told(page: Page) -> None:
    words = page.words()
    assert "Progress Assurance is our reconstruction" in words
    assert "PRINCE2 is a trade mark of its owner, with whom this report has no link" in words
    assert "this locality’s own value" in words


def test_there_is_one_h1_first_and_no_level_is_skipped(page: Page) -> None:
    levels = [int(tag[1]) for tag in page.names() if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_first_thing_in_every_drawing_is_a_sentence_that_says_it(html: str) -> None:
    drawings = re.findall(r"<svg\b[^>]*>(.*?)</svg>", html, re.DOTALL)
    assert len(drawings) > 10
    for drawing in drawings:
        title = re.match(r"<title>([^<]+)</title>", drawing)
        assert title is not None
        assert title[1].rstrip().endswith(".")


def test_header_cells_say_what_they_head(page: Page) -> None:
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")


def test_the_page_runs_no_script_and_asks_nobody_for_anything(html: str, page: Page) -> None:
    assert not {"script", "img", "link", "iframe", "object"} & set(page.names())
    assert not re.search(r"url\((?![\"']?data:)", html)
    assert "@import" not in html


def test_text_from_a_plan_stays_text(spoilt: Callable[[str], Assessment]) -> None:
    spoilt_page = Page(render_html(spoilt(HOSTILE)))
    assert not {"script", "img"} & set(spoilt_page.names())
    assert not any(name.startswith("on") for _, attrs in spoilt_page.tags for name in attrs)
    assert "<script>alert(1)</script>" in spoilt_page.text
    assert "{{7*7}}" in spoilt_page.text
    assert spoilt_page.names().count("style") == 1
    assert not re.search("[\x01\x07\x0b\x85\u2028\u202e]", spoilt_page.text)


def test_a_source_becomes_a_link_only_with_a_web_address(assessment: Assessment) -> None:
    sources = (
        Source(key="a", title="A report", address="https://example.org/a"),
        Source(key="b", title="A trap", address="javascript:alert(1)"),
    )
    linked = Page(render_html(assessment.model_copy(update={"sources": sources})))
    links = [attrs["href"] or "" for tag, attrs in linked.tags if tag == "a"]
    leading_out = [link for link in links if not link.startswith("#")]
    assert leading_out == ["https://example.org/a"]
    assert "A trap" in linked.text


def test_a_text_of_forty_thousand_characters_is_cut_and_says_so(assessment: Assessment) -> None:
    long = assessment.lines[0].model_copy(update={"title": "words " * 6_667})
    text = Page(render_html(assessment.model_copy(update={"lines": (long,)}))).words()
    assert "… (cut here; 40,001 characters in the attached review)" in text
    assert len(text) < 40_000


def test_parts_without_data_are_one_sentence_and_no_table_is_empty(bare: Assessment) -> None:
    html = render_html(bare)
    words = Page(html).words()
    assert not re.search(r"<tbody>\s*</tbody>", html)
    for sentence in (
        "The plan names no outcome, so nothing is rated outcome by outcome.",
        "The findings ask for no decision of the board.",
        "The plan gives no days of work, so nobody’s load can be counted.",
        "No row of the plan was read as an action.",
        "Neither SWOT nor PESTELO was answered for this review.",
        "No rule fired",
    ):
        assert sentence in words


@pytest.mark.parametrize(
    ("many", "says"),
    [(22, "1 further factor is in the attached review."),
     (23, "2 further factors are in the attached review.")],
)  # fmt: skip
def test_factors_that_find_no_row_are_counted(many: int, says: str, assessment: Assessment) -> None:
    factors = (assessment.measures.pestelo[:1] * many)[:many]
    measures = assessment.measures.model_copy(update={"pestelo": factors})
    assert says in render_html(assessment.model_copy(update={"measures": measures}))


def test_an_outcome_without_indicator_says_that_its_course_cannot_be_known(
    assessment: Assessment,
) -> None:
    measures = assessment.measures.model_copy(update={"trajectories": (), "loads": ()})
    text = Page(render_html(assessment.model_copy(update={"measures": measures}))).words()
    assert text.count("No indicator measures this outcome") == 3


def test_actions_of_no_outcome_are_shown_once(assessment: Assessment) -> None:
    loose = assessment.model_copy(update={"measures": Measures(actions=14, open_actions=13)})
    text = Page(render_html(loose)).words()
    assert "All actions 14 actions" in text
    assert text.count("Create 120 supported internships") == 1


def test_the_same_assessment_gives_the_same_page(assessment: Assessment, html: str) -> None:
    assert render_html(assessment) == html


def test_the_full_edition_says_that_it_is_internal(assessment: Assessment) -> None:
    assert "internal, not for publication" in render_html(assessment, edition="full")


def test_paper_leaves_out_what_only_a_screen_can_unfold(assessment: Assessment) -> None:
    assert "details" in Page(render_html(assessment)).names()
    assert "details" not in Page(render_html(assessment, medium="paper")).names()


def test_what_is_set_aside_stays_in_sight_and_apart(asides: Assessment) -> None:
    words = Page(render_html(asides)).words()
    assert "computed from 14 findings" in words
    assert "1 finding set aside is not counted: see the annex." in words
    assert "9 high, 4 medium, 1 low; 1 more set aside" in words
    assert "RES-03 Money in doubt, mediumset aside until 31 Jan 2027" in words
    assert "The bid is decided in January" in words
    assert "Programme manager30 Sep 2026" in words
    assert "31 Jan 2027in force" in words


def test_a_set_aside_that_has_lapsed_says_so_where_its_finding_stands(asides: Assessment) -> None:
    words = Page(render_html(asides)).words()
    assert "Was set aside until 30 Sep 2026; counts again" in words
    assert "30 Sep 2026expired; the finding counts again" in words


def test_a_set_aside_that_nothing_answers_to_is_listed(asides: Assessment) -> None:
    words = Page(render_html(asides)).words()
    assert "TIM-023.1nothing any moreDates follow the budget" in words
    assert "31 Mar 2027no longer found" in words


def test_a_review_that_sets_nothing_aside_does_not_speak_of_it(page: Page) -> None:
    assert "set aside" not in page.words().casefold()


def test_no_shipped_template_asks_for_a_filter_or_a_test_that_there_is_not() -> None:
    # Jinja finds it out only when the line is reached, which may be in one plan of a hundred.
    environment = _environment(shelf.templates(), PLAIN)
    unknown = []
    for name in environment.list_templates(extensions=["j2", "css"]):
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        tree = environment.parse(source)
        unknown += [(name, f.name) for f in tree.find_all(nodes.Filter)
                    if f.name not in environment.filters]  # fmt: skip
        unknown += [(name, t.name) for t in tree.find_all(nodes.Test)
                    if t.name not in environment.tests]  # fmt: skip
    assert unknown == []
