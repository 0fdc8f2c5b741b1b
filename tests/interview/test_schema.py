"""The JSON Schema of questionnaires: what ships is valid, and what the parser refuses is not."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.conditions.as_json import as_json

from assure import shelf
from assure.conditions.documents import read
from assure.interview.parse import parse_questionnaire
from assure.interview.scaffold import scaffold
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import QuestionKind
from assure.service.questionkit import questionnaire_schema
from assure.shelf.settings import Settings

SCHEMA: dict[str, Any] = json.loads(questionnaire_schema(Settings()))
VALIDATOR = Draft202012Validator(SCHEMA)
SHIPPED = {text.origin: text.content for text in shelf.questionnaires()}


def loaded(text: str) -> Any:
    return as_json(read(text, "any.yaml").data)


def is_read(data: Any) -> bool:
    """Whether the parser takes it; JSON is YAML too."""
    try:
        parse_questionnaire("any.yaml", json.dumps(data))
    except QuestionnaireError:
        return False
    return True


def begun() -> Any:
    """One question of each kind: A1 is a scale, A2 a choice, and so on; the last is a list."""
    return loaded(scaffold("begun", "Begun", list(QuestionKind)))


def test_it_is_a_schema_and_the_same_every_time() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert questionnaire_schema(Settings()) == questionnaire_schema(Settings())


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_valid(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(loaded(SHIPPED[name]))] == []


def test_what_is_begun_is_valid() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(begun())] == []


def question(data: Any, key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(q for q in data["sections"][0]["questions"] if q["key"] == key)
    return found


Change = Callable[[Any], object]
KEYS = {
    QuestionKind(question["kind"]): question["key"]
    for question in begun()["sections"][0]["questions"]
}


def of(asked: QuestionKind, /, **values: object) -> Change:
    """The question of this kind has these values; None takes a key out."""

    def change(data: Any) -> None:
        holder = question(data, KEYS[asked])
        for key, value in values.items():
            if value is None:
                del holder[key]
            else:
                holder[key] = value

    return change


K = QuestionKind
MISTAKES: dict[str, Change] = {
    "an unknown key": lambda data: data.update(purposs="x"),
    "a missing key": lambda data: data.pop("who"),
    "a key that is none": lambda data: data.update(questionnaire="2nd thing"),
    "no text": lambda data: data.update(title="  "),
    "a number for text": lambda data: data.update(title=2026),
    "minutes in words": lambda data: data.update(minutes="soon"),
    "no minutes": lambda data: data.update(minutes=0),
    "no sections": lambda data: data.update(sections=[]),
    "a section without questions": lambda data: data["sections"][0].update(questions=[]),
    "an unknown key of a section": lambda data: data["sections"][0].update(note="x"),
    "an unknown kind": of(K.TEXT, kind="texts"),
    "an unknown key of a question": of(K.TEXT, hlep="x"),
    "a question without a reason": of(K.TEXT, why=None),
    "a word of conditions as key": of(K.TEXT, key="any"),
    "a scale without options": of(K.SCALE, options=None),
    "a choice without options": of(K.CHOICE, options=None),
    "options of a text": of(K.TEXT, options="in-place"),
    "levels of a number": of(K.NUMBER, levels=["a"]),
    "words on a scale": of(K.SCALE, options=[{"value": "one", "label": "One"}]),
    "numbers in a choice": of(K.CHOICES, options=[{"value": 1, "label": "One"}]),
    "a value of two words": of(K.CHOICE, options=[{"value": "one two", "label": "One"}]),
    "a colour that is none": of(K.RAG, options=[{"value": "amber", "label": "Amber"}]),
    "an option without a label": of(K.CHOICE, options=[{"value": "one"}]),
    "no options at all": of(K.CHOICE, options=[]),
    "a unit of money": of(K.MONEY, unit="pounds"),
    "a minimum of a date": of(K.DATE, minimum=1),
    "a minimum that is not whole": of(K.NUMBER, minimum=0.5),
    "a number beyond all bounds": of(K.NUMBER, minimum=10**14),
    "at most of a text": of(K.TEXT, most=3),
    "at most none": of(K.ENTRIES, most=0),
    "entries without fields": of(K.ENTRIES, fields=None),
    "fields of a text": of(K.TEXT, fields=[{"key": "a", "kind": "text", "text": "What?"}]),
    "a list within a list": of(K.ENTRIES, fields=[{"key": "a", "kind": "entries", "text": "?"}]),
    "a field without a text": of(K.ENTRIES, fields=[{"key": "a", "kind": "text"}]),
    "a link to nothing known": of(
        K.ENTRIES, fields=[{"key": "a", "kind": "text", "text": "?", "links_to": "acton"}]
    ),
    "optional in words": of(K.TEXT, optional="yes"),
    "a version without the wordings before": of(K.TEXT, version=2),
    "a wording without a version": of(
        K.TEXT, was=[{"version": 1, "text": "What?", "comparable": True}]
    ),
    "a wording that is not comparable for no reason": of(
        K.TEXT, version=2, was=[{"version": 1, "text": "What?", "comparable": False}]
    ),
    "a condition that is a word": of(K.TEXT, ask_when="A1"),
    "a condition of two things": of(K.TEXT, ask_when={"A1": 1, "A2": "first"}),
    "a condition of nothing": of(K.TEXT, ask_when={}),
    "an unknown comparison": of(K.TEXT, ask_when={"A1": {"more": 1}}),
    "an unknown figure of the plan": of(K.TEXT, ask_when={"plan.opn_actions": 1}),
    "a code in small letters": of(K.TEXT, ask_when={"findings.own-01": {"gte": 1}}),
    "an empty all": of(K.TEXT, ask_when={"all": []}),
    "a threshold": of(K.TEXT, ask_when={"A1": {"gt": {"threshold": "late-days"}}}),
    "a line that shows nothing": of(K.TEXT, shows=[{"when": {"A1": 1}}]),
    "a line under a wrong key": of(K.TEXT, shows=[{"text": "{plan.actions}", "if": {"A1": 1}}]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_the_parser_refuses_is_not_valid(mistake: str) -> None:
    data = begun()
    assert is_read(data)
    MISTAKES[mistake](data)
    assert not is_read(data)
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize(
    "change",
    [
        of(K.RAG, levels=["Sure.", "Likely.", "In doubt.", "Lost."]),
        of(K.SCALE, levels=["a", "b", "c", "d"]),
        of(K.RANKING, most=2),
        of(K.NUMBER, maximum=9, optional=True),
        of(K.TEXT, ask_when={"not": {"any": [{"A1": {"lte": 1}}, {"A2": {"in": ["first"]}}]}}),
        of(K.TEXT, ask_when={"A3_first": True}),
        of(K.TEXT, ask_when={"plan.open_actions": {"gt": {"field": "plan.actions"}}}),
        of(K.TEXT, ask_when={"findings.OWN-01": {"present": True}}),
        of(K.TEXT, shows=[{"text": "{plan.actions} actions", "when": {"A1": {"gte": 1}}}]),
        of(K.TEXT, version=2, was=[{"version": 1, "text": "What?", "comparable": True}]),
        of(K.TEXT, sources=[]),
    ],
)
def test_all_that_a_question_may_have_is_valid(change: Change) -> None:
    data = begun()
    change(data)
    parse_questionnaire("any.yaml", json.dumps(data))
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


def test_a_source_that_is_unknown_is_marked() -> None:
    data = begun()
    question(data, "A1")["sources"] = ["ruff-guide"]
    assert not VALIDATOR.is_valid(data)


VALUES: tuple[Any, ...] = (0, 1, -3, 2.5, True, "", "word", "{A1}", [], ["word"], {}, {"A1": 1})


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every mapping or list with every key or position in it."""
    for key, inner in [*data.items()] if isinstance(data, dict) else [*enumerate(data)]:
        yield data, key
        if isinstance(inner, dict | list):
            yield from places(inner)


def test_nothing_that_the_parser_takes_is_marked() -> None:
    """Whatever is put in the place of whatever: an editor raises no false alarm."""
    dice, whole = random.Random(7), begun()
    taken = 0
    for _ in range(300):
        data = copy.deepcopy(whole)
        holder, key = dice.choice([*places(data)])
        if isinstance(holder, dict) and dice.random() < 0.3:
            del holder[key]
        else:
            holder[key] = dice.choice(VALUES)
        if is_read(data):
            taken += 1
            # Which sources there are is no matter of the parser.
            marked = [e for e in VALIDATOR.iter_errors(data) if "sources" not in e.absolute_path]
            assert [error.message for error in marked] == []
    assert taken > 20
