"""The workbook of a quarterly update: its sheets, their columns, and what stands in them.

One definition serves the workbook that goes out and what comes back, be it the workbook or its
sheet of actions as a text table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assure.facts.quarterly import STATUS_WORDS, SUPPORT, notes_for
from assure.model.actions import Action, ProgressNote
from assure.model.plan import Plan
from assure.model.values import Rag
from assure.words.text import one_line

ABOUT, ACTIONS, NEW_TASKS, KNOWN = "Start here", "Your actions", "New tasks", "Assure"
FORMAT, VERSION = "assure update", 1  # in the first row of the sheet KNOWN

# Labels of the first sheet, and of the sheet KNOWN.
PLAN, QUARTER, FILLED_BY, FILLED_ON = "Plan", "Quarter", "Filled in by", "On"
CHANGE, WRITTEN, FOR, BEGINS = "Change", "Written on", "For", "Plan begins"

RAGS = {
    Rag.GREEN: "Green",
    Rag.AMBER_GREEN: "Amber/Green",
    Rag.AMBER: "Amber",
    Rag.AMBER_RED: "Amber/Red",
    Rag.RED: "Red",
}


@dataclass(frozen=True)
class Column:
    """``field`` is what it holds; ``told`` marks what is written for the reader and not read."""

    field: str
    heading: str
    width: int
    hint: str = ""
    told: bool = False


_SHOWN = (
    Column("ref", "Ref", 7, told=True),
    Column("action", "Action", 30, told=True),
    Column("due_now", "Due", 12, told=True),
    Column("status_now", "Status so far", 13, told=True),
    Column("note_before", "Told last time", 26, told=True),
)
_STATUS = Column("status", "Status", 14, "Choose one. Leave the row blank if there is no news.")
_PERCENT = Column("percent", "% complete", 10, "How much is done, 0% to 100%.")
_RAG = Column("rag", "RAG", 12, "Green: will be done on time. Amber: may slip. Red: will slip.")
_REST = (
    Column("revised", "Revised date", 13, "The new date if the one under Due cannot be kept, as "
           "31/03/2027."),
    Column("reason", "Reason", 24, "Needed where the status is Delayed or No longer relevant: why, "
           "and what is being done about it."),
    Column("evidence", "Evidence of completion", 24, "What shows that it is finished, and where it "
           "is kept. Needed where the status is Completed."),
    Column("support", SUPPORT, 22, "What you need, and from whom. Write “none” when a need that "
           "you told of before is met."),
)  # fmt: skip
NEW_COLUMNS = (
    Column("action", "New task", 46, "What will be done, so that anyone can tell when it is done."),
    Column("owner", "Task officer", 28, "One post. Left blank, it is yours."),
    Column("due", "Finish by", 14, "The day it will be finished, as 31/03/2027."),
    Column("outcomes", "Outcome", 12, "The reference of the outcome it serves, if you know it."),
    Column("status", "Status", 14, "Where it stands."),
    Column("how", "How", 40, "The steps, in a line or two, if there are any to tell."),
)


def progress_heading(number: int) -> str:
    return f"Progress in Q{number}"


def columns(plan: Plan, number: int) -> tuple[Column, ...]:
    """The columns of the sheet of actions: % and RAG only where the plan has them."""
    progress = Column(
        "note", progress_heading(number), 34,
        f"What was done in quarter {number} and what comes next, in two or three sentences.",
    )  # fmt: skip
    has = plan.fields_present
    asked = [column for column in (_PERCENT, _RAG) if column.field in has]
    return (*_SHOWN, _STATUS, progress, *asked, *_REST)


def every_heading() -> dict[str, str]:
    """Heading → field, for each that any sheet of actions may have but that of progress."""
    return {column.heading: column.field for column in (*_SHOWN, _STATUS, _PERCENT, _RAG, *_REST)}


# --- How an action stands, as text that can be compared and shown ------------------------------


def standing(action: Action) -> dict[str, str]:
    """What an update can change of an action, in words, by field. Notes are only ever added, so
    they are not among them."""
    when = action.deadline
    return {
        "status": STATUS_WORDS[action.status],
        "revised": f"{when.latest:%d/%m/%Y}" if when.latest else one_line(when.text),
        "percent": "" if action.percent is None else f"{action.percent}%",
        "rag": RAGS[action.rag] if action.rag else "",
        "reason": one_line(action.reason),
        "evidence": one_line(action.evidence),
        "support": one_line(action.other.get(SUPPORT, "")),
    }


def standing_fields() -> tuple[str, ...]:
    """The fields of ``standing``, in the order in which a workbook keeps them."""
    return tuple(standing(Action(key="", ref="", title="")))


def last_told(action: Action, number: int) -> str:
    """The newest note before quarter ``number``, with its quarter; that of the quarter itself
    where it has been told of already."""
    return "\n".join(
        f"Q{note.quarter}: {note.text}" if note.quarter else note.text
        for note in _last_notes(action, number)
    )


def _last_notes(action: Action, number: int) -> Iterator[ProgressNote]:
    own = notes_for(action, number)
    if own:
        yield from own
        return
    before = [note for note in action.notes if note.quarter is None or note.quarter < number]
    yield from before[-1:]
