"""What cannot be read is told in one sentence; what only looks odd is read as text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from assure.intake import container, read_plan
from assure.model.errors import UnreadableFileError

GOOD = "Action | Owner | Due | Status\nPaint the hall | Clerk | May 2026 | Completed"


def sentence(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as told:
        read_plan(path)
    message = str(told.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return path


def replaced(source: Path, target: Path, part: str, change: object) -> Path:
    """A copy of a workbook with one of its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry.filename)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return target


SHEET_PART = "xl/worksheets/sheet1.xml"


def test_missing_file_folder_and_empty_file(tmp_path):
    assert "there is no such file" in sentence(tmp_path / "none.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    assert "is a folder" in sentence(tmp_path / "folder.xlsx")
    (tmp_path / "empty.csv").write_bytes(b"")
    assert "is empty" in sentence(tmp_path / "empty.csv")


@pytest.mark.parametrize(
    "name", ["plan.docx", "plan.ods", "plan.xls", "plan.pdf", "plan", "plan.x"]
)
def test_other_endings(tmp_path, name):
    (tmp_path / name).write_bytes(b"something")
    assert name in sentence(tmp_path / name)


def test_encrypted_and_unknown_office_files(tmp_path):
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
    (tmp_path / "locked.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in sentence(tmp_path / "locked.xlsx")
    (tmp_path / "old.xlsx").write_bytes(ole)
    assert "an old Office kind" in sentence(tmp_path / "old.xlsx")


@pytest.mark.parametrize("part", [0.3, 0.6, 0.99])
def test_truncated_workbook(xlsx_plan, tmp_path, part):
    whole = xlsx_plan(Plan=GOOD).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * part)])
    assert "damaged or cut short" in sentence(tmp_path / "cut.xlsx")


def test_a_zip_that_is_no_workbook(tmp_path):
    assert "is a zip file" in sentence(zipped(tmp_path / "plan.xlsx", note=b"hello"))


def test_no_recognisable_header(csv_plan, xlsx_plan):
    assert "no row of headings" in sentence(csv_plan("Red | Blue\n1 | 2\n3 | 4"))
    assert "no row of headings" in sentence(xlsx_plan(Sums="Red | Blue\n1 | 2\n3 | 4"))


