"""What one reading of a plan tells otherwise than the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from assure.model.actions import Action
from assure.model.base import Noun, Seen
from assure.model.plan import Plan
from assure.model.values import When, WhenKind
from assure.words.text import one_line, plain


@dataclass(frozen=True)
class Step:
    """One field of an action that differs; "" stands for blank."""

    field: str
    was: str
    now: str


@dataclass(frozen=True)
class Changed:
    before: Action
    after: Action
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Differences:
    """What a reading tells otherwise than the one before, in the order of the later one.

    ``doubtful``: a new and a gone action that may be one. ``parts``: what else of the plan
    differs, such as "outcomes". ``same``: the two readings are equal to the cell.
    """

    new: tuple[Action, ...] = ()
    changed: tuple[Changed, ...] = ()
    gone: tuple[Action, ...] = ()
    back: tuple[Action, ...] = ()
    doubtful: tuple[tuple[Action, Action], ...] = ()
    parts: tuple[str, ...] = ()
    same: bool = False


# --- What an action says, as text that can be compared and shown ------------------------------


def _owner(action: Action) -> str:
    if action.owner.names:
        return ", ".join(action.owner.names)
    return one_line(action.seen["owner"].text) if "owner" in action.seen else ""


def _cost(action: Action) -> str:
    if action.cost is None:
        return ""
    return (
        action.cost.text if action.cost.pounds is None else f"£{action.cost.pounds.normalize():,f}"
    )


def _number(value: Any, unit: str) -> str:
    return "" if value is None else f"{value}{unit}"


# What is kept as revisions. A date has its own history, below.
KEPT: dict[str, Callable[[Action], str]] = {
    "title": lambda action: action.title,
    "owner": _owner,
    "status": lambda action: action.status.value,
    "rag": lambda action: action.rag.value if action.rag else "",
    "percent": lambda action: _number(action.percent, "%"),
    "outcomes": lambda action: ", ".join(sorted(action.outcomes)),
    "cost": _cost,
}
# What is only shown as different; earlier readings stay in the store.
SHOWN: dict[str, Callable[[Action], str]] = {
    "start": lambda action: action.start.text,
    "section": lambda action: action.section,
    "how": lambda action: action.how,
    "milestones": lambda action: action.milestones,
    "resources": lambda action: action.resources,
    "funding": lambda action: action.funding,
    "effort_days": lambda action: _number(action.effort_days, " days"),
    "measure": lambda action: action.measure,
    "reason": lambda action: action.reason,
    "evidence": lambda action: action.evidence,
    "notes": lambda action: "\n".join(note.text for note in action.notes),
}
# Columns from which a field may come, where it is not the one of its own name.
_COLUMNS = {
    "due": frozenset({"due", "revised"}),
    "status": frozenset({"status", "rag"}),
}
_ALWAYS = frozenset({"title", "section"})


def has_place(plan: Plan, field: str) -> bool:
    """Whether the source has a place for the field at all: a column that has gone is not a
    change of every row."""
    return field in _ALWAYS or bool(_COLUMNS.get(field, {field}) & plan.fields_present)


def steps_of(old: Action, new: Action, before: Plan, after: Plan) -> Iterator[Step]:
    if old.ref != new.ref and not new.ref.startswith("row "):
        yield Step("ref", old.ref, new.ref)
    for field, text in {**KEPT, **SHOWN}.items():
        was, now = text(old), text(new)
        if plain(was) != plain(now) and has_place(before, field) and has_place(after, field):
            yield Step(field, was, now)
    last_old, last_new = _last(dates_of(old)), _last(dates_of(new))
    if not same_day(last_old, last_new) and has_place(before, "due") and has_place(after, "due"):
        yield Step("due", last_old.text, last_new.text)
    for heading in old.other.keys() & new.other.keys():
        if plain(old.other[heading]) != plain(new.other[heading]):
            yield Step(heading, old.other[heading], new.other[heading])


def same_day(one: When, other: When) -> bool:
    """Whether two dates mean the same deadline, however they are written."""
    if one.latest is not None or other.latest is not None:
        return one.latest == other.latest
    return plain(one.text) == plain(other.text)


def dates_of(action: Action) -> list[When]:
    return [date for date in (action.due, *action.revised) if date.kind is not WhenKind.MISSING]


def _last(dates: list[When]) -> When:
    return dates[-1] if dates else When()


# --- The plan as a whole ----------------------------------------------------------------------

_PARTS = (
    "priorities", "outcomes", "indicators", "resources", "assumptions", "dependencies",
    "capacity", "risks", "projects", "partners",
)  # fmt: skip
_PERIOD = {"period_start": "first day of the plan", "period_end": "last day of the plan"}
_OF_THE_IMPORT = frozenset({"source", "version", "imported", "imports"})


def other_parts(before: Plan, after: Plan) -> Iterator[str]:
    for part in _PARTS:
        if content_of(getattr(before, part), cells=False) != content_of(
            getattr(after, part), cells=False
        ):
            yield part
    for field in ("title", "partnership", "locality", "period_start", "period_end"):
        if getattr(before, field) != getattr(after, field):
            yield _PERIOD.get(field, field)


def content_of(value: Any, *, cells: bool = True) -> Any:
    """A noun as plain data, without the name of the file it was read from and, on request,
    without the places either: one form has a cell for what another has no column for."""
    if isinstance(value, Seen):
        return (value.sheet, value.cell, value.text)
    if isinstance(value, Noun):
        fields = type(value).model_fields.keys() - (
            _OF_THE_IMPORT if isinstance(value, Plan) else ()
        )
        if not cells:
            fields = fields - {"seen"}
        return {name: content_of(getattr(value, name), cells=cells) for name in fields}
    if isinstance(value, tuple):
        return [content_of(item, cells=cells) for item in value]
    if isinstance(value, dict):
        return {key: content_of(item, cells=cells) for key, item in value.items()}
    return value
