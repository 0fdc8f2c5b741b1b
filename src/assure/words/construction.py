"""What kind of works a project is, and how far first estimates of that kind fell short.

The shares are those of a review of large public procurement in the United Kingdom, made for the
Treasury in 2002: old, and of larger projects than most here. They say in which direction to look.
As in ``promises``: nothing is judged, and a list errs towards silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assure.words.late import late
from assure.words.text import either, one_line

_I = re.IGNORECASE


class Works(StrEnum):
    """Kinds of works whose estimates were compared with what came of them."""

    STANDARD_BUILDING = "standard_building"
    OTHER_BUILDING = "other_building"
    STANDARD_CIVIL = "standard_civil"
    OTHER_CIVIL = "other_civil"
    EQUIPMENT = "equipment"
    OUTSOURCING = "outsourcing"


@dataclass(frozen=True)
class Shortfall:
    """By how many % works of one kind came out dearer and longer than first estimated: from those
    whose risks were well in hand to those whose risks were not. ``longer`` is None where it was not
    measured."""

    called: str
    dearer: tuple[int, int]
    longer: tuple[int, int] | None


SHORTFALLS = {
    Works.STANDARD_BUILDING: Shortfall("an ordinary building", (2, 24), (1, 4)),
    Works.OTHER_BUILDING: Shortfall("an unusual or older building", (4, 51), (2, 39)),
    Works.STANDARD_CIVIL: Shortfall("ordinary civil engineering", (3, 44), (1, 20)),
    Works.OTHER_CIVIL: Shortfall("unusual civil engineering", (6, 66), (3, 25)),
    Works.EQUIPMENT: Shortfall("a system or equipment to be developed", (10, 200), (10, 54)),
    Works.OUTSOURCING: Shortfall("a service to be contracted out", (0, 41), None),
}


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b" + either(*patterns) + r"\b", _I)


# Work that leaves a paper behind, or helps people, is no works, whatever it is about.
_NO_WORKS = _words(
    "strateg(?:y|ies)", "polic(?:y|ies)", "plans?", "planning", "reviews?", "reports?",
    "stud(?:y|ies)", "business cases?", "appraisals?", "surveys?", "consultations?", "consult",
    "feasibility", "training", "train", "advice", "campaigns?", "awareness", "support", "bids?",
    "grants?", "safety", "licensing", "standards?", "programme board", "officers?", "workers?",
    "lessons?", "courses?", "visits?", "audits?", "assessments?", "options", "design",
    "charging", "chargers?", "solar", "lighting", "broadband", "heating", "boilers?", "roofs?",
    "windows", "signs?", "signage", "furniture", "bonus",
)  # fmt: skip
_NEW = _words(
    "build(?:ing)? (?:of|a|an|the|new|\\d+|two|three)", "construct(?:ion|ing)?", "erect", "new",
    "new[- ]build", "rebuild(?:ing)?", "redevelop(?:ment|ing)?", "replace(?:ment)?", "lay(?:ing)?",
)  # fmt: skip
_UPON = _words(
    "refurbish(?:ment|ing)?", "renovat(?:e|ion|ing)", "convert", "conversion", "restor(?:e|ation)",
    "extend", "extension", "remodel(?:l?ing)?", "retrofit(?:ting)?", "modernis(?:e|ation)",
    "upgrad(?:e|ing)", "widen(?:ing)?", "improvements?", "reconfigur(?:e|ation)",
    "relocat(?:e|ion)",
)  # fmt: skip
_BUILDING = _words(
    "houses", "homes", "flats", "dwellings", "offices?", "depots?", "civic centre",
    "(?:community|day|resource|youth|health|children's|family|leisure|sports|town) centres?",
    "(?:village|town|community|sports) halls?", "schools?", "nurser(?:y|ies)", "librar(?:y|ies)",
    "pavilions?", "hostels?", "care homes?", "extra[- ]care", "changing rooms?", "workshops? units",
    "(?:industrial|business) units",
)  # fmt: skip
_UNUSUAL_BUILDING = _words(
    "swimming pools?", "museums?", "theatres?", "laborator(?:y|ies)", "crematori(?:um|a)",
    "listed building", "castles?", "hospitals?", "arts centres?", "concert halls?",
)  # fmt: skip
_CIVIL = _words(
    "bypass(?:es)?", "link roads?", "roads?", "junctions?", "roundabouts?", "car parks?",
    "cycle(?:way|ways| routes?| paths?| lanes?| tracks?)", "footways?", "footpaths?", "sewers?",
    "drainage", "flood (?:walls?|defences?|banks?|alleviation)", "culverts?", "crossings?",
    "district heating", "heat networks?",
)  # fmt: skip
_UNUSUAL_CIVIL = _words(
    "bridges?", "tunnels?", "railways?", "rail (?:stations?|halts?|links?)", "tram(?:way|s)?",
    "harbours?", "quays?", "sea walls?", "piers?", "park and ride",
)  # fmt: skip
_SYSTEM = _words(
    "(?:it|ict|software|case management|finance|hr|payroll|housing management|booking|"
    "customer relationship management|records?(?: management)?|crm|erp) systems?",
    "crm", "erp", "software", "digital platforms?", "data warehouses?", "online portals?",
    "customer portals?", "mobile apps?",
)  # fmt: skip
_MADE = _words(
    "new", "replac(?:e|ement|ing)", "implement(?:ation|ing)?", "migrat(?:e|ion|ing)", "develop",
    "development", "introduc(?:e|tion)", "build", "roll[- ]?out", "procure(?:ment)?",
    "upgrad(?:e|ing)", "instal(?:l|lation)",
)  # fmt: skip
_PLACE = late(r"\s+(?:at|in|on|off|near|along|between|to|for|by)\s|[,;:(–—]|\s-\s", _I)
_CONTRACTED_OUT = _words(
    "outsourc(?:e|ing)",
    "contract(?:ing)? out",
    "externalis(?:e|ation|ing)",
)


def works(title: str) -> Works | None:
    """The kind of works that a title names, or None.

    >>> works("New depot at Mill Lane"), works("Refurbish the town hall").value
    (<Works.STANDARD_BUILDING: 'standard_building'>, 'other_building')
    >>> works("New homes strategy") is None
    True
    """
    line = one_line(title)
    if _NO_WORKS.search(line):
        return None
    if _CONTRACTED_OUT.search(line):
        return Works.OUTSOURCING
    line = _PLACE.split(line, maxsplit=1)[0]  # "homes at Station Road" are no road
    new, upon = bool(_NEW.search(line)), bool(_UPON.search(line))
    found = {kind for kind, there in _named(line, new=new, upon=upon) if there}
    # "New road bridge" is a bridge; a town hall with a car park is left alone.
    if {Works.OTHER_CIVIL, Works.STANDARD_CIVIL} == found:
        return Works.OTHER_CIVIL
    if {Works.OTHER_BUILDING, Works.STANDARD_BUILDING} == found:
        return Works.OTHER_BUILDING
    return found.pop() if len(found) == 1 else None


def _named(line: str, *, new: bool, upon: bool) -> tuple[tuple[Works, bool], ...]:
    building, civil = bool(_BUILDING.search(line)), bool(_CIVIL.search(line))
    any_works = new or upon
    return (
        (Works.STANDARD_BUILDING, building and new and not upon),
        (Works.OTHER_BUILDING, building and upon),
        (Works.OTHER_BUILDING, any_works and bool(_UNUSUAL_BUILDING.search(line))),
        (Works.STANDARD_CIVIL, civil and any_works),
        (Works.OTHER_CIVIL, any_works and bool(_UNUSUAL_CIVIL.search(line))),
        (Works.EQUIPMENT, bool(_SYSTEM.search(line) and _MADE.search(line))),
    )


_ALLOWANCE = re.compile(
    r"\b(?:contingenc(?:y|ies)|optimism bias|risk (?:allowance|reserve|pot|provision|budget)|"
    r"allowance for (?:risk|overrun|inflation)|uplift|headroom|p(?:50|80|90)|"
    r"(?:inc(?:l|luding|ludes)?\.? )?\d+ ?% (?:for risk|risk|tolerance))\b",
    _I,
)


def tells_allowance(text: str) -> bool:
    """True for words that set something aside for more cost or time than was estimated."""
    return bool(_ALLOWANCE.search(text))
