"""A form: parts with their sentences, tables and room to write, as values.

What a method or a form asks for is put together once, and drawn twice: by ``form.html.j2`` as a
page, by ``form_docx`` as a Word document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from assure.model.assessment import Assessment
from assure.model.plan import Plan
from assure.model.values import Status, When
from assure.report.formats import (
    clip_short,
    join,
    one_line,
    plural,
    short_date,
    strung,
    within_sentence,
)
from assure.report.origins import count
from assure.words.text import is_nothing

LONGEST_CELL = 320  # characters; the attached review holds the whole


@dataclass(frozen=True)
class Cell:
    """``under`` stands below in grey, ``sign`` is the class of a RAG chip or of a severity's bars.
    ``lines`` are pairs of a label and its text, below one another."""

    text: str = ""
    under: str = ""
    sign: str = ""
    lines: tuple[tuple[str, str], ...] = ()

    def plain(self) -> str:
        """All its words, for where nothing is drawn."""
        lines = [f"{label} {text}".strip() for label, text in self.lines]
        return "\n".join(filter(None, [self.text, *lines, self.under]))


@dataclass(frozen=True)
class Column:
    """``share`` of the width, in percent; the shares of a table come to 100."""

    head: str
    share: int
    under: str = ""


@dataclass(frozen=True)
class Table:
    """The first cell of each row names it. ``none`` stands in place of a table without rows."""

    shape: ClassVar[str] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    none: str = ""
    note: str = ""


@dataclass(frozen=True)
class Text:
    shape: ClassVar[str] = "text"
    text: str
    kind: Literal["", "note", "strong"] = ""


@dataclass(frozen=True)
class Points:
    """A list; ``none`` stands in its place when it has no items."""

    shape: ClassVar[str] = "points"
    title: str
    items: tuple[str, ...]
    none: str


@dataclass(frozen=True)
class Room:
    """Room to write: a table of empty rows."""

    shape: ClassVar[str] = "room"
    title: str
    columns: tuple[Column, ...]
    rows: int


Held = Literal["held", "weak", "open", "unknown"]


@dataclass(frozen=True)
class Side:
    """One side of a triangle: how far someone holds it (``held``, ``weak``, ``open``; ``unknown``
    where nobody looked), and that in words."""

    name: str
    state: Held
    words: str


@dataclass(frozen=True)
class Triangle:
    """A picture of a problem's three sides. ``says`` is what it shows, in a sentence; a table
    beside it tells the same."""

    shape: ClassVar[str] = "triangle"
    says: str
    sides: tuple[Side, Side, Side]


Block = Table | Text | Points | Room | Triangle


@dataclass(frozen=True)
class Part:
    """``topic`` names it and ``says`` tells what was found. ``page``: it begins one. ``whole``: it
    is short, and goes over to the next page rather than being torn."""

    topic: str
    says: str
    blocks: tuple[Block, ...]
    page: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Form:
    """``about`` is whom or what it is of; ``lacking`` are sentences on what nobody has told."""

    title: str
    about: str
    lead: str
    parts: tuple[Part, ...]
    lacking: tuple[str, ...] = ()
    closing: str = ""
    wide: bool = False

    @property
    def name(self) -> str:
        """Its title as it stands in a sentence: "action plan", "SWOT and PESTELO"."""
        return within_sentence(self.title)


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    """A row. What is blank says so: an empty cell could be a fault of ours."""
    return tuple(
        text if isinstance(text, Cell) else Cell(text if text.strip() else "none") for text in texts
    )


def columns(*heads: tuple[str, int] | tuple[str, int, str]) -> tuple[Column, ...]:
    return tuple(Column(*head) for head in heads)


def told(text: str, otherwise: str = "none", longest: int = LONGEST_CELL) -> str:
    """The plan's own words on one line, or ``otherwise`` where they say nothing."""
    return otherwise if is_nothing(text) else clip_short(one_line(text), longest)


def day_of(when: When, otherwise: str = "no date") -> str:
    """``31 Mar 2027``, else the words as written."""
    return short_date(when.latest) if when.latest else told(when.text, otherwise, 60)


def is_late(days: int | None, due: dt.date | None, plan: Plan | Assessment) -> bool:
    """Past its day. A day before the plan began is mostly a slip of the pen, and tells nothing."""
    return bool(days) and not _before_plan(due, plan)


def late_words(days: int | None, due: dt.date | None, plan: Plan | Assessment) -> str:
    """``61 days late``, ``before the plan began``; "" where no day has passed."""
    if not days:
        return ""
    return "before the plan began" if _before_plan(due, plan) else f"{plural(days, 'day')} late"


def _before_plan(due: dt.date | None, plan: Plan | Assessment) -> bool:
    return bool(due and plan.period_start and due < plan.period_start)


def first_day_of(when: When) -> str:
    return short_date(when.earliest) if when.earliest else told(when.text, "no date", 60)


def some(names: Sequence[str], most: int = 12) -> str:
    """``a, b and c``; of more than ``most`` the first, and how many more."""
    left = count(names) - most
    return join([*names[:most], f"{left} more"] if left > 0 else names)


def by_post(names: Sequence[str], otherwise: str = "nobody named") -> str:
    return strung(names, "; ") or otherwise


def status_words(status: Status) -> str:
    return (
        "Not reported" if status is Status.UNKNOWN else status.value.replace("_", " ").capitalize()
    )
