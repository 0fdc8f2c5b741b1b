"""What differs between two documents of a plan, and the document that differences add up to.

A document is a plan as ``assure.model.base.as_json`` gives it. Pure: knows no database. The
migration that began the log uses this module, so what it writes can only ever be added to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assure.model.actions import Action
from assure.model.plan import Plan
from assure.store import KeptRevision

ORDER = "actions"  # the plan's own field that holds the order of its actions, by their slots
WHOLE = ""  # in place of a field: the action came, or went
LONGEST_SLOT = 200

Document = dict[str, Any]
# Fields in the order of the model: taken once, as pydantic works them out at each asking.
_PLAN, _ACTION = tuple(Plan.model_fields), tuple(Action.model_fields)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def slot(key: str) -> str:
    """Under which name the log keeps the action of this key. It is the key itself, unless that is
    empty, over-long, or holds the one character that PostgreSQL cannot."""
    return key.replace("\0", "\N{REPLACEMENT CHARACTER}")[:LONGEST_SLOT] or "~"


def text(value: Any) -> str:
    """The one way in which a value is written down."""
    return _ENCODER.encode(value)


def difference(before: Document, after: Document) -> Iterator[KeptRevision]:
    """What leads from one document to the next: the plan's own fields whole, actions by field.

    A field that is absent and one that is null are two things. Values are compared as they are
    written, as Python takes 1 for True and dicts of any order for the same.
    """
    old, new = _slots(before), _slots(after)
    yield from _fields("", _own(before, old), _own(after, new))
    for name, action in old.items():
        if name not in new:
            yield KeptRevision(name, WHOLE, text(action), None)
    for name, action in new.items():
        if name not in old:
            yield KeptRevision(name, WHOLE, None, text(action))
        elif old[name] is not action and text(old[name]) != text(action):
            yield from _fields(name, old[name], action)


def replay(revisions: Iterable[KeptRevision]) -> Document:
    """The document that ``revisions`` lead to from nothing, oldest first, to the byte."""
    own: Document = {}
    actions: dict[str, Document] = {}
    for revision in revisions:
        if not revision.action:
            _put(own, revision.field, revision.now_json)
        elif revision.field:
            _put(actions[revision.action], revision.field, revision.now_json)
        else:
            _put(actions, revision.action, revision.now_json)
    if ORDER in own:
        own[ORDER] = [actions[name] for name in own[ORDER]]
    return in_order(own)


def in_order(document: Document) -> Document:
    """``document`` with its fields in the order of the model, as a later version of assure may
    not have the order in which it was kept."""
    ordered = _in_order(document, _PLAN)
    if ORDER in ordered:
        ordered[ORDER] = [_in_order(action, _ACTION) for action in ordered[ORDER]]
    return ordered


def _in_order(fields: Document, model: tuple[str, ...]) -> Document:
    known = [name for name in model if name in fields]
    order = [*known, *(name for name in fields if name not in model)]
    return fields if order == list(fields) else {name: fields[name] for name in order}


def _slots(document: Document) -> dict[str, Document]:
    """The actions, each under a name of its own even where two have one key."""
    actions: list[Document] = document.get(ORDER, [])
    names = [slot(action["key"]) for action in actions]
    taken = set(names)
    slots: dict[str, Document] = {}
    for name, action in zip(names, actions, strict=True):
        free, count = name, 1
        while free in slots or (count > 1 and free in taken):
            count += 1
            free = f"{name[: LONGEST_SLOT - 10]}~{count}"
        slots[free] = action
    return slots


def _own(document: Document, slots: dict[str, Document]) -> Document:
    return document | ({ORDER: list(slots)} if ORDER in document else {})


def _fields(action: str, before: Document, after: Document) -> Iterator[KeptRevision]:
    for field in {**before, **after}:
        was = text(before[field]) if field in before else None
        now = text(after[field]) if field in after else None
        if was != now:
            yield KeptRevision(action, field, was, now)


def _put(fields: Document, field: str, now: str | None) -> None:
    if now is None:
        del fields[field]
    else:
        fields[field] = json.loads(now)
