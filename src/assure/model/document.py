"""An assessment as other programs read it: `assure check --format json`, by a published schema."""

from __future__ import annotations

import json
from typing import Any, Literal

from assure.model.assessment import Assessment
from assure.model.base import Noun

# Raised when a field goes or changes its meaning; a new field alone leaves it as it is.
SCHEMA_VERSION: Literal[1] = 1


class _Head(Noun):
    schema_version: Literal[1] = SCHEMA_VERSION
    left_out: int = 0  # findings kept from this document by --select or --ignore


# A class gives the fields of its last base first: what the document is stands at its head.
class AssessmentDocument(Assessment, _Head):
    """The whole assessment. Dates are ISO texts, decimals texts; each field is always there."""


def schema() -> dict[str, Any]:
    """The JSON Schema of the document, as docs/schemas/assessment.schema.json holds it."""
    return schema_of(AssessmentDocument)


def schema_of(document: type[Noun]) -> dict[str, Any]:
    """The JSON Schema of a document that is written whole.

    Every field is required, because every field is written; others may come with a later
    assure and are allowed.
    """
    made = document.model_json_schema(mode="serialization")
    for noun in (made, *made["$defs"].values()):
        if "properties" in noun:
            noun["required"] = list(noun["properties"])
            noun.pop("additionalProperties", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
