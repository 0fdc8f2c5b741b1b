"""Each kind of question, answered with keys."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from tests.thorough import tries

from assure.cli.conversation import Conversation
from assure.cli.plain import Plain
from assure.cli.prompt import Left
from assure.cli.screen import Screen
from assure.interview.parse import parse_questionnaire
from assure.interview.sitting import Known, Sitting
from assure.model.answers import Answer, Value
from assure.model.errors import StoreError

ENTER, LEAVE, BACK, UP, DOWN = "\r", "\x03", "\x02", "\x1b[A", "\x1b[B"

ONE = """\
questionnaire: one
title: One
minutes: 5
who: Anyone
purpose: To test.
when_to_use: Now.
origin: Ours.
sections:
  - key: A
    title: Only
    questions:
      - key: A1
        text: Which?
        help: Look.
        why: It matters.
        evidence: A paper.
        sources: [ours]
"""
OPTIONS = """\
        options:
          - {value: pool, label: Pool}
          - {value: align, label: Align}
          - {value: share, label: Share}
"""
Answered = Callable[[str, str], list[Value]]


@pytest.fixture
def answered() -> Answered:
    """What was kept, in order, when a question was given these keys and then left."""

    def answer(question: str, keys: str) -> list[Value]:
        kept: list[Answer] = []
        known = Known(refs={"action": {"1.1": "Open the hub " * 500, "1.2": "Paint the hall"}})
        sitting = Sitting.open(parse_questionnaire("one.yaml", ONE + question), (), known)
        talk = Conversation(Screen(), sitting, kept.append, lambda: dt.datetime.now(dt.UTC))
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys + LEAVE + LEAVE)  # once more where an entry is not whole
            with pytest.raises(Left):
                talk.run()
        return [answer.value for answer in kept]

    return answer


def test_of_several_choices_each_pick_is_kept_and_can_be_taken_back(answered: Answered) -> None:
    asked = "        kind: choices\n" + OPTIONS
    keys = "3" + ENTER + "1" + ENTER + "3" + ENTER + "t" + ENTER
    assert answered(asked, keys) == [("share",), ("pool", "share"), ("pool",)]


def test_none_of_the_choices_is_an_answer(answered: Answered) -> None:
    assert answered("        kind: choices\n" + OPTIONS, "t" + ENTER) == [()]


def test_an_order_is_kept_once_it_is_whole(answered: Answered) -> None:
    asked = "        kind: ranking\n" + OPTIONS
    keys = "3" + ENTER + "1" + ENTER + "2" + ENTER + "t" + ENTER
    assert answered(asked, keys) == [("share", "pool", "align")]


def test_an_order_is_taken_apart_from_the_place_that_was_wrong(answered: Answered) -> None:
    asked = "        kind: ranking\n" + OPTIONS
    first = "3" + ENTER + "1" + ENTER + "2" + ENTER
    again = "1" + ENTER + "2" + ENTER + "1" + ENTER + "t" + ENTER
    assert answered(asked, first + again) == [
        ("share", "pool", "align"),
        ("share", "align", "pool"),
    ]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [("money", "£1.2m", "1200000"), ("number\n        unit: days", "2.5", 2.5)],
)
def test_an_amount_is_typed(answered: Answered, kind: str, typed: str, value: Value) -> None:
    assert answered(f"        kind: {kind}\n", ENTER + typed + ENTER) == [value]


TEXT = "        kind: text\n"
ENTRIES = """\
        kind: entries
        fields:
          - {key: text, kind: text, text: "What is it?"}
          - {key: who, kind: text, text: "Who?"}
"""


def test_what_was_typed_is_kept_on_leaving(answered: Answered) -> None:
    assert answered(TEXT, ENTER + "Half a sent") == ["Half a sent"]


def test_what_was_typed_and_does_not_fit_is_not_kept_on_leaving(answered: Answered) -> None:
    assert answered("        kind: date\n", ENTER + "soon") == []


def test_what_was_typed_is_there_again_after_going_back(answered: Answered) -> None:
    keys = ENTER + "Half" + BACK + ENTER + " a sentence" + ENTER
    assert answered(TEXT, keys) == ["Half a sentence"]


def test_several_lines_stay_several_when_the_answer_is_changed(answered: Answered) -> None:
    pasted = "\x1b[200~One\r\nTwo\x1b[201~"
    keys = ENTER + pasted + ENTER + UP + ENTER + "w" + ENTER + "!" + ENTER
    assert answered(TEXT, keys) == ["One\nTwo", "One\nTwo!"]


def test_an_entry_that_was_begun_is_there_again_after_going_back(answered: Answered) -> None:
    begun = "a" + ENTER + "Trust" + ENTER + "Chi" + BACK + BACK
    keys = begun + "a" + ENTER + ENTER + "efs" + ENTER
    assert answered(ENTRIES, keys) == [({"text": "Trust", "who": "Chiefs"},)]


LINKED = """\
        kind: entries
        fields:
          - {key: text, kind: text, text: What?}
          - {key: action, kind: text, text: Which action?, links_to: action, optional: true}
