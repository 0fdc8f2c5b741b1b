"""``assure ask --moderate``: several answered, and now they agree."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result
from prompt_toolkit.input import PipeInput

from assure.cli import assure, prompt
from assure.model.answers import Answer, AnswerState
from assure.model.errors import AssureError
from assure.store.store import Store

ENTER, BACK, LEAVE = "\r", "\x02", "\x03"
POLICE, CLERK = "Police lead", "Clerk"
AGREE = ("ask", "progress-assurance", "--moderate", "--as", "Chair")


def run(*args: str) -> Result:
    return CliRunner().invoke(assure, args, catch_exceptions=False)


def keep(role: str, questionnaire: str = "progress-assurance", **values: object) -> None:
    """``role`` has answered; a tuple is a value and its evidence."""
    with Store.open("assure.db") as store:
        for key, value in values.items():
            said, evidence = value if isinstance(value, tuple) else (value, "")
            store.add_answers(
                [
                    Answer(
                        questionnaire=questionnaire,
                        question=key,
                        value=said,  # type: ignore[arg-type]
                        evidence=evidence,
                        respondent=role,
                    )
                ]
            )


def agreed(questionnaire: str = "progress-assurance") -> dict[str, Answer]:
    with Store.open("assure.db") as store:
        given = store.answers(questionnaire=questionnaire)
    return {answer.question: answer for answer in given if answer.moderated}


def everything() -> list[tuple[str, object]]:
    with Store.open("assure.db") as store:
        return [(answer.respondent, answer.value) for answer in store.answers()]


def test_only_what_differs_is_gone_through_and_kept_beside_what_each_said(keys: PipeInput) -> None:
    keep(POLICE, A1=0, A2=2, A3=1)
    keep(CLERK, A1=3, A2=2, A3=2)
    keys.send_text(ENTER)  # begin
    keys.send_text("1" + ENTER + "Minutes of June" + ENTER + ENTER)  # A1
    keys.send_text("d" + ENTER + "Nobody could say" + ENTER)  # A3
    keys.send_text(ENTER)  # finish
    result = run(*AGREE)
    assert [(key, a.value, a.state) for key, a in agreed().items() if key == "A3"] == [
        ("A3", None, AnswerState.DONT_KNOW)
    ]
    assert (agreed()["A1"].value, agreed()["A1"].evidence) == (1, "Minutes of June")
    assert everything()[:6] == [
        (POLICE, 0),
        (POLICE, 2),
        (POLICE, 1),
        (CLERK, 3),
        (CLERK, 2),
        (CLERK, 2),
    ]
    assert {answer.respondent for answer in agreed().values()} == {"Chair"}
    assert "2 of 2 questions agreed on" in result.output


def test_what_each_said_stands_under_the_question_with_its_evidence(keys: PipeInput) -> None:
    keep(POLICE, A1=(0, "Nothing was signed"))
    keep(CLERK, A1=3)
    keys.send_text(ENTER + LEAVE)
    said = run(*AGREE).output
    assert "2 respondents answered: Police lead; Clerk. There is 1 question to agree on." in said
    page = said[said.index("Question 1 of 1") :]
    assert "Police lead: 0 Not in place (evidence: Nothing was signed)\nClerk: 3 Fully in" in page
    assert "Go on with: assure ask progress-assurance --as Chair --moderate" in page
    assert agreed() == {}


def test_what_was_said_at_length_is_cut_and_whole_on_request(keys: PipeInput) -> None:
    keep(POLICE, G3="Rents " + "fell " * 2000 + "at last")
    keep(CLERK, G3="Nothing")
    keys.send_text(ENTER + "?" + LEAVE)
    first, second = run(*AGREE).output.split("Question 1 of 1")[1:]
    assert "at last" not in first
    assert "fell…" in first
    assert "Clerk: Nothing" in first
    assert "at last" in second


def test_evidence_of_those_who_said_the_same_comes_with_the_agreed_answer(keys: PipeInput) -> None:
    keep(POLICE, A1=(2, "Terms of reference"))
    keep(CLERK, A1=3)
    keys.send_text(ENTER + "2" + ENTER + ENTER + LEAVE)
    run(*AGREE)
    assert (agreed()["A1"].value, agreed()["A1"].evidence) == (2, "Terms of reference")


def test_back_skip_leave_and_go_on_as_in_an_interview(keys: PipeInput) -> None:
    keep(POLICE, A1=0, A2=0, A3=0)
    keep(CLERK, A1=3, A2=3, A3=3)
    keys.send_text(ENTER + "1" + ENTER + ENTER)  # A1
    keys.send_text("s" + ENTER)  # A2 is skipped
    keys.send_text(BACK + BACK + "2" + ENTER + ENTER + LEAVE)  # A3, A2, A1 anew
    assert "1 of 3 questions agreed on" in run(*AGREE).output
    keys.send_text("0" + ENTER + ENTER + "0" + ENTER + ENTER + ENTER)  # A2 at once
    assert "3 of 3 questions agreed on" in run(*AGREE).output
    assert {key: answer.value for key, answer in agreed().items()} == {"A1": 2, "A2": 0, "A3": 0}


def test_words_are_taken_over_and_entries_of_all_come_together(keys: PipeInput) -> None:
    keep(POLICE, G3="Rents fell", H4=[])
    keep(CLERK, G3="Rents fell in two wards")
    with Store.open("assure.db") as store:
        store.add_answers(
            Answer(
                questionnaire="progress-assurance",
                question="H4",
                value=({"barrier": barrier},),
                respondent=role,
            )
            for role, barrier in ((POLICE, "No analyst"), (CLERK, "No room"))
        )
    keys.send_text(ENTER + "f" + ENTER)  # the second who wrote
    keys.send_text("e" + ENTER + "t" + ENTER + ENTER)
    run(*AGREE)
    assert agreed()["G3"].value == "Rents fell in two wards"
    assert [entry["barrier"] for entry in agreed()["H4"].entries] == ["No analyst", "No room"]


def test_answered_anew_it_is_asked_again_with_what_was_agreed(keys: PipeInput) -> None:
    keep(POLICE, A1=0)
    keep(CLERK, A1=3)
    Path("agreed.yaml").write_text("questionnaire: progress-assurance\nanswers: {A1: 1}\n")
    run(*AGREE, "--answers", "agreed.yaml")
    assert run(*AGREE, "--no-input").exit_code == 0
    keep(CLERK, A1=2)
    keys.send_text(ENTER + "2" + ENTER + ENTER + ENTER)
    said = run(*AGREE).output
    assert "Agreed before: 1 Partly in place. Answered anew since by: Clerk." in said
    assert agreed()["A1"].value == 2


def test_what_was_agreed_can_be_agreed_once_more_from_the_same_file() -> None:
    keep(POLICE, A1=0)
    keep(CLERK, A1=3)
    Path("agreed.yaml").write_text("questionnaire: progress-assurance\nanswers: {A1: 1}\n")
    run(*AGREE, "--answers", "agreed.yaml")
    keep(CLERK, A1=2)
    assert run(*AGREE, "--no-input").exit_code == 2
    assert "Kept 1 answer from agreed.yaml." in run(*AGREE, "--answers", "agreed.yaml").stderr
    assert run(*AGREE, "--no-input").exit_code == 0
    assert "Kept 0 answers from agreed.yaml" in run(*AGREE, "--answers", "agreed.yaml").stderr


def test_all_goes_through_every_question(keys: PipeInput) -> None:
    for role in (POLICE, CLERK):
        keep(role, "swot", strengths=[], weaknesses=[], opportunities=[], threats=[])
    assert "nothing to moderate" in run("ask", "swot", "--moderate").output
    keys.send_text(ENTER + ("t" + ENTER) * 4 + ENTER)
    assert "4 of 4 questions agreed on" in run("ask", "swot", "--moderate", "--all").output
    assert list(agreed("swot")) == ["strengths", "weaknesses", "opportunities", "threats"]


def test_files_of_several_respondents_are_kept_and_what_counts_is_told() -> None:
    Path("a.yaml").write_text(
        "questionnaire: swot\nanswered_by: Clerk\nanswers: {threats: {dont_know: New here}}\n"
    )
    Path("b.yaml").write_text(
        "questionnaire: swot\nanswered_by: Police lead\nanswers: {threats: []}\n"
    )
    result = run("ask", "swot", "--answers", "a.yaml", "--answers", "b.yaml")
    assert result.stderr == "Kept 1 answer from a.yaml.\nKept 1 answer from b.yaml.\n"
    assert result.stdout == "SWOT and TOWS: 1 of 4 answered. All answers are kept.\n"
    assert everything() == [("Clerk", None), ("Police lead", ())]
    Path("b.yaml").write_text(Path("a.yaml").read_text())
    with pytest.raises(AssureError, match=r"b\.yaml: it answers swot threats as “Clerk”, and so"):
        run("ask", "swot", "--answers", "a.yaml", "--answers", "b.yaml")
    assert len(everything()) == 2  # nothing half kept


TYPING = {"TERM": "xterm", "NO_COLOR": "1", "PROMPT_TOOLKIT_NO_CPR": "1"}


def test_two_at_once_on_one_database_overwrite_nothing(tmp_path: Path) -> None:
    """Two processes, each on a terminal of its own, in one role: the later is told."""
    both = [
        pexpect.spawn(
            sys.executable,
            ["-m", "assure", "ask", "swot", "--plain", "--as", "Clerk"],
            cwd=tmp_path,
            env={**os.environ, **TYPING},
            encoding="utf-8",
            timeout=30,
        )
        for _ in range(2)
    ]
    for child in both:
        child.expect("Ready")
        child.sendline("1")
        child.expect("Question 1 of 4")
    for child, typed in zip(both, ("t", "d"), strict=True):
        child.expect("Type")
        child.sendline(typed)
        if typed == "d":
            child.sendline("Nobody looked")
        child.expect("Question 2 of 4")
    for child in both:
        child.sendline(":save")
    _, second = both
    second.expect("strengths: while you answered, somebody answered as “Clerk” too")
    for child in both:
        child.expect(pexpect.EOF)
        child.close()
    with Store.open(tmp_path / "assure.db") as store:
        assert [answer.state for answer in store.answers()] == [
            AnswerState.ANSWERED,
            AnswerState.DONT_KNOW,
        ]


def test_plain_lines_do_for_screen_readers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(POLICE, A1=0)
    keep(CLERK, A1=3)
    typed = iter(["1", "1", "", "l"])
    monkeypatch.setattr(prompt, "is_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(typed, ":save"))
    assure([*AGREE, "--plain"], standalone_mode=False)
    said = capsys.readouterr().out
    assert "Police lead: 0 Not in place" in said
    assert "\x1b" not in said
    assert agreed()["A1"].value == 1


def test_no_input_lists_what_is_not_moderated_and_who_says_what() -> None:
    keep(POLICE, A1=0, A2=2)
    keep(CLERK, A1=3, A2=2)
    result = run(*AGREE, "--no-input")
    assert result.exit_code == 2
    assert result.stdout.splitlines()[0].startswith("A1  ")
    assert result.stdout.splitlines()[1:] == [
        "    Not in place: Police lead; Fully in place: Clerk"
    ]
    assert "1 question of Progress Assurance not yet moderated; run" in result.stderr


def test_before_anybody_has_answered_there_is_nothing_to_moderate() -> None:
    with pytest.raises(AssureError, match="Nobody has answered SWOT and TOWS yet; each respond"):
        run("ask", "swot", "--moderate", "--no-input")
    assert not Path("assure.db").exists()
    assert "--all goes with --moderate" in run("ask", "swot", "--all", "--no-input").output


def test_two_who_moderate_at_once_are_told_of_each_other(keys: PipeInput) -> None:
    keep(POLICE, A1=0, A2=0)
    keep(CLERK, A1=3, A2=3)
    keys.send_text(ENTER)
    from assure.store import store as module

    first = module.Store.add_answer

    def late(self: Store, answer: Answer, review: str = "", *, after: Answer | None) -> object:
        if not agreed():  # another moderator is quicker
            self.add_answers([answer.model_copy(update={"value": 0})], review)
        return first(self, answer, review, after=after)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module.Store, "add_answer", late)
        keys.send_text("1" + ENTER + ENTER + LEAVE)
        said = run(*AGREE).output
    assert "A1: while you answered, somebody agreed on another answer (“0 Not in place”)." in said
    assert agreed()["A1"].value == 1
