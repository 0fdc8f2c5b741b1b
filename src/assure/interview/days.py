"""Days as people type them at a prompt: day before month, year in full."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)


def read_day(text: str) -> dt.date | None:
    """``2026-10-31``, ``31/10/2026`` or ``31 October 2026``; None when it is no day."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMBERS.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _WORDS.fullmatch(text):
        day, year, month = int(match[1]), int(match[3]), _month(match[2])
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_in_words(day: dt.date) -> str:
    """``31 October 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def _month(word: str) -> int:
    """1 to 12; 0, which is no month, when the word is none."""
    short = word.lower()
    return next(
        (n for n, name in enumerate(_MONTHS, 1) if len(short) >= 3 and name.startswith(short)), 0
    )
