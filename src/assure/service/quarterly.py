"""The quarterly round: which plan and quarter are meant, and the workbooks that go out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assure.facts.quarterly import asked_by, is_asked, quarter_due, quarter_in, quarters_of
from assure.model.errors import AssureError, StoreError
from assure.model.plan import Plan
from assure.service.plans import find_kept, only_plan
from assure.shelf.writing import write_all
from assure.words.text import one_line

if TYPE_CHECKING:
    from assure.store.store import Store

_QUARTER = re.compile(r"(?:q|quarter )?\s*(\d{1,2})", re.IGNORECASE)
_NOBODY = {"owner": "no-owner", "team": "no-team", "outcome": "no-outcome", "none": "all-actions"}
_CALLED = {
    "owner": "Actions that name nobody",
    "team": "Actions of no team",
    "outcome": "Actions of no outcome",
    "none": "All actions",
}


def plan_meant(store: Store, name: str | None) -> Plan:
    """The plan with this key or title, else the only one. Raises StoreError."""
    if name is None:
        return only_plan(store)
    plan = store.plan(find_kept(store, name).key)
    if plan is None:  # taken out between two looks
        raise StoreError(f"There is no plan “{name}”; `assure plans` shows those there are.")
    return plan


def read_quarter(text: str) -> int:
    """``Q6``, ``6`` or ``quarter 6``. Raises AssureError."""
    found = _QUARTER.fullmatch(one_line(text))
    if found is None or int(found[1]) < 1:
        raise AssureError(f"“{one_line(text)[:40]}” is no quarter of a plan; write Q1 to Q12.")
    return int(found[1])


def quarter_meant(plan: Plan, number: int | None, today: dt.date) -> int:
    """The quarter as given, else the newest whose report may be written. Raises AssureError."""
    most = quarters_of(plan)
    if number is not None and number > most:
        raise AssureError(
            f"The plan {plan.key} has {most} quarters, so there is no Q{number}; say another."
        )
    meant = number or quarter_due(plan, today)
    if meant is None:
        why = (
            "has no quarter that can be told of yet"
            if plan.period_start
            else "does not say when it starts"
        )
        raise AssureError(f"The plan {plan.key} {why}; say which with --quarter Q1.")
    return meant


@dataclass(frozen=True)
class Sent:
    """A workbook that was written, for whom, and how many actions it asks about."""

    path: Path
    whom: str
    actions: int


def write_updates(
    plan: Plan, folder: Path, number: int, by: str, at: dt.datetime, *, replace: bool = False
) -> tuple[Sent, ...]:
    """One workbook for each owner, team or outcome (``by``) that is asked about the quarter, all
    of them or none. Raises AssureError."""
    from assure.intake.refs import slug
    from assure.intake.update_book import update_book

    quarter = quarter_in(plan, number)
    actions = [action for action in plan.actions if is_asked(action, plan, quarter)]
    if not actions:
        raise AssureError(
            f"The plan {plan.key} has no open action, and none that was completed lately; there "
            "is nothing to ask."
        )
    contents: dict[str, bytes] = {}
    sent = []
    for asked in asked_by(plan, actions, by):
        stem = f"{slug(asked.name) if asked.name else _NOBODY[by]}-q{number}"
        name, count = f"{stem}.xlsx", 1
        while name in contents:
            count += 1
            name = f"{stem}-{count}.xlsx"
        whom = asked.name or _CALLED[by]
        contents[name] = update_book(plan, asked.actions, number, whom, at, officer=asked.officer)
        sent.append(Sent(folder / name, whom, len(asked.actions)))
    write_all(folder, contents, replace=replace)
    return tuple(sent)
