"""Titles that say what was found, and the one sentence of each chart.

Every figure is a field of the assessment or the length of a list that the page prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assure.model.assessment import Assessment
from assure.model.base import Provenance
from assure.model.findings import Finding, FindingGroup
from assure.model.measures import (
    Bunching,
    Factor,
    Load,
    Measures,
    OutcomeMeasures,
    QuarterLoad,
    SwotEntry,
    TowsMove,
)
from assure.model.ratings import Judgement, Rating, RatingLevel
from assure.model.review import SetAside
from assure.model.together import Told
from assure.report.formats import (
    clip_short,
    count_word,
    counted,
    days,
    days_wanted,
    join,
    long_date,
    plural,
    sentence_case,
    short_date,
    strung,
    within_sentence,
)
from assure.report.origins import count
from assure.report.pace import leading
from assure.report.shares import besides, of_none, of_these, share

MISSES = "misses its target at today’s pace"
KINDS = {
    "mid-year": "Mid-year review",
    "annual": "Annual review",
    "challenge": "Challenge review",
    "check": "Plan check",
}


def kind(assessment: Assessment) -> str:
    """``Mid-year review``."""
    return KINDS.get(assessment.kind, sentence_case(assessment.kind))


def lead(assessment: Assessment) -> str:
    """The summary's first sentence or three: results, then the plan."""
    measures = assessment.measures
    sentences = []
    shown = [
        found[0] for o in measures.outcomes if (found := leading(measures.trajectories, o.ref))
    ]
    good = count(t for t in shown if t.verdict in ("on_course", "reached"))
    close = count(t for t in shown if t.verdict == "close")
    missed = count(t for t in shown if t.verdict in ("too_slow", "wrong_way"))
    if good + close + missed:
        sentences.append(_on_course(good, close, missed, count(measures.outcomes)))
    if measures.open_actions:
        sentences.append(_open_actions(measures))
    elif measures.actions:
        closed = share(measures.actions, measures.actions, "action of the plan", "is closed",
                       things="actions of the plan")  # fmt: skip
        sentences.append(f"{closed}.")
    if busy := busiest_quarter(assessment):
        sentences.append(busy)
    return " ".join(sentences) or "The plan holds no open action to judge."


def _on_course(good: int, close: int, missed: int, total: int) -> str:
    """``Two of six outcomes are on course and one is close; three miss their targets …``."""
    if total == 1:
        stands = "is on course" if good else "is close to its course" if close else MISSES
        return f"The one outcome {stands}."
    text = share(good, total, "outcome", "is on course")
    if close:
        text += f"{' and' if good else ';'} {of_these(close, total, 'is close')}"
    if missed:
        text += f"; {of_these(missed, total, MISSES, 'miss their targets at today’s pace')}"
    return f"{text}."


def _open_actions(measures: Measures) -> str:
    """How many of them somebody answers for, and how many are late."""
    total, named, late = measures.open_actions, measures.accountable, measures.overdue
    names, past = "names one accountable post", "is past its date"
    if total == 1:
        return (
            f"The one open action {names if named else of_none(names)} and "
            f"{past if late else of_none(past)}."
        )
    return (
        f"Of {counted(total, 'open action')}, {of_these(named, total, names)} and "
        f"{of_these(late, total, past, 'are past their date')}."
    )


def busiest_quarter(assessment: Assessment) -> str:
    """``January to March 2027 asks for 394 days; 229 are agreed.``; "" when none is beyond."""
    beyond = [q for q in assessment.measures.quarters if q.days > q.agreed]
    if not beyond:
        return ""
    worst = max(beyond, key=lambda q: q.days - q.agreed)
    wanted = days_wanted(worst.days, worst.agreed)
    return f"{worst.label} asks for {wanted} days; {days(worst.agreed)} are agreed."


def all_in(refs: Sequence[str], text: str) -> bool:
    """Whether ``text`` names the first of ``refs`` already."""
    return bool(refs) and refs[0] in text.replace(",", " ").replace(":", " ").split()


def quality_sentence(assessment: Assessment, rating: Rating | None) -> str:
    """Why plan quality is rated so: the first reason given."""
    if rating is None:
        return "Plan quality was not rated."
    if rating.reasons:
        return strung(reason.sentence for reason in rating.reasons[:2])
    return f"{sentence_case(counted(assessment.measures.findings, 'finding'))}."


