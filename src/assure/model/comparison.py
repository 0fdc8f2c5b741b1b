"""Two reviews of one plan side by side: what moved, in which direction, and for what reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from assure.model.base import Noun
from assure.model.findings import Severity
from assure.model.ratings import RatingLevel, RatingReason
from assure.model.review import RulebookIdentity


class Direction(StrEnum):
    """Where something moved to. ``higher`` and ``lower`` say nothing of better or worse."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"
    NEWLY = "newly"  # not there before
    NO_LONGER = "no longer"  # not there any more
    CHANGED = "changed"  # otherwise, and no direction can be told


class Move(StrEnum):
    """What became of a finding. Each finding of either review has exactly one."""

    NEW = "new"
    RETURNED = "returned"  # an earlier review had it, the older of the two had not
    NEW_BY_RULES = "new by the rules"  # today's rules would have found it then
    COUNTS_AGAIN = "counts again"  # was set aside, and is no more
    STILL_OPEN = "still open"
    SET_ASIDE = "set aside"  # since the older review
    STILL_SET_ASIDE = "still set aside"
    FIXED = "fixed"
    PUT_OFF = "put off"  # it was late, and has a later date now
    REPLACED = "replaced"  # another finding on the same matter came in its place
    GONE_WITH_ACTION = "gone with its action"  # which is completed, cancelled or removed
    GONE_WITH_SUBJECT = "gone with its subject"  # which is no action: a risk, a quarter, an entry
    LAPSED = "lapsed"  # nothing changed on its action: days passed, or something else did
    NOT_LOOKED_FOR = "not looked for"  # what it rested on was not asked, or has no column
    GONE_BY_RULES = "gone by the rules"  # today's rules would not have found it then


# Which are told of the newer review and not of the older one, and the other way round.
CAME = (Move.NEW, Move.RETURNED, Move.NEW_BY_RULES)
WENT = (
    Move.FIXED,
    Move.PUT_OFF,
    Move.REPLACED,
    Move.GONE_WITH_ACTION,
    Move.GONE_WITH_SUBJECT,
    Move.LAPSED,
    Move.NOT_LOOKED_FOR,
    Move.GONE_BY_RULES,
)


class Side(Noun):
    """One of the two reviews."""

    review: str  # key
    name: str
    kind: str
    as_of: dt.date
    frozen: bool
    rulebook: RulebookIdentity  # by which it was judged here


class RuleChange(Noun):
    """How one rule judges otherwise in the newer review. Changed words alone are no change."""

    code: str
    name: str
    sentence: str  # "Limit open-actions-per-owner is 6, was 8."


class RulesCompared(Noun):
    """By what the two reviews were judged, so that a changed rulebook is no changed plan."""

    same: bool
    judged_again: bool  # the older review by the newer rules too; as good when they are the same
    not_judged_again: str = ""  # why not
    changes: tuple[RuleChange, ...] = ()


class FindingMove(Noun):
    """A finding and what became of it; in the words of the newer review if that has it."""

    move: Move
    because: str = ""  # a sentence, where there is more to say
    code: str
    name: str
    family: str
    subject: str
    ref: str
    title: str = ""
    outcomes: tuple[str, ...] = ()
    severity: Severity
    severity_before: Severity | None = None  # where it was another
    sentence: str
    sentence_before: str = ""  # where both reviews have it and the older says it otherwise
    fingerprint: str  # "" in the board's edition, where the name that it is made of is hidden


class RatingMove(Noun):
    """One rating in both reviews. ``what``: plan quality, or delivery confidence as proposed by
    the rules or as the reviewer judges it."""

    what: Literal["plan quality", "proposed", "judged"]
    subject: str  # plan | outcome | priority
    ref: str
    title: str = ""
    before: RatingLevel | None
    after: RatingLevel | None
    direction: Direction
    by_new_rules: RatingLevel | None = None  # of the older review, where the newer rules differ
    came: tuple[RatingReason, ...] = ()
    went: tuple[RatingReason, ...] = ()
    because: str = ""  # what the reviewer says now; what is missing where nothing is proposed
    data_before: int | None = None  # data quality in %
    data_after: int | None = None


