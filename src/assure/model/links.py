"""How the work of a plan hangs together: what falls when, what waits for what, and which posts and
partners tie its outcomes to one another."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from assure.model.base import Noun


class WaitState(StrEnum):
    """How what an open action waits for stands. The first that holds, in this order."""

    OUTSIDE = "outside"  # it is nothing of this plan, so the plan tells no day of it
    DONE = "done"
    CANCELLED = "cancelled"
    CIRCLE = "circle"  # it waits in turn for the action
    BEFORE = "before"  # the action is due before it
    LATE = "late"  # it is past its date and still open
    UNDATED = "undated"  # it settles no day
    NO_DATE = "no_date"  # the action that waits settles no day, so nobody can tell
    IN_ORDER = "in_order"

    @property
    def broken(self) -> bool:
        """Whether the plan cannot go as it is written."""
        return self in _BROKEN


_BROKEN = frozenset(
    {
        WaitState.CANCELLED,
        WaitState.CIRCLE,
        WaitState.BEFORE,
        WaitState.LATE,
        WaitState.UNDATED,
    }
)


class Wait(Noun):
    """One thing that an open action waits for."""

    action: str  # ref of the action that waits
    due: dt.date | None = None  # its deadline
    on: str = ""  # ref of the action that it waits for; "" for a thing outside the plan
    title: str = ""  # what it waits for: that action's title, or the thing as written
    on_due: dt.date | None = None  # the deadline of that action
    needs: str = ""  # what it wants of it, as written
    state: WaitState


class Milestone(Noun):
    """One step of an action's cell of milestones."""

    text: str  # as written
    day: dt.date | None = None  # the last day that its words mean; None where they settle none
    assumed: str = ""  # what was taken from elsewhere: "year taken from the action's own dates"


class Work(Noun):
    """An open action in time."""

    ref: str
    title: str
    outcomes: tuple[str, ...] = ()  # refs
    start: dt.date | None = None
    due: dt.date | None = None  # the deadline that now counts
    days_late: int = 0  # on the as-of date; 0 before its deadline or without one
    milestones: tuple[Milestone, ...] = ()  # in the order written


class Timeline(Noun):
    """The open actions in time, with what they wait for."""

    as_of: dt.date | None = None
    until: dt.date | None = None  # last day of the coming four quarters, the running one included
    began: dt.date | None = None  # first day of the plan; a deadline before it tells nothing
    work: tuple[Work, ...] = ()  # in the order of the plan
    waits: tuple[Wait, ...] = ()  # broken ones first, by the day the waiting action is due


class Carrier(Noun):
    """A post, a team or a partner with open actions for more than one outcome."""

    name: str
    kind: str  # post | team | partner
    actions: tuple[str, ...]  # refs of the open actions it leads, a partner also those it supports
    outcomes: tuple[str, ...]  # refs they serve, in the order of the plan
    over: bool = False  # asked for more days than it agreed in at least one quarter ahead


class TieKind(StrEnum):
    CARRIES = "carries"  # from a carrier to an outcome
    SHARES = "shares"  # open actions that serve both outcomes
    WAITS = "waits"  # open actions of the first wait for actions of the second


class Tie(Noun):
    """What ties a carrier to an outcome, or two outcomes to each other."""

    kind: TieKind
    start: str  # a carrier's name, or an outcome's ref
    end: str  # an outcome's ref
    refs: tuple[str, ...]  # of the actions; of those that wait where it is a waiting
    broken: int = 0  # waits that cannot go as they are written


class SystemsMap(Noun):
    """How the outcomes, and those who carry them, hang together."""

    outcomes: tuple[str, ...] = ()  # refs of all outcomes, in the order of the plan
    carriers: tuple[Carrier, ...] = ()  # those of most outcomes first, then of most actions
    ties: tuple[Tie, ...] = ()  # the heaviest first within each kind


class Push(Noun):
    """One arrow of the map that a workshop drew: what pushes what."""

    start: str  # a factor, as first written
    end: str
    same: bool | None = None  # more of the first gives more of the second; None: not told
    circle: str = ""  # worse | better | steadies | none, as told; "" when not


class CausalMap(Noun):
    """What drives what around an outcome, as the workshop on the systems map told it."""

    factors: tuple[str, ...] = ()  # each once, in the order told
    pushes: tuple[Push, ...] = ()
