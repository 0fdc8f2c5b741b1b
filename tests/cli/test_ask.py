"""``assure ask``: answering in a terminal, from a file, or not at all."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result
from prompt_toolkit.input import PipeInput

from assure.cli import assure, prompt
from assure.model.answers import Answer, AnswerState, Entry
from assure.model.errors import AssureError
from assure.model.outcomes import Outcome
from assure.model.plan import Plan
from assure.model.review import ReviewKind
from assure.service import reviews
from assure.service.questionnaires import questionnaire
from assure.store.store import Store

BACK, LEAVE, ENTER, UP = "\x02", "\x03", "\r", "\x1b[A"
NONE = ENTER  # an optional text left empty


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793440800")


def run(*args: str) -> Result:
    return CliRunner().invoke(assure, args, catch_exceptions=False)


def kept(key: str = "swot", review: str = "") -> dict[str, Answer]:
    """The latest answers in the database."""
    with Store.open("assure.db") as store:
        return {a.question: a for a in store.answers(review, questionnaire=key)}


def test_an_answer_with_evidence_then_save_and_leave(keys: PipeInput) -> None:
    keys.send_text(ENTER)  # begin
    keys.send_text("2" + ENTER + "Terms of reference, tŷ 🏠" + ENTER + "12/6/2026" + ENTER)
    keys.send_text("l" + ENTER)
    result = run("ask", "progress-assurance", "--as", "Locality manager")
    answer = kept("progress-assurance")["A1"]
    assert answer.value == 2
    assert answer.evidence == "Terms of reference, tŷ 🏠"
    assert str(answer.evidence_date) == "2026-06-12"
    assert answer.respondent == "Locality manager"
    assert "1 of 38 answered" in result.output
    assert "Go on with: assure ask progress-assurance" in result.output


def test_it_goes_on_where_it_was_left(keys: PipeInput) -> None:
    keys.send_text(ENTER + "2" + ENTER + NONE + LEAVE)
    run("ask", "progress-assurance")
    keys.send_text("0" + ENTER + NONE + LEAVE)  # no page to begin with, and A2 at once
    result = run("ask", "progress-assurance")
    answers = kept("progress-assurance")
    assert {key: answer.value for key, answer in answers.items()} == {"A1": 2, "A2": 0}
    assert result.output.count("Going on from last time: 1 of 38 answered so far.") == 1
    assert "2 of 38 answered" in result.output


def test_the_command_to_go_on_with_is_the_whole_one(keys: PipeInput) -> None:
    keys.send_text(ENTER + LEAVE)
    args = ("ask", "swot", "--database", "our.db", "--as", "Head of Housing")
    assert "Go on with: assure ask swot --as 'Head of Housing' --database our.db\n" in (
        run(*args).output
    )


def test_going_back_changes_the_answer_before(keys: PipeInput) -> None:
    keys.send_text(ENTER + "2" + ENTER + NONE)
    keys.send_text(BACK + "1" + ENTER + NONE)  # from A2 to A1 by key
    keys.send_text("b" + ENTER + "0" + ENTER + NONE + LEAVE)  # and again from the menu
    run("ask", "progress-assurance")
    with Store.open("assure.db") as store:
        assert [answer.value for answer in store.answers()] == [2, 1, 0]


def test_going_back_from_the_evidence_asks_the_same_question(keys: PipeInput) -> None:
    keys.send_text(ENTER + "2" + ENTER + BACK + "3" + ENTER + NONE + LEAVE)
    run("ask", "progress-assurance")
    assert {k: a.value for k, a in kept("progress-assurance").items()} == {"A1": 3}


def test_dont_know_and_not_applicable_need_a_reason(keys: PipeInput) -> None:
    keys.send_text(ENTER)
    keys.send_text("d" + ENTER + ENTER + "Finance has not reported" + ENTER)
    keys.send_text("n" + ENTER + "No contractors" + ENTER + LEAVE)
    result = run("ask", "progress-assurance")
    assert "2 of 38 answered, of these 1 “don’t know” and 1 “not applicable”." in result.output
    answers = kept("progress-assurance")
    assert answers["A1"].state is AnswerState.DONT_KNOW
    assert answers["A1"].reason == "Finance has not reported"
    assert answers["A2"].state is AnswerState.NOT_APPLICABLE
    assert answers["A2"].reason == "No contractors"


def test_a_skipped_question_is_left_for_later(keys: PipeInput) -> None:
    keys.send_text(ENTER + "s" + ENTER + "1" + ENTER + NONE + LEAVE)
    run("ask", "progress-assurance")
    assert list(kept("progress-assurance")) == ["A2"]


def entry(text: str, impact: str, certainty: str) -> str:
    return text + ENTER + NONE + impact + ENTER + certainty + ENTER + NONE


def test_entries_are_added_changed_and_removed(keys: PipeInput) -> None:
    keys.send_text(ENTER)
    keys.send_text("a" + ENTER + entry("Trust", "4", "3"))
    keys.send_text("a" + ENTER + entry("Data", "2", "2"))
    keys.send_text("1" + ENTER + "c" + ENTER)  # change the first: its text is there to edit
    keys.send_text(" in chiefs" + ENTER + NONE + "5" + ENTER + ENTER + NONE)
    keys.send_text("2" + ENTER + "r" + ENTER)  # remove the second
    keys.send_text("t" + ENTER + LEAVE)
    run("ask", "swot")
    assert kept()["strengths"].entries == (
        {"text": "Trust in chiefs", "impact": 5, "certainty": 3},
    )


def test_going_back_inside_an_entry_returns_to_the_field_before(keys: PipeInput) -> None:
    keys.send_text(ENTER + "a" + ENTER + "Trsut" + ENTER + BACK)
    keys.send_text("\x7f\x7f\x7f\x7frust" + ENTER + NONE + "4" + ENTER + "3" + ENTER + NONE)
    keys.send_text(LEAVE)
    run("ask", "swot")
    assert kept()["strengths"].entries[0]["text"] == "Trust"


def test_answers_are_checked_at_the_end_and_any_can_be_reopened(keys: PipeInput) -> None:
    keys.send_text(ENTER + ("t" + ENTER) * 4)  # four empty boxes: no moves are asked
    keys.send_text(UP * 4 + ENTER)  # up from Finish to the first line
    keys.send_text("a" + ENTER + entry("Trust", "4", "3") + "t" + ENTER)
    keys.send_text(ENTER)  # Finish
    result = run("ask", "swot")
    assert kept()["strengths"].entries[0]["text"] == "Trust"
    assert kept()["threats"].value == ()
    assert "4 of 4 answered" in result.output
    assert "assure review new" in result.output
    assert "assure questionnaires export swot --with-answers -o swot.xlsx\n" in result.output


def test_the_outcomes_of_the_plan_are_offered(keys: PipeInput) -> None:
    outcomes = tuple(Outcome(key=r, ref=r, title=f"Outcome {r}") for r in ("1", "2"))
    every = [q.key for q in questionnaire("progress-assurance").questions() if q.key != "H3"]
    with Store.open("assure.db") as store:
        store.add_plan(Plan(key="p", title="P", outcomes=outcomes), reviews_at())
        store.add_answers(
            [Answer(questionnaire="progress-assurance", question=key, value=1) for key in every]
        )
    down = "\x1b[B"
    keys.send_text("a" + ENTER + down + ENTER + "3" + ENTER + "Too late" + ENTER + LEAVE)
    run("ask", "progress-assurance")
    assert kept("progress-assurance")["H3"].entries == (
        {"outcome": "2", "rating": "amber_red", "reason": "Too late"},
    )


def answered_but(*keys: str) -> None:
    """Everything in Progress Assurance is answered, but for ``keys``."""
    every = [question.key for question in questionnaire("progress-assurance").questions()]
    with Store.open("assure.db") as store:
        store.add_answers(
            Answer(questionnaire="progress-assurance", question=key, value=1)
            for key in every
            if key not in keys
        )


def test_text_numbers_and_days_are_written(keys: PipeInput) -> None:
    answered_but("G3", "H2", "H6")
    keys.send_text("w" + ENTER + "Rents fell in two wards" + ENTER)
    keys.send_text("w" + ENTER + "11" + ENTER + "\x7f0" + ENTER)  # 11 is refused, then mended
    keys.send_text("w" + ENTER + BACK + "w" + ENTER + "30 April 2027" + ENTER)
    keys.send_text(UP + ENTER)  # reopen the last line
    keys.send_text("k" + ENTER + ENTER)  # keep it, and finish
    result = run("ask", "progress-assurance")
    answers = kept("progress-assurance")
    assert answers["G3"].value == "Rents fell in two wards"
    assert answers["H2"].value == 10
    assert answers["H6"].value == "2027-04-30"
    assert "38 of 38 answered" in result.output


def test_going_back_from_the_end_and_leaving_an_entry_as_it_is(keys: PipeInput) -> None:
    one: Entry = {"text": "Trust", "impact": 4, "certainty": 3}
    with Store.open("assure.db") as store:
        store.add_answers(
            [
                Answer(questionnaire="swot", question="strengths", value=(one,)),
                Answer(questionnaire="swot", question="weaknesses", value=()),
                Answer(questionnaire="swot", question="opportunities", value=()),
                Answer(questionnaire="swot", question="threats", value=()),
            ]
        )
    keys.send_text(BACK + "d" + ENTER + "Nobody looked" + ENTER)  # threats
    keys.send_text(UP * 4 + ENTER + "1" + ENTER + "b" + ENTER + "t" + ENTER)  # strengths
    keys.send_text(ENTER)
    run("ask", "swot")
    assert kept()["threats"].reason == "Nobody looked"
    assert kept()["strengths"].entries == (one,)


def test_more_is_shown_on_request_where_a_screen_is_short(
    keys: PipeInput, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINES", "16")
    monkeypatch.setenv("COLUMNS", "80")
    answered_but("A1")
    keys.send_text("?" + LEAVE)
    assure(["ask", "progress-assurance"], standalone_mode=False)
    first, second = capsys.readouterr().out.split("Question 1 of 38")[1:]
    assert "Why:" not in first
    assert "Why: Where two boards share a target" in second


def reviews_at() -> dt.datetime:
    return dt.datetime(2026, 10, 31, tzinfo=dt.UTC)


def test_hostile_and_long_text_is_kept_as_text(keys: PipeInput) -> None:
    text = "<script>=1+1</script> '; DROP TABLE answers; -- 🏠 Ŵ " + "x" * 10_000
    keys.send_text(ENTER + "d" + ENTER + "\x1b[200~" + text + "\x1b[201~" + ENTER + LEAVE)
    run("ask", "progress-assurance")
    assert kept("progress-assurance")["A1"].reason == text


def test_every_answer_is_in_the_database_before_the_next_question(tmp_path: Path) -> None:
    """On a real terminal, killed without warning."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "assure", "ask", "progress-assurance"],
        cwd=tmp_path,
        env={**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "NO_COLOR": "1"},
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=30,
    )
    child.expect("Begin")
    child.send(ENTER)
    child.expect("Question 1 of 38")
    child.expect("Save and leave")
    child.send("3" + ENTER)
    child.expect("Evidence, if there is any")
    child.send(ENTER)
    child.expect("Question 2 of 38")
    child.kill(signal.SIGKILL)
    child.close()
    connection = sqlite3.connect(tmp_path / "assure.db")
    rows = connection.execute("SELECT question, json_extract(payload, '$.value') FROM answers")
    assert rows.fetchall() == [("A1", 3)]
    connection.close()


