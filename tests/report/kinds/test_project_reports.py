"""Highlight, exception and end of stage: what the plan's projects and a health check tell."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from docx import Document
from tests.report.aloud import Aloud
from tests.report.kinds.forms import (
    HOSTILE,
    action,
    answering,
    by,
    demonstration,
    material,
    plan,
    post,
    word_words,
    words,
)
from tests.report.test_origins import without_origin

from assure.model.plan import Plan
from assure.model.registers import Project, Risk
from assure.model.values import Rag, Status
from assure.report.kinds import Kind, Material, highlight, kind_named
from assure.report.pdf import write_pdf
from assure.report.projects import checked_project, limits_of
from assure.service.report import html_of, page_with_origins

HIGHLIGHT, EXCEPTION, END = map(kind_named, ("highlight", "project-exception", "end-stage"))
ALL = (HIGHLIGHT, EXCEPTION, END)
PAST, AHEAD = by(dt.date(2026, 9, 30)), by(dt.date(2027, 6, 30))


def project(ref: str = "PJ1", title: str = "Centre", **more: Any) -> Project:
    given = {
        "lead": post("Head of Housing"),
        "sponsor": post("Director of Place"),
        "end": AHEAD,
        "status": Status.IN_PROGRESS,
        **more,
    }
    return Project(key=ref, ref=ref, title=title, **given)


def with_projects(*projects: Project, **more: Any) -> Plan:
    work = action("1", due=AHEAD, status=Status.IN_PROGRESS, milestones="Roof on")
    return plan(work, projects=projects, **more)


def limit(aspect: str = "time", limit: float = 28, forecast: float = 42, **more: Any) -> Any:
    entry = {"aspect": aspect, "measured": "Days", "bound": "at_most", **more}
    return {**entry, "limit": limit, "forecast": forecast}


def checked(made: Plan, *limits: Any, **more: Any) -> Material:
    values = {"project": "PJ1 Centre", "tolerances": limits, **more}
    return material(made, **answering("prince2", **values))


@contextlib.contextmanager
def paper_of(kind: Kind, made_from: Material) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(write_pdf(html_of(kind, made_from, "paper")))) as pdf:
        yield pdf


def test_the_highlight_report_of_the_demonstration() -> None:
    text = words(HIGHLIGHT, demonstration())
    assert (
        "Eight projects are open; PJ6 Empty homes is past its end; "
        "PJ1 Family Support Centre is forecast to pass a limit." in text
    )
    assert "One of nine projects is done" in text
    assert "No limits are given for PJ2 Bus corridors" in text


def test_of_the_demonstration_it_takes_four_pages_and_no_more() -> None:
    with paper_of(HIGHLIGHT, demonstration()) as pdf:
        assert len(pdf.pages) == 4


def test_a_word_and_its_sign_stand_on_one_line() -> None:
    reported = (
        (Status.COMPLETED, None, "Complete"),
        (Status.IN_PROGRESS, None, "Not reported"),
        (Status.IN_PROGRESS, Rag.AMBER_GREEN, "Amber-Green"),
    )
    works = [
        action(str(number), due=AHEAD, status=status, rag=rag)
        for number, (status, rag, _) in enumerate(reported, 1)
    ]
    made = plan(*works, projects=(project(actions=("1", "2", "3")),))
    with paper_of(HIGHLIGHT, material(made)) as pdf:
        read = Aloud(pdf)
        lines = {read.words(cell): len(read.kids(cell)) for cell in read.of_kind("/TD")}
    assert {words: lines.get(words) for *_, words in reported} == {
        words: 1 for *_, words in reported
    }


def test_a_project_of_few_words_is_not_torn_over_two_pages() -> None:
    parts = {part.topic: part for part in highlight.form_of(demonstration()).parts}
    assert parts["PJ6"].whole
    assert not parts["PJ1"].whole  # it has limits, and is longer


def test_a_table_of_two_columns_needs_no_head_before_each_value_on_a_phone() -> None:
    page = html_of(END, demonstration())
    assert 'data-head="As it stands"' not in page
    assert 'data-head="Forecast"' in page


def test_a_project_on_course_is_told_so() -> None:
    made = with_projects(project(actions=("1",)))
    text = words(HIGHLIGHT, material(made))
    assert "One project is open; it is not past its end" in text
    assert "Roof on" in text


def test_of_many_projects_the_number_that_is_not_named_has_its_origin() -> None:
    late = [project(f"PJ{n}", "Centre for families", end=PAST) for n in range(1, 7)]
    made = material(with_projects(*late))
    assert without_origin(page_with_origins(HIGHLIGHT, made)) == []
    assert "PJ4 Centre for families and 2 more are past their end" in words(HIGHLIGHT, made)


def test_its_work_and_its_risks_are_those_of_its_actions() -> None:
    mine = Risk(key="R1", ref="R1", text="No builder", score=16, actions=("1",))
    other = Risk(key="R2", ref="R2", text="Floods", actions=("2",))
    made = with_projects(project(actions=("1",)), risks=(mine, other))
    text = words(HIGHLIGHT, material(made))
    assert "R1: No builder (score 16); no owner" in text
    assert "Floods" not in text


def test_a_forecast_on_its_limit_is_within_it() -> None:
    made = with_projects(project())
    made_from = checked(made, limit(limit=28, forecast=28), limit("cost", 10, 11, raised=False))
    on, beyond = limits_of(made_from.review)
    assert (on.beyond, beyond.beyond) == (False, True)
    assert "Beyond its limit not raised" in words(EXCEPTION, made_from)


def test_at_least_runs_the_other_way() -> None:
    made_from = checked(with_projects(project()), limit("scope", 12, 11, bound="at_least"))
    assert limits_of(made_from.review)[0].beyond
    assert "The forecast for scope is beyond its limit." in words(END, made_from)


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("PJ1", "PJ1"),
        ("the centre (pj1)", "PJ1"),
        ("Centre", "PJ1"),
        ("PJ10", None),  # no project of the plan
        ("Something else", None),
    ],
)
def test_which_project_was_looked_at(said: str, ref: str | None) -> None:
    made = with_projects(project(), project("PJ2", "Depot"))
    found = checked_project(checked(made, project=said).review)
    assert (found.ref if found else None) == ref


def test_nothing_off_course_is_said_plainly() -> None:
    text = words(EXCEPTION, material(with_projects(project(actions=("1",)))))
    assert "The one open project is not off course." in text
    assert "Every open project is on course." in text


def test_a_project_past_its_end_has_room_for_options() -> None:
    text = words(EXCEPTION, material(with_projects(project(end=PAST, actions=("1",)))))
    assert "The one open project is off course: PJ1 Centre." in text
    assert "Options, to be filled in by its lead" in text


def test_a_slip_of_the_pen_makes_no_action_late() -> None:
    """Action 6.8 is due 30 June 2017, before the plan began: its project is off course for more."""
    text = words(EXCEPTION, demonstration())
    assert "Electric buses: a high finding stands against it" in text
    assert "30 Jun 2017 before the plan began" in text


def test_news_is_told_by_its_months() -> None:
    assert "31 homes told for Jul to Sep 2026" in words(HIGHLIGHT, demonstration())


def test_the_day_of_evidence_stands_once_where_it_is_the_same() -> None:
    text = words(END, demonstration())
    assert "Evidence of 21 Oct 2026" in text
    assert "Highlight report of 11 October 2026 Do managers" in text


def test_the_end_of_a_stage_asks_whether_to_go_on() -> None:
    text = words(END, demonstration())
    assert "The forecast for time is beyond its limit; three other limits are kept." in text
    assert "It was brought up to date at the last stage end, and going on was a decision." in text
    assert "Does it go on?" in text


def test_a_project_that_is_not_on_the_list_says_what_is_missing() -> None:
    text = words(END, checked(plan(action("1")), project="The bridge"))
    assert "The bridge" in text
    assert "The project is not on the plan’s list of projects" in text
    assert "not answered" in text


def test_without_projects_or_answers_each_says_what_to_do() -> None:
    bare = material(plan(action("1")))
    for kind in (HIGHLIGHT, EXCEPTION):
        assert "add a sheet “Projects”" in kind.lacks(bare)
    assert END.lacks(bare).endswith("assure ask prince2.")


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.key)
def test_none_claims_to_follow_a_method(kind: Any) -> None:
    assert "does not claim to follow any method" in words(kind, demonstration())


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.key)
def test_the_word_document_says_the_same(kind: Any) -> None:
    assert "PJ1" in word_words(kind, demonstration())


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.key)
def test_hostile_words_stay_words(kind: Any) -> None:
    made = with_projects(project(title=HOSTILE, end=PAST, actions=("1",)))
    page = html_of(kind, checked(made, limit(measured=HOSTILE), project=f"PJ1 {HOSTILE}"))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_word_document_has_room_between_tables_and_no_more() -> None:
    assert EXCEPTION.word is not None
    body = Document(io.BytesIO(EXCEPTION.word(demonstration()))).element.body
    kinds = [element.tag.rpartition("}")[2] for element in body]
    assert ("tbl", "tbl") not in set(pairwise(kinds))
    blank = [e for e in body if e.tag.endswith("}p") and not "".join(e.itertext()).strip()]
    assert not blank


def test_room_to_write_is_not_torn_in_a_word_document() -> None:
    assert END.word is not None
    document = Document(io.BytesIO(END.word(demonstration())))
    rooms = [table for table in document.tables if table.cell(0, 0).text == "No."]
    assert len(rooms) == 3  # the stage that ends, the next one, and the decision
    for room in rooms:
        heads = [row.cells[0].paragraphs[0].paragraph_format for row in room.rows]
        assert [bool(head.keep_with_next) for head in heads] == [True, True, False]


def test_closing_words_are_not_left_alone_on_a_page() -> None:
    assert HIGHLIGHT.word is not None
    *_, before, closing = Document(io.BytesIO(HIGHLIGHT.word(demonstration()))).paragraphs
    assert closing.text.startswith("The partnership writes this report for itself")
    assert before.paragraph_format.keep_with_next


def test_the_days_of_the_projects_actions_are_drawn_and_of_no_other() -> None:
    work = [action(ref, due=AHEAD, status=Status.IN_PROGRESS) for ref in ("1", "2")]
    made = plan(*work, projects=(project(actions=("1",)),))
    page = html_of(HIGHLIGHT, material(made))
    drawn = page[page.index('id="ahead-title"') :]
    assert "One deadline until" in drawn
    assert "<details>" in drawn
    assert ">1 " in drawn
    assert ">2 " not in drawn


def test_projects_without_actions_draw_no_days() -> None:
    made = plan(action("1", due=AHEAD), projects=(project(),))
    assert 'id="ahead-title"' not in html_of(HIGHLIGHT, material(made))


def test_a_plan_without_projects_says_what_is_told_instead() -> None:
    text = words(HIGHLIGHT, checked(plan(action("1")), limit()))
    assert "The plan lists no projects" in text
    assert "told of one project in the answers to PRINCE2" in text
