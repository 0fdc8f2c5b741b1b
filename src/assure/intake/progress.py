"""How an action stands: status, RAG, percentage and notes, wherever a plan tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assure.intake.cells import CellReader
from assure.intake.codes import decoded
from assure.intake.columns import QUARTER, UPDATE, tells_status
from assure.intake.drafts import Draft
from assure.intake.grid import Cell, letters
from assure.intake.records import Record
from assure.intake.table import Table
from assure.model.actions import ProgressNote
from assure.model.values import Rag, Status, When, WhenKind
from assure.words.statuses import StatusReading, parse_rag, parse_status, status_of_percent
from assure.words.text import is_nothing, one_line, plain

_NAMED = 4  # cells that a problem names before it only counts
_PERCENT_HEADING = re.compile(r"%|\bper ?cent|\bcomplet")
_FIGURE_ALONE = re.compile(r"^\s*\d{1,3}(?:\.\d+)?\s*%?(?: (?:complete|done))?\s*$")


def read_status(
    draft: Draft, record: Record, reader: CellReader, table: Table, *, fractions: bool = False
) -> None:
    """Status, RAG, percentage and progress notes, from whichever of their columns are there."""
    cells, values = record.cells, draft.values
    told_in = "progress" if table.column("status") is None else "status"
    if told_in == "progress" and (latest := _latest_update(record)):
        told_in = latest
    for name in (told_in, "rag"):
        cells = decoded(table, cells, name)
    status_cell = cells.get(told_in)
    reading = parse_status(
        status_cell.meaning if status_cell else "", percent_column=told_in == "progress"
    )
    percent_cell = cells.get("percent")
    percent = reader.percent(percent_cell, fractions=fractions)
    if reading.percent is not None and not _tells_percentages(told_in, table):
        reading = StatusReading()  # "69%" in an update is a figure of the measure
    if percent is None:
        percent = reading.percent
    status = reading.status
    # A blank cell in a column of status stays blank, however much is said to be complete.
    rag = _rag(cells.get("rag"), reader) or reading.rag
    if table.column(told_in) is not None:
        percent_cell = None
    elif percent is not None:
        status = status_of_percent(percent)
    rag_cell = cells.get("rag")
    rated = parse_status(rag_cell.meaning) if rag_cell else None
    if rated and rated.rag is None and rated.status is not Status.UNKNOWN:
        # "Complete" in a column of colours says more than the story beside it.
        status = rated.status if table.column("status") is None else status
    if status is Status.UNKNOWN and rag is not None and table.column("status") is None:
        status = values.get("status", Status.IN_PROGRESS)  # what is rated is under way
    if status_cell is not None and told_in != "status":
        draft.seen["status"] = reader.grid.seen(status_cell)
    elif status_cell is None and percent_cell is not None:
        draft.seen["status"] = reader.grid.seen(percent_cell)
    for name, value in (("status", status), ("percent", percent), ("rag", rag)):
        if value is not None and (value is not Status.UNKNOWN or name not in values):
            values[name] = value
    text_cell = status_cell or percent_cell
    if text_cell is not None:
        values["status_text"] = text_cell.text
    if "status_words" in cells:
        values["status_text"] = cells["status_words"].text
    action = cells.get("action")
    if action is not None and action.meant:  # struck through, and the legend says what that is
        values["status"] = parse_status(action.meant).status
        draft.seen["status"] = reader.grid.seen(action)
    _read_notes(draft, record, reader, beside=bool(table.column("status") or table.column("rag")))


def tell_unknown_statuses(rows: Iterable[Record], table: Table, reader: CellReader) -> None:
    """A single word or sign in the column of status that is none known is told, once for all its
    cells. Longer words may be a story, which need not say how the action stands."""
    unknown: dict[str, list[Cell]] = {}
    for record in rows:
        cell = decoded(table, record.cells, "status").get("status")
        if cell is None or len(cell.text.split()) != 1 or is_nothing(cell.text):
            continue
        if parse_status(cell.meaning) == StatusReading():
            unknown.setdefault(cell.text.strip()[:60], []).append(cell)
    for word, cells in unknown.items():
        places = ", ".join(f"{letters(cell.column)}{cell.row}" for cell in cells[:_NAMED])
        more = f" and {len(cells) - _NAMED} more" if len(cells) > _NAMED else ""
        where = f" in {len(cells)} cells ({places}{more})" if len(cells) > 1 else ""
        reader.problem(
            "unknown-status",
            cells[0],
            f"“{word}”{where} is no status that is known.",
            "Write for example Not started, In progress, Delayed, Completed, On hold or Cancelled.",
        )


def _tells_percentages(field: str, table: Table) -> bool:
    """Whether a figure alone says how much of the action is done, in the column of ``field``."""
    if field != "progress":
        return not UPDATE.match(field)
    column = table.column(field)
    if column is None or _PERCENT_HEADING.search(plain(table.headings.get(column, ""))):
        return True
    return table.mostly(column, _FIGURE_ALONE)


def _latest_update(record: Record) -> str | None:
    """The field of the last update that tells something: what a later column leaves open stands."""
    told = [
        name
        for name, cell in record.cells.items()
        if UPDATE.match(name) and not is_nothing(cell.text)
    ]
    return told[-1] if told else None


def _rag(cell: Cell | None, reader: CellReader) -> Rag | None:
    if cell is None or is_nothing(cell.meaning):
        return None
    rag = parse_rag(cell.meaning)
    if rag is None:
        reading = parse_status(cell.meaning)
        rag = reading.rag
        if reading == StatusReading():
            reader.problem(
                "unknown-rag",
                cell,
                f"“{one_line(cell.text)[:60]}” is no RAG rating that is known.",
                "Write Green, Amber or Red, or a pair of them.",
            )
    return rag


def _read_notes(draft: Draft, record: Record, reader: CellReader, *, beside: bool) -> None:
    """``beside``: how the action stands has a column of its own beside that of its progress."""
    for name, cell in record.cells.items():
        quarter, update = _number(QUARTER, name), _number(UPDATE, name)
        if quarter is None and update is None and name not in {"notes", "progress"}:
            continue
        if is_nothing(cell.text) or cell.value == "":  # painted only
            continue
        told = beside and parse_status(cell.text) == StatusReading()  # "47 active", "No change"
        if name != "progress" or told or len(cell.text.split()) > 2:  # more than a status
            seen = reader.grid.seen(cell)
            note = ProgressNote(quarter=quarter, update=update, text=cell.text, seen=seen)
            draft.notes.append(note)


@lru_cache(maxsize=512)  # asked for each field of each row
def _number(of: re.Pattern[str], name: str) -> int | None:
    found = of.match(name)
    return int(found.group(1)) if found else None


def status_in_date(draft: Draft, table: Table) -> None:
    """Where a plan has no column of status, what was typed in the date cell speaks for it."""
    if tells_status(table) or draft.values["status"] is not Status.UNKNOWN:
        return
    due: When = draft.values["due"]
    lines = [line for line in re.split(r"[\n;]+", due.text) if line.strip()]
    if due.kind not in {WhenKind.STATUS_NOT_DATE, WhenKind.POINTER, WhenKind.STAGED}:
        return
    told = [parse_status(plain(line)).status for line in lines]
    known = [status for status in told if status is not Status.UNKNOWN]
    if not known or "due" not in draft.seen:
        return
    same = known[0] if len(set(told)) == 1 else Status.IN_PROGRESS
    draft.values["status"] = same
    draft.values["status_text"] = due.text
    draft.seen["status"] = draft.seen["due"]
