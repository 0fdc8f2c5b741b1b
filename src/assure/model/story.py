"""The story of one action: what happened to it, from the day it came into the plan."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from assure.model.base import Noun
from assure.model.findings import Severity


class FindingOnRecord(Noun):
    """What a frozen review found of an action, in the words of then."""

    action: str  # key
    code: str
    severity: Severity
    sentence: str
    fingerprint: str
    set_aside: bool = False


class StoryKind(StrEnum):
    """What kind of thing happened."""

    CHANGE = "change"  # an import, an update, or going on to another year
    NOTE = "note"  # what was told of a quarter
    REVIEW = "review"
    PROMISE = "promise"
    SET_ASIDE = "set aside"


class StoryStep(Noun):
    """One thing that happened on a day, in words. ``lines`` are what it brought, one by one."""

    day: dt.date
    kind: StoryKind
    what: str
    lines: tuple[str, ...] = ()
    by: str = ""


class Labelled(Noun):
    label: str
    value: str


class Story(Noun):
    """An action from its first day to the last, for whoever asks about it."""

    plan: str  # key
    plan_title: str
    key: str
    ref: str
    title: str
    standing: str  # in a sentence: in the plan, closed with a year, or gone
    now: tuple[Labelled, ...]  # how it stands, or stood last
    steps: tuple[StoryStep, ...]  # oldest first
