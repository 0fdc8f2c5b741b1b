"""Delivery confidence: what the rules propose, and the reviewer's own view beside it."""

from __future__ import annotations

from collections.abc import Sequence

from assure.assess.rating import rate, rate_each
from assure.facts.answers import PROGRESS, entry_text
from assure.facts.confidence import Strands
from assure.model.answers import AnswerState
from assure.model.facts import Fact
from assure.model.findings import Finding
from assure.model.measures import Measures
from assure.model.ratings import Judgement, Rating, RatingLevel
from assure.model.respondents import Heard
from assure.model.review import Review
from assure.rules.matching import Matcher
from assure.rules.rulebook import Rulebook


def proposals(
    review: Review,
    findings: Sequence[Finding],
    ratings: Sequence[Rating],
    measures: Measures,
    rulebook: Rulebook,
    matcher: Matcher,
) -> tuple[Rating, ...]:
    """Delivery confidence as rules propose it, for the whole, which rests on the outcomes
    too, and for each outcome of ``ratings``.

    Where too little is known nothing is proposed, and ``to_improve`` says what is missing.
    """
    whole, *outcomes = (rating for rating in ratings if rating.subject != "priority")
    strands = Strands(review.plan, review.as_of, findings, measures)
    facts = [strands.summary(one) for one in outcomes]
    of_outcomes = [
        _said(fact, rating)
        for fact, rating in zip(facts, rate_each("outcome", facts, rulebook, matcher), strict=True)
    ]
    levels = [rating.level for rating in of_outcomes]
    fact = strands.summary(whole, levels)
    return (_said(fact, rate("plan", fact, rulebook, matcher)), *of_outcomes)


def _said(fact: Fact, rating: Rating) -> Rating:
    """``rating``; where it is none, with what is missing."""
    not_known = fact.values.get("not_known")
    if rating.level is not RatingLevel.NOT_RATED or not not_known:
        return rating
    return rating.model_copy(update={"to_improve": f"Too little is known: nothing of {not_known}."})


def level_of(value: object) -> RatingLevel | None:
    """The level that an answer names; None for anything else."""
    levels = (level for level in RatingLevel if level is not RatingLevel.NOT_RATED)
    return next((level for level in levels if level.value == value), None)


def judgements(review: Review) -> tuple[Judgement, ...]:
    """Delivery confidence as the reviewer gave it in the closing judgement (H1 to H3)."""
    answers, heard = review.answers_to(PROGRESS), review.heard(PROGRESS)
    result = []
    whole = answers.get("H1")
    level = level_of(whole.value) if whole and whole.state is AnswerState.ANSWERED else None
    if whole and level:
        sure = answers.get("H2")
        sureness = sure.value if sure and type(sure.value) is int else None
        result.append(
            Judgement(
                level=level,
                reason=whole.evidence,
                confidence=sureness,
                by=whole.respondent,
                apart=len(heard["H1"].separate) if heard["H1"].to_moderate else 0,
            )
        )
    by_outcome = answers.get("H3")
    for entry in by_outcome.entries if by_outcome else ():
        level, ref = level_of(entry.get("rating")), entry_text(entry, "outcome")
        if level and ref:
            result.append(
                Judgement(
                    ref=ref,
                    level=level,
                    reason=entry_text(entry, "reason"),
                    by=by_outcome.respondent if by_outcome else "",
                    apart=_apart(heard["H3"], ref),
                )
            )
    return tuple(result)


def _apart(one: Heard, ref: str) -> int:
    """How many rated outcome ``ref``, if they rated it differently and have not agreed."""
    rated = [
        entry.get("rating")
        for answer in one.separate
        for entry in answer.entries
        if entry_text(entry, "outcome") == ref
    ]
    return len(rated) if one.to_moderate and len(set(rated)) > 1 else 0
