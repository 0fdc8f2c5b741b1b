"""The JSON Schema (2020-12) of a ruleset, for editors.

Made from what the parser itself goes by: the operators of the language, the fields of the
catalogue, the keys of a rule. What a schema can not say (that an example does what it promises,
that a code is free) stays with ``assure rules check`` and ``test``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from assure.conditions.fields import LARGEST_NUMBER, Field, FieldType
from assure.conditions.language import ORDER, Operator, comparable
from assure.conditions.wording import sentence
from assure.model.assessment import Confidence, RatingLevel, Severity
from assure.rules import form
from assure.rules.rulebook import Rulebook, RuleStatus

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "minLength": 1}
_LABEL: Schema = {"type": ["string", "number"]}
_LIMITS: Schema = {"minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}


def schema_text(book: Rulebook) -> str:
    """The schema as JSON text: the same rulebook gives the same bytes."""
    return json.dumps(ruleset_schema(book), indent=1, ensure_ascii=False) + "\n"


def ruleset_schema(book: Rulebook) -> Schema:
    """The schema of any file of a folder of rulesets: a family, thresholds, sources, version."""
    definitions: dict[str, Schema] = {
        "finding-rule": _rule(book, form.KEYS_OF_FINDING, form.NEEDED_OF_FINDING),
        "rating-rule": _rule(book, form.KEYS_OF_RATING, form.NEEDED_OF_RATING),
        "threshold-key": {"enum": list(book.thresholds)},
        "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "whole-number": {"type": "integer", **_LIMITS},
        "number": {"type": "number", **_LIMITS},
    }
    for subject, fields in book.catalogue.items():
        definitions |= _of_subject(subject, fields)
    return {
        "$schema": DIALECT,
        "title": "A ruleset of assure",
        "description": "A family of rules, or the thresholds, sources or version of a rulebook.",
        "type": "object",
        **_by_key(
            {
                form.THRESHOLDS: _entries(form.THRESHOLDS, _threshold(book.sources)),
                form.SOURCES: _entries(form.SOURCES, _source()),
                "version": _whole({"version": _LABEL}),
            },
            _family(),
        ),
        "$defs": definitions,
    }


def _by_key(schemas: Mapping[str, Schema], otherwise: Schema) -> Schema:
    """What holds of a mapping by the key that it has, so that an editor tells one mistake."""
    result = otherwise
    for key, schema in schemas.items():
        result = {"if": {"required": [key]}, "then": schema, "else": result}
    return result


def _whole(properties: Mapping[str, Schema], needed: Iterable[str] | None = None) -> Schema:
    """A mapping of these keys and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties if needed is None else needed),
        "additionalProperties": False,
    }


def _entries(name: str, entry: Schema) -> Schema:
    return _whole({name: {"type": "object", "minProperties": 1, "additionalProperties": entry}})


def _threshold(sources: Iterable[str]) -> Schema:
    known: dict[str, Schema] = {
        "value": {"$ref": "#/$defs/number"},
        "source": {"enum": list(sources)},
    }
    return _whole({key: known.get(key, _TEXT) for key in form.THRESHOLD_KEYS})


def _source() -> Schema:
    known: dict[str, Schema] = {
        "ours": {"type": "boolean"},
        "address": {**_TEXT, "pattern": "^https?://"},
    }
    return _whole({key: known.get(key, _TEXT) for key in form.SOURCE_KEYS}, form.NEEDED_OF_SOURCE)


def _family() -> Schema:
    def rules(kind: str) -> Schema:
        return {"properties": {"rules": {"items": {"$ref": f"#/$defs/{kind}"}}}}

    known: dict[str, Schema] = {
        "family": {"type": "string", "pattern": f"^{form.NAME.pattern}$"},
        "rules": {"type": "array"},
    }
    return {
        **_whole({key: known.get(key, _TEXT) for key in form.FAMILY_KEYS}),
        "if": {"properties": {"family": {"const": form.RATINGS}}},
        "then": rules("rating-rule"),
        "else": rules("finding-rule"),
    }


# Rules


