"""The directory: who "Ash", "JS" and "TPO" are, as the people who wrote the plan would say.

A table that a council keeps beside its plan (.csv or .xlsx). Nothing is derived from a name: what
stands in no cell of the directory is not in it, since initials that look like somebody's may be
somebody else's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assure.intake.files import read_grids
from assure.intake.grid import Cell, Grid, headings_of
from assure.intake.headings import HeadingMatcher, Vocabulary, Words
from assure.intake.records import records
from assure.intake.table import Table, place_columns
from assure.intake.table_header import find_table
from assure.model.errors import UnreadableFileError
from assure.model.values import Owner, OwnerKind
from assure.words.owners import parse_owner
from assure.words.text import is_nothing, one_line, plain

HEADINGS: Vocabulary = {
    "name": Words(("name", "full name", "person", "officer", "who")),
    "post": Words(("post", "job title", "role", "position", "post title", "title")),
    "organisation": Words(("organisation", "organization", "body", "employer", "agency")),
    "also": Words(
        ("also written as", "also", "aliases", "alias", "also known as", "initials", "acronym",
         "acronyms", "short", "abbreviation", "abbreviations", "known as"),
    ),
}  # fmt: skip
_MATCHER = HeadingMatcher(HEADINGS)
_LARGEST = 5_000  # rows
_LONGEST_KEY = 1_000  # characters of a line that may explain initials

# What one name says, whatever kind of owner its words alone would make.
_OF_A_POST = frozenset({OwnerKind.COLLECTIVE, OwnerKind.ORGANISATION, OwnerKind.ELECTED_MEMBER})
# Owners of one name that may be somebody in the directory.
_ONE = frozenset(
    {
        OwnerKind.FIRST_NAME_OR_INITIALS,
        OwnerKind.ACRONYM,
        OwnerKind.PERSON,
        OwnerKind.POST,
        OwnerKind.COLLECTIVE,
        OwnerKind.ORGANISATION,
        OwnerKind.ELECTED_MEMBER,
    }
)


@dataclass(frozen=True)
class Entry:
    """One row: a person in a post, a post, a person, or a body. ``row`` is that of the file."""

    row: int
    name: str = ""
    post: str = ""
    organisation: str = ""

    def owner(self) -> Owner:
        """The owner that the row makes, its post before its person."""
        if not self.post:
            names = (self.name or self.organisation,)
            if not self.name:
                return Owner(kind=OwnerKind.ORGANISATION, names=names)
            member = parse_owner(self.name).kind is OwnerKind.ELECTED_MEMBER
            return Owner(kind=OwnerKind.ELECTED_MEMBER if member else OwnerKind.PERSON, names=names)
        of_post = parse_owner(self.post).kind
        if of_post in _OF_A_POST:
            return Owner(kind=of_post, names=(self.post,))
        if self.name:
            return Owner(kind=OwnerKind.PERSON_AND_POST, names=(self.post, self.name))
        return Owner(kind=OwnerKind.POST, names=(self.post,))


@dataclass(frozen=True)
class Directory:
    """Every way of writing somebody, folded, and the rows that it may mean."""

    known: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def owner(self, text: str, owner: Owner) -> tuple[Owner, str | None]:
        """``owner``, read from ``text``, by what the directory knows; and what stays open.

        The second value is None, or one sentence without its beginning: “JS” *is …*.
        """
        if not self.known or not owner.names:
            return owner, None
        found = self._entries(text)
        if not found and len(owner.names) == 1 and owner.kind in _ONE:
            found = self._entries(owner.names[0])
        if len(found) > 1:
            return owner, self._open(found)
        if found:
            meant = found[0].owner()
            return meant.model_copy(update={"support": self._shown(owner.support)}), None
        return self._each(owner)

    def shown(self, text: str) -> str:
        """The post (else the name) that ``text`` stands for; ``text`` itself when that is open."""
        found = self._entries(text)
        return found[0].owner().names[0] if len(found) == 1 else text

    def _each(self, owner: Owner) -> tuple[Owner, str | None]:
        """Several in one cell, each by the directory."""
        if owner.kind is not OwnerKind.SEVERAL:
            return owner.model_copy(update={"support": self._shown(owner.support)}), None
        for name in owner.names:
            if len(found := self._entries(name)) > 1:
                return owner, self._open(found)
        names = tuple(dict.fromkeys(self._shown(owner.names)))
        # "JS / Head of Housing" is one where JS is the Head of Housing.
        kind = owner.kind if len(names) > 1 else parse_owner(names[0]).kind
        update = {"kind": kind, "names": names, "support": self._shown(owner.support)}
        return owner.model_copy(update=update), None

    def _shown(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.shown(name) for name in names)

    def _entries(self, text: str) -> tuple[Entry, ...]:
        return self.known.get(_folded(text), ())

    @staticmethod
    def _open(found: tuple[Entry, ...]) -> str:
        # Rows, not names: a problem is shown to boards too.
        rows = ", ".join(str(entry.row) for entry in found[:-1])
        return f"may be any of rows {rows} and {found[-1].row} of the directory"


NOBODY = Directory()


_KEY = re.compile(
    r"^(?:key to |list of )?(?:initials|abbreviations)\s*[:–-]\s*(?P<pairs>.+)$", re.IGNORECASE
)
_OPENS = frozenset("IiAaKkLl")
_PAIR = re.compile(r"(?:^|[,;.]\s*)([A-Z]{2,4})\s*(?:=|:|–|-)?\s+([^,;.=]+)")


def initials_told(grids: Iterable[Grid]) -> Directory:
    """The posts that a line of the plan itself gives for initials: "Initials: QV Town Clerk"."""
    known: dict[str, tuple[Entry, ...]] = {}
    for grid in grids:
        for number, row in grid:
            for cell in row.values():
                if not 10 < len(cell.text) < _LONGEST_KEY or cell.text[:1] not in _OPENS:
                    continue  # a sheet has thousands of cells
                found = _KEY.match(one_line(cell.text))
                for letters, words in _PAIR.findall(found["pairs"]) if found else ():
                    if parse_owner(words).kind is OwnerKind.POST:
                        known[_folded(letters)] = (Entry(number, post=words.strip()),)
    return Directory(known)


def read_directory(path: Path) -> Directory:
    """The directory in a file of any kind that plans are read from.

    Raises UnreadableFileError with one sentence.
    """
    grids, _ = read_grids(path)
    table = next((table for grid in grids if (table := find_table(grid, _MATCHER, {}))), None)
    if table is None:
        first = next((row for grid in grids for _, row in grid), {})
        raise UnreadableFileError(
            f"{path.name}: no row of headings was recognised (the first filled row is "
            f"{headings_of(first)}); a directory has the columns “Name”, “Post”, "
            "“Organisation” and “Also written as”, of which two will do."
        )
    place_columns(table, _MATCHER, {})
    if len(table.data()) > _LARGEST:
        raise UnreadableFileError(
            f"{path.name}: more than the {_LARGEST:,} rows that are read of a directory; "
            "keep those who stand in the plan."
        )
    return _directory(path, table)


def _directory(path: Path, table: Table) -> Directory:
    rows = [(record.number, record.cells) for record in records(table)]
    entries = []
    for number, cells in rows:
        entry = Entry(number, *(_text(cells.get(n)) for n in ("name", "post", "organisation")))
        if not (entry.name or entry.post or entry.organisation):
            raise UnreadableFileError(
                f"{path.name}, row {number}: neither a name, a post nor an organisation; "
                "say whom the row means, or delete it."
            )
        entries.append((entry, _ways(cells.get("also"))))
    known: dict[str, tuple[Entry, ...]] = {}
    for entry, ways in _told_apart(entries):
        # A post is found as it stands; only its short forms need the directory.
        own = (entry.name or ("" if entry.post else entry.organisation), *ways)
        for way in dict.fromkeys(_folded(text) for text in own if text):
            others = known.get(way, ())
            if all(other.owner() != entry.owner() for other in others):
                known[way] = (*others, entry)
    return Directory(known)


def _told_apart(
    entries: list[tuple[Entry, tuple[str, ...]]],
) -> list[tuple[Entry, tuple[str, ...]]]:
    """Posts called alike in several organisations are told apart by the organisation."""
    bodies = {(plain(entry.post), plain(entry.organisation)) for entry, _ in entries if entry.post}
    often = Counter(post for post, _ in bodies)
    return [
        (
            Entry(entry.row, entry.name, f"{entry.post}, {entry.organisation}", entry.organisation)
            if often[plain(entry.post)] > 1 and entry.organisation
            else entry,
            ways,
        )
        for entry, ways in entries
    ]


def _text(cell: Cell | None) -> str:
    return "" if cell is None or is_nothing(cell.text) else one_line(cell.text)


def _ways(cell: Cell | None) -> tuple[str, ...]:
    """The ways of writing in one cell: after commas, semicolons, slashes or on lines."""
    if cell is None:
        return ()
    pieces = (one_line(piece) for piece in re.split(r"[,;/\n]", cell.text))
    return tuple(piece for piece in pieces if not is_nothing(piece))


def _folded(text: str) -> str:
    """Without case, dots and spaces at the ends: "J.S." is "js"."""
    return plain(text).replace(".", "").strip(" ,;:()")
