"""What a user says about a file beside the file itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from assure.intake.directory import NOBODY, Directory
from assure.model.plan import QuarterBasis


@dataclass(frozen=True)
class Said:
    """Everything a person may tell the reader, because no file can be trusted to say it.

    ``mapping``: field of an action → heading or column letter, as in ``--map "due=By When"``;
    ``origins``: field → who says so, where that is not ``--map``. ``kept``: headings or letters
    of columns that are no field, and are kept as they are.
    ``period``: first and last day of the plan, where the file does not say. ``title``: its name.
    ``legend``: colour as written or painted ("blue", "92D050") → the status or RAG it stands for
    in this council. ``directory``: whom names, initials and acronyms stand for.
    ``quarter_basis``: what a bare “Q2” is a quarter of, and ``year_starts``: the first month of
    the financial year, 1 to 12, where the file does not say.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    period: tuple[dt.date, dt.date] | None = None
    title: str | None = None
    legend: Mapping[str, str] = field(default_factory=dict)
    directory: Directory = NOBODY
    quarter_basis: QuarterBasis | None = None
    year_starts: int | None = None


NOTHING_SAID = Said()
