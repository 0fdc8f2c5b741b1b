"""The JSON Schema (2020-12) of a questionnaire, for editors.

Made from what the parser itself goes by: its lists of keys, the kinds of questions, the operators
of the condition language. What a schema cannot say (that a condition looks at an earlier question,
that every wording before this one is listed) stays with ``assure questionnaires check``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from assure.conditions.fields import LARGEST_NUMBER, RESERVED
from assure.conditions.language import Operator
from assure.conditions.wording import sentence
from assure.interview import parse
from assure.interview.asking import CODE, OF_FINDINGS, PLAN_FIELDS
from assure.model.questionnaire import LINKS, SEVERAL, QuestionKind

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_KEY: Schema = {"type": "string", "pattern": f"^{parse.KEY.pattern}$"}
_FLAG: Schema = {"type": "boolean"}
_WHOLE: Schema = {"type": "integer", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}
_COUNT: Schema = {**_WHOLE, "minimum": 1}
_CONDITION: Schema = {"$ref": "#/$defs/condition"}

_ABOUT = {
    "questionnaire": "Its key: small words with hyphens, and the name of its file.",
    "minutes": "How long it takes.",
    "who": "Who should be in the room, as posts.",
    "origin": "Where the questions come from, in words; says so when they are our own.",
    "scales": "Lists of options by name, for questions and fields that use them.",
    "field_sets": "Lists of the fields of an entry by name, for questions that use them.",
    "key": "Stable for ever: answers and rules go by it.",
    "help": "How to answer it, and where to look.",
    "why": "Why it is asked.",
    "evidence": "What evidence is wanted.",
    "sources": "What it rests on: keys of sources.yaml, or “ours” for your own judgement.",
    "version": "Raised when the wording changes; the old one then stands under “was”.",
    "was": "Earlier wordings, from version 1 on.",
    "levels": "What each option means for this question, one for each option in order.",
    "ask_when": "A condition over earlier answers, the plan and its findings; asked only then.",
    "shows": "Lines told above it where a plan is loaded; {field} stands for a figure.",
    "most": "No more entries, or options, than this.",
    "optional": "It may be left empty.",
    "unit": "What a number counts: days, people.",
    "links_to": "It names one of these in the plan.",
    "means": "The descriptor: when to choose it.",
    "value": "What is stored and never changes.",
    "comparable": "Whether answers to it can stand beside answers to the wording of today.",
}


def schema_text(sources: Iterable[str]) -> str:
    """The schema as JSON text; ``sources`` are the keys that may be cited."""
    return json.dumps(questionnaire_schema(sources), indent=1, ensure_ascii=False) + "\n"


def questionnaire_schema(sources: Iterable[str]) -> Schema:
    """The schema of one file of a folder of questionnaires."""
    cited = {"type": "array", "items": {"enum": list(sources)}}
    named = {
        "questionnaire": _KEY,
        "minutes": _COUNT,
        "version": _COUNT,
        "sources": cited,
        "scales": {"type": "object", "additionalProperties": {"$ref": "#/$defs/options"}},
        "field_sets": {"type": "object", "additionalProperties": {"$ref": "#/$defs/fields"}},
        "sections": _several("section"),
    }
    return {
        "$schema": DIALECT,
        "title": "A questionnaire of assure",
        "description": "What is asked of the people in the room, in sections.",
        **_keys(parse.TOP, parse.TOP_OPTIONAL, named),
        "$defs": {
            "section": _keys(
                parse.SECTION,
                parse.SECTION_OPTIONAL,
                {"key": _KEY, "questions": _several("question")},
            ),
            "question": _question(cited),
            "fields": _several("field"),
            "field": _field(),
            "options": _several("option"),
            "option": _option(),
            "wording": _wording(),
            "shown": _keys(parse.SHOWN, parse.SHOWN_OPTIONAL, {"when": _CONDITION}),
            **_conditions(),
        },
    }


def _keys(needed: Iterable[str], optional: Iterable[str], known: Mapping[str, Schema]) -> Schema:
    """A mapping of these keys and no others; of a key that is not ``known`` the value is text."""
    properties = {}
    for key in (*needed, *optional):
        about = {"description": _ABOUT[key]} if key in _ABOUT else {}
        properties[key] = {**known.get(key, _TEXT), **about}
    return {
        "type": "object",
        "properties": properties,
        "required": list(needed),
        "additionalProperties": False,
    }


def _several(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "minItems": 1}


# Questions


def _question(cited: Schema) -> Schema:
    known: dict[str, Schema] = {
        "key": {**_KEY, "not": {"enum": sorted(RESERVED)}},
        "kind": {"enum": list(QuestionKind)},
        "version": _COUNT,
        "sources": cited,
        "options": _by_name("options"),
        "levels": {"type": "array", "items": _TEXT, "minItems": 1},
        "minimum": _WHOLE,
        "maximum": _WHOLE,
        "fields": _by_name("fields"),
        "most": _COUNT,
        "optional": _FLAG,
        "ask_when": _CONDITION,
        "shows": {"type": "array", "items": {"$ref": "#/$defs/shown"}},
        "was": {"type": "array", "items": {"$ref": "#/$defs/wording"}},
    }
    worded_before: Schema = {
        "if": {"properties": {"version": {"minimum": 2}}, "required": ["version"]},
        "then": {"required": ["was"], "properties": {"was": {"minItems": 1}}},
        "else": {"properties": {"was": {"maxItems": 0}}},
    }
    several = SEVERAL | {QuestionKind.ENTRIES}
    return {
        **_keys(parse.QUESTION, parse.QUESTION_OPTIONAL, known),
        "allOf": [
            *_of_kinds(),
            _only("levels", parse.CHOSEN | {QuestionKind.RAG}),
            _only("most", several),
            _only("fields", {QuestionKind.ENTRIES}, needed=True),
            worded_before,
        ],
    }


def _field() -> Schema:
    known: dict[str, Schema] = {
        "key": _KEY,
        "kind": {"enum": list(parse.FIELD_KINDS)},
        "optional": _FLAG,
        "options": _by_name("options"),
        "minimum": _WHOLE,
        "maximum": _WHOLE,
        "links_to": {"enum": list(LINKS)},
    }
    return {**_keys(parse.FIELD, parse.FIELD_OPTIONAL, known), "allOf": [*_of_kinds()]}


def _by_name(what: str) -> Schema:
    """A list, or the name of one."""
    return {"anyOf": [_TEXT, {"$ref": f"#/$defs/{what}"}]}


def _of_kinds() -> Iterable[Schema]:
    """What a question or a field has by its kind."""
    yield _only("options", parse.CHOSEN | {QuestionKind.RAG})
    yield {"if": _kind(parse.CHOSEN), "then": {"required": ["options"]}}
    yield _only("minimum", parse.AMOUNTS)
    yield _only("maximum", parse.AMOUNTS)
    yield _only("unit", {QuestionKind.NUMBER})
    yield _values({QuestionKind.SCALE}, {"type": "integer"})
    yield _values(SEVERAL | {QuestionKind.CHOICE}, {"type": "string"})
    tiers = [option.value for option in parse.RAG_OPTIONS]
    yield _values({QuestionKind.RAG}, {"enum": tiers})


def _kind(kinds: Collection[QuestionKind]) -> Schema:
    return {"properties": {"kind": {"enum": sorted(kinds)}}, "required": ["kind"]}


def _only(key: str, kinds: Collection[QuestionKind], needed: bool = False) -> Schema:
    """``key`` belongs to these ``kinds``, and with ``needed`` they cannot do without."""
    then = {"then": {"required": [key]}} if needed else {}
    return {"if": _kind(kinds), **then, "else": {"properties": {key: False}}}


def _values(kinds: Collection[QuestionKind], value: Schema) -> Schema:
    """The options that stand in the question itself have such values."""
    items = {"type": "object", "properties": {"value": value}}
    options = {"if": {"type": "array"}, "then": {"items": items}}
    return {"if": _kind(kinds), "then": {"properties": {"options": options}}}


def _option() -> Schema:
    word = {"type": "string", "pattern": f"^{parse.VALUE.pattern}$"}
    number = {"type": "integer", "minimum": -parse.FURTHEST, "maximum": parse.FURTHEST}
    return _keys(parse.OPTION, parse.OPTION_OPTIONAL, {"value": {"anyOf": [word, number]}})


def _wording() -> Schema:
    compared: Schema = {
        "if": {"properties": {"comparable": {"const": False}}},
        "then": {"required": ["because"]},
    }
    return {
        **_keys(parse.WAS, parse.WAS_OPTIONAL, {"version": _COUNT, "comparable": _FLAG}),
        **compared,
    }


# Conditions


def _conditions() -> dict[str, Schema]:
    """Conditions as far as a schema knows them: the questions before this one it does not."""
    several = {"type": "array", "items": _CONDITION, "minItems": 1}
    value: Schema = {"type": ["boolean", "number", "string"]}
    field = {
        "type": "object",
        "properties": {"field": _TEXT},
        "required": ["field"],
        "additionalProperties": False,
    }
    right: Schema = {"anyOf": [value, field]}
    operators: dict[str, Schema] = dict.fromkeys(Operator, right)
    values: Schema = {"type": "array", "items": value, "minItems": 1}
    operators |= {Operator.IN: values, Operator.NOT_IN: values}
    operators[Operator.PRESENT] = _FLAG
    compared: Schema = {
        "type": "object",
        "properties": {str(name): schema for name, schema in operators.items()},
        "additionalProperties": False,
        "minProperties": 1,
    }
    test = {"$ref": "#/$defs/test"}
    of_plan = {
        name: {**test, "description": sentence(field.meaning)}
        for name, field in PLAN_FIELDS.items()
    }
    reserved = "|".join(sorted(RESERVED))
    of_findings = f"^{OF_FINDINGS.replace('.', '[.]')}{CODE.pattern}$"
    return {
        "condition": {
            "type": "object",
            "properties": {"all": several, "any": several, "not": _CONDITION, **of_plan},
            "patternProperties": {
                of_findings: {**test, "description": "Findings of this rule in the plan."},
                # An earlier question; option values and fields of an entry follow its key.
                f"^(?!plan[.]|findings[.]|({reserved})$)[A-Za-z][A-Za-z0-9_.-]*$": test,
            },
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        },
        "test": {"anyOf": [right, compared]},
    }
