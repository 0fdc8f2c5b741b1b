"""Columns that claim the same field: which of them counts.

A programme's return rates each quarter in a column of its own, names the lead organisation and
the officer, keeps the first promise beside the date that counts. The first column from the left is
seldom the one that is meant.
"""

from __future__ import annotations

import datetime as dt
import re

from assure.intake.headings import HeadingMatcher
from assure.intake.table import Table
from assure.model.values import OwnerKind
from assure.words.calendar import PlanCalendar
from assure.words.dates import read_when
from assure.words.owners import parse_owner
from assure.words.text import is_nothing, plain

_OF_WHEN = re.compile(
    r"\b(?:q|qtr|quarter)\W*[1-4]\b|\b(?:this|now|current|latest|last|previous|prior)\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
)
_BEFORE = re.compile(r"\b(?:last|previous|prior|was)\b")
_OF_BODY = re.compile(
    r"\b(?:organisations?|agenc(?:y|ies)|partners?|bod(?:y|ies)|directorate|department|service|"
    r"team|council)\b"
)
_FIRST = re.compile(r"\b(?:original|baseline|initial|first|planned)\b")
_ONE = frozenset(
    {
        OwnerKind.PERSON,
        OwnerKind.POST,
        OwnerKind.PERSON_AND_POST,
        OwnerKind.SEVERAL,
        OwnerKind.FIRST_NAME_OR_INITIALS,
        OwnerKind.PLACEHOLDER,
    }
)


def settle(table: Table, matcher: HeadingMatcher, said: set[str]) -> None:
    """Give ``rag``, ``owner`` and ``due`` to the column that is meant, where several claim them.

    ``said``: fields that the plan's reader placed, which stay where they are.
    """
    for name, choose in (("rag", _latest), ("owner", _answering), ("due", _first_promised)):
        if name not in said and table.column(name) is not None:
            choose(table, _claiming(table, matcher, name))


def _claiming(table: Table, matcher: HeadingMatcher, name: str) -> list[int]:
    """The columns whose heading may mean ``name`` and that hold no other field, from the left."""
    placed = table.column(name)
    return [
        column
        for column, text in sorted(table.headings.items())
        if column == placed or (column not in table.taken and name in matcher.fields(text))
    ]


def _latest(table: Table, columns: list[int]) -> None:
    """Of one rating for each quarter or month the last that anybody filled in."""
    lines = {column: plain(table.headings[column]) for column in columns}
    if len(columns) < 2 or not all(map(_OF_WHEN.search, lines.values())):
        return
    filled = [c for c in columns if not _BEFORE.search(lines[c]) and _texts(table, c)]
    if filled:
        table.place(filled[-1], "rag", "heading")


def _answering(table: Table, columns: list[int]) -> None:
    """Beside a column of organisations the one that names who in them answers."""
    placed = table.column("owner")
    if placed is None or not _OF_BODY.search(plain(table.headings.get(placed, ""))):
        return
    for column in columns:
        if column != placed and not _OF_BODY.search(plain(table.headings[column])):
            cells = _texts(table, column)
            if 2 * sum(parse_owner(text).kind in _ONE for text in cells) > len(cells):
                table.place(column, "owner", "heading")
                return


def _first_promised(table: Table, columns: list[int]) -> None:
    """ "Original due date" is the first promise, and "Due date" beside it the date that counts."""
    first = [c for c in columns if _FIRST.search(plain(table.headings[c]))]
    later = [c for c in columns if c not in first]
    if len(first) == len(later) == 1 and table.column("revised") is None:
        table.place(later[0], "revised", "heading")
        table.place(first[0], "due", "heading")


_LATER = re.compile(r"\b(?:forecast|revised|expected|latest|now|new|current)\b")
_OF_DAY = re.compile(
    r"\b(?:plan|planned|promised|agreed|baseline|by|until|end|ends|finish\w*|ready|live|target|due|"
    r"deadline|days?|date|month|delivery|in place)\b"
)
_OTHER_DAY = re.compile(
    r"\b(?:rais|add|start|begin|beg[au]n|updat|review|report|meet|log|receiv|approv|complet|clos|"
    r"issu|publish|creat|note|sign|actual)"
)
_SHORT = 6  # words of a date
_SETTLED = 0.6  # of the filled cells of a column of dates


def place_dates(table: Table, calendar: PlanCalendar) -> None:
    """Where no heading tells which column holds the deadlines: the one whose cells are dates, or of
    two the one planned and the one forecast."""
    if table.column("due") is not None or table.timeline:
        return
    dated = [
        column
        for column, text in sorted(table.headings.items())
        if column not in table.taken
        and (_OF_DAY.search(plain(text)) or _LATER.search(plain(text)))
        and not _OTHER_DAY.search(plain(text))
        and _holds_dates(table, column, calendar)
    ]
    later = [c for c in dated if _LATER.search(plain(table.headings[c]))]
    first = [c for c in dated if c not in later]
    if len(first) == 1 and len(later) <= 1:
        table.place(first[0], "due", "content")
        if later and table.column("revised") is None:
            table.place(later[0], "revised", "content")
    elif not first and len(later) == 1:
        table.place(later[0], "due", "content")


def _holds_dates(table: Table, column: int, calendar: PlanCalendar) -> bool:
    cells = [row[column] for _, row in table.data() if column in row]
    values = [c.value for c in cells if not c.inherited and not is_nothing(c.text)]
    days = [v for v in values if isinstance(v, str | dt.date)]
    settled = sum(read_when(value, calendar).when.latest is not None for value in days)
    # A figure or a sentence may hold a date; a column of dates holds little else.
    short = sum(not isinstance(v, str) or len(v.split()) <= _SHORT for v in days)
    return len(days) > 1 and settled >= _SETTLED * len(values) and short == len(days)


_DETAILS = frozenset({"description", "details", "detail", "action description", "further details"})


def place_description(table: Table) -> None:
    """A description beside the title of an action says how it is done."""
    if table.column("how") is not None:
        return
    for column, text in sorted(table.headings.items()):
        if column not in table.taken and plain(text).strip(" :.") in _DETAILS:
            table.place(column, "how", "near heading")
            return


def _texts(table: Table, column: int) -> list[str]:
    cells = (row[column] for _, row in table.data() if column in row)
    return [cell.text for cell in cells if not cell.inherited and not is_nothing(cell.text)]
