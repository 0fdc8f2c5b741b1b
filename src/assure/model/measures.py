"""Every figure that a report prints."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from assure.model.base import Noun, Provenance
from assure.model.easing import Easing
from assure.model.links import CausalMap, SystemsMap, Timeline
from assure.model.outcomes import GoodIs
from assure.model.views import Spread


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
