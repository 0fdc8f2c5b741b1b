"""A sheet is read by its cells: once, and whatever size it claims to have."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from assure.intake import read_plan
from assure.intake.streamed import open_streamed

PLAN = """
    Ref | Action            | Lead            | Due        | Status
    1.1 | Open the hub      | Head of Housing | 31/03/2027 | In progress
    1.2 | Publish the plan  | Head of Housing | 30/06/2027 | Not started
"""


def claiming(path: Path, dimension: bytes) -> Path:
    """The workbook with what its first sheet says of its size replaced."""
    changed = path.with_name("claiming.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(rb"<dimension[^>]*/>", dimension, data)
            target.writestr(name, data)
    return changed


@pytest.mark.parametrize(
    "dimension", [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>']
)
def test_the_size_that_a_sheet_claims_changes_nothing(xlsx_plan, dimension):
    plan = read_plan(claiming(xlsx_plan(Plan=PLAN), dimension))
    assert [action.title for action in plan.actions] == ["Open the hub", "Publish the plan"]
    assert plan.actions[1].due.latest.isoformat() == "2027-06-30"


def test_a_sheet_without_a_size_is_parsed_once(xlsx_plan, monkeypatch):
    data = claiming(xlsx_plan(Plan=PLAN), b"").read_bytes()
    opened = []
    unpack = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile,
        "open",
        lambda self, name, *rest, **more: (
            opened.append(getattr(name, "filename", name)) or unpack(self, name, *rest, **more)
        ),
    )
    (sheet,) = open_streamed(data).worksheets
    assert len(list(sheet.iter_rows())) == 3
    assert opened.count("xl/worksheets/sheet1.xml") == 1


def test_a_sheet_that_is_a_chart_is_passed_over(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.create_chartsheet("Chart").add_chart(BarChart())
    sheet = book.create_sheet("Plan")
    sheet.append(["Action", "Lead", "Due"])
    sheet.append(["Open the hub", "Head of Housing", "31/03/2027"])
    path = tmp_path / "plan.xlsx"
    book.save(path)
    (action,) = read_plan(path).actions
    assert action.seen["title"].place() == "Plan A2"
