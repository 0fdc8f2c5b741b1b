"""Plans as programme offices and performance systems return them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from assure.intake import read_plan
from assure.model.values import OwnerKind, Rag, Status, WhenKind


@pytest.mark.parametrize(
    ("shown", "kind", "last"),
    [
        ("mmm-yy", WhenKind.MONTH, dt.date(2026, 9, 30)),
        ("[$-809]mmmm yyyy;@", WhenKind.MONTH, dt.date(2026, 9, 30)),
        ('mmm" "yyyy', WhenKind.MONTH, dt.date(2026, 9, 30)),
        ("dd/mm/yyyy", WhenKind.DAY, dt.date(2026, 9, 1)),
        ("yyyy", WhenKind.DAY, dt.date(2026, 9, 1)),
    ],
)
def test_a_month_typed_as_excel_keeps_it_is_the_month(tmp_path, shown, kind, last):
    """ "Sep-26" is stored as the first of September and shown as the month that was meant."""
    path = _one_date(tmp_path, dt.date(2026, 9, 1), shown)
    due = read_plan(path).actions[0].due
    assert (due.kind, due.latest) == (kind, last)


def test_another_day_of_a_month_stays_the_day_it_is(tmp_path):
    path = _one_date(tmp_path, dt.date(2026, 9, 15), "mmm-yy")
    assert read_plan(path).actions[0].due.latest == dt.date(2026, 9, 15)


def test_headings_over_two_rows_are_read_together_where_the_lower_only_says_which(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Ref | Action | Owner | Finish    |            | RAG   |       | Budget   |       | Notes
                |        |       | Baseline  | Forecast   | Q1    | Q2    | Approved | Spent |
            1   | Open   | Clerk | June 2026 | March 2027 | Green | Red   | 400      | 20    | Let
            2   | Mend   | Clerk | July 2026 | July 2026  | Green | Green | 300      | 90    | Begun
            Programme total | | | | | | | 700 | 110 |
            """,
            merge=("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:I1", "J1:J2"),
        )
    )
    hub, roofs = plan.actions
    assert (hub.due.latest, hub.revised[0].latest) == (dt.date(2026, 6, 30), dt.date(2027, 3, 31))
    assert roofs.revised == ()  # the same day again is no new date
    assert (hub.rag, roofs.rag) == (Rag.RED, Rag.GREEN)  # that of the latest quarter
    assert [column.heading for column in plan.columns][3:6] == [
        "Finish: Baseline",
        "Finish: Forecast",
        "RAG: Q1",
    ]
    assert plan.problems == ()


def test_who_answers_goes_before_the_organisation_where_both_have_a_column(csv_plan):
    plan = read_plan(
        csv_plan("""
        Ref | Action         | Lead agency  | Senior responsible owner | Due
        1   | Open the hub   | City Council | Head of Housing          | June 2026
        2   | Mend the roofs | City Council | tbc                      | July 2026
        3   | Plant trees    | Tree Trust   |                          | July 2026
        """)
    )
    assert [action.owner.kind for action in plan.actions] == [
        OwnerKind.POST,
        OwnerKind.PLACEHOLDER,
        OwnerKind.MISSING,
    ]


def test_the_first_promise_and_the_date_that_counts_of_a_system_are_told_apart(csv_plan):
    plan = read_plan(
        csv_plan("""
        Code | Title          | Assigned To     | Original Due Date | Due Date   | Note Date
        A1   | Open the hub   | Head of Housing | 2025-12-31        | 2026-12-31 | 2026-10-01
        A2   | Mend the roofs | Head of Estates | 2026-07-31        | 2026-07-31 | 2026-10-01
        """)
    )
    hub, roofs = plan.actions
    assert (hub.due.latest, hub.revised[0].latest) == (dt.date(2025, 12, 31), dt.date(2026, 12, 31))
    assert (roofs.due.latest, roofs.revised) == (dt.date(2026, 7, 31), ())


def test_a_description_beside_the_title_says_how(csv_plan):
    plan = read_plan(
        csv_plan("""
        Code | Title          | Description | Assigned To     | Due Date
        A1   | Inspect yearly | 143 units   | Head of Housing | 2026-12-31
        """)
    )
    assert (plan.actions[0].title, plan.actions[0].how) == ("Inspect yearly", "143 units")


