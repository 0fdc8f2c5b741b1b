"""A sheet is read by its cells: once, and whatever size it claims to have."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart

from assure.intake import read_plan
from assure.intake.streamed import open_streamed
from assure.model.errors import UnreadableFileError

PLAN = """
    Ref | Action            | Lead            | Due        | Status
    1.1 | Open the hub      | Head of Housing | 31/03/2027 | In progress
    1.2 | Publish the plan  | Head of Housing | 30/06/2027 | Not started
"""


SAMPLES = Path(__file__).parent / "samples"
NOON = dt.datetime(2027, 3, 31, 12)  # noqa: DTZ001 # as a sheet has it
ENTITY = b'<!DOCTYPE worksheet [<!ENTITY a "Open the hub">]><worksheet '


def changed(path: Path, pattern: bytes, by: bytes, **renamed: str) -> Path:
    """The workbook with the XML of its first sheet changed, and parts of it under other names."""
    other = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(pattern, by, data, count=1)
            for old, new in renamed.items():
                name = name.replace(f"{old}.xml", new)
                data = data.replace(f"{old}.xml".encode(), new.encode())
            target.writestr(name, data)
    return other


def claiming(path: Path, dimension: bytes) -> Path:
    """The workbook with what its first sheet says of its size replaced."""
    return changed(path, rb"<dimension[^>]*/>", dimension)


def of_all_kinds(path: Path) -> Path:
    """A workbook with a cell of every kind that a plan may hold, and a few odd ones."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Open the hub", "", " two  spaces ", "two\nlines", "=1+1", "_x0041_x005F_"])
    sheet.append([1, 1.5, 1e20, -3, 0, True, False, "#N/A", 2_958_466])
    sheet.append([dt.date(2027, 3, 31), NOON, dt.time(9, 30), 0.25])
    sheet.append([dt.timedelta(hours=30), None, "after a gap"])
    sheet["I2"].number_format = "dd/mm/yyyy"  # one day after the last that there is
    parts = "Mend ", TextBlock(InlineFont(b=True), "all"), TextBlock(InlineFont(i=True), " roofs")
    sheet["H1"] = CellRichText(*parts)
    sheet["AB12"] = "far from the rest"
    book.save(path)
    return path


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
    assert len(list(sheet.stored())) == 3
    assert opened.count("xl/worksheets/sheet1.xml") == 1


@pytest.mark.filterwarnings("ignore:Cell I2 is marked as a date")  # as openpyxl says
@pytest.mark.parametrize("kind", ["made by openpyxl", "saved by an office program"])
def test_every_cell_is_as_openpyxl_reads_it(tmp_path, kind):
    made = kind == "made by openpyxl"
    path = of_all_kinds(tmp_path / "plan.xlsx") if made else SAMPLES / "office.xlsx"
    expected = {
        (cell.row, cell.column): (type(cell.value), cell.value)
        for row in openpyxl.load_workbook(path, data_only=True).worksheets[0].iter_rows()
        for cell in row
        if cell.value is not None
    }
    (sheet, *_) = open_streamed(path.read_bytes()).worksheets
    found = {
        (row, column): (type(value), value)
        for row, cells in sheet.stored()
        for column, value, *_ in cells
        if value is not None
    }
    assert found == expected


def test_cells_and_rows_need_not_say_where_they_stand(xlsx_plan, tmp_path):
    path = xlsx_plan(Plan=PLAN)
    with zipfile.ZipFile(path) as source:
        sheet = source.read("xl/worksheets/sheet1.xml")
    bare = re.sub(rb' r="[A-Z]*\d+"', b"", sheet).replace(b"\\", b"\\\\")
    plan = read_plan(changed(path, rb"(?s).+", bare))
    assert [action.seen["owner"].cell for action in plan.actions] == ["C2", "C3"]


def test_a_faulty_layout_does_not_keep_a_sheet_from_being_read(xlsx_plan):
    path = changed(xlsx_plan(Plan=PLAN), rb'defaultRowHeight="15"', b'defaultRowHeight="B2"')
    assert len(read_plan(path).actions) == 2


@pytest.mark.parametrize("name", ["sheet1.xml", "sheet1.dat"])
def test_entities_are_refused_under_any_name(xlsx_plan, name):
    path = changed(xlsx_plan(Plan=PLAN), b"<worksheet ", ENTITY, sheet1=name)
    with pytest.raises(UnreadableFileError):
        read_plan(path)


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
