"""What a report is made from: a review judged for an edition, with what its kind wants beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assure.assess.judge import Found, facts_for, find
from assure.facts.derive import Derived
from assure.model.assessment import Assessment
from assure.model.comparison import Comparison
from assure.model.over_time import OverTime
from assure.model.review import Review
from assure.report.kinds import DEFAULT, Kind, Material, kind_named
from assure.report.render import Edition
from assure.service.judge import RECORDED, for_edition, judge, matcher_named, rulebook_for
from assure.service.report import FORMATS
from assure.service.rulebook import carrying
from assure.shelf.settings import Settings

if TYPE_CHECKING:
    from assure.service.over_time import Before


@dataclass(frozen=True)
class Wanted:
    """What is asked of a report, whichever review it is of: plain values, for any process.

    ``rules``: "recorded" or "installed". ``against`` names the review to compare with, of kinds
    that compare, by default the one before, where ``database`` has it; several tell how the
    ratings came to be what they are.
    """

    kind: str = DEFAULT
    edition: Edition = "board"
    formats: tuple[str, ...] = FORMATS
    rules: str = RECORDED
    against: tuple[str, ...] = ()
    database: str | None = None


def material_of(review: Review, wanted: Wanted, settings: Settings) -> Material:
    """What the report that is ``wanted`` of ``review`` is made from. Facts are derived once.

    Raises RulebookError, EngineError, or what reading the review before raises.
    """
    from assure.service.challenge import questions_of

    kind = kind_named(wanted.kind)
    before = _before(kind, review, wanted, settings)
    comparison, found = _comparison(kind, review, before, wanted, settings)
    shown = for_edition(review, wanted.edition)
    book = rulebook_for(shown, settings, wanted.rules)
    shown = carrying(shown, book)
    facts = facts_for(shown, book, like=Derived(review, found.facts) if found else None)
    assessment = judge(shown, rulebook=book, facts=facts, found=found)
    questions = questions_of(shown, assessment, kind.asks)
    course = _course(kind, review, shown, assessment, before, comparison, wanted, settings)
    return Material(shown, assessment, wanted.edition, comparison, questions, facts, course)


def judged_anew(review: Review, material: Material) -> bool:
    """Whether a frozen ``review`` was judged by other rules than those it was frozen with."""
    return review.rulebook is not None and review.rulebook != material.review.rulebook


def _before(kind: Kind, review: Review, wanted: Wanted, settings: Settings) -> Before | None:
    """The reviews before, for kinds that want them."""
    if not (kind.compares or kind.course):
        return None
    from assure.service.over_time import before

    return before(review, wanted.against, wanted.database, settings, every=kind.course)


def _comparison(
    kind: Kind, review: Review, before: Before | None, wanted: Wanted, settings: Settings
) -> tuple[Comparison | None, Found | None]:
    """With the review before, for kinds that want it, where there is one; and what was found in
    the whole ``review`` for it."""
    if not kind.compares or before is None or before.chosen is None:
        return None, None
    from assure.service.compare import compared

    book = rulebook_for(review, settings, wanted.rules)
    facts = facts_for(review, book)
    found = Found(book, facts, find(facts, book, matcher_named("durable")))
    comparison = compared(
        before.chosen, settings, rules=wanted.rules, edition=wanted.edition, found=found
    )
    return comparison, found


def _course(
    kind: Kind,
    review: Review,
    shown: Review,
    assessment: Assessment,
    before: Before | None,
    comparison: Comparison | None,
    wanted: Wanted,
    settings: Settings,
) -> OverTime | None:
    """How the ratings came to be what they are, for kinds that tell it, where others are known."""
    if not kind.course or before is None or not before.reviews:
        return None
    from assure.service.over_time import over_time_of

    return over_time_of(
        review,
        shown,
        assessment,
        before,
        comparison,
        settings,
        rules=wanted.rules,
        edition=wanted.edition,
    )