def _rule(book: Rulebook, keys: Iterable[str], needed: Iterable[str]) -> Schema:
    levels = [level.value for level in RatingLevel if level is not RatingLevel.NOT_RATED]
    code = {"type": "string", "pattern": f"^{form.CODE.pattern}$"}
    known: dict[str, Schema] = {
        "code": {**code, "description": "Never used twice, nor for another rule."},
        "name": {"type": "string", "pattern": f"^{form.NAME.pattern}$"},
        "since": _LABEL,
        "subject": {"enum": list(book.catalogue)},
        "sources": {"type": "array", "items": {"enum": list(book.sources)}},
        "status": {"enum": [status.value for status in RuleStatus]},
        "successor": code,
        "severity": {
            "enum": [severity.value for severity in Severity],
            "description": "What a finding means for delivery.",
        },
        "confidence": {
            "enum": [confidence.value for confidence in Confidence],
            "description": "How sure the rule can be from what it sees.",
        },
        "rates": {"enum": levels},
        "instead_of": {"type": "array", "items": code},
        "finding": {**_TEXT, "description": "A sentence; {field} stands for a value of the fact."},
        "when": {"type": "object"},
        "shows": {"type": "array"},
        "examples": {"type": "array", "minItems": 2},
    }
    by_subject = [
        {
            "if": {"properties": {"subject": {"const": subject}}, "required": ["subject"]},
            "then": {
                "properties": {
                    "when": {"$ref": f"#/$defs/{subject}"},
                    "shows": {"items": {"enum": list(fields)}},
                    "examples": {"items": {"$ref": f"#/$defs/{subject}-example"}},
                }
            },
        }
        for subject, fields in book.catalogue.items()
    ]
    return {**_whole({key: known.get(key, _TEXT) for key in keys}, needed), "allOf": by_subject}


# Conditions and examples


def _of_subject(subject: str, fields: Mapping[str, Field]) -> dict[str, Schema]:
    """The conditions on one subject, and its examples."""
    condition = {"$ref": f"#/$defs/{subject}"}
    several = {"type": "array", "items": condition, "minItems": 1}
    joints: dict[str, Schema] = {"all": several, "any": several, "not": condition}
    tests = {
        name: {"$ref": f"#/$defs/{_test_name(subject, field)}", "description": _about(field)}
        for name, field in fields.items()
    }
    values = _whole({name: _value(field) for name, field in fields.items()}, ())
    return {
        subject: {
            "type": "object",
            "properties": {**joints, **tests},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        },
        f"{subject}-example": {
            "type": "object",
            "properties": {key: {"$ref": f"#/$defs/{subject}-values"} for key in form.EXAMPLE_KEYS},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        },
        f"{subject}-values": values,
        **{
            name: schema
            for field in fields.values()
            for name, schema in _test(_test_name(subject, field), field, fields).items()
        },
    }


def _test_name(subject: str, field: Field) -> str:
    """Fields of a type are tested alike, but for those that list their values."""
    return f"{subject}.{field.name if field.type is FieldType.ENUM else f'any-{field.type}'}"


def _about(field: Field) -> str:
    kind = f"{field.type}, {field.unit}" if field.unit else str(field.type)
    return f"{sentence(field.meaning)} {field.derivation} ({kind})".strip()


def _value(field: Field) -> Schema:
    """A value of ``field`` as a ruleset writes it."""
    match field.type:
        case FieldType.BOOL:
            return {"type": "boolean"}
        case FieldType.INT | FieldType.DECIMAL:
            kind = "whole-number" if field.type is FieldType.INT else "number"
            return {"$ref": f"#/$defs/{kind}"}
        case FieldType.DATE:
            return {"$ref": "#/$defs/day"}
        case FieldType.ENUM:
            return {"enum": list(field.values)}
        case FieldType.TEXT:
            return _LABEL


def _test(name: str, field: Field, fields: Mapping[str, Field]) -> dict[str, Schema]:
    """Whatever may stand behind the name of ``field`` in a condition, and its right side."""
    present = {Operator.PRESENT.value: {"type": "boolean"}}
    if field.type is FieldType.TEXT:
        return {name: _whole(present)}
    value = _value(field)
    rights: list[Schema] = [value]
    others = [
        other.name
        for other in fields.values()
        if other.type is not FieldType.TEXT and comparable(field, other)
    ]
    if others:
        rights.append(_whole({"field": {"enum": others}}))
    if field.type.is_number:
        rights.append(_whole({"threshold": {"$ref": "#/$defs/threshold-key"}}))
    right = {"$ref": f"#/$defs/{name}-value"}
    operators: dict[str, Schema] = {}
    for operator in Operator:
        if operator is Operator.PRESENT:
            operators |= present
        elif operator in (Operator.IN, Operator.NOT_IN):
            operators[operator.value] = {"type": "array", "items": value, "minItems": 1}
        elif field.type.has_order or operator not in ORDER:
            operators[operator.value] = right
    compared: Schema = {
        "type": "object",
        "properties": operators,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {f"{name}-value": {"anyOf": rights}, name: {"anyOf": [right, compared]}}
