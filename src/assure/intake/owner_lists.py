"""Owners that are listed after the actions: "Lead officers: 1 Head of Housing; 2–4 Clerk".

Such a list stands in rows below a table, in lines under a table of a document, or as a table of
its own headed "Ref" and "Responsible". It joins the actions by their references and by nothing
else: an entry whose reference no action has is a problem, and whoever stands in an action's own row
stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assure.intake.cells import CellReader
from assure.intake.columns import MATCHER
from assure.intake.drafts import Draft
from assure.intake.grid import Cell, Grid, Row, own_cells
from assure.intake.headings import ACTIONS, squash
from assure.intake.records import records
from assure.intake.refs import normal_ref
from assure.intake.table import Placed, Table, place_columns
from assure.intake.table_header import find_table
from assure.words.owners import parse_owner
from assure.words.text import is_nothing, one_line, plain

_LONGEST = 300  # characters of one line of a list; a longer one is prose
_REF = r"(?:(?-i:[A-Z]{1,4})[-. ]?)?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?"
_TO = r"\s*(?:[-–—]|\bto\b)\s*"
_JOIN = r"\s*(?:,\s*and\b|,|&|/|\band\b)\s*"
_WORD = r"(?:(?:actions?|refs?|nos?|items?|recommendations?)\b\.?\s*)"
_SPAN = rf"{_WORD}?{_REF}(?:{_TO}{_WORD}?{_REF})?"
_REFS = rf"(?:{_SPAN}(?:{_JOIN}{_SPAN})*|all(?: (?:other|the other|remaining|the))?(?: actions)?)"
_LISTED_REFS = re.compile(rf"^\s*{_REFS}\s*[.:]?\s*$", re.IGNORECASE)
_REF_FIRST = re.compile(
    rf"^\W{{0,3}}(?P<refs>{_REFS})(?:\s*[:=)]\s*|\.\s+|\s+[-–—]\s+|\s+)(?P<owner>[^\W\d].*)$",
    re.IGNORECASE,
)
_OWNER_FIRST = re.compile(
    rf"^\W{{0,3}}(?P<owner>[^\W\d][^\d:]*?)\s*(?:[:(=]|\s[-–—]\s)\s*(?P<refs>{_REFS})\s*\)?\.?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:the\s+)?(?:(?:lead|leads|responsible|accountable|named|action)\s+)?"
    r"(?:leads?|owners?|officers?|persons?|people|posts|responsibilit(?:y|ies)|responsible|"
    r"who is responsible|who leads|who does what|lead agenc(?:y|ies)|lead partners?)"
    r"(?:\s+(?:for|of)\s+(?:the\s+|each\s+|these\s+|all\s+)?actions?)?"
    r"(?:\s*[:–—-]\s*(?P<rest>.*)|\s*)$",
    re.IGNORECASE | re.DOTALL,
)
_FIRST = frozenset(squash(word) for name in ("ref", "action") for word in ACTIONS[name].sure)
_ALL = re.compile(r"^all\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:other|remaining)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Listed:
    """One entry: the references as written, and the owner as a cell."""

    refs: str
    owner: Cell
    where: Cell  # what a problem points at


# --- Below a table --------------------------------------------------------------------------


def take_owners_below(table: Table) -> list[Listed]:
    """The entries of a list below the actions, whose rows then count as no actions any more."""
    rows = [(number, own_cells(row)) for number, row in table.data()]
    for at, (_, row) in enumerate(rows):
        if at == 0 or not row:
            continue
        inline = _opens(row, table)
        if inline is None:
            continue
        entries, taken = list(inline), [rows[at][0]]
        for number, below in rows[at + 1 :]:
            found = list(_entries_of(below))
            if not found:
                break
            entries += found
            taken.append(number)
        if entries and not _actions_after(rows[at + len(taken) :]):
            table.grid.key_rows.update(taken)
            table.forget_rows()
            return entries
    return _in_lines(table.grid)


def _opens(row: Row, table: Table) -> list[Listed] | None:
    """The entries in a row that opens a list, none for a mere heading; None for any other row."""
    cells = [cell for _, cell in sorted(row.items())]
    if len(cells) == 1:
        label = _LABEL.match(cells[0].text.strip())
        return list(_entries_in(label["rest"] or "", cells[0])) if label else None
    if len(cells) > 3 or table.column("owner") is not None or squash(cells[0].text) not in _FIRST:
        return None
    return [] if "owner" in MATCHER.fields(cells[-1].text) else None


def _entries_of(row: Row) -> Iterator[Listed]:
    """What a row of a list says: references beside an owner, or both in one cell."""
    cells = [cell for _, cell in sorted(row.items())]
    if len(cells) == 1:
        yield from _entries_in(cells[0].text, cells[0])
    elif len(cells) in {2, 3} and _LISTED_REFS.match(cells[0].text):
        yield Listed(cells[0].text, cells[-1], cells[0])


def _actions_after(rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether fuller rows follow: then what looked like a list stands amid the actions."""
    return any(len(row) > 1 for _, row in rows)


def _in_lines(grid: Grid) -> list[Listed]:
    """The entries of a list in the lines under a table of a document."""
    for at, line in enumerate(grid.below):
        label = _LABEL.match(line)
        if label is None:
            continue
        entries = list(_entries_in(label["rest"] or "", _line(line)))
        for other in grid.below[at + 1 :]:
            found = list(_entries_in(other, _line(other)))
            if not found:
                break
            entries += found
        if entries:
            return entries
    return []


