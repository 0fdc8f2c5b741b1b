"""Files of answers that somebody filled in: each kind is read, and each fault has its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assure.interview.answer_sheet import answer_sheet
from assure.interview.parse import parse_questionnaire
from assure.model.answers import Answer, AnswerState
from assure.model.errors import AssureError
from assure.service.answer_files import not_yet_kept, open_answers

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
ASKED = parse_questionnaire(
    "trust.yaml",
    """
questionnaire: trust
title: Trust
minutes: 5
who: The board
purpose: To see.
when_to_use: Once a year.
origin: Made up.
sections:
  - key: all
    title: All
    questions:
      - key: A1
        kind: scale
        options:
          - {value: 0, label: Never}
          - {value: 1, label: Now and then}
          - {value: 2, label: Often}
        text: Do they meet?
        help: h
        why: w
        evidence: e
        sources: [s]
      - {key: A2, kind: number, minimum: 0, maximum: 9, text: How many?, help: h, why: w,
         evidence: e, sources: [s]}
      - {key: A3, kind: date, text: Since when?, help: h, why: w, evidence: e, sources: [s]}
      - key: barriers
        kind: entries
        text: What stands in the way?
        help: h
        why: w
        evidence: e
        sources: [s]
        fields:
          - {key: what, kind: text, text: What is it?}
          - {key: since, kind: date, text: Since when?, optional: true}
