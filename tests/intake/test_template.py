"""The workbook to fill in: read as it is filled in, and clear to those who do."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assure.intake import read_plan
from assure.intake.columns import MATCHER
from assure.intake.parts import PARTS, matcher
from assure.intake.sheet import Holds, Sheet
from assure.intake.sheets import ABOUT_LABELS, GUIDE_SHEET, PROJECT_PLAN, SHEETS
from assure.intake.template import template_bytes
from assure.model.errors import UnreadableFileError
from assure.model.values import Rag, Status

AT = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
PERIOD = (dt.date(2026, 4, 1), dt.date(2029, 3, 31))
PART = {part.name: part for part in PARTS}


def book(**said: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(template_bytes(AT, **said)))


def fill(sheet: Worksheet, row: int, **by_heading: object) -> None:
    columns = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in by_heading.items():
        sheet.cell(row, columns[heading.replace("_", " ")]).value = value  # type: ignore[union-attr]


def filled(path: Path) -> Path:
    """A small plan, as an officer would fill it in."""
    workbook = book(title="Hubs", period=PERIOD)
    fill(workbook["Priorities"], 2, Ref="P1", Priority="Children are safe")
    fill(
        workbook["Outcomes"],
        2,
        Ref="1",
        Outcome="Fewer families move",
        Priority="P1",
        Senior_lead="Director of Housing",
        Target_date=dt.date(2029, 3, 31),
    )
    plan = workbook["Project plan"]
    fill(
        plan,
        2,
        Ref="1.1",
        Outcome="1",
        Action="Open the hub",
        Task_officer="Head of Housing",
        Finish_by=dt.date(2027, 3, 31),
        Resources_needed="£40,000",
        Contract="Yes",
    )
    fill(
        plan,
        3,
        Ref="1.10",
        Outcome="1",
        Action="Move the teams",
        Task_officer="Hub Manager",
        Finish_by=dt.date(2027, 6, 30),
    )
    fill(workbook["Monitoring"], 2, Ref="1.1", Status="Delayed", RAG="Amber", Q1="Lease agreed.")
    workbook["Monitoring"]["E2"] = 0.6
    fill(workbook["Impact"], 2, Ref="1.1", P1="High")
    fill(workbook["Dependencies"], 2, Ref="D1", Action="1.10", Depends_on="1.1")
    fill(workbook["Risks"], 2, Ref="RSK1", Risk="No lease", Likelihood=2, Impact=4, Score=8)
    workbook.save(path)
    return path  # fmt: skip


def check_filled(path: Path) -> None:
    """The small plan is there, whatever program saved it."""
    plan = read_plan(path)
    first, second = plan.actions
    assert (plan.title, plan.period_start, plan.period_end) == ("Hubs", *PERIOD)
    assert [action.ref for action in plan.actions] == ["1.1", "1.10"]
    assert first.owner.name == "Head of Housing"
    assert first.deadline.latest == dt.date(2027, 3, 31)
    assert (first.status, first.rag, first.percent) == (Status.DELAYED, Rag.AMBER, 60)
    assert [(note.quarter, note.text) for note in first.notes] == [(1, "Lease agreed.")]
    assert first.impact == {"P1": "high"}
    assert (plan.dependencies[0].action, plan.dependencies[0].on) == ("1.10", "1.1")
    assert second.outcomes == ("1",)
    assert plan.outcomes[0].senior_lead.name == "Director of Housing"
    assert (plan.risks[0].likelihood, plan.risks[0].score) == (2, 8)
    assert plan.problems == ()


def test_what_is_filled_in_is_read_without_a_problem(tmp_path):
    check_filled(filled(tmp_path / "hubs.xlsx"))


def test_an_empty_one_holds_no_plan_and_no_sample(tmp_path):
    path = tmp_path / "empty.xlsx"
    path.write_bytes(template_bytes(AT))

    with pytest.raises(UnreadableFileError, match="no row with an action"):
        read_plan(path)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_heading_is_one_that_reading_knows(sheet: Sheet):
    known = MATCHER if sheet is PROJECT_PLAN else matcher(PART[sheet.name])
    for heading in sheet.headings:
        fields = known.fields(heading.text)
        assert max(fields, key=lambda name: fields[name]) == heading.field


def test_as_many_quarters_as_the_plan_has():
    year = book(period=(dt.date(2026, 4, 1), dt.date(2027, 3, 31)))["Monitoring"]

    assert [cell.value for cell in year[1]][-4:] == ["Q1", "Q2", "Q3", "Q4"]


def test_a_wrong_choice_is_refused_where_it_is_typed():
    for sheet in book().worksheets:
        for check in sheet.data_validations.dataValidation:
            assert check.showErrorMessage
            assert not check.type or sheet.title == GUIDE_SHEET or check.error
            assert len(check.prompt or "") <= 255
            assert len(check.error or "") <= 225
            assert len(check.promptTitle or "") <= 32
            assert len(check.errorTitle or "") <= 32
            if check.type == "list" and check.formula1.startswith('"'):
                assert len(check.formula1) <= 257


def test_every_column_says_what_good_looks_like():
    for heading in (*ABOUT_LABELS, *(heading for sheet in SHEETS for heading in sheet.headings)):
        assert heading.hint or heading.holds is Holds.TEXT
        assert len(heading.hint) <= 255


def test_each_sheet_is_one_table_with_its_headings_in_sight():
    for sheet in book().worksheets[2:]:
        assert not sheet.merged_cells.ranges
        assert [table.ref.split(":")[0] for table in sheet.tables.values()] == ["A1"]
        assert sheet.freeze_panes
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_title_cols.startswith("$A:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in {1, 2, 3}


def test_headings_can_be_read_against_what_is_behind_them():
    for sheet in book().worksheets[2:]:
        for cell in sheet[1]:
            assert contrast(cell.font.color.rgb[-6:], cell.fill.fgColor.rgb[-6:]) >= 7


def contrast(one: str, two: str) -> float:
    """Contrast of two colours, as WCAG 2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_same_moment_gives_the_same_bytes():
    content = template_bytes(AT, title="Hubs")

    assert content == template_bytes(AT, title="Hubs")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2026, 11, 1, 9, 0, 0)}


@pytest.mark.heavy
def test_nothing_is_lost_in_another_spreadsheet_program(tmp_path, libreoffice):
    saved = libreoffice(filled(tmp_path / "hubs.xlsx"), "xlsx")
    check_filled(saved)

    opened = libreoffice(saved, "ods")
    check_filled(opened)
    check_filled(libreoffice(opened, "xlsx"))
