"""Which heading means which field: the words seen on published plans, as data.

Headings are compared without spaces, case and punctuation, so that one broken over lines or
in mid-word still matches. Words in ``weak`` are taken for a field only when no other column
claims it: "Item" holds the action in one council and nothing of the kind in the next. Of
several weak words the earlier in the list goes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assure.intake.heading_terms import TERMS
from assure.words.text import plain

EXACT, BRACKETLESS, NEAR, PART, WEAK = 100, 95, 85, 75, 50
_NEAR_ENOUGH = 88  # of 100, as rapidfuzz counts
_SHORTEST_NEAR = 5  # letters; shorter headings are too easily near to another


@dataclass(frozen=True)
class Words:
    """The headings of one field: sure ones and weak ones."""

    sure: tuple[str, ...]
    weak: tuple[str, ...] = ()


Vocabulary = Mapping[str, Words]
_Add = Callable[[Mapping[str, int], int], None]

_REF = (
    "ref", "ref no", "ref nos", "reference", "reference no", "reference number", "no", "nos",
    "number", "serial no", "serial number", "code", "id", "action ref", "action no",
    "action number", "action id", "item no", "item ref", "row", "#",
)  # fmt: skip

ACTIONS: Vocabulary = {
    "ref": Words(_REF, ("para ref", "pi no", "recommendation no", "s no", "sr no")),
    "action": Words(
        (
            "action", "actions", "action measure", "actions measures", "key action", "key actions",
            "action required", "actions required", "agreed action", "agreed actions",
            "improvement action", "improvement actions", "planned action", "planned actions",
            "proposed action", "what action", "task", "tasks", "activity", "activities",
            "key activities", "key tasks", "what", "what will we do", "what we will do",
            "what are we going to do", "what needs to be done", "what needs to happen",
            "what will be done", "we will", "recommendation made", "recommendation",
            "recommendations", "agreed recommendation", "improvement", "improvements",
            "action description", "description of action", "action title", "action point",
            "action points", "action to be taken", "actions to be taken", "project action",
            "specific action", "specific actions", "intervention", "commitment", "commitments",
        ),
        (
            "title", "item", "items", "measure", "measures", "specific project", "project",
            "projects", "initiative", "initiatives", "key milestone", "key milestones", "milestone",
            "milestones", "description", "deliverable", "deliverables", "proposal", "step",
            "steps", "improvement area", "detail", "details", "work", "objective", "objectives",
            "governance issue", "issue", "issues", "subject", "aim", "goal",
            "our response", "council response", "response", "our commitment", "our commitments",
            "what we said we would do", "what we have agreed to do",
        ),
    ),
    "owner": Words(
        (
            "owner", "action owner", "led by", "lead", "lead officer", "lead person", "lead agency",
            "lead partner", "lead organisation", "lead responsibility", "delivery led by",
            "delivery lead", "by whom", "who by", "who", "who will do it", "who is responsible",
            "who will lead", "responsible", "responsible person", "responsible officer",
            "responsible lead", "officer responsible", "person responsible", "responsibility",
            "responsible body", "person", "task officer", "action lead", "target owner",
            "assigned to", "allocated to", "accountable", "accountable officer",
            "accountability", "officer", "recommendation made to", "senior responsible officer",
            "senior responsible owner", "sro",
            "responsibility of", "led",
            "lead directorate", "lead department", "lead service", "lead team",
            "responsible service", "responsible team", "responsible department",
        ),
        ("post", "contact", "contact officer", "name", "manager", "service", "directorate",
         "department", "team", "portfolio holder", "cabinet member", "delivery"),
    ),
    "support": Words(
        (
            "supported by", "support", "supporting", "assisted by", "partners", "partner",
            "supporting partners", "supporting officers", "other partners", "key partners",
            "partners involved", "with", "who else", "working with", "delivery partners",
        ),
        ("consultation",),
    ),
    "start": Words(
        ("start", "start date", "start by", "starts", "begin", "begin date", "commence",
         "commencement", "from", "date started"),
    ),
    "due": Words(
        (
            "due", "due date", "by when", "when", "when by", "target date", "target dates",
            "finish by", "finish", "finish date", "end", "end date", "timetable", "timeframe",
            "time frame", "timescale", "timescales", "time scale", "timing", "deadline",
            "quarter for completion", "relevant fy", "year to action", "to be completed",
            "to be completed by", "to be progressed", "completion date", "completion",
            "complete by", "target completion", "target completion date", "date for completion",
            "expected completion", "planned completion", "implementation date",
            "delivery date", "when will it be done", "when will we do it", "milestone date",
            "original date", "original due date", "original target date", "date due",
            "proposed timetable",
        ),
        ("date", "target", "year", "quarter", "until", "to"),
    ),
    "revised": Words(
        ("revised date", "revised dates", "revised timetable", "revised due date",
         "revised target date", "revised deadline", "revised completion date", "new date",
         "new due date", "revised", "extension", "extended to", "forecast date",
         "current due date"),
    ),
    "status": Words(
        ("status", "action status", "current status", "status corrective action",
         "delivery status", "state", "closed"),
    ),
    "progress": Words(
        ("progress", "progress to date", "progress update", "progress report", "action update",
         "action taken or planned to date", "action taken", "action taken to date", "update",
         "latest update", "latest progress", "progress made", "progress so far",
         "position statement", "current position", "outcome of action", "how are we doing",
         "how we are doing", "where are we now", "where we are now", "where are we",
         "where we are", "where are we up to", "where we are up to",
         "state of play", "headline", "headlines", "highlights", "headline progress"),
    ),
    "notes": Words(
        ("comments", "comment", "notes", "note", "commentary", "narrative", "remarks"),
        ("monitoring", "monitoring and reporting"),
    ),
    "rag": Words(
        ("rag", "rag status", "rag rating", "brag", "brag status", "brag rating",
         "traffic light", "colour", "progress rag", "delivery confidence"),
    ),
    "percent": Words(
        ("percent", "percent complete", "percentage complete", "complete percent", "percentage",
         "progress percent", "percent progress", "percentage progress", "percent done",
         "completion percent", "percent completed"),
    ),
    "reason": Words(
        ("reason for delay", "reasons for delay", "reason", "reasons", "reason for rag",
         "reason for status", "reason for variance", "corrective action", "recovery action",
         "reason for amber or red"),
    ),
    "evidence": Words(
        ("evidence of completion", "evidence", "completion evidence", "proof",
         "evidence of progress", "evidence of achievement", "date completed",
         "actual completion date", "completed on"),
    ),
    "depends_on": Words(
        ("depends on", "dependent on", "depends upon", "dependencies", "dependency",
         "interdependencies", "predecessor", "predecessors", "waits for", "needs first"),
    ),
    "how": Words(
        ("how", "how will we do it", "how will it be done", "method", "approach",
         "how we will do it", "how will this be done", "tasks to deliver", "detailed steps"),
    ),
    "milestones": Words(("milestones", "key milestones", "milestone", "interim milestones")),
    "outcomes": Words(
        ("outcome", "outcomes", "outcome ref", "outcome no", "outcome supported",
         "linked outcome", "linked outcomes", "contributes to outcome"),
        ("expected outcome", "expected outcomes", "links to", "desired outcome"),
    ),
    "section": Words(
        ("theme", "strategic theme", "workstream", "work stream", "priority area",
         "select committee", "strategic objective", "strategic priority", "category", "strand",
         "objective", "aim", "service area", "key area", "area for improvement",
         "areas for improvement"),
    ),
    "effort_days": Words(
        ("effort", "effort days", "officer days", "days", "days effort", "person days",
         "staff days", "effort in days"),
    ),
    "resources": Words(
        ("resources", "resources needed", "resources required", "resource", "resources allocated",
         "resource implications", "resource requirements", "budget implications",
         "resources and budget", "resources costs", "financial implications", "resourced by",
         "how resourced"),
    ),
    "funding": Words(
        ("funding", "funding source", "source of funding", "funded by", "funding stream",
         "sources of funding", "source of funds", "funding sources", "budget source",
         "where the money comes from", "funding status", "funding route", "how funded"),
    ),
    "cost": Words(
        ("cost", "costs", "estimated cost", "budget", "cost gbp", "total cost", "amount"),
    ),
    "measure": Words(
        (
            "measure of success", "measures of success", "success measure", "success measures",
            "success criteria", "performance indicator", "performance indicators",
            "performance measure", "performance measures", "performance measurement",
            "how will we know", "how we will know",
            "how will we know we have succeeded", "how will we know it has worked",
            "how will we measure success",
            "outcome measure", "output", "outputs", "outputs outcomes", "measurable outcome",
            "what success looks like", "what will success look like", "measure", "measures",
            "success measures and targets", "target outcome",
        ),
        ("key performance indicator", "kpi", "indicator", "indicators"),
    ),
    "contract": Words(("contract", "contract needed", "contracted out", "procurement")),
    "statutory": Words(("statutory", "statutory duty", "statutory requirement")),
    "efficiency": Words(("efficiency", "efficiency saving", "efficiencies", "saving")),
    "improvement": Words(
        ("improvement plan", "in improvement plan", "improvement plan action",
         "part of improvement plan", "in the improvement plan", "improvement flag"),
    ),
}  # fmt: skip


# Columns that our own workbook has beside those of people: see ``sheets``.
OWN: Vocabulary = {
    "stable_key": Words(("assure key",)),
    "status_words": Words(("status as written",)),
}


def squash(text: str) -> str:
    """The letters and digits of a heading, and nothing else: "Ref N\\no ." → "refno"."""
    line = plain(text).replace("%", " percent ").replace("&", " and ").replace("£", " gbp ")
    return re.sub(r"[^a-z0-9#]+", "", line)


_Fields = dict[str, dict[str, int]]  # squashed heading → field → strength


def _tables(vocabulary: Vocabulary) -> tuple[_Fields, _Fields]:
    sure: _Fields = {}
    weak: _Fields = {}
    for field, words in vocabulary.items():
        for word in words.sure:
            sure.setdefault(squash(word), {})[field] = EXACT
        for index, word in enumerate(words.weak):
            weak.setdefault(squash(word), {}).setdefault(field, WEAK - index)
    return sure, weak


class HeadingMatcher:
    """Tells, for one vocabulary, which fields a heading may mean and how surely.

    ``by_terms`` is asked about headings that the vocabulary does not hold.
    """

    def __init__(
        self, vocabulary: Vocabulary, by_terms: Callable[[str], str | None] | None = None
    ) -> None:
        self._by_terms = by_terms
        self._sure, self._weak = _tables({**vocabulary, **OWN})
        self._long = [word for word in self._sure if len(word) >= _SHORTEST_NEAR]
        self._known: dict[str, dict[str, int]] = {}

    def fields(self, heading: str) -> dict[str, int]:
        """Fields that the heading may mean, with a strength from 1 to 100."""
        known = self._known.get(heading)
        if known is None:
            known = self._known[heading] = self._match(heading)
        return known

    def _match(self, heading: str) -> dict[str, int]:
        found: dict[str, int] = {}

        def add(fields: Mapping[str, int], most: int) -> None:
            for field, strength in fields.items():
                found[field] = max(found.get(field, 0), min(strength, most))

        bare = re.sub(r"[(\[][^)\]]*[)\]]", " ", heading)
        if len(bare) > 80 or len(heading) > 400:
            return found
        self._look_up(squash(heading), EXACT, add)
        if bare != heading:
            self._look_up(squash(bare), BRACKETLESS, add)
        if not found:
            for part in re.split(r"[/&,]|\band\b|\bor\b", plain(bare)):
                self._look_up(squash(part), PART, add)
        if not found:
            squashed = squash(bare)
            if len(squashed) >= _SHORTEST_NEAR:
                for word, _, _ in process.extract(
                    squashed, self._long, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=None
                ):
                    add(self._sure[word], NEAR)
        if not found and self._by_terms is not None:
            field = self._by_terms(heading)
            if field is not None:
                found[field] = TERMS
        return found

    def _look_up(self, squashed: str, strength: int, add: _Add) -> None:
        if not squashed:
            return
        add(self._sure.get(squashed, {}), strength)
        add(self._weak.get(squashed, {}), strength)
