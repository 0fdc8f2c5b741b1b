"""Months, quarters and years as columns: the marked ones say from when to when."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from assure.intake import read_plan
from assure.intake.said import Said
from assure.model.values import WhenKind

YEAR = Said(period=(dt.date(2026, 4, 1), dt.date(2027, 3, 31)))
THREE_YEARS = Said(period=(dt.date(2025, 4, 1), dt.date(2028, 3, 31)))


def days(when):
    return when.earliest.isoformat(), when.latest.isoformat()


def codes(plan):
    return [problem.code for problem in plan.problems]


def workbook(tmp_path, rows, painted=(), merge=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, colour in painted:
        book.active[place].fill = PatternFill("solid", fgColor="FF" + colour)
    for area in merge:
        book.active.merge_cells(area)
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


GANTT = """
    Action           | Lead  | Apr | May | Jun | Jul | Jan
    Open the hub     | Clerk | x   | x   |     |     |
    Publish the plan | Clerk |     |     | ●   |     |
    Train wardens    | Clerk |     |     |     | ✓   | ✓
    Count the trees  | Clerk |     |     |     |     |
"""


def test_marks_under_months_are_the_dates_of_an_action(csv_plan):
    plan = read_plan(csv_plan(GANTT), YEAR)
    hub, publish, train, trees = plan.actions
    assert days(hub.due) == ("2026-04-01", "2026-05-31")
    assert hub.due.kind is WhenKind.RANGE
    assert hub.due.assumed == "from the marked columns Apr–May"
    assert hub.seen["due"].cell == "C2:D2"
    assert publish.due.kind is WhenKind.MONTH
    assert days(publish.due) == ("2026-06-01", "2026-06-30")
    assert days(train.due) == ("2026-07-01", "2027-01-31")
    assert trees.due.kind is WhenKind.MISSING
    assert "due" in plan.fields_present
    assert {c.letter for c in plan.columns if c.field == "due"} == set("CDEFG")


def test_months_without_a_year_are_told_and_not_guessed(csv_plan):
    for said in (Said(), THREE_YEARS):
        plan = read_plan(csv_plan(GANTT), said)
        assert plan.actions[0].due.kind is WhenKind.MISSING
        assert codes(plan).count("timeline-without-year") == 1


def test_a_date_in_words_goes_before_the_marks(csv_plan):
    table = """
        Action           | Due        | Apr 26 | May 26 | Jun 26
        Open the hub     | 30/09/2026 | x      |        |
        Publish the plan |            |        | x      | x
    """
    hub, publish = read_plan(csv_plan(table)).actions
    assert days(hub.due) == ("2026-09-30", "2026-09-30")
    assert days(publish.due) == ("2026-05-01", "2026-06-30")


def test_the_year_may_stand_over_the_months(tmp_path):
    rows = [
        ["Action", "Lead", "2026/27", None, None, None, None, None],
        [None, None, "Apr", "Dec", "Jan", "Feb", "Mar", None],
        ["Open the hub", "Clerk", "x", "x"],
        ["Publish the plan", "Clerk", None, None, None, "x", "x"],
    ]
    for merge in ((), ("C1:G1",), ("A1:A2", "B1:B2", "C1:G1")):
        hub, publish = read_plan(workbook(tmp_path, rows, merge=merge)).actions
        assert days(hub.due) == ("2026-04-01", "2026-12-31")
        assert days(publish.due) == ("2027-02-01", "2027-03-31")


def test_paint_marks_a_month_and_a_painted_row_or_column_does_not(tmp_path):
    rows = [["Action", "Lead", "Apr 26", "May 26", "Jun 26", "Jul 26"]]
    rows += [[f"Do the work of part {n}", "Clerk"] for n in range(4)]
    blue, grey = "4472C4", "D9D9D9"
    painted = [("C2", blue), ("D2", blue), ("E3", blue)]
    painted += [(f"F{n}", grey) for n in range(2, 6)]
    painted += [(f"{letter}4", "DDEBF7") for letter in "ABCDE"]
    one, two, three, four = read_plan(workbook(tmp_path, rows, painted)).actions
    assert days(one.due) == ("2026-04-01", "2026-05-31")
    assert one.seen["due"].text == "(painted)"
    assert days(two.due) == ("2026-06-01", "2026-06-30")
    assert three.due.kind is four.due.kind is WhenKind.MISSING


def test_a_word_merged_over_months_spans_them(tmp_path):
    rows = [
        ["Action", "Lead", "Apr 26", "May 26", "Jun 26", "Jul 26"],
        ["Open the hub", "Clerk", None, "Consult", None, "Go live"],
        ["Publish the plan", "Clerk", None, "Write up"],
    ]
    hub, publish = read_plan(workbook(tmp_path, rows, merge=("D3:E3",))).actions
    assert days(hub.due) == ("2026-05-01", "2026-07-31")
    assert days(publish.due) == ("2026-05-01", "2026-06-30")


@pytest.mark.parametrize(
    ("headings", "expected", "kind"),
    [
        ("Q1 | Q2 | Q3 | Q4", ("2026-07-01", "2026-09-30"), WhenKind.QUARTER),
        ("Q1 2026/27 | Q2 2026/27 | Q3 2026/27 | Q4 2026/27", ("2026-07-01", "2026-09-30"),
         WhenKind.QUARTER),
        ("2025/26 | 2026/27 | 2027/28 | 2028/29", ("2026-04-01", "2027-03-31"),
         WhenKind.FINANCIAL_YEAR),
    ],
)  # fmt: skip
def test_quarters_and_years_are_timelines_too(csv_plan, headings, expected, kind):
    table = f"Action | Lead | {headings}\nOpen the hub | Clerk | | ✓ | |\nMend it | Clerk | x |||"
    hub = read_plan(csv_plan(table), YEAR).actions[0]
    assert days(hub.due) == expected
    assert hub.due.kind is kind
    assert not hub.notes


def test_years_of_the_plan_count_from_its_start(csv_plan):
    table = "Action | Lead | Year 1 | Year 2 | Year 3\nOpen the hub | Clerk | | x | x"
    (hub,) = read_plan(csv_plan(table), THREE_YEARS).actions
    assert days(hub.due) == ("2026-04-01", "2028-03-31")


@pytest.mark.parametrize(
    "cells",
    [
        "Scope agreed with partners and tenders are out | x |",
        "Green | Amber | Green",
        "12 | 14 | 17",
        "On track | Delayed |",
        "£20k | £30k |",
    ],
)
def test_notes_figures_and_ratings_are_no_timeline(csv_plan, cells):
    for headings in ("Q1 | Q2 | Q3", "Apr 26 | May 26 | Jun 26"):
        table = f"Action | Lead | {headings}\nOpen the hub | Clerk | {cells}"
        (hub,) = read_plan(csv_plan(table), YEAR).actions
        assert hub.due.kind is WhenKind.MISSING


def test_quarterly_notes_stay_notes(csv_plan):
    table = "Action | Due | Q1 | Q2\nOpen the hub | 31/03/2027 | Site found | Lease signed"
    (hub,) = read_plan(csv_plan(table), YEAR).actions
    assert [note.quarter for note in hub.notes] == [1, 2]


def test_ratings_painted_month_by_month_are_told(tmp_path):
    rows = [["Action", "Lead", "Apr 26", "May 26", "Jun 26"], ["Open the hub", "Clerk"]]
    plan = read_plan(workbook(tmp_path, rows, [("C2", "00B050"), ("D2", "FF0000")]))
    assert plan.actions[0].due.kind is WhenKind.MISSING
    assert "timeline-of-colours" in codes(plan)


def test_work_without_an_end_is_told_among_the_years_or_in_a_column_of_its_own(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Management plan 2012-2017
            Action            | Lead  | Ongoing | Year 1  | Year 2 | Year 3
            Plant the hedges  | Clerk |         | x       | x      |
            Run the scheme    | Clerk |         | Ongoing |        |
            Answer the phone  | Clerk | x       |         |        |
            """
        )
    )
    hedges, scheme, phone = (action.due for action in plan.actions)
    assert str(hedges.latest) == "2014-03-31"
    assert [(due.kind, due.latest) for due in (scheme, phone)] == [(WhenKind.ONGOING, None)] * 2


def test_weeks_run_to_the_day_before_the_next(tmp_path):
    weeks = [dt.date(2026, 9, 7) + dt.timedelta(days=7 * n) for n in range(4)]
    rows = [["Task", "Owner", *weeks], ["Sign the lease", "Clerk"], ["Go live", "Hub Manager"]]
    green = "70AD47"
    path = workbook(tmp_path, rows, painted=[("C2", green), ("D2", green), ("F3", green)])
    plan = read_plan(path)
    assert [days(action.due) for action in plan.actions] == [
        ("2026-09-07", "2026-09-20"),
        ("2026-09-28", "2026-10-04"),
    ]
    assert next(c.heading for c in plan.columns if c.field == "due") == "07/09/2026"


def test_weeks_may_be_written_out(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Task | Owner | w/c 7 Sep 2026 | w/c 14 Sep 2026 | w/c 21 Sep 2026
            Sign the lease | Clerk | x | x |
            """
        )
    )
    assert days(plan.actions[0].due) == ("2026-09-07", "2026-09-20")
