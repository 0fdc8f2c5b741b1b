"""The sheets of a three-part workbook, beside its actions: how each is known and headed.

A sheet is known by its name, else by its headings. Order is free and every sheet but the one
with the actions may be missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from assure.intake.headings import ACTIONS, HeadingMatcher, Words, squash
from assure.intake.part import REF, Part
from assure.intake.register_parts import REGISTERS


def _pick(*names: str) -> dict[str, Words]:
    return {name: ACTIONS[name] for name in names}


ABOUT_NAMES = frozenset(squash(name) for name in ("About", "About this plan", "Cover", "Plan"))
# Label in the first column → what it is.
ABOUT: Mapping[str, str] = {
    squash(label): name
    for name, labels in {
        "partnership": ("Partnership", "Partnership name", "Name of partnership"),
        "locality": ("Locality", "Area", "Place", "Council", "City", "District"),
        "title": ("Plan", "Plan title", "Title", "Name of plan"),
        "period_start": ("Period start", "Plan start", "Start of period", "Starts", "From"),
        "period_end": ("Period end", "Plan end", "End of period", "Ends", "To"),
        "year_starts": ("Financial year starts", "Year starts", "Start of financial year"),
        "quarter_basis": ("Quarter basis", "Quarters", "Quarters are"),
        "lead": ("Plan lead", "Lead", "Lead officer", "Owner"),
        "key": ("Assure key",),
        "updated": ("Last updated", "Updated", "Date", "Version date"),
    }.items()
    for label in labels
}

PARTS: tuple[Part, ...] = (
    Part(
        "Priorities",
        ("Priorities", "Priority", "Strategic priorities"),
        {
            "ref": Words(REF),
            "title": Words(("priority", "title", "strategic priority", "name")),
            "lead": Words(("lead partner", "lead", "lead body", "owner", "led by")),
        },
        frozenset({"ref", "title"}),
    ),
    Part(
        "Outcomes",
        ("Outcomes", "Outcome"),
        {
            "ref": Words(REF),
            "title": Words(("outcome", "title", "name", "what we want")),
            "priorities": Words(("priority", "priorities", "links to priority")),
            "senior_lead": Words(
                ("senior lead", "sro", "senior responsible owner", "senior responsible officer",
                 "lead", "outcome lead", "owner", "sponsor"),
            ),
            "partners": Words(("partners", "partner", "supporting partners")),
            "target_date": Words(("target date", "by when", "due date", "date")),
            "story": Words(
                ("the story so far", "story", "story behind the baseline", "baseline story",
                 "the story behind the baseline"),
            ),
        },
        frozenset({"ref", "title"}),
    ),
    Part(
        "Monitoring",
        ("Monitoring", "Quarterly monitoring", "Monitoring schedule", "Part 2", "Progress",
         "Quarterly monitoring schedule", "Part 2 monitoring"),
        {
            **_pick("ref", "status", "rag", "percent", "reason", "evidence", "notes"),
            "title": Words(ACTIONS["action"].sure),
            **{
                f"q{n}": Words((f"q{n}", f"quarter {n}", f"qtr {n}", f"q {n}"))
                for n in range(1, 13)
            },
            **{f"update {n}": Words((f"update {n}",)) for n in range(1, 13)},
        },
        frozenset({"ref", "status"}),
    ),
    Part(
        "Impact",
        ("Impact", "Impact assessment", "Part 3", "Part 3 impact", "Impact on priorities"),
        {"ref": Words(REF), "title": Words(ACTIONS["action"].sure)},
        frozenset({"ref"}),
    ),
    Part(
        "Indicators",
        ("Indicators", "Indicator", "Measures", "Performance indicators"),
        {
            "ref": Words(REF),
            "outcome": Words(("outcome", "outcomes", "outcome ref")),
            "title": Words(("indicator", "measure", "title", "performance indicator", "name")),
            "unit": Words(("unit", "units", "unit of measure")),
            "good_is": Words(("good is", "polarity", "good", "direction", "better is")),
            "baseline": Words(("baseline", "baseline value")),
            "baseline_date": Words(("baseline date", "date of baseline", "baseline year")),
            "target": Words(("target", "target value")),
            "target_date": Words(("target date", "date of target", "target year", "by when")),
            "owner": Words(("owner", "indicator owner", "lead", "responsible officer")),
            "source": Words(("source", "data source", "source of data")),
            "frequency": Words(("frequency", "how often", "reported")),
        },
        frozenset({"ref", "title"}),
    ),
    Part(
        "Indicator data",
        ("Indicator data", "Data", "Indicator values", "Performance data"),
        {
            "indicator": Words(("indicator", "indicator ref", "ref", "measure")),
            "date": Words(("date", "day", "period", "as at", "quarter end")),
            "value": Words(("value", "actual", "result", "figure")),
            "kind": Words(("kind", "type", "series")),
        },
        frozenset({"indicator", "date", "value"}),
    ),
    Part(
        "Resources",
        ("Resources", "Resource", "Resource plan", "Resource schedule"),
        {
            "ref": Words(REF),
            "actions": Words(("action", "actions", "action ref", "for action")),
            "what": Words(("what is needed", "what", "resource", "need", "description", "item")),
            "kind": Words(("kind", "type", "category")),
            "amount": Words(("how much", "amount", "cost", "quantity", "value")),
            "obtained_by": Words(
                ("who obtains it", "obtained by", "who", "who by", "owner", "lead", "by whom",
                 "responsible officer"),
            ),
            "by": Words(("by when", "when", "needed by", "date", "due")),
            "status": Words(("status", "confirmed", "state")),
            "funded_until": Words(("funded until", "funded to", "funding ends", "until")),
        },
        frozenset({"actions", "what"}),
    ),
    Part(
        "Assumptions",
        ("Assumptions", "Assumption"),
        {
            "ref": Words(REF),
            "text": Words(("assumption", "assumptions", "text", "what we assume")),
            "outcomes": Words(("outcome", "outcomes", "outcome ref")),
            "checked_by": Words(("who checks", "checked by", "owner", "who", "lead")),
            "last_checked": Words(("last checked", "checked on", "date checked", "reviewed on")),
        },
        frozenset({"text"}),
    ),
    Part(
        "Dependencies",
        ("Dependencies", "Dependency"),
        {
            "ref": Words(REF),
            "action": Words(("action", "action ref", "this action")),
            "on": Words(("depends on", "dependent on", "depends upon", "dependency",
                         "needs first")),
            "needs": Words(("what is needed", "what", "needs", "need", "description")),
            "agreed_with": Words(("agreed with", "agreed", "agreed by", "contact")),
        },
        frozenset({"action", "on"}),
    ),
    Part(
        "Capacity",
        ("Capacity", "Team capacity", "Capacity of teams"),
        {
            "name": Words(("post or team", "post", "team", "name", "post team", "who")),
            "kind": Words(("kind", "type")),
            "days": Words(
                ("days agreed per quarter", "days per quarter", "days", "agreed days",
                 "days a quarter", "capacity"),
            ),
            "vacant_since": Words(("vacant since", "vacant", "vacant from")),
            "note": Words(("note", "notes", "comment", "comments")),
        },
        frozenset({"name", "days"}),
    ),
    *REGISTERS,
)  # fmt: skip

_MATCHERS = {part.name: HeadingMatcher(part.vocabulary) for part in PARTS}


def matcher(part: Part) -> HeadingMatcher:
    return _MATCHERS[part.name]


def part_named(sheet: str | None) -> Part | None:
    """The part that a sheet's name says it is."""
    squashed = squash(sheet or "")
    return next((part for part in PARTS if squashed in part.squashed), None)
