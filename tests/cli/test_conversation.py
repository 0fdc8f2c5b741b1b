"""Each kind of question, answered with keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from assure.cli.conversation import Conversation
from assure.cli.prompt import Left, Screen
from assure.interview.parse import parse_questionnaire
from assure.interview.sitting import Sitting
from assure.model.answers import Answer, Value

ENTER, LEAVE = "\r", "\x03"

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
        sitting = Sitting.open(parse_questionnaire("one.yaml", ONE + question))
        talk = Conversation(Screen(), sitting, kept.append, lambda: dt.datetime.now(dt.UTC))
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys + LEAVE)
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
