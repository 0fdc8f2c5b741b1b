"""What stands on which page: the assessment sorted into the parts of the board report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assure.model.assessment import ActionLine, Assessment
from assure.model.findings import Finding, FindingGroup, Severity
from assure.model.measures import Load, OutcomeMeasures, SwotEntry, TowsMove, Trajectory
from assure.model.ratings import Judgement, Rating, RatingLevel
from assure.model.review import SetAside
from assure.model.together import Told, size, told
from assure.model.values import CLOSED, Status
from assure.report import headlines
from assure.report.charts import most_days
from assure.report.formats import plural
from assure.report.origins import count
from assure.report.pace import leading

FINDINGS_ON_A_PART = 24  # what a board can take in of one outcome; the rest stands beside actions
FINDINGS_IN_A_ROW = 3
LONGEST_TOLD = 600  # characters: a sentence with all its references
DUE_SHOWN = 3
# A finding on more outcomes than this is about the plan, not about each of them.
OUTCOMES_AT_MOST = 2


@dataclass(frozen=True)
class FindingRow:
    """One row: a finding or several told as one, or several of these by one rule. What to do and
    to ask is that of the first."""

    first: Told
    told: tuple[Told, ...]
    more: int  # findings of the row that are not told


@dataclass(frozen=True)
class FindingTable:
    """Findings to print in full, and how many more there are.

    ``count`` counts those told as one once; ``more`` and ``across``, the findings of an outcome
    that are told with others across the plan, count each.
    """

    rows: tuple[FindingRow, ...]
    count: int
    more: int
    across: int = 0


@dataclass(frozen=True)
class OutcomePage:
    number: int
    measures: OutcomeMeasures
    quality: Rating | None
    confidence: Judgement | None
    proposal: Rating | None
    indicator: Trajectory | None
    further: tuple[Trajectory, ...]
    next_due: tuple[ActionLine, ...]
    load: Load | None
    findings: FindingTable


@dataclass(frozen=True)
class ActionTable:
    """One table of the action list: an outcome's lines, or those of no outcome."""

    ref: str
    title: str
    counts: str
    lines: tuple[ActionLine, ...]


@dataclass(frozen=True)
class TowsCell:
    title: str
    moves: tuple[TowsMove, ...]


@dataclass(frozen=True)
class SwotGrid:
    """Entries numbered S1, S2 …, and the four crossings."""

    boxes: dict[str, tuple[tuple[str, SwotEntry], ...]]
    cells: dict[str, TowsCell]


@dataclass(frozen=True)
class Aside:
    """One line of the list of what is set aside: the finding's words, the terms, how it stands."""

    item: SetAside
    says: str
    state: str


@dataclass(frozen=True)
class Pages:
    """Everything the templates loop over, in reading order."""

    quality: Rating | None
    confidence: Judgement | None
    proposal: Rating | None
    priorities: tuple[Rating, ...]
    outcomes: tuple[OutcomePage, ...]
    loads: tuple[Load, ...]
    top_load: Decimal
    across: FindingTable
    loose_indicators: tuple[Trajectory, ...]
    actions: tuple[ActionTable, ...]
    swot: SwotGrid | None
    severity_of: dict[tuple[str, str], Severity]
    aside_of: dict[tuple[str, str], SetAside]  # in force or expired
    asides: tuple[Aside, ...]
    names: dict[str, str]


