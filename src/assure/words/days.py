"""Days as people type them at a prompt, day before month and year in full; and as we print them."""

from __future__ import annotations

import datetime as dt
import re

from assure.words.late import late

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_ISO = late(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORDS = late(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)


def read_day(text: str) -> dt.date | None:
    """``2026-10-31``, ``31/10/2026`` or ``31 October 2026``; None when it is no day."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMBERS.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _WORDS.fullmatch(text):
        day, year, month = int(match[1]), int(match[3]), _month_number(match[2])
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def long_date(day: dt.date) -> str:
    """``31 October 2026``, for running text."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: dt.date) -> str:
    """``31 Oct 2026``, for tables and charts."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def month(day: dt.date) -> str:
    """``Oct``."""
    return MONTHS[day.month - 1][:3]


def _month_number(word: str) -> int:
    """1 to 12; 0, which is no month, when the word is none."""
    short = word.lower()
    return next(
        (
            n
            for n, name in enumerate(MONTHS, 1)
            if len(short) > 2 and name.lower().startswith(short)
        ),
        0,
    )
