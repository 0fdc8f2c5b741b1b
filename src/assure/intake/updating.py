"""What officers tell of a quarter, taken into the plan: a pure act.

Each row is held against the action as it is now. Where somebody else has changed, since the
workbook was written, the very thing that the row would change, the row is refused and told; all
else is taken. A blank takes nothing away, a note never replaces another, and the same file again
changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assure.facts.load import same_name
from assure.facts.quarterly import SUPPORT, notes_for
from assure.intake import update_sheets as sheets
from assure.intake.differences import Step
from assure.intake.reimport import updated
from assure.intake.update_rows import Rows, Told
from assure.intake.update_tasks import NewTask
from assure.model.actions import Action, ProgressNote
from assure.model.plan import Plan
from assure.model.values import When, WhenKind
from assure.words.text import one_line, plain

# What a row tells that has a cell of its own in the plan; a note brings its cell along.
_CELLS = ("status", "revised", "percent", "rag", "reason", "evidence")


@dataclass(frozen=True)
class Hand:
    """Who changed something last: ``by`` whom, or only from which file, and when."""

    at: dt.date
    by: str = ""
    source: str = ""

    def same(self, other: Hand) -> bool:
        """Whether both are one person, or one file where nobody is named."""
        if self.by or other.by:
            return same_name(self.by) == same_name(other.by)
        return bool(self.source) and self.source == other.source


# (key of the action, field of ``sheets.standing``) → who changed it last, since the workbook.
Since = Mapping[tuple[str, str], Hand]


@dataclass(frozen=True)
class Change:
    """What the file changed of one action."""

    ref: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Clash:
    """A row that was refused: what it would change is not as it was when the workbook was
    written. ``steps`` tell what was changed meanwhile, ``hand`` by whom, where that is known."""

    key: str
    ref: str
    steps: tuple[Step, ...]
    hand: Hand | None = None


@dataclass(frozen=True)
class Outcome:
    """The plan after an update, what changed in it, what was new and what was refused.

    ``had`` are the references of actions that new tasks name in the same words.
    """

    plan: Plan
    changed: tuple[Change, ...] = ()
    new: tuple[Action, ...] = ()
    refused: tuple[Clash, ...] = ()
    had: tuple[str, ...] = ()


def update(
    plan: Plan, rows: Rows, number: int, hand: Hand, since: Since, *, written: dt.date | None = None
) -> Outcome:
    """``rows``, told for quarter ``number`` by ``hand``, taken into ``plan``.

    ``written`` is the day of the workbook: who confirms on it that nothing has changed since has
    told of the action too.
    """
    told = {row.key: row for row in rows.told}
    actions: list[Action] = []
    changed: list[Change] = []
    refused: list[Clash] = []
    moved: set[str] = set()
    fields: set[str] = set()
    for action in plan.actions:
        row = told.get(action.key)
        if row is None:
            actions.append(action)
            continue
        clash = _clash(action, row, number, hand, since)
        if clash is not None:
            refused.append(clash)
            actions.append(action)
            continue
        after = _applied(action, row, number)
        steps = tuple(_steps(action, after))
        if steps or _confirms(action, row, written):
            news: dict[str, Any] = {"told": hand.at}
            if after.reason != action.reason:
                news["reason_told"] = hand.at
            after = after.model_copy(update=news)
            changed.append(Change(action.ref, action.title, steps))
        if steps:
            moved.add(action.key)
        fields |= {step.field for step in steps if step.field != "support"}
        actions.append(after)
    by_title = {plain(action.title): action.ref for action in reversed(plan.actions)}
    had = [by_title[plain(task.title)] for task in rows.new if plain(task.title) in by_title]
    fresh = [task for task in rows.new if plain(task.title) not in by_title]
    new = _new_actions(plan, fresh, number, hand.at)
    after_all = plan.model_copy(
        update={
            "actions": (*actions, *new),
            "fields_present": plan.fields_present | fields,
        }
    )
    after_all = updated(plan, after_all, hand.at, source=hand.source, by=hand.by, keys=moved)
    return Outcome(after_all, tuple(changed), new, tuple(refused), tuple(had))


# --- One row ----------------------------------------------------------------------------


def _applied(action: Action, row: Told, number: int) -> Action:
    """The action as the row tells it; what the row leaves blank stays."""
    new: dict[str, Any] = {}
    if row.status is not None and row.status is not action.status:
        new |= {"status": row.status, "status_text": row.status_text}
    for name, value in (("percent", row.percent), ("rag", row.rag)):
        if value is not None and value != getattr(action, name):
            new[name] = value
    for name, text in (("reason", row.reason), ("evidence", row.evidence)):
        if text and one_line(text) != one_line(getattr(action, name)):
            new[name] = text
    if row.revised is not None and row.revised.latest != action.deadline.latest:
        new |= _dated(action, row.revised)
    if row.support or row.support_met:
        new["other"] = _supported(action, row, number)
    if row.note and not _is_told(action, row.note, number):
        new["notes"] = _noted(action, row, number)
    seen = {name: row.seen[name] for name in _CELLS if name in new and name in row.seen}
    if "due" in new and "revised" in row.seen:
        seen["due"] = row.seen["revised"]
    if seen:
        new["seen"] = {**action.seen, **seen}
    return action.model_copy(update=new)


def _dated(action: Action, when: When) -> dict[str, Any]:
    """A new date after those there were; the first of an action that had none."""
    if action.due.kind is WhenKind.MISSING and not action.revised:
        return {"due": when}
    return {"revised": (*action.revised, when)}


def _supported(action: Action, row: Told, number: int) -> dict[str, str]:
    """The further columns, with what is needed and the quarter that told it."""
    other = {name: text for name, text in action.other.items() if name != SUPPORT}
    if row.support:
        known = action.other.get(SUPPORT, "")
        told = f"Q{number}: {row.support}"
        other[SUPPORT] = known if one_line(known) == one_line(told) else told
    return other


def _is_told(action: Action, note: str, number: int) -> bool:
    return any(plain(told.text) == plain(note) for told in notes_for(action, number))


def _noted(action: Action, row: Told, number: int) -> tuple[ProgressNote, ...]:
    """The notes with one more, after all of its quarter and before those of later ones."""
    note = ProgressNote(quarter=number, text=row.note, seen=row.seen.get("note"))
    later = [n for n in action.notes if n.quarter is not None and n.quarter > number]
    place = action.notes.index(later[0]) if later else len(action.notes)
    return (*action.notes[:place], note, *action.notes[place:])


def _steps(before: Action, after: Action) -> list[Step]:
    was, now = sheets.standing(before), sheets.standing(after)
    steps = [Step(name, was[name], now[name]) for name in was if was[name] != now[name]]
    known = set(map(id, before.notes))
    steps += [Step("notes", "", note.text) for note in after.notes if id(note) not in known]
    return steps


def _confirms(action: Action, row: Told, written: dt.date | None) -> bool:
    """Whether the row says again how the action stands, and nobody has told of it since the
    workbook was written."""
    last = action.told or action.since
    return row.status is not None and written is not None and (last is None or last < written)


def _clash(action: Action, row: Told, number: int, hand: Hand, since: Since) -> Clash | None:
    """What stands against the row: a field that it changes and that somebody else changed."""
    now, then = sheets.standing(action), row.known
    wanted = sheets.standing(_applied(action, row, number))
    steps: list[Step] = []
    other: Hand | None = None
    for name, value in wanted.items():
        if value == now[name]:
            continue  # the file says nothing of it, or what the plan says
        last = since.get((action.key, name))
        moved = plain(then[name]) != plain(now[name]) if name in then else last is not None
        if moved and not (last is not None and last.same(hand)):
            steps.append(Step(name, then.get(name, ""), now[name]))
            other = last or other
    return Clash(action.key, action.ref, tuple(steps), other) if steps else None


# --- New tasks --------------------------------------------------------------------------


def _new_actions(
    plan: Plan, tasks: Sequence[NewTask], number: int, at: dt.date
) -> tuple[Action, ...]:
    """An action for each task, with a reference that no action has or had: quarters are numbered
    anew with each year that closes, and one key is one story."""
    gone = [item.action for item in plan.gone]
    had = [*plan.actions, *gone, *(action for year in plan.closed for action in year.actions)]
    refs, keys = {plain(action.ref) for action in had}, {action.key for action in had}
    new: list[Action] = []
    for task in tasks:
        ref = _free_ref(number, refs)
        key = plain(ref)
        while key in keys:
            key = f"{key}~"
        refs.add(plain(ref))
        keys.add(key)
        new.append(
            Action(
                key=key,
                ref=ref,
                title=task.title,
                owner=task.owner,
                due=task.due,
                outcomes=task.outcomes,
                how=task.how,
                status=task.status,
                status_text=task.status_text,
                since=at,
                seen=dict(task.seen),
            )
        )
    return tuple(new)


def _free_ref(number: int, taken: set[str]) -> str:
    """``Q6-1``: the quarter in which the task was taken on, and the next free number."""
    count = 1
    while plain(f"Q{number}-{count}") in taken:
        count += 1
    return f"Q{number}-{count}"
