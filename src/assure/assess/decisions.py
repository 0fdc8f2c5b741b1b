"""What the board is asked to decide, what to worry about, and what is going well.

Each is picked from findings and figures by a fixed order, so that the same review always
asks for the same things. The order and the wording are our judgement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assure.conditions.wording import count_in_words, level_in_words
from assure.facts.pace import MOST_DECIMALS, decimals_of
from assure.model.assessment import Decision
from assure.model.base import natural_key
from assure.model.findings import Finding, FindingGroup, Severity
from assure.model.measures import Measures, Trajectory
from assure.model.plan import Plan
from assure.model.review import Review
from assure.model.together import size, told
from assure.words.days import long_date
from assure.words.text import is_nothing

MOST = 3
DAYS_TO_DECIDE = 28  # from the board's meeting, or the as-of date


@dataclass(frozen=True)
class Ask:
    """Findings of ``codes`` lead to one decision; ``{n}`` and ``{them}`` are filled.

    Which ones they are about stands in ``Decision.refs``.
    """

    codes: frozenset[str]
    one: str
    many: str
    because: str
    who: str


# In the order in which a board should take them when they weigh the same.
ASKS = (
    Ask(
        frozenset({"RES-08", "RES-16"}),
        "Move, share or stop work until it fits the days agreed for one post",
        "Move, share or stop work until it fits the days agreed for {n} posts",
        "More days are wanted than the posts have agreed to give.",
        "Chair, with the posts’ managers",
    ),
    Ask(
        frozenset({"OWN-01", "OWN-02", "OWN-03", "OWN-15"}),
        "Name one accountable post for one action",
        "Name one accountable post for each of {n} actions",
        "Nobody in post answers for {them} today.",
        "The lead partner of each outcome",
    ),
    Ask(
        frozenset({"RES-02", "RES-03", "RES-04", "PRJ-09"}),
        "Confirm the money, or take what hangs on it out of the plan",
        "Confirm the money in {n} places, or take what hangs on it out of the plan",
        "The money is missing, uncertain, or ends before the work does.",
        "Budget holders",
    ),
    Ask(
        frozenset({"RES-10"}),
        "Agree to what one action costs now and to what pays for it, or make it smaller",
        "Agree to what {n} actions cost now and to what pays for it, or make them smaller",
        "The cost of {them} is far above what was agreed.",
        "Budget holders, with the chair",
    ),
    Ask(
        frozenset({"IND-06", "IND-14", "IND-17", "IND-20", "IND-26", "IND-30"}),
        "Agree what will turn one indicator, or a target that can be reached",
        "Agree what will turn {n} indicators, or targets that can be reached",
        "At the pace of the last year the target is out of reach.",
        "Senior leads of the outcomes",
    ),
    Ask(
        frozenset({"TIM-08", "TIM-10", "TIM-11", "STA-03"}),
        "Settle a recovery date for one action, or stop it",
        "Settle recovery dates for {n} actions, or stop them",
        "The dates have passed, or have been put back again and again.",
        "The actions’ owners, at the next meeting",
    ),
    Ask(
        frozenset({"RSK-03", "RSK-04", "RSK-08", "RSK-11"}),
        "Settle what is done about one high risk, by whom and by when, or accept it in the minutes",
        "Settle what is done about high risks in {n} places, or accept them in the minutes",
        "What is foreseen is not prepared for, or nobody has looked at it for a quarter.",
        "Risk owners, with the chair",
    ),
    Ask(
        frozenset({"TIM-21", "TIM-30", "PRJ-05", "PRJ-06"}),
        "Settle which of two comes first, where one waits for the other",
        "Settle what comes first in {n} places where one waits for another",
        "What waits is due before what it waits for, so the dates cannot all be kept.",
        "Those who answer for the two, together",
    ),
    Ask(
        frozenset({"GOV-01", "GOV-02", "GOV-03", "RES-05", "RES-06", "RES-09", "RES-18"}),
        "Put right one arrangement that the review could not find in place",
        "Put right {n} arrangements that the review could not find in place",
        "The answers say that they are missing, partly in place, or not known.",
        "The board",
    ),
    Ask(
        frozenset({"OWN-13", "IND-01", "IND-02", "IND-19", "IND-23", "IND-28"}),
        "Complete one outcome: a senior lead, a measure with its baseline, actions",
        "Complete {n} outcomes and measures: a senior lead, a baseline, actions",
        "Something without which an outcome cannot be steered is missing.",
        "Plan lead",
    ),
    Ask(
        frozenset({"OWN-17", "TIM-22"}),
        "Have owners and dates put to every action before the plan is reviewed again",
        "Have owners and dates put to every action before the plan is reviewed again",
        "A plan without them cannot be managed.",
        "Plan lead",
    ),
)


def weight(findings: Sequence[Finding]) -> int:
    return sum(9 if f.severity is Severity.HIGH else 2 for f in findings)


def named(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What the findings are about, each once, in natural order."""
    return tuple(sorted(dict.fromkeys(finding.ref for finding in findings), key=natural_key))


