"""Small tests on plain text that every room of words shares."""

from __future__ import annotations

import re
from functools import lru_cache

from assure.words.late import late

# XML 1.0 allows tab, newline, carriage return and everything from space up, less the
# surrogates and the two non-characters. A report in PDF or HTML cannot hold the others. Gone too
# are the marks that turn round the order of what follows: with them a line can show other words
# than it holds. Text that runs from the right needs none of them.
_FORBIDDEN = late("[\x00-\x08\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

NOTHING = frozenset(
    {"", "-", "--", "–", "—", "_", ".", "n/a", "na", "n.a.", "nil", "none", "not applicable"}
)
DITTO = frozenset(
    {"ditto", "do.", '"', "''", "”", "“", "″", "as above", "same as above", "see above"}
)

# Text that begins so is taken for a formula by spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")

_LONGEST_MARK = 2 * max(map(len, NOTHING | DITTO))  # with room for spaces; spares the long cells


# What is read from an action's words is asked of the same few texts again and again.
@lru_cache(maxsize=512)
def one_line(text: str) -> str:
    """The text on one line: every run of white space, no-break spaces too, is one space."""
    return " ".join(text.split())


def cut(text: str, most: int) -> str:
    """The text on one line of at most ``most`` characters; an ellipsis stands for the rest."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """One line, case folded, with typographic quotes and dashes made plain: for comparing."""
    folded = one_line(text).casefold()
    return folded if folded.isascii() else folded.translate(_PLAIN)


_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)


def clean(text: str) -> str:
    """The text without characters that XML 1.0 forbids or that turn round its order.

    ``\\n`` is the only line end; Word's, a vertical tab, becomes one.
    """
    if text.isprintable():  # as nearly every cell is; then it holds none of these
        return text
    for line_end in ("\r\n", "\r", "\v"):
        text = text.replace(line_end, "\n")
    return _FORBIDDEN.sub("", text)


def either(*patterns: str) -> str:
    """A pattern that matches what any of ``patterns`` does."""
    return "(?:" + "|".join(patterns) + ")"


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 action``, ``12 actions``: a count as a sentence wants it."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def is_nothing(text: str) -> bool:
    """True for a blank cell and for the marks people put in one: "-", "n/a", "none"."""
    return _mark(text) in NOTHING


def is_ditto(text: str) -> bool:
    """True when the cell says "same as the row above"."""
    mark = _mark(text)
    return mark in DITTO or mark.rstrip(".") in DITTO


def _mark(text: str) -> str:
    """The text in the form in which marks are listed; as it is when it is too long for one."""
    short = text.strip()
    return _plain_mark(short) if len(short) <= _LONGEST_MARK else short


# A column holds few different short texts, and each is asked about several times.
_plain_mark = lru_cache(maxsize=4096)(plain)
