"""A questionnaire as a sheet to fill in by hand: what stands on it, and the PDF made of it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given as given_some
from hypothesis import strategies as st
from tests.report.workshop import asked_if, given, kinds

from assure import shelf
from assure.interview.parse import parse_questionnaire
from assure.model.questionnaire import Questionnaire
from assure.report.pdf import write_pdf
from assure.report.workshop import Block, Sheet, sheet_html
from assure.report.workshop_blocks import Given, arrange

DAY = dt.date(2026, 10, 31)
SHIPPED = [parse_questionnaire(text.origin, text.content) for text in shelf.questionnaires()]
HOSTILE = "<script>alert(1)</script> {{7*7}} \x01\x0b & \u202eevil </td></table> " + "long" * 60


def blocks(sheet: Sheet) -> dict[str, Block]:
    every = (block for part in sheet.parts for _, run in part.runs for block in run)
    return {block.key: block for block in every}


def pdf_of(sheet: Sheet) -> bytes:
    return write_pdf(sheet_html(sheet, shelf.templates(), DAY))


class Words(HTMLParser):
    """The text that is read, and the tags it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self._unread = "", [], 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._unread += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.text += data


def words_of(sheet: Sheet) -> str:
    return " ".join(Words(sheet_html(sheet, shelf.templates(), DAY)).text.split())


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return arrange(kinds(), given(kinds()))


def test_each_kind_says_how_it_is_answered(sheet: Sheet) -> None:
    found = {key: (block.form, block.hint) for key, block in blocks(sheet).items()}
    assert found == {
        "A1": ("boxes", ""),
        "A2": ("boxes", ""),
        "A3": ("boxes", "Tick up to 2."),
        "A4": ("boxes", ""),
        "A5": ("line", "A number from 0 to 36."),
        "A6": ("ring", "Ring one."),
        "A7": ("money", ""),
        "A8": ("day", ""),
        "A9": ("lines", "This may be left empty."),
        "B1": ("boxes", ""),
        "B2": ("rank", "Number all of them: 1 for the first, 2 for the next."),
        "things": ("table", "One row for each. No more than 20."),
        "wide": ("table", "One row for each. No more than 3."),
        "last": ("lines", ""),
    }


def test_boxes_say_what_is_ticked_and_none_of_several_is_an_answer(sheet: Sheet) -> None:
    found = {key: [box.label for box in block.boxes] for key, block in blocks(sheet).items()}
    assert found["A1"] == ["−1 Against us", "0 Neither", "1 For us"]
    assert found["A2"] == ["Up", "Down"]
    assert found["A3"] == ["Staff", "Residents", "None of these"]
    assert found["A4"] == ["Yes", "No"]
    assert blocks(sheet)["A6"].numbers == tuple(range(1, 11))
    assert [box.rag for box in blocks(sheet)["B1"].boxes][:2] == ["green", "amber-green"]


def test_a_list_has_blank_rows_and_says_what_to_write_in_each_column(sheet: Sheet) -> None:
    table = blocks(sheet)["things"].table
    assert table is not None
    assert (table.rows, table.more) == (8, True)
    assert [(column.text, column.hint) for column in table.columns] == [
        ("What is it?", ""),
        ("How much?", "−1 to 1"),
        ("Agreed?", ""),
        ("How likely?", "G to R"),
        ("Which action?", "its reference, may be empty"),
    ]
    assert table.columns[2].boxes == ("Yes", "No")
    assert sum(column.share for column in table.columns) == pytest.approx(100, abs=0.1)
    assert [sign for sign, _, _ in table.keys[1].options] == ["G", "AG", "AR", "R"]


def test_what_options_mean_is_told_once(sheet: Sheet) -> None:
    first, second = blocks(sheet)["things"].table, blocks(sheet)["wide"].table
    assert first is not None
    assert second is not None
    assert first.keys[0].options[0] == ("−1", "Against us", "It slows us.")
    assert second.keys[0].options[0] == ("−1", "Against us", "")
    assert second.keys[0].before == 12


