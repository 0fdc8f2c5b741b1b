"""What kind of work an action's words promise: how many pieces, papers only, a standard to keep.

As in ``promises``: nothing is judged, and a list errs towards silence.
"""

from __future__ import annotations

import re

from assure.words.fields_of_work import IMPERATIVE
from assure.words.late import late
from assure.words.promises import without_lead_in
from assure.words.text import either, one_line, plain

_I = re.IGNORECASE

# --- Pieces of work -----------------------------------------------------------------------

_BREAK = re.compile(r"[;\n•]+|\.\s+|,\s*(?:and |then )*|\s+(?:and|then|&)\s+(?:then )?", _I)
# Words that are as often a thing as work: "produce a plan, report and design". They count as work
# only before what can be nothing but its object.
_THING_TOO = re.compile(
    r"(?:access|audit|change|check|control|cut|design|draft|end|finish|form|fund|issue|lead|link|"
    r"list|map|measure|model|move|offer|open|pilot|plan|project|record|report|request|research|"
    r"review|run|set|share|show|sign|start|stop|support|survey|target|test|track|"
    r"transfer|update|upgrade|use|visit|work)",
    _I,
)
_OBJECT = re.compile(
    r"(?:the|a|an|all|any|each|every|our|its|their|this|these|those|new|existing|up|out|\d[\d,]*)",
    _I,
)
_NO_OBJECT = re.compile(
    r"(?:of|for|in|to|on|at|by|from|with|within|across|as|is|are|was|were|or|into|through|that|"
    r"which|who|where|while|under|against|between|per)",
    _I,
)


def works(text: str) -> int:
    """How many pieces of work the words promise, each opening with a verb that asks for it.

    >>> works("Write the policy, train all wardens, publish a guide and recruit two inspectors")
    4
    >>> works("Produce a plan, report and design for parks and open spaces")
    1
    """
    return sum(map(_is_work, _BREAK.split(text)))


def _is_work(piece: str) -> bool:
    words = without_lead_in(piece).split(maxsplit=2)
    if len(words) < 2 or not IMPERATIVE.fullmatch(words[0]):
        return False
    if _THING_TOO.fullmatch(words[0]):
        return bool(_OBJECT.fullmatch(words[1]))
    return not _NO_OBJECT.fullmatch(words[1].strip("(“"))


# --- The thing that is worked on ----------------------------------------------------------

_AFTER_THING = re.compile(
    r"\s+(?:of|for|to|at|in|on|from|with|within|by|that|which|so|and|through|across|under|via|"
    r"into|between|where|who|using|until|before|after|around|about)\b|[,;:.()\[\]–—\n]|\s-\s",
    _I,
)


def work_and_thing(text: str) -> tuple[str, str] | None:
    """The verb that an action opens with and the one thing it is done to, or None.

    >>> work_and_thing("1.2 Build two new playgrounds in the north of the town")
    ('build', 'playground')
    """
    line = plain(without_lead_in(text))
    verb, _, rest = line.partition(" ")
    if not rest or not IMPERATIVE.fullmatch(verb):
        return None
    if verb == "set" and rest.startswith("up "):
        verb, rest = "set up", rest[3:]
    thing = _AFTER_THING.split(rest, maxsplit=1)[0].split()
    if not thing or not thing[-1].isalpha():
        return None
    return verb, _singular(thing[-1])


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if re.search(r"[^s]s$", word) and len(word) > 3 else word


# --- Papers and meetings ------------------------------------------------------------------

# Work that leaves a paper, a meeting or a view behind, whatever it is done to.
_OF_PAPER = frozenset(
    {"review", "discuss", "consider", "explore", "investigate", "monitor", "scope", "map", "audit",
     "evaluate", "assess", "analyse", "consult", "meet", "research", "examine", "attend", "report",
     "appraise", "liaise"}
)  # fmt: skip
_PAPER = frozenset(
    {"plan", "strategy", "policy", "report", "review", "framework", "protocol", "case", "reference",
     "terms", "group", "board", "forum", "meeting", "assessment", "procedure", "paper", "survey",
     "audit", "evaluation", "consultation", "appraisal", "study", "research", "mapping", "register",
     "charter", "agreement", "memorandum", "roadmap", "proposal", "statement", "guidance",
     "guideline", "analysis", "baseline", "committee", "panel", "specification", "profile",
     "timetable", "option", "recommendation", "principle", "vision", "governance", "dashboard"}
)  # fmt: skip


def leaves_paper(text: str) -> bool:
    """True when all that an action leaves behind is a paper, a meeting or a group.

    >>> leaves_paper("Develop a joint strategy for parks"), leaves_paper("Open three family hubs")
    (True, False)
    """
    found = work_and_thing(text)
    if found is None:
        return plain(without_lead_in(text)).partition(" ")[0] in _OF_PAPER
    return found[0] in _OF_PAPER or found[1] in _PAPER


# --- A standard of everyday service -------------------------------------------------------

_SERVE = re.compile(
    either(
        "answer", "respond to", "reply to", "acknowledge", "process", "pay", "determine", "repair",
        "collect", "deal with", "handle", "resolve", "inspect", "issue", "decide", "complete",
        "clear", "remove", "return", "turn round", "deliver", "carry out",
    )
    + r"\b",
    _I,
)  # fmt: skip
_ALL = re.compile(r"\b(?:all|every|each|any|\d[\d.]*\s*(?:%|per ?cent))(?:\W|$)", _I)
_WITHIN = late(
    r"\b(?:with)?in (?:under )?(?:\d+|one|two|three|four|five|ten|twenty) "
    r"(?:working |calendar )?(?:seconds?|minutes?|hours?|days?|weeks?)\b(?! of (?:the )?"
    r"(?:start|launch|approval|decision|agreement|adoption|appointment))",
    _I,
)
_KEEP = re.compile(r"(?:maintain|keep|sustain|hold)\b[^.;]*?\d[\d.]*\s*(?:%|per ?cent)", _I)


def keeps_a_standard(text: str) -> bool:
    """True when an action words a standard that a service keeps day by day.

    >>> keeps_a_standard("Answer 95% of calls within 20 seconds")
    True
    >>> keeps_a_standard("Raise the share of calls answered within 20 seconds to 95%")
    False
    """
    line = one_line(without_lead_in(text))
    if _KEEP.match(line):
        return True
    return bool(_SERVE.match(line) and _ALL.search(line) and _WITHIN.search(line))
