"""What a check of rules is, and what it may say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from assure.rules.rulebook import Rule, Rulebook


class Grade(StrEnum):
    FAULT = "fault"  # has to be mended before the rule can be relied on
    NOTE = "note"  # worth a look; may well be meant


@dataclass(frozen=True)
class Remark:
    """What a check says of a rulebook.

    ``place`` is file, line and column; ``codes`` are the rules it is about, none for the whole.
    """

    check: str
    grade: Grade
    place: str
    sentence: str
    codes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence} ({self.check})"


class Check:
    """One question put to every rule of a rulebook, and then to the rulebook as a whole.

    A subclass has a ``name`` by which people choose it, a line ``about`` what it asks, and
    overrides one or both of ``validate`` and ``finalize``.
    """

    name: ClassVar[str]
    about: ClassVar[str]

    def __init__(self, book: Rulebook) -> None:
        self.book = book

    def validate(self, rule: Rule) -> Iterator[Remark]:
        """What there is to say of one rule."""
        yield from ()

    def finalize(self) -> Iterator[Remark]:
        """What there is to say when every rule has been seen."""
        yield from ()

    def fault(self, at: Rule | str, sentence: str, *beside: Rule) -> Remark:
        """What has to be mended ``at`` a rule (or in a file), and other rules it is about."""
        return self._remark(Grade.FAULT, at, sentence, beside)

    def note(self, at: Rule | str, sentence: str, *beside: Rule) -> Remark:
        """As ``fault``, of what is worth a look."""
        return self._remark(Grade.NOTE, at, sentence, beside)

    def _remark(
        self, grade: Grade, at: Rule | str, sentence: str, beside: tuple[Rule, ...]
    ) -> Remark:
        if isinstance(at, str):
            return Remark(self.name, grade, at, sentence)
        codes = tuple(rule.code for rule in (at, *beside))
        return Remark(self.name, grade, at.place, sentence, codes)
