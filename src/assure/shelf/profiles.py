"""Profiles: what was said once about a plan's file, kept for the next one of its kind.

A profile is a small TOML file in ``profiles/`` beside ``assure.toml``, to be read and changed by
hand. What its words mean (fields, colours) is for intake to say.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import ConfigDict, Field, field_validator

from assure.conditions.nearest import did_you_mean
from assure.model.base import Noun
from assure.model.errors import AssureError
from assure.model.plan import QuarterBasis
from assure.shelf.settings import Settings
from assure.shelf.toml import read_noun
from assure.shelf.writing import write
from assure.words.periods import read_period

FOLDER = "profiles"
PERIOD_FORMS = "write 01/04/2026 to 31/03/2029, 2026-2029 or 2026/27"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.IGNORECASE)


class Profile(Noun):
    """What a profile's file may say; every part may be missing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    period: str | None = None  # of the plan, where its file does not say
    quarters: QuarterBasis | None = None
    year_starts: int | None = Field(default=None, ge=1, le=12)  # month
    people: str | None = None  # the directory, from the folder that holds profiles/
    kept: tuple[str, ...] = ()  # headings of columns that are no field
    columns: dict[str, str] = Field(default_factory=dict)  # field → heading or letter
    legend: dict[str, str] = Field(default_factory=dict)  # colour → what it stands for
    origin: str = ""  # the file it was read from

    @field_validator("period")
    @classmethod
    def _known_period(cls, value: str | None) -> str | None:
        if value is not None and read_period(value) is None:
            raise ValueError(f"says “{value[:40]}”, which names no period ({PERIOD_FORMS})")
        return value

    @property
    def home(self) -> Path:
        """The folder that ``people`` starts from."""
        return Path(self.origin).parent.parent


def profile_path(name: str, settings: Settings) -> Path:
    """Where the profile of this name is kept. Raises AssureError for what cannot be a name."""
    if not _NAME.fullmatch(name):
        raise AssureError(
            f"“{name[:60]}” cannot name a profile; use letters, digits and hyphens, "
            "for example anycity."
        )
    return settings.home / FOLDER / f"{name}.toml"


def read_profile(name: str, settings: Settings) -> Profile:
    """Raises AssureError with one sentence: an unknown name, or what is wrong in the file."""
    path = profile_path(name, settings)
    if not path.exists():
        known = sorted(other.stem for other in path.parent.glob("*.toml"))
        told = (
            did_you_mean(name, known) if known else "save one with `assure import --save-profile`."
        )
        raise AssureError(f"{path}: there is no such profile; {told}")
    return read_noun(path, Profile, "entry")


def write_profile(name: str, profile: Profile, settings: Settings) -> Path:
    """Keeps ``profile`` under ``name``, whole or not at all, and returns its file.

    Raises AssureError when it cannot be written.
    """
    path = profile_path(name, settings)
    text = profile_text(name, profile)
    return write(path, text.encode(), "the plan is read the same without it", folders=True)


def profile_text(name: str, profile: Profile) -> str:
    """The file of a profile."""
    lines = [f"# How a plan is read: assure check PLAN --profile {name}. Change it as you like."]
    single = {
        "period": profile.period,
        "quarters": profile.quarters,
        "year_starts": profile.year_starts,
        "people": profile.people,
    }
    lines += [f"{key} = {_value(value)}" for key, value in single.items() if value is not None]
    if profile.kept:
        lines.append(f"kept = [{', '.join(map(_value, profile.kept))}]")
    for heading, pairs in (("columns", profile.columns), ("legend", profile.legend)):
        if pairs:
            lines += ["", f"[{heading}]"]
            lines += [f"{_key(key)} = {_value(value)}" for key, value in pairs.items()]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _value(key)


def _value(value: str | int) -> str:
    # A text of JSON is one of TOML, but for the one control character that only TOML forbids.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
