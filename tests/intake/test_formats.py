"""A plan is read from every kind of file that councils keep one in, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from assure.intake import old_cells, read_plan
from assure.intake.files import read_grids
from assure.intake.grid import Grid
from assure.model.errors import UnreadableFileError

PLAN = """
    Ref | Action         | Owner           | Due        | Status
    1.1 | Open the hub   | Head of Housing | 31/03/2027 | In progress
    1.2 | Mend the roofs | Head of Housing | 30/06/2027 | Not started
"""
SAMPLES = Path(__file__).parent / "samples"
TITLES = ["Open the hub", "Mend the roofs"]


def titles(path: Path) -> list[str]:
    return [action.title for action in read_plan(path).actions]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as told:
        read_plan(path)
    message = str(told.value)
    assert "\n" not in message
    assert message.startswith(path.name)
    assert message.endswith(".")
    return message


# --- What a file is, not what its name says -------------------------------------------------


@pytest.mark.parametrize("name", ["plan.csv", "plan.xls", "plan.xlsx.download", "plan"])
def test_a_workbook_of_another_name_is_read_and_the_name_is_told(xlsx_plan, tmp_path, name):
    path = xlsx_plan(Plan=PLAN, name="made.xlsx").rename(tmp_path / name)
    plan = read_plan(path)
    assert [action.title for action in plan.actions] == TITLES
    (told,) = [problem for problem in plan.problems if problem.code == "other-kind"]
    assert told.message().startswith(f"{name}: the file is a workbook (.xlsx), though its name ")


@pytest.mark.parametrize("name", ["plan.xls", "plan.xlsx"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_text_table_called_a_workbook_is_read(csv_plan, name, delimiter):
    path = csv_plan(PLAN, name=name, delimiter=delimiter)
    assert titles(path) == TITLES
    assert [problem.code for problem in read_plan(path).problems] == ["other-kind"]


def test_the_right_name_is_no_problem(xlsx_plan, csv_plan):
    for path in (xlsx_plan(Plan=PLAN), csv_plan(PLAN), csv_plan(PLAN, "plan.tsv", "\t")):
        assert read_plan(path).problems == ()


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (b"%PDF-1.7\n", "is a PDF, which is not read; ask for the workbook or document"),
        (b"{\\rtf1 Plan}", "rich text, which is not read; open it in Word"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"SQLite format 3\x00", "a database"),
        (b"MIME-Version: 1.0\n", "a web page saved in one file"),
        (b"\x00\x01\x02" * 50, "no workbook, document or text table"),
        (b'<?xml version="1.0"?><plan/>', "no workbook, document or text table"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "saved as XML, as in the year 2003, which is not read; open it in a spreadsheet",
        ),
    ],
)
@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv", "plan.xls"])
def test_what_is_not_read_is_called_by_its_name(tmp_path, begin, said, name):
    (tmp_path / name).write_bytes(begin)
    assert said in refusal(tmp_path / name)


# --- Old workbooks (.xls) and OpenDocument (.ods) -------------------------------------------
# One workbook was saved from LibreOffice in three kinds. It begins in column B, and has a merged
# cell, references written 0.40, percentages, dates, painted and struck-through cells, a hidden
# row and column, and a formula that divides by zero.


def sample(ending: str) -> tuple[list[Grid], list[str]]:
    grids, problems = read_grids(SAMPLES / f"office{ending}")
    return grids, [problem.message() for problem in problems]


@pytest.mark.parametrize("ending", [".xls", ".ods"])
def test_the_same_workbook_reads_the_same_from_every_kind(ending):
    (plan, later), _ = sample(".xlsx")
    (same, also), problems = sample(ending)
    assert same.rows == plan.rows
    assert same.merges == plan.merges
    assert same.painted == plan.painted
    assert (same.hidden_rows, same.hidden_columns) == (frozenset({9}), frozenset({6}))
    assert (also.sheet, also.rows) == (later.sheet, later.rows)
    assert problems == [
        f"office{ending}, Plan G8: the formula gives #DIV/0!, so the cell was taken as blank. "
        "Mend the formula or type the value."
    ]


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods"])
def test_a_plan_in_every_kind_of_workbook(ending):
    plan = read_plan(SAMPLES / f"office{ending}")
    first, last = plan.actions[0], plan.actions[-1]
    assert (first.ref, first.title) == ("0.40", "Do thing 4")
    assert first.due.latest.isoformat() == "2026-03-04"
    assert first.percent == 20
    assert (last.ref, last.seen["title"].cell) == ("1.10", "C11")
    assert plan.actions[1].owner.inherited


@pytest.mark.parametrize("ending", [".xls", ".ods"])
@pytest.mark.parametrize("part", [0.3, 0.7])
def test_an_old_or_open_workbook_cut_short(tmp_path, ending, part):
    whole = (SAMPLES / f"office{ending}").read_bytes()
    (tmp_path / f"cut{ending}").write_bytes(whole[: int(len(whole) * part)])
    said = refusal(tmp_path / f"cut{ending}")
    assert "damaged or cut short" in said or "cannot be read as a workbook" in said


def test_an_old_workbook_with_a_password(tmp_path):
    data = (SAMPLES / "office.xls").read_bytes()
    plain, locked = bytes.fromhex("e1000200b004"), bytes.fromhex("2f000200b004")
    assert data.count(plain) == 1
    (tmp_path / "plan.xls").write_bytes(data.replace(plain, locked))
    assert "password" in refusal(tmp_path / "plan.xls")


def test_a_reader_that_is_stopped_by_its_limits_ends_in_a_sentence(tmp_path, monkeypatch):
    stopped = tmp_path / "stopped.py"
    stopped.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGABRT)\n")
    monkeypatch.setattr(old_cells, "__file__", str(stopped))
    assert "more memory or time" in refusal(SAMPLES / "office.xls")


def test_the_kind_counts_not_the_name_for_old_workbooks_too(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes((SAMPLES / "office.xls").read_bytes())
    plan = read_plan(path)
    assert len(plan.actions) == 8
    assert plan.problems[0].code == "other-kind"


# --- Workbooks as other programs and settings save them -------------------------------------


def rezipped(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a workbook, each of its parts as ``change`` gives it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def test_a_workbook_saved_in_the_strict_form_reads_as_any(tmp_path):
    strict = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(main|relationships)")
    path = rezipped(
        SAMPLES / "office.xlsx",
        tmp_path / "plan.xlsx",
        lambda _, data: strict.sub(rb"http://purl.oclc.org/ooxml/\1/\2", data),
    )
    assert read_grids(path)[0][0].rows[4] == read_grids(SAMPLES / "office.xlsx")[0][0].rows[4]
    assert len(read_plan(path).actions) == 8


def test_names_that_belong_to_a_chart_keep_no_workbook_from_being_read(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Action", "Lead"], ["Open the hub", "Head of Housing"]):
        book.active.append(row)
    book.create_chartsheet("Chart").add_chart(BarChart())
    book.save(tmp_path / "made.xlsx")
    names = b"".join(
        b'<definedName name="%s" localSheetId="1">Chart!$A$1:$B$2</definedName>' % name
        for name in (b"mine", b"_xlnm.Print_Area", b"_xlnm.Print_Titles")
    )

    def named(name: str, data: bytes) -> bytes:
        data = data.replace(b"<definedNames />", b"").replace(b"<definedNames/>", b"")
        return data.replace(b"</sheets>", b"</sheets><definedNames>" + names + b"</definedNames>")

    path = rezipped(tmp_path / "made.xlsx", tmp_path / "plan.xlsx", named)
    assert titles(path) == ["Open the hub"]


def test_a_faulty_date_among_the_properties_keeps_no_workbook_from_being_read(tmp_path):
    def spoilt(name: str, data: bytes) -> bytes:
        return re.sub(rb"\d{4}-\d\d-\d\dT", b"yesterday ", data) if "core" in name else data

    path = rezipped(SAMPLES / "office.xlsx", tmp_path / "plan.xlsx", spoilt)
    assert len(read_plan(path).actions) == 8


# --- Web pages ------------------------------------------------------------------------------

PAGE = """<html><head><meta charset="{charset}"><title>Export</title></head><body>
<h1>Homes plan</h1><table border=1>
<tr><th>Ref<th>Action<th>Owner<th>Due<th>Status
<tr><td>1.10<td>Open the <b>hub</b><br>at the café<td rowspan=2>Head of Housing
    <td>31/03/2027<td bgcolor="#92d050">In&nbsp;progress
