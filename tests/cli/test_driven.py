"""Every shipped questionnaire, answered from the first prompt to the last as a person would."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import pexpect
import pytest
from click.testing import CliRunner
from prompt_toolkit.application import application, create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from tests.cli.pressing import ENTER, Step, at_key, by_keys, by_lines, everything, steps_of
from tests.interview.answering import SHIPPED, anycity

from assure.cli import assure, prompt
from assure.cli.conversation import Conversation
from assure.cli.drawing import menu_height
from assure.cli.prompt import Choice, Prompter
from assure.cli.screen import Screen
from assure.interview.sitting import Known, Sitting
from assure.model.answers import Answer, AnswerState, Value
from assure.model.questionnaire import Question, Questionnaire
from assure.store.store import Store

NOW = dt.datetime(2026, 10, 31, 9, tzinfo=dt.UTC)
FINISH = ""  # Enter alone: the pointer stands there


class Person:
    """Someone with an answer to everything, and a store to keep it in."""

    def __init__(self, questionnaire: Questionnaire, known: Known, folder: Path) -> None:
        self.sitting = Sitting.open(questionnaire, (), known)
        self.store = Store.open(folder / "assure.db")
        self.answers = everything(questionnaire, known, Random(questionnaire.key))
        self.steps: list[Step] = [at_key("1")]
        for answer in self.answers.values():
            self.steps += steps_of(asked(questionnaire, answer), answer, known)
        self.steps.append(FINISH)

    def answer(self, prompter: Prompter) -> None:
        """Goes through it all, and finds in the store what was given."""
        with self.store:
            talk = Conversation(
                prompter, self.sitting, lambda answer: self.store.add_answers([answer]), lambda: NOW
            )
            talk.introduce(None)
            talk.run()
            kept = {answer.question: answer for answer in self.store.answers()}
        expected = {key: a.model_copy(update={"given_at": NOW}) for key, a in self.answers.items()}
        assert kept == expected
        assert talk.sitting.finished


class Small(Screen):
    """A screen of 24 lines, 80 wide, on which a question is seen whole where one option is
    chosen, and nearly so where a list of many scrolls."""

    def choose(
        self,
        message: str,
        choices: Sequence[Choice],
        default: int | None = None,
        more: object = None,
    ) -> object:
        lines = self._above + menu_height(choices, 80)
        most = {"Your answer": 24, "Your answers": 60}.get(message, 28)
        assert lines <= most, f"{lines} lines: {message}"
        return super().choose(message, choices, default, more)


@pytest.mark.parametrize("key", SHIPPED)
def test_on_a_screen(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("COLUMNS", "80")
    # The same for every prompt, and half of what one costs.
    monkeypatch.setattr(application, "load_key_bindings", cache(application.load_key_bindings))
    person = Person(SHIPPED[key], anycity(), tmp_path)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(by_keys(person.steps))
        person.answer(Small())


@pytest.mark.parametrize("key", SHIPPED)
def test_half_from_a_file_and_the_rest_asked(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    monkeypatch.setattr(prompt, "is_terminal", lambda: True)
    questionnaire = SHIPPED[key]
    answers = everything(questionnaire, Known(), Random(key))
    early = dict(list(answers.items())[: len(answers) // 2])
    late = [answer for name, answer in answers.items() if name not in early]
    said = {name: as_written(answer) for name, answer in early.items()}
    Path("half.json").write_text(json.dumps({"questionnaire": key, "answers": said}))

    run = CliRunner().invoke(assure, ["ask", key, "--answers", "half.json", "--no-input"])
    assert run.exit_code == 2
    # Nothing but questions that are still open; some come up only with later answers.
    listed = [line.split()[0] for line in run.stdout.splitlines()]
    assert listed
    assert set(listed) <= {answer.question for answer in late}

    steps = [
        step for answer in late for step in steps_of(asked(questionnaire, answer), answer, Known())
    ]
    lines = by_lines([*steps, FINISH])
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    run = CliRunner().invoke(assure, ["ask", key, "--plain"], catch_exceptions=False)
    assert f"{len(answers)} of {len(answers)} answered" in run.output
    run = CliRunner().invoke(assure, ["ask", key, "--no-input"], catch_exceptions=False)
    assert run.exit_code == 0
    assert {name: (a.value, a.reason, a.evidence) for name, a in kept(tmp_path).items()} == {
        name: (a.value, a.reason, a.evidence) for name, a in answers.items()
    }


def asked(questionnaire: Questionnaire, answer: Answer) -> Question:
    question = questionnaire.question(answer.question)
    assert question is not None
    return question


def as_written(answer: Answer) -> dict[str, Value]:
    """An answer as a file of answers has it."""
    if answer.state is not AnswerState.ANSWERED:
        return {str(answer.state): answer.reason}
    return {"value": answer.value} | ({"evidence": answer.evidence} if answer.evidence else {})


LONG = "Ymddiriedaeth 🏠 tŷ, gŵyl, môr " * 333 + "a'r diwedd"  # 10,000 characters and a few


def terminal(folder: Path, *args: str, term: str) -> pexpect.spawn[str]:
    """A real terminal of 24 lines in which ``assure`` runs."""
    child: pexpect.spawn[str] = pexpect.spawn(
        sys.executable,
        ["-m", "assure", *args],
        cwd=folder,
        env={**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": term, "LANG": "C.UTF-8"},
        dimensions=(24, 80),
        encoding="utf-8",
        codec_errors="replace",  # a letter may be cut where a long line scrolls
        timeout=30,
    )
    child.logfile_read = io.StringIO()
    return child


def seen(child: pexpect.spawn[str]) -> str:
    """All that stood on the terminal, once the program has ended."""
    child.expect(pexpect.EOF)
    child.close()
    assert isinstance(child.logfile_read, io.StringIO)
    return child.logfile_read.getvalue()


def kept(folder: Path) -> dict[str, Answer]:
    with Store.open(folder / "assure.db") as store:
        return {answer.question: answer for answer in store.answers()}


def test_a_terminal_in_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    child = terminal(tmp_path, "ask", "progress-assurance", term="xterm-256color")
    child.expect("Begin")
    child.send(ENTER)
    child.expect("Save and leave")
    child.send("d" + ENTER)
    child.expect("What would you need")
    child.send(f"\x1b[200~{LONG}\x1b[201~" + ENTER)
    child.expect("Question 2 of 38")
    child.expect("Save and leave")
    child.send("l" + ENTER)
    shown = seen(child)
    assert child.exitstatus == 0
    assert "\x1b[1m" in shown
    assert "Go on with: assure ask progress-assurance" in shown
    assert kept(tmp_path)["A1"].reason == LONG


def test_a_plain_terminal(tmp_path: Path) -> None:
    child = terminal(tmp_path, "ask", "progress-assurance", "--plain", term="dumb")
    child.expect("Ready")
    child.sendline("1")
    child.expect("Your answer")
    child.sendline("d")
    child.expect("> ")
    child.sendline(LONG)  # a terminal by itself takes 4,095 bytes in a line
    child.expect("Question 2 of 38")
    child.expect("Your answer")
    child.sendline("l")
    shown = seen(child)
    assert child.exitstatus == 0
    assert "\x1b" not in shown
    assert kept(tmp_path)["A1"].reason == LONG


def test_several_lines_pasted_in_plain_mode_are_one_answer(tmp_path: Path) -> None:
    child = terminal(tmp_path, "ask", "swot", "--plain", term="xterm")
    child.expect("Ready")
    child.sendline("1")
    child.expect("Your answer")
    child.sendline("d")
    child.expect("> ")
    child.send("\x1b[200~Dau brif swyddog\rA third\x1b[201~" + ENTER)
    child.expect("Question 2 of 4")
    child.expect("Your answer")
    child.sendline("l")
    seen(child)
    assert kept(tmp_path)["strengths"].reason == "Dau brif swyddog\nA third"
