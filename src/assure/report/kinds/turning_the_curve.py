"""Turning the curve: a page for each indicator, from its line to what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assure.report import curves
from assure.report.kinds import Kind, Material


def _context(material: Material) -> Mapping[str, Any]:
    return {"set": curves.arrange(material.review, material.assessment), "curves": curves}


def _lacks(material: Material) -> str:
    if material.assessment.measures.trajectories:
        return ""
    return (
        "The plan names no indicator, so there is no curve to turn; write its indicators with "
        "their values into the plan (assure template shows where)."
    )


KIND = Kind(
    key="turning-the-curve",
    title="Turning the curve",
    about="For a theme group: a page for each indicator, with its line, where it goes if "
    "nothing changes, the story behind it, who could help, what works and what is proposed.",
    context=_context,
    lacks=_lacks,
    styles=("style/curve.css",),
)
