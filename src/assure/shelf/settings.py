"""Settings of a locality: ``assure.toml``, found upwards from the working folder.

Precedence: flag, then environment ``ASSURE_…``, then ``assure.toml``, then default.
Flags and environment are click's business; this module is the third step.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationError, field_validator

from assure.model.base import Noun
from assure.model.errors import AssureError

FILE = "assure.toml"


class Settings(Noun):
    """What ``assure.toml`` may say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database: str | None = None  # a path, or a database address
    thresholds: dict[str, Decimal] = Field(default_factory=dict)
    rules: tuple[str, ...] = ()  # folders of own rulesets, from the folder of this file
    off: tuple[str, ...] = ()  # codes of rules to leave out
    severity: dict[str, str] = Field(default_factory=dict)  # other severities, by code
    origin: str = ""  # the file it was read from

    @field_validator("thresholds", mode="before")
    @classmethod
    def _exact(cls, value: Any) -> Any:
        # 0.6 in TOML is a float; its written form is what the locality meant.
        if isinstance(value, dict):
            return {key: str(v) if isinstance(v, float) else v for key, v in value.items()}
        return value

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of ``rules``, from where the file stands."""
        home = Path(self.origin).parent if self.origin else Path()
        return tuple(home / folder for folder in self.rules)


def find_settings(start: Path) -> Settings:
    """The settings that hold in ``start``. Raises AssureError naming file and setting."""
    for folder in (start, *start.parents):
        path = folder / FILE
        if path.is_file():
            return read_settings(path)
    return Settings()


def read_settings(path: Path) -> Settings:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssureError(f"{path}: not valid TOML ({error}); mend that line.") from None
    except OSError as error:
        raise AssureError(f"{path}: cannot be read ({error.strerror}).") from None
    try:
        return Settings(**{**data, "origin": str(path)})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = ", ".join(name for name in Settings.model_fields if name != "origin")
            raise AssureError(
                f"{path}: there is no setting '{place}'; known settings are {known}."
            ) from None
        raise AssureError(
            f"{path}: {place}: {first['msg'].lower()}; docs/settings.md shows how it is written."
        ) from None
