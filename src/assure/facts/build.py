"""Building one fact: values that are there, and where each was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from assure.conditions.fields import is_in_range
from assure.model.base import Noun, Provenance, Seen
from assure.model.facts import Fact, FactValue

_NUMBERS = (int, Decimal)


class FactBuilder:
    """Collects the fields of one fact; a field without a value is left out."""

    def __init__(
        self,
        subject: str,
        *,
        key: str,
        ref: str,
        title: str = "",
        outcomes: Iterable[str] = (),
        seen: Mapping[str, Seen] | None = None,
    ) -> None:
        self.subject, self.key, self.ref, self.title = subject, key, ref, title
        self.outcomes = tuple(outcomes)
        self._cells = seen or {}
        self._values: dict[str, FactValue] = {}
        self._seen: dict[str, tuple[int, ...]] = {}
        self._places: list[Provenance] = []
        # The numbers of places, by what they are, and of what was numbered, by its identity.
        self._numbers: dict[tuple[object, ...], int] = {}
        self._met: dict[int, tuple[int, Provenance]] = {}
        self._known: dict[tuple[str, ...], tuple[int, ...]] = {}

    def put(
        self,
        name: str,
        value: FactValue | None,
        *cells: str,
        seen: Iterable[Provenance] = (),
    ) -> None:
        """Give field ``name`` a value, resting on the named ``cells`` of the source and on
        ``seen``. None and "" mean that there is no value."""
        if value is None:
            return
        # Called some eighty times for each action: most values are plain, and need no further look.
        kind = type(value)
        if kind is str:
            if not value:
                return
        elif kind is not bool:
            if isinstance(value, StrEnum):
                value = value.value
            elif isinstance(value, Decimal):
                value = round_off(value)
            if isinstance(value, _NUMBERS) and not is_in_range(value):
                return  # a slip of the keyboard; intake has reported the cell
        self._values[name] = value
        places = self._known.get(cells) if cells else ()  # many fields rest on the same cells
        if places is None:
            places = self._at(cells)
        if seen:
            places = (*places, *map(self._number, seen))
        if places:
            self._seen[name] = places

    def _at(self, cells: tuple[str, ...]) -> tuple[int, ...]:
        """The ``cells`` by number, of those that were read."""
        read = self._cells
        found = self._known[cells] = tuple([self._number(read[c]) for c in cells if c in read])
        return found

    def _number(self, place: Provenance) -> int:
        met = self._met.get(id(place))
        if met is not None:
            return met[0]
        # By its fields: hashing and comparing nouns, which does the same, takes twice the time.
        what = (place.__class__, *place.__dict__.values())
        number = self._numbers.setdefault(what, len(self._places))
        if number == len(self._places):
            self._places.append(place)
        self._met[id(place)] = number, place  # held, so that nothing else is given its identity
        return number

    def value(self, name: str) -> FactValue | None:
        """What was put under ``name``, for a field that is derived from another."""
        return self._values.get(name)

    def leave_out(self, name: str) -> None:
        """Take back what was put under ``name``, if anything was."""
        self._values.pop(name, None)
        self._seen.pop(name, None)

    def fact(self) -> Fact:
        # Not validated: every value came through ``put``, and validating sixty of them for each
        # action took a third of the time that deriving takes. A property test holds their types.
        return Fact.model_construct(
            subject=self.subject,
            key=self.key,
            ref=self.ref,
            title=self.title,
            outcomes=self.outcomes,
            values=self._values,
            places=tuple(self._places),
            seen=self._seen,
        )


def round_off(value: Decimal) -> Decimal:
    """To four places, more than any figure of a plan carries: rule and reader see one number."""
    try:
        return value.quantize(Decimal("0.0001"))
    except InvalidOperation:  # too large to have four places; the caller refuses it
        return value


def words_of(noun: Noun, field: str, otherwise: str = "") -> str:
    """What was written in a cell, else ``otherwise``."""
    seen: Mapping[str, Seen] = getattr(noun, "seen", {})
    return seen[field].text if field in seen and seen[field].text else otherwise
