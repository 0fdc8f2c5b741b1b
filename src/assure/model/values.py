"""What the cells of a plan say: who answers, by when, where it stands, how much it costs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from assure.model.base import Noun


class OwnerKind(StrEnum):
    """What the owner cell holds (kinds as labelled on published plans)."""

    MISSING = "missing"
    PLACEHOLDER = "placeholder"
    COLLECTIVE = "collective"
    SEVERAL = "several"
    PERSON = "person"
    POST = "post"
    PERSON_AND_POST = "person_and_post"
    FIRST_NAME_OR_INITIALS = "first_name_or_initials"
    ACRONYM = "acronym"
    ELECTED_MEMBER = "elected_member"
    ORGANISATION = "organisation"


class Owner(Noun):
    """Who answers for something.

    ``names`` are the posts or people found, lead first. ``name`` is the one key under
    which load is counted; it is set only when exactly one post or person answers.
    """

    kind: OwnerKind = OwnerKind.MISSING
    names: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    inherited: bool = False  # carried down from a row above, or "ditto"

    @property
    def accountable(self) -> bool:
        """Exactly one identifiable person or post."""
        return self.kind in (
            OwnerKind.PERSON,
            OwnerKind.POST,
            OwnerKind.PERSON_AND_POST,
            OwnerKind.ELECTED_MEMBER,
        )

    @property
    def name(self) -> str | None:
        return self.names[0] if self.accountable and self.names else None


class WhenKind(StrEnum):
    """The closed list of date forms."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    CALENDAR_YEAR = "calendar_year"
    SEASON = "season"
    RANGE = "range"
    STAGED = "staged"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    RELATIVE = "relative"
    VAGUE = "vague"
    POINTER = "pointer"
    STATUS_NOT_DATE = "status_not_date"
    MISSING = "missing"


class When(Noun):
    """A date as a plan writes it: its kind, and the first and last day it can mean.

    ``latest`` is the deadline. Both are None when the words settle no day.
    ``assumed`` says in words what was taken from the plan rather than from the cell,
    for example "financial quarter" or "year taken from the plan's period".
    """

    kind: WhenKind = WhenKind.MISSING
    earliest: dt.date | None = None
    latest: dt.date | None = None
    assumed: str | None = None
    text: str = ""


class Status(StrEnum):
    """Where an action stands. "Ongoing" is a kind of date, not a status."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DELAYED = "delayed"
    COMPLETED = "completed"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


CLOSED = frozenset({Status.COMPLETED, Status.CANCELLED})


class Rag(StrEnum):
    """RAG as the partnership reports it, kept beside the status."""

    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER = "amber"
    AMBER_RED = "amber_red"
    RED = "red"


class Money(Noun):
    """An amount as written: pounds when it could be read, and whether the words doubt it."""

    pounds: Decimal | None = None
    in_doubt: bool = False
    text: str = ""