"""


def test_who_only_presses_enter_links_an_entry_to_no_action(answered: Answered) -> None:
    written = "a" + ENTER + "Bus" + ENTER
    assert answered(LINKED, written + ENTER) == [({"text": "Bus"},)]
    assert answered(LINKED, written + DOWN + DOWN + ENTER) == [({"text": "Bus", "action": "1.2"},)]


def test_leaving_an_entry_that_is_not_whole_is_asked_about(answered: Answered) -> None:
    keys = "a" + ENTER + "Trust" + ENTER + "Chi" + LEAVE + "g" + ENTER + "efs" + ENTER
    assert answered(ENTRIES, keys) == [({"text": "Trust", "who": "Chiefs"},)]
    assert answered(ENTRIES, "a" + ENTER + "Trust" + ENTER) == []  # Ctrl-C twice leaves


def test_what_cannot_be_kept_is_shown_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    def full(_: Answer) -> None:
        raise StoreError("The disk is full.")

    sitting = Sitting.open(parse_questionnaire("one.yaml", ONE + TEXT))
    talk = Conversation(Screen(), sitting, full, lambda: dt.datetime.now(dt.UTC))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(ENTER + "x" * 500 + ENTER)
        with pytest.raises(StoreError):
            talk.run()
    assert "This could not be kept:\nA1 Which?\n" + "x" * 500 in capsys.readouterr().out


KINDS = (
    TEXT,
    "        kind: choices\n" + OPTIONS,
    ENTRIES,
    "        kind: ranking\n" + OPTIONS,
    "        kind: yes_no\n",
)
HEAD, QUESTION = ONE.split("      - key: A1\n")
EVERY_KIND = parse_questionnaire(
    "one.yaml",
    HEAD + "".join(f"      - key: A{n}\n{QUESTION}{kind}" for n, kind in enumerate(KINDS, 1)),
)
ANY_KEYS = st.lists(
    st.sampled_from(
        [
            *"123adntsbwlkcreg?x",
            ENTER,
            ENTER,
            ENTER,
            BACK,
            UP,
            "\x1b[B",
            "\x1b[200~One\rŵ 🏠\x1b[201~",
        ]
    ),
    max_size=40,
)


@settings(max_examples=tries(25), deadline=None)
@given(ANY_KEYS)
def test_whatever_is_pressed_what_was_kept_is_what_stands_there(keys: list[str]) -> None:
    kept: list[Answer] = []
    talk = Conversation(
        Screen(), Sitting.open(EVERY_KIND), kept.append, lambda: dt.datetime.now(dt.UTC)
    )
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("".join(keys) + LEAVE + LEAVE)
        with contextlib.suppress(Left):
            talk.run()
    assert dict(talk.sitting.answers) == {answer.question: answer for answer in kept}


def test_plainly_one_goes_back_from_any_prompt(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ENTRIES + "          - {key: sure, kind: yes_no, text: Sure?}\n"
    typed = iter(["a", "Trsut", "", "Chiefs", ":back", ":back", "Trust", "", "1", ":save"])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    kept: list[Answer] = []
    sitting = Sitting.open(parse_questionnaire("one.yaml", ONE + asked))
    with pytest.raises(Left):
        Conversation(Plain(), sitting, kept.append, lambda: dt.datetime.now(dt.UTC)).run()
    assert [answer.entries for answer in kept] == [
        ({"text": "Trust", "who": "Chiefs", "sure": True},)
    ]
    assert "This is empty; fill it in." in capsys.readouterr().out


def test_ctrl_d_leaves_a_menu_as_ctrl_c_does() -> None:
    talk = Conversation(
        Screen(), Sitting.open(EVERY_KIND), lambda _: None, lambda: dt.datetime.now(dt.UTC)
    )
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("\x04")
        with pytest.raises(Left):
            talk.run()
