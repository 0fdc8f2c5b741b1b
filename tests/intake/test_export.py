"""What is written as our own workbook is read again as it was."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.intake import Said, read_plan
from assure.intake.export import export_bytes
from assure.intake.reimport import read_again, read_first
from assure.intake.sameness import what_differs
from assure.model.actions import Action
from assure.model.errors import AssureError, UnreadableFileError
from assure.model.outcomes import Indicator, Point, Priority
from assure.model.plan import Plan
from assure.model.registers import Partner, Project, Risk
from assure.model.values import Owner, OwnerKind, Rag, Status, When, WhenKind

AT = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
ANYCITY = Path(__file__).parents[2] / "src/assure/anycity/plan.xlsx"


def again(plan: Plan, folder: Path) -> Plan:
    path = folder / "again.xlsx"
    path.write_bytes(export_bytes(plan, AT))
    return read_plan(path)


def cells(plan: Plan, folder: Path, sheet: str = "Project plan") -> dict[str, object]:
    """The first row of a sheet of the workbook, by heading."""
    path = folder / "cells.xlsx"
    path.write_bytes(export_bytes(plan, AT))
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(max_row=2, values_only=True)
    return dict(zip(*rows, strict=True))


def one_action(**fields: object) -> Plan:
    action = Action(**{"key": "1", "ref": "1", "title": "Open the hub", **fields})
    return Plan(
        key="hubs", title="Hubs", actions=(action,), fields_present=frozenset({"title", *fields})
    )


def test_the_example_loses_nothing(tmp_path):
    plan = read_plan(ANYCITY)

    assert what_differs(plan, again(plan, tmp_path)) == ()


def test_brought_back_as_it_was_written_it_differs_in_nothing(tmp_path):
    kept = read_first(read_plan(ANYCITY), dt.date(2026, 10, 12))

    _, differences = read_again(kept, again(kept, tmp_path), dt.date(2026, 11, 5), 2)

    assert differences.parts == ()
    assert differences.changed == ()


def test_columns_of_updates_keep_their_order(csv_plan, tmp_path):
    plan = read_plan(
        csv_plan(
            """
            Ref | Action | Status | Q1 update | Q2 update
            1 | Open the hub | On track | Site found | Lease signed
            2 | Paint the hall | On track | | Paint ordered
            """
        )
    )
    assert [note.update for note in plan.actions[1].notes] == [2]

    assert what_differs(plan, again(plan, tmp_path)) == ()


def test_twice_written_it_is_the_same_to_the_byte():
    plan = read_plan(ANYCITY)

    assert export_bytes(plan, AT) == export_bytes(plan, AT)


@pytest.mark.parametrize(
    "title",
    [
        "=HYPERLINK(“http://example.org”)",
        "+44 call the tenants",
        "-5% of costs",
        "@home visits",
        "#N/A",
        "01",
        "1.10",
        "31/03/2027",
        "TRUE",
        "two\nlines",
        "_x0041_ is no letter",
        "ليلى 👩‍👩‍👧 café",
    ],
)
def test_text_stays_text_whatever_it_looks_like(title, tmp_path):
    plan = one_action(title=title, how=title)

    read = again(plan, tmp_path).actions[0]

    assert (read.title, read.how) == (title, title)


def test_what_looks_like_a_formula_is_marked_as_text(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(export_bytes(one_action(how="=1+1"), AT))

    cell = next(
        cell
        for row in openpyxl.load_workbook(path)["Project plan"].iter_rows()
        for cell in row
        if cell.value == "=1+1"
    )

    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_days_are_date_cells_and_other_dates_the_words_of_the_plan(tmp_path):
    day = dt.date(2027, 3, 31)
    written = When(kind=WhenKind.DAY, earliest=day, latest=day, text="31/03/2027")
    quarter = When(
        kind=WhenKind.QUARTER,
        earliest=dt.date(2026, 10, 1),
        latest=dt.date(2026, 12, 31),
        text="Q3 2026/27",
    )

    row = cells(one_action(start=quarter, due=written), tmp_path)

    assert row["Start"] == "Q3 2026/27"
    assert isinstance(row["Finish by"], dt.datetime)
    assert row["Finish by"].date() == dt.date(2027, 3, 31)


def test_a_column_that_the_plan_never_had_is_left_out_unless_asked_for(tmp_path):
    plan = one_action(owner=Owner(kind=OwnerKind.POST, names=("Head of Housing",)))

    assert set(cells(plan, tmp_path)) == {"Ref", "Action", "Task officer"}
    path = tmp_path / "whole.xlsx"
    path.write_bytes(export_bytes(plan, AT, every_column=True))
    book = openpyxl.load_workbook(path)
    assert "Measure of success" in [cell.value for cell in book["Project plan"][1]]
    assert "Risks" in book.sheetnames


def test_a_column_that_nobody_placed_is_kept_under_its_heading(csv_plan, tmp_path):
    plan = read_plan(
        csv_plan("Action | Owner | Progress so far | Ward | Latest update\nOpen | HR | a | b | c")
    )

    assert again(plan, tmp_path).actions[0].other == plan.actions[0].other
    assert cells(plan, tmp_path)["Other column: Ward"] == "b"


def test_a_row_without_a_reference_keeps_its_key(csv_plan, tmp_path):
    plan = read_plan(csv_plan("Action | Owner\nOpen the hub | HR\nOpen the hub | IT"))

    read = again(plan, tmp_path)

    assert [action.key for action in read.actions] == [action.key for action in plan.actions]
    assert len({action.key for action in read.actions}) == 2


def test_a_row_without_a_theme_gets_none_from_the_row_above(csv_plan, tmp_path):
    plan = read_plan(
        csv_plan("Theme | Action | Owner\nHomes | Mend the roof | Clerk\n- | Sow the verge | Clerk")
    )
    assert [action.section for action in plan.actions] == ["Homes", ""]
    assert what_differs(plan, again(plan, tmp_path)) == ()


def test_dates_from_marked_weeks_come_back_as_the_days_they_meant(csv_plan, tmp_path):
    plan = read_plan(
        csv_plan(
            """
            Task | Owner | w/c 7 Sep 2026 | w/c 14 Sep 2026 | w/c 21 Sep 2026
            Sign the lease | Clerk | x | x |
            """
        )
    )
    assert plan.actions[0].due.text == "07/09/2026–20/09/2026"
    assert what_differs(plan, again(plan, tmp_path)) == ()


def test_a_row_copied_by_hand_gets_a_key_of_its_own(csv_plan, tmp_path):
    path = tmp_path / "copied.xlsx"
    path.write_bytes(export_bytes(read_plan(csv_plan("Action | Owner\nOpen | HR\nShut | IT")), AT))
    book = openpyxl.load_workbook(path)
    sheet = book["Project plan"]
    sheet.append([cell.value for cell in sheet[2]])
    book.save(path)

    keys = [action.key for action in read_plan(path).actions]

    assert len(set(keys)) == 3


def test_ditto_typed_into_an_exported_workbook_means_the_row_above(csv_plan, tmp_path):
    path = tmp_path / "typed.xlsx"
    plan = read_plan(csv_plan("Ref | Action | Owner\n1 | Open | Head of HR\n2 | Shut | Clerk"))
    path.write_bytes(export_bytes(plan, AT))
    book = openpyxl.load_workbook(path)
    book["Project plan"]["C3"] = "ditto"
    book.save(path)

    assert read_plan(path).actions[1].owner.names == ("Head of HR",)


def test_a_text_that_no_cell_can_hold_is_told_with_its_place(tmp_path):
    with pytest.raises(AssureError) as told:
        export_bytes(one_action(how="a" * 40_000), AT)

    assert str(told.value) == (
        "Project plan C2 (“How”): 40,000 characters, and a cell of a workbook holds 32,767; "
        "export the plan as .json, which holds any text."
    )


def test_what_a_workbook_cannot_say_is_named(tmp_path):
    plan = one_action(due=When(kind=WhenKind.VAGUE, text="31/03/2027"))

    assert what_differs(plan, again(plan, tmp_path)) == ("action 1: due",)


def test_risks_projects_and_partners_come_back(tmp_path):
    officer = Owner(kind=OwnerKind.POST, names=("Head of Housing",))
    plan = one_action(owner=officer).model_copy(
        update={
            "risks": (
                Risk(key="r1", ref="R1", text="Rents rise", likelihood=3, impact=4, score=12,
                     rag=Rag.AMBER, owner=officer, mitigation="Index the grant", actions=("1",),
                     status="Open"),
            ),
            "projects": (
                Project(key="pj1", ref="PJ1", title="Hubs", lead=officer, actions=("1",),
                        status=Status.IN_PROGRESS, status_text="Stage 2 of 4", rag=Rag.GREEN),
            ),
            "partners": (
                Partner(key="w1", ref="Trust", name="Trust", brings="Two nurses", signed_up=True),
            ),
            "priorities": (Priority(key="p1", ref="P1", title="Homes", lead="Council"),),
            "indicators": (
                Indicator(key="i1", ref="I1", title="Homes let", points=(
                    Point(day=dt.date(2026, 3, 31), value=Decimal("12.5")),)),
            ),
        }
    )  # fmt: skip

    assert what_differs(plan, again(plan, tmp_path)) == ()


@pytest.mark.heavy
def test_the_example_loses_nothing_in_another_spreadsheet_program(tmp_path, libreoffice):
    plan = read_plan(ANYCITY)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(export_bytes(plan, AT))

    saved = libreoffice(path, "xlsx")

    assert what_differs(plan, read_plan(saved)) == ()
    assert what_differs(plan, read_plan(libreoffice(saved, "ods"))) == ()


@pytest.mark.heavy
def test_no_text_becomes_a_formula_in_another_spreadsheet_program(tmp_path, libreoffice):
    texts = ["=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", "=cmd|' /C calc'!A0"]
    plan = one_action().model_copy(
        update={
            "actions": tuple(
                Action(key=f"{number}", ref=f"{number}", title=text)
                for number, text in enumerate(texts)
            )
        }
    )
    path = tmp_path / "plan.xlsx"
    path.write_bytes(export_bytes(plan, AT))

    saved = libreoffice(path, "xlsx")

    cells = [row[1] for row in openpyxl.load_workbook(saved)["Project plan"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    assert [action.title for action in read_plan(saved).actions] == [t.strip() for t in texts]


# --- Whatever is read comes back ------------------------------------------------------------

HEADINGS = [
    "Ref", "Action", "Owner", "Supported by", "Start", "Due date", "Revised date", "Status",
    "RAG", "% complete", "Progress", "Notes", "Q1", "Q2", "Outcome", "Theme", "Cost", "Effort",
    "Contract", "Measure of success", "Reason for delay", "Ward", "Key", "Description", "Funding",
]  # fmt: skip
TELLING = [
    "", "", "1", "01", "1.10", "A/1", "Head of Housing", "JB", "Head of HR; supported by: Police",
    "TBC", "n/a", "ditto", "31/03/2027", "March 2027", "Q3", "Q3 2026/27", "2027", "46000",
    "ongoing", "31/03/2027\n30/06/2027", "31/3/27; TBC", "In progress", "Green", "Amber/Red",
    "75%", "75", "0.5", "Completed in May", "£10k", "£1.2m (bid submitted)", "12 days", "3-5 days",
    "Yes", "No", "=1+1", "@all", "#REF!", "-", " two  spaces ", "a\nb", "1 and 2", "Open the hub",
    "Completed", "Blue", "Met with tenants and agreed a way forward", "_x0041_", "Äöü 👩", "TRUE",
]  # fmt: skip


@settings(
    max_examples=tries(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    headings=st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=9, unique=True),
    data=st.data(),
)
def test_what_was_read_is_read_again_the_same(headings, data, tmp_path):
    cell = st.sampled_from(TELLING) | st.text(max_size=20)
    rows = data.draw(
        st.lists(st.lists(cell, min_size=len(headings), max_size=len(headings)), max_size=6)
    )
    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream).writerows([headings, *rows])
    try:
        plan = read_plan(path, Said(title="The plan"))
    except AssureError:  # a table without actions
        return
    try:
        read = again(plan, tmp_path)
    except UnreadableFileError as fault:  # pragma: no cover - the message helps
        raise AssertionError(str(fault)) from fault

    assert what_differs(plan, read) == ()


PARTS = {
    "Priorities": ["Ref", "Priority", "Lead partner"],
    "Outcomes": ["Ref", "Outcome", "Priority", "Senior lead", "Target date"],
    "Project plan": ["Ref", "Outcome", "Action", "Task officer", "Finish by", "Revised date"],
    "Monitoring": ["Ref", "Action", "Status", "RAG", "% complete", "Notes", "Q1", "Ward"],
    "Impact": ["Ref", "Action", "P1", "P2 Homes"],
    "Indicators": ["Ref", "Outcome", "Indicator", "Good is", "Baseline", "Target date", "Owner"],
    "Indicator data": ["Indicator", "Date", "Value", "Kind"],
    "Resources": ["Ref", "Action", "What is needed", "How much", "By when", "Status"],
    "Assumptions": ["Ref", "Assumption", "Outcome", "Who checks", "Last checked"],
    "Dependencies": ["Ref", "Action", "Depends on", "What is needed"],
    "Capacity": ["Post or team", "Kind", "Days agreed per quarter", "Vacant since", "Note"],
    "Risks": ["Ref", "Risk", "Likelihood", "Impact", "Rating", "Risk owner", "Mitigation"],
    "Projects": ["Ref", "Project", "Project lead", "Start", "End", "Status", "Depends on"],
    "Partners": ["Ref", "Partner", "Contact", "Brings", "Signed up", "Signed on"],
}


@settings(
    max_examples=tries(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_what_was_read_from_many_sheets_is_read_again_the_same(data, tmp_path):
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    links = st.sampled_from(["", "1", "2", "1; 2", "1 and 2", "P1", "P2", "3", "the council"])
    words = st.sampled_from(TELLING) | links
    for name, headings in PARTS.items():
        sheet = book.create_sheet(name)
        sheet.append(headings)
        for number in range(1, data.draw(st.integers(1, 3)) + 1):
            ref = f"P{number}" if name == "Priorities" else f"{number}"
            # The first two columns are filled, so that there is a row; what else is anything.
            rest = [data.draw(words) for _ in headings[2:]]
            row = [ref, f"Thing {number}", *rest]
            for column, text in enumerate(row, start=1):
                cell = sheet.cell(number + 1, column, text or None)
                cell.data_type = "s" if text else cell.data_type
    path = tmp_path / "parts.xlsx"
    book.save(path)
    try:
        plan = read_plan(path, Said(title="The plan"))
    except AssureError:  # no action in any row
        return

    assert what_differs(plan, again(plan, tmp_path)) == ()
