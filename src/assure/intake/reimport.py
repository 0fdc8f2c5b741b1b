"""A plan read again: what differs from the reading before, and what is carried on from it.

Nothing is overwritten. Each action keeps its key and its revisions, and a value that differs from
the one before is added to them with the import that brought it; an action that has gone is
remembered as it was last read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from assure.intake.differences import Changed, Differences, content_of, other_parts, steps_of
from assure.intake.matching import match
from assure.intake.revisions import Import, revisions_of
from assure.model.actions import Action, GoneAction
from assure.model.plan import ClosedYear, Plan


def read_first(plan: Plan, at: dt.date) -> Plan:
    """``plan`` as the first import of itself, on the day ``at``."""
    return plan.model_copy(update={"version": 1, "imported": at, "imports": (at,)})


def read_again(before: Plan, after: Plan, at: dt.date, version: int) -> tuple[Plan, Differences]:
    """``after`` as import number ``version`` of the plan, with all that is carried on from
    ``before``, and what differs. ``before`` says itself on which day it was imported."""
    earlier = Import(before.imported or at, before.source, before.version or version - 1)
    now = Import(at, after.source, version)
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
            steps = tuple(steps_of(own, action, before, after))
            if steps:
                changed.append(Changed(own, action, steps))
            told = at if any(step.field in _NEWS for step in steps) else own.told
            reasoned = any(step.field == "reason" for step in steps)
        elif index in returned:
            gone = returned[index]
            whence = Import(gone.last_seen, gone.source, gone.version - 1)
            own, told, reasoned = gone.action, at, True
            action = _with_past(own, action)
        else:
            key = _free(action.key, taken)
            actions.append(action.model_copy(update={"key": key, "since": at}))
            continue
        carried = {
            "key": own.key,
            "revisions": revisions_of(own, action, before, after, whence, now),
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
        parts=tuple(other_parts(before, plan)),
        same=content_of(before) == content_of(plan),
    )
    return plan, differences


def updated(
    before: Plan, after: Plan, at: dt.date, *, source: str, by: str, keys: Collection[str]
) -> Plan:
    """``after``, in which somebody told of the actions with these ``keys``, with the revisions
    that follow from ``before``: as when the plan is read again, but for one action at a time."""
    earlier = Import(before.imported or at, before.source, before.version)
    now = Import(at, source, before.version + 1, by)
    old = {action.key: action for action in before.actions}
    actions = tuple(
        action.model_copy(
            update={"revisions": revisions_of(old[action.key], action, before, after, earlier, now)}
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


# What tells how an action stands: a change of these is news of it.
_NEWS = frozenset({"status", "rag", "percent", "notes", "reason", "evidence", "due"})
