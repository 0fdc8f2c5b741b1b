"""A plan read again: what differs from the reading before, and what is carried on from it.

Nothing is overwritten. Each action keeps its key and its revisions, and a value that differs from
the one before is added to them with the import that brought it; an action that has gone is
remembered as it was last read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assure.intake.matching import match
from assure.model.actions import Action, GoneAction, Revision
from assure.model.base import Noun, Seen
from assure.model.plan import ClosedYear, Plan
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


@dataclass(frozen=True)
class _Import:
    """Which import, or update, brought a reading."""

    at: dt.date
    source: str
    version: int
    by: str = ""

    def revision(self, field: str, text: str, when: When | None = None) -> Revision:
        return Revision(
            field=field,
            text=text,
            when=when,
            at=self.at,
            source=self.source,
            version=self.version,
            by=self.by,
        )


def read_first(plan: Plan, at: dt.date) -> Plan:
    """``plan`` as the first import of itself, on the day ``at``."""
    return plan.model_copy(update={"version": 1, "imported": at, "imports": (at,)})


def read_again(before: Plan, after: Plan, at: dt.date, version: int) -> tuple[Plan, Differences]:
    """``after`` as import number ``version`` of the plan, with all that is carried on from
    ``before``, and what differs. ``before`` says itself on which day it was imported."""
    earlier = _Import(before.imported or at, before.source, before.version or version - 1)
    now = _Import(at, after.source, version)
    matches = match(before.actions, after.actions)
    pairs = {new: before.actions[old] for new, old in matches.pairs.items()}
    unpaired = [index for index in range(len(after.actions)) if index not in pairs]
    returned = _returned(before.gone, after.actions, unpaired)
    over = tuple(_over(before))
    still_over = [i for i in unpaired if i not in returned and not after.actions[i].open]
    returned |= _returned(over, after.actions, still_over)
    taken = {action.key for action in before.actions}
    taken |= {gone.action.key for gone in (*before.gone, *over)}
    actions: list[Action] = []
    changed: list[Changed] = []
    for index, action in enumerate(after.actions):
        if index in pairs:
            whence, own = earlier, pairs[index]
            action = _with_past(own, action)
            steps = tuple(_steps(own, action, before, after))
            if steps:
                changed.append(Changed(own, action, steps))
            told = at if any(step.field in _NEWS for step in steps) else own.told
            reasoned = any(step.field == "reason" for step in steps)
        elif index in returned:
            gone = returned[index]
            whence = _Import(gone.last_seen, gone.source, gone.version - 1)
            own, told, reasoned = gone.action, at, True
            action = _with_past(own, action)
        else:
            key = _free(action.key, taken)
            actions.append(action.model_copy(update={"key": key, "since": at}))
            continue
        carried = {
            "key": own.key,
            "revisions": _revisions(own, action, before, after, whence, now),
            "since": own.since,
            "told": told,
            "reason_told": at if reasoned else own.reason_told,
            "carried": own.carried,
        }
        actions.append(action.model_copy(update=carried))
    matched = set(matches.pairs.values())
    lost = [action for old, action in enumerate(before.actions) if old not in matched]
    came_back = {gone.action.key for gone in returned.values()}
    remembered = [gone for gone in before.gone if gone.action.key not in came_back]
    remembered += [
        GoneAction(
            action=action,
            last_seen=earlier.at,
            gone_since=at,
            source=earlier.source,
            version=version,
        )
        for action in lost
    ]
    plan = after.model_copy(
        update={
            "key": before.key,
            "actions": tuple(actions),
            "gone": tuple(remembered),
            "closed": tuple(_closed(before, came_back)) or after.closed,
            **_period(before, after),
            "version": version,
            "imported": at,
            "imports": (*(before.imports or (earlier.at,)), at),
        }
    )
    differences = Differences(
        new=tuple(after.actions[index] for index in unpaired if index not in returned),
        changed=tuple(changed),
        gone=tuple(lost),
        back=tuple(after.actions[index] for index in unpaired if index in returned),
        doubtful=tuple((after.actions[n], before.actions[o]) for n, o in matches.doubtful),
        parts=tuple(_other_parts(before, plan)),
        same=_content(before) == _content(plan),
    )
    return plan, differences


def updated(
    before: Plan, after: Plan, at: dt.date, *, source: str, by: str, keys: Collection[str]
) -> Plan:
    """``after``, in which somebody told of the actions with these ``keys``, with the revisions
    that follow from ``before``: as when the plan is read again, but for one action at a time."""
    earlier = _Import(before.imported or at, before.source, before.version)
    now = _Import(at, source, before.version + 1, by)
    old = {action.key: action for action in before.actions}
    actions = tuple(
        action.model_copy(
            update={"revisions": _revisions(old[action.key], action, before, after, earlier, now)}
        )
        if action.key in keys
        else action
        for action in after.actions
    )
    return after.model_copy(update={"actions": actions})


def _returned(
    gone: tuple[GoneAction, ...], actions: tuple[Action, ...], unpaired: list[int]
) -> dict[int, GoneAction]:
    """Which of the new actions are some that had gone, by their place among all actions.

    Known by their words: the number of an action that has gone is soon used for another.
    """
    earlier = tuple(item.action for item in gone)
    fresh = tuple(actions[index] for index in unpaired)
    found = match(earlier, fresh, by_ref_alone=False).pairs
    return {unpaired[new]: gone[old] for new, old in found.items()}


def _period(before: Plan, after: Plan) -> dict[str, dt.date | None]:
    """A plan that rolled on knows its period, though a file may not name it."""
    known = after.period_start is not None or not before.closed
    return {
        "period_start": after.period_start if known else before.period_start,
        "period_end": after.period_end if known else before.period_end,
    }


def _over(plan: Plan) -> Iterator[GoneAction]:
    """The actions that the plan rolled on from. Only as closed as they were do they come back: the
    same words for work to be done are the promise of another year."""
    for year in plan.closed:
        for action in year.actions:
            yield GoneAction(
                action=action, last_seen=year.on, gone_since=year.on, version=year.version
            )


def _closed(plan: Plan, came_back: set[str]) -> Iterator[ClosedYear]:
    for year in plan.closed:
        kept = tuple(action for action in year.actions if action.key not in came_back)
        yield year if len(kept) == len(year.actions) else year.model_copy(update={"actions": kept})


def _with_past(own: Action, action: Action) -> Action:
    """The action with what was told of it in quarters that the plan has no longer: no column of
    its file is theirs."""
    past = [note for note in own.notes if note.was]
    if not past:
        return action
    past += [note for note in action.notes if note.was and note not in past]
    loose = [note for note in action.notes if note.quarter is None and not note.was]
    quarters = [note for note in action.notes if note.quarter is not None]
    return action.model_copy(update={"notes": (*loose, *past, *quarters)})


def _free(key: str, taken: set[str]) -> str:
    """``key``, told apart from every key that another action has or had."""
    free, count = key, 1
    while free in taken:
        count += 1
        free = f"{key}~{count}"
    taken.add(free)
    return free


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
# What tells how an action stands: a change of these is news of it.
_NEWS = frozenset({"status", "rag", "percent", "notes", "reason", "evidence", "due"})


def _has(plan: Plan, field: str) -> bool:
    """Whether the source has a place for the field at all: a column that has gone is not a
    change of every row."""
    return field in _ALWAYS or bool(_COLUMNS.get(field, {field}) & plan.fields_present)


def _steps(old: Action, new: Action, before: Plan, after: Plan) -> Iterator[Step]:
    if old.ref != new.ref and not new.ref.startswith("row "):
        yield Step("ref", old.ref, new.ref)
    for field, text in {**KEPT, **SHOWN}.items():
        was, now = text(old), text(new)
        if plain(was) != plain(now) and _has(before, field) and _has(after, field):
            yield Step(field, was, now)
    last_old, last_new = _last(_dates(old)), _last(_dates(new))
    if not same_day(last_old, last_new) and _has(before, "due") and _has(after, "due"):
        yield Step("due", last_old.text, last_new.text)
    for heading in old.other.keys() & new.other.keys():
        if plain(old.other[heading]) != plain(new.other[heading]):
            yield Step(heading, old.other[heading], new.other[heading])


# --- Revisions --------------------------------------------------------------------------------


def _revisions(
    old: Action, new: Action, before: Plan, after: Plan, earlier: _Import, now: _Import
) -> tuple[Revision, ...]:
    """Every value that the tracked fields had, field by field, oldest first."""
    result: list[Revision] = []
    for field, text in KEPT.items():
        kept = [revision for revision in old.revisions if revision.field == field]
        if _has(after, field) and (kept or _has(before, field)):
            was = kept[-1].text if kept else text(old)
            if plain(was) != plain(text(new)):
                kept = kept or [earlier.revision(field, was)]
                kept.append(now.revision(field, text(new)))
        result += kept
    return (*result, *_deadlines(old, new, before, after, earlier, now))


def _deadlines(
    old: Action, new: Action, before: Plan, after: Plan, earlier: _Import, now: _Import
) -> Iterable[Revision]:
    """Every deadline there was. A move that a column of revised dates tells and that the
    comparison of two imports tells too is one move."""
    told = [revision for revision in new.revisions if revision.field == "due"]
    kept = [revision for revision in old.revisions if revision.field == "due"]
    if not _has(after, "due"):
        return kept
    if not kept:
        if not _has(before, "due"):
            return told
        kept = [earlier.revision("due", when.text, when) for when in _dates(old)[:1]]
        kept = kept or [earlier.revision("due", "", When())]
    dates = _dates(new) or [When()]
    history = [_when(revision) for revision in kept]
    if _within(history, dates):
        # The file tells the whole past itself, and perhaps more of it than was known.
        result = _told_and_kept(dates, kept, now)
    else:
        common = [i for i, date in enumerate(dates) if any(same_day(date, h) for h in history)]
        fresh = dates[common[-1] + 1 :] if common else dates
        if not fresh and not same_day(history[-1], dates[-1]):
            fresh = dates[-1:]  # back to a date that it had before
        result = [*kept, *(now.revision("due", date.text, date) for date in fresh)]
    return result if len(result) > 1 else told


def _told_and_kept(dates: Sequence[When], kept: list[Revision], now: _Import) -> list[Revision]:
    """The dates in their order: those known already as they were kept."""
    waiting, result = list(kept), []
    for date in dates:
        if waiting and same_day(date, _when(waiting[0])):
            result.append(waiting.pop(0))
        else:
            result.append(now.revision("due", date.text, date))
    return result


def _within(part: Sequence[When], whole: Sequence[When]) -> bool:
    """Whether the dates of ``part`` stand in ``whole`` in the same order."""
    rest = iter(whole)
    return all(any(same_day(date, other) for other in rest) for date in part)


def same_day(one: When, other: When) -> bool:
    """Whether two dates mean the same deadline, however they are written."""
    if one.latest is not None or other.latest is not None:
        return one.latest == other.latest
    return plain(one.text) == plain(other.text)


def _dates(action: Action) -> list[When]:
    return [date for date in (action.due, *action.revised) if date.kind is not WhenKind.MISSING]


def _last(dates: list[When]) -> When:
    return dates[-1] if dates else When()


def _when(revision: Revision) -> When:
    return revision.when or When(text=revision.text)


# --- The plan as a whole ----------------------------------------------------------------------

_PARTS = (
    "priorities", "outcomes", "indicators", "resources", "assumptions", "dependencies",
    "capacity", "risks", "projects", "partners",
)  # fmt: skip
_PERIOD = {"period_start": "first day of the plan", "period_end": "last day of the plan"}
_OF_THE_IMPORT = frozenset({"source", "version", "imported", "imports"})


def _other_parts(before: Plan, after: Plan) -> Iterator[str]:
    for part in _PARTS:
        if _content(getattr(before, part), cells=False) != _content(
            getattr(after, part), cells=False
        ):
            yield part
    for field in ("title", "partnership", "locality", "period_start", "period_end"):
        if getattr(before, field) != getattr(after, field):
            yield _PERIOD.get(field, field)


def _content(value: Any, *, cells: bool = True) -> Any:
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
        return {name: _content(getattr(value, name), cells=cells) for name in fields}
    if isinstance(value, tuple):
        return [_content(item, cells=cells) for item in value]
    if isinstance(value, dict):
        return {key: _content(item, cells=cells) for key, item in value.items()}
    return value
