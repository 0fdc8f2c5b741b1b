"""Words that tell nothing themselves: they point to another paper, or note that papers moved."""

from __future__ import annotations

import re

from assure.words.promises import without_lead_in
from assure.words.text import plain

_I = re.IGNORECASE
_POINTER = re.compile(
    r"^(?:please )?(?:see(?! (?:through|that|if|whether|how|what|an? |more|fewer))(?: also)?|"
    r"refer to|as per|as set out in|as detailed in|as described in|set out in|detailed in|"
    r"covered (?:by|in|under)|contained in|included in|picked up in|cross[- ]refer\w*|cf\.?|"
    r"in accordance with|reported (?:through|under|in))\s+\S",
    _I,
)


def points_elsewhere(text: str) -> bool:
    """True when the words only send the reader to another paper: "See Annexe 2"."""
    return bool(_POINTER.match(without_lead_in(text).lstrip("([")))


_PROCESS = re.compile(
    r"^(?:(?:the )?(?:action )?(?:list|minutes|papers?|report|note|e-?mail|update)s? "
    r"(?:(?:has|have|was|were) (?:been )?)?(?:circulated|sent|issued|noted|received|tabled)"
    r"(?: to \w+)?|noted|circulated|minuted|for (?:noting|information)|no (?:further )?"
    r"(?:report|update|information|news)(?: yet| received| given| available| to report)?|"
    r"nothing to report|to be (?:discussed|reported|considered)(?: at [\w ]+)?|"
    r"discussed(?: at [\w ]+)?|reported to [\w ]+|on (?:the )?agenda(?: for [\w ]+)?|"
    r"update (?:to follow|requested|awaited)|see (?:above|below|minutes))\W*$",
    _I,
)


def process_note(text: str) -> bool:
    """True when a status or progress cell tells of paper, not of progress: "List circulated"."""
    line = plain(text)
    return bool(line) and bool(_PROCESS.match(line))
