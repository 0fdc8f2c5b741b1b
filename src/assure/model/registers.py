"""What a plan keeps beside its actions: means, assumptions, risks, projects, partners."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assure.model.base import Noun, SeenFields
from assure.model.values import Money, Owner, Rag, Status, When


class Resource(Noun):
    """What an action needs: what, how much, who obtains it, by when."""

    key: str
    ref: str
    actions: tuple[str, ...] = ()  # refs
    what: str = ""
    kind: str = ""  # money | people | kit | other words as written
    amount: Money = Money()
    obtained_by: Owner = Owner()
    by: When = When()
    status: str = ""  # as written
    confirmed: bool | None = None
    in_doubt: bool = False
    funded_until: When = When()
    seen: SeenFields = Field(default_factory=dict)


class Assumption(Noun):
    key: str
    ref: str
    text: str
    outcomes: tuple[str, ...] = ()
    checked_by: Owner = Owner()
    last_checked: When = When()
    seen: SeenFields = Field(default_factory=dict)


class Dependency(Noun):
    """An action needs something first: another action of this plan (``on``) or an outside thing."""

    key: str
    ref: str
    action: str  # ref
    on: str | None = None  # ref of an action of this plan
    outside: str = ""
    needs: str = ""
    agreed_with: str = ""
    seen: SeenFields = Field(default_factory=dict)


class Capacity(Noun):
    """Days a post or team has agreed to give this plan in each quarter."""

    key: str
    name: str
    kind: str = "post"  # post | team
    days: Decimal | None = None
    vacant_since: When = When()
    vacant: bool = False
    note: str = ""
    seen: SeenFields = Field(default_factory=dict)


class RiskLevel(StrEnum):
    """A risk as a plan calls it, beside or in place of a score."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Risk(Noun):
    """What may keep the plan from being delivered, as the partnership scores it.

    ``likelihood`` and ``impact`` are 1 to 5 when the words or figures settle that, and stand
    for the risk as it is now, with its controls; ``score`` is as the plan gives it, which need
    not be their product; ``inherent`` is the score before controls.
    """

    key: str
    ref: str
    text: str
    likelihood: int | None = Field(default=None, ge=1, le=5)
    impact: int | None = Field(default=None, ge=1, le=5)
    score: int | None = None
    inherent: int | None = None
    level: RiskLevel | None = None
    rag: Rag | None = None
    owner: Owner = Owner()
    mitigation: str = ""
    response: str = ""  # treat, tolerate, transfer, terminate: as written
    review_by: When = When()
    last_reviewed: When = When()
    status: str = ""  # as written
    actions: tuple[str, ...] = ()  # refs
    outcomes: tuple[str, ...] = ()  # refs
    seen: SeenFields = Field(default_factory=dict)


class Project(Noun):
    """A piece of work with an end of its own, to which actions may belong."""

    key: str
    ref: str
    title: str
    lead: Owner = Owner()
    sponsor: Owner = Owner()
    start: When = When()
    end: When = When()
    status: Status = Status.UNKNOWN
    status_text: str = ""
    rag: Rag | None = None
    cost: Money | None = None
    funding: str = ""  # where the money comes from, as written
    depends_on: tuple[str, ...] = ()  # refs of projects
    outside: str = ""  # what it depends on that is no project of this plan
    actions: tuple[str, ...] = ()  # refs
    outcomes: tuple[str, ...] = ()  # refs
    seen: SeenFields = Field(default_factory=dict)


class Partner(Noun):
    """An organisation that has a part in the plan, and what it has agreed to bring."""

    key: str
    ref: str
    name: str
    contact: Owner = Owner()
    brings: str = ""  # what it contributes, as written
    signed_up: bool | None = None
    signed_on: When = When()
    outcomes: tuple[str, ...] = ()  # refs
    note: str = ""
    seen: SeenFields = Field(default_factory=dict)
