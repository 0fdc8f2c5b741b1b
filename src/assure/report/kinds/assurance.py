"""The assurance report: what a board reads at mid-year and at the annual review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assure.model.comparison import Comparison, RatingMove
from assure.report import comparing_words, pages, rests
from assure.report.kinds import Kind, Material


def _context(material: Material) -> Mapping[str, Any]:
    return {
        "pages": pages.arrange(material.assessment),
        "rests": rests.by_outcome(material.review.plan),
        "then": _then(material.comparison),
        "said": comparing_words,
    }


def _then(compared: Comparison | None) -> Mapping[tuple[str, str], RatingMove]:
    """Each rating as it moved since the review before, by what it is and of what."""
    ratings = compared.ratings if compared else ()
    return {(r.what, r.ref): r for r in ratings if r.subject in ("plan", "outcome")}


KIND = Kind(
    key="assurance",
    title="Assurance report",
    about="For the board, at mid-year and annual review: how far the plan can be relied on, "
    "outcome by outcome, and what to decide.",
    context=_context,
    compares=True,
    course=True,
    files={"board": "board-report", "full": "full-report"},
)
