"""Ratings over time and reviewers' views in a paper for a committee."""

from __future__ import annotations

import re

from tests.report.test_kinds import material
from tests.report.test_over_time import AG, AR, G, R, course

from assure.model.assessment import Assessment
from assure.report.committee import Para, Section, Table
from assure.report.committee_course import REVIEWS, ROWS, sections
from assure.report.kinds import kind_named
from assure.service.report import html_of


def told(section: Section) -> tuple[str, Table]:
    said, table = section.blocks
    assert isinstance(said, Para)
    assert isinstance(table, Table)
    return said.text, table


def test_each_review_has_a_column_of_ratings(assessment: Assessment) -> None:
    alone = assessment.model_copy(
        update={"measures": assessment.measures.model_copy(update={"spreads": ()})}
    )
    (section,) = sections(course((R, AG), (G, AR), whole=(R, AR)), alone, "board")
    said, table = told(section)
    assert section.title == "Ratings over time"
    assert said.startswith("One of two outcomes is worse than in January 2026")
    assert len(table.heads) == 3
    assert [cell.text for cell in table.rows[0]] == ["The whole plan", "Red", "Amber-Red"]
    assert [cell.sign for cell in table.rows[0][1:]] == ["rag-red", "rag-amber-red"]


def test_of_many_outcomes_those_that_moved_are_shown(assessment: Assessment) -> None:
    still, moved = [(G, G)] * 12, [(R, G)] * 2
    section = sections(course(*still, *moved, whole=(R, R)), assessment, "board")[0]
    said, table = told(section)
    assert len(table.rows) == ROWS
    assert [row[0].text.split()[0] for row in table.rows[:3]] == ["The", "13", "14"]
    assert said.endswith("Eight others are left out.")


def test_of_many_reviews_the_last_are_shown(assessment: Assessment) -> None:
    section = sections(course((R, R, R, R, R, G)), assessment, "board")[0]
    assert len(told(section)[1].heads) == 1 + REVIEWS


def test_without_an_earlier_review_or_several_reviewers_there_is_no_section(
    assessment: Assessment,
) -> None:
    assert assessment.measures.spreads == ()
    assert sections(None, assessment, "board") == []
    assert sections(course((R,)), assessment, "board") == []


def test_the_page_draws_views_and_says_them_and_names_nobody() -> None:
    board = material("board")
    page = html_of(kind_named("board-paper"), board)
    part = page[page.index("How reviewers see delivery") :]
    rows = re.findall(r"<tr>.*?</tr>", part[: part.index("</table>")], re.DOTALL)[1:]
    assert 0 < len(rows) <= ROWS
    assert all("<svg" in row for row in rows)
    for row in rows:  # said once beside the drawing, in the last cell, so that rows stay low
        drawn, beside = re.findall(r"<td.*?</td>", row, re.DOTALL)
        assert drawn.endswith("</svg></td>")
        assert re.search(r'<span class="under">\d (Red|Amber|Green)', beside)
    (section,) = (s for s in sections(None, board.assessment, "board") if "reviewers" in s.title)
    for row in told(section)[1].rows:
        assert re.search(r"Red|Amber|Green", row[1].text)
        assert ":" not in row[1].text  # a role would stand after the rating


def test_the_full_edition_says_whose_each_view_is() -> None:
    full = material("full")
    (section,) = (s for s in sections(None, full.assessment, "full") if "reviewers" in s.title)
    assert all(":" in row[1].text for row in told(section)[1].rows)
