"""Every shipped questionnaire, answered from the first prompt to the last as a person would."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import pexpect
import pytest
from prompt_toolkit.application import application, create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from tests.interview import answering
from tests.interview.answering import SHIPPED, anycity

from assure.cli.conversation import Conversation
from assure.cli.menus import LAST, MOST_LISTED, OFFERED, option_choices
from assure.cli.prompt import Choice, Plain, Prompter, Screen
from assure.interview.sitting import Known, Sitting
from assure.model.answers import Answer, AnswerState
from assure.model.questionnaire import EntryField, Question, QuestionKind, Questionnaire
from assure.store.store import Store

ENTER, DOWN = "\r", "\x1b[B"
NOW = dt.datetime(2026, 10, 31, 9, tzinfo=dt.UTC)


class Chosen(NamedTuple):
    """The line of a menu that is taken."""

    menu: list[Choice]
    number: int


Step = Chosen | str  # a line of a menu, or a line of text
EVIDENCE = ("", "", "Cofnodion y bwrdd, tŷ 🏠")
FINISH = ""  # Enter alone: the pointer stands there


def by_keys(steps: list[Step]) -> str:
    """What is pressed on a screen. Text is pasted: nobody should wait for 10,000 letters."""
    keys = ""
    for step in steps:
        if isinstance(step, Chosen):
            key = step.menu[step.number].key
            keys += key if all(choice.key for choice in step.menu) else DOWN * step.number
        elif step:
            keys += f"\x1b[200~{step}\x1b[201~"
        keys += ENTER
    return keys


def by_lines(steps: list[Step]) -> Iterator[str]:
    """What is typed in plain mode."""
    for step in steps:
        if isinstance(step, Chosen):
            keyed = all(choice.key for choice in step.menu)
            yield step.menu[step.number].key if keyed else str(step.number + 1)
        else:
            yield step


def at_key(key: str) -> Chosen:
    """The line of a menu, whatever else stands there, that has this key."""
    return Chosen([Choice(None, "", key=key)], 0)


def steps_of(question: Question, answer: Answer, known: Known) -> list[Step]:
    """How a person gives ``answer``."""
    if answer.state is not AnswerState.ANSWERED:
        return [at_key("d" if answer.state is AnswerState.DONT_KNOW else "n"), answer.reason]
    if question.kind in OFFERED:
        menu = [*option_choices(question), *LAST]
        value = answer.value
        if isinstance(value, bool):
            value = "yes" if value else "no"
        number = [choice.value for choice in menu].index(value)
        evidence: list[Step] = [answer.evidence, ""] if answer.evidence else [""]
        return [Chosen(menu, number), *evidence]
    if question.kind in (QuestionKind.CHOICES, QuestionKind.RANKING):
        values = [str(option.value) for option in question.options]
        picks = [at_key(str(values.index(value) + 1)) for value in answer.several]
        return [*picks, at_key("t")]
    if question.kind is QuestionKind.ENTRIES:
        steps: list[Step] = []
        for entry in answer.entries:
            steps.append(at_key("a"))
            for field in question.fields:
                steps.append(step_of(field, entry.get(field.key), known))
        return [*steps, at_key("t")]
    return [at_key("w"), str(answer.value)]


def step_of(field: EntryField, value: object, known: Known) -> Step:
    menu = option_choices(field)
    refs = known.refs.get(field.links_to or "", {})
    if not menu and 0 < len(refs) <= MOST_LISTED:
        menu = [Choice(ref, ref) for ref in refs]
    if not menu:
        return "" if value is None else str(value)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if field.optional:
        menu.append(Choice(None, "", key="e"))
    return Chosen(menu, [choice.value for choice in menu].index(value))


class Person:
    """Someone with an answer to everything, and a store to keep it in."""

    def __init__(self, questionnaire: Questionnaire, known: Known, folder: Path) -> None:
        self.sitting = Sitting.open(questionnaire, (), known)
        self.store = Store.open(folder / "assure.db")
        self.steps: list[Step] = [at_key("1")]
        self.answers: dict[str, Answer] = {}
        chance = Random(questionnaire.key)
        sitting = self.sitting
        while (question := sitting.current) is not None:
            answer = answering.given(questionnaire, question, chance.choice, known.refs)
            if question.kind in OFFERED and answer.state is AnswerState.ANSWERED:
                answer = answer.model_copy(update={"evidence": chance.choice(EVIDENCE)})
            self.steps += steps_of(question, answer, known)
            self.answers[question.key] = answer
            sitting = sitting.answer(answer).next()
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


@pytest.mark.parametrize("key", SHIPPED)
def test_on_a_screen(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "24")
    # The same for every prompt, and half of what one costs.
    monkeypatch.setattr(application, "load_key_bindings", cache(application.load_key_bindings))
    person = Person(SHIPPED[key], anycity(), tmp_path)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(by_keys(person.steps))
        person.answer(Screen())


@pytest.mark.parametrize("key", SHIPPED)
def test_plainly(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(SHIPPED[key], Known(), tmp_path)
    lines = by_lines(person.steps)
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    person.answer(Plain())


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
