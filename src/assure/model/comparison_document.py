"""A comparison as other programs read it: `assure compare --format json`, by a published schema."""

from __future__ import annotations

import json
from typing import Literal

from assure.model.base import Noun
from assure.model.comparison import Comparison
from assure.model.document import schema_of

# Raised when a field goes or changes its meaning; a new field alone leaves it as it is.
SCHEMA_VERSION: Literal[1] = 1


class _Head(Noun):
    schema_version: Literal[1] = SCHEMA_VERSION


# A class gives the fields of its last base first: what the document is stands at its head.
class ComparisonDocument(Comparison, _Head):
    """The whole comparison. Dates are ISO texts, decimals texts; each field is always there."""


def as_json(comparison: Comparison) -> str:
    """The comparison as JSON text (docs/schemas/comparison.schema.json)."""
    fields = {name: getattr(comparison, name) for name in Comparison.model_fields}
    return ComparisonDocument(**fields).model_dump_json(indent=1) + "\n"


def schema_text() -> str:
    """The JSON Schema of the document."""
    return json.dumps(schema_of(ComparisonDocument), ensure_ascii=False, indent=1) + "\n"
