"""An action, and what was told of it over time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pydantic import Field

from assure.model.base import Noun, Seen, SeenFields
from assure.model.values import CLOSED, Money, Owner, Rag, Status, When


class PastQuarter(Noun):
    """A quarter of a plan as it was before it rolled on: its number then, and the period, where
    the plan named one."""

    number: int
    period_start: dt.date | None = None
    period_end: dt.date | None = None


class ProgressNote(Noun):
    """What was reported for one quarter. ``quarter`` is 1 to 12 of the plan, or None.

    ``update`` is its place among columns that each tell of one quarter, where they are not
    numbered as the plan's quarters are. ``was`` is the quarter it told of, where the plan has
    rolled on since and no longer has that quarter.
    """

    quarter: int | None = None
    update: int | None = None
    was: PastQuarter | None = None
    text: str
    seen: Seen | None = None

    @property
    def report(self) -> int | None:
        """Its number among the reports of the plan, be they quarters or updates."""
        return self.update if self.quarter is None else self.quarter


class Revision(Noun):
    """One earlier or later value of a field of an action, oldest first.

    ``text`` is "" where the field was blank. ``at``, ``source`` and ``version`` tell which
    change brought the value: its day, its file, and its number among the changes of the plan;
    ``by`` who told it, where that is known. A file that tells of its own past, in columns of
    revised dates, leaves them out.
    """

    field: str
    text: str
    when: When | None = None
    seen: Seen | None = None
    at: dt.date | None = None
    source: str = ""
    version: int = 0
    by: str = ""


class Action(Noun):
    """One promise of work.

    ``key`` is stable over re-import (from the reference, else from the wording), ``ref``
    is what people call it. ``due`` is the first date promised; ``revised`` the later ones
    in order; ``deadline`` the date that now counts.
    """

    key: str
    ref: str
    title: str
    outcomes: tuple[str, ...] = ()  # refs
    section: str = ""  # heading rows above it in the sheet
    how: str = ""
    milestones: str = ""
    owner: Owner = Owner()
    start: When = When()
    due: When = When()
    revised: tuple[When, ...] = ()
    effort_days: Decimal | None = None
    resources: str = ""
    cost: Money | None = None
    measure: str = ""
    status: Status = Status.UNKNOWN
    status_text: str = ""
    rag: Rag | None = None
    percent: int | None = None
    reason: str = ""  # reason for delay, or what an amber or red is due to
    evidence: str = ""  # evidence of completion
    notes: tuple[ProgressNote, ...] = ()
    impact: dict[str, str] = Field(default_factory=dict)  # priority ref → high|medium|low|none
    contract: bool | None = None
    statutory: bool | None = None
    efficiency: bool | None = None
    improvement: bool | None = None  # stands in an improvement plan as well
    funding: str = ""  # where the money comes from, as written
    revisions: tuple[Revision, ...] = ()
    since: dt.date | None = None  # day of the import that first had it; None: the first there was
    told: dt.date | None = None  # day of the last import with news of how it stands; None: as since
    reason_told: dt.date | None = None  # day of the last import that changed it; None: as since
    carried: tuple[dt.date, ...] = ()  # first day of each year into which it was carried
    other: dict[str, str] = Field(default_factory=dict)  # columns nobody placed, by heading
    seen: SeenFields = Field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.status not in CLOSED

    @property
    def deadline(self) -> When:
        """The date that now counts: the last revised one that settles a day, else ``due``."""
        settled = [when for when in self.revised if when.latest is not None]
        return settled[-1] if settled else self.due


class GoneAction(Noun):
    """An action that an earlier import of the plan had, and a later one no longer has."""

    action: Action  # as last read, with its revisions
    last_seen: dt.date  # day of the last import that had it
    gone_since: dt.date  # day of the first import without it
    source: str = ""  # file of that import
    version: int = 0  # number of that import
