"""What all nouns share: they are immutable, refuse unknown fields, and say where they were seen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter

# The days that a plan or a review can mean: sums of quarters and years stay in the calendar.
FIRST_DAY, LAST_DAY = dt.date(1950, 1, 1), dt.date(2149, 12, 31)


class Noun(BaseModel):
    """An immutable value. Sequences are tuples, so that equal nouns hash and print alike."""

    # No number is infinite or none at all: neither can be compared, nor written as JSON.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, but the copy works its lookups out anew: it would go on answering with
        those of the noun that it was copied from."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class Seen(Noun):
    """Where a field was read, and the words as written."""

    file: str
    sheet: str | None = None
    cell: str | None = None  # "E8"; for .csv the same form, counting records from 1
    text: str = ""

    def place(self) -> str:
        """``Project plan E8``: sheet and cell, for people."""
        return " ".join(part for part in (self.sheet, self.cell) if part) or self.file


SeenFields = dict[str, Seen]  # by field of the noun

_CALLED = {
    "progress-assurance": "Progress Assurance",
    **{short: short.upper() for short in ("pestelo", "prince2", "sara", "swot")},
}


def key_in_words(key: str) -> str:
    """The key of a questionnaire or of a family of rules as people call it: ``SARA``,
    ``Turning the curve``."""
    return _CALLED.get(key) or key[:1].upper() + key[1:].replace("-", " ")


class AnswerSeen(Noun):
    """Which answer a value came from."""

    questionnaire: str
    question: str
    entry: int | None = None  # counting from 1 inside a list of entries
    text: str = ""

    def place(self) -> str:
        """``Progress Assurance D3``, for people."""
        entry = f", entry {self.entry}" if self.entry else ""
        return f"{key_in_words(self.questionnaire)} {self.question}{entry}"


Provenance = Seen | AnswerSeen


class Problem(Noun):
    """Something intake could not read or understood only in part.

    Grammar of ``message()``: where, what was read, what to do. A problem is about
    reading; what a reviewer thinks of a row is a finding.
    """

    code: str
    seen: Seen
    wrong: str
    do: str

    def message(self) -> str:
        place = self.seen.place()
        where = self.seen.file if place == self.seen.file else f"{self.seen.file}, {place}"
        return f"{where}: {self.wrong} {self.do}".strip()


LONGEST_NUMBER = 18  # digits


@lru_cache(maxsize=4096)
def natural_key(ref: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key under which 1.2 comes before 1.10 and A9 before A10."""
    parts: list[tuple[int, int | str]] = []
    for piece in re.findall(r"\d+|\D+", ref):
        # A cell may hold more digits than Python turns into a number; those sort as text.
        number = piece.isdecimal() and len(piece) <= LONGEST_NUMBER
        parts.append((0, int(piece)) if number else (1, piece))
    return tuple(parts)


def as_json(noun: Noun) -> dict[str, Any]:
    """The noun as plain JSON data: dates as ISO text, decimals as text."""
    return noun.model_dump(mode="json", exclude_defaults=True)


def json_bytes(noun: Noun, *, defaults: bool = True) -> bytes:
    """The noun as compact JSON text in UTF-8, written at once: a fifth of the time that plain data
    takes, which is made first. Without ``defaults`` it is what ``as_json`` tells."""
    return TypeAdapter(type(noun)).dump_json(noun, exclude_defaults=not defaults)