def _line(text: str) -> Cell:
    return Cell(text, text, -1, 0)


def _entries_in(text: str, cell: Cell) -> Iterator[Listed]:
    """The entries of a line; none when any part of it says something else."""
    found: list[Listed] = []
    for piece in _pieces(text):
        match = _REF_FIRST.match(piece) or _OWNER_FIRST.match(piece)
        if match is None:
            return
        owner = one_line(match["owner"]).strip(" .,;")
        found.append(Listed(match["refs"], replace(cell, value=owner, text=owner), cell))
    yield from found


def _pieces(text: str) -> list[str]:
    """The parts of a line at semicolons and line breaks, and at commas before a reference."""
    pieces = [one_line(piece) for piece in re.split(r"[;\n|]+", text) if piece.strip(" .")]
    parts: list[str] = []
    for piece in pieces:
        if len(piece) > _LONGEST:
            return [piece[:_LONGEST]]
        if _OWNER_FIRST.match(piece):
            parts.append(piece)
        else:
            parts += re.split(rf"(?<=[a-z)]),\s+(?={_SPAN}\s)", piece)
    return parts


# --- A table of its own ---------------------------------------------------------------------


def owner_table(grid: Grid) -> Table | None:
    """The table of references and owners in a sheet, or None when it is no such table."""
    table = find_table(grid, MATCHER, {})
    if table is None:
        return None
    place_columns(table, MATCHER, {})
    action = table.column("action")
    cells = [row[action].text for _, row in table.data() if action in row] if action else []
    if action and table.column("ref") is None and all(map(_LISTED_REFS.match, cells)):
        table.placed[action] = Placed("ref", "content")  # "Actions | Lead officer"
    placed = {placed.field: placed.how for placed in table.placed.values()}
    sure = placed.get("owner") == "heading" and placed.get("ref") in {"heading", "content"}
    return table if sure and placed.keys() <= {"ref", "action", "owner", "support"} else None


def listed_in(table: Table) -> list[Listed]:
    """The entries of a table of references and owners."""
    return [
        Listed(record.text("ref"), record.cells["owner"], record.cells["ref"])
        for record in records(table)
        if record.text("ref") and not is_nothing(record.text("owner"))
    ]


# --- Joining --------------------------------------------------------------------------------


def names_actions(listed: Sequence[Listed], drafts: Sequence[Draft]) -> bool:
    """Whether most entries name actions, and one of them an action that has no owner yet.

    Without that a table of numbers and names is a list of something else.
    """
    named = [_named(entry.refs, drafts)[0] for entry in listed]
    lacking = any(not draft.values["owner"].names for found in named for draft in found)
    return lacking and sum(map(bool, named)) * 2 > len(named)


def join_owners(listed: Sequence[Listed], drafts: Sequence[Draft], reader: CellReader) -> None:
    """Give each action without an owner the one that its entry names, marked as inherited.

    "All other actions" are those that have no owner once the rest is joined.
    """
    for entry in sorted(listed, key=lambda entry: bool(_OTHERS.search(entry.refs))):
        found, missing = _named(entry.refs, drafts)
        for ref in missing:
            reader.problem(
                "unknown-action",
                entry.where,
                f"“{ref}” is not the reference of an action, so its owner "
                f"“{one_line(entry.owner.text)[:60]}” was left out.",
                "Use the reference that the action has, or write the owner in its row.",
            )
        others = bool(_OTHERS.search(entry.refs))
        for draft in found:
            _join(draft, entry, reader, others=others)


def _join(draft: Draft, entry: Listed, reader: CellReader, *, others: bool) -> None:
    own = draft.values["owner"]
    if own.names:
        listed = parse_owner(entry.owner.text).names
        if not others and {plain(n) for n in listed} != {plain(n) for n in own.names}:
            reader.problem(
                "owner-told-twice",
                entry.where,
                f"action {draft.ref} has another owner here than “{', '.join(own.names)}”, "
                "who was taken.",
                "Write the same owner in both places, or in one.",
            )
        return
    owner = reader.owner(entry.owner)
    draft.values["owner"] = owner.model_copy(
        update={"inherited": True, "support": (*owner.support, *own.support)}
    )
    draft.seen["owner"] = reader.grid.seen(entry.owner)


def _named(refs: str, drafts: Sequence[Draft]) -> tuple[list[Draft], list[str]]:
    """The actions that an entry names, and the references that none has."""
    if _ALL.match(refs.strip()):
        return list(drafts), []
    order: dict[str, list[int]] = {}
    for at, draft in enumerate(drafts):
        if draft.written_ref:
            order.setdefault(normal_ref(draft.written_ref), []).append(at)
    found: list[Draft] = []
    missing: list[str] = []
    for span in re.findall(_SPAN, refs, re.IGNORECASE):
        ends = re.findall(_REF, re.sub(_WORD, "", span, flags=re.IGNORECASE), re.IGNORECASE)
        places = [order.get(normal_ref(end)) for end in ends]
        if all(places):
            known = [place for place in places if place]
            first, last = known[0][0], known[-1][-1]
            chosen = range(first, last + 1) if len(known) > 1 else known[0]
            found += [drafts[at] for at in chosen]
            if len(known) > 1 and first > last:
                missing.append(one_line(span))
        else:
            missing += [end for end, place in zip(ends, places, strict=True) if not place]
    return found, missing
