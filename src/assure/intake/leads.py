"""Who answers for a whole table or plan, where a line over the table says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assure.intake.grid import Cell
from assure.words.text import is_nothing, one_line

_LABEL = (
    r"(?:(?:responsible|accountable|lead|senior responsible|action|section|priority|theme|"
    r"objective|overall|project|programme|plan)\s+(?:officer|person|owner|manager|director|lead)"
    r"|officer responsible|person responsible|lead|owner|owned by|led by|sro)"
)
_LEAD = re.compile(
    rf"(?:^|[.;|,]\s+)(?P<label>{_LABEL})s?(?P<of>\s+(?:for|of)\s+[\w ]{{1,40}})?"
    r"(?:\s*:\s*|\s+[–—-]\s+)(?P<name>[^:]{2,120})$",
    re.IGNORECASE,
)
# "Owners in the first line are accountable, others support."
_FIRST_LEADS = re.compile(
    r"\b(?:owners?|leads?|names?|officers?|posts?|persons?|people|partners?|organisations?)\b"
    r"[^.]{0,40}\b(?:first line|(?:listed|named|shown|written) first)\b"
    r"[^.]{0,30}\b(?:accountable|responsible|leads?|in the lead)\b"
    r"|\bfirst[- ](?:listed|named|shown)\b[^.]{0,40}"
    r"\b(?:is|are) (?:the )?(?:accountable|responsible|leads?)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"[.;|]\s+[^.;|:]{2,60}:")  # a label further on in the same line


def lead_of_table(above: Sequence[str]) -> Cell | None:
    """The owner that the line nearest to the table names, as a cell in no row of it."""
    named = [name for line in above for name, of_plan in _leads(line) if not of_plan]
    return Cell(named[-1], named[-1], 0, 0, inherited=True) if named else None


def first_named_leads(above: Sequence[str]) -> bool:
    """Whether a line over the table says that of several owners the first one answers."""
    return any(_FIRST_LEADS.search(one_line(line)) for line in above)


def lead_of_plan(above: Sequence[str]) -> str:
    """Who leads the plan as a whole: "Responsible officer for the plan: Officer A"."""
    return next((name for line in above for name, of_plan in _leads(line) if of_plan), "")


def _leads(line: str) -> list[tuple[str, bool]]:
    """Each name in a line and whether it is that of the whole plan."""
    found: list[tuple[str, bool]] = []
    for piece in _pieces(one_line(line)):
        match = _LEAD.search(piece)
        if match is None or is_nothing(match["name"]):
            continue
        label = f"{match['label']}{match['of'] or ''}".casefold()
        found.append((match["name"].strip(" .;"), bool(re.search(r"\b(?:plan|document)\b", label))))
    return found


def _pieces(line: str) -> list[str]:
    cuts = [0, *(match.start() + 1 for match in _ANOTHER.finditer(line)), len(line)]
    return [line[a:b].strip(" .;|") for a, b in pairwise(cuts)]