def test_a_list_of_many_fields_lies_across_and_what_follows_does_not(sheet: Sheet) -> None:
    runs = [(across, [block.key for block in run]) for across, run in sheet.parts[1].runs]
    assert runs == [(False, ["things"]), (True, ["wide"]), (False, ["last"])]
    with pikepdf.open(io.BytesIO(pdf_of(sheet))) as pdf:
        widths = [float(page.mediabox[2]) for page in pdf.pages]
    assert [width > 800 for width in widths].count(True) == 1
    assert widths[-1] < 600


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{things: {gte: 1}}", "question 12 has at least one entry"),
        ("{things: 0}", "question 12 has no entries"),
        ("{A3: {gte: 2}}", "question 3 has at least 2 ticks"),
        ("{A3_staff: true}", "“Staff” is ticked in question 3"),
        ("{A3_staff: {is_not: true}}", "“Staff” is not ticked in question 3"),
        ("{A1: {lte: 0}}", "the answer to question 1 is at most 0 (Neither)"),
        ("{A2: down}", "the answer to question 2 is “Down”"),
        ("{A2: {not_in: [up, down]}}", "the answer to question 2 is not “Up” or “Down”"),
        ("{A4: true}", "the answer to question 4 is yes"),
        ("{A4: {is_not: true}}", "the answer to question 4 is no"),
        ("{A5: {gt: 3}}", "the answer to question 5 is more than 3"),
        ("{A8: {lt: 2026-04-01}}", "the answer to question 8 is before 1 April 2026"),
        ("{A9: {present: true}}", "question 9 is answered"),
        ("{A9: {present: false}}", "question 9 has no answer"),
        ("{B2: b}", "what comes first in question 11 is “Schools”"),
        (
            "{things_agreed_no: {gte: 1}}",
            "question 12 has at least one entry of this kind: Agreed? “No”",
        ),
        ("{findings.OWN-01: {gte: 1}}", "at least one finding of OWN-01 (no owner)"),
        ("{plan.open_actions: {gt: 9}}", "your plan shows this: Open actions, more than 9"),
        ("{plan.risk_register: true}", "The plan comes with a risk register, yes"),
        ("{A5: {gt: {field: A6}}}", "is more than “How sure are you?”"),
        (
            "{all: [{any: [{A4: true}, {A2: up}]}, {not: {A1: 1}}]}",
            "either the answer to question 4 is yes or the answer to question 2 is “Up”, "
            "and it is not so that the answer to question 1 is 1 (For us)",
        ),
    ],
)
def test_a_question_that_is_not_always_asked_says_when(condition: str, words: str) -> None:
    questionnaire = asked_if(condition)
    applies = blocks(arrange(questionnaire, given(questionnaire)))["last"].applies
    assert applies.startswith("Answer this only if ")
    assert words in applies
    assert applies.endswith(".")


TESTS = st.sampled_from(
    [
        "{A1: {gte: 0}}",
        "{A2: {in: [up, down]}}",
        "{A3_public: true}",
        "{A8: {gte: 2026-01-31}}",
        "{findings.OWN-01: {lt: 5}}",
        "{plan.updated: {lte: 2026-10-31}}",
    ]
)


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3).map(", ".join)
    return st.one_of(
        several.map(lambda parts: f"{{all: [{parts}]}}"),
        several.map(lambda parts: f"{{any: [{parts}]}}"),
        inner.map(lambda part: f"{{not: {part}}}"),
    )


@given_some(st.recursive(TESTS, joined))
def test_any_condition_is_one_sentence_without_the_names_of_fields(condition: str) -> None:
    questionnaire = asked_if(condition)
    applies = blocks(arrange(questionnaire, given(questionnaire)))["last"].applies
    assert applies.count("Answer this only if") == applies.count(".") == 1
    assert "_" not in applies
    assert "plan." not in applies


