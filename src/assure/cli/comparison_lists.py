"""What lists of a comparison share: how long they are, and that no cell speaks to the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assure.cli import printing
from assure.words.text import clean

MOST = 8  # lines under one heading; the rest are counted
MOST_KINDS = 5  # of the rest, told with their counts


def wrapped(text: str, indent: str, first: str | None = None) -> str:
    """As everywhere, and without control characters: a review may come from anybody's file."""
    return printing.wrapped(clean(text), indent, first)


def shortened(text: str, most: int = printing.WORDS) -> str:
    return printing.shortened(clean(text), most)


def cut_short(
    lines: Sequence[str], *, everything: bool, indent: str, kinds: Sequence[str] = ()
) -> Iterator[str]:
    """The lines, or the first of them and how many more there are; with the ``kind`` of each line
    also of which kinds most of the rest are."""
    shown = lines if everything or len(lines) <= MOST + 1 else lines[:MOST]
    yield from shown
    if rest := len(lines) - len(shown):
        counts = Counter(kinds[len(shown) :])
        named = ", ".join(f"{kind} {count:,}" for kind, count in counts.most_common(MOST_KINDS))
        if len(counts) > MOST_KINDS:
            named += ", …"
        what = f": {named}" if named else ""
        yield f"{indent}and {rest:,} more{what} (--all shows them)"


def listed(
    heading: str, lines: Sequence[str], *, everything: bool, kinds: Sequence[str] = ()
) -> Iterator[str]:
    """A heading with the count of the lines, then the lines, cut short; nothing of none."""
    if lines:
        yield f"  {heading}: {len(lines):,}"
        yield from cut_short(lines, everything=everything, indent="    ", kinds=kinds)
