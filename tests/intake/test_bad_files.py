"""What cannot be read is told in one sentence; what only looks odd is read as text."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from assure.intake import container, read_plan
from assure.model.errors import AssureError, UnreadableFileError

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


# --- Mutations --------------------------------------------------------------------------


def read_or_refused(path: Path) -> None:
    """Anything but a plan or a sentence fails the test by escaping from here."""
    with contextlib.suppress(AssureError):
        assert read_plan(path).actions


def test_no_mutation_of_a_workbook_escapes_as_anything_but_a_sentence(xlsx_plan, tmp_path):
    """A few hundred damaged copies: read, or refused in a sentence, never a traceback."""
    rng = random.Random(20261031)
    source = xlsx_plan(
        Project_plan=GOOD.replace("Action", "Ref | Action").replace("\nPaint", "\n1 | Paint"),
        Monitoring="Ref | Q1 | Status\n1 | begun | Delayed",
        merge=("A2:A3",),
    )
    original = source.read_bytes()
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    path = tmp_path / "mutant.xlsx"
    for number in range(300):
        if number % 3 == 0:
            data = bytearray(original)
            for _ in range(rng.randint(1, 8)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            path.write_bytes(bytes(data))
        else:
            name = rng.choice(sorted(parts))
            path.write_bytes(_repacked(parts | {name: _mutated(parts[name], rng)}))
        read_or_refused(path)


def _repacked(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def _mutated(data: bytes, rng: random.Random) -> bytes:
    """The part with a piece cut, doubled, or a number or letter in it changed."""
    if not data:
        return data
    start = rng.randrange(len(data))
    piece = data[start : start + rng.randint(1, 40)]
    return rng.choice(
        [
            data[:start] + data[start + len(piece) :],
            data[:start] + piece + data[start:],
            data.replace(b"1", str(rng.choice([0, -1, 9_999_999_999, 1048577])).encode(), 3),
            data.replace(b't="s"', b't="n"', 1),
            data.replace(b"<v>", b"<v>nan", 1),
            data[:start] + bytes([rng.randrange(256)]) + data[start + 1 :],
        ]
    )


def test_no_mutation_of_a_text_table_escapes(tmp_path):
    rng = random.Random(7)
    source = b"Ref,Action,Owner,Due\n1,Paint,Clerk,May 2026\n2,Mend,Cllr A + Clerk,Q3\n"
    path = tmp_path / "mutant.csv"
    for _ in range(300):
        data = bytearray(source)
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(len(data))] = rng.choice(b'",;\n\t\x00\xff=@-x0')
        path.write_bytes(bytes(data))
        read_or_refused(path)