<tr><td>1.11<td>Mend the roofs<script>alert(1)</script><td>30/06/2027<td>Not started
</table></body></html>"""


@pytest.mark.parametrize("name", ["plan.xls", "plan.html", "plan.xlsx"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_a_web_page_saved_as_a_workbook_is_read(tmp_path, name, charset):
    path = tmp_path / name
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    plan = read_plan(path)
    first, second = plan.actions
    assert (first.ref, first.title) == ("1.10", "Open the hub\nat the café")
    assert (second.ref, second.title) == ("1.11", "Mend the roofs")
    assert second.owner.inherited
    assert first.due.latest.isoformat() == "2027-03-31"
    assert second.seen["due"].cell == "D3"
    assert [p.code for p in plan.problems if p.code == "other-kind"] == (
        [] if name.endswith(".html") else ["other-kind"]
    )


def test_web_pages_that_hold_no_table_or_mean_harm(tmp_path):
    path = tmp_path / "plan.xls"
    path.write_text("<html><body><p>Session expired</p></body></html>")
    assert "a web page without a table" in refusal(path)
    path.write_text("<table>" * 5_000 + "<tr><td colspan=9999999>x" * 50)
    assert refusal(path)
    path.write_text("<table><tr><td rowspan=65534 colspan=400>Action<td>Owner" + "<tr>" * 9)
    assert refusal(path)


# --- Text tables as programs write them -----------------------------------------------------

TEXT = "Ref,Action,Owner\n1,Paint the café,Clerk\n2,Mend the roof,Clerk\n"
READ = ["Paint the café", "Mend the roof"]


def texts(tmp_path: Path, data: bytes) -> list[str]:
    (tmp_path / "plan.csv").write_bytes(data)
    return titles(tmp_path / "plan.csv")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r").encode("mac-roman"),
        TEXT.replace("the", "t\0he").encode(),
        TEXT.replace(",", "\t").encode(),
    ],
    ids=["utf-16 le", "utf-16 be", "mark", "mac lines", "mac letters", "zero bytes", "tabs"],
)
def test_encodings_and_line_ends(tmp_path, data):
    assert texts(tmp_path, data) == READ


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
def test_the_line_that_tells_excel_the_separator_is_no_row(tmp_path, first):
    path = tmp_path / "plan.csv"
    path.write_text(first + "Ref;Action;Owner\n1;Paint, mend, sweep;Clerk\n", newline="")
    (action,) = read_plan(path).actions
    assert (action.title, action.seen["title"].cell) == ("Paint, mend, sweep", "B2")


def test_two_encodings_in_one_table_are_each_read_and_told(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_bytes(TEXT.encode() + "3,Open the gîte for £5k,Clerk\n".encode("cp1252"))
    plan = read_plan(path)
    assert [action.title for action in plan.actions] == [*READ, "Open the gîte for £5k"]
    assert [(p.code, p.seen.cell) for p in plan.problems] == [("mixed-encodings", "row 4")]


def test_a_line_as_long_as_a_book_is_refused_with_its_number(tmp_path):
    (tmp_path / "plan.csv").write_text(TEXT + "3," + "x" * 500_000 + ",Clerk\n")
    assert "plan.csv, line 4: a cell has more than 131,072" in refusal(tmp_path / "plan.csv")


def test_text_from_the_right_is_kept_and_marks_that_turn_its_order_are_not(tmp_path):
    data = TEXT.replace("Paint the café", "طلاء القاعة \u202egnp.exe\u202c")
    assert texts(tmp_path, data.encode()) == ["طلاء القاعة gnp.exe", "Mend the roof"]