def confidence_sentence(judgement: Judgement | None) -> str:
    if judgement is None:
        return "Delivery confidence is the reviewer’s own view. It has not yet been given."
    parts = [clip_short(judgement.reason, 240)] if judgement.reason else []
    if judgement.apart:
        parts.insert(0, f"Not yet moderated: {judgement.apart} respondents differ.")
    if judgement.confidence is not None:
        parts.append(f"The reviewer’s own certainty: {judgement.confidence} out of 10.")
    return strung(parts) or "The reviewer gave no reason."


def proposal_sentence(judgement: Judgement | None, proposal: Rating | None) -> str:
    """What the rules propose of delivery confidence, and why where the reviewer differs."""
    if proposal is None:
        return ""
    if proposal.level is RatingLevel.NOT_RATED:
        return f"The rules propose none. {proposal.to_improve}".rstrip()
    if judgement is not None and judgement.level is proposal.level:
        return "The rules propose the same."
    reasons = strung(reason.sentence for reason in proposal.reasons[:2])
    begin = "The rules propose" if judgement else "Proposed by the rules, and not yet confirmed:"
    return f"{begin} {proposal.level.words}. {reasons}"


def proposed(judgement: Judgement | None, proposal: Rating | None) -> str:
    """``Amber-Red`` where the rules propose it and the reviewer has not said the same, else ""."""
    if proposal is None or proposal.level is RatingLevel.NOT_RATED:
        return ""
    return "" if judgement and judgement.level is proposal.level else proposal.level.words


# --- Capacity -----------------------------------------------------------------------------


def worst_of(load: Load) -> QuarterLoad | None:
    return max(load.quarters, key=lambda q: q.days, default=None)


def beyond(load: Load) -> bool:
    """Asked for more than agreed in at least one quarter."""
    return load.agreed is not None and any(q.days > load.agreed for q in load.quarters)


def by_need(loads: Sequence[Load]) -> tuple[Load, ...]:
    """Those asked for more than they agreed first, then by the days of their worst quarter."""

    def need(load: Load) -> tuple[bool, bool, Decimal, str]:
        worst = worst_of(load)
        most = worst.days if worst else Decimal(0)
        return not beyond(load), load.agreed is None, -(most - (load.agreed or 0)), load.name

    return tuple(sorted((load for load in loads if load.quarters), key=need))


def load_sentence(load: Load) -> str:
    worst = worst_of(load)
    if worst is None:
        return f"{clip_short(load.name, 60)}: no days asked for."
    agreed = f"{days(load.agreed)} agreed a quarter" if load.agreed is not None else "none agreed"
    each = ", ".join(f"{days_wanted(q.days, load.agreed)} in {q.label}" for q in load.quarters)
    return f"{clip_short(load.name, 60)}: most in {worst.label}, {agreed}. Days wanted: {each}."


def most_wanted(load: Load) -> str:
    """``Head of Housing: 45 days in Jan to Mar 2027``."""
    worst = worst_of(load)
    name = clip_short(load.name, 60)
    if worst is None:
        return name
    return f"{name}: {days_wanted(worst.days, load.agreed)} days in {worst.label}"


def capacity_title(assessment: Assessment) -> str:
    loads = assessment.measures.loads
    if sentence := busiest_quarter(assessment):
        return sentence.removesuffix(".")
    if any(beyond(load) for load in loads):
        return load_title(loads)
    if not loads:
        return bunching_title(assessment.measures.bunching)
    agreed = [load for load in loads if load.agreed is not None]
    if not agreed:
        return "No post or team has agreed days to give"
    return "Nobody is asked for more days than they agreed"


def over_sentence(over: Sequence[Load], total: int) -> str:
    return share(count(over), total, "post or team", "is overbooked", things="posts and teams")


def load_title(loads: Sequence[Load]) -> str:
    over = [load for load in loads if beyond(load)]
    if not over:
        return "No post or team is asked for more than it agreed"
    quarters = {worst.label for load in over if (worst := worst_of(load))}
    text = over_sentence(over, count(loads))
    return f"{text} in {quarters.pop()}" if len(quarters) == 1 else text


def load_figure_title(assessment: Assessment) -> str:
    """What the small charts say that the page title has not said yet."""
    loads = assessment.measures.loads
    if busiest_quarter(assessment):
        return load_title(loads)
    first = by_need(loads)[0]
    worst = worst_of(first)
    if worst is None or not beyond(first) or first.agreed is None:
        return "Days wanted and days agreed, quarter by quarter"
    return (
        f"{clip_short(first.name, 60)}: {days_wanted(worst.days, first.agreed)} days wanted "
        f"in {worst.label}, {days(first.agreed)} agreed"
    )


