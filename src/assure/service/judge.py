"""Judging a review, and judging a plan on its own."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from assure.assess.edition import BOARD, board_edition
from assure.assess.judge import Found, assess
from assure.model.answers import Answer
from assure.model.assessment import Assessment
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.questionnaire import Questionnaire
from assure.model.review import Review, ReviewKind
from assure.rules.matching import Matcher
from assure.rules.rulebook import Rulebook
from assure.service.rulebook import load, of_review
from assure.shelf.settings import Settings, find_settings

# By which rules a review is judged again: its own, or those of today.
RECORDED, INSTALLED = "recorded", "installed"
# What --engine takes, and what a report calls it.
ENGINES = {"durable": "durable-rules", "plain": "the plain evaluator"}


@cache
def matcher_named(engine: str) -> Matcher:
    """``durable`` for durable-rules, ``plain`` for the reference evaluator; each time the same,
    since durable-rules keeps what it has compiled and learnt of the rules."""
    if engine == "plain":
        from assure.rules.plain import PlainMatcher

        return PlainMatcher()
    from assure.rules.engine import EngineMatcher

    return EngineMatcher()


def settings_here() -> Settings:
    return find_settings(Path.cwd())


def review_of(
    plan: Plan,
    as_of: dt.date,
    settings: Settings,
    asked: tuple[Questionnaire, ...] = (),
    given: tuple[Answer, ...] = (),
) -> Review:
    """``plan`` as a review that nobody keeps, with the answers ``given`` to what was ``asked``."""
    return Review(
        key="check",
        name=plan.title,
        kind=ReviewKind.CHECK,
        as_of=as_of,
        plan=plan,
        answers=given,
        questionnaires=asked,
        thresholds=dict(settings.thresholds),
        off=settings.off,
        severity=dict(settings.severity),
    )


def judge(
    review: Review,
    *,
    rulebook: Rulebook | None = None,
    engine: str = "durable",
    facts: tuple[Fact, ...] | None = None,
    found: Found | None = None,
) -> Assessment:
    """The assessment of ``review``. Without ``rulebook`` the one that the review carries judges,
    else the shipped one with what the review changes of it; ``facts`` spare deriving them, and
    ``found`` matching them, where it is of equal ones.

    Raises RulebookError or EngineError.
    """
    book = rulebook or of_review(review)
    return assess(review, book, matcher_named(engine), ENGINES[engine], facts, found)


def rulebook_for(review: Review, settings: Settings, rules: str = RECORDED) -> Rulebook:
    """The rulebook to judge ``review`` by: ``recorded`` or ``installed``.

    Recorded is what the review carries; a draft carries none and is judged as ``settings`` and
    the shipped rules stand, which is what ``installed`` means for any review.
    """
    draft = review.rulebook is None and not review.rules
    return load(settings) if draft or rules == INSTALLED else of_review(review)


def for_edition(review: Review, edition: str) -> Review:
    """The review as an edition may show it: ``board`` names posts and no people."""
    return board_edition(review) if edition == BOARD else review
