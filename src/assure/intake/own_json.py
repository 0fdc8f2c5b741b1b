"""A plan in JSON: what ``assure export`` writes, or another program by the same schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rapidfuzz import process

from assure.intake.container import read_bytes
from assure.intake.refs import Keys, slug
from assure.intake.said import Said
from assure.model.actions import Action
from assure.model.errors import UnreadableFileError
from assure.model.plan import Plan
from assure.model.plan_document import PLAN_FORMAT, PLAN_VERSION, PlanDocument
from assure.words.text import clean

_MOST = 50_000  # entries of one list, as of rows of one sheet
_SCHEMA = "docs/schemas/plan.schema.json"
_LISTS = (
    "priorities", "outcomes", "indicators", "actions", "resources", "assumptions",
    "dependencies", "capacity", "risks", "projects", "partners",
)  # fmt: skip
_LETTERS = {"priorities": "P", "outcomes": "", "indicators": "I", "resources": "R",
            "assumptions": "A", "dependencies": "D", "risks": "RSK", "projects": "PJ"}  # fmt: skip


def read_own_json(path: Path, said: Said) -> Plan:
    """The plan in the document at ``path``. Raises UnreadableFileError with one sentence."""
    name = path.name
    data = _parsed(read_bytes(path), name)
    plan = _plan_in(data, name)
    if said.mapping:
        raise UnreadableFileError(
            f"{name}: a plan in JSON has no columns to place; leave out --map."
        )
    plan = {**plan, "source": plan.get("source") or name}
    if said.title:
        plan["title"] = said.title
    if said.period is not None:
        plan["period_start"], plan["period_end"] = map(str, said.period)
    _fill_in(plan)
    try:
        return PlanDocument.model_validate({**data, "plan": plan}).plan
    except ValidationError as fault:
        raise UnreadableFileError(f"{name}, {_sentence(fault)}") from None
    except RecursionError:
        raise UnreadableFileError(_deep(name)) from None


def _deep(name: str) -> str:
    return f"{name}: lists and objects stand too deep inside each other; write it by {_SCHEMA}."


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
        found = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=str
        )
    except UnicodeDecodeError:
        raise UnreadableFileError(f"{name}: not in UTF-8; save it in that encoding.") from None
    except json.JSONDecodeError as fault:
        raise UnreadableFileError(
            f"{name}, line {fault.lineno}, column {fault.colno}: no JSON from here on "
            f"({fault.msg.lower()}); correct it, or export the plan again."
        ) from None
    except RecursionError:
        raise UnreadableFileError(_deep(name)) from None
    except ValueError as fault:  # from the hooks, or a number of too many digits
        said = str(fault) if str(fault).startswith("“") else "a number has too many digits"
        raise UnreadableFileError(f"{name}: {said}; correct it.") from None
    if not isinstance(found, dict):
        raise UnreadableFileError(f"{name}: no plan; a plan is an object, as in {_SCHEMA}.")
    return found


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object with its texts cleaned. Raises ValueError for a field that stands twice."""
    made: dict[str, Any] = {}
    for field, value in pairs:
        if field in made:
            raise ValueError(f"“{clean(field)[:60]}” stands twice in one object")
        made[clean(field)] = _clean(value)
    return made


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return [_clean(item) for item in value] if isinstance(value, list) else value


def _no_number(text: str) -> Any:
    raise ValueError(f"“{text}” is no number")


def _plan_in(data: dict[str, Any], name: str) -> dict[str, Any]:
    """The object of the plan. Raises UnreadableFileError for every other document."""
    kind = data.get("format")
    if kind == "assure-review":
        raise UnreadableFileError(
            f"{name} is a review, not a plan; make its report with `assure report --review {name}`."
        )
    if kind is None and "schema_version" in data:
        raise UnreadableFileError(
            f"{name} is what `assure check` found in a plan; give the plan itself."
        )
    if kind != PLAN_FORMAT:
        raise UnreadableFileError(
            f"{name}: JSON, but not a plan of assure; begin it with "
            f'"format": "{PLAN_FORMAT}", "version": {PLAN_VERSION}, as in {_SCHEMA}.'
        )
    if data.get("version") != PLAN_VERSION:
        raise UnreadableFileError(
            f"{name}: a plan in form {str(data.get('version'))[:20]}, and this assure reads form "
            f"{PLAN_VERSION}; export it again with this version."
        )
    plan = data.get("plan")
    if not isinstance(plan, dict):
        raise UnreadableFileError(f"{name}: “plan” has to be an object, as in {_SCHEMA}.")
    for field in _LISTS:
        count = len(plan[field]) if isinstance(plan.get(field), list) else 0
        if count > _MOST:
            raise UnreadableFileError(
                f"{name}, plan.{field}: {count:,} entries, more than the {_MOST:,} that are read; "
                "divide the plan."
            )
    return plan


