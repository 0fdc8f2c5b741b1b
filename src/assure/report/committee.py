"""A committee paper as data: numbered parts of paragraphs, lists and tables.

The page and the Word document are made from the same paper, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assure.report.formats import counted, sentence_case
from assure.report.origins import count
from assure.report.views import Row

TO_COMPLETE = "To be completed"


@dataclass(frozen=True)
class Para:
    """A paragraph. ``lead`` stands before its words in bold. One ``to_complete`` is left to the
    author of the paper, and says what is wanted. ``number`` is set when the paper is put together.
    """

    text: str
    lead: str = ""
    to_complete: bool = False
    number: str = ""


@dataclass(frozen=True)
class Items:
    """A list of sentences, ``(i)`` and on where they are ``counted``."""

    lines: tuple[str, ...]
    counted: bool = False

    @property
    def marked(self) -> tuple[tuple[str, str], ...]:
        """Each line with its mark, "" where they are not counted."""
        return tuple(
            (f"({roman(place)})" if self.counted else "", line)
            for place, line in enumerate(self.lines, 1)
        )


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its words, what stands beneath them, the class that draws its sign, and a
    row of the views of several, which a page draws above the words that say the same."""

    text: str
    under: str = ""
    sign: str = ""
    chart: Row | None = None


@dataclass(frozen=True)
class Table:
    """Rows under ``heads``, each with its share of the width in percent. The first cell heads its
    row."""

    of: str
    heads: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Para | Items | Table


@dataclass(frozen=True)
class Section:
    """A heading of the second kind and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Part:
    """A numbered part of the paper."""

    number: int
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


def part(
    number: int, title: str, blocks: Iterable[Block] = (), sections: Iterable[Section] = ()
) -> Part:
    """A part whose paragraphs are numbered ``2.1``, ``2.2`` … through all its sections."""
    count = 0

    def numbered(given: Iterable[Block]) -> tuple[Block, ...]:
        nonlocal count
        found: list[Block] = []
        for block in given:
            if isinstance(block, Para):
                count += 1
                block = replace(block, number=f"{number}.{count}")
            found.append(block)
        return tuple(found)

    own = numbered(blocks)
    return Part(
        number, title, own, tuple(replace(one, blocks=numbered(one.blocks)) for one in sections)
    )


_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """``iv`` for 4."""
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def listed(lines: Sequence[str], most: int, one: str, many: str | None = None) -> tuple[Block, ...]:
    """``lines`` as a list of at most ``most``; how many of this kind are left out is said."""
    if not lines:
        return ()
    left = count(lines) - most
    if left <= 0:
        return (Items(tuple(lines)),)
    more = sentence_case(counted(left, f"more {one}", f"more {many or one + 's'}"))
    verb = "is" if left == 1 else "are"
    return (Items((*lines[:most], f"{more} {verb} in the attached review.")),)