def arrange(assessment: Assessment) -> Pages:
    """Sort the assessment into pages. No figure is computed; lists are chosen and ordered."""
    measures = assessment.measures
    beside = {(code, line.ref) for line in assessment.lines for code in line.codes}
    known = {outcome.ref for outcome in measures.outcomes}
    loads = headlines.by_need(measures.loads)
    wide = _told_across(assessment.groups)
    return Pages(
        quality=assessment.rating("plan", "plan")
        or next((r for r in assessment.ratings if r.subject == "plan"), None),
        confidence=assessment.judgement("plan"),
        proposal=assessment.proposal("plan"),
        priorities=tuple(r for r in assessment.ratings if r.subject == "priority"),
        outcomes=tuple(
            _outcome_page(number, outcome, assessment, loads, beside, wide)
            for number, outcome in enumerate(measures.outcomes, 1)
        ),
        loads=loads,
        top_load=most_days(loads),
        across=_table(
            (f for f in assessment.findings if f.fingerprint in wide or not _placed(f, known)),
            beside,
            assessment.groups,
            together=True,
        ),
        loose_indicators=tuple(t for t in measures.trajectories if t.outcome not in known),
        actions=_action_tables(assessment, known),
        swot=_swot(measures.swot, measures.tows),
        severity_of={(f.code, f.ref): f.severity for f in assessment.findings},
        aside_of={
            (f.code, f.ref): item
            for f in assessment.findings
            if (item := f.set_aside or f.set_aside_expired)
        },
        asides=_asides(assessment),
        names={f.code: f.name for f in assessment.findings}
        | {rule.code: rule.name for rule in assessment.fired},
    )


def _told_across(groups: Iterable[FindingGroup]) -> frozenset[str]:
    """The findings told with others of many outcomes. What an outcome itself lacks stands on its
    own page."""
    return frozenset(
        member
        for group in groups
        if len(group.outcomes) > OUTCOMES_AT_MOST and group.subject != "outcome"
        for member in group.findings
    )


def _placed(finding: Finding, known: set[str]) -> bool:
    """Whether an outcome page will show it."""
    return bool(known.intersection(finding.outcomes)) and len(finding.outcomes) <= OUTCOMES_AT_MOST


def _table(
    findings: Iterable[Finding],
    beside: set[tuple[str, str]],
    groups: Iterable[FindingGroup],
    wide: frozenset[str] = frozenset(),
    *,
    together: bool = False,
) -> FindingTable:
    """High findings, and those that stand beside no action; the others are in the action table.

    Those of ``wide`` are left to the table across the plan. ``together`` puts findings of one rule
    into one row.
    """
    wanted = [
        f
        for f in findings
        if f.counts and (f.severity is Severity.HIGH or (f.code, f.ref) not in beside)
    ]
    here = [f for f in wanted if f.fingerprint not in wide]
    here.sort(key=lambda f: -f.severity.rank)
    ones = told(here, groups)
    alike: dict[str, list[Told]] = {}
    for one in ones:
        alike.setdefault(one.code if together else one.fingerprint, []).append(one)
    rows = tuple(_row(own) for own in alike.values())
    shown = rows[:FINDINGS_ON_A_PART]
    left = [one for own in list(alike.values())[FINDINGS_ON_A_PART:] for one in own]
    more = _many(left)
    return FindingTable(
        shown, count(ones), more, across=count(f for f in wanted if f.fingerprint in wide)
    )


def _many(these: Sequence[Told]) -> int:
    """How many findings are told with ``these``."""
    return sum(count(one.findings) for one in these if isinstance(one, FindingGroup)) + count(
        one for one in these if not isinstance(one, FindingGroup)
    )


def _row(own: Sequence[Told]) -> FindingRow:
    """The most that are told in one sentence stand first."""
    own = sorted(own, key=lambda one: -size(one))
    shown, left = own[:FINDINGS_IN_A_ROW], own[FINDINGS_IN_A_ROW:]
    return FindingRow(own[0], tuple(shown), _many(left))


def _asides(assessment: Assessment) -> tuple[Aside, ...]:
    """In force first, then what has lapsed, then what nothing answers to any more."""
    findings = assessment.findings
    return (
        *(Aside(f.set_aside, f.sentence, "in force") for f in findings if f.set_aside),
        *(
            Aside(f.set_aside_expired, f.sentence, "expired; the finding counts again")
            for f in findings
            if f.set_aside_expired
        ),
        *(Aside(item, "", "no longer found") for item in assessment.unused_set_asides),
    )


