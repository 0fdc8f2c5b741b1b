"""A later date told in a progress note: "start now expected January 2027", "forecast finish Q4
2026/27"."""

from __future__ import annotations

import datetime as dt
import re

from assure.words.calendar import MONTHS, PlanCalendar
from assure.words.dates import read_when
from assure.words.late import late
from assure.words.text import SENTENCE_END, one_line

_I = re.IGNORECASE
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = late(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH})\.? (?:20)\d\d\b"
    r"|\b(?:q|quarter )[1-4],? 20\d\d(?:[/-]\d\d)?\b|\b\d{1,2}/\d{1,2}/20\d\d\b",
    _I,
)
# What is still to come, and belongs to the work itself.
_TO_COME = re.compile(
    r"\b(?:now (?:due|expected|planned|scheduled|to)|expect(?:ed|s|ing)?|forecast|scheduled|"
    r"rescheduled|anticipat(?:ed|es|ing)|offered for|will (?:be )?(?:start|open|complete|finish|"
    r"begin|deliver|launch)\w*|to (?:start|open|complete|finish|begin)|slipp(?:ed|ing) to|"
    r"delay(?:ed)? (?:to|until)|start(?:s|ing)? in|look(?:ing)? at|put back to)\b",
    _I,
)
# Dates of money, of reviews and of what comes after the work are no new date for it.
_BESIDE = late(
    r"\b(?:fund(?:s|ed|ing)?|grants?|money|budget|spen[dt]|renew\w*|review(?:s|ed)?|contract|lease|"
    r"licen[cs]e|target|evaluat\w+|report(?:s|ed)?|next|after(?:wards)?|phase|further|"
    r"follow[- ]on)\b",
    _I,
)


def later_date(text: str, due: dt.date, calendar: PlanCalendar) -> dt.date | None:
    """The last day of the latest date after ``due`` that a note expects the work itself to need.

    >>> calendar = PlanCalendar(None)
    >>> later_date("South team: start now expected January 2027.", dt.date(2026, 10, 31), calendar)
    datetime.date(2027, 1, 31)
    >>> later_date("Funding expected to March 2027.", dt.date(2026, 10, 31), calendar) is None
    True
    """
    found = []
    for sentence in SENTENCE_END.split(text):
        line = one_line(sentence)
        if not _TO_COME.search(line) or _BESIDE.search(line):
            continue
        for written in _DATE.finditer(line):
            day = read_when(written.group(), calendar).when.latest
            if day is not None and day > due:
                found.append(day)
    return max(found, default=None)
