"""A plan as other programs write and read it, by a published schema."""

from __future__ import annotations

import json
from typing import Any, Literal

from assure.model.base import Noun, as_json
from assure.model.plan import Plan

PLAN_FORMAT: Literal["assure-plan"] = "assure-plan"
# Raised when a field goes or changes its meaning; a new field alone leaves it as it is.
PLAN_VERSION: Literal[1] = 1
# Worked out where the document leaves them out, so that one written by hand stays short.
WORKED_OUT = frozenset({"key", "ref"})


class PlanDocument(Noun):
    """One delivery plan. Dates are ISO texts, decimals texts; fields left out have defaults."""

    format: Literal["assure-plan"]
    version: Literal[1]
    plan: Plan


def plan_text(plan: Plan) -> str:
    """The plan as JSON text: the same plan gives the same bytes on any machine."""
    document = {"format": PLAN_FORMAT, "version": PLAN_VERSION, "plan": as_json(plan)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def schema_text() -> str:
    """The JSON Schema of the document, as docs/schemas/plan.schema.json holds it."""
    made = PlanDocument.model_json_schema(mode="validation")
    for noun in made["$defs"].values():
        if "required" in noun:
            noun["required"] = [name for name in noun["required"] if name not in WORKED_OUT]
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
