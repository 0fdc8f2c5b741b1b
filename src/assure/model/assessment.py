"""What judging returns: findings, ratings, and every figure a report prints."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from assure.model.base import Noun, Provenance
from assure.model.easing import Easing
from assure.model.links import CausalMap, SystemsMap, Timeline
from assure.model.plan import GoodIs, Rag, Status
from assure.model.promise import PromiseStanding
from assure.model.review import RulebookIdentity, SetAside
from assure.model.views import Spread


class Severity(StrEnum):
    """What a finding means for delivery."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """3 for high to 1 for low."""
        return {"high": 3, "medium": 2, "low": 1}[self.value]


class Confidence(StrEnum):
    """How sure a rule can be from what it sees."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RatingLevel(StrEnum):
    """The four tiers, and "not rated". Our own scale: four tiers force a lean."""

    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER_RED = "amber_red"
    RED = "red"
    NOT_RATED = "not_rated"

    @property
    def words(self) -> str:
        return {
            "green": "Green",
            "amber_green": "Amber-Green",
            "amber_red": "Amber-Red",
            "red": "Red",
            "not_rated": "Not rated",
        }[self.value]

    @property
    def rank(self) -> int:
        """4 for red, the worst, down to 1 for green and 0 for not rated."""
        return {"red": 4, "amber_red": 3, "amber_green": 2, "green": 1, "not_rated": 0}[self.value]


class Ground(Noun):
    """One value that made a rule fire, in words, and where it was seen."""

    field: str
    label: str
    value: str
    seen: tuple[Provenance, ...] = ()


class Finding(Noun):
    """What a rule found about one subject."""

    code: str
    name: str
    family: str
    subject: str  # catalogue subject: action, owner_quarter, outcome, plan, answer …
    ref: str
    title: str = ""  # the subject's own words
    outcomes: tuple[str, ...] = ()  # refs it bears on
    severity: Severity
    confidence: Confidence
    sentence: str
    why: str
    advice: str
    challenge: str
    grounds: tuple[Ground, ...] = ()
    sources: tuple[str, ...] = ()
    counts: bool = True  # false for preview rules and while set aside: shown, never counted
    set_aside: SetAside | None = None  # in force on the as-of date
    set_aside_expired: SetAside | None = None  # its day has passed: the finding counts again
    fingerprint: str

    def places(self) -> tuple[Provenance, ...]:
        """Every cell and answer it rests on, each once, in order."""
        return tuple(dict.fromkeys(seen for ground in self.grounds for seen in ground.seen))


class FindingGroup(Noun):
    """Findings of one rule, told as one. Each of them stays a finding and counts by itself."""

    code: str
    name: str
    family: str
    subject: str
    severity: Severity
    by: str = ""  # the field that they have in common; "" when it is the rule alone
    value: str = ""  # what stands there, in words: "Head of Housing"
    refs: tuple[str, ...]  # of what they are about, in natural order
    outcomes: tuple[str, ...] = ()  # refs they bear on
    sentence: str
    why: str
    advice: str
    challenge: str
    seen: tuple[Provenance, ...] = ()  # every cell they rest on, the most telling of each first
    counts: bool = True  # false for preview rules
    findings: tuple[str, ...]  # their fingerprints
    fingerprint: str  # of rule and value: the same whichever findings come and go

    def places(self) -> tuple[Provenance, ...]:
        return self.seen


class RatingReason(Noun):
    """A rating rule that fired, and its sentence."""

    code: str
    level: RatingLevel
    sentence: str


class DataPart(Noun):
    """How much of one kind of data is there: ``good`` of ``of``, and never of nothing."""

    key: str  # owners | dates | readings | answered | evidenced | fresh
    label: str  # "owners that can be told"
    good: int
    of: int

    @property
    def percent(self) -> int:
        """Rounded down."""
        return self.good * 100 // self.of


class DataQuality(Noun):
    """How far the data behind a rating can be relied on. Parts of nothing are left out."""

    parts: tuple[DataPart, ...] = ()
    percent: int | None = None  # mean of the parts' shares, rounded down; None without parts


class Rating(Noun):
    """Plan quality, or delivery confidence as rules propose it."""

    subject: str  # "plan", "outcome" or "priority"
    ref: str
    title: str = ""
    level: RatingLevel
    reasons: tuple[RatingReason, ...] = ()
    to_improve: str = ""  # what would have to change for it to move up
    data: DataQuality = DataQuality()


class Judgement(Noun):
    """Delivery confidence: the reviewer's own view, from the closing judgement."""

    ref: str = "plan"  # "plan" or an outcome's ref
    level: RatingLevel
    reason: str = ""
    confidence: int | None = None  # 1 to 10, how sure the reviewer is
    by: str = ""
    apart: int = 0  # respondents who differ on it and have not agreed; what counts stands


class Count(Noun):
    """A labelled count."""

    key: str
    label: str
    count: int


class OutcomeMeasures(Noun):
    ref: str
    title: str
    actions: int
    open_actions: int
    with_findings: int  # open actions with at least one finding
    with_high: int  # open actions with a high finding
    findings: int
    high: int
    medium: int
    low: int
    reported: tuple[Count, ...] = ()  # open actions by the RAG the partnership reports
    lead: str = ""  # who answers for the outcome, as written
    story: str = ""  # the partnership's own account, as written


class QuarterLoad(Noun):
    """Days wanted of one post or team in one quarter."""

    label: str  # "Oct to Dec 2026"
    start: dt.date
    days: Decimal
    actions: tuple[str, ...] = ()  # refs that ask for them


