"""Facts that earlier imports of a plan tell: how an action has moved, and what has gone."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from assure.facts.build import FactBuilder
from assure.facts.define import day, flag, number, one_of, text
from assure.model.actions import Action, Revision
from assure.model.base import Seen
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.values import Rag, Status

# Fields of an action that rest on its revisions; ``actions.ACTION`` takes them over.
MOVES = (
    number(
        "times_redated",
        "times",
        "How often the deadline was put back",
        "Deadlines counted that are later than the one before: revised dates and what earlier "
        "imports said, each move once.",
    ),
    number(
        "days_slipped",
        "days",
        "How far the deadline was put back in all",
        "Deadline that now counts less the one first promised, if later.",
    ),
    flag(
        "redated_since_last_import",
        "The newest import put its deadline back",
        "A later deadline that this import brought.",
    ),
    number(
        "owner_changes",
        "times",
        "How often its owner changed",
        "Owners that imports of the plan brought, after the first.",
    ),
    number(
        "reworded",
        "times",
        "How often its wording changed",
        "Wordings that imports of the plan brought, after the first.",
    ),
    number(
        "carried",
        "times",
        "How often it was carried unfinished into another year",
        "Counted when the plan rolls on.",
    ),
    number(
        "carried_past",
        "times",
        "How often it was carried so after the date first promised",
        "Of those years, the ones that began after the first deadline.",
    ),
    flag(
        "rebaselined",
        "It became green in the import that put its deadline back, with no progress since",
        "RAG better and deadline later in one import; status and percentage no better then or "
        "later.",
    ),
    one_of("rag_before", Rag, "RAG before it became green so", "Import before that one."),
    day("due_before", "Deadline before it became green so", "Import before that one."),
)

GONE_ACTION = {
    field.name: field
    for field in (
        text("action", "What the action said"),
        one_of("status", Status, "Where it stood when last seen", "As last reported."),
        flag("open", "It was still to be done", "Status neither completed nor cancelled."),
        text("owner", "Its owner when last seen"),
        day("due", "Its deadline when last seen", "Last day meant."),
        day("last_seen", "Day of the last import that had it", "Imports of the plan."),
        day("gone_since", "Day of the first import without it", "Imports of the plan."),
        text("last_source", "The file that had it last", "Imports of the plan."),
    )
}

_BETTER = {Rag.RED: 0, Rag.AMBER_RED: 1, Rag.AMBER: 2, Rag.AMBER_GREEN: 3, Rag.GREEN: 4}


def promised(action: Action) -> tuple[dt.date, ...]:
    """Every deadline that settles a day, the first promised one first."""
    told = [item.when for item in action.revisions if item.field == "due" and item.when]
    dates = told or (action.due, *action.revised)
    return tuple(when.latest for when in dates if when.latest is not None)


def began_in(action: Action, plan: Plan) -> dt.date | None:
    """The first day of the period in which the action first stood: a plan may have rolled on."""
    if action.carried and len(action.carried) <= len(plan.closed):
        return plan.closed[-len(action.carried)].period_start
    return plan.period_start


def put_moves(fact: FactBuilder, action: Action, plan: Plan) -> None:
    """The fields of ``MOVES``."""
    dates = promised(action)
    back = sum(later > before for before, later in itertools.pairwise(dates))
    fact.put("times_redated", back, "due", "revised")
    if dates and (slip := (dates[-1] - dates[0]).days) > 0:
        fact.put("days_slipped", slip, "due", "revised")
    moved = _put_back(action)
    now = plan.version > 1 and plan.version in moved
    fact.put("redated_since_last_import", now, "due", "revised")
    fact.put("carried", len(action.carried))
    if dates:
        past = sum(year > dates[0] for year in action.carried)
        fact.put("carried_past", past, "due", "revised")
    fact.put("owner_changes", _changes(action, "owner"), "owner")
    fact.put("reworded", _changes(action, "title"), "title")
    green = _rebaselined(action, moved)
    fact.put("rebaselined", green is not None, "rag", "due", "revised")
    if green is not None:
        version, rag = green
        fact.put("rag_before", rag, "rag")
        fact.put("due_before", moved[version], "due", "revised")


def gone_facts(plan: Plan) -> Iterator[Fact]:
    """One fact for each action that an earlier import had and the newest has not."""
    for gone in plan.gone:
        action = gone.action
        known = tuple(ref for ref in action.outcomes if plan.outcome(ref))
        fact = FactBuilder(
            "gone_action",
            key=action.key,
            ref=action.ref,
            title=action.title,
            outcomes=known,
            seen=action.seen,
        )
        fact.put("action", action.title, "title")
        fact.put("status", action.status, "status")
        fact.put("open", action.open)
        fact.put("owner", ", ".join(action.owner.names), "owner")
        fact.put("due", action.deadline.latest)
        fact.put("last_seen", gone.last_seen, seen=_row(action))
        fact.put("gone_since", gone.gone_since)
        fact.put("last_source", gone.source)
        yield fact.fact()


def _row(action: Action) -> tuple[Seen, ...]:
    return (action.seen["title"],) if "title" in action.seen else ()


def _of(action: Action, field: str) -> list[Revision]:
    return [revision for revision in action.revisions if revision.field == field]


def _changes(action: Action, field: str) -> int:
    return max(len(_of(action, field)) - 1, 0)


def _put_back(action: Action) -> dict[int, dt.date]:
    """Imports that put the deadline back → the deadline before."""
    moves: dict[int, dt.date] = {}
    for before, later in itertools.pairwise(_of(action, "due")):
        was = before.when.latest if before.when else None
        now = later.when.latest if later.when else None
        if later.version and was and now and now > was:
            moves.setdefault(later.version, was)
    return moves


def _rebaselined(action: Action, moved: dict[int, dt.date]) -> tuple[int, Rag] | None:
    """The import that made the action green by a later date alone, and the RAG before it."""
    rags = _of(action, "rag")
    if action.rag is not Rag.GREEN or len(rags) < 2 or not rags[-2].text:
        return None
    version, before = rags[-1].version, Rag(rags[-2].text)
    if version not in moved or _BETTER[before] >= _BETTER[Rag.GREEN]:
        return None
    return None if _progressed(action, version) else (version, before)


def _progressed(action: Action, version: int) -> bool:
    """Whether status or percentage moved in the import ``version`` or later.

    A status that only went from delayed to in progress tells of the new date, not of progress.
    """
    if any(item.version >= version for item in _of(action, "percent")[1:]):
        return True
    steps = itertools.pairwise(_of(action, "status"))
    excused = {Status.DELAYED.value, Status.UNKNOWN.value, Status.PAUSED.value}
    return any(now.version >= version and was.text not in excused for was, now in steps)
