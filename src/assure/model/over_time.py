"""One plan at each of its reviews: how it was rated, and what its partners reported."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from assure.model.base import Noun
from assure.model.comparison import Direction
from assure.model.measures import Count
from assure.model.ratings import RatingLevel
from assure.model.review import RulebookIdentity

What = Literal["plan quality", "proposed", "judged"]


class Then(Noun):
    """One of the reviews."""

    review: str  # key
    name: str
    kind: str
    as_of: dt.date
    rulebook: RulebookIdentity  # by which it was judged here
    open_actions: int
    reported: tuple[Count, ...] = ()  # open actions by the RAG the partnership reports


class Course(Noun):
    """One rating at each review. ``levels`` stand as the reviews do; None where the plan had no
    such outcome or priority, "not rated" where it had and no level was given."""

    what: What
    subject: str  # plan | outcome | priority
    ref: str
    title: str = ""
    levels: tuple[RatingLevel | None, ...]
    direction: Direction  # from the first review to the last
    titles: tuple[str, ...] = ()  # others that stood under this ref, the oldest first

    @property
    def both_ends(self) -> bool:
        """Rated at the first review and at the last."""
        ends = (self.levels[0], self.levels[-1])
        return all(level not in (None, RatingLevel.NOT_RATED) for level in ends)


class OverTime(Noun):
    """The reviews, oldest first; the last is the one that a report is of."""

    reviews: tuple[Then, ...]
    courses: tuple[Course, ...] = ()
    left_out: int = 0  # reviews before the first of these
    remarks: tuple[str, ...] = ()  # sentences on how it was made

    def of(self, what: What) -> tuple[Course, ...]:
        """The plan first, then outcomes and priorities, as the last review has them."""
        return tuple(course for course in self.courses if course.what == what)

    def other_rules(self, then: Then) -> bool:
        """Whether ``then`` was judged by another rulebook than the last review."""
        return then.rulebook.digest != self.reviews[-1].rulebook.digest