def test_plain_mode_takes_typed_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["1", "", "7", "2", "Minutes", "", "d", "", "Not asked", ":save"])
    monkeypatch.setattr(prompt, "is_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    assure(["ask", "progress-assurance", "--plain"], standalone_mode=False)
    said = capsys.readouterr().out
    answers = kept("progress-assurance")
    assert (answers["A1"].value, answers["A1"].evidence) == (2, "Minutes")
    assert answers["A2"].reason == "Not asked"
    assert "Nothing was typed." in said
    assert "“7” is not in the list." in said
    assert "A reason is needed" in said
    assert "\x1b" not in said


def test_without_a_terminal_it_says_what_to_do() -> None:
    with pytest.raises(AssureError) as caught:
        run("ask", "swot")
    assert str(caught.value) == (
        "standard input is not a terminal, so nobody can be asked; give --answers FILE, or "
        "--no-input to list what is missing."
    )


def test_no_input_lists_what_is_missing() -> None:
    Path("swot.yaml").write_text(
        "questionnaire: swot\nanswers: {strengths: [], weaknesses: [], opportunities: []}\n"
    )
    result = run("ask", "swot", "--answers", "swot.yaml", "--no-input")
    assert result.exit_code == 2
    assert result.stdout.splitlines() == ["threats  What could stop this, and how soon?"]
    assert "1 question of SWOT and TOWS not answered" in result.stderr
    Path("rest.yaml").write_text("questionnaire: swot\nanswers: {threats: []}\n")
    assert run("ask", "swot", "--answers", "rest.yaml", "--no-input").exit_code == 0


def test_a_file_for_another_questionnaire_is_refused_and_nothing_is_kept() -> None:
    Path("a.yaml").write_text("questionnaire: pestelo\nanswers: {political: []}\n")
    with pytest.raises(AssureError, match="these are answers to pestelo, not to swot"):
        run("ask", "swot", "--answers", "a.yaml")
    assert not Path("assure.db").exists()


def test_answers_go_to_the_draft_and_never_to_a_frozen_review(keys: PipeInput) -> None:
    plan = Plan(key="p", title="P")
    with Store.open("assure.db") as store:
        store.add_plan(plan, reviews_at())
        draft = reviews.new_review(
            store,
            name="Anycity",
            kind=ReviewKind.ANNUAL,
            plan=plan,
            as_of=reviews_at().date(),
            at=reviews_at(),
        )
    keys.send_text(ENTER + "t" + ENTER + LEAVE)
    run("ask", "swot")
    assert list(kept("swot", draft.key)) == ["strengths"]
    with Store.open("assure.db") as store:
        store.freeze(draft.key, "{}", reviews_at())
    with pytest.raises(AssureError, match="is frozen, so its answers cannot change"):
        run("ask", "swot", "--review", "anycity")
