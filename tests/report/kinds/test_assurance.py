"""The assurance report beside the review before: where each rating stood, and what was promised."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path

from assure.model.links import Timeline
from assure.report.kinds import Material, kind_named
from assure.service.compare import Chosen, against, compared
from assure.service.demo import review_of
from assure.service.judge import for_edition, judge
from assure.service.report import html_of
from assure.shelf.settings import Settings

KIND = kind_named("assurance")


@cache
def a_year_on() -> Material:
    older, newer = review_of("mid-year-2026"), review_of("annual-2027")
    review = for_edition(newer, "board")
    comparison = compared(Chosen(older, newer), Settings(), edition="board")
    return Material(review, judge(review), "board", comparison)


def summary(material: Material) -> str:
    """The words of the first page."""
    html = html_of(KIND, material, "paper")
    (first,) = re.findall(r'(?s)<section class="part first" id="summary">.*?</section>', html)
    return " ".join(re.sub(r"<[^>]+>", " ", first).split())


def test_the_first_page_says_what_each_rating_was_and_what_became_of_promises() -> None:
    text = summary(a_year_on())
    comparison = a_year_on().comparison
    assert comparison is not None
    assert "Since 31 Oct 2026: Two ratings are better and two are worse." in text
    assert "Promises: 2 kept, 1 kept late, 1 late, 1 broken, 1 overtaken." in text
    assert text.count("as before") == 2  # the whole plan, by the reviewer and by the rules
    moved = [
        rating
        for rating in comparison.ratings
        if rating.subject == "outcome"
        and rating.what in ("plan quality", "judged")
        and rating.before is not rating.after
    ]
    assert text.count("was Amber-Red") + text.count("was Green") == len(moved) == 3


def test_without_a_review_before_nothing_is_said_of_one() -> None:
    text = summary(dataclasses.replace(a_year_on(), comparison=None))
    assert "Since 31 Oct 2026" not in text
    assert "as before" not in text
    assert "Promised last time: 2 kept" in text


def test_a_plan_without_a_day_to_keep_still_shows_what_ties_its_outcomes() -> None:
    made = a_year_on()
    measures = made.assessment.measures.model_copy(update={"timeline": Timeline()})
    undated = made.assessment.model_copy(update={"measures": measures})
    html = html_of(KIND, dataclasses.replace(made, assessment=undated))
    assert 'id="ahead"' not in html
    (capacity,) = re.findall(r'(?s)<section class="part flows" id="capacity">.*?</section>', html)
    assert "What ties outcomes together" in capacity


def test_the_action_table_which_lies_across_comes_last() -> None:
    """So that no page before it is left half empty."""
    html = html_of(KIND, a_year_on(), "paper")
    parts = re.findall(r'<section class="part[^"]*" id="([^"]+)">', html)
    assert parts[-6:] == ["capacity", "ahead", "swot", "annex", "behind", "actions"]


def outcome(material: Material, number: int) -> str:
    """The words of an outcome's pages."""
    html = html_of(KIND, material, "paper")
    (found,) = re.findall(rf'(?s)<section [^>]*id="outcome-{number}">.*?</section>', html)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_an_outcome_says_what_its_ratings_were_and_what_it_rests_on() -> None:
    text = outcome(a_year_on(), 5)
    assert "Red was Amber-Red" in text  # plan quality
    assert "RR2 Private rents go on rising and fill temporary accommodation Scored 20;" in text
    assert "A6 Private rents rise by no more than 3% a year Last checked" in text
    assert "The plan lists no open risk to this outcome." in outcome(a_year_on(), 1)


def test_an_outcome_may_begin_where_its_chart_has_no_room_left() -> None:
    """Its heading and ratings keep together; the chart may follow on the next page."""
    html = html_of(KIND, a_year_on(), "paper")
    begin = r'(?s)<section class="part[^>]*id="outcome-\d+">\s*<div class="keep">(.*?)<figure'
    begins = re.findall(begin, html)
    assert len(begins) == 6
    for words in begins:
        assert words.count("<div") == words.count("</div>") - 1, "the keeping ends before the chart"


def test_the_averages_of_areas_have_one_decimal_each() -> None:
    """So that 2.0 stands below 2.6 as a figure of the same kind."""
    averages = re.findall(r'data-head="Average"[^>]*>(.*?)</td>', html_of(KIND, a_year_on()))
    figures = [re.sub(r"<[^>]+>", "", average) for average in averages]
    assert "2.0" in figures
    assert all(re.fullmatch(r"\d\.\d", figure) for figure in figures)


def test_on_a_telephone_the_months_of_actions_are_moved_along_not_shrunk() -> None:
    html = html_of(KIND, a_year_on())
    (capacity,) = re.findall(r'(?s)<section class="part flows" id="capacity">.*?</section>', html)
    assert re.search(
        r'<div class="scroll" role="group" tabindex="0" aria-label="[^"]+"><svg', capacity
    )


def test_the_loads_go_on_to_the_next_page_four_by_four() -> None:
    html = html_of(KIND, a_year_on(), "paper")
    rows = html.split('<div class="row-of-loads">')[1:]
    assert [row.count('<div class="load">') for row in rows] == [4, 4, 3]


def test_a_long_worry_keeps_what_is_wrong() -> None:
    """It is cut where it names the thing, for what is wrong with it comes last."""
    made = a_year_on()
    long = f"Indicator I8, {'households in temporary homes ' * 12}, has gone the wrong way."
    worried = made.assessment.model_copy(update={"worries": (long,)})
    text = summary(dataclasses.replace(made, assessment=worried))
    assert "Indicator I8, households" in text
    assert "has gone the wrong way." in text
    assert long not in text


def test_with_promises_to_tell_what_goes_well_stands_beside_them() -> None:
    """So that the first page tells its worries whole."""
    assert "Going well" not in summary(a_year_on())
    assert "…" not in summary(a_year_on()).split("Worries")[1]
    html = html_of(KIND, a_year_on(), "paper")
    (second,) = re.findall(r'(?s)<section class="part" id="promises">.*?</section>', html)
    assert "Going well" in second


def test_a_review_in_a_file_needs_no_database(tmp_path: Path) -> None:
    """It names the review before, which is nowhere to be had: that keeps no report from it."""
    review = review_of("annual-2027")
    assert review.previous is not None
    assert against(review, None, str(tmp_path / "none.db"), Settings()) is None