def test_dates_under_headings_that_nobody_lists_are_known_by_their_cells(csv_plan):
    plan = read_plan(
        csv_plan("""
        ID | Deliverable    | Lead            | Planned  | Forecast | State   | Headline
        A1 | Mend the roofs | Head of Estates | Dec 2026 | Apr 2027 | Late    | Lift comes late
        A2 | Open the hub   | Head of Housing | Sep 2026 | Sep 2026 | On plan | No change
        """)
    )
    roofs, hub = plan.actions
    assert (roofs.due.latest, roofs.revised[0].latest) == (
        dt.date(2026, 12, 31),
        dt.date(2027, 4, 30),
    )
    assert (hub.due.latest, hub.revised, hub.status) == (
        dt.date(2026, 9, 30),
        (),
        Status.IN_PROGRESS,
    )
    assert [note.text for note in hub.notes] == ["No change"]
    assert {c.heading: c.how for c in plan.columns}["Planned"] == "content"  # and so in doubt


def test_an_answer_to_a_challenge_is_the_action_and_its_day_may_be_headed_anyhow(csv_plan):
    plan = read_plan(
        csv_plan("""
        # | They said      | Our response    | Accountable | To be done by | Impact expected | RAG
        1 | Lists are long | Cut the list    | Clerk       | 31/12/2026    | 300 waiting     | Green
        2 | Too slow       | Triage in a day | Clerk       | 30/06/2027    | 95% in a day    | Amber
        """)
    )
    first = plan.actions[0]
    assert (first.title, first.measure, first.rag) == ("Cut the list", "300 waiting", Rag.GREEN)
    assert first.due.latest == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    "table",
    [
        """
        Ref | Action         | Lead            | Date added | Status
        1   | Open the hub   | Head of Housing | 01/04/2026 | Done
        2   | Mend the roofs | Head of Estates | 01/05/2026 | Done
        """,
        """
        Ref | Action         | Lead            | Committee  | Published on the website
        1   | Open the hub   | Head of Housing | 01/04/2026 | 01/04/2026
        2   | Mend the roofs | Head of Estates | 01/05/2026 | 01/04/2026
        """,
        """
        Ref | Action         | Lead            | Last seen           | Story
        1   | Open the hub   | Head of Housing | Agreed in May 2026  | Met in June 2026, all of them
        2   | Mend the roofs | Head of Estates | No                  | Met again in July 2026, twice
        """,
    ],
)
def test_other_dates_are_no_deadlines(csv_plan, table):
    plan = read_plan(csv_plan(table))
    assert "due" not in plan.fields_present


def test_two_dates_that_settle_no_day_are_not_the_same_day(csv_plan):
    plan = read_plan(
        csv_plan("""
        Ref | Action       | Lead  | Due date | Revised date
        1   | Open the hub | Clerk | TBC      | Ongoing
        """)
    )
    assert [when.text for when in plan.actions[0].revised] == ["Ongoing"]


def test_a_painted_code_means_what_stands_beside_it_in_the_key(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Ref", "Action", "Owner", "Due", "RAG"], ["1", "Open the hub", "Clerk", "", "NS"]):
        book.active.append(row)
    key = book.create_sheet("Key")
    for code, means, shade in (("NS", "Not yet started", "D9D9D9"), ("G", "On course", "70AD47")):
        key.append([code, means])
        key.cell(key.max_row, 1).fill = PatternFill("solid", fgColor=shade)
    book.active["E2"].fill = PatternFill("solid", fgColor="D9D9D9")
    book.save(path := tmp_path / "plan.xlsx")
    plan = read_plan(path)
    assert (plan.actions[0].status, plan.problems) == (Status.NOT_STARTED, ())


def _one_date(folder: Path, day: dt.date, shown: str) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Action", "Owner", "Due date"])
    book.active.append(["1", "Open the hub", "Head of Housing", day])
    book.active["D2"].number_format = shown
    book.save(path := folder / "plan.xlsx")
    return path
