"""Cells that could not be read: nothing is known of them, so no rule may call them blank.

A formula whose result was never saved, or that gives an error, is a problem of the file and told as
one. Intake takes the cell for blank; the facts that rest on that are left out.
"""

from __future__ import annotations

from typing import TypeAlias

from assure.facts.build import FactBuilder
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Status

Cell: TypeAlias = tuple[str | None, str | None]  # sheet and cell

TAKEN_FOR_BLANK = frozenset({"formula-not-calculated", "formula-fault"})
# Cell of an action, the field that it gives, and the value that says that it is blank.
BLANK = (
    ("owner", "owner_kind", "missing"),
    ("due", "due_kind", "missing"),
    ("status", "status", Status.UNKNOWN.value),
    ("rag", "status", Status.UNKNOWN.value),
    ("percent", "status", Status.UNKNOWN.value),
    ("reason", "reason_given", False),
    ("evidence", "evidence_given", False),
    ("evidence", "completion_told", False),
)
LATENESS = ("days_late", "late_by", "days_left")  # what a later date would change


def unread_cells(plan: Plan) -> frozenset[Cell]:
    """The cells that intake took for blank because they could not be read."""
    return frozenset(
        (problem.seen.sheet, problem.seen.cell)
        for problem in plan.problems
        if problem.code in TAKEN_FOR_BLANK and problem.seen.cell
    )


def leave_out_unread(fact: FactBuilder, action: Action, unread: frozenset[Cell]) -> None:
    """Take out of the fact what rests on a cell that was not read."""
    if not unread:
        return
    fields = {name for name, seen in action.seen.items() if (seen.sheet, seen.cell) in unread}
    for cell, name, blank in BLANK:
        if cell in fields and fact.value(name) == blank:
            fact.leave_out(name)
    if "revised" in fields:
        for name in LATENESS:
            fact.leave_out(name)
