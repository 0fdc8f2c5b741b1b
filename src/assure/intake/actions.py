"""The table of actions: which column is which, and each row as a draft of an action.

Headings alone do not settle it: a column called "Action" may hold owners, an "Improvement"
may be merged over its milestones. Where the cells speak against the heading, the cells win,
and the plan's record of columns says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assure.intake.cells import CellReader
from assure.intake.errors import UnplacedColumnError
from assure.intake.grid import Cell, Grid, headings_of
from assure.intake.headings import ACTIONS, HeadingMatcher, squash
from assure.intake.refs import Keys, find_refs, leading_ref, looks_like_refs, normal_ref
from assure.intake.table import (
    Placed,
    Record,
    Table,
    find_table,
    mend_shift,
    place_columns,
    records,
)
from assure.model.base import Seen
from assure.model.plan import (
    Action,
    Owner,
    OwnerKind,
    ProgressNote,
    Rag,
    Revision,
    Status,
    When,
    WhenKind,
)
from assure.words.dates import when_in_words
from assure.words.owners import parse_owner
from assure.words.statuses import parse_rag, parse_status, status_of_percent
from assure.words.text import is_nothing, one_line, plain

MATCHER = HeadingMatcher(ACTIONS)
_QUARTER = re.compile(r"^(?:q|qtr|quarter)0?(\d{1,2})$")
_OWNERS = frozenset(
    {
        OwnerKind.PERSON,
        OwnerKind.POST,
        OwnerKind.PERSON_AND_POST,
        OwnerKind.SEVERAL,
        OwnerKind.ELECTED_MEMBER,
        OwnerKind.FIRST_NAME_OR_INITIALS,
        OwnerKind.ACRONYM,
    }
)


@dataclass
class Draft:
    """An action while the sheets that speak of it are still being read."""

    key: str
    ref: str
    written_ref: str
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[ProgressNote] = field(default_factory=list)
    other: dict[str, str] = field(default_factory=dict)
    impact: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)

    def action(self) -> Action:
        notes = sorted(self.notes, key=lambda note: (note.quarter is not None, note.quarter or 0))
        return Action(
            key=self.key,
            ref=self.ref,
            notes=tuple(notes),
            other=self.other,
            impact=self.impact,
            seen=self.seen,
            **self.values,
        )


# --- Which column is which --------------------------------------------------------------


def actions_table(grid: Grid, mapping: Mapping[str, str]) -> Table | None:
    """The table of actions in a sheet with its columns placed; None when there is no table.

    Raises UnplacedColumnError when a table is there but not its column of actions, or when
    ``mapping`` names a column that is not.
    """
    table = find_table(grid, MATCHER, mapping)
    if table is None:
        return None
    mend_shift(table, MATCHER)
    missed = place_columns(table, MATCHER, mapping)
    if missed:
        raise UnplacedColumnError(_unplaced(table, missed[0], mapping[missed[0]]))
    _place_quarters(table)
    said = set(mapping)
    if "action" not in said:
        _place_action(table, said)
    return table


def unplaced(table: Table) -> UnplacedColumnError:
    """The sentence for a table whose column of actions could not be placed."""
    return UnplacedColumnError(_unplaced(table, "action", None))


def _unplaced(table: Table, name: str, said: str | None) -> str:
    where = (
        f"{table.grid.file}, sheet “{table.grid.sheet}”" if table.grid.sheet else table.grid.file
    )
    row = table.grid.rows.get(table.header, {})
    seen = headings_of(row)
    what = (
        f"no column is headed “{said}”, which --map gives for {name}"
        if said
        else f"the column of {'actions' if name == 'action' else name + 's'} could not be placed"
    )
    return (
        f"{where}: {what}; the headings in row {table.header} are {seen}; "
        f'say which one it is with --map "{name}=<heading>".'
    )


def _place_quarters(table: Table) -> None:
    for column, text in table.headings.items():
        found = _QUARTER.match(squash(text))
        if found and column not in table.placed and 1 <= int(found.group(1)) <= 12:
            table.placed[column] = Placed(f"q{int(found.group(1))}", "heading")


def _place_action(table: Table, said: set[str]) -> None:
    """Find the column that holds the actions by what its cells hold."""
    candidates = [
        column
        for column, text in sorted(table.headings.items())
        if "action" in MATCHER.fields(text)
        and (column not in table.placed or table.placed[column].field not in said)
    ]
    current = table.column("action")
    if current is None and candidates:
        current = max(candidates, key=lambda column: _filled(table, column))
        table.place(current, "action", "heading")
    if current is None:
        return
    others = [column for column in candidates if column != current]
    if not others:
        return
    if table.column("owner") is None and _holds_owners(table, current):
        best = max(others, key=lambda column: _filled(table, column))
        table.place(current, "owner", "content")
        table.place(best, "action", "content")
        return
    # An improvement that spans its milestones: the row's own promise is the milestone.
    best = max(others, key=lambda column: _filled(table, column))
    if _filled(table, best) >= 2 * _filled(table, current) + 1:
        table.place(best, "action", "content")
        table.place(current, "section", "content")


def _filled(table: Table, column: int) -> int:
    return sum(
        column in row and not row[column].inherited and not is_nothing(row[column].text)
        for _, row in table.data()
    )


def _holds_owners(table: Table, column: int) -> bool:
    cells = [row[column].text for _, row in table.data() if column in row and len(row) > 1]
    owners = [
        text for text in cells if len(text.split()) <= 8 and parse_owner(text).kind in _OWNERS
    ]
    return len(cells) >= 2 and len(owners) >= 0.7 * len(cells)


# --- Rows -------------------------------------------------------------------------------

_TEXTS = ("how", "milestones", "resources", "measure", "reason", "evidence")
_FLAGS = ("contract", "statutory", "efficiency")
_FIELD_NAMES = {"action": "title", "support": "owner"}


def fields_of(table: Table) -> frozenset[str]:
    """The fields of ``Action`` that the table has a column for."""
    placed = {placed.field for placed in table.placed.values()}
    names = {_FIELD_NAMES.get(name, name) for name in placed if not _QUARTER.match(name)}
    if placed & {"progress", "percent"}:
        names.add("status")
    if any(_QUARTER.match(name) for name in placed) or "progress" in placed:
        names.add("notes")
    if "support" in placed and "owner" not in placed:
        names.discard("owner")
    return frozenset(names & set(Action.model_fields))


def read_actions(
    table: Table, reader: CellReader, outcomes: Mapping[str, str], keys: Keys
) -> list[Draft]:
    """Each row with an action as a draft; rows that hold none are told as problems."""
    rows = list(records(table))
    drafts: list[Draft] = []
    has_refs = table.column("ref") is not None
    numbered = not has_refs and _numbered(rows)
    carried = _carried_refs(rows) if has_refs else frozenset()
    fractions = _fractions(rows)
    used: dict[str, int] = {}
    previous: Owner | None = None
    last = max((record.number for record in rows if record.text("action")), default=0)
    for record in rows:
        if not record.text("action"):
            _no_action(record, table, reader, is_note=record.number > last)
            continue
        draft = _draft(record, reader, outcomes, keys, numbered, carried, used)
        _read_owner(draft, record, reader, previous)
        _read_dates(draft, record, reader, table)
        read_status(draft, record, reader, fractions=fractions)
        _status_in_date(draft, table)
        previous = draft.values["owner"]
        drafts.append(draft)
    return drafts


def _numbered(rows: list[Record]) -> bool:
    """True when most actions open with a number of their own: "2.1 Open the hub"."""
    titles = [record.text("action") for record in rows if record.text("action")]
    return bool(titles) and sum(leading_ref(t) is not None for t in titles) >= 0.6 * len(titles)


def _carried_refs(rows: list[Record]) -> frozenset[str]:
    """References that stand once for several rows."""
    return frozenset(
        normal_ref(record.cells["ref"].text)
        for record in rows
        if "ref" in record.cells and record.cells["ref"].inherited
    )


def _fractions(rows: list[Record]) -> bool:
    """True when a percentage column holds 0 to 1: a fraction among nothing above one."""
    values = [
        cell.value
        for record in rows
        if (cell := record.cells.get("percent")) and isinstance(cell.value, int | float)
    ]
    return any(0 < v < 1 for v in values) and all(0 <= v <= 1 for v in values)


def _no_action(record: Record, table: Table, reader: CellReader, *, is_note: bool) -> None:
    """Tell of a row that has no action, unless it is a note below the table or a bare frame."""
    cells = [*record.cells.values(), *record.others.values()]
    own = [cell for cell in cells if not cell.inherited]
    if not own or (is_note and len(own) == 1 and len(own[0].text.split()) > 3):
        return
    only_ref = set(record.cells) <= {"ref"} and not record.others
    reader.problem(
        "row-without-action",
        own[0],
        "the row has a number but nothing else."
        if only_ref
        else f"the row has no action in column {_letter(table)}, so it was left out.",
        "Write the action, or take the row away.",
    )


def _letter(table: Table) -> str:
    column = next(c for c in table.columns() if c.field == "action")
    return f"{column.letter} (“{column.heading}”)" if column.heading else column.letter


def _draft(
    record: Record,
    reader: CellReader,
    outcomes: Mapping[str, str],
    keys: Keys,
    numbered: bool,
    carried: frozenset[str],
    used: dict[str, int],
) -> Draft:
    title = record.text("action")
    written = one_line(record.text("ref"))
    if is_nothing(written):
        written = ""
    if not written and numbered:
        leading = leading_ref(title)
        if leading:
            written, title = leading
    ref = _display_ref(written, record, reader, carried, used)
    # Where one reference stands for several rows, only its words tell a row from the next.
    carries = normal_ref(written) in carried if written else False
    words = f"{written} {title}" if carries else title
    draft = Draft(keys.key("" if carries else written, words), ref, written)
    cells = {_FIELD_NAMES.get(n, n) if n != "support" else n: c for n, c in record.cells.items()}
    draft.seen = reader.seen(cells)
    values = draft.values
    values["title"] = title
    for name in _TEXTS:
        values[name] = record.text(name)
    for name in _FLAGS:
        values[name] = reader.yes_no(record.cells.get(name))
    if "cost" in record.cells:
        values["cost"] = reader.money(record.cells["cost"])
    values["effort_days"] = reader.number(record.cells.get("effort_days"))
    values["section"] = " / ".join(
        part for part in (record.section, one_line(record.text("section"))) if part
    )
    draft.other = {heading: cell.text for heading, cell in record.others.items()}
    _read_outcomes(draft, record.cells.get("outcomes"), reader, outcomes)
    return draft


def _display_ref(
    written: str,
    record: Record,
    reader: CellReader,
    carried: frozenset[str],
    used: dict[str, int],
) -> str:
    """What people call the action: its reference, told apart where one stands for several rows."""
    if not written:
        return f"row {record.number}"
    normal = normal_ref(written)
    count = used[normal] = used.get(normal, 0) + 1
    if normal in carried:
        return f"{written} ({count})"
    if count == 1:
        return written
    cell = record.cells.get("ref") or record.cells["action"]
    reader.problem(
        "reference-used-twice",
        cell,
        f"the reference {written} is used for more than one action.",
        "Give each action a reference of its own.",
    )
    return f"{written} ({count})"


def _read_outcomes(
    draft: Draft, cell: Cell | None, reader: CellReader, known: Mapping[str, str]
) -> None:
    if cell is None or is_nothing(cell.text):
        return
    found, missing = find_refs(cell.text, known)
    if not known:
        # Without a list of outcomes a short code is a link, a sentence is a description.
        if looks_like_refs(cell.text):
            draft.values["outcomes"] = tuple(dict.fromkeys(one_line(m) for m in missing))
        else:
            draft.other.setdefault("Outcome", cell.text)
        return
    draft.values["outcomes"] = tuple(found)
    for piece in missing:
        reader.problem(
            "unknown-outcome",
            cell,
            f"“{one_line(piece)[:60]}” is not an outcome of this plan.",
            "Use the reference of an outcome in the Outcomes sheet.",
        )


def _read_owner(draft: Draft, record: Record, reader: CellReader, previous: Owner | None) -> None:
    owner = reader.owner(record.cells.get("owner"), previous)
    support = record.cells.get("support")
    if support is not None and not is_nothing(support.text):
        more = tuple(one_line(p) for p in re.split(r"[;\n]+", support.text) if p.strip())
        owner = owner.model_copy(update={"support": (*owner.support, *more)})
    draft.values["owner"] = owner


def _read_dates(draft: Draft, record: Record, reader: CellReader, table: Table) -> None:
    values, cells = draft.values, record.cells
    values["start"] = reader.when(cells.get("start"))
    values["due"] = reader.when(cells.get("due"))
    values["revised"] = reader.whens(cells.get("revised"))
    if table.column("due") is None:
        reading = when_in_words(record.text("action"), reader.calendar)
        if reading is not None:
            values["due"] = reading.when
            draft.seen["due"] = draft.seen["title"]
            reader.unclear(cells["action"], reading)
    if values["revised"]:
        dates: list[tuple[When, Seen | None]] = [(values["due"], draft.seen.get("due"))]
        dates += [(when, draft.seen.get("revised")) for when in values["revised"]]
        values["revisions"] = tuple(
            Revision(field="due", text=when.text, when=when, seen=seen)
            for when, seen in dates
            if when.kind is not WhenKind.MISSING
        )


def read_status(
    draft: Draft, record: Record, reader: CellReader, *, fractions: bool = False
) -> None:
    """Status, RAG, percentage and progress notes, from whichever of their columns are there."""
    cells, values = record.cells, draft.values
    status_cell = cells.get("status") or cells.get("progress")
    reading = parse_status(
        status_cell.text if status_cell else "", percent_column="status" not in cells
    )
    percent_cell = cells.get("percent")
    percent = reader.percent(percent_cell, fractions=fractions)
    if percent is None:
        percent = reading.percent
    status = reading.status
    if status is Status.UNKNOWN and percent is not None and status_cell is None:
        status = status_of_percent(percent)
    rag = _rag(cells.get("rag"), reader) or reading.rag
    if reading.needs_legend and status_cell is not None:
        _ask_for_legend(reader, status_cell)
    if status_cell is not None and "status" not in cells:
        draft.seen["status"] = reader.grid.seen(status_cell)
    elif status_cell is None and percent_cell is not None:
        draft.seen["status"] = reader.grid.seen(percent_cell)
    for name, value in (("status", status), ("percent", percent), ("rag", rag)):
        if value is not None and (value is not Status.UNKNOWN or name not in values):
            values[name] = value
    text_cell = status_cell or percent_cell
    if text_cell is not None:
        values["status_text"] = text_cell.text
    _read_notes(draft, record, reader)


def _rag(cell: Cell | None, reader: CellReader) -> Rag | None:
    if cell is None or is_nothing(cell.text):
        return None
    rag = parse_rag(cell.text)
    if rag is None:
        reading = parse_status(cell.text)
        rag = reading.rag
        if reading.needs_legend:
            _ask_for_legend(reader, cell)
        elif rag is None and reading.status is Status.UNKNOWN:
            reader.problem(
                "unknown-rag",
                cell,
                f"“{one_line(cell.text)[:60]}” is no RAG rating that is known.",
                "Write Green, Amber or Red, or a pair of them.",
            )
    return rag


def _ask_for_legend(reader: CellReader, cell: Cell) -> None:
    reader.problem(
        "colour-without-legend",
        cell,
        f"“{one_line(cell.text)}” means different things in different councils and was not read.",
        "Write the status in words, for example Completed or On hold.",
    )


def _read_notes(draft: Draft, record: Record, reader: CellReader) -> None:
    for name, cell in record.cells.items():
        quarter = _QUARTER.match(name)
        if is_nothing(cell.text):
            continue
        story = name == "progress" and len(cell.text.split()) > 2
        if quarter or name == "notes" or story:
            draft.notes.append(
                ProgressNote(
                    quarter=int(quarter.group(1)) if quarter else None,
                    text=cell.text,
                    seen=reader.grid.seen(cell),
                )
            )


def _status_in_date(draft: Draft, table: Table) -> None:
    """Where a plan has no column of status, what was typed in the date cell speaks for it."""
    if fields_of_status(table) or draft.values["status"] is not Status.UNKNOWN:
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


def fields_of_status(table: Table) -> bool:
    """True when the table has a column that tells of status or progress."""
    return any(
        placed.field in {"status", "progress", "percent", "rag"} for placed in table.placed.values()
    )
