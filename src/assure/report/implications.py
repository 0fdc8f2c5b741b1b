"""What a plan and its findings mean under the eight heads of a committee paper.

What bears on a head is told; where nothing does, that is said and left to the paper's author, who
may know better: nothing is concluded from silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assure.model.assessment import Assessment
from assure.model.ratings import RatingLevel
from assure.model.registers import Resource, Risk
from assure.model.review import Review
from assure.model.together import told
from assure.report import headlines
from assure.report.committee import Block, Para, Section, listed
from assure.report.formats import clip_short, counted, join
from assure.report.origins import count, line_of
from assure.report.shares import of_these

SHOWN = 5
HIGHEST = 3  # risks
LONGEST_SENTENCE = 260  # characters
# The findings that bear on a head, by code; those of "risks" are a family of their own.
LEGAL = frozenset({"GOV-01", "PAR-02", "PAR-03", "PGV-04", "PGV-05"})
MONEY = frozenset({"RES-02", "RES-03", "RES-04", "RES-10", "PRJ-09", "PGV-08"})
RISK = frozenset(
    {"GOV-03", "GOV-04", "PGV-10", "RSK-01", "RSK-02", "RSK-03", "RSK-04"}
) | frozenset({"RSK-07", "RSK-08", "RSK-11"})
PEOPLE = frozenset({"RES-05", "RES-06", "RES-08", "RES-16", "OWN-09", "OWN-15", "CHN-08"})
EQUALITY = frozenset({"DPL-09", "DAT-05"})
CONSULTING = frozenset({"CHK-02", "PGV-03", "CAU-02"})
_MONEY = re.compile(r"\b(money|fund\w*|grant|revenue|capital|budget|cash)\b", re.IGNORECASE)
_PROPERTY = re.compile(
    r"\b(property|premises|buildings?|accommodation|land|office space|rooms?)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Head:
    """A head, what it is called in a sentence, and what the author has to settle."""

    title: str
    called: str
    settle: str
    bears: Callable[[Review, Assessment], tuple[Block, ...]]


def implications(review: Review, assessment: Assessment) -> tuple[Section, ...]:
    """A section for each head, in the order of a committee paper."""
    return tuple(
        Section(f"({letter}) {head.title}", head.bears(review, assessment) or _left(head))
        for letter, head in zip("abcdefgh", HEADS, strict=True)
    )


def _left(head: Head) -> tuple[Block, ...]:
    return (
        Para(
            f"No entry or finding is marked as being about {head.called}; that need not mean that "
            "nothing bears on it."
        ),
        Para(head.settle, to_complete=True),
    )


def _plan(review: Review, a: Assessment) -> tuple[Block, ...]:
    rating = a.rating("plan", "plan")
    text = headlines.quality_sentence(a, rating)
    blocks: list[Block] = []
    if rating is not None:
        rated = rating.level is not RatingLevel.NOT_RATED
        says = f"is rated {rating.level.words}" if rated else "is not rated"
        blocks.append(Para(f"Plan quality {says}. {text}"))
    if rating is not None and rating.to_improve:
        blocks.append(Para(f"What would move it up: {rating.to_improve}"))
    return tuple(blocks)


def _legal(review: Review, a: Assessment) -> tuple[Block, ...]:
    still = [action for action in review.plan.actions if action.open]
    lines = [
        f"{_actions(action.ref for action in marked)} {what}."
        for marked, what in (
            ([one for one in still if one.statutory], "marked as a statutory duty"),
            ([one for one in still if one.contract], "marked as work under a contract"),
        )
        if marked
    ]
    lines += [
        f"Legal factor named by the reviewers: {clip_short(one.text, 180)}."
        for one in a.measures.pestelo
        if one.letter.casefold() == "legal"
    ]
    return listed([*lines, *_sentences(a, LEGAL)], SHOWN, "point")


def _finance(review: Review, a: Assessment) -> tuple[Block, ...]:
    sums = [one for one in review.plan.resources if _is_money(one)]
    blocks: list[Block] = []
    if sums:
        sure = [one for one in sums if one.confirmed and not one.in_doubt]
        unsure = [_sum(one) for one in sums if one not in sure]
        those = " Those that are not:" if sure and unsure else ""
        blocks.append(Para(f"{_sums(count(sums), count(sure))}{those}"))
        blocks += listed(unsure, SHOWN, "sum")
    return (*blocks, *_found(a, MONEY, blocks))


def _sums(named: int, confirmed: int) -> str:
    if named == 1:
        return f"The plan names one sum of money, which is {'' if confirmed else 'not '}confirmed."
    return (
        f"The plan names {counted(named, 'sum')} of money, of which "
        f"{of_these(confirmed, named, 'is confirmed')}."
    )


def _risk(review: Review, a: Assessment) -> tuple[Block, ...]:
    risks = [risk for risk in review.plan.risks if risk.status.casefold() != "closed"]
    risks.sort(key=lambda risk: -_score(risk))
    blocks: list[Block] = []
    if risks:
        scored = any(_score(risk) for risk in risks)
        which = "The highest by the plan’s own score:" if scored else "None of them has a score:"
        if len(risks) == 1:
            which = "" if scored else "It has no score."
        named = f"The plan names {counted(count(risks), 'open risk')}"
        blocks.append(Para(f"{named}. {which}" if which else f"{named}:"))
        blocks += listed([_risk_line(risk) for risk in risks], HIGHEST, "risk")
    return (*blocks, *_found(a, RISK, blocks))


def _staffing(review: Review, a: Assessment) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if a.measures.loads:
        busy = headlines.busiest_quarter(a)
        over = [load for load in a.measures.loads if headlines.beyond(load)]
        names = [clip_short(load.name, 60) for load in over]
        named = f": {join([*names[:SHOWN], *(['more'] if len(over) > SHOWN else [])])}"
        says = f"{headlines.load_title(a.measures.loads)}{named if over else ''}."
        blocks.append(Para(f"{busy} {says}".strip()))
    return (*blocks, *_found(a, PEOPLE, blocks))


def _property(review: Review, a: Assessment) -> tuple[Block, ...]:
    needed = [one for one in review.plan.resources if _PROPERTY.search(one.kind)]
    return listed([_sum(one) for one in needed], SHOWN, "need")


def _equalities(review: Review, a: Assessment) -> tuple[Block, ...]:
    return listed(_sentences(a, EQUALITY), SHOWN, "finding")


def _consultation(review: Review, a: Assessment) -> tuple[Block, ...]:
    return listed(_sentences(a, CONSULTING), SHOWN, "finding")


def _found(a: Assessment, codes: frozenset[str], after: Sequence[Block]) -> tuple[Block, ...]:
    """The findings of ``codes``; after what the plan says, under a line that sets them apart."""
    lines = listed(_sentences(a, codes), SHOWN, "finding")
    return (Para("The review found:"), *lines) if after and lines else lines


def _sentences(a: Assessment, codes: frozenset[str]) -> list[str]:
    """What findings of ``codes`` say, those told as one once, the most severe first."""
    own = [f for f in a.findings if f.counts and f.code in codes]
    these = told(own, a.groups)
    return [line_of(one, clip_short(one.sentence, LONGEST_SENTENCE)) for one in these]


def _actions(refs: Iterable[str]) -> str:
    """``Actions 1.2 and 3.4 are``, with no more references than a line holds."""
    refs = list(refs)
    shown = refs[:12]
    rest = [f"{count(refs) - 12} more"] if len(refs) > 12 else []
    many = len(refs) > 1
    return f"{'Actions' if many else 'Action'} {join([*shown, *rest])} {'are' if many else 'is'}"


def _is_money(resource: Resource) -> bool:
    return resource.amount.pounds is not None or bool(_MONEY.search(resource.kind))


def _sum(resource: Resource) -> str:
    """``Travel cards (£48,000, subject to bid), for 1.5: Bid submitted.``"""
    amount = f" ({clip_short(resource.amount.text, 50)})" if resource.amount.text else ""
    for_ = f", for {join(resource.actions[:6])}" if resource.actions else ""
    status = clip_short(resource.status, 60) or "nothing is said of where it stands"
    what = clip_short(resource.what, 120) or clip_short(resource.kind, 60)
    return line_of(resource, f"{what}{amount}{for_}: {status}.")


def _score(risk: Risk) -> int:
    if risk.score is not None:
        return risk.score
    if risk.likelihood is None or risk.impact is None:
        return 0
    return risk.likelihood * risk.impact


def _risk_line(risk: Risk) -> str:
    """The risk, its score as the plan gives it, and what is done about it."""
    score = f", scored {risk.score}" if risk.score is not None else ""
    done = clip_short(risk.mitigation, 140) or "no mitigation is written down"
    return line_of(risk, f"{risk.ref} {clip_short(risk.text, 140)}{score}: {done}.")


HEADS = (
    Head("The plan", "the plan", "Say which part of the plan this paper serves.", _plan),
    Head(
        "Legal",
        "the law",
        "Confirm with the legal adviser that there are none, or say what they are.",
        _legal,
    ),
    Head(
        "Financial",
        "money",
        "Confirm with the finance adviser that there are none, or say what they are.",
        _finance,
    ),
    Head("Risk", "risk", "Confirm that there are no risks, or say what they are.", _risk),
    Head(
        "Staffing",
        "staffing",
        "Confirm with the people adviser that nothing here bears on staffing, or say what does.",
        _staffing,
    ),
    Head(
        "Property",
        "property",
        "Confirm that nothing here bears on property, or say what does.",
        _property,
    ),
    Head(
        "Equalities",
        "equalities",
        "Say whether an equality impact assessment was made, or why none is needed.",
        _equalities,
    ),
    Head(
        "Consultation",
        "consultation",
        "Name those who were consulted on this paper, and what they said.",
        _consultation,
    ),
)
