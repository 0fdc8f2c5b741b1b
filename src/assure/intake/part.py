"""What one kind of sheet is: the names it goes by and the headings it has."""

from __future__ import annotations

from dataclasses import dataclass

from assure.intake.headings import ACTIONS, Vocabulary, squash

REF = ACTIONS["ref"].sure  # headings of a reference, whatever it refers to


@dataclass(frozen=True)
class Part:
    """One kind of sheet: names it goes by, its headings, and those it cannot do without.

    ``tells`` are headings that together say what a sheet is, whatever its name.
    """

    name: str
    names: tuple[str, ...]
    vocabulary: Vocabulary
    needs: frozenset[str]
    tells: frozenset[str] = frozenset()

    @property
    def squashed(self) -> frozenset[str]:
        return frozenset(squash(name) for name in self.names)
