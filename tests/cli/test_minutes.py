"""Minutes of a session: a sheet is written, filled in by hand, and taken whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook
from tests.assess.build import rulebook

from assure.cli import assure
from assure.model.errors import AssureError

PLAN = """\
Ref,Action,Lead,Due,Status
1,Open the family hub on Mill Road,Head of Housing,31/03/2027,In progress
2,Support victims better,All partners,Ongoing,In progress
3,Recruit two analysts,,30/06/2027,In progress
"""
ANNUAL, MID_YEAR = "2026-05-12", "2026-10-31"
SHEET = Path("minutes.xlsx")
WHOLE = {
    "Answer": "Nobody knows",
    "Promise": "A list of owners",
    "Evidence promised": "The list",
    "Who": "Head of Housing",
    "By when": dt.date(2026, 9, 30),
}


def run(*args: str, on: str = ANNUAL, status: int = 0) -> Result:
    given = ("--today", on) if args[0] in ("challenge", "promises") else ()
    result = CliRunner().invoke(assure, [*args, *given], catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result


@pytest.fixture(autouse=True)
def _a_review(monkeypatch: pytest.MonkeyPatch) -> None:
    # The shipped rules, read once for all of these tests.
    monkeypatch.setattr("assure.service.judge.load", lambda _: rulebook())
    Path("plan.csv").write_text(PLAN, encoding="utf-8")
    new = ("review", "new", "Anycity", "--kind", "annual", "--as-of", ANNUAL, "--no-input")
    run(*new, "--plan", "plan.csv")


def written(on: str = ANNUAL) -> None:
    run("challenge", "--sheet", str(SHEET), "--questions", "2", "--replace", on=on)


def fill(sheet: str = "Questions", row: int = 2, **given: Any) -> None:
    """Types into a row by its headings."""
    book = load_workbook(SHEET)
    page = book[sheet]
    columns = {cell.value: cell.column for cell in page[1]}
    for heading, value in given.items():
        page.cell(row, columns[heading]).value = value
    book.save(SHEET)


def take(*options: str, on: str = ANNUAL, status: int = 0) -> Result:
    return run("challenge", "--import", str(SHEET), *options, on=on, status=status)


def kept() -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = json.loads(run("promises", "--all", "--format", "json").stdout)
    return shown


def test_the_sheet_asks_what_the_session_would() -> None:
    written()
    page = load_workbook(SHEET)["Questions"]
    first = {head.value: cell.value for head, cell in zip(page[1], page[2], strict=True)}
    assert first["Question"] == "If action 2 fails, which one person will tell us first?"
    assert first["Why it is asked"] == "Action 2 belongs to a group, “All partners”."
    assert first["About"] == "2"
    assert page.max_row == 1 + 2 + 10  # two questions, and room for ten of the session's own


def test_the_same_moment_gives_the_same_bytes() -> None:
    written()
    before = SHEET.read_bytes()
    written()
    assert SHEET.read_bytes() == before


def test_what_is_filled_in_is_kept() -> None:
    written()
    fill(**WHOLE)
    fill(row=3, Answer="It is being asked")
    assert "2 new answers and 0 earlier promises told of" in take().stdout
    (one,) = kept()
    assert one["text"] == "A list of owners"
    assert (one["who"], one["by"], one["evidence"]) == ("Head of Housing", "2026-09-30", "The list")
    assert one["refs"] == ["2"]
    assert one["question"] == "If action 2 fails, which one person will tell us first?"


def test_the_same_file_again_changes_nothing() -> None:
    written()
    fill(**WHOLE)
    take()
    again = take()
    assert "0 new answers" in again.stdout
    assert "All of it was there already; nothing changed." in again.stderr


def test_an_old_file_does_not_undo_what_was_put_right_since() -> None:
    written()
    fill(**WHOLE)
    take()
    before = SHEET.read_bytes()
    fill(Who="Director of Housing")
    assert "1 new answer " in take().stdout
    SHEET.write_bytes(before)
    assert "nothing changed" in take().stderr
    assert kept()[0]["who"] == "Director of Housing"


def test_a_sheet_written_again_shows_what_is_known() -> None:
    written()
    fill(**WHOLE)
    take()
    written()
    assert "nothing changed" in take().stderr
    assert len(kept()) == 1


def test_a_question_of_the_session_and_a_second_promise_to_one() -> None:
    written()
    fill(row=4, Question="Who pays?", About="3; 1", **WHOLE)
    fill(row=5, Question="Who pays?", **{**WHOLE, "Promise": "A second list"})
    take()
    assert sorted(one["text"] for one in kept()) == ["A list of owners", "A second list"]
    assert {tuple(one["refs"]) for one in kept()} == {("3", "1"), ()}
    assert len({one["key"] for one in kept()}) == 2


def test_a_copied_row_is_a_second_promise_to_the_same_question() -> None:
    written()
    page = load_workbook(SHEET)["Questions"]
    row = {head.value: cell.value for head, cell in zip(page[1], page[2], strict=True)}
    fill(**WHOLE)
    fill(row=4, **{**row, **WHOLE, "Promise": "A second list"})
    take()
    assert len({one["key"] for one in kept()}) == 2
    assert "nothing changed" in take().stderr


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"Who": None}, "Questions G2: a promise that nobody makes. Name one post that makes it."),
        ({"Who": "TBC"}, "Questions G2: “TBC” is nobody; name one post"),
        ({"By when": None}, "Questions H2: a promise for no day. Write the day"),
        ({"By when": "soon"}, "Questions H2: “soon” is not a day. Write it as 31/10/2026."),
        ({"By when": dt.date(2026, 5, 1)}, "Questions H2: 1 May 2026 had passed by then"),
        ({"About": "2; 9"}, "Questions I2: the plan has no reference “9”."),
        ({"Promise": None}, "Questions G2: nothing is promised in this row."),
        ({"Question": None}, "Questions B2: an answer to no question. Write the question."),
        ({"Answer": "x" * 2_001}, "Questions D2: 2,001 characters are too many"),
    ],
)
def test_with_a_problem_nothing_is_kept(given: dict[str, Any], problem: str) -> None:
    written()
    fill(**{**WHOLE, **given})
    fill(row=3, **WHOLE)
    result = take(status=2)
    assert f"Problem: minutes.xlsx, {problem}" in result.stderr
    assert "nothing was kept; put right what is told above" in result.stderr
    assert kept() == []


def promised_before() -> str:
    """A promise of the annual session, and the sheet of the next; its key."""
    written()
    fill(**WHOLE)
    take()
    new = ("review", "new", "Anycity", "--kind", "mid-year", "--as-of", MID_YEAR, "--no-input")
    run(*new)
    written(on=MID_YEAR)
    return str(kept()[0]["key"])


def test_the_next_sheet_begins_with_what_was_promised() -> None:
    key = promised_before()
    page = load_workbook(SHEET)["Earlier promises"]
    assert [cell.value for cell in page[2]] == [
        "A list of owners",
        "Head of Housing, 30 September 2026",
        "31 days past its day; nobody has said how it stands.",
        *[None] * 4,
        key,
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"What became of it": "Late", "New day": dt.date(2027, 1, 31)},
            "Put back from 30 Sep 2026 to 31 Jan 2027.",
        ),
        (
            {"What became of it": "kept", "Evidence seen": "Minute 7"},
            "Kept on 31 Oct 2026, 31 days late. Evidence seen: Minute 7.",
        ),
        (
            {"What became of it": "Broken", "Why, or what overtook it": "No staff"},
            "Broken: No staff.",
        ),
    ],
)
def test_what_became_of_them_is_kept_once(given: dict[str, Any], words: str) -> None:
    promised_before()
    fill("Earlier promises", **given)
    assert "1 earlier promise told of" in take(on=MID_YEAR).stdout
    assert kept()[0]["words"] == words
    assert "nothing changed" in take(on=MID_YEAR).stderr


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"What became of it": "Late"}, "E2: late, and no new day."),
        ({"What became of it": "Fine"}, "D2: “Fine” is none of Kept, Late, Broken"),
        ({"Evidence seen": "Minute 7"}, "D2: it is not said what became of this promise."),
        (
            {"What became of it": "Late", "New day": dt.date(2026, 9, 1)},
            "D2: It was due on 30 September 2026; give a day after that.",
        ),
        ({"What became of it": "Overtaken"}, "G2: it is not said what overtook it."),
        ({"What became of it": "Kept", "New day": dt.date(2027, 1, 1)}, "E2: a new day for a pro"),
        ({"What became of it": "Kept", "Assure key": None}, "H2: the key of the promise is missi"),
        ({"What became of it": "Kept", "Assure key": "0" * 8}, "D2: there is no promise 00000000"),
    ],
)
def test_what_cannot_be_told_of_them_is_a_problem(given: dict[str, Any], problem: str) -> None:
    promised_before()
    fill("Earlier promises", **given)
    stderr = take(on=MID_YEAR, status=2).stderr
    assert f"Earlier promises {problem}" in stderr
    assert stderr.count("Problem: ") == 1


def test_a_table_in_a_word_document_will_do() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=5)
    said = ("Who pays?", "Nobody", "A budget line", "Head of Finance", "30 September 2026")
    headings = ("Question", "Answer", "Promise", "Who", "By when")
    for row, texts in ((table.rows[0], headings), (table.add_row(), said)):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save("minutes.docx")
    run("challenge", "--import", "minutes.docx")
    (one,) = kept()
    assert (one["text"], one["who"], one["by"]) == (
        "A budget line",
        "Head of Finance",
        "2026-09-30",
    )


def test_the_sheet_can_be_a_word_document(elsewhere: Path) -> None:
    key = promised_before()
    paper = elsewhere / "minutes.docx"
    run("challenge", "--sheet", str(paper), "--questions", "2", on=MID_YEAR)
    document = Document(str(paper))
    _, earlier, asked = document.tables
    assert [cell.text for cell in earlier.rows[1].cells][-1] == key
    for column, text in {3: "Late", 4: "31 January 2027", 6: "No staff"}.items():
        earlier.rows[1].cells[column].text = text
    for column, text in {2: "Yes", 3: "A post", 5: "Head of Housing", 6: "31/12/2026"}.items():
        asked.rows[1].cells[column].text = text
    document.save(str(paper))
    said = run("challenge", "--import", str(paper), on=MID_YEAR).stdout
    assert "1 new answer and 1 earlier promise told of, kept for anycity-mid-year" in said
    assert {one["text"]: one["words"] for one in kept()} == {
        "A list of owners": "Put back from 30 Sep 2026 to 31 Jan 2027. No staff.",
        "A post": "Due in 233 days.",
    }
    assert [one["refs"] for one in kept() if one["text"] == "A post"] == [["3"]]


def test_text_stays_text() -> None:
    written()
    fill(row=4, Question="=1+1?", **{**WHOLE, "Promise": '\'=HYPERLINK("x")'})
    book = load_workbook(SHEET)
    book["Questions"]["B4"].data_type = "s"
    book.save(SHEET)
    take()
    written()
    page = load_workbook(SHEET)["Questions"]
    assert page["B4"].data_type == "s"
    assert page["B4"].value == "=1+1?"


# --- Wrong use ---------------------------------------------------------------------------


def test_a_blank_sheet_says_so() -> None:
    written()
    with pytest.raises(AssureError, match="nothing is filled in yet"):
        take()


def test_minutes_of_another_review_are_refused() -> None:
    promised_before()
    fill(row=2, **WHOLE)
    with pytest.raises(AssureError, match="these are minutes of anycity-mid-year-2026-10-31, not"):
        take("--review", "anycity-annual-2026-05-12")


def test_minutes_that_name_no_review_are_held_against_the_newest() -> None:
    written()
    fill(**WHOLE)
    new = ("review", "new", "Anycity", "--kind", "mid-year", "--as-of", MID_YEAR, "--no-input")
    run(*new)
    book = load_workbook(SHEET)
    del book["About"]
    book.save(SHEET)
    told = take(status=2).stderr
    assert "Questions E2: this question was not asked in the session of anycity-mid-year" in told
    assert "1 new answer " in take("--review", "anycity-annual-2026-05-12").stdout


def test_a_file_without_minutes_is_refused() -> None:
    with pytest.raises(AssureError, match="there are no minutes in it; it needs a table with the"):
        run("challenge", "--import", "plan.csv")


def test_a_sheet_is_not_written_over_unasked() -> None:
    written()
    with pytest.raises(AssureError, match="is there already"):
        run("challenge", "--sheet", str(SHEET))


@pytest.mark.parametrize(
    "options",
    [("--sheet", "a.xlsx", "--import", "b.xlsx"), ("--sheet", "a.xlsx", "--no-input")],
)
def test_one_act_at_a_time(options: tuple[str, ...]) -> None:
    output = run("challenge", *options, status=2).output
    assert "Give one of --sheet, --import and --no-input." in output