class Fate(StrEnum):
    """What became of an action as a whole."""

    NEW = "new"
    BACK = "back"  # it had gone before the older review
    GONE = "gone"  # while it was still to be done
    GONE_CLOSED = "gone closed"  # it had been completed or cancelled
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    KEPT = "kept"


class FieldMove(Noun):
    """One field of an action that differs; "" stands for blank."""

    field: str
    label: str
    was: str
    now: str
    direction: Direction = Direction.CHANGED
    days: int | None = None  # of a deadline: how far it was put back; negative when brought forward
    times: int = 1  # how often it changed between the two, where that is known
    at: dt.date | None = None  # of the last change
    source: str = ""
    by: str = ""


class ActionMove(Noun):
    """An action that differs, or that only one of the two reviews has."""

    key: str
    ref: str
    ref_before: str = ""  # where it was another
    title: str
    outcomes: tuple[str, ...] = ()
    fate: Fate
    note: str = ""  # a sentence: where it stood when last seen, how it was recognised
    fields: tuple[FieldMove, ...] = ()

    def field(self, name: str) -> FieldMove | None:
        return next((move for move in self.fields if move.field == name), None)


class Doubt(Noun):
    """Actions that may be the same, and are told apart because that is not certain."""

    gone: tuple[str, ...]  # refs in the older review
    new: tuple[str, ...]  # refs in the newer
    sentence: str


class AnswerMove(Noun):
    """The answer that counts to one question, in both reviews, in words."""

    questionnaire: str  # key
    questionnaire_title: str
    question: str  # key
    text: str
    kind: str
    comparable: bool = True
    because: str = ""  # why it is not comparable
    was: str = ""  # "" when it was not answered
    now: str = ""
    direction: Direction
    respondents_before: int = 0
    respondents_after: int = 0


class AreaMove(Noun):
    """An area of Progress Assurance: means over the questions that can be compared and were
    scored in both reviews."""

    key: str
    title: str
    before: Decimal | None
    after: Decimal | None
    direction: Direction
    compared: int  # questions that the two means are over
    left_out: int  # scored in only one of the two, or not comparable
    whole_before: Decimal | None = None  # over all that was scored then, as its report says
    whole_after: Decimal | None = None


class FigureMove(Noun):
    """One figure of both reviews."""

    key: str
    label: str
    before: Decimal
    after: Decimal
    difference: Decimal
    direction: Direction
    by_new_rules: Decimal | None = None  # of the older review, where the newer rules differ


class IndicatorMove(Noun):
    """The newest value of an indicator in both reviews, and how it stands to its target."""

    ref: str
    title: str
    unit: str = ""
    before: Decimal | None = None
    before_day: dt.date | None = None
    after: Decimal | None = None
    after_day: dt.date | None = None
    direction: Direction
    verdict_before: str = ""
    verdict_after: str = ""


class Comparison(Noun):
    """What moved from ``older`` to ``newer``. Lists hold all there is; only findings, ratings,
    answers, figures and indicators are listed when they did not move, too."""

    older: Side
    newer: Side
    plan: str  # key
    plan_title: str
    headline: tuple[str, ...] = ()  # sentences
    remarks: tuple[str, ...] = ()  # sentences on how it was made
    nothing_moved: bool = False
    rules: RulesCompared
    findings: tuple[FindingMove, ...] = ()
    ratings: tuple[RatingMove, ...] = ()
    actions: tuple[ActionMove, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    columns: tuple[str, ...] = ()  # sentences: columns that only one of the two plans has
    answers: tuple[AnswerMove, ...] = ()
    areas: tuple[AreaMove, ...] = ()
    figures: tuple[FigureMove, ...] = ()
    indicators: tuple[IndicatorMove, ...] = ()

    def moved(self, *moves: Move) -> tuple[FindingMove, ...]:
        """The findings of which one of ``moves`` became."""
        return tuple(finding for finding in self.findings if finding.move in moves)

    def fated(self, *fates: Fate) -> tuple[ActionMove, ...]:
        return tuple(action for action in self.actions if action.fate in fates)
