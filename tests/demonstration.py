"""The demonstration, read and judged once for the tests of several rooms: nouns do not change."""

from __future__ import annotations

from functools import cache

from assure.model.comparison import Comparison
from assure.model.review import Review
from assure.report.kinds import Material
from assure.report.render import Edition
from assure.service import demo
from assure.service.compare import Chosen, compared
from assure.service.judge import for_edition, judge
from assure.service.material import facts_for
from assure.service.over_time import Before, over_time_of
from assure.service.rulebook import of_review
from assure.shelf.settings import Settings

OLDER, NEWER = "mid-year-2026", "annual-2027"


@cache
def anycity() -> Review:
    return demo.anycity()


@cache
def review_of(name: str) -> Review:
    return demo.review_of(name)


@cache
def comparison(edition: Edition) -> Comparison:
    """What moved in the half-year after the demonstration's review."""
    return compared(Chosen(review_of(OLDER), review_of(NEWER)), Settings(), edition=edition)


@cache
def material(edition: Edition) -> Material:
    """What its reports are made from, but for the questions of a challenge session."""
    review = for_edition(anycity(), edition)
    book = of_review(review)
    facts = facts_for(review, book)
    assessment = judge(review, rulebook=book, facts=facts)
    moved = comparison(edition)
    before = Before(Chosen(review_of(OLDER), review_of(NEWER)), (review_of(OLDER),))
    course = over_time_of(review, review, assessment, before, moved, Settings())
    return Material(review, assessment, edition, moved, facts=facts, course=course)
