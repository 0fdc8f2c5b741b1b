"""The sheets beside the actions, put together into the nouns of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assure.intake.cells import CellReader
from assure.intake.registers import read_partners, read_projects, read_risks
from assure.intake.rows import Refs, refs_of
from assure.intake.schedules import (
    read_assumptions,
    read_capacity,
    read_dependencies,
    read_indicators,
    read_points,
    read_resources,
)
from assure.intake.table import Table

Readers = Mapping[str, tuple[Table, CellReader]]


def read_beside(readers: Readers, outcomes: Refs, actions: Refs) -> dict[str, Any]:
    """What the sheets beside the actions hold, by field of ``Plan``; ``readers`` by their part."""
    nouns: dict[str, Any] = {}
    if "Indicators" in readers:
        indicators = read_indicators(*readers["Indicators"], outcomes)
        if "Indicator data" in readers:
            refs = refs_of([indicator.ref for indicator in indicators])
            points = read_points(*readers["Indicator data"], refs)
            indicators = tuple(
                indicator.model_copy(update={"points": points.get(indicator.ref, ())})
                for indicator in indicators
            )
        nouns["indicators"] = indicators
    if "Resources" in readers:
        nouns["resources"] = read_resources(*readers["Resources"], actions)
    if "Assumptions" in readers:
        nouns["assumptions"] = read_assumptions(*readers["Assumptions"], outcomes)
    if "Dependencies" in readers:
        nouns["dependencies"] = read_dependencies(*readers["Dependencies"], actions)
    if "Capacity" in readers:
        nouns["capacity"] = read_capacity(*readers["Capacity"])
    if "Risks" in readers:
        nouns["risks"] = read_risks(*readers["Risks"], outcomes, actions)
    if "Projects" in readers:
        nouns["projects"] = read_projects(*readers["Projects"], outcomes, actions)
    if "Partners" in readers:
        nouns["partners"] = read_partners(*readers["Partners"], outcomes)
    return nouns
