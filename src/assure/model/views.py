"""How far those who judged delivery stand apart, each asked by themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from assure.model.base import Noun


class View(Noun):
    """Where one respondent stands."""

    by: str  # a role, or what an edition calls the respondent; "" when none was given
    place: Decimal


class Spread(Noun):
    """What several respondents said of one thing, on one scale.

    Places run from ``lowest``, the least confident, to ``highest``: of tiers from 1, Red, to 4,
    Green; of a statement from 1 to 10.
    """

    questionnaire: str  # key
    question: str  # key
    subject: Literal["plan", "outcome", "judged", "statement"]
    ref: str = ""  # of an outcome
    title: str = ""  # the outcome's; what was judged; the statement's question
    tiers: bool
    lowest: int = 1
    highest: int
    views: tuple[View, ...]  # two or more, from the least confident
    unknown: int = 0  # respondents who answered "don't know"
    counts: Decimal | None = None  # the place of the answer that counts
    agreed: bool = False  # they agreed on it, and nobody has answered otherwise since

    @property
    def apart(self) -> Decimal:
        """Steps from the least to the most confident."""
        places = [view.place for view in self.views]
        return max(places) - min(places)
