"""How dates, numbers and counts are printed. British usage; nothing is computed here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from assure.conditions import wording
from assure.model.base import Provenance
from assure.report.marks import bare, head, opened
from assure.report.origins import Said, kept, kept_of
from assure.words import days as calendar

# Named so, it is part of this room's face.
from assure.words.text import plural as plural

SMALL = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
MINUS = "\N{MINUS SIGN}"
# The longest text of a plan that a page shows. The attached review holds the whole.
LONGEST = 600
# The name of a thing within a sentence, and the fewest of its characters that still name it.
_NAMED = re.compile(r"(?<=\()[^()]+(?=\))|(?<=“)[^“”]+(?=”)")
_LEAST_OF_A_NAME = 16


def long_date(day: dt.date) -> str:
    """``31 October 2026``, for running text."""
    return kept(day, calendar.long_date(day))


def short_date(day: dt.date) -> str:
    """``31 Oct 2026``, for tables and charts."""
    return kept(day, calendar.short_date(day))


def month(day: dt.date) -> str:
    """``Oct``."""
    return calendar.month(day)


def month_year(day: dt.date) -> str:
    """``Mar 2028``."""
    return kept(day, f"{month(day)} {day.year}")


def number(value: Decimal | int, places: int = 2, least: int = 0) -> str:
    """Thousands with commas, a true minus, ``least`` to ``places`` decimals, no idle zeros.

    A number too long to be read is told by its power of ten.
    """
    return kept(value, wording.rounded_in_words(value, places, least))


def pace(value: Decimal) -> str:
    """A change of an indicator: two decimals, and two figures of one below a tenth."""
    return number(value, wording.pace_places(value))


def days(value: Decimal) -> str:
    """Days of work, whole."""
    return number(value, 0)


def days_wanted(value: Decimal, agreed: Decimal | None) -> str:
    """Days of work, whole; to a decimal where whole they would hide that more than ``agreed`` are
    wanted, as 4.4 of 4 days."""
    hidden = agreed is not None and value > agreed and round(value) == round(agreed)
    return number(value, 1) if hidden else days(value)


def times(value: Decimal) -> str:
    """``2.6×``."""
    return f"{number(value, 1)}×"


def signed(value: int) -> str:
    """``+1``, ``−2`` or ``0``."""
    return f"+{value}" if value > 0 else number(value, 0)


def limit(value: Decimal, unit: str) -> str:
    """What a rule goes by: ``31 days``, ``1 report``, ``40%``, ``−2 on −3 to +3`` for a scale."""
    amount = number(value)
    before, _, after = wording.with_unit(bare(amount), bare(unit)).partition(bare(amount))
    link = " on " if after.startswith(" on ") else ""
    return f"{before}{amount}{link}{kept(unit, after.removeprefix(link))}"


def with_unit(value: Decimal, unit: str, places: int = 2, least: int = 0) -> str:
    """``6.3%``; any other unit stands in the caption, not after every number."""
    return number(value, places, least) + ("%" if unit.strip().startswith("%") else "")


def decimals(values: Iterable[Decimal]) -> int:
    """How many decimals (at most 2) the most exact of ``values`` has."""
    return min(max((_decimals(value) for value in values), default=0), 2)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def count_word(count: int) -> str:
    """One to nine in words, figures from ten; nought is "none"."""
    return kept(count, SMALL[count] if 0 <= count < len(SMALL) else f"{count:,}")


def join(parts: Iterable[str], last: str = "and") -> str:
    """``a, b and c``; where one of them holds the last word itself, ``a, and b and c``."""
    items = [f"{part}" for part in parts]
    apart = ", " if len(items) > 1 and any(f" {last} " in item for item in items) else " "
    listed = [", ".join(items[:-1]), items[-1]] if items else []
    return f"{apart}{last} ".join(filter(None, listed))


def strung(parts: Iterable[str], between: str = " ") -> str:
    """Sentences one after the other, or whatever stands ``between`` them."""
    return between.join(f"{part}" for part in parts)


def place(seen: Provenance) -> str:
    """``Project plan E8``: a cell or an answer."""
    return kept_of(seen, seen.place())


def sentence_case(text: str) -> str:
    """First letter upper, the rest as it stands."""
    marks, text = opened(text)
    return marks + text[:1].upper() + text[1:]


def within_sentence(title: str) -> str:
    """``Board paper`` → ``board paper``; ``SWOT and PESTELO`` as it stands."""
    marks, rest = opened(title)
    return title if rest[:2].isupper() else marks + rest[:1].casefold() + rest[1:]


def rule_name(name: str) -> str:
    """``no-owner`` → ``No owner``."""
    return sentence_case(name.replace("-", " ").replace("_", " "))


def clip(text: str, longest: int = LONGEST) -> str:
    """``text``, cut at a word with a note of its full length when longer than ``longest``."""
    text = one_line(text)
    whole = bare(text)
    if len(whole) <= longest:
        return text
    start = whole[:longest]
    start = start.rsplit(" ", 1)[0] if " " in start[longest // 2 :] else start
    return _ended(text, start, f"… (cut here; {len(whole):,} characters in the attached review)")


def clip_short(text: str, longest: int = 160) -> str:
    """``text`` for a heading or a cell: cut without the note, at a word where one ends in time."""
    text = one_line(text)
    whole = bare(text)
    if len(whole) <= longest:
        return text
    start = whole[: longest - 1]
    if not whole[longest - 1].isspace() and " " in start[longest // 2 :]:
        start = start.rsplit(" ", 1)[0]
    return _ended(text, start.rstrip(" ,;:(–"), "…")


def clip_within(text: str, longest: int = 160) -> str:
    """``text`` cut in its middle, for a sentence that names a thing first and judges it last.

    >>> clip_within("Indicator I8, households in temporary homes, has gone the wrong way.", 50)
    'Indicator I8, households… has gone the wrong way.'
    >>> clip_within("Indicator I8 (households in temporary homes) has gone the wrong way.", 50)
    'Indicator I8 (households…) has gone the wrong way.'

    A long name in brackets or quotation marks is cut first, so that what is said of it stays:

    >>> clip_within("To reach 4%, I1 (young people not in work or learning) must fall.", 58)
    'To reach 4%, I1 (young people not in work or…) must fall.'
    """
    text = one_line(text)
    whole = bare(text)
    if len(whole) <= longest:
        return text
    named = max(_NAMED.finditer(whole), key=lambda match: len(match[0]), default=None)
    if named and (room := len(named[0]) - (len(whole) - longest)) >= _LEAST_OF_A_NAME:
        name = clip_short(named[0], room)
        return kept(text, f"{whole[: named.start()]}{name}{whole[named.end() :]}")
    start, end = whole[: longest // 2], whole[-(longest // 2 - 1) :]
    if " " in start[longest // 4 :]:
        start = start.rsplit(" ", 1)[0]
    if " " in end[: longest // 4]:
        end = end.split(" ", 1)[1]
    start = start.rstrip(" ,;:(–“")
    # What was opened is closed, even where its close was in the middle.
    closes = "".join(
        close
        for opened, close in ("“”", "()")
        if start.count(opened) > start.count(close) and end.count(close) <= end.count(opened)
    )
    return kept(text, f"{start}…{closes} {end}")


def one_line(text: str) -> str:
    """The text on one line: every run of white space is one space."""
    return kept(text, " ".join(str.split(text)))


def _ended(text: str, start: str, end: str) -> str:
    """``text`` as far as ``start``, and ``end``."""
    if isinstance(text, Said):
        return kept(text, f"{start}{end}")
    return f"{head(text, len(start))}{end}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """``four moves``, ``12 moves``, ``no move``: as ``plural``, in words below ten."""
    if not count:
        return f"no {one}"
    return f"{count_word(count)} {one if count == 1 else many or one + 's'}"
