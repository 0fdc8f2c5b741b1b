"""Codes that a heading or a key above it explains: "Progress (1 = complete, 2 = on track)"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from assure.intake.grid import Cell
from assure.intake.table import Table
from assure.words.statuses import parse_rag
from assure.words.text import plain

_PAIR = re.compile(
    r"(?:^|[\s(,;/])([A-Za-z]|\d{1,2})\s*[=:–]\s*([A-Za-z][^=:,;/)]*?)\s*(?=[,;/)]|$)"
)
_KEY = re.compile(r"^(?:key|legend|b?rag|status|codes?|rating)\b")
_FEWEST = 2  # pairs that make a key; one may be a sentence


@lru_cache(maxsize=256)
def codes_of(heading: str) -> dict[str, str]:
    """Each code in small letters with what it stands for; empty when the heading explains none."""
    pairs = {plain(code): words for code, words in _PAIR.findall(heading)}
    return pairs if len(pairs) >= _FEWEST else {}


def _key_above(table: Table) -> dict[str, str]:
    """The codes of a line over the table: "Key: B = complete; N = not yet started"."""
    for line in (*table.grid.above, *table.lines_above()):
        if _KEY.match(plain(line)) and (codes := codes_of(line)):
            return codes
    return {}


def decoded(table: Table, cells: dict[str, Cell], name: str) -> dict[str, Cell]:
    """``cells`` with the meaning of a code in field ``name`` beside it, the words kept."""
    column, cell = table.column(name), cells.get(name)
    if column is None or cell is None:
        return cells
    codes = codes_of(table.headings.get(column, ""))
    if not codes and name == "rag" and parse_rag(cell.text) is None:
        codes = _key_above(table)
    meant = codes.get(plain(cell.text)) if codes else None
    return {**cells, name: replace(cell, meant=meant)} if meant else cells
