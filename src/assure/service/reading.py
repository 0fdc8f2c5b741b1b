"""What is said of a plan's file: by options, by a profile, by settings; and keeping it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assure.model.errors import AssureError
from assure.model.plan import QuarterBasis
from assure.shelf import read_text
from assure.shelf.profiles import (
    PERIOD_FORMS,
    Profile,
    profile_path,
    profile_text,
    read_profile,
    write_profile,
)
from assure.shelf.settings import Settings
from assure.words.periods import read_period

if TYPE_CHECKING:
    from assure.intake import Said

NO_FIELD = "none"  # in the place of a field: the column holds none


@dataclass(frozen=True)
class Reading:
    """The reading options as they were given.

    ``columns`` are pairs of field and heading, ``legend`` of colour and meaning.
    """

    columns: tuple[tuple[str, str], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    period: str | None = None
    quarters: str | None = None
    year_starts: int | None = None
    people: Path | None = None
    profile: str | None = None

    def said(self, settings: Settings) -> Said:
        """Everything together: an option before the profile's entry, a profile named by option
        before that of the settings.

        Raises AssureError with one sentence.
        """
        from assure.intake import Said
        from assure.intake.directory import NOBODY, read_directory

        profile, named = self._profile(settings)
        mapping, origins, kept = _columns(self.columns, profile, named)
        year_starts = self.year_starts or profile.year_starts
        period = self.period or profile.period
        span = read_period(period, year_starts or 4) if period else None
        if period and span is None:
            raise AssureError(f"--period “{period}” names no period; {PERIOD_FORMS}.")
        people = self.people or (profile.home / profile.people if profile.people else None)
        basis = self.quarters or profile.quarters
        return Said(
            mapping=mapping,
            origins=origins,
            kept=kept,
            period=span,
            legend={**profile.legend, **dict(self.legend)},
            directory=read_directory(people) if people else NOBODY,
            quarter_basis=QuarterBasis(basis) if basis else None,
            year_starts=year_starts,
        )

    def used(self, settings: Settings) -> str | None:
        """The name of the profile that is in use."""
        return self.profile or settings.profile

    def _profile(self, settings: Settings) -> tuple[Profile, str]:
        """The profile in use (an empty one if none), and what a message calls it."""
        name = self.used(settings)
        if name is None:
            return Profile(), ""
        return read_profile(name, settings), f"the profile {name}"

    def check_name(self, name: str, settings: Settings) -> None:
        """Refuses to keep a profile where that would lose what somebody wrote.

        Raises AssureError: the name cannot be one, or it is taken, unless by the profile in use
        and without notes of anybody's own.
        """
        path = profile_path(name, settings)
        if not path.exists():
            return
        if name != self.used(settings):
            raise AssureError(
                f"{path} is there already; change it by hand, read with --profile {name} to add "
                "to it, or save under another name."
            )
        text = read_text(path).content
        as_kept = profile_text(name, read_profile(name, settings))
        if text != as_kept and any("#" in line for line in text.splitlines()[1:]):
            raise AssureError(
                f"{path} holds notes of your own, which saving would lose; "
                "change it by hand, or save under another name."
            )

    def keep(self, name: str, said: Said, settings: Settings) -> Path:
        """Keeps what is ``said`` as a profile and returns its file. Raises AssureError."""
        self.check_name(name, settings)
        before, _ = self._profile(settings)
        people = before.people
        if self.people is not None:
            # So that the folder can move as a whole.
            people = Path(
                os.path.relpath(self.people.resolve(), settings.home.resolve())
            ).as_posix()
        profile = Profile(
            period=_in_words(said),
            quarters=said.quarter_basis,
            year_starts=said.year_starts,
            people=people,
            kept=tuple(sorted(said.kept)),
            columns=dict(said.mapping),
            legend=dict(said.legend),
        )
        return write_profile(name, profile, settings)


def with_columns(said: Said, columns: Mapping[str, str], kept: Iterable[str]) -> Said:
    """``said``, and what was answered about columns."""
    answered = dict.fromkeys(columns, "said when asked")
    return replace(
        said,
        mapping={**said.mapping, **columns},
        origins={**said.origins, **answered},
        kept=said.kept | frozenset(kept),
    )


def _columns(
    given: Iterable[tuple[str, str]], profile: Profile, named: str
) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Field → heading, field → who says so, and the headings of columns that hold no field."""
    fields = {field: heading for field, heading in given if field != NO_FIELD}
    none = {heading for field, heading in given if field == NO_FIELD}
    taken = {heading.casefold() for heading in (*fields.values(), *none)}
    # What an option says of a column takes it from the profile.
    of_profile = {
        field: heading
        for field, heading in profile.columns.items()
        if field not in fields and heading.casefold() not in taken
    }
    kept = {heading for heading in profile.kept if heading.casefold() not in taken}
    return {**of_profile, **fields}, dict.fromkeys(of_profile, named), frozenset(none | kept)


def _in_words(said: Said) -> str | None:
    if said.period is None:
        return None
    first, last = said.period
    return f"{first:%d/%m/%Y} to {last:%d/%m/%Y}"
