"""What lists of a comparison share: how long they are, and that no cell speaks to the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assure.cli import printing
from assure.words.text import clean

MOST = 8  # lines under one heading; the rest are counted


def wrapped(text: str, indent: str, first: str | None = None) -> str:
    """As everywhere, and without control characters: a review may come from anybody's file."""
    return printing.wrapped(clean(text), indent, first)


def shortened(text: str, most: int = printing.WORDS) -> str:
    return printing.shortened(clean(text), most)


def cut_short(lines: Sequence[str], *, everything: bool, indent: str) -> Iterator[str]:
    shown = lines if everything or len(lines) <= MOST + 1 else lines[:MOST]
    yield from shown
    if len(shown) < len(lines):
        yield f"{indent}and {len(lines) - len(shown):,} more (--all shows them)"


def listed(heading: str, lines: Sequence[str], *, everything: bool) -> Iterator[str]:
    if lines:
        yield f"  {heading}: {len(lines):,}"
        yield from cut_short(lines, everything=everything, indent="    ")
