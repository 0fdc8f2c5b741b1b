"""What a roll-forward did to a plan, and what its new year still needs."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from assure.model.base import Noun


class GapKind(StrEnum):
    """What a new year may lack, in the order in which it is told."""

    STANDING = "standing"  # how an action stands is not known
    OVERDUE = "overdue"  # open, and due before the new period begins
    OUTCOME = "outcome"  # no open action serves it, or its day has passed
    YEAR = "year"  # no open action reaches into the last year
    TARGET = "target"  # an indicator without a target ahead, or for the last year
    WAITS = "waits"  # what it waited for was cancelled
    MONEY = "money"  # ends before the work
    VACANT = "vacant"  # the post that answers is vacant
    IDLE = "idle"  # answered for closed work alone
    DAYS = "days"  # of a post or team, to be agreed anew
    RISK = "risk"  # its treatment is closed
    PROJECT = "project"  # under way, and all its actions are closed
    ASSUMPTION = "assumption"  # not checked since the period began
    EVIDENCE = "evidence"  # completed without any
    REASON = "reason"  # cancelled without one
    PROMISE = "promise"  # made to a challenge session, and still open
    TITLE = "title"  # names the years of before


class Gap(Noun):
    """One thing that the new year needs: of which reference, what is missing, what to do.

    ``ref`` is as people call it: of an action, an outcome, an indicator; the name of a post; or
    "plan".
    """

    kind: GapKind
    ref: str
    what: str
    do: str


class RolledAction(Noun):
    """``times``: how often it has been carried into another year; 0 for a closed one."""

    key: str
    ref: str
    title: str
    times: int = 0


class RolledForward(Noun):
    """One roll-forward: from which period to which, what was closed and carried, and the gaps.

    ``notes`` counts the progress notes of quarters that the plan no longer has; the quarter
    after ``quarters`` is its first one now. ``closed_with_them`` maps a part of the plan, such as
    "resources", to references. ``untold`` are actions under way of which nothing was told in the
    last quarter that closes, in a plan that keeps notes by quarter. ``period_guessed``: the plan
    named no period.
    """

    plan: str  # key
    title: str
    change: int = 0  # its number among the changes of the plan; 0: not kept
    on: dt.date
    was_from: dt.date
    was_to: dt.date
    period_guessed: bool = False
    now_from: dt.date
    now_to: dt.date
    quarters: int
    notes: int = 0
    completed: tuple[RolledAction, ...] = ()
    cancelled: tuple[RolledAction, ...] = ()
    carried: tuple[RolledAction, ...] = ()
    untold: tuple[str, ...] = ()  # refs
    closed_with_them: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