""",
)


def read(path: Path) -> dict[str, Answer]:
    return {answer.question: answer for answer in open_answers(path).answers(ASKED)}


def table(folder: Path, *lines: str, name: str = "filled.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(AssureError) as told:
        read(path)
    return str(told.value)


def test_a_table_needs_no_more_than_questions_and_answers(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "question;value;state;reason;evidence;evidence_date",
        "A1;2 Often;;;Minutes of May;14/05/2026",
        "A2;;don't know;Nobody counted;;",
        "A3;1 April 2026;;;;",
        "barriers.1.what;No analyst;;;;",
        "barriers.2.what;Rents;;;;",
        "barriers.2.since;2026-05-01;;;;",
    )

    found = read(path)

    assert (found["A1"].value, found["A1"].evidence) == (2, "Minutes of May")
    assert found["A1"].evidence_date == dt.date(2026, 5, 14)
    assert (found["A2"].state, found["A2"].reason) == (AnswerState.DONT_KNOW, "Nobody counted")
    assert found["A3"].value == "2026-04-01"
    assert found["barriers"].entries == (
        {"what": "No analyst"},
        {"what": "Rents", "since": "2026-05-01"},
    )


HEAD = "Question,Answer,State,Reason,Evidence,Evidence date"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            ["A1,quite often"],
            "filled.csv, B2: A1: “quite often” is no answer here; choose “0 Never”, “1 Now ",
        ),
        (["A2,several"], "filled.csv, B2: A2: “several” is not a number."),
        (["A2,11"], "filled.csv, B2: A2: “11” is out of range; give a number from 0 to 9."),
        (["A3,soon"], "filled.csv, B2: A3: “soon” is not a day; write it as 31/10/2026 or 2026-"),
        (["barrier,1"], "filled.csv, A2: trust has no question barrier; did you mean “barriers”?"),
        (
            ["A1,1", "A1,2"],
            "filled.csv, A3: A1 is already answered in filled.csv, A2; keep one of the two rows.",
        ),
        ([",1"], "filled.csv, row 2: this row names no question; write its key under “Question”."),
        (["A1,,Perhaps"], "filled.csv, C2: A1: “Perhaps” is no state of an answer; known are Answ"),
        (["A1,,Don’t know"], "filled.csv, C2: A1: a reason is needed; say in a few words why."),
        (["A1,1,Don’t know,Why"], "filled.csv, C2: A1: there is an answer, and “Don’t know” as"),
        (
            ["A1,1,,Because"],
            "filled.csv, D2: A1: a reason stands beside an answer; it belongs to “Don’t ",
        ),
        (
            ["A1,,,,Minutes"],
            "filled.csv, E2: A1: “Evidence” is filled and there is no answer; answer",
        ),
        (["A1,1,,,,May"], "filled.csv, F2: “May” is not a day; write it as 31/10/2026."),
        (
            ["barriers,Rents"],
            "filled.csv, B2: barriers: entries stand part by part in rows such as b",
        ),
        (
            ["barriers.1.who,Rents"],
            "filled.csv, B2: barriers has no field who; known are what, sin",
        ),
        (["barriers.1.since,2026-05-01"], "filled.csv: “barriers.1.what” is empty; fill it in."),
        (["barriers.1.since,May", "barriers.1.what,Rents"], "filled.csv, B2: “barriers.1.since"),
        (["barriers.1.what,Rents,,,Minutes"], "filled.csv, E2: “Evidence” is filled beside a part"),
        (["barriers,None", "barriers.1.what,Rents"], "filled.csv, B2: barriers: “None” is written"),
        (['A1,"1'], "filled.csv, line 2: a quotation mark is opened and never closed"),
    ],
)
def test_each_fault_has_its_cell(tmp_path: Path, lines: list[str], sentence: str) -> None:
    assert refusal(table(tmp_path, HEAD, *lines)).startswith(sentence)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["Ref,Action", "1,Open"], "filled.csv: no column is headed “Question”; begin with a fil"),
        (["Question,Answer,Comment"], "filled.csv, C1: “Comment” is no column of answers; known a"),
        (["Question,Answer,Value"], "filled.csv, C1: “Answer” is there twice; keep one column."),
        (
            ["Questionnaire,Question,Answer", "swot,A1,1"],
            "filled.csv: these are answers to swot, not to trust; use `assure ask swot`.",
        ),
        (
            ["Answered by,Question,Answer", "Police lead,A1,1", "Head of Housing,A2,1"],
            "filled.csv: under “Answered by” stand “Head of Housing” and “Police lead”; give each",
        ),
    ],
)
def test_a_table_of_another_kind_is_refused(
    tmp_path: Path, lines: list[str], sentence: str
) -> None:
    assert refusal(table(tmp_path, *lines)).startswith(sentence)


def test_who_answered_and_when_may_stand_in_columns(tmp_path: Path) -> None:
    path = table(
        tmp_path, "Question,Answer,Answered by,Given on", "A1,1,Police lead,28/10/2026", "A2,3,,"
    )

    answers = open_answers(path).answers(ASKED, given_at=AT, respondent="Head of Policy")

    assert {answer.respondent for answer in answers} == {"Police lead"}
    assert {answer.given_at for answer in answers} == {dt.datetime(2026, 10, 28, tzinfo=dt.UTC)}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(answer_sheet(ASKED, {}, AT))
    return path


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "sentence"),
    [
        (
            "Answers",
            "D2",
            "often enough",
            "filled.xlsx, sheet “Answers”, D2: A1: “often enough” is",
        ),
        ("Answers", "D5", "Rents", "filled.xlsx, sheet “Answers”, D5: barriers: entries stand on "),
        ("Answers", "A7", "A1", "filled.xlsx, sheet “Answers”, A7: A1 is already answered in fil"),
        ("Answers", "J2", "so so", "filled.xlsx, sheet “Answers”, J2: “so so” stands under no he"),
        ("barriers", "B2", "May", "filled.xlsx, sheet “barriers”, A2: “What is it?” is empty; fil"),
        ("barriers", "A1", "Wat", "filled.xlsx, sheet “barriers”, A1: “Wat” is no column of this"),
        (
            "barriers",
            "B1",
            "What is it?",
            "filled.xlsx, sheet “barriers”, B1: “What is it?” is the",
        ),
        ("barriers", "D2", "x", "filled.xlsx, sheet “barriers”, D2: “x” stands under no heading;"),
        ("Answers", "A1", "Key", "filled.xlsx: no column is headed “Question”; begin with a file"),
        ("About", "B4", "soon", "filled.xlsx, About, B4: “soon” is not a day; write it as 31/10/"),
        ("Answers", "D3", "=1+", "filled.xlsx, Answers D3: the cell holds a formula whose result"),
    ],
)
def test_a_fault_in_a_workbook_names_sheet_and_cell(
    workbook: Path, sheet: str, cell: str, value: str, sentence: str
) -> None:
    book = openpyxl.load_workbook(workbook)
    book[sheet][cell] = value
    book["Answers"]["D3"] = book["Answers"]["D3"].value or 3
    book.save(workbook)

    assert refusal(workbook).startswith(sentence)


def test_a_sheet_of_somebodys_own_is_told_because_it_may_hold_answers(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book.create_sheet("Notes")["A1"] = "Ask the chief"
    book.save(workbook)

    assert refusal(workbook).startswith(
        "filled.xlsx, sheet “Notes”: this sheet belongs to no question; known are barriers."
    )


def test_two_answers_on_two_sheets_are_told(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Answers"]["D2"] = "1 Now and then"
    book.copy_worksheet(book["Answers"]).title = "Second"
    book.save(workbook)

    assert refusal(workbook) == (
        "filled.xlsx, sheet “Second”, A2: A1 is already answered in filled.xlsx, sheet “Answers”, "
        "A2; keep one of the two rows."
    )


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "a.json",
            '{"questionnaire": "trust",\n "answers": {"A1": }}',
            "a.json:2:20: this is not J",
        ),
        (
            "a.json",
            '{"questionnaire": "trust",\n "answers": {"A1": 9}}',
            "a.json:2:14: A1: “9” is ",
        ),
        ("a.yaml", "questionnaire: trust\nanswers: {A1: [1}", "a.yaml:2:17: this is not YAML"),
        (
            "a.yaml",
            "questionnaire: swot\nanswers: {A1: 1}",
            "a.yaml:1:1: these are answers to swot",
        ),
        ("a.txt", "A1: 1", "a.txt: answers are read from .xlsx, .ods, .csv, .tsv, .yaml and .json"),
        ("a.xlsx", "no workbook", "a.xlsx: "),
    ],
)
def test_other_files_are_told_what_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text)

    assert refusal(Path(name)).startswith(sentence)


def test_a_file_without_answers_yet_has_none(tmp_path: Path) -> None:
    assert read(table(tmp_path, "questionnaire: trust", "answers:", name="a.yaml")) == {}


def said(question: str, respondent: str, value: int, **more: Any) -> Answer:
    to = {"questionnaire": "trust", "question": question, "respondent": respondent}
    return Answer.model_validate({**to, "value": value, **more})


def test_what_stands_already_is_not_kept_again() -> None:
    kept = [
        said("A1", "Police lead", 1),
        said("A1", "Police lead", 2, given_at=AT),
        said("A1", "Head of Housing", 0),
        said("A2", "Police lead", 4, moderated=True),
    ]
    given = [
        said("A1", "police  lead", 2),
        said("A2", "Police lead", 4),  # before, it was what all agreed on
        said("A1", "Head of Housing", 1),
    ]

    assert not_yet_kept(given, kept) == tuple(given[1:])
    assert not_yet_kept([said("A1", "Police lead", 1)], kept)  # changed back
    assert not_yet_kept([said("A1", "Police lead", 2, evidence="Minutes")], kept)
