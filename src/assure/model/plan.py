"""The plan and what stands in it.

A plan keeps the words as written (``seen``) beside what was understood. Nothing here
judges: a missing owner is an ``Owner`` of kind ``missing``, a vague date a ``When`` of
kind ``vague``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cached_property

from pydantic import Field, field_serializer

from assure.model.actions import Action, GoneAction
from assure.model.base import Noun, Problem
from assure.model.outcomes import Indicator, Outcome, Priority
from assure.model.registers import (
    Assumption,
    Capacity,
    Dependency,
    Partner,
    Project,
    Resource,
    Risk,
)
from assure.model.values import Owner


class ClosedYear(Noun):
    """What was closed when the plan rolled on: the actions that were completed or cancelled, as
    they stood, and what concerned no other action. References are those of the plan then.

    ``capacity`` is what had been agreed for that year. ``let_go`` tells which closed actions were
    named by what goes on: "risks" → key of the risk → references of the actions.
    """

    on: dt.date  # day of the roll-forward
    until: dt.date  # last day of the year that was closed
    period_start: dt.date | None = None  # of the plan then, where it named one
    period_end: dt.date | None = None
    version: int = 0  # number of the change
    actions: tuple[Action, ...] = ()
    resources: tuple[Resource, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    risks: tuple[Risk, ...] = ()
    projects: tuple[Project, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    let_go: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)


class QuarterBasis(StrEnum):
    """What a bare "Q2" means: quarters of the financial or of the calendar year."""

    FINANCIAL = "financial"
    CALENDAR = "calendar"


# Fields of an action without which the most telling rules see nothing, or the wrong thing.
NEEDED_FIELDS = ("action", "owner", "due", "status")
TELL_STATUS = frozenset({"status", "progress", "percent", "rag"})  # each tells where it stands
UNSURE = frozenset({"near heading", "content"})  # how a column was placed


class Column(Noun):
    """One column of a source table and what it was taken for (None: kept, not placed)."""

    sheet: str | None
    letter: str
    heading: str
    field: str | None
    how: str = ""  # "heading", "near heading", "said with --map", "content"


class Plan(Noun):
    """A delivery plan as read. Sequences are in the order of the source."""

    key: str
    title: str
    partnership: str = ""
    locality: str = ""
    lead: Owner = Owner()
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    year_starts: int = Field(default=4, ge=1, le=12)  # month
    quarter_basis: QuarterBasis = QuarterBasis.FINANCIAL
    quarter_said: bool = True  # that basis was told; False: it is what most plans mean
    updated: dt.date | None = None
    source: str = ""  # file name
    version: int = 0  # number of its newest change; 0 for a plan that is not kept
    imported: dt.date | None = None  # day of the last import or update
    imports: tuple[dt.date, ...] = ()  # days of all of them that are known, oldest first
    priorities: tuple[Priority, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    actions: tuple[Action, ...] = ()
    resources: tuple[Resource, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    risks: tuple[Risk, ...] = ()
    projects: tuple[Project, ...] = ()
    partners: tuple[Partner, ...] = ()
    gone: tuple[GoneAction, ...] = ()  # what earlier imports had
    closed: tuple[ClosedYear, ...] = ()  # the years it has rolled on from, oldest first
    columns: tuple[Column, ...] = ()
    problems: tuple[Problem, ...] = ()
    # What the source has at all, so that a plan with no owner column gets one finding,
    # not one for each row: names of the Action fields that had a column.
    fields_present: frozenset[str] = frozenset()

    @field_serializer("fields_present")
    def _in_order(self, names: frozenset[str]) -> list[str]:
        # A set has no order of its own, and a plan must give the same bytes every time.
        return sorted(names)

    @cached_property
    def actions_by_ref(self) -> dict[str, Action]:
        """The first action of each reference."""
        return {action.ref: action for action in reversed(self.actions)}

    @cached_property
    def outcomes_by_ref(self) -> dict[str, Outcome]:
        """The first outcome of each reference."""
        return {outcome.ref: outcome for outcome in reversed(self.outcomes)}

    @cached_property
    def says_what_actions_serve(self) -> bool:
        """At least one action names an outcome."""
        return any(action.outcomes for action in self.actions)

    def action(self, ref: str) -> Action | None:
        return self.actions_by_ref.get(ref)

    def outcome(self, ref: str) -> Outcome | None:
        return self.outcomes_by_ref.get(ref)
