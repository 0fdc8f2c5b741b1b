"""The workbook of a plan that has rolled on: the plan, and in front of it what it still needs and
what was closed.

The two pages in front are for people and never read, so that the workbook can be filled in and
imported as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from assure.intake.export import export_bytes
from assure.intake.form import Guide
from assure.intake.sheets import GAPS_SHEET, GAPS_TITLE, PAST_SHEET, PAST_TITLE
from assure.model.actions import Action, PastQuarter
from assure.model.plan import ClosedYear, Plan
from assure.model.rolled import Gap
from assure.model.values import Status
from assure.words.days import long_date
from assure.words.text import is_nothing, one_line

FIRST_YEAR = frozenset({"q1", "q2", "q3", "q4"})
_Line = tuple[str, tuple[str, ...]]
_NEVER_READ = "This page is never read as part of your plan."


def next_year_bytes(plan: Plan, gaps: Iterable[Gap], at: dt.datetime) -> bytes:
    """The workbook, with the quarters of the new year to be told of where the plan keeps notes by
    quarter, and the whole form where nothing was carried. Raises AssureError for a text that no
    cell can hold."""
    pages = (
        Guide(GAPS_SHEET, tuple(_gaps(plan, tuple(gaps)))),
        Guide(PAST_SHEET, tuple(_past(plan, plan.closed[-1]))),
    )
    everything = (*plan.actions, *plan.closed[-1].actions)
    if any(note.quarter or note.was for action in everything for note in action.notes):
        plan = plan.model_copy(update={"fields_present": plan.fields_present | FIRST_YEAR})
    return export_bytes(plan, at, *pages, every_column=not plan.actions, keyed=True)


def _gaps(plan: Plan, gaps: tuple[Gap, ...]) -> Iterator[_Line]:
    yield "Page title", (GAPS_TITLE,)
    if plan.period_start and plan.period_end:
        dates = f"{long_date(plan.period_start)} to {long_date(plan.period_end)}"
        yield "Page text", ("The plan", f"{one_line(plan.title)}, {dates}")
    yield (
        "Page text",
        (
            "What to do",
            "Fill in the other sheets, save the workbook and import it: assure import FILE. "
            f"{_NEVER_READ}",
        ),
    )
    if not gaps:
        yield "Page text", ("", "Nothing is missing.")
        return
    yield "Page heading", ()
    yield "Needed heading", ("Of", "What is missing", "What to do")
    for gap in gaps:
        yield "Text cell", (gap.ref, gap.what, gap.do)


def _past(plan: Plan, year: ClosedYear) -> Iterator[_Line]:
    yield "Page title", (PAST_TITLE,)
    yield "Page text", ("Closed", f"The year until {long_date(year.until)}. {_NEVER_READ}")
    done = [action for action in year.actions if action.status is Status.COMPLETED]
    stopped = [action for action in year.actions if action.status is not Status.COMPLETED]
    yield from _closed("Completed", "Evidence", done)
    yield from _closed("Cancelled", "Reason", stopped)
    told = list(_told(plan.actions, year))
    if told:
        yield "Page heading", ()
        yield "Needed heading", ("Carried action", "What was told of it", "When")
        yield from told


def _closed(what: str, why: str, actions: list[Action]) -> Iterator[_Line]:
    if not actions:
        return
    yield "Page heading", ()
    yield "Needed heading", (what, "Action", why)
    for action in actions:
        cell = action.evidence if action.status is Status.COMPLETED else action.reason
        yield "Text cell", (action.ref, action.title, "" if is_nothing(cell) else cell)


def _told(actions: Iterable[Action], year: ClosedYear) -> Iterator[_Line]:
    """What was told of the carried actions in the quarters of that year."""
    for action in actions:
        for note in action.notes:
            if note.was and note.was.period_start == year.period_start:
                yield "Text cell", (action.ref, note.text, quarter_words(note.was))


def quarter_words(was: PastQuarter) -> str:
    """``Q3 of the plan for 1 April 2025 to 31 March 2028``."""
    if was.period_start is None or was.period_end is None:
        return f"Q{was.number} of the plan before"
    return (
        f"Q{was.number} of the plan for {long_date(was.period_start)} to "
        f"{long_date(was.period_end)}"
    )