class Load(Noun):
    """Remaining effort of open actions, spread evenly by calendar days, by quarter."""

    name: str
    kind: str  # post | team
    agreed: Decimal | None  # days a quarter; None when nothing is agreed
    quarters: tuple[QuarterLoad, ...]
    outcomes: tuple[str, ...] = ()
    seen: tuple[Provenance, ...] = ()


class QuarterTotal(Noun):
    """All posts and teams together in one quarter."""

    label: str  # "Jan to Mar 2027"
    start: dt.date
    days: Decimal
    agreed: Decimal  # what those with agreed days have agreed
    over: tuple[str, ...] = ()  # names asked for more than they agreed


class MonthDue(Noun):
    """Open actions due in one month."""

    label: str  # "Mar 2027"
    month: dt.date  # first day
    written: tuple[str, ...] = ()  # refs whose date stands as written
    worked_out: tuple[str, ...] = ()  # refs whose date had to be worked out
    late: tuple[str, ...] = ()  # refs already past their date


class Bunching(Noun):
    months: tuple[MonthDue, ...] = ()
    undated: tuple[str, ...] = ()
    busiest_day: dt.date | None = None
    busiest_count: int = 0
    dated: int = 0


class DatedValue(Noun):
    day: dt.date
    value: Decimal


class Trajectory(Noun):
    """An indicator against its path. Rates are change per quarter (91.3125 days), signed."""

    ref: str
    title: str
    outcome: str | None
    unit: str = ""
    good_is: GoodIs | None = None
    history: tuple[DatedValue, ...] = ()
    path: tuple[DatedValue, ...] = ()
    forecast: tuple[DatedValue, ...] = ()  # if it goes on as it has
    forecast_low: tuple[DatedValue, ...] = ()  # the range of our line; empty for the partners'
    forecast_high: tuple[DatedValue, ...] = ()
    forecast_is: str = ""  # whose: "the partners' own", "our line through the last 9 values", ""
    baseline: DatedValue | None = None
    now: DatedValue | None = None
    target: DatedValue | None = None
    path_now: Decimal | None = None  # value of the agreed path on the day of ``now``
    needed: Decimal | None = None  # pace needed from now to target
    recent: Decimal | None = None  # pace of the last four quarters
    best: Decimal | None = None  # best pace over any four quarters of history
    verdict: str = ""  # on_course | close | too_slow | wrong_way | reached | no_target | no_data
    ratio: Decimal | None = None  # needed over recent, when both go the same way
    seen: tuple[Provenance, ...] = ()


class SwotEntry(Noun):
    box: str  # strengths | weaknesses | opportunities | threats
    text: str
    evidence: str = ""
    impact: int | None = None
    certainty: int | None = None
    action: str | None = None  # ref


class TowsMove(Noun):
    move: str  # SO | ST | WO | WT
    text: str
    action: str | None = None


class Factor(Noun):
    """A PESTELO entry."""

    letter: str  # political …
    text: str
    trend: str = ""
    effect: int | None = None  # -3 to +3
    when: str = ""
    response: str = ""
    owner: str = ""
    evidence: str = ""


class AreaScore(Noun):
    """One area of Progress Assurance. ``average`` is over answered and unknown (as 0) questions."""

    key: str
    title: str
    average: Decimal | None
    answered: int
    unknown: int
    not_applicable: int
    questions: int


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


class Behind(Noun):
    """A task that is delayed, on hold, or past its date, with why, as far as that is told."""

    ref: str
    title: str
    due: str
    status: str
    days_late: int  # past its date; 0 before it
    why: str
    support: str  # what its officer needs


class PriorityProgress(Noun):
    """The tasks with an impact on one priority. ``counts`` are by status in words, the five of
    the guidance first; ``told`` of the open ones have news for the quarter."""

    ref: str
    title: str
    tasks: int
    counts: dict[str, int]
    open: int
    told: int
    behind: tuple[Behind, ...] = ()
    refs: tuple[str, ...] = ()  # of the tasks, in plan order


class Measures(Noun):
    """Every figure that a report prints."""

    actions: int = 0
    open_actions: int = 0
    closed_actions: int = 0
    accountable: int = 0  # open actions that name one post or person
    dated: int = 0  # open actions whose deadline settles a day
    overdue: int = 0
    by_status: tuple[Count, ...] = ()
    by_reported: tuple[Count, ...] = ()
    findings: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0
    set_aside: int = 0  # findings set aside; in none of the counts above
    outcomes: tuple[OutcomeMeasures, ...] = ()
    loads: tuple[Load, ...] = ()
    quarters: tuple[QuarterTotal, ...] = ()  # as the loads' quarters
    easing: Easing = Easing()
    bunching: Bunching = Bunching()
    timeline: Timeline = Timeline()
    systems: SystemsMap = SystemsMap()
    causes: CausalMap = CausalMap()
    trajectories: tuple[Trajectory, ...] = ()
    swot: tuple[SwotEntry, ...] = ()
    tows: tuple[TowsMove, ...] = ()
    pestelo: tuple[Factor, ...] = ()
    areas: tuple[AreaScore, ...] = ()
    spreads: tuple[Spread, ...] = ()  # of those who judged delivery, where several did
    quarter_now: int | None = None  # 1 to 12 of the plan on the as-of date
    quarter_told: int | None = None  # the newest whose report is due, which ``progress`` is of
    progress: tuple[PriorityProgress, ...] = ()  # tasks with a high impact, by priority


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
