"""``ask_when``: what conditions see of the answers before, and of the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assure.interview.parse import parse_questionnaire
from assure.interview.sitting import Known, Sitting
from assure.model.actions import Action
from assure.model.answers import Answer, AnswerState
from assure.model.errors import QuestionnaireError
from assure.model.facts import FactValue
from assure.model.plan import Plan
from assure.model.questionnaire import Questionnaire

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


PLAN = Plan(key="p", title="P", actions=(Action(key="1", ref="1", title="One"),))
CODES = ("OWN-01", "OWN-02", "DAT-01")


def with_last(more: str) -> Questionnaire:
    """Every kind of question, and then one with ``more``."""
    last = f"      - {{key: last, kind: text, text: '?', {WORDS}, {more}}}\n"
    return parse_questionnaire("kinds.yaml", HEAD + EARLIER + last, lambda: CODES)


def sitting_with(
    more: str, answers: dict[str, object], known: Known | None = None, place: str | None = None
) -> Sitting:
    given = [
        value
        if isinstance(value, Answer)
        else Answer.model_validate({"questionnaire": "kinds", "question": key, "value": value})
        for key, value in answers.items()
    ]
    return replace(Sitting.open(with_last(more), given, known), place=place)


def is_asked(condition: str, answers: dict[str, object], known: Known | None = None) -> bool:
    sitting = sitting_with(f"ask_when: {condition}", answers, known)
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
    assert is_asked("{plan.actions: {gte: 1}}", {}, Known.of(PLAN))
    assert not is_asked("{plan.actions: {gte: 1}}", {})


def test_findings_bring_up_a_question() -> None:
    unowned = "{findings.OWN-01: {gte: 1}}"
    assert is_asked(unowned, {}, Known.of(PLAN, {"findings.OWN-01": 2}))
    assert not is_asked(unowned, {}, Known.of(PLAN, {"findings.OWN-01": 0}))
    assert not is_asked("{findings.OWN-01: 0}", {}), "without a plan nothing was looked for"


def test_findings_and_answers_stand_in_one_condition() -> None:
    condition = "{all: [{findings.OWN-01: {gte: 1}}, {scale: {gte: 1}}]}"
    known = Known.of(PLAN, {"findings.OWN-01": 2})
    assert is_asked(condition, {"scale": 1}, known)
    assert not is_asked(condition, {"scale": 0}, known)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            "ask_when: {findings.OWN-03: {gte: 1}}",
            r"kinds.yaml:20:\d+: there is no field “findings.OWN-03” of the questions before last, "
            r"or of the plan; did you mean “findings.OWN-0[12]”\?",
        ),
        (
            "ask_when: {plan.action: {gte: 1}}",
            r"there is no field “plan.action” .*; did you mean “plan.actions”\?",
        ),
        (
            "shows: [{text: 'Actions: {plan.action}.'}]",
            r"there is no field “plan.action” to show; did you mean “plan.actions”\?",
        ),
        (
            "shows: [{text: 'Owners: {findings.OWN-09}.'}]",
            r"no field “findings.OWN-09” to show; did you mean “findings.OWN-0[12]”\?",
        ),
        ("shows: [{text: 'Actions: {plan.actions.'}]", "a brace stands alone; write {field} with"),
        ("shows: [{text: 'Many actions.'}]", "this shows nothing of the plan; put a {field} in"),
        (
            "shows: [{text: '{plan.actions}', when: {plan.open_action: 1}}]",
            r"there is no field “plan.open_action” .*; did you mean “plan.open_actions”\?",
        ),
        (
            "shows: [{text: '{plan.actions}', if: {plan.actions: 1}}]",
            "“if” is not known here; known are text, when",
        ),
    ],
)
def test_what_is_not_there_to_be_looked_at_is_told_with_its_place(
    written: str, sentence: str
) -> None:
    with pytest.raises(QuestionnaireError, match=sentence) as caught:
        with_last(written)
    assert str(caught.value).startswith("kinds.yaml:20:")


def test_without_a_list_of_codes_any_code_will_do() -> None:
    """As in a frozen review, whose rules may no longer be those of today."""
    last = f"      - {{key: last, kind: text, text: '?', {WORDS}, ask_when: {{findings.OLD-9: 1}}}}"
    questionnaire = parse_questionnaire("kinds.yaml", HEAD + last)
    assert not Sitting.open(questionnaire, (), Known.of(PLAN)).asked


# What the plan tells

SHOWS = """shows: [
  {text: "Open actions without an owner: {findings.OWN-01} of {plan.open_actions}.",
   when: {findings.OWN-01: {gte: 1}}},
  {text: "The plan is “{plan.plan}”."}]"""


def told(facts: dict[str, FactValue] | None, answers: dict[str, object] | None = None) -> list[str]:
    known = Known() if facts is None else Known.of(PLAN, facts)
    return list(sitting_with(SHOWS, answers or {}, known, "last").told)


def test_a_question_shows_what_the_plan_tells_about_it() -> None:
    facts: dict[str, FactValue] = {
        "findings.OWN-01": 1_009,
        "plan.open_actions": 4_100,
        "plan.plan": "Homes for all",
    }
    assert told(facts) == [
        "Open actions without an owner: 1,009 of 4,100.",
        "The plan is “Homes for all”.",
    ]
    assert told({**facts, "findings.OWN-01": 0}) == ["The plan is “Homes for all”."]


def test_without_a_plan_nothing_is_told() -> None:
    assert told(None) == []


def test_a_line_with_a_figure_that_is_not_known_is_left_out() -> None:
    assert told({"findings.OWN-01": 9}) == []


def test_braces_in_what_people_wrote_stay_as_they_are() -> None:
    assert told({"plan.plan": "{plan.open_actions}", "plan.open_actions": 4}) == [
        "The plan is “{plan.open_actions}”."
    ]
