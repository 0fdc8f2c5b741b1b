"""What may be written into the minutes of a challenge session, whoever takes them down."""

from __future__ import annotations

import datetime as dt

from assure.model.base import LAST_DAY
from assure.model.values import OwnerKind
from assure.words.days import long_date
from assure.words.owners import parse_owner
from assure.words.text import clean, one_line

# Characters. What cannot be read out in a meeting belongs into a paper.
LONGEST = {
    "question": 500,
    "answer": 2_000,
    "promise": 500,
    "evidence": 500,
    "who": 100,
    "reason": 500,
}
NOBODY = frozenset({OwnerKind.MISSING, OwnerKind.PLACEHOLDER})


def taken(text: str) -> str:
    """The text as it is kept: on one line, without what a report cannot print."""
    return one_line(clean(text))


def unfit(what: str, text: str) -> str:
    """What is wrong with a text of the minutes, in a sentence; "" when nothing is.

    ``what`` is a key of ``LONGEST``.
    """
    said = taken(text)
    if len(said) > LONGEST[what]:
        return f"{len(said):,} characters are too many; say it in {LONGEST[what]:,} at most."
    if what == "who" and said and parse_owner(said).kind in NOBODY:
        return f"“{said}” is nobody; name one post, such as “Head of Housing”."
    return ""


def unfit_day(day: dt.date, since: dt.date) -> str:
    """What is wrong with the day of a promise made on the day ``since``; "" when nothing is."""
    if day < since:
        return f"{long_date(day)} had passed by then; give a day from {long_date(since)} on."
    if day > LAST_DAY:
        return f"{long_date(day)} is too far away; correct the year."
    return ""


def unfit_new_day(day: dt.date, due: dt.date) -> str:
    """What is wrong with the new day of a promise that was due on the day ``due``."""
    if day <= due:
        return f"It was due on {long_date(due)}; give a day after that."
    return unfit_day(day, due)
