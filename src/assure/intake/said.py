"""What a user says about a file beside the file itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """Everything a person may tell the reader, because no file can be trusted to say it.

    ``mapping``: field of an action → heading or column letter, as in ``--map "due=By When"``.
    ``period``: first and last day of the plan, where the file does not say. ``title``: its name.
    ``legend``: colour as written or painted ("blue", "92D050") → the status or RAG it stands for
    in this council. ``directory``: a name, initials or acronym as plans write it → the post it
    stands for. ``year_starts``: the first month of the financial year, 1 to 12, where it is not
    April and the file does not say.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    period: tuple[dt.date, dt.date] | None = None
    title: str | None = None
    legend: Mapping[str, str] = field(default_factory=dict)
    directory: Mapping[str, str] = field(default_factory=dict)
    year_starts: int | None = None


NOTHING_SAID = Said()
