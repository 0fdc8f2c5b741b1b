"""What judging returns: findings, ratings, and every figure a report prints."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from assure.model.base import Noun
from assure.model.findings import Finding, FindingGroup, Severity
from assure.model.measures import Measures
from assure.model.promise import PromiseStanding
from assure.model.ratings import Judgement, Rating
from assure.model.review import RulebookIdentity, SetAside
from assure.model.values import Rag, Status


class Respondent(Noun):
    """Who answered a questionnaire: a role, and the days of the first and the last answer."""

    role: str  # "" when none was given, or when an edition leaves it out
    answered: int
    unknown: int
    not_applicable: int
    first: dt.date | None = None
    last: dt.date | None = None


class Answering(Noun):
    """How a questionnaire was answered. Counts are of questions, by the answers that count."""

    questionnaire: str  # key
    title: str
    questions: int  # that it has, asked or not
    answered: int
    unknown: int
    not_applicable: int
    respondents: tuple[Respondent, ...] = ()
    shared: int = 0  # answered by more than one
    differing: int = 0  # of these, differently
    moderated: int = 0  # with an answer that they agreed on
    not_moderated: int = 0  # answered differently and not agreed on, or answered anew since
    first: dt.date | None = None
    last: dt.date | None = None


class RuleFired(Noun):
    """A rule of the annex: what it is and how often it spoke."""

    code: str
    name: str
    family: str
    severity: Severity
    count: int
    set_aside: int = 0  # of the count
    what: str  # what it looks for, in words
    sources: tuple[str, ...] = ()


class ThresholdUsed(Noun):
    key: str
    value: Decimal
    unit: str
    means: str
    source: str
    own: bool = False  # the locality's own value


class Source(Noun):
    """What a rule rests on. ``takes``: what is taken from it; ``ours`` marks our own judgement."""

    key: str
    title: str
    address: str = ""
    takes: str = ""
    ours: bool = False


class Decision(Noun):
    """What the board is asked to decide."""

    act: str
    because: str
    refs: tuple[str, ...] = ()
    who: str = ""
    by: dt.date | None = None
    codes: tuple[str, ...] = ()


class ActionLine(Noun):
    """One row of the action table: what was written and what was understood."""

    ref: str
    title: str
    outcomes: tuple[str, ...] = ()
    owner_text: str = ""
    owner_note: str = ""  # "a group, not a post"; empty when plain
    due_text: str = ""
    due: dt.date | None = None
    due_note: str = ""  # "month end", "financial quarter", "revised from 31 Mar 2026"
    days_late: int | None = None
    status: Status = Status.UNKNOWN
    rag: Rag | None = None
    codes: tuple[str, ...] = ()  # findings beside it, most severe first


class Assessment(Noun):
    """The judged review. Everything a report needs; a report computes no figure of its own."""

    review: str  # key
    name: str
    partnership: str
    kind: str
    as_of: dt.date
    board_date: dt.date | None = None
    plan_title: str = ""
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    rulebook: RulebookIdentity
    rules: int  # how many rules judged
    engine: str
    findings: tuple[Finding, ...]  # most severe first, then by code, then by ref
    groups: tuple[FindingGroup, ...] = ()  # which of them are told as one
    ratings: tuple[Rating, ...]  # plan first, then outcomes and priorities in plan order
    proposals: tuple[Rating, ...] = ()  # delivery confidence as rules propose it, as ratings
    judgements: tuple[Judgement, ...] = ()  # delivery confidence as the reviewer sees it
    measures: Measures
    lines: tuple[ActionLine, ...] = ()
    decisions: tuple[Decision, ...] = ()
    worries: tuple[str, ...] = ()
    going_well: tuple[str, ...] = ()
    fired: tuple[RuleFired, ...] = ()
    thresholds: tuple[ThresholdUsed, ...] = ()
    sources: tuple[Source, ...] = ()
    questionnaires: tuple[str, ...] = ()  # titles that were answered
    answering: tuple[Answering, ...] = ()  # by whom, when, and how far they agreed
    not_asked: tuple[str, ...] = ()  # questionnaire titles without answers
    local: tuple[str, ...] = ()  # how the rulebook differs here from the shipped one
    problems: int = 0  # cells that intake could not read
    unused_set_asides: tuple[SetAside, ...] = ()  # that no finding answers to
    promises: tuple[PromiseStanding, ...] = ()  # of challenge sessions, the most pressing first

    def rating(self, subject: str, ref: str) -> Rating | None:
        return next((r for r in self.ratings if r.subject == subject and r.ref == ref), None)

    def proposal(self, ref: str) -> Rating | None:
        """What rules propose of delivery confidence, for "plan" or an outcome's ref."""
        subject = "plan" if ref == "plan" else "outcome"
        return next((r for r in self.proposals if (r.subject, r.ref) == (subject, ref)), None)

    def judgement(self, ref: str) -> Judgement | None:
        return next((j for j in self.judgements if j.ref == ref), None)

    def findings_on(self, outcome: str) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if outcome in f.outcomes)
