"""Actions of two reviews side by side: what moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assure.assess.compare_pairs import Pairs, chained
from assure.assess.measures import RAG_WORDS, STATUS_WORDS
from assure.conditions.wording import listed, number_in_words
from assure.facts.build import words_of
from assure.model.actions import Action, Revision
from assure.model.base import natural_key
from assure.model.comparison import ActionMove, Direction, Fate, FieldMove
from assure.model.plan import Plan
from assure.model.values import Rag, Status, When
from assure.words.days import short_date
from assure.words.labels import LABELS
from assure.words.text import plain

_RAG_ORDER = (Rag.RED, Rag.AMBER_RED, Rag.AMBER, Rag.AMBER_GREEN, Rag.GREEN)


def action_moves(older: Plan, newer: Plan, pairs: Pairs) -> tuple[ActionMove, ...]:
    """Every action that differs, is new, or is gone: the newer plan's in its order, then gone."""
    remembered = {gone.action.key for gone in older.gone}
    earlier = {new.key: old for old, new in pairs.both}
    moves = []
    for action in newer.actions:
        old = earlier.get(action.key)
        if old is None:
            moves.append(_move(action, Fate.BACK if action.key in remembered else Fate.NEW))
            continue
        fate = _fate(old, action)
        fields = tuple(_fields(old, action, older, newer))
        other_ref = old.ref if plain(old.ref) != plain(action.ref) else ""
        if fate is Fate.KEPT and not fields and not other_ref:
            continue
        note = "" if old.key == action.key else "It is known by its words."
        moves.append(_move(action, fate, fields, ref_before=other_ref, note=note))
    return (*moves, *(_gone(action, newer) for action in pairs.gone))


def _gone(action: Action, newer: Plan) -> ActionMove:
    """An action that the newer plan has no more: closed with its year, or only left out."""
    for year in newer.closed:
        closed = next((one for one in year.actions if one.key == action.key), None)
        if closed is not None:
            fate = _fate(action, closed)
            note = f"It was closed with the year to {short_date(year.until)}."
            return _move(action, Fate.GONE_CLOSED if fate is Fate.KEPT else fate, note=note)
    since = next((gone.gone_since for gone in newer.gone if gone.action.key == action.key), None)
    when = f", and is gone since {short_date(since)}" if since else ""
    note = f"It was {STATUS_WORDS[action.status].lower()} when last seen{when}."
    return _move(action, Fate.GONE if action.open else Fate.GONE_CLOSED, note=note)


def _move(
    action: Action,
    fate: Fate,
    fields: tuple[FieldMove, ...] = (),
    *,
    ref_before: str = "",
    note: str = "",
) -> ActionMove:
    return ActionMove(
        key=action.key,
        ref=action.ref,
        ref_before=ref_before,
        title=action.title,
        outcomes=action.outcomes,
        fate=fate,
        note=note,
        fields=fields,
    )


def _fate(old: Action, new: Action) -> Fate:
    if old.status is new.status or (old.open and new.open):
        return Fate.KEPT
    if new.status is Status.COMPLETED:
        return Fate.COMPLETED
    return Fate.CANCELLED if new.status is Status.CANCELLED else Fate.REOPENED


def _owner(action: Action) -> str:
    return ", ".join(action.owner.names) or words_of(action, "owner")


def _cost(action: Action) -> str:
    if action.cost is None:
        return ""
    pounds = action.cost.pounds
    return action.cost.text if pounds is None else f"£{number_in_words(pounds)}"


# Field → how it reads as text, and the columns that it comes from.
_TEXTS: dict[str, tuple[Callable[[Action], str], tuple[str, ...]]] = {
    "title": (lambda a: a.title, ()),
    "owner": (_owner, ("owner",)),
    "status": (lambda a: STATUS_WORDS[a.status], ("status", "rag", "percent")),
    "rag": (lambda a: RAG_WORDS[a.rag] if a.rag else "", ("rag",)),
    "percent": (lambda a: "" if a.percent is None else f"{a.percent}%", ("percent",)),
    "outcomes": (lambda a: ", ".join(sorted(a.outcomes, key=natural_key)), ("outcomes",)),
    "cost": (_cost, ("cost",)),
}


def _has(plan: Plan, columns: Sequence[str]) -> bool:
    """Whether the plan has a place for it at all: a column that has gone moves no action."""
    return not columns or any(name in plan.fields_present for name in columns)


def _fields(old: Action, new: Action, older: Plan, newer: Plan) -> Iterator[FieldMove]:
    for name, (text, columns) in _TEXTS.items():
        was, now = text(old), text(new)
        if plain(was) != plain(now) and _has(older, columns) and _has(newer, columns):
            told = _since(new, name, older, newer)
            direction = _direction(name, old, new)
            move = FieldMove(field=name, label=LABELS[name], was=was, now=now, direction=direction)
            yield _with_past(move, told)
    if _has(older, ("due", "revised")) and _has(newer, ("due", "revised")):
        yield from _due(old, new, older, newer)


def _due(old: Action, new: Action, older: Plan, newer: Plan) -> Iterator[FieldMove]:
    """The deadline; one that came back to where it was is told too."""
    was, now = old.deadline, new.deadline
    told = _since(new, "due", older, newer)
    same = _same_day(was, now)
    if same and len(told) < 2:
        return
    days = (now.latest - was.latest).days if now.latest and was.latest else None
    move = FieldMove(
        field="due",
        label="deadline",
        was=_day(was),
        now=_day(now),
        direction=Direction.SAME if same else Direction.CHANGED,
        days=days,
    )
    yield _with_past(move, told)


def _same_day(one: When, other: When) -> bool:
    if one.latest is not None or other.latest is not None:
        return one.latest == other.latest
    return plain(one.text) == plain(other.text)


def _day(when: When) -> str:
    return when.text if when.latest is None else short_date(when.latest)


def _since(action: Action, field: str, older: Plan, newer: Plan) -> list[Revision]:
    """What the field became after the older review, where the plan's own past tells that.

    The first revision of a field tells what it was before it ever changed: that is no move.
    """
    if not chained(older, newer) or newer.version <= older.version:
        return []
    of_field = [r for r in action.revisions if r.field == field]
    return [r for r in of_field[1:] if r.version > older.version]


def _with_past(move: FieldMove, told: Sequence[Revision]) -> FieldMove:
    """The move with how often it was made, and when and by what it was made last."""
    if not told:
        return move
    last = told[-1]
    update = {"times": len(told), "at": last.at, "source": last.source, "by": last.by}
    return move.model_copy(update=update)


def _direction(field: str, old: Action, new: Action) -> Direction:
    if field == "rag" and old.rag and new.rag:
        up = _RAG_ORDER.index(new.rag) > _RAG_ORDER.index(old.rag)
        return Direction.BETTER if up else Direction.WORSE
    if field == "percent" and old.percent is not None and new.percent is not None:
        return Direction.HIGHER if new.percent > old.percent else Direction.LOWER
    return Direction.CHANGED


def columns(older: Plan, newer: Plan) -> tuple[str, ...]:
    """A sentence for each column that only one plan has: what it held is not compared."""
    if not older.fields_present or not newer.fields_present:
        return ()
    gone, new = (
        sorted(older.fields_present - newer.fields_present),
        sorted(newer.fields_present - older.fields_present),
    )
    told = []
    if gone:
        told.append(f"The newer plan has no column for {_fields_text(gone)}: not compared.")
    if new:
        told.append(f"The older plan has no column for {_fields_text(new)}: not compared.")
    return tuple(told)


def _fields_text(names: Sequence[str]) -> str:
    return listed([name.replace("_", " ") for name in names])
