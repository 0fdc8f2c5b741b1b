"""Whether two plans say the same, wherever and however each was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assure.model.plan import Plan

# Where and how a plan was read, and what its earlier imports said.
_OF_THE_READING = frozenset(
    {"seen", "source", "columns", "problems", "inherited", "assumed", "revisions", "gone",
     "version", "imported", "imports", "since", "told",
     "reason_told", "carried", "closed"}
)  # fmt: skip
# Every row of our own workbook has a reference, and a theme where there was a heading above it.
_GIVEN_BY_FORM = frozenset({"ref", "section"})


def what_differs(plan: Plan, other: Plan) -> tuple[str, ...]:
    """The places where ``other`` does not say what ``plan`` says: "action 1.4: due"."""
    return tuple(dict.fromkeys(_differences(_said(plan), _said(other))))


def _said(plan: Plan) -> dict[str, Any]:
    said: dict[str, Any] = _without(plan.model_dump())
    for action in said["actions"]:  # what was told before the plan rolled on has no column
        action["notes"] = [note for note in action["notes"] if note["was"] is None]
    said["fields_present"] = sorted(plan.fields_present - _GIVEN_BY_FORM)
    return said


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without(v) for k, v in value.items() if k not in _OF_THE_READING}
    return [_without(item) for item in value] if isinstance(value, list | tuple) else value


_ONE = {
    "priorities": "priority", "outcomes": "outcome", "indicators": "indicator",
    "actions": "action", "resources": "resource", "assumptions": "assumption",
    "dependencies": "dependency", "capacity": "capacity of", "risks": "risk",
    "projects": "project", "partners": "partner",
}  # fmt: skip


def _differences(one: dict[str, Any], two: dict[str, Any]) -> Iterator[str]:
    for field, value in one.items():
        other = two[field]
        if value == other:
            continue
        if field not in _ONE:
            yield f"the plan: {field.replace('_', ' ')}"
        elif len(value) != len(other):
            yield f"{field}: {len(other)} of {len(value)}"
        else:
            for noun, again in zip(value, other, strict=True):
                called = noun.get("ref") or noun.get("name") or ""
                for name in (name for name in noun if noun[name] != again[name]):
                    if name == "status_text" and not noun[name]:
                        continue  # a status known from elsewhere has its own word now
                    yield f"{_ONE[field]} {called}: {name.replace('_', ' ')}"
