"""What one sheet of our own workbook is: its columns, what they hold and ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Holds(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    REF = "ref"  # the row's own reference
    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"
    CHOICE = "choice"  # one of ``choices``
    LINK = "link"  # references of rows of another sheet, ``links``


@dataclass(frozen=True)
class Heading:
    """One column: the field it is read into, its heading, and what good looks like.

    ``hint`` is at most 255 characters, which is what a spreadsheet shows beside a cell.
    ``width`` is in characters. ``again`` marks words repeated to help the eye: they are written
    and not read. ``extra`` marks a column that only an export writes, where it needs it.
    """

    field: str
    text: str
    hint: str = ""
    example: str = ""
    holds: Holds = Holds.TEXT
    width: int = 24
    choices: tuple[str, ...] = ()
    links: str = ""
    needed: bool = False
    again: bool = False
    extra: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, what one row of it is, and its columns from the left."""

    name: str
    row_is: str
    part: str
    headings: tuple[Heading, ...]
    rows: int = 40  # that the template makes ready

    def heading(self, field: str) -> Heading:
        return next(heading for heading in self.headings if heading.field == field)


def ref(example: str) -> Heading:
    return Heading(
        "ref",
        "Ref",
        "A short reference that no other row has and that never changes, for example "
        f"{example}. Other sheets use it to point here.",
        example,
        Holds.REF,
        8,
        needed=True,
    )


def choice(
    field: str, text: str, hint: str, example: str, choices: tuple[str, ...], width: int = 13
) -> Heading:
    return Heading(field, text, hint, example, Holds.CHOICE, width, choices=choices)


def date(field: str, text: str, hint: str, example: str, needed: bool = False) -> Heading:
    return Heading(field, text, hint, example, Holds.DATE, 14, needed=needed)


def link(field: str, text: str, to: str, hint: str, example: str, needed: bool = False) -> Heading:
    return Heading(field, text, hint, example, Holds.LINK, 12, links=to, needed=needed)
