"""Owners that stand beneath the action they answer for, where a plan has no column for them.

Some councils dropped the column of officers and write "Lead officer: Head of Housing" under each
action. A line that says so is an owner by itself; a bare post or name is one only where most
actions end with such a line, because one alone may belong to the action.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assure.intake.records import Record
from assure.model.values import OwnerKind
from assure.words.owners import parse_owner
from assure.words.text import one_line

_SAID = re.compile(
    r"^[\s•·*(\[–-]*(?:(?:lead|responsible|accountable|action)\s+)?"
    r"(?:lead|led by|owner|officer|officers|person|responsible|responsibility|accountable|"
    r"by whom|who|lead officers?|lead partner|lead agency)\s*(?::|\s[-–—]\s|=)\s*(?P<owner>\S.*)$|"
    r"^[\s•·*(\[–-]*led by\s+(?P<led>\S.*)$",
    re.IGNORECASE,
)
_AT_END = re.compile(
    r"[(\[]\s*(?:lead|lead officer|owner|responsible)\s*[:–-]\s*([^()\[\]]+)[)\]]\s*$",
    re.IGNORECASE,
)
_BARE = frozenset(
    {OwnerKind.POST, OwnerKind.PERSON, OwnerKind.PERSON_AND_POST, OwnerKind.ELECTED_MEMBER}
)
_MOST = 0.6  # of the actions end so: then it is how this plan writes its owners
_LONGEST = 120  # characters of an owner's line; a longer one is a step of the work


def with_owners(rows: list[Record]) -> list[Record]:
    """The rows, those whose action names its owner with an owner cell of its own.

    The owner cell stands where the action does and holds the owner's words; the action keeps the
    words before them.
    """
    actions = [record for record in rows if record.text("action")]
    bare = sum(_bare(record.text("action")) is not None for record in actions)
    usual = len(actions) > 1 and bare >= _MOST * len(actions)
    return [_with_owner(record, usual) for record in rows]


def _with_owner(record: Record, usual: bool) -> Record:
    text = record.text("action")
    found = _said(text) or (_bare(text) if usual else None)
    if found is None:
        return record
    action, owner = found
    cell = record.cells["action"]
    cells = {
        **record.cells,
        "action": replace(cell, value=action, text=action),
        "owner": replace(cell, value=owner, text=owner),
    }
    return replace(record, cells=cells)


def _said(text: str) -> tuple[str, str] | None:
    """The action's own words and its owner's, where a line below the first says who leads."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        found = _SAID.match(line)
        if number and found and len(line) <= _LONGEST:
            owner = found["owner"] or found["led"]
            rest = [other for index, other in enumerate(lines) if index != number]
            return "\n".join(rest).strip(), one_line(owner).strip(" )]")
    at_end = _AT_END.search(text)
    if at_end and text[: at_end.start()].strip():
        return text[: at_end.start()].strip(), one_line(at_end[1])
    return None


def _bare(text: str) -> tuple[str, str] | None:
    """The same where the last line is a post or a person and nothing else."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or len(lines[-1]) > _LONGEST:
        return None
    last = one_line(lines[-1]).strip(" ()[]")
    return ("\n".join(lines[:-1]), last) if parse_owner(last).kind in _BARE else None
