"""How often a figure is reported, as people write it."""

from __future__ import annotations

import re

from assure.words.late import late

USUAL_PERIOD = 92  # days: a quarter, when the words say nothing else
# Days of one unit, by the beginning of the word in the cell. The first that is found counts.
UNITS = {
    "fortnight": 14,
    "biennial": 731,
    "bi-month": 62,
    "bimonth": 62,
    "half": 183,
    "bi-annual": 183,
    "biannual": 183,
    "term": 122,
    "quarter": 92,
    "month": 31,
    "week": 7,
    "dai": 1,
    "day": 1,
    "annual": 366,
    "year": 366,
}
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "second": 2, "other": 2}
_SEVERAL = late(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})(?:nd|rd|th)?[\s-]*(years?|month|week|annual|quarter)"
)
_TIMES = re.compile(r"\b(twice|two times|2 times|four times|4 times) (?:a|per|each) year")


def period_days(frequency: str) -> int:
    """Days of one reporting period; a quarter when the words say nothing else.

    >>> period_days("Monthly"), period_days("Every six months"), period_days("Census, 10-yearly")
    (31, 186, 3660)
    """
    words = frequency.casefold()
    times = _TIMES.search(words)
    if times:
        return 92 if times[1].startswith(("four", "4")) else 183
    several = _SEVERAL.search(words)
    if several:
        many = NUMBERS.get(several[1]) or int(several[1])
        return max(many, 1) * UNITS[several[2].removesuffix("s")]
    return next((days for word, days in UNITS.items() if word in words), USUAL_PERIOD)
