"""The strategic report: what a board needs of each outcome, on two pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assure.model.assessment import Assessment
from assure.model.comparison import Comparison, RatingMove
from assure.model.measures import OutcomeMeasures, Trajectory
from assure.model.ratings import Judgement, Rating, RatingLevel
from assure.report import comparing_words, pace
from assure.report.formats import long_date
from assure.report.kinds import Kind, Material
from assure.report.origins import count
from assure.report.pace import leading
from assure.report.shares import share

MOST = 10  # outcomes that two pages hold
# Characters of an outcome's title, of its one line, of a worry and of what is said beneath the
# rating of the whole; how many references of a decision, and how many worries. Fewer of many
# outcomes, or of long words, so that two pages do.
FEW, LONG, SHORT = 8, (90, 170, 300, 230, 8, 3), (55, 80, 120, 150, 4, 2)
PRIORITIES = 5
ROOM = 1300  # characters of titles and lines that leave room for a chart and long words
IN_DOUBT = (RatingLevel.RED, RatingLevel.AMBER_RED)
JUDGED, QUALITY = "judged", "plan quality"  # as comparisons call them


@dataclass(frozen=True)
class Standing:
    """An outcome in one row. ``says`` is its one line; ``was`` and ``quality_was`` tell how its
    ratings moved since the review before."""

    outcome: OutcomeMeasures
    indicator: Trajectory | None
    confidence: Judgement | None
    proposal: Rating | None
    quality: Rating | None
    was: RatingMove | None
    quality_was: RatingMove | None
    says: str

    @property
    def level(self) -> RatingLevel | None:
        """Delivery confidence: the reviewer's, or else the one that rules propose."""
        if self.confidence is not None:
            return self.confidence.level
        return self.proposal.level if self.proposal else None


def standings(a: Assessment, comparison: Comparison | None = None) -> tuple[Standing, ...]:
    """Every outcome of the plan, in its order."""
    return tuple(_standing(outcome, a, comparison) for outcome in a.measures.outcomes)


def shown(rows: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """All of them, or of more than two pages hold those of most concern."""
    if len(rows) <= MOST:
        return rows
    most = sorted(rows, key=_concern, reverse=True)[:MOST]
    return tuple(row for row in rows if row in most)


def title(rows: tuple[Standing, ...]) -> str:
    """``Three of six outcomes are in doubt``."""
    if not rows:
        return "The plan names no outcome"
    rated = [row for row in rows if row.level not in (None, RatingLevel.NOT_RATED)]
    if not rated:
        return "Nobody has judged yet whether the outcomes will be delivered"
    doubted = [row for row in rated if row.level in IN_DOUBT]
    return share(count(doubted), count(rows), "outcome", "is in doubt")


def was(comparison: Comparison | None, what: str, subject: str, ref: str) -> RatingMove | None:
    """How a rating moved since the review before; None without one."""
    if comparison is None:
        return None
    asked = (what, subject, ref)
    return next((m for m in comparison.ratings if (m.what, m.subject, m.ref) == asked), None)


def before(comparison: Comparison | None) -> str:
    """What the directions are told against."""
    if comparison is None:
        return "There is no earlier review to compare with."
    return f"Arrows compare with the review of {long_date(comparison.older.as_of)}."


def _standing(outcome: OutcomeMeasures, a: Assessment, comparison: Comparison | None) -> Standing:
    indicators = leading(a.measures.trajectories, outcome.ref)
    indicator = indicators[0] if indicators else None
    quality = a.rating("outcome", outcome.ref)
    confidence, proposal = a.judgement(outcome.ref), a.proposal(outcome.ref)
    return Standing(
        outcome,
        indicator,
        confidence,
        proposal,
        quality,
        was(comparison, JUDGED, "outcome", outcome.ref),
        was(comparison, QUALITY, "outcome", outcome.ref),
        _line(confidence, proposal, quality, indicator),
    )


def _line(
    confidence: Judgement | None,
    proposal: Rating | None,
    quality: Rating | None,
    indicator: Trajectory | None,
) -> str:
    """The reviewer's reason; without one that of the rules, or else what the indicator says."""
    if confidence is not None and confidence.reason:
        return confidence.reason
    for rating in (proposal, quality):
        if rating is not None and rating.reasons:
            return rating.reasons[0].sentence
    if indicator is not None:
        return f"{pace.pace_sentence(indicator)}."
    return "Nothing measures it, and nobody has judged it."


def _has_room(rows: tuple[Standing, ...]) -> bool:
    """Whether the course of the ratings, and words at length, fit on the two pages."""
    words = sum(min(len(row.outcome.title), LONG[0]) + min(len(row.says), LONG[1]) for row in rows)
    return len(rows) <= FEW and words <= ROOM


def _concern(row: Standing) -> tuple[int, int]:
    return (row.level.rank if row.level else 0, row.quality.level.rank if row.quality else 0)


def _context(material: Material) -> Mapping[str, Any]:
    a, comparison = material.assessment, material.comparison
    rows = standings(a, comparison)
    rated = [rating for rating in a.ratings if rating.subject == "priority"]
    return {
        "rows": shown(rows),
        "wide": any(row.indicator and pace.is_long(row.indicator) for row in rows),
        "longest": LONG if _has_room(rows) else SHORT,
        "left": count(rows[len(shown(rows)) :]),
        "says": title(rows),
        "moves": comparing_words,
        "compared": before(comparison),
        "confidence": a.judgement("plan"),
        "proposal": a.proposal("plan"),
        "quality": a.rating("plan", "plan"),
        "confidence_was": was(comparison, JUDGED, "plan", "plan"),
        "quality_was": was(comparison, QUALITY, "plan", "plan"),
        "priorities": [
            (rating, was(comparison, QUALITY, "priority", rating.ref))
            for rating in rated[:PRIORITIES]
        ],
        "further": count(rated[PRIORITIES:]),
        "moved": comparison.headline[:4] if comparison else (),
        "drawn": material.course is not None and _has_room(shown(rows)),
    }


KIND = Kind(
    key="strategic",
    title="Strategic report",
    about="For the board, two pages: of each outcome its position, direction and rating in one "
    "line, what moved since the last review, and what to decide.",
    context=_context,
    compares=True,
    course=True,
    styles=("style/tiers.css",),
)
