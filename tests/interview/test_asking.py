"""``ask_when``: what conditions see of the answers before, and of the plan."""

from __future__ import annotations

import pytest

from assure.interview.parse import parse_questionnaire
from assure.interview.sitting import Known, Sitting
from assure.model.answers import Answer, AnswerState
from assure.model.plan import Action, Plan

HEAD = """\
questionnaire: kinds
title: Kinds
minutes: 5
who: Anyone
purpose: To test.
when_to_use: Now.
origin: Ours.
sections:
  - key: A
    title: First
    questions:
"""
WORDS = "help: H., why: W., evidence: E., sources: [ours]"
OPTIONS = "options: [{value: 0, label: No}, {value: 1, label: Yes}]"
CHOICES = "options: [{value: few, label: Few}, {value: most, label: Most}]"
EARLIER = f"""\
      - {{key: scale, kind: scale, text: "?", {WORDS}, {OPTIONS}}}
      - {{key: choice, kind: choice, text: "?", {WORDS}, {CHOICES}}}
      - {{key: rag, kind: rag, text: "?", {WORDS}}}
      - {{key: yes_no, kind: yes_no, text: "?", {WORDS}}}
      - {{key: number, kind: number, text: "?", {WORDS}}}
      - {{key: date, kind: date, text: "?", {WORDS}}}
      - {{key: words, kind: text, text: "?", {WORDS}}}
      - {{key: list, kind: entries, text: "?", {WORDS}, fields: [{{key: a, kind: text, text: A}}]}}
"""


def is_asked(condition: str, answers: dict[str, object], plan: Plan | None = None) -> bool:
    last = f"      - {{key: last, kind: text, text: '?', {WORDS}, ask_when: {condition}}}\n"
    questionnaire = parse_questionnaire("kinds.yaml", HEAD + EARLIER + last)
    given = [
        value
        if isinstance(value, Answer)
        else Answer.model_validate({"questionnaire": "kinds", "question": key, "value": value})
        for key, value in answers.items()
    ]
    sitting = Sitting.open(questionnaire, given, Known.of(plan))
    return "last" in [question.key for question in sitting.asked]


@pytest.mark.parametrize(
    ("condition", "key", "yes", "no"),
    [
        ("{scale: {lt: 1}}", "scale", 0, 1),
        ("{choice: few}", "choice", "few", "most"),
        ("{rag: {in: [red, amber_red]}}", "rag", "red", "green"),
        ("{yes_no: true}", "yes_no", True, False),
        ("{number: {gt: 2.5}}", "number", 2.75, 2.5),
        ("{date: {gte: 2026-10-31}}", "date", "2026-10-31", "2026-10-30"),
        ("{words: {present: true}}", "words", "Something", None),
        ("{list: {gte: 2}}", "list", ({"a": "x"}, {"a": "y"}), ({"a": "x"},)),
    ],
)
def test_every_kind_of_answer_can_be_looked_at(
    condition: str, key: str, yes: object, no: object
) -> None:
    assert is_asked(condition, {key: yes})
    assert not is_asked(condition, {key: no})
    assert not is_asked(condition, {})


def test_dont_know_counts_as_missing() -> None:
    unsure = Answer(
        questionnaire="kinds", question="scale", state=AnswerState.DONT_KNOW, reason="Not asked"
    )
    assert not is_asked("{scale: {lt: 1}}", {"scale": unsure})
    assert is_asked("{scale: {present: false}}", {"scale": unsure})


def test_the_plan_tells_how_many_actions_it_has() -> None:
    plan = Plan(key="p", title="P", actions=(Action(key="1", ref="1", title="One"),))
    assert is_asked("{plan_actions: {gte: 1}}", {}, plan)
    assert not is_asked("{plan_actions: {gte: 1}}", {})
