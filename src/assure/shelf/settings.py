"""Settings of a locality: ``assure.toml``, found upwards from the working folder.

Precedence: flag, then environment ``ASSURE_…``, then ``assure.toml``, then default.
Flags and environment are click's business; this module is the third step.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, field_validator

from assure.model.base import Noun
from assure.shelf.toml import read_noun

FILE = "assure.toml"


class ReportSettings(Noun):
    """What ``[report]`` may say: how reports look here, and what making one may take."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    logo: str | None = None  # a file, PNG or SVG, from the folder of this file
    logo_text: str = Field(default="Logo", min_length=1, max_length=100)  # what it shows
    accent: str | None = None  # "#12436D": titles, numerals, links, targets
    panel: str | None = None  # "#EDF2F7": behind the decisions
    font: str | None = None  # a file; for text
    font_bold: str | None = None  # a file; for what is bold
    cover: str = Field(default="", max_length=160)  # at the head of the first page
    marking: str = Field(default="", max_length=60)  # protective marking, on each page
    time_limit: int = Field(default=300, ge=1, le=86_400)  # seconds that making a PDF may take
    memory_limit: int = Field(default=4_000, ge=500, le=1_000_000)  # MB


class Settings(Noun):
    """What ``assure.toml`` may say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database: str | None = None  # a path, or a database address
    thresholds: dict[str, Decimal] = Field(default_factory=dict)
    rules: tuple[str, ...] = ()  # folders of own rulesets, from the folder of this file
    questionnaires: tuple[str, ...] = ()  # folders of own questionnaires, likewise
    off: tuple[str, ...] = ()  # codes of rules to leave out
    severity: dict[str, str] = Field(default_factory=dict)  # other severities, by code
    keep_years: int | None = Field(default=None, ge=1, le=100)  # how long what is kept is wanted
    templates: str | None = None  # a folder of own report templates, from the folder of this file
    report: ReportSettings = ReportSettings()
    profile: str | None = None  # how plans are read here: the name of a file in profiles/
    origin: str = ""  # the file it was read from

    @field_validator("thresholds", mode="before")
    @classmethod
    def _exact(cls, value: Any) -> Any:
        # 0.6 in TOML is a float; its written form is what the locality meant.
        if isinstance(value, dict):
            return {key: str(v) if isinstance(v, float) else v for key, v in value.items()}
        return value

    @property
    def home(self) -> Path:
        """The folder that paths start from: where the file stands, else the working folder."""
        return Path(self.origin).parent if self.origin else Path()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of ``rules``."""
        return tuple(self.home / folder for folder in self.rules)

    @property
    def questionnaire_folders(self) -> tuple[Path, ...]:
        return tuple(self.home / folder for folder in self.questionnaires)


def find_settings(start: Path) -> Settings:
    """The settings that hold in ``start``. Raises AssureError naming file and setting."""
    for folder in (start, *start.parents):
        path = folder / FILE
        if path.exists():  # a folder of this name is refused, since it was meant as the file
            return read_settings(path)
    return Settings()


def read_settings(path: Path) -> Settings:
    """Raises AssureError with one sentence that names file, line and setting."""
    return read_noun(path, Settings, "setting")
