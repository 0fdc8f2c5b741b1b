"""The plan and what stands in it.

A plan keeps the words as written (``seen``) beside what was understood. Nothing here
judges: a missing owner is an ``Owner`` of kind ``missing``, a vague date a ``When`` of
kind ``vague``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from pydantic import Field, field_serializer

from assure.model.base import Noun, Problem, Seen

SeenFields = dict[str, Seen]


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
