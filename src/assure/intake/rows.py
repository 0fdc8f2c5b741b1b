"""What the sheets beside the actions share: filled rows with their keys, and links to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assure.intake.cells import CellReader
from assure.intake.grid import Cell
from assure.intake.records import Record, records
from assure.intake.refs import Keys, find_refs, normal_ref
from assure.intake.table import Table
from assure.words.text import is_nothing, one_line, plain

_TOTAL = re.compile(r"^(?:\w+ ){0,2}totals?\b\W*(?:costs?|budget)?\W*(?:\(.*\))?$")
Refs = Mapping[str, str]  # normal_ref → reference as written


def refs_of(refs: list[str]) -> dict[str, str]:
    """How references are looked up; the first of equal ones counts."""
    found: dict[str, str] = {}
    for ref in refs:
        found.setdefault(normal_ref(ref), ref)
    return found


class Rows:
    """What every sheet needs: its rows, its references, its keys."""

    def __init__(self, table: Table, reader: CellReader, letter: str) -> None:
        self._table, self._reader, self._letter = table, reader, letter
        self._keys = Keys()

    def filled(self, *needed: str) -> Iterator[tuple[Record, str, str]]:
        """Each row that has a needed field, with its reference and its key."""
        count = 0
        for record in records(self._table):
            if not any(record.text(name) for name in needed):
                continue
            if not record.text("ref") and all(
                _TOTAL.match(plain(text)) for name in needed if (text := record.text(name))
            ):
                continue  # a row of sums
            count += 1
            ref = one_line(record.text("ref")) or f"{self._letter}{count}"
            words = " ".join(record.text(name) for name in needed)
            yield record, ref, self._keys.key(record.text("ref"), words, record.text("stable_key"))


def links(cell: Cell | None, known: Refs, reader: CellReader, what: str) -> tuple[str, ...]:
    """The references a cell names; a problem for each piece that names none."""
    if cell is None or is_nothing(cell.text):
        return ()
    found, missing = find_refs(cell.text, known)
    if known:
        for piece in missing:
            reader.problem(
                "unknown-reference",
                cell,
                f"“{one_line(piece)[:60]}” is not {what} of this plan.",
                "Use a reference as it stands in its own sheet.",
            )
    return tuple(found)