def decisions(review: Review, findings: Sequence[Finding]) -> tuple[Decision, ...]:
    """At most three, the weightiest first."""
    asked = [
        (own, ask)
        for ask in ASKS
        if (own := [f for f in findings if f.counts and f.code in ask.codes])
        and any(finding.severity is Severity.HIGH for finding in own)
    ]
    asked.sort(key=lambda pair: -weight(pair[0]))
    by = (review.board_date or review.as_of) + dt.timedelta(days=DAYS_TO_DECIDE)
    result = []
    for own, ask in asked[:MOST]:
        refs = named(own)
        words = {"n": count_in_words(len(refs)), "them": "it" if len(refs) == 1 else "them"}
        act = (ask.one if len(refs) == 1 else ask.many).format_map(words)
        result.append(
            Decision(
                act=act,
                because=ask.because.format_map(words),
                refs=refs,
                who=ask.who,
                by=by,
                codes=tuple(sorted({finding.code for finding in own})),
            )
        )
    return tuple(result)


# Kinds of finding in the order in which a board should hear of them.
WORRIES = (
    "IND-14",
    "RES-08",
    "STA-03",
    "STA-07",
    "IND-20",
    "IND-17",
    "IND-30",
    "IND-26",
    "IND-06",
    "RES-04",
    "RES-02",
    "RES-10",
    "TIM-08",
    "TIM-11",
    "TIM-10",
    "GOV-03",
    "RES-05",
    "RES-18",
    "OWN-17",
    "TIM-22",
    "OWN-03",
    "OWN-01",
)


def most_telling(findings: Sequence[Finding], most: int) -> tuple[Finding, ...]:
    """The ``most`` findings that tell a board most, each of another kind while kinds last."""
    order = {code: rank for rank, code in enumerate(WORRIES)}
    ranked = sorted(
        findings, key=lambda f: (not f.counts, -f.severity.rank, order.get(f.code, len(order)))
    )
    firsts: dict[str, Finding] = {}
    for finding in ranked:
        firsts.setdefault(finding.code, finding)
    others = [finding for finding in ranked if finding is not firsts[finding.code]]
    return tuple([*firsts.values(), *others][:most])


def worries(findings: Sequence[Finding], groups: Sequence[FindingGroup] = ()) -> tuple[str, ...]:
    """Up to three findings of different kinds, in their own words; the most that are told as one
    stand for their kind."""
    result = []
    for code in WORRIES:
        own = [finding for finding in findings if finding.code == code and finding.counts]
        if own:
            one = max(told(own, groups), key=size)
            left = len(own) - size(one)
            result.append(f"{one.sentence} {_more(left, size(one))}" if left else one.sentence)
        if len(result) == MOST:
            break
    return tuple(result)


def _more(left: int, told: int) -> str:
    are, these = "is" if left == 1 else "are", "it" if told == 1 else "these"
    return f"{count_in_words(left).capitalize()} more {are} like {these}."


def going_well(plan: Plan, measures: Measures, findings: Sequence[Finding] = ()) -> tuple[str, ...]:
    """Up to three facts that speak for the plan; never invented, so there may be none.

    An indicator with a finding of its own is left out, however well it moves, and a share
    speaks for the plan from three in four.
    """
    doubted = {f.ref for f in findings if f.counts and f.subject == "indicator"}
    good = [
        t
        for t in measures.trajectories
        if t.verdict in ("reached", "on_course") and t.ref not in doubted
    ]
    # Reached first, then those with most to spare.
    good.sort(key=lambda t: (t.verdict != "reached", t.ratio or 0, natural_key(t.ref)))
    said = [_on_course(trajectory) for trajectory in good[:2]]
    done = [action for action in plan.actions if action.status == "completed"]
    proven = sum(not is_nothing(action.evidence) for action in done)
    still = measures.open_actions
    if _most(proven, len(done)):
        said.append(_told_of(proven, len(done), "completed", "shows its", "show their", "evidence"))
    if _most(measures.accountable, still):
        named = measures.accountable
        said.append(_told_of(named, still, "open", "names", "name", "one post or person"))
    if _most(measures.dated, still):
        said.append(_told_of(measures.dated, still, "open", "has", "have", "a clear date"))
    return tuple(said[:MOST])


def _most(part: int, whole: int) -> bool:
    return part > 0 and part * 4 >= whole * 3


def _told_of(part: int, whole: int, which: str, does: str, do: str, what: str) -> str:
    """``All four open actions have a clear date.``, of some ``Three of the four open actions …``"""
    if whole == 1:
        return f"The one {which} action {does} {what}."
    if part < whole:
        of_all = f"{count_in_words(part)} of the {count_in_words(whole)}"
    else:
        of_all = "both" if whole == 2 else f"all {count_in_words(whole)}"
    return f"{of_all[:1].upper()}{of_all[1:]} {which} actions {do if part > 1 else does} {what}."


def _on_course(trajectory: Trajectory) -> str:
    now, target = trajectory.now, trajectory.target
    if now is None or target is None:
        return f"“{trajectory.title}” is on course."
    values = [*(point.value for point in trajectory.history), now.value, target.value]
    places = min(max(map(decimals_of, values)), MOST_DECIMALS)
    value, goal = (level_in_words(at.value, trajectory.unit, places) for at in (now, target))
    if trajectory.verdict == "reached":
        return f"“{trajectory.title}” has reached its target of {goal} and stands at {value}."
    day = long_date(target.day)
    return f"“{trajectory.title}” stands at {value} and is on course for {goal} by {day}."
