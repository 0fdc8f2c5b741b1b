"""What a report is made from: a review judged for an edition, with what its kind wants beside."""

from __future__ import annotations

from dataclasses import dataclass

from assure.assess.judge import facts_for
from assure.model.comparison import Comparison
from assure.model.review import Review
from assure.report.kinds import DEFAULT, Kind, Material, kind_named
from assure.report.render import Edition
from assure.service.judge import RECORDED, for_edition, judge, rulebook_for
from assure.service.report import FORMATS
from assure.service.rulebook import carrying
from assure.shelf.settings import Settings


@dataclass(frozen=True)
class Wanted:
    """What is asked of a report, whichever review it is of: plain values, for any process.

    ``rules``: "recorded" or "installed". ``against`` names the review to compare with, of kinds
    that compare; by default the one before, where ``database`` has it.
    """

    kind: str = DEFAULT
    edition: Edition = "board"
    formats: tuple[str, ...] = FORMATS
    rules: str = RECORDED
    against: str | None = None
    database: str | None = None


def material_of(review: Review, wanted: Wanted, settings: Settings) -> Material:
    """What the report that is ``wanted`` of ``review`` is made from. Facts are derived once.

    Raises RulebookError, EngineError, or what reading the review before raises.
    """
    from assure.service.challenge import questions_of

    kind = kind_named(wanted.kind)
    comparison = _comparison(kind, review, wanted, settings)
    shown = for_edition(review, wanted.edition)
    book = rulebook_for(shown, settings, wanted.rules)
    shown = carrying(shown, book)
    facts = facts_for(shown, book)
    assessment = judge(shown, rulebook=book, facts=facts)
    questions = questions_of(shown, assessment, kind.asks)
    return Material(shown, assessment, wanted.edition, comparison, questions, facts)


def judged_anew(review: Review, material: Material) -> bool:
    """Whether a frozen ``review`` was judged by other rules than those it was frozen with."""
    return review.rulebook is not None and review.rulebook != material.review.rulebook


def _comparison(
    kind: Kind, review: Review, wanted: Wanted, settings: Settings
) -> Comparison | None:
    """With the review before, for kinds that want it, where there is one."""
    if not kind.compares:
        return None
    from assure.service.compare import against, compared

    chosen = against(review, wanted.against, wanted.database, settings)
    if chosen is None:
        return None
    return compared(chosen, settings, rules=wanted.rules, edition=wanted.edition)
