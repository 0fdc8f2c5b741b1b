"""What a plan is for: priorities, outcomes, and the indicators that measure them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assure.model.base import Noun, Seen, SeenFields
from assure.model.values import Owner, When


class Priority(Noun):
    key: str
    ref: str
    title: str
    lead: str = ""
    seen: SeenFields = Field(default_factory=dict)


class Outcome(Noun):
    """A condition of well-being the partnership wants; never owned by one service alone."""

    key: str
    ref: str
    title: str
    priorities: tuple[str, ...] = ()  # refs
    senior_lead: Owner = Owner()
    partners: str = ""
    target_date: When = When()
    story: str = ""
    seen: SeenFields = Field(default_factory=dict)


class PointKind(StrEnum):
    ACTUAL = "actual"
    PATH = "path"  # the agreed trajectory
    FORECAST = "forecast"  # if nothing changes, as the partners drew it


class Point(Noun):
    """One value of an indicator on a day."""

    day: dt.date
    value: Decimal
    kind: PointKind = PointKind.ACTUAL
    seen: Seen | None = None


class GoodIs(StrEnum):
    HIGH = "high"
    LOW = "low"


class Indicator(Noun):
    """A measure of an outcome. ``points`` are sorted by kind, then day."""

    key: str
    ref: str
    title: str
    outcome: str | None = None  # ref
    unit: str = ""
    good_is: GoodIs | None = None
    baseline: Decimal | None = None
    baseline_date: When = When()
    target: Decimal | None = None
    target_date: When = When()
    owner: Owner = Owner()
    source: str = ""
    frequency: str = ""
    points: tuple[Point, ...] = ()
    seen: SeenFields = Field(default_factory=dict)

    def of_kind(self, kind: PointKind) -> tuple[Point, ...]:
        """Its points of one kind, oldest first."""
        return tuple(
            sorted((p for p in self.points if p.kind == kind), key=lambda point: point.day)
        )
