"""From where to where an action goes, and how far it has come: "from 48% to 75%", "now 51%".

As in ``promises``: nothing is judged, and a list errs towards silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import floor

from assure.words.late import late
from assure.words.text import one_line, plain

_SMALL = ("nil", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
          "nineteen", "twenty")  # fmt: skip
_WORDS = {word: number for number, word in enumerate(_SMALL)}
_NUMBER = r"(?<![\d.,/£$€'’-])(?P<{0}>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)(?![\d/])"
_PERCENT = r"(?P<{0}>\s?%|\s?per ?cent\b)?"
_TO = r"(?:to|below|under|at least|at most|less than|more than|no more than|of)"
_FROM_TO = late(
    rf"\bfrom {_NUMBER.format('a')}{_PERCENT.format('pa')} {_TO}(?: {_TO})? "
    rf"{_NUMBER.format('b')}{_PERCENT.format('pb')}"
)
# A plain count goes up or down only where a verb says so: "aged from 16 to 18" is no way.
_CHANGES = late(
    r"\b(?:cut|reduc\w+|lower\w*|halv\w+|bring|increas\w+|rais\w+|ris\w+|grow\w*|doubl\w+|expand\w*|"
    r"improv\w+|extend\w*|widen\w*|fall\w*|up|down)\b"
)
_FROM = late(rf"\((?:up |down )?from {_NUMBER.format('a')}{_PERCENT.format('pa')}\s*[^()\d]*\)")
_ANY = late(rf"{_NUMBER.format('n')}{_PERCENT.format('p')}")
# What counts time, money, people's ages or places in a list is no figure on the way.
_BESIDE = late(
    r"^\s?(?:/|(?:years?|year[- ]olds?|months?|weeks?|days?|hours?|minutes?)\b(?! wait)|"
    r"(?:st|nd|rd|th)\b|(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\b|k\b|m\b|million\b|"
    r"am\b|pm\b)"
)
_AGES = re.compile(r"\b(?:ages?d?|q|quarter|year|week|phase|stage|wave|key|level|grade) $")
_LONGEST = 2_000  # characters that are looked at; the rest is a story
_YEAR = re.compile(r"(?:19|20)\d\d")
# A count beyond these, as times of the smaller and the larger end, is one of something else.
_LEAST, _MOST = Decimal("0.5"), Decimal("1.5")


@dataclass(frozen=True)
class Way:
    """From ``begun`` to ``wanted``, and the figure that stands ``now``."""

    begun: Decimal
    wanted: Decimal
    now: Decimal
    of_percent: bool = False

    @property
    def percent(self) -> int:
        """How much of the way has been gone, in whole %; negative for a step back."""
        return floor((self.now - self.begun) * 100 / (self.wanted - self.begun))


def way_of(promised: str, told: str) -> Way | None:
    """The way that an action promises and its note tells of, or None.

    Of several figures of the same kind in the note the one that has come farthest counts.

    >>> way_of("Issue 75% of plans in 20 weeks (from 48%)", "51% for July to September").percent
    11
    >>> way_of("Grow tenancies from 12 to 20", "16 tenancies").percent
    50
    >>> way_of("Work with young people from 16 to 18", "17 of them") is None
    True
    """
    if "from" not in promised.casefold():  # most actions: nothing is worked out for them
        return None
    found = _promised(plain(one_line(promised[:_LONGEST])))
    if found is None:
        return None
    begun, wanted, percent = found
    least, most = min(begun, wanted) * _LEAST, max(begun, wanted) * _MOST
    ways = [
        Way(begun, wanted, now, percent)
        for now, of_percent in _figures(_in_digits(plain(one_line(told[:_LONGEST]))))
        if of_percent == percent and least <= now <= most
    ]
    return max(ways, key=lambda way: way.percent, default=None)


def _promised(line: str) -> tuple[Decimal, Decimal, bool] | None:
    """Begin, end, and whether both are percentages."""
    line = _in_digits(line)
    between = _FROM_TO.search(line)
    if between and not _beside(line, between.start("a"), between.end("b"), between["b"]):
        percent = bool(between["pa"] or between["pb"])
        if not percent and not _CHANGES.search(line):
            return None
        return _distinct(_value(between["a"]), _value(between["b"]), percent)
    begun = _FROM.search(line)
    if begun is None:
        return None
    percent = bool(begun["pa"])
    rest = line[: begun.start()] + ";" + line[begun.end() :]
    ends = {value for value, of_percent in _figures(rest) if of_percent == percent}
    return _distinct(_value(begun["a"]), ends.pop(), percent) if len(ends) == 1 else None


def _distinct(
    begun: Decimal, wanted: Decimal, percent: bool
) -> tuple[Decimal, Decimal, bool] | None:
    return (begun, wanted, percent) if begun != wanted else None


def _figures(line: str) -> list[tuple[Decimal, bool]]:
    """The figures of a line with whether each is a percentage."""
    return [
        (_value(found["n"]), bool(found["p"]))
        for found in _ANY.finditer(line)
        if found["p"] or not _beside(line, found.start(), found.end(), found["n"])
    ]


def _beside(line: str, start: int, end: int, written: str) -> bool:
    return bool(_BESIDE.match(line[end:]) or _AGES.search(line[:start]) or _YEAR.fullmatch(written))


def _in_digits(line: str) -> str:
    return re.sub(r"[a-z]+", lambda word: str(_WORDS.get(word.group(), word.group())), line)


def _value(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))
