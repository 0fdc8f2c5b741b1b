"""Every figure a report prints, computed once from the review and its findings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assure.assess.causes import causal_map
from assure.assess.easing import easing
from assure.assess.progress import progress, says_impact
from assure.assess.systems import systems_map
from assure.assess.timeline import timeline
from assure.assess.trajectories import trajectory
from assure.assess.views import spreads
from assure.facts.answers import (
    AREAS,
    BOXES,
    LETTERS,
    PROGRESS,
    SCALE_QUESTIONS,
    area_title,
    entry_int,
    entry_text,
    mean_score,
    score_of,
)
from assure.facts.bearing import by_outcome
from assure.facts.build import words_of
from assure.facts.load import QUARTERS_AHEAD, OwnerLoad
from assure.facts.plan import busiest
from assure.facts.quarterly import quarter_due
from assure.facts.quarters import number_in_plan, quarters_from
from assure.model.actions import Action
from assure.model.answers import AnswerState
from assure.model.findings import Finding, Severity
from assure.model.measures import (
    AreaScore,
    Bunching,
    Count,
    Factor,
    Load,
    Measures,
    MonthDue,
    OutcomeMeasures,
    QuarterLoad,
    QuarterTotal,
    SwotEntry,
    TowsMove,
)
from assure.model.outcomes import Outcome
from assure.model.plan import Plan
from assure.model.review import Review
from assure.model.values import Rag, Status, WhenKind
from assure.words.days import month as month_name

RAG_WORDS = {
    Rag.RED: "Red",
    Rag.AMBER_RED: "Amber-Red",
    Rag.AMBER: "Amber",
    Rag.AMBER_GREEN: "Amber-Green",
    Rag.GREEN: "Green",
}
STATUS_WORDS = {
    Status.COMPLETED: "Completed",
    Status.IN_PROGRESS: "In progress",
    Status.DELAYED: "Delayed",
    Status.NOT_STARTED: "Not started",
    Status.PAUSED: "Paused",
    Status.CANCELLED: "Cancelled",
    Status.UNKNOWN: "Not reported",
}
# Kinds whose day stands in the cell; every other dated kind had to be worked out.
WRITTEN = frozenset({WhenKind.DAY})


def measure(review: Review, findings: Sequence[Finding], loads: Sequence[OwnerLoad]) -> Measures:
    """The figures of a review. ``findings`` are those that count and those that only show."""
    plan, as_of = review.plan, review.as_of
    still = [action for action in plan.actions if action.open]
    counted = [finding for finding in findings if finding.counts]
    severities = Counter(finding.severity for finding in counted)
    serving, bearing = by_outcome(plan.actions), by_outcome(counted)
    work = timeline(plan, as_of)
    return Measures(
        actions=len(plan.actions),
        open_actions=len(still),
        closed_actions=len(plan.actions) - len(still),
        accountable=sum(action.owner.accountable for action in still),
        dated=sum(action.deadline.latest is not None for action in still),
        overdue=sum(
            action.deadline.latest is not None and action.deadline.latest < as_of
            for action in still
        ),
        by_status=statuses(plan.actions),
        by_reported=reported(still),
        findings=len(counted),
        high=severities[Severity.HIGH],
        medium=severities[Severity.MEDIUM],
        low=severities[Severity.LOW],
        set_aside=sum(finding.set_aside is not None for finding in findings),
        outcomes=tuple(
            outcome_measures(outcome, serving[outcome.ref], bearing[outcome.ref])
            for outcome in plan.outcomes
        ),
        loads=load_measures(loads, as_of, plan.year_starts),
        quarters=quarter_totals(loads, as_of, plan.year_starts),
        easing=easing(plan, loads, work, as_of),
        bunching=bunching(plan, as_of),
        timeline=work,
        systems=systems_map(plan, loads, work.waits),
        causes=causal_map(review),
        trajectories=tuple(trajectory(indicator, as_of) for indicator in plan.indicators),
        swot=swot(review),
        tows=tows(review),
        pestelo=pestelo(review),
        areas=areas(review),
        spreads=spreads(review),
        quarter_now=number_in_plan(as_of, plan.period_start, plan.year_starts)
        if plan.period_start
        else None,
        quarter_told=quarter_due(plan, as_of),
        progress=progress(plan, quarter_due(plan, as_of) or 0, as_of) if says_impact(plan) else (),
    )


def statuses(actions: Iterable[Action]) -> tuple[Count, ...]:
    counts = Counter(action.status for action in actions)
    return tuple(
        Count(key=status, label=label, count=counts[status])
        for status, label in STATUS_WORDS.items()
        if counts[status]
    )


def reported(actions: Iterable[Action]) -> tuple[Count, ...]:
    """Open actions by the RAG that the partnership reports, red first."""
    counts = Counter(action.rag for action in actions)
    known = [
        Count(key=rag, label=label, count=counts[rag])
        for rag, label in RAG_WORDS.items()
        if counts[rag]
    ]
    none = [Count(key="none", label="Not reported", count=counts[None])] if counts[None] else []
    return tuple(known + none)


def outcome_measures(
    outcome: Outcome, actions: Sequence[Action], own: Sequence[Finding]
) -> OutcomeMeasures:
    """The figures of one outcome, from the actions that serve it and its own findings."""
    still = {action.ref: action for action in actions if action.open}
    flagged = {f.ref for f in own if f.subject == "action" and f.ref in still}
    high = {
        f.ref
        for f in own
        if f.subject == "action" and f.ref in still and f.severity is Severity.HIGH
    }
    severities = Counter(finding.severity for finding in own)
    return OutcomeMeasures(
        ref=outcome.ref,
        title=outcome.title,
        actions=len(actions),
        open_actions=len(still),
        with_findings=len(flagged),
        with_high=len(high),
        findings=len(own),
        high=severities[Severity.HIGH],
        medium=severities[Severity.MEDIUM],
        low=severities[Severity.LOW],
        reported=reported(still.values()),
        lead=words_of(outcome, "senior_lead"),
        story=outcome.story,
    )


def load_measures(loads: Iterable[OwnerLoad], as_of: dt.date, year_starts: int) -> tuple[Load, ...]:
    """Posts and teams with days to give, the most overloaded first."""
    quarters = quarters_from(as_of, QUARTERS_AHEAD, year_starts)
    result = []
    for load in loads:
        if not load.shares:
            continue
        outcomes = dict.fromkeys(ref for action in load.actions for ref in action.outcomes)
        result.append(
            Load(
                name=load.name,
                kind=load.kind,
                agreed=load.agreed,
                quarters=tuple(
                    QuarterLoad(
                        label=quarter.label,
                        start=quarter.start,
                        days=load.days(quarter),
                        actions=tuple(share.ref for share in load.shares.get(quarter, [])),
                    )
                    for quarter in quarters
                ),
                outcomes=tuple(outcomes),
                seen=load.seen(),
            )
        )
    return tuple(sorted(result, key=_worst_first))


def _worst_first(load: Load) -> tuple[Decimal, Decimal, str]:
    most = max(quarter.days for quarter in load.quarters)
    over = most - load.agreed if load.agreed is not None else Decimal(0)
    return -over, -most, load.name


def quarter_totals(
    loads: Iterable[OwnerLoad], as_of: dt.date, year_starts: int
) -> tuple[QuarterTotal, ...]:
    known = [load for load in loads if load.agreed is not None]
    return tuple(
        QuarterTotal(
            label=quarter.label,
            start=quarter.start,
            days=sum((load.days(quarter) for load in known), Decimal(0)),
            agreed=sum((load.agreed for load in known if load.agreed is not None), Decimal(0)),
            over=tuple(
                load.name
                for load in known
                if load.agreed is not None and load.days(quarter) > load.agreed
            ),
        )
        for quarter in quarters_from(as_of, QUARTERS_AHEAD, year_starts)
    )


def bunching(plan: Plan, as_of: dt.date) -> Bunching:
    """Open actions by the month they are due in."""
    months: dict[dt.date, dict[str, list[str]]] = {}
    undated = []
    for action in plan.actions:
        if not action.open:
            continue
        deadline = action.deadline
        if deadline.latest is None:
            undated.append(action.ref)
            continue
        month = months.setdefault(
            deadline.latest.replace(day=1), {"written": [], "worked_out": [], "late": []}
        )
        if deadline.latest < as_of:
            month["late"].append(action.ref)
        elif deadline.kind in WRITTEN:
            month["written"].append(action.ref)
        else:
            month["worked_out"].append(action.ref)
    day, count, dated = busiest(plan, as_of)
    return Bunching(
        months=tuple(
            MonthDue(
                label=f"{month_name(month)} {month.year}",
                month=month,
                written=tuple(refs["written"]),
                worked_out=tuple(refs["worked_out"]),
                late=tuple(refs["late"]),
            )
            for month, refs in sorted(months.items())
        ),
        undated=tuple(undated),
        busiest_day=day,
        busiest_count=count,
        dated=dated,
    )


def swot(review: Review) -> tuple[SwotEntry, ...]:
    answers = review.answers_to("swot")
    return tuple(
        SwotEntry(
            box=box,
            text=entry_text(entry, "text"),
            evidence=entry_text(entry, "evidence"),
            impact=entry_int(entry, "impact"),
            certainty=entry_int(entry, "certainty"),
            action=entry_text(entry, "action") or None,
        )
        for box in BOXES
        if box in answers
        for entry in answers[box].entries
    )


def tows(review: Review) -> tuple[TowsMove, ...]:
    answer = review.answers_to("swot").get("tows")
    return tuple(
        TowsMove(
            move=entry_text(entry, "move"),
            text=entry_text(entry, "text"),
            action=entry_text(entry, "action") or None,
        )
        for entry in (answer.entries if answer else ())
    )


def pestelo(review: Review) -> tuple[Factor, ...]:
    answers = review.answers_to("pestelo")
    return tuple(
        Factor(
            letter=letter,
            text=entry_text(entry, "text"),
            trend=entry_text(entry, "trend"),
            effect=entry_int(entry, "effect"),
            when=entry_text(entry, "when"),
            response=entry_text(entry, "response"),
            owner=entry_text(entry, "owner"),
            evidence=entry_text(entry, "evidence"),
        )
        for letter in LETTERS
        if letter in answers
        for entry in answers[letter].entries
    )


def areas(review: Review) -> tuple[AreaScore, ...]:
    """The areas of Progress Assurance that have answers; "don't know" counts as 0.

    Counted are the questions that are scored, whose mean it is; one that is only asked by the way,
    such as whether the agreements are in writing, is none of them.
    """
    answers = review.answers_to(PROGRESS)
    questionnaire = review.questionnaire(PROGRESS)
    result = []
    for area in AREAS:
        scored = [key for key in SCALE_QUESTIONS if key.startswith(area)]
        own = [answers[key] for key in scored if key in answers]
        if not own:
            continue
        states = Counter(answer.state for answer in own)
        result.append(
            AreaScore(
                key=area,
                title=area_title(questionnaire, area),
                average=mean_score(
                    [score for answer in own if (score := score_of(answer)) is not None]
                ),
                answered=states[AnswerState.ANSWERED],
                unknown=states[AnswerState.DONT_KNOW],
                not_applicable=states[AnswerState.NOT_APPLICABLE],
                questions=len(scored),
            )
        )
    return tuple(result)
