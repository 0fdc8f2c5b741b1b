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
from assure.model.findings import Confidence, Severity
from assure.model.ratings import RatingLevel
from assure.rules import form
from assure.rules.rulebook import Rulebook, RuleStatus

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "minLength": 1}
_LABEL: Schema = {"type": ["string", "number"]}
_LIMITS: Schema = {"minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_VALUES: Mapping[FieldType, Schema] = {  # as a ruleset writes them; each enum has its own
    FieldType.BOOL: {"type": "boolean"},
    FieldType.INT: _ref("whole"),
    FieldType.DECIMAL: _ref("number"),
    FieldType.DATE: _ref("day"),
    FieldType.ENUM: _TEXT,
    FieldType.TEXT: _LABEL,
}


def schema_text(book: Rulebook) -> str:
    """The schema as JSON text, a line for each definition: one rulebook always gives the same."""
    schema = ruleset_schema(book)
    definitions = schema.pop("$defs")
    lines = ",\n".join(f"{_json(name)}:{_json(made)}" for name, made in definitions.items())
    return _json(schema)[:-1] + ',"$defs":{\n' + lines + "\n}}\n"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def ruleset_schema(book: Rulebook) -> Schema:
    """The schema of any file of a folder of rulesets: a family, thresholds, sources, version."""
    definitions: dict[str, Schema] = {
        "finding-rule": _rule(book, form.KEYS_OF_FINDING, form.NEEDED_OF_FINDING),
        "rating-rule": _rule(book, form.KEYS_OF_RATING, form.NEEDED_OF_RATING),
        "by-subject": _by_subject(book),
        "threshold-key": {"enum": list(book.thresholds)},
        "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "whole": {"type": "integer", **_LIMITS},
        "number": {"type": "number", **_LIMITS},
        **{f"{kind}-test": _test(kind) for kind in FieldType},
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
        "value": _ref("number"),
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
        return {"properties": {"rules": {"items": _ref(kind)}}}

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
    example: Schema = {
        "type": "object",
        "propertyNames": {"enum": list(form.EXAMPLE_KEYS)},
        "minProperties": 1,
        "maxProperties": 1,
    }
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
        "groups": {
            "type": "array",
            "items": _group(),
            "description": "How several findings are told as one; the first that fits.",
        },
        "finding": {**_TEXT, "description": "A sentence; {field} stands for a value of the fact."},
        "when": {"type": "object"},
        "shows": {"type": "array"},
        "examples": {"type": "array", "minItems": 2, "items": example},
    }
    properties = {key: known.get(key, _TEXT) for key in keys}
    return {**_whole(properties, needed), "allOf": [_ref("by-subject")]}


def _group() -> Schema:
    known: dict[str, Schema] = {
        "by": {**_TEXT, "description": "What they have in common; without it all belong together."},
        "from": {"type": "integer", "minimum": 2, "default": form.GROUP_FROM},
        "finding": {**_TEXT, "description": "A sentence that shows {refs}, and may show {count}."},
    }
    properties = {key: known.get(key, _TEXT) for key in form.GROUP_KEYS}
    return _whole(properties, form.NEEDED_OF_GROUP)


def _by_subject(book: Rulebook) -> Schema:
    """What a rule may look at and show, and its examples give, by the subject that it names."""
    return {
        "allOf": [
            {
                "if": {"properties": {"subject": {"const": subject}}, "required": ["subject"]},
                "then": {
                    "properties": {
                        "when": _ref(subject),
                        "shows": {"items": {"enum": list(fields)}},
                        "groups": {"items": {"properties": {"by": {"enum": list(fields)}}}},
                        "examples": {"items": {"additionalProperties": _ref(f"{subject}-values")}},
                    }
                },
            }
            for subject, fields in book.catalogue.items()
        ]
    }


# Conditions and examples


def _of_subject(subject: str, fields: Mapping[str, Field]) -> dict[str, Schema]:
    """The conditions on one subject, and its examples."""
    condition = _ref(subject)
    several = {"type": "array", "items": condition, "minItems": 1}
    joints: dict[str, Schema] = {"all": several, "any": several, "not": condition}
    tests = {
        name: {"$ref": f"#/$defs/{_test_name(subject, field)}", "description": _about(field)}
        for name, field in fields.items()
    }
    values = {name: _value(subject, field) for name, field in fields.items()}
    return {
        subject: {
            "type": "object",
            "properties": {**joints, **tests},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        },
        f"{subject}-values": _whole(values, ()),
        **{
            name: schema
            for field in fields.values()
            for name, schema in _test_here(_test_name(subject, field), field, fields).items()
        },
    }


def _test_name(subject: str, field: Field) -> str:
    """Fields of a type are tested alike, but for those that list their values."""
    is_enum = field.type is FieldType.ENUM
    return f"{subject}.{field.name}" if is_enum else f"{subject}:{field.type}"


def _about(field: Field) -> str:
    kind = f"{field.type}, {field.unit}" if field.unit else str(field.type)
    return f"{sentence(field.meaning)} {field.derivation} ({kind})".strip()


def _value(subject: str, field: Field) -> Schema:
    """A value of ``field`` as a ruleset writes it."""
    if field.type is FieldType.ENUM:
        return _ref(f"{_test_name(subject, field)}-value")
    return _VALUES[field.type]


def _test(kind: FieldType) -> Schema:
    """Whatever may stand behind the name of a field of this type in a condition."""
    present = {Operator.PRESENT.value: {"type": "boolean"}}
    if kind is FieldType.TEXT:
        return _whole(present)
    value = _VALUES[kind]
    rights = [value, _whole({"field": _TEXT})]
    if kind.is_number:
        rights.append(_whole({"threshold": _ref("threshold-key")}))
    right: Schema = {"anyOf": rights}
    operators: dict[str, Schema] = {}
    for operator in Operator:
        if operator is Operator.PRESENT:
            operators |= present
        elif operator in (Operator.IN, Operator.NOT_IN):
            operators[operator.value] = {"type": "array", "items": value, "minItems": 1}
        elif kind.has_order or operator not in ORDER:
            operators[operator.value] = right
    compared: Schema = {
        "type": "object",
        "properties": operators,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [*rights, compared]}


def _test_here(name: str, field: Field, fields: Mapping[str, Field]) -> dict[str, Schema]:
    """The test of its type, narrowed to what ``field`` can be in its subject: its own values, and
    the fields that it can be compared with.
    """
    test: Schema = {"allOf": [_ref(f"{field.type}-test")]}
    if field.type is FieldType.TEXT:
        return {name: test}
    others = [
        other.name
        for other in fields.values()
        if other.type is not FieldType.TEXT and comparable(field, other)
    ]
    test["properties"] = {"field": {"enum": others}}
    # What stands behind a comparison; the names stand in the schema once.
    behind: Schema = {"properties": {"field": _ref(f"{name}/properties/field")}}
    if field.type is not FieldType.ENUM:
        return {name: {**test, "additionalProperties": behind}}
    value: Schema = _ref(f"{name}-value")
    several: Schema = {"type": "array", "items": value}
    test["anyOf"] = [value, {"type": "object"}]
    test["additionalProperties"] = {
        "anyOf": [value, several, {"type": "object", **behind}, {"type": "boolean"}]
    }
    return {name: test, f"{name}-value": {"enum": list(field.values)}}
