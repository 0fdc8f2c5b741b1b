"""The cabinet's progress report: tasks of high impact by priority and status, and why behind."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from assure.assess.progress import progress
from assure.model.actions import Action, ProgressNote
from assure.model.assessment import Assessment
from assure.model.measures import PriorityProgress
from assure.model.outcomes import Priority
from assure.model.plan import Plan
from assure.model.review import Review
from assure.model.values import Status, When, WhenKind
from assure.report.charts import mm
from assure.report.fit import width_of
from assure.report.kinds import Material
from assure.report.kinds.cabinet_progress import (
    KIND,
    MOST,
    columns,
    heading,
    lacks,
    news,
    parts,
    title,
)
from assure.service.report import html_of

SAFE = Priority(key="P1", ref="P1", title="Safe streets")
HIGH = {"P1": "high"}


def task(ref: str, status: Status, due: str = "2027-03-31", **fields: object) -> Action:
    day = dt.date.fromisoformat(due)
    return Action(
        key=ref, ref=ref, title=f"Task {ref}", status=status, impact=HIGH,
        due=When(kind=WhenKind.DAY, earliest=day, latest=day, text=due), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def material(bare: Assessment, review: Review, *actions: Action) -> Material:
    plan = Plan(
        key="p", title="Plan", period_start=dt.date(2025, 4, 1), priorities=(SAFE,), actions=actions
    )
    found = progress(plan, 6, bare.as_of)
    measures = bare.measures.model_copy(update={"progress": found, "quarter_told": 6})
    return Material(
        review.model_copy(update={"plan": plan}), bare.model_copy(update={"measures": measures})
    )


def told(**counts: int) -> PriorityProgress:
    named = {status.replace("_", " ").capitalize(): count for status, count in counts.items()}
    return PriorityProgress(
        ref="P1", title="", tasks=sum(counts.values()), counts=named, open=0, told=0
    )


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            {"completed": 1, "in_progress": 10},
            "Of 11 tasks one is completed and 10 are in progress",
        ),
        ({"completed": 0, "delayed": 1}, "The one task is delayed"),
        ({"delayed": 2}, "Both tasks are delayed"),
        ({"delayed": 4}, "All four tasks are delayed"),
        ({}, "No task has a high impact on this priority"),
    ],
)
def test_a_heading_counts_by_status(counts: dict[str, int], words: str) -> None:
    assert heading(told(**counts)) == words


def test_a_heading_tells_of_what_its_statuses_hide(bare: Assessment, review: Review) -> None:
    """A task in progress may be past its date, which the heading must not pass over."""
    late = task("1", Status.IN_PROGRESS, "2026-10-01")
    made = material(bare, review, late, task("2", Status.DELAYED, "2026-10-01"))
    (part,) = parts(made.review, made.assessment)
    assert part.heading == (
        "Of two tasks one is in progress and one is delayed; one is past its date"
    )


def test_a_date_before_the_plan_is_not_counted_in_days(bare: Assessment, review: Review) -> None:
    made = material(bare, review, task("1", Status.IN_PROGRESS, "2017-06-30"))
    page = html_of(KIND, made)
    assert "before the plan began" in page
    assert "days late" not in page


def test_those_behind_stand_first_with_their_reason(bare: Assessment, review: Review) -> None:
    made = material(
        bare,
        review,
        task("1", Status.COMPLETED, evidence="Report of March"),
        task("2", Status.IN_PROGRESS, notes=(ProgressNote(quarter=6, text="Half done"),)),
        task("3", Status.IN_PROGRESS, "2026-10-01"),
        task("4", Status.DELAYED, reason="The builder failed", other={"Support needed": "Money"}),
    )
    (part,) = parts(made.review, made.assessment)
    assert [(row.ref, row.says) for row in part.tasks] == [
        ("4", "The builder failed"),
        ("3", ""),
        ("2", "Half done"),
        ("1", "Report of March"),
    ]
    page = html_of(KIND, made)
    assert "No reason is told." in page
    assert "30 days late" in page
    assert "support needed: Money" in page
    assert title(made.assessment.measures.progress) == "Two tasks are behind"


def test_the_five_statuses_head_the_table(bare: Assessment, review: Review) -> None:
    made = material(bare, review, task("1", Status.IN_PROGRESS))
    five = ("Completed", "In progress", "Delayed", "Not yet due", "No longer relevant")
    assert columns(made.assessment.measures.progress) == five
    held = material(bare, review, task("1", Status.PAUSED), task("2", Status.UNKNOWN))
    assert columns(held.assessment.measures.progress) == (*five, "On hold", "Not told")


def test_no_head_of_a_status_is_broken(bare: Assessment, review: Review) -> None:
    held = material(bare, review, task("1", Status.PAUSED), task("2", Status.UNKNOWN))
    page = html_of(KIND, held, "paper")
    assert '<table class="stacks gap many">' in page
    share, *_ = re.findall(r'<col style="width:(9\.\d+)%">', page)
    room = mm(176 * float(share) / 100 - 1.5)  # less the space that .many keeps between columns
    words = [word for head in columns(held.assessment.measures.progress) for word in head.split()]
    assert max(width_of(word, 8.5, "600") for word in words) <= room


def test_it_says_what_is_not_told_of_the_quarter(bare: Assessment, review: Review) -> None:
    made = material(bare, review, task("1", Status.IN_PROGRESS))
    assert news(made.review, made.assessment) == (
        "The news is of Jul to Sep 2026, quarter 6 of the plan. Nothing is told of one open task "
        "of P1."
    )
    assert news(review, bare).startswith("The plan has no quarter to report on yet")


def test_a_plan_that_does_not_say_what_actions_do_is_refused(
    bare: Assessment, review: Review
) -> None:
    assert "fill in the sheets Priorities and Impact" in lacks(Material(review, bare))


def test_nothing_behind_is_said(bare: Assessment, review: Review) -> None:
    made = material(bare, review, task("1", Status.IN_PROGRESS))
    assert "No task with a high impact is behind" in html_of(KIND, made)


def test_hostile_words_stay_words(bare: Assessment, review: Review) -> None:
    bad = "<script>x</script>"
    hostile = task("1", Status.DELAYED, reason=bad, other={"Support needed": bad})
    made = material(bare, review, hostile.model_copy(update={"title": bad}))
    assert bad not in html_of(KIND, made)


def test_of_many_tasks_those_behind_are_told_and_the_others_counted(
    bare: Assessment, review: Review
) -> None:
    fine = [task(f"1.{n}", Status.IN_PROGRESS) for n in range(MOST)]
    behind = [task(f"2.{n}", Status.DELAYED) for n in range(3)]
    many = material(bare, review, *fine, *behind)
    (part,) = parts(many.review, many.assessment)
    assert [one.ref for one in part.tasks[:4]] == ["2.0", "2.1", "2.2", "1.0"]
    assert (len(part.tasks), part.left) == (MOST, 3)
    html = html_of(KIND, many, "paper")
    assert "3 further tasks of this priority are counted above" in html


def test_priorities_without_a_task_stand_in_one_list(bare: Assessment, review: Review) -> None:
    one = material(bare, review, task("1.1", Status.IN_PROGRESS))
    empty = tuple(
        PriorityProgress(ref=ref, title=f"Priority {ref}", tasks=0, counts={}, open=0, told=0)
        for ref in ("P2", "P3")
    )
    measures = one.assessment.measures
    both = measures.model_copy(update={"progress": (*measures.progress, *empty)})
    html = html_of(
        KIND,
        Material(one.review, one.assessment.model_copy(update={"measures": both})),
        "paper",
    )
    assert "No task has a high impact on these priorities" in html
    assert html.count("No task has a high impact") == 1