def _outcome_page(
    number: int,
    outcome: OutcomeMeasures,
    assessment: Assessment,
    loads: tuple[Load, ...],
    beside: set[tuple[str, str]],
    wide: frozenset[str],
) -> OutcomePage:
    indicators = leading(assessment.measures.trajectories, outcome.ref)
    chart = indicators[0] if indicators else None
    return OutcomePage(
        number=number,
        measures=outcome,
        quality=assessment.rating("outcome", outcome.ref),
        confidence=assessment.judgement(outcome.ref),
        proposal=assessment.proposal(outcome.ref),
        indicator=chart,
        further=indicators[1:],
        next_due=_next_due(assessment.lines, outcome.ref, assessment.as_of),
        load=next((load for load in loads if outcome.ref in load.outcomes), None),
        findings=_table(
            (f for f in assessment.findings_on(outcome.ref) if len(f.outcomes) <= OUTCOMES_AT_MOST),
            beside,
            assessment.groups,
            wide,
        ),
    )


def _next_due(lines: Iterable[ActionLine], outcome: str, as_of: dt.date) -> tuple[ActionLine, ...]:
    """The open actions whose dates come next."""
    coming = [
        line
        for line in lines
        if outcome in line.outcomes
        and line.status not in CLOSED
        and line.due is not None
        and line.due >= as_of
    ]
    return tuple(sorted(coming, key=lambda line: line.due or as_of)[:DUE_SHOWN])


def _action_tables(assessment: Assessment, known: set[str]) -> tuple[ActionTable, ...]:
    """One table per outcome, each action in the first of its outcomes; the rest at the end."""
    tables: list[ActionTable] = []
    placed: set[str] = set()
    for outcome in assessment.measures.outcomes:
        lines = tuple(
            line
            for line in assessment.lines
            if outcome.ref in line.outcomes and line.ref not in placed
        )
        above = count(line for line in assessment.lines if outcome.ref in line.outcomes) - count(
            lines
        )
        placed |= {line.ref for line in lines}
        if lines:
            told = headlines.counts_of(outcome, above)
            tables.append(ActionTable(outcome.ref, outcome.title, told, lines))
    rest = tuple(line for line in assessment.lines if line.ref not in placed)
    if rest:
        title = "Actions of no outcome" if known else "All actions"
        tables.append(ActionTable("", title, plural(count(rest), "action"), rest))
    return tuple(tables)


CROSSINGS = {
    "SO": "Use strengths to take them",
    "WO": "Mend weaknesses to take them",
    "ST": "Use strengths against them",
    "WT": "Close the double risk",
}


def _swot(entries: tuple[SwotEntry, ...], moves: tuple[TowsMove, ...]) -> SwotGrid | None:
    if not entries and not moves:
        return None
    boxes = {}
    for box in ("strengths", "weaknesses", "opportunities", "threats"):
        mine = [entry for entry in entries if entry.box == box]
        boxes[box] = tuple((f"{box[0].upper()}{i}", entry) for i, entry in enumerate(mine, 1))
    return SwotGrid(
        boxes,
        {
            key: TowsCell(title, tuple(m for m in moves if m.move == key))
            for key, title in CROSSINGS.items()
        },
    )


def rating_class(level: RatingLevel | None) -> str:
    """The class that draws a rating's chip."""
    if level is None or level is RatingLevel.NOT_RATED:
        return "rag-none"
    return f"rag-{level.value.replace('_', '-')}"


def reported_class(line: ActionLine) -> str:
    """The class that draws what the partnership reports of an action."""
    if line.status is Status.COMPLETED:
        return "rag-complete"
    return f"rag-{line.rag.value.replace('_', '-')}" if line.rag else "rag-none"


def reported_words(line: ActionLine) -> str:
    if line.status is Status.COMPLETED:
        return "Complete"
    if line.rag is None:
        return "Not reported"
    return "-".join(word.capitalize() for word in line.rag.value.split("_"))