def test_a_quotation_mark_left_open_swallows_no_rows(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text('Ref,Action\n1,"Paint\nthe hall"\n2,"Mend the roof\n3,Sweep\n4,Open the hall\n')
    assert sentence(path).startswith("plan.csv, line 4: a quotation mark is opened")
    path.write_text('Ref,Action\n1,"Paint\nthe hall"\n2,Mend the "old" roof\n3,6" pipe\n\n')
    assert len(read_plan(path).actions) == 3


def test_headings_but_no_action(csv_plan):
    assert "no row with an action" in sentence(csv_plan("Action | Owner | Due\n| |"))


def test_a_workbook_that_unpacks_to_gigabytes(xlsx_plan, tmp_path):
    def blow_up(data: bytes) -> bytes:
        return data.replace(b"</worksheet>", b" " * 300_000_000 + b"</worksheet>")

    path = replaced(xlsx_plan(Plan=GOOD), tmp_path / "bomb.xlsx", SHEET_PART, blow_up)
    assert path.stat().st_size < 1_000_000
    assert "unpacks to more than" in sentence(path)


def test_sizes_in_the_directory_of_the_zip_are_not_believed(xlsx_plan, monkeypatch):
    path = xlsx_plan(Plan=GOOD)
    parts = container.Parts(path.name, path.read_bytes())
    monkeypatch.setattr(parts, "_left", 100)
    with pytest.raises(UnreadableFileError, match="unpacks to more than"):
        parts.check_all()


def test_xml_entities_are_refused(xlsx_plan, tmp_path):
    bomb = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'

    def entities(data: bytes) -> bytes:
        return data.replace(b"<worksheet", bomb + b"<worksheet", 1)

    path = replaced(xlsx_plan(Plan=GOOD), tmp_path / "lol.xlsx", SHEET_PART, entities)
    assert "XML entities" in sentence(path)


def test_too_many_columns_and_rows(xlsx_plan, csv_plan, tmp_path, monkeypatch):
    assert "columns" in sentence(csv_plan("|".join(["Action"] * 600)))
    (tmp_path / "long.csv").write_text("Action,Owner\n" + "Paint,Clerk\n" * 50_001)
    assert "rows" in sentence(tmp_path / "long.csv")


def test_a_merge_over_the_whole_sheet_and_a_row_far_down_cost_nothing(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Action", "Owner"], ["Paint the hall", "Clerk"]):
        sheet.append(row)
    sheet["XFD1048576"] = " "
    sheet["A1048576"] = "A note far below the plan"
    path = tmp_path / "far.xlsx"
    book.save(path)

    def merge(data: bytes) -> bytes:
        area = b'<mergeCells count="1"><mergeCell ref="F1:XFD1048576"/></mergeCells>'
        return data.replace(b"</sheetData>", b"</sheetData>" + area)

    plan = read_plan(replaced(path, tmp_path / "far2.xlsx", SHEET_PART, merge))
    assert [action.title for action in plan.actions] == ["Paint the hall"]


def test_as_many_sheets_as_a_large_council_keeps_and_no_more(xlsx_plan):
    many = {f"Notes {number}": "About | Nothing" for number in range(199)}
    assert len(read_plan(xlsx_plan(Plan=GOOD, **many)).actions) == 1
    many |= {f"More {number}": "About | Nothing" for number in range(110)}
    assert "more than the 300 sheets" in sentence(xlsx_plan(Plan=GOOD, **many))


def test_a_cell_as_long_as_excel_allows_is_kept_whole(xlsx_plan):
    text = "x" * 32_767
    path = xlsx_plan(Plan=f"Action | Owner\n{text} | Clerk\nMend the roof | Clerk")
    assert read_plan(path).actions[0].title == text


@pytest.mark.parametrize("part", ["xl/styles.xml", SHEET_PART])
def test_millions_of_elements_are_refused_before_they_fill_the_memory(
    xlsx_plan, tmp_path, monkeypatch, part
):
    monkeypatch.setattr(container, "_MOST_TAGS", 5_000)
    path = xlsx_plan(Plan=GOOD)
    assert read_plan(path).actions
    fuller = replaced(path, tmp_path / "full.xlsx", part, lambda data: data + b"<a/>" * 5_001)
    assert f"has far more in its part “{part}” than any plan needs" in sentence(fuller)


def test_macros_links_pictures_and_workbooks_inside_are_never_opened(xlsx_plan, tmp_path):
    path = tmp_path / "plan.xlsm"
    path.write_bytes(xlsx_plan(Plan=GOOD).read_bytes())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\0" * 900)
        package.writestr("xl/embeddings/inner.xlsx", path.read_bytes())
        package.writestr("xl/embeddings/oleObject1.bin", b"rubbish")
        package.writestr("xl/externalLinks/externalLink1.xml", b"<rubbish")
        package.writestr("xl/pivotTables/pivotTable1.xml", b"<rubbish")
        package.writestr("xl/media/image1.png", b"rubbish")
    plan = read_plan(path)
    assert [action.title for action in plan.actions] == ["Paint the hall"]
    assert plan.problems == ()


def test_protected_sheets_tables_lists_and_comments_read_as_any(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Action", "Owner", "Effort"], ["Paint the hall", "Clerk", 3]):
        sheet.append(row)
    sheet.add_table(Table(displayName="Actions", ref="A1:C2"))
    choice = DataValidation(type="list", formula1='"Clerk,Head of Housing"')
    choice.add("B2")
    sheet.add_data_validation(choice)
    sheet["B2"].comment = Comment("Not agreed", "Officer A")
    sheet.protection.set_password("secret")
    book.security.lockStructure = True
    book.save(tmp_path / "plan.xlsx")
    plan = read_plan(tmp_path / "plan.xlsx")
    assert (plan.actions[0].title, plan.problems) == ("Paint the hall", ())


# --- OpenDocument says how often, and is not believed to mean it ----------------------------

BEGIN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Plan">'
)
END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def open_cell(text: str, **repeated: int) -> str:
    times = "".join(f' table:number-{name}-repeated="{n}"' for name, n in repeated.items())
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}{times}><text:p>{text}</text:p></table:table-cell>"


def open_row(*cells: str, times: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


HEAD = open_row(open_cell("Action"), open_cell("Owner"))
BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'


def open_plan(path: Path, *rows: str, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", BEGIN + "".join(rows) + END)
        for name, data in parts.items():
            package.writestr(name.replace("__", "/"), data)
    return path


def test_a_million_blank_rows_said_in_one_element_cost_nothing(tmp_path):
    plan = read_plan(
        open_plan(
            tmp_path / "plan.ods",
            open_row(BLANK, times=2),
            HEAD,
            open_row(BLANK, times=900_000),
            open_row(open_cell("Paint"), open_cell("Clerk")),
            open_row(BLANK, times=1_048_576),
        )
    )
    assert plan.actions[0].seen["title"].cell == "A900004"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (open_row(open_cell("Paint"), times=1_000_000), "more than the 50,000 rows"),
        (open_row(open_cell("Paint", columns=16_384)), "more than the 500 columns"),
        (open_row(open_cell("Paint", columns=499), times=49_000), "more than the 5,000,000 cells"),
        (open_row(open_cell("Paint")).replace('"1"', '"many"'), "cannot be read as a workbook"),
    ],
)
def test_filled_cells_said_to_repeat_for_ever_are_refused(tmp_path, row, said):
    assert said in sentence(open_plan(tmp_path / "plan.ods", HEAD, row))


def test_an_open_workbook_with_a_password_or_with_entities(tmp_path):
    manifest = b"<manifest><encryption-data/></manifest>"
    path = open_plan(tmp_path / "plan.ods", HEAD, **{"META-INF__manifest.xml": manifest})
    assert "password" in sentence(path)
    assert "XML entities" in sentence(open_plan(tmp_path / "plan.ods", "<!ENTITY a 'b'>"))


# --- Hostile text is text ---------------------------------------------------------------


def test_html_formulas_control_characters_emoji_and_long_cells_are_text(tmp_path):
    long = "very long " * 4_000
    odd = ["<script>alert(1)</script>", "=1+1", "a\x00b\x07c\x1bd", "Party 🎉 ؟", long]
    path = tmp_path / "plan.csv"
    body = "".join(f'"{text}",Clerk\n' for text in odd)
    path.write_bytes(("Action,Owner\n" + body).encode())
    titles = [action.title for action in read_plan(path).actions]
    assert titles == [
        "<script>alert(1)</script>",
        "=1+1",
        "abcd",
        "Party 🎉 ؟",
        long.strip(),
    ]


def test_actions_that_are_all_formulas_without_results_are_told(tmp_path):
    book = openpyxl.Workbook()
    for row in (("Action", "Owner", "Due"), ("=Sheet2!A1", "Clerk", "May 2026")):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    assert "formulas whose results were never saved" in sentence(tmp_path / "plan.xlsx")


def test_a_formula_whose_result_was_never_saved_is_told(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Action", "Owner", "Effort"], ["Paint the hall", "Clerk", "=2+3"]):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    plan = read_plan(tmp_path / "plan.xlsx")
    assert [(p.code, p.seen.cell) for p in plan.problems] == [("formula-not-calculated", "C2")]


def test_carriage_returns_that_excel_escapes_are_line_ends(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Action", "Owner"], ["Paint_x000D_\nthe hall", "Clerk"]):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    assert read_plan(tmp_path / "plan.xlsx").actions[0].title == "Paint\nthe hall"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path, encoding, delimiter):
    path = tmp_path / "plan.csv"
    rows = [["Action", "Owner", "Due"], ["Café “Zoë” – £5k", "Clerk", "May 2026"]]
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    assert read_plan(path).actions[0].title == "Café “Zoë” – £5k"
