"""The assurance report: what a board reads at mid-year and at the annual review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assure.report import pages
from assure.report.kinds import Kind, Material


def _context(material: Material) -> Mapping[str, Any]:
    return {"pages": pages.arrange(material.assessment)}


KIND = Kind(
    key="assurance",
    title="Assurance report",
    about="For the board, at mid-year and annual review: how far the plan can be relied on, "
    "outcome by outcome, and what to decide.",
    context=_context,
    files={"board": "board-report", "full": "full-report"},
)
