"""Ratings as lines for a terminal: plan quality, data quality and delivery confidence."""

from __future__ import annotations

from collections.abc import Iterator

import click

from assure.cli.printing import shortened, wrapped
from assure.model.assessment import Assessment
from assure.model.ratings import DataQuality, Judgement, Rating, RatingLevel
from assure.model.scales import CROSSWALK


def ratings_text(assessment: Assessment) -> Iterator[str]:
    """Plan quality of the whole, each outcome and each priority, with the reasons in words."""
    for rating in assessment.ratings:
        name = "The whole plan" if rating.subject == "plan" else f"{rating.ref} {rating.title}"
        name = f"Priority {name}" if rating.subject == "priority" else name
        reasons = " ".join(reason.sentence for reason in rating.reasons)
        first = f"  {rating.level.words:<12} "
        yield wrapped(shortened(f"{name}. {reasons}", 400), " " * len(first), first)
        if told := data_text(rating.data, whole=rating.subject == "plan"):
            yield wrapped(told, " " * len(first))


def data_text(data: DataQuality, *, whole: bool) -> str:
    """``Data quality 71%: 30 of 41 owners that can be told, …``; "" of no data. The parts of an
    outcome are left to `assure explain`."""
    if data.percent is None:
        return ""
    parts = ", ".join(f"{part.good} of {part.of} {part.label}" for part in data.parts)
    return f"Data quality {data.percent}%: {parts}." if whole else f"Data quality {data.percent}%."


def proposals_text(assessment: Assessment) -> Iterator[str]:
    """What rules propose of delivery confidence, with the reasons in words."""
    for proposal in assessment.proposals:
        whole = proposal.subject == "plan"
        if proposal.level is RatingLevel.NOT_RATED and not whole:
            continue
        name = "The whole plan" if whole else f"{proposal.ref} {proposal.title}"
        reasons = " ".join(reason.sentence for reason in proposal.reasons) or proposal.to_improve
        first = f"  {proposal.level.words:<12} "
        yield wrapped(shortened(f"{name}. {reasons}", 400), " " * len(first), first)


def judgements_text(assessment: Assessment) -> Iterator[str]:
    """The reviewer's view of delivery confidence, and where the rules propose another."""
    for judgement in assessment.judgements:
        if judgement.level is RatingLevel.NOT_RATED:
            continue
        rating = assessment.rating("outcome", judgement.ref)
        name = "The whole plan" if rating is None else f"{rating.ref} {rating.title}"
        first = f"  {judgement.level.words:<12} "
        apart = f"{judgement.apart} respondents differ, not yet moderated. "
        reason = (apart if judgement.apart else "") + judgement.reason
        yield wrapped(shortened(f"{name}. {reason}", 400), " " * len(first), first)
        proposal = assessment.proposal(judgement.ref)
        if proposal and proposal.level not in (RatingLevel.NOT_RATED, judgement.level):
            reasons = " ".join(reason.sentence for reason in proposal.reasons)
            told = f"The rules propose {proposal.level.words}: {reasons}"
            yield wrapped(shortened(told, 400), " " * len(first))


def elsewhere_text(level: RatingLevel) -> Iterator[str]:
    """What the level is called on the other scales in use."""
    if other := CROSSWALK.get(level):
        yield wrapped(f"On a scale of three {other.three}, on one of five {other.five}.", "  ")


def confidence_text(proposal: Rating | None, judgement: Judgement | None) -> Iterator[str]:
    """What the rules propose of delivery confidence, and the reviewer's view beside it."""
    if proposal is None:
        return
    told = proposal.level.words
    yield click.style(f"Delivery confidence, proposed by the rules: {told}", bold=True)
    yield from elsewhere_text(proposal.level)
    for reason in proposal.reasons:
        first = f"  {reason.code:<8}"
        yield wrapped(reason.sentence, " " * len(first), first)
    if proposal.to_improve:
        yield wrapped(proposal.to_improve, "  ")
    if judgement is None:
        yield wrapped("The reviewer has not given a view of it.", "  ")
    else:
        given = f": {judgement.reason}" if judgement.reason else "."
        yield wrapped(shortened(f"The reviewer says {judgement.level.words}{given}", 400), "  ")


def elsewhere_as_data(level: RatingLevel) -> dict[str, str] | None:
    """The words for ``level`` on scales of ``three`` and ``five`` tiers."""
    other = CROSSWALK.get(level)
    return {"three": other.three, "five": other.five} if other else None
