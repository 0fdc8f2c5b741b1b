"""What a report says against what judging again says, where an earlier assure may have made it.

A field that came after the first release says since which version: a noun's in its schema
(``Field(json_schema_extra={"since": "0.2.0"})``), a fact's in the catalogue. A report of a version
before that could not tell it, and is not asked for it. Nothing else may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from pydantic.fields import FieldInfo

from assure.conditions.fields import Catalogue
from assure.model.base import Noun
from assure.model.facts import Fact

Version: TypeAlias = tuple[int, ...]

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})", re.ASCII)


class ToldThen:
    """Holds what a report made by a version of assure says against what is found now."""

    def __init__(self, made_by: str, catalogue: Catalogue) -> None:
        self._made_by = _version(made_by)
        self._catalogue = catalogue
        self._not_told: set[str] = set()

    @property
    def not_told(self) -> tuple[str, ...]:
        """Fields that the version could not tell yet, of all that was compared."""
        return tuple(sorted(self._not_told))

    def same(self, said: object, found: object) -> bool:
        """Whether every field that the version knew is told, and as it is found."""
        if said == found:
            return True
        if isinstance(said, Fact) and isinstance(found, Fact):
            return self._same_fact(said, found)
        if isinstance(said, Noun) and type(said) is type(found):
            return all(
                self.excused(said, name) or self.same(getattr(said, name), getattr(found, name))
                for name in type(said).model_fields
            )
        if isinstance(said, tuple) and isinstance(found, tuple):
            return len(said) == len(found) and all(map(self.same, said, found))
        if isinstance(said, Mapping) and isinstance(found, Mapping):
            return said.keys() == found.keys() and all(
                self.same(said[key], found[key]) for key in said
            )
        return False

    def excused(self, said: Noun, name: str) -> bool:
        """Whether ``said`` leaves a field out because its version did not have it."""
        field = type(said).model_fields[name]
        if name in said.model_fields_set or not self._later(_since(field)):
            return False
        self._not_told.add(name.replace("_", " "))
        return True

    def knew(self, fact: Fact) -> bool:
        """Whether the version looked at things of this sort at all."""
        fields = self._catalogue.get(fact.subject, {})
        return not fields or not all(self._later(field.since) for field in fields.values())

    def _same_fact(self, said: Fact, found: Fact) -> bool:
        fields = self._catalogue.get(said.subject, {})
        later = {
            name
            for name in found.values.keys() - said.values.keys()
            if name in fields and self._later(fields[name].since)
        }
        if not later or not set(said.places) <= set(found.places):
            return False
        self._not_told |= {fields[name].label for name in later}
        known = (said.seen.keys() | found.seen.keys()) - later
        return (
            said.values == {n: value for n, value in found.values.items() if n not in later}
            and all(said.seen_in(name) == found.seen_in(name) for name in known)
            and all(
                getattr(said, name) == getattr(found, name)
                for name in Fact.model_fields
                if name not in ("values", "places", "seen")
            )
        )

    def _later(self, since: str) -> bool:
        """Whether ``since`` comes after the version; never where either is no version."""
        came = _version(since)
        return came is not None and self._made_by is not None and came > self._made_by


def _since(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra.get("since", "")) if isinstance(extra, Mapping) else ""


def _version(text: str) -> Version | None:
    found = _VERSION.fullmatch(text)
    return tuple(map(int, found.groups())) if found else None
