"""The action table: what was written, what was understood, and the findings beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assure.facts.build import words_of
from assure.facts.deadlines import deadline_cell
from assure.model.actions import Action
from assure.model.assessment import ActionLine
from assure.model.findings import Finding
from assure.model.plan import Plan
from assure.model.values import OwnerKind, When, WhenKind
from assure.words.days import short_date

OWNER_NOTES = {
    OwnerKind.PLACEHOLDER: "a placeholder",
    OwnerKind.COLLECTIVE: "a group, not a post",
    OwnerKind.SEVERAL: "several, no lead",
    OwnerKind.FIRST_NAME_OR_INITIALS: "not identifiable",
    OwnerKind.ACRONYM: "not spelled out",
    OwnerKind.ELECTED_MEMBER: "an elected member",
    OwnerKind.ORGANISATION: "an organisation",
}
DUE_NOTES = {
    WhenKind.MONTH: "month end",
    WhenKind.QUARTER: "quarter end",
    WhenKind.FINANCIAL_YEAR: "financial year end",
    WhenKind.CALENDAR_YEAR: "year end",
    WhenKind.SEASON: "season end",
    WhenKind.RANGE: "last day of the range",
    WhenKind.STAGED: "last stage",
    WhenKind.RECURRING: "a rhythm, no date",
    WhenKind.ONGOING: "no end",
    WhenKind.RELATIVE: "hangs on an event",
    WhenKind.VAGUE: "settles no day",
    WhenKind.POINTER: "see another paper",
    WhenKind.STATUS_NOT_DATE: "not a date",
}

# Kinds whose note says which day of a period is meant, and so needs the period to be known.
NAMES_A_DAY = frozenset(
    {
        WhenKind.MONTH,
        WhenKind.QUARTER,
        WhenKind.FINANCIAL_YEAR,
        WhenKind.CALENDAR_YEAR,
        WhenKind.SEASON,
        WhenKind.RANGE,
        WhenKind.STAGED,
    }
)


def due_note(action: Action) -> str:
    deadline: When = action.deadline
    notes = []
    if deadline.kind in NAMES_A_DAY and deadline.latest is None:
        notes.append(DUE_NOTES[WhenKind.VAGUE])
    elif deadline.kind in DUE_NOTES:
        notes.append(DUE_NOTES[deadline.kind])
    if deadline.assumed:
        notes.append(deadline.assumed)
    if action.revised and action.due.latest and deadline.latest != action.due.latest:
        notes.append(f"was {short_date(action.due.latest)}")
    return ", ".join(notes)


def action_lines(plan: Plan, findings: Sequence[Finding], as_of: dt.date) -> tuple[ActionLine, ...]:
    """One line for each action, in the order of the plan; ``findings`` are sorted already."""
    codes: dict[str, list[str]] = {}
    for finding in findings:
        if finding.subject == "action":
            codes.setdefault(finding.ref, []).append(finding.code)
    lines = []
    for action in plan.actions:
        due = action.deadline.latest
        late = (as_of - due).days if due and action.open else 0
        cell = deadline_cell(action)
        lines.append(
            ActionLine(
                ref=action.ref,
                title=action.title,
                outcomes=action.outcomes,
                owner_text=words_of(action, "owner", ", ".join(action.owner.names)),
                owner_note=OWNER_NOTES.get(action.owner.kind, ""),
                due_text=words_of(action, cell, action.deadline.text),
                due=due,
                due_note=due_note(action),
                days_late=late if late > 0 else None,
                status=action.status,
                rag=action.rag,
                codes=tuple(dict.fromkeys(codes.get(action.ref, []))),
            )
        )
    return tuple(lines)
