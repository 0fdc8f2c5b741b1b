"""The action plan: three parts, in the form of the guidance on action planning."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter

import pikepdf
from tests.report.aloud import Aloud
from tests.report.kinds.forms import (
    HOSTILE,
    action,
    by,
    demonstration,
    material,
    plan,
    post,
    word_words,
    words,
)

from assure.model.actions import ProgressNote
from assure.model.outcomes import Outcome, Priority
from assure.model.plan import Plan
from assure.model.values import Rag, Status
from assure.report.forms import Table
from assure.report.kinds import kind_named
from assure.report.kinds.action_plan import form_of
from assure.report.pdf import write_pdf
from assure.service.report import html_of

KIND = kind_named("action-plan")
YEAR = {"period_start": dt.date(2025, 4, 1), "period_end": dt.date(2028, 3, 31)}


def small(**more: object) -> Plan:
    told = action(
        "1.1",
        outcomes=("1",),
        owner=post("Head of Housing"),
        due=by(dt.date(2026, 12, 31)),
        status=Status.IN_PROGRESS,
        rag=Rag.AMBER,
        reason="Awaiting consent",
        contract=True,
        statutory=True,
        notes=(ProgressNote(quarter=2, text="Site found"), ProgressNote(quarter=6, text="Let")),
        impact={"P1": "high", "P2": "none"},
    )
    return plan(
        told,
        outcomes=(Outcome(key="1", ref="1", title="Warm homes"),),
        priorities=(
            Priority(key="P1", ref="P1", title="Homes"),
            Priority(key="P2", ref="P2", title="Health"),
        ),
        **{**YEAR, **more},
    )


def test_its_three_parts_stand_in_their_order() -> None:
    text = words(KIND, demonstration())
    places = [text.index(f"Part {number}: ") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert "50 actions for six outcomes" in text


def test_a_task_tells_who_when_and_what_it_is_marked() -> None:
    text = words(KIND, material(small()))
    assert "The one action names one post to answer for it" in text
    assert "Head of Housing" in text
    assert "31 Dec 2026" in text
    assert "Marked as contract and statutory" in text


def test_the_schedule_shows_the_year_and_what_was_told_before() -> None:
    text = words(KIND, material(small()))
    assert "Q5 Apr to Jun 2026" in text
    assert "Q8 Jan to Mar 2027" in text
    assert "Q9" not in text
    assert "Q2 Site found" in text
    assert "nothing told" in text  # quarter 5
    assert "to come" in text  # quarter 8
    assert "Awaiting consent" in text


def test_every_quarter_has_room_for_a_day_on_one_line() -> None:
    (schedule,) = form_of(material(small())).parts[1].blocks
    assert isinstance(schedule, Table)
    share = {column.head: column.share for column in schedule.columns}
    assert share["Q5"] == share["Q8"] >= 9
    assert sum(share.values()) == 100


def test_without_a_period_all_that_was_told_stands_in_one_column() -> None:
    text = words(KIND, material(small(period_start=None, period_end=None)))
    assert "Told so far" in text
    assert "Q2 Site found Q6 Let" in text


def test_an_action_that_serves_no_priority_is_named() -> None:
    both = small()
    idle = action("1.2", "Write a newsletter", impact={"P1": "none"})
    text = words(KIND, material(both.model_copy(update={"actions": (*both.actions, idle)})))
    assert "One action serves no priority" in text
    assert "No impact on any priority is given for 1.2." in text


def test_a_plan_without_impact_says_so() -> None:
    text = words(KIND, material(plan(action("1"))))
    assert "The plan holds no impact assessment" in text
    assert "The one action does not name one post to answer for it" in text


def test_a_plan_without_actions_makes_none() -> None:
    assert KIND.lacks(material(plan())).startswith("The plan has no actions to write out")


def test_hostile_words_stay_words() -> None:
    page = html_of(KIND, material(plan(action("1", HOSTILE, how=HOSTILE, milestones=HOSTILE))))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_the_word_document_says_the_same() -> None:
    text = word_words(KIND, material(small()))
    assert "Part 2: quarterly monitoring schedule" in text
    assert "Q2 Site found" in text
    assert "High" in text


def test_a_table_that_runs_on_says_of_which_outcome_it_is() -> None:
    page = html_of(KIND, demonstration())
    assert page.count('<th scope="col">Action, outcome 3') == 3  # once in each part
    assert page.count('<th scope="col">Action<') == 3  # the actions of no outcome


def test_no_page_is_kept_for_an_impact_that_nobody_gave() -> None:
    assert [part.page for part in form_of(material(plan(action("1")))).parts] == [
        False,
        True,
        False,
    ]


def test_no_page_of_the_demonstration_holds_one_row_alone() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(html_of(KIND, demonstration(), "paper")))) as pdf:
        read = Aloud(pdf)
        rows = Counter(
            read.page(row) for row in read.of_kind("/TR") if str(read.children(row)[-1].S) == "/TD"
        )
        assert len(rows) == len(pdf.pages)
        assert min(rows.values()) > 1


def test_what_stands_first_in_a_cell_stands_beside_its_head_on_a_telephone() -> None:
    """And what stands below other words stays below them."""
    page = html_of(KIND, material(small()))
    assert '<span class="under leads">to come</span>' in page
    assert '<span class="line leads"><b>Q2</b> Site found</span>' in page
    assert '<span class="under">due 31 Dec 2026</span>' in page
