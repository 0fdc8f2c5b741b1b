"""A workshop sheet as a Word document: built of real headings and tables, in British English."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from tests.report.workshop import given, kinds

from assure import shelf
from assure.interview.parse import parse_questionnaire
from assure.model.questionnaire import Questionnaire
from assure.report.workshop import Sheet
from assure.report.workshop_blocks import Given, arrange
from assure.report.workshop_docx import sheet_docx

DAY = dt.date(2026, 10, 31)
SHIPPED = [parse_questionnaire(text.origin, text.content) for text in shelf.questionnaires()]
BOX = "☐"


def word_of(sheet: Sheet) -> Word:
    return Document(io.BytesIO(sheet_docx(sheet, DAY)))


@pytest.fixture(scope="module")
def word() -> Word:
    return word_of(arrange(kinds(), given(kinds())))


def texts(word: Word, style: str) -> list[str]:
    return [p.text for p in word.paragraphs if p.style is not None and p.style.name == style]


def test_its_headings_are_headings(word: Word) -> None:
    assert texts(word, "Title") == ["Every kind"]
    assert texts(word, "Heading 1") == ["Part 1 of 2: The short ones", "Part 2 of 2: The lists"]
    headings = texts(word, "Heading 2")
    assert headings[:2] == ["How to fill it in", "1  How does it stand?  (A1)"]
    assert len(headings) == 1 + 14


def test_it_has_a_title_and_a_language_and_names_nobody(word: Word) -> None:
    properties = word.core_properties
    assert properties.title == "Every kind: workshop sheet"
    assert properties.language == "en-GB"
    assert (properties.author, properties.comments) == ("", "")
    assert properties.created == dt.datetime(2026, 10, 31, tzinfo=dt.UTC)
    (language,) = word.styles.element.xpath("w:docDefaults//w:lang")
    assert language.get(qn("w:val")) == "en-GB"


def test_tables_repeat_their_heads_and_never_tear_a_row(word: Word) -> None:
    things, wide = word.tables
    assert [cell.text for cell in things.rows[0].cells] == [
        "No.",
        "What is it?",
        "How much?\n−1 to 1",
        "Agreed?",
        "How likely?\nG to R",
        "Which action?\nits reference, may be empty",
    ]
    assert [row.cells[0].text for row in things.rows[1:]] == [str(n) for n in range(1, 9)]
    assert things.rows[1].cells[3].text == f"{BOX} Yes\n{BOX} No"
    assert len(wide.rows) == 1 + 3
    for table in word.tables:
        assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows][:2] == [1, 0]
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)


def test_there_is_room_to_write_for_every_question(word: Word) -> None:
    evidence = [line for line in texts(word, "Write here") if line.startswith("Evidence")]
    unknown = [line for line in texts(word, "Write here") if "Don’t know" in line]
    assert len(evidence) == len(unknown) == 14
    assert texts(word, "Box")[:4] == [
        f"{BOX}\t−1 Against us. It slows us.",
        f"{BOX}\t0 Neither",
        f"{BOX}\t1 For us. It helps.",
        f"{BOX}\tUp",
    ]


def test_no_paragraph_is_there_for_its_space_alone(word: Word) -> None:
    assert [p.text for p in word.paragraphs if not p.text] == []


def test_a_list_of_many_fields_lies_across(word: Word) -> None:
    pages = [section.page_width > section.page_height for section in word.sections]
    assert pages == [False, True, False]


def test_with_a_plan_it_tells_what_the_plan_does() -> None:
    known = Given(
        plan="Anycity Delivery Plan",
        told={"things": ("Open actions without an owner: 9 of 41.",)},
        refs={"action": {f"1.{n}": "Open the hub" for n in range(200)}},
    )
    word = word_of(arrange(kinds(), known))
    assert texts(word, "Told") == ["Open actions without an owner: 9 of 41."]
    assert "The plan: Anycity Delivery Plan as it stood on 31 October 2026" in texts(word, "Normal")
    assert [cell.text for cell in word.tables[-1].rows[1].cells] == ["1.0", "Open the hub"]
    assert word.paragraphs[-1].text == (
        "These are the first 150 of 200; the others are in the plan."
    )


@pytest.mark.parametrize("questionnaire", SHIPPED, ids=lambda q: q.key)
def test_a_shipped_sheet_holds_every_question(questionnaire: Questionnaire) -> None:
    word = word_of(arrange(questionnaire, given(questionnaire)))
    headings = texts(word, "Heading 2")
    for number, question in enumerate(questionnaire.questions(), start=1):
        assert headings[number] == f"{number}  {question.text}  ({question.key})"
    assert len(word.tables) == sum(bool(q.fields) for q in questionnaire.questions())
    assert all(p.text for p in word.paragraphs)


def test_what_no_document_can_hold_is_left_out() -> None:
    questionnaire = kinds().model_copy(update={"title": "Bad \x01\x0b\ud800\ufffe\u202etitle"})
    known = replace(given(questionnaire), plan="A\x00B", refs={"action": {"1\x1f": "=cmd|' /C'"}})
    word = word_of(arrange(questionnaire, known))
    assert texts(word, "Title") == ["Bad title"]
    assert "The plan: AB" in texts(word, "Normal")
    assert [cell.text for cell in word.tables[-1].rows[1].cells] == ["1", "=cmd|' /C'"]


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheet = arrange(kinds(), given(kinds()))
    assert sheet_docx(sheet, DAY) == sheet_docx(sheet, DAY)


@pytest.mark.heavy
def test_another_program_lays_it_out_with_one_page_across(
    libreoffice: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    import pikepdf

    file = tmp_path / "kinds.docx"
    file.write_bytes(sheet_docx(arrange(kinds(), given(kinds())), DAY))
    with pikepdf.open(libreoffice(file, "pdf")) as pdf:
        across = [float(page.mediabox[2]) > 800 for page in pdf.pages]
    assert across.count(True) == 1
    assert 5 <= len(across) <= 8
