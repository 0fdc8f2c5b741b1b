"""The comparison: what moved from one review to the next, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assure.report import comparing, comparing_words
from assure.report.kinds import Kind, Material


def _context(material: Material) -> Mapping[str, Any]:
    compared = material.comparison
    return {
        "moved": comparing.arrange(compared) if compared else None,
        "most": comparing.ROWS,
        "said": comparing_words,
    }


def _lacks(material: Material) -> str:
    if material.comparison is not None:
        return ""
    return (
        "No review before this one is known here to compare it with; name one: "
        "assure report comparison --against NAME."
    )


KIND = Kind(
    key="comparison",
    title="Comparison",
    about="For the board, from the second review on: where each rating moved and why, findings "
    "fixed, new and still open, actions moved, promises, answers and figures.",
    context=_context,
    lacks=_lacks,
    compares=True,
    course=True,
    styles=("style/comparison.css",),
)