def test_with_a_plan_it_tells_what_the_plan_does_and_lists_what_to_refer_to() -> None:
    known = Given(
        plan="Anycity Delivery Plan",
        told={"things": ("Open actions without an owner: 9 of 41.",)},
        left_out=frozenset({"A4", "A9"}),
        refs={"action": {"1.1": "Open the hub", "1.2": ""}, "risk": {"R1": "Rain"}},
    )
    sheet = arrange(kinds(), known)
    words = words_of(sheet)
    assert "The plan: Anycity Delivery Plan as it stood on 31 October 2026" in words
    assert "Open actions without an owner: 9 of 41." in words
    assert "2 questions that this plan does not raise are left out." in words
    assert "Was it agreed?" not in words
    assert "1.1Open the hub1.2no title" in words.replace(" 1.2", "1.2").replace("1.2 ", "1.2")
    assert "Rain" not in words  # nothing on the sheet refers to a risk
    assert [block.number for block in blocks(sheet).values()] == list(range(1, 13))


@pytest.mark.parametrize("questionnaire", SHIPPED, ids=lambda q: q.key)
def test_a_shipped_sheet_holds_every_question_and_option(questionnaire: Questionnaire) -> None:
    sheet = arrange(questionnaire, given(questionnaire))
    words = words_of(sheet)
    for text in (questionnaire.purpose, questionnaire.who, questionnaire.when_to_use):
        assert " ".join(text.split()) in words
    for question in questionnaire.questions():
        for text in (question.text, question.help, question.why, question.evidence):
            assert " ".join(text.split()) in words, question.key
        options = [*question.options, *(o for field in question.fields for o in field.options)]
        for option in options:
            assert option.label in words, question.key
            assert " ".join(option.means.split()) in words, question.key
        for field in question.fields:
            assert field.text in words, question.key
    assert words.count("Don’t know Not applicable because") == len(questionnaire.questions())


def hostile(value: Any) -> Any:
    """``value`` as data with a hostile end on every text that an author writes."""
    if isinstance(value, dict):
        return {
            key: f"{inner} {HOSTILE}"
            if key in {"text", "title", "label", "means", "help", "why", "who", "unit", "about"}
            else hostile(inner)
            for key, inner in value.items()
        }
    return [hostile(inner) for inner in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def spoilt() -> Sheet:
    data = hostile(kinds().model_dump(mode="json"))
    questionnaire = Questionnaire.model_validate(data)
    known = replace(
        given(kinds()), plan=HOSTILE, refs={"action": {f"1 {HOSTILE}": HOSTILE, "2": ""}}
    )
    return arrange(questionnaire, known)


def test_what_an_author_writes_stays_text(spoilt: Sheet) -> None:
    page = Words(sheet_html(spoilt, shelf.templates(), DAY))
    assert "script" not in page.tags
    assert page.tags.count("table") == 3
    assert "<script>alert(1)</script> {{7*7}}" in page.text
    assert not {"\x01", "\x0b", "\u202e"} & set(page.text)


def test_it_has_a_title_a_language_and_a_bookmark_for_each_part(sheet: Sheet) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(sheet))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo.Title) == "Every kind: workshop sheet"
        with pdf.open_outline() as outline:
            names = [child.title for child in outline.root[0].children]
    assert names == ["Part 1. The short ones", "Part 2. The lists"]


def test_the_same_sheet_gives_the_same_bytes(sheet: Sheet) -> None:
    assert pdf_of(sheet) == pdf_of(sheet)


@pytest.mark.heavy
def test_verapdf_finds_nothing_whatever_the_questionnaire_holds(
    verapdf: Callable[..., list[dict[str, Any]]], spoilt: Sheet, sheet: Sheet, tmp_path: Path
) -> None:
    shipped = {q.key: arrange(q, given(q)) for q in SHIPPED if q.key in ("pestelo", "sara")}
    for name, made in {**shipped, "spoilt": spoilt, "every-kind": sheet}.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf_of(made))
    results = verapdf(*sorted(tmp_path.glob("*.pdf")))
    assert len(results) == 8
    assert all(result["checks"] > 1000 for result in results)
    assert {result["file"]: result["failed"] for result in results if result["failed"]} == {}
