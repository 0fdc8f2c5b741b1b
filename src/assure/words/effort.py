"""Measures that count what was done: "Number of workshops held", "People trained".

Such a measure says how much was done, and neither how well nor whether anyone is better off.
What is only likely to be one is left alone: "Families who used a hub" may be the very change
that was wanted, and calls or referrals received tell of need, not of effort.
"""

from __future__ import annotations

import re

from assure.words.late import late
from assure.words.text import one_line

_I = re.IGNORECASE

# What is done, or made, as part of the work and is nobody's better life by itself.
_DEEDS = (
    "sessions?|events?|workshops?|meetings?|courses?|classes|briefings?|seminars?|conferences?|"
    "roadshows?|drop-ins?|leaflets?|newsletters?|posters?|campaigns?|social media posts?|"
    "press releases?|toolkits?|guides?|posts published|home visits?|outreach visits?|patrols?|"
    "inspections?|audits?|surveys? (?:sent|run|carried out)|training places?|training days?|"
    "plans? written|strategies|policies|reports? (?:written|published)|grants? awarded"
)
# Those who were there when it was done.
_PEOPLE = (
    "people|residents|families|parents|carers|children|pupils|young people|staff|officers|"
    "volunteers|members|tenants|practitioners|professionals|businesses|schools|organisations|"
    "attendees|participants|managers|teachers|councillors"
)
_DONE_TO = (
    "trained|briefed|contacted|visited|reached|invited|consulted|attending|attended|"
    "who attended|signposted|engaged with"
)
# Up to two words that describe it; one that joins makes it a count of something else.
_SUCH = (
    r"(?:(?!(?:at|from|after|in|of|by|during|before|on|to|for|with|without|who|and|or)\b)"
    r"[\w-]+ ){0,2}?"
)
_HOW_MANY = r"(?:the )?(?:total )?(?:number|no\.?|count) of "
_COUNTED = late(
    rf"{_HOW_MANY}{_SUCH}(?:{_DEEDS})\b"
    rf"|{_SUCH}(?:{_DEEDS}) (?:held|delivered|run|provided|offered|hosted|"
    r"distributed|sent|issued|published|carried out|made|completed|organised|undertaken)\b"
    rf"|(?:{_HOW_MANY})?{_SUCH}(?:{_PEOPLE}) (?:{_DONE_TO})\b",
    _I,
)
# Words that make more of the count than a count: how well, on time, or what came of it.
_MORE = late(
    r"%|per ?cent|\b(?:rates?|shares?|proportion|ratio|average|mean|scores?|satisf\w*|quality|"
    r"(?:on|in|within) time|within|first time|improv\w*|reduc\w*|fewer|better|still|sustain\w*|"
    r"success\w*|result\w*|leading to|led to|lead to|outcomes?|achiev\w*|who (?:say|said|feel|felt|"
    r"report|reported|found|went|moved|kept|gain|gained)|afterwards|complaints?|incidents?|"
    r"into (?:work|employment|training|education|homes?)|qualif\w*|certificat\w*|cancelled|"
    r"missed|failed|passed|overdue|outstanding|late|empty|wasted)\b",
    _I,
)


def counts_effort(title: str, unit: str = "") -> bool:
    """Whether a measure counts what was done and says no more.

    >>> [counts_effort(t) for t in ("Number of workshops held", "Staff trained in falls care")]
    [True, True]
    >>> [counts_effort(t) for t in ("Homes insulated", "Number of calls received")]
    [False, False]
    >>> counts_effort("People trained who went into work"), counts_effort("Staff trained", "%")
    (False, False)
    """
    line = one_line(title)
    if _MORE.search(line) or _MORE.search(one_line(unit)) or re.search(r"\bper\b", unit, _I):
        return False
    return bool(_COUNTED.match(line))
