"""What stands on a sheet that a questionnaire is answered on by hand, in PDF and Word alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assure.report.render import filled
from assure.words.text import plural

TEMPLATE = "workshop.html.j2"
STYLES = ("style/base.css", "style/print.css", "style/workshop.css")

Form = Literal["boxes", "ring", "rank", "line", "money", "day", "lines", "table"]

FIELDS_ACROSS = 5  # a table of more fields lies on a page of its own, across

HOW_TO = (
    "Answer together, in order. Tick one box, unless the question says otherwise.",
    "Write what shows that the answer is so, and of which day that is. An answer without "
    "evidence is still an answer.",
    "“Don’t know” and “not applicable” are answers too: tick one of them and say why.",
    "Write posts, not people’s names.",
)


@dataclass(frozen=True)
class Box:
    label: str
    means: str = ""
    rag: str = ""  # green, amber-green, amber-red or red


@dataclass(frozen=True)
class Key:
    """What may be written into a column: a sign for each option."""

    text: str
    options: tuple[tuple[str, str, str], ...]  # sign, label, and what it means unless told before
    before: int = 0  # the question that says what they mean


@dataclass(frozen=True)
class Column:
    text: str
    hint: str
    share: float  # of the width, in percent
    boxes: tuple[str, ...] = ()  # printed in every cell


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    keys: tuple[Key, ...]
    rows: int
    more: bool  # whether there may be more entries than rows


@dataclass(frozen=True)
class Block:
    """One question. ``number`` is its place on this sheet; ``key`` names it for ever."""

    number: int
    key: str
    text: str
    hint: str  # how to answer it
    form: Form
    help: str = ""
    why: str = ""
    evidence: str = ""
    unit: str = ""
    applies: str = ""  # a sentence, for one that is not always asked
    told: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    numbers: tuple[int, ...] = ()
    table: Table | None = None

    @property
    def across(self) -> bool:
        return self.table is not None and len(self.table.columns) > FIELDS_ACROSS


@dataclass(frozen=True)
class Part:
    """A section of the questionnaire, in runs of pages that lie one way."""

    number: int
    title: str
    about: str
    runs: tuple[tuple[bool, tuple[Block, ...]], ...]  # whether across, and what stands there


@dataclass(frozen=True)
class References:
    """What answers may refer to: ``noun`` in the plural, and each ref with its title."""

    noun: str
    rows: tuple[tuple[str, str], ...]
    count: int


@dataclass(frozen=True)
class Sheet:
    key: str
    title: str
    version: int
    purpose: str
    when_to_use: str
    minutes: int
    who: str
    origin: str
    parts: tuple[Part, ...]
    questions: int
    plan: str = ""
    left_out: str = ""  # a sentence
    references: tuple[References, ...] = ()

    @property
    def size(self) -> str:
        """``17 questions in 4 parts``."""
        return f"{plural(self.questions, 'question')} in {plural(len(self.parts), 'part')}"

    @property
    def told(self) -> bool:
        """Whether it tells anything of the plan, which holds as of a day."""
        return any(b.told for part in self.parts for _, blocks in part.runs for b in blocks)

    @property
    def type_in(self) -> str:
        """What to run when the workshop is over."""
        return f"assure ask {self.key}"


def sheet_html(sheet: Sheet, templates: Path, day: dt.date) -> str:
    """The sheet as a page for ``pdf.write_pdf``; ``day`` is when it was made."""
    return filled(templates, TEMPLATE, STYLES, s=sheet, day=day, how_to=HOW_TO)
