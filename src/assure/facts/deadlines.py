"""Facts of an action: its dates, and when what it serves is to be reached."""

from __future__ import annotations

import datetime as dt

from assure.facts.build import FactBuilder, words_of
from assure.facts.define import day, flag, number, one_of, text
from assure.facts.history import began_in, promised, put_moves
from assure.facts.reports import BETWEEN_REPORTS
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.plan import Plan
from assure.model.values import WhenKind
from assure.words.text import plural

DATE_FIELDS = frozenset({"due", "revised"})

# Fields of an action; ``actions.ACTION`` takes them over.
DEADLINES = (
    one_of("due_kind", WhenKind, "How the deadline is written", "Read from the date cell."),
    text("due_text", "The deadline as written"),
    day("due", "The deadline that now counts", "Last day meant by the latest revised date."),
    day("first_due", "The deadline first promised", "Last day meant by the first date given."),
    flag("due_asked", "The plan has a place for deadlines", "A date column exists."),
    day("start", "When work starts", "First day meant by the start date."),
    day(
        "plan_start",
        "When the plan’s period starts",
        "The plan; for an action that was carried over, the period in which it first stood.",
    ),
    day(
        "outcome_target",
        "When its outcome is to be reached",
        "Latest target date of its outcomes; left out when one of them has none.",
    ),
    number(
        "days_late",
        "days",
        "How long the deadline has passed",
        "As-of date less deadline, if open.",
    ),
    text("late_by", "How long the deadline has passed, in words", "As days late."),
    number("days_left", "days", "Days to the deadline", "Deadline less as-of date, if not past."),
    flag(
        "just_added",
        "It came into the plan less than a report ago",
        "Day of the import that first had it, not the plan’s own first, less than 60 days before "
        "the as-of date.",
    ),
)


def deadline_cell(action: Action) -> str:
    """The field whose cell holds the deadline that now counts: ``due`` or ``revised``."""
    return "revised" if any(when.latest is not None for when in action.revised) else "due"


def deadline_seen(action: Action) -> tuple[Seen, ...]:
    """The cell of the deadline that now counts."""
    cell = deadline_cell(action)
    return (action.seen[cell],) if cell in action.seen else ()


def outcome_target(action: Action, plan: Plan) -> tuple[dt.date | None, tuple[Seen, ...]]:
    """When the last of the action's outcomes is to be reached, and where that stands.

    None when one of them has no date: the action may well serve that one.
    """
    served = [outcome for ref in action.outcomes if (outcome := plan.outcome(ref))]
    ends = [outcome.target_date.latest for outcome in served]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends):
        return None, ()
    last = max(known)
    places = (
        outcome.seen["target_date"]
        for outcome in served
        if outcome.target_date.latest == last and "target_date" in outcome.seen
    )
    return last, tuple(places)


def put_dates(fact: FactBuilder, action: Action, plan: Plan, as_of: dt.date) -> None:
    deadline, cell, promises = action.deadline, deadline_cell(action), promised(action)
    fact.put("due_kind", deadline.kind, cell)
    fact.put("due_text", words_of(action, cell, deadline.text), cell)
    fact.put("due", deadline.latest, cell)
    fact.put("first_due", promises[0] if promises else None, "due")
    fact.put("due_asked", bool(DATE_FIELDS & plan.fields_present))
    fact.put("start", action.start.earliest, "start")
    fact.put("plan_start", began_in(action, plan))
    target, places = outcome_target(action, plan)
    fact.put("outcome_target", target, seen=places)
    if deadline.latest is not None and action.open:
        late = (as_of - deadline.latest).days
        fact.put("days_late", late if late > 0 else None, cell)
        fact.put("late_by", plural(late, "day") if late > 0 else None, cell)
        fact.put("days_left", -late if late <= 0 else None, cell)
    days = (as_of - action.since).days if action.since else BETWEEN_REPORTS
    fact.put("just_added", days < BETWEEN_REPORTS)
    put_moves(fact, action, plan)