# --- What a document written by hand may leave out ----------------------------------------


def _fill_in(plan: dict[str, Any]) -> None:
    """Keys and references, worked out as for a workbook, and what the plan has at all."""
    words = (plan.get("partnership"), plan.get("title"))
    plan.setdefault("key", slug(" ".join(word for word in words if isinstance(word, str) and word)))
    for field in _LISTS:
        rows = plan.get(field)
        if isinstance(rows, list):
            plan[field] = _with_keys(rows, field)
    actions = plan.get("actions")
    if "fields_present" not in plan and isinstance(actions, list):
        given = {field for action in actions if isinstance(action, dict) for field in action}
        plan["fields_present"] = sorted(given & set(Action.model_fields) - {"key"})


def _with_keys(rows: list[Any], field: str) -> list[Any]:
    keys, made = Keys(), []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            made.append(row)
            continue
        words = row.get("title") or row.get("text") or row.get("name") or row.get("what") or ""
        ref = row.get("ref")
        filled = {**row}
        if field != "capacity" and ref is None:
            filled["ref"] = (
                str(words) if field == "partners"
                else f"row {number}" if field == "actions"
                else f"{_LETTERS.get(field, '')}{number}"
            )  # fmt: skip
        named = words if field == "capacity" else ref
        if not isinstance(row.get("key"), str):
            filled["key"] = keys.key(str(named or ""), str(words))
        made.append(filled)
    return made


# --- Faults -----------------------------------------------------------------------------


def _sentence(fault: ValidationError) -> str:
    """Where the first fault is, what is wrong and what to do."""
    first = fault.errors(include_url=False, include_input=True)[0]
    location, kind = first["loc"], first["type"]
    shown = _shown(first.get("input"))
    context = first.get("ctx", {})
    if kind == "missing":
        wrong, do = "is missing", "add it"
    elif kind == "extra_forbidden":
        near = process.extractOne(str(location[-1]), _fields_beside(location), score_cutoff=70)
        wrong = "is no field that is known"
        do = f"did you mean “{near[0]}”?" if near else f"the fields are in {_SCHEMA}"
    elif kind in {"enum", "literal_error"}:
        wrong, do = f"{shown} is none of its words", f"write {context.get('expected', 'another')}"
    elif kind.startswith("date"):
        wrong, do = f"{shown} is no day", "write it as 2027-03-31"
    elif kind.startswith(("decimal", "int", "float", "finite", "greater", "less")):
        wrong, do = f"{shown} cannot be meant as a number here", "write the number that is meant"
    elif kind.startswith("bool"):
        wrong, do = f"{shown} is neither true nor false", "write one of them"
    elif kind.startswith("string"):
        wrong, do = f"{shown} is no text", "put it in quotation marks"
    elif kind.startswith(("tuple", "list", "frozen_set", "set")):
        wrong, do = f"{shown} is no list", "put it in square brackets"
    else:
        wrong, do = f"{shown} is no object", f"write it as in {_SCHEMA}"
    return f"{_place(location)}: {wrong}; {do}{'' if do.endswith('?') else '.'}"


def _shown(value: Any) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return f"“{text[:60]}”"


def _place(location: Sequence[int | str]) -> str:
    """("plan", "actions", 2, "due") → "plan.actions[3].due", counting from 1."""
    place = ""
    for step in location:
        place += f"[{step + 1}]" if isinstance(step, int) else f".{str(step)[:60]}"
    return place.removeprefix(".")


def _fields_beside(location: Sequence[int | str]) -> list[str]:
    """The fields of the object in which the last step of a location stands."""
    noun: Any = PlanDocument
    for step in location[:-1]:
        if isinstance(step, int):
            continue
        field = getattr(noun, "model_fields", {}).get(step)
        if field is None:
            return []
        noun = _noun_in(field.annotation)
    return list(getattr(noun, "model_fields", {}))


def _noun_in(annotation: Any) -> Any:
    """The noun in ``tuple[Action, ...]`` or ``Money | None``."""
    inner = [part for part in getattr(annotation, "__args__", ()) if part not in (..., type(None))]
    return inner[-1] if inner else annotation