def bunching_title(item: Bunching) -> str:
    if item.busiest_day is not None and item.busiest_count > 1:
        falling = share(item.busiest_count, item.dated, "dated open action", "falls on one day")
        return f"{falling}, {long_date(item.busiest_day)}"
    dated = sentence_case(counted(item.dated, "open action"))
    return f"{dated} with a date, {count_word(count(item.undated))} without"


def bunching_sentence(item: Bunching) -> str:
    each = [
        f"{count([*{*due.written, *due.worked_out, *due.late}])} in {due.label}"
        for due in item.months
    ]
    if item.undated:
        each.append(f"{count(item.undated)} without a date")
    return f"{bunching_title(item)}. Open actions by month: {', '.join(each)}."


# --- Outcomes and findings ----------------------------------------------------------------


def counts_of(item: OutcomeMeasures, above: int = 0) -> str:
    """``9 actions, 8 open, 8 with a finding``; and how many of them stand ``above``, in the table
    of another of their outcomes."""
    if not item.actions:
        return "no action"
    counts = (
        f"{plural(item.actions, 'action')}, {item.open_actions or 'none'} open, "
        f"{item.with_findings or 'none'} with a finding"
    )
    if not above:
        return counts
    return f"{counts}; {counted(above, 'stands', 'stand')} above, under another outcome"


def aside_note(item: SetAside, in_force: bool) -> str:
    """``set aside until 31 Jan 2027``, or that this day has passed."""
    day = short_date(item.until)
    return f"set aside until {day}" if in_force else f"was set aside until {day}; counts again"


def findings_by_severity(item: OutcomeMeasures) -> str:
    if not item.findings:
        return "No finding."
    by = ((item.high, "high"), (item.medium, "medium"), (item.low, "low"))
    found = sentence_case(counted(item.findings, "finding"))
    return f"{found}: {join(f'{count_word(n)} {w}' for n, w in by if n)}."


PLACES = 3
TELL_LITTLE = ("status", "open")


def lapsed(one: Told) -> SetAside | None:
    """The set-aside of a finding that counts again; one that had any is told by itself."""
    return one.set_aside_expired if isinstance(one, Finding) else None


def places(finding: Told) -> tuple[Provenance, ...]:
    """Where a finding was seen. That an action is open is left out when anything else tells."""
    if isinstance(finding, FindingGroup):
        return finding.places()
    telling = [ground for ground in finding.grounds if ground.field not in TELL_LITTLE]
    seen = dict.fromkeys(place for ground in telling for place in ground.seen)
    return tuple(seen) or finding.places()


def across_title(assessment: Assessment, count: int) -> str:
    if not assessment.measures.outcomes:
        return f"{plural(count, 'finding')} for the board" if count else "No finding for the board"
    if not count:
        return "No finding bears on the whole plan"
    return f"{plural(count, 'finding')} {'bears' if count == 1 else 'bear'} on the whole plan"


def actions_title(assessment: Assessment) -> str:
    m = assessment.measures
    if not assessment.lines:
        return "The plan holds no action"
    flagged = count(line for line in assessment.lines if line.codes)
    closed, still_open = m.closed_actions or "none", m.open_actions or "none"
    return (
        f"{plural(m.actions, 'action')}: {closed} closed, {still_open} open, "
        f"{flagged or 'none'} with a finding"
    )


# --- SWOT, TOWS and PESTELO ---------------------------------------------------------------


TO_MEET = ("weaknesses or threats", "a weakness or a threat")


def swot_title(entries: Sequence[SwotEntry], moves: Sequence[TowsMove]) -> str:
    if moves:
        without = count(move for move in moves if not move.action)
        having, lacking = "has an action behind it", "has no action behind it"
        if not without:
            return share(count(moves), count(moves), "move", having,
                         together="have an action behind them")  # fmt: skip
        return share(without, count(moves), "move", lacking, together="have no action behind them")
    weak = count(entry for entry in entries if entry.box in ("weaknesses", "threats"))
    listed = sentence_case(counted(count(entries), "entry", "entries"))
    one = len(entries) == 1
    return f"{listed}{besides(weak, count(entries), TO_MEET[one])}"


def pestelo_title(factors: Sequence[Factor]) -> str:
    against = count(f for f in factors if f.effect is not None and f.effect < 0)
    rated = [f for f in factors if f.effect is not None]
    pulling = share(against, count(factors), "factor", "pulls against the plan")
    text = f"PESTELO: {within_sentence(pulling)}"
    worst = min(rated, key=lambda f: f.effect or 0, default=None)
    if worst is None or (worst.effect or 0) >= 0:
        return text
    return f"{text}, {worst.letter.casefold()} most"
