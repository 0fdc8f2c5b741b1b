"""Ratings, what they rest on, and the reviewer’s own judgement."""

from __future__ import annotations

from enum import StrEnum

from assure.model.base import Noun


class RatingLevel(StrEnum):
    """The four tiers, and "not rated". Our own scale: four tiers force a lean."""

    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER_RED = "amber_red"
    RED = "red"
    NOT_RATED = "not_rated"

    @property
    def words(self) -> str:
        return {
            "green": "Green",
            "amber_green": "Amber-Green",
            "amber_red": "Amber-Red",
            "red": "Red",
            "not_rated": "Not rated",
        }[self.value]

    @property
    def rank(self) -> int:
        """4 for red, the worst, down to 1 for green and 0 for not rated."""
        return {"red": 4, "amber_red": 3, "amber_green": 2, "green": 1, "not_rated": 0}[self.value]


class RatingReason(Noun):
    """A rating rule that fired, and its sentence."""

    code: str
    level: RatingLevel
    sentence: str


class DataPart(Noun):
    """How much of one kind of data is there: ``good`` of ``of``, and never of nothing."""

    key: str  # owners | dates | readings | answered | evidenced | fresh
    label: str  # "owners that can be told"
    good: int
    of: int

    @property
    def percent(self) -> int:
        """Rounded down."""
        return self.good * 100 // self.of


class DataQuality(Noun):
    """How far the data behind a rating can be relied on. Parts of nothing are left out."""

    parts: tuple[DataPart, ...] = ()
    percent: int | None = None  # mean of the parts' shares, rounded down; None without parts


class Rating(Noun):
    """Plan quality, or delivery confidence as rules propose it."""

    subject: str  # "plan", "outcome" or "priority"
    ref: str
    title: str = ""
    level: RatingLevel
    reasons: tuple[RatingReason, ...] = ()
    to_improve: str = ""  # what would have to change for it to move up
    data: DataQuality = DataQuality()


class Judgement(Noun):
    """Delivery confidence: the reviewer's own view, from the closing judgement."""

    ref: str = "plan"  # "plan" or an outcome's ref
    level: RatingLevel
    reason: str = ""
    confidence: int | None = None  # 1 to 10, how sure the reviewer is
    by: str = ""
    apart: int = 0  # respondents who differ on it and have not agreed; what counts stands
