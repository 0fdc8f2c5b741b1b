"""Values in the words a board member reads."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assure.conditions.fields import Field, FieldType
from assure.model.facts import FactValue

LONGEST = 90  # characters of somebody's text inside a sentence
NONE_GIVEN = "none given"
LONGEST_NUMBER = 15  # digits before the decimal point
MINUS = "\N{MINUS SIGN}"

_SPACES = re.compile(" +")
_SCALE = re.compile(r"[-+−]?[0-9]+ to ")
# Words of an enum that are more than their parts with a space between.
_HYPHENATED = {"amber_red": "amber-red", "amber_green": "amber-green"}
_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_UNSEEN = frozenset({"Cc", "Cs", "Co"})
# Marks that turn the direction of a line: harmless in their own text, not inside our sentence.
_TURNS = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)


def value_in_words(value: FactValue | None, field: Field | None = None) -> str:
    """``31 March 2027``, ``1,250.5``, ``not started``, ``yes``; None is "none given".

    Text is put on one line without control characters and shortened to about 90 characters.
    """
    if value is None:
        return NONE_GIVEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace("-", MINUS)
    if isinstance(value, Decimal):
        return number_in_words(value)
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B} {value.year}"
    if field is not None and field.type is FieldType.ENUM:
        value = _HYPHENATED.get(value) or value.replace("_", " ")
    return shortened(value) or NONE_GIVEN


def as_written(value: FactValue) -> str:
    """The value as a ruleset writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def number_in_words(number: Decimal) -> str:
    """With commas, and without the noughts that end a fraction: ``1,250.5``."""
    text = f"{number:,f}".replace("-", MINUS)
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded_in_words(number: Decimal | int, places: int, least: int = 0) -> str:
    """With commas and ``least`` to ``places`` decimals, halves up, no idle noughts: ``1,250.50``.

    A small amount is not rounded to nothing, and a number too long to be read is told by its power
    of ten.
    """
    exact = Decimal(number)
    if not exact.is_finite() or exact.adjusted() >= LONGEST_NUMBER:
        return f"{exact:.2E}".replace("-", MINUS)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if rounded == 0 and exact != 0:
        rounded = Decimal(f"{exact:.1g}")
    text = f"{rounded:,f}".replace("-", MINUS)
    if "." not in text:
        return text
    whole, decimals = text.split(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return f"{whole}.{decimals}" if decimals else whole


def level_in_words(value: Decimal | int, unit: str, places: int) -> str:
    """A value of an indicator: ``4.0%``; any other unit stands beside the indicator's name."""
    return rounded_in_words(value, places, places) + ("%" if _is_share(unit) else "")


def pace_in_words(value: Decimal | int, unit: str) -> str:
    """A change of an indicator: ``0.42 points`` where it is a share, ``12`` in any other unit."""
    points = " points" if _is_share(unit) else ""
    return rounded_in_words(value, pace_places(value)) + points


def pace_places(value: Decimal | int) -> int:
    """How many decimals a pace is read with: two, and two figures of one below a tenth."""
    return max(2, 1 - Decimal(value).adjusted()) if value else 2


def _is_share(unit: str) -> bool:
    return unit.strip().startswith("%")


def share_in_words(part: int, whole: int, one: str, many: str) -> str:
    """``its one action``, ``both of its actions``, ``all four of its actions``, ``none of its
    actions``, ``of its 12 actions, four``: the beginning of a sentence about ``part``."""
    if not part:
        return f"none of its {many}"
    if part != whole:
        return f"of its {count_in_words(whole)} {many}, {count_in_words(part)}"
    if whole == 1:
        return f"its one {one}"
    return f"{'both' if whole == 2 else f'all {count_in_words(whole)}'} of its {many}"


def count_in_words(count: int) -> str:
    """One to nine in words, as in running text, nought as "none"; more in figures: ``1,250``."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}".replace("-", MINUS)


def times_in_words(count: int) -> str:
    """How often: ``never``, ``once``, ``twice``, ``three times``, ``12 times``."""
    return {0: "never", 1: "once", 2: "twice"}.get(count) or f"{count_in_words(count)} times"


def shortened(text: str, longest: int = LONGEST) -> str:
    """``text`` on one line, safe to show, cut at a word with an ellipsis when it is too long."""
    # A cell may hold tens of thousands of characters, of which a sentence wants the beginning.
    start = text[: longest * 8]
    visible = start if start.isascii() and start.isprintable() else _visible(start)
    line = (_SPACES.sub(" ", visible) if "  " in visible else visible).strip()
    if len(line) <= longest and len(start) == len(text):
        return line
    cut = line[: longest - 1]
    if " " in cut[longest // 2 :] and not line[longest - 1 : longest].isspace():
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:.–-") + "…"


def _visible(text: str) -> str:
    return "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or (unicodedata.category(c) not in _UNSEEN and c not in _TURNS)
    )


def listed(words: Sequence[str], last: str = "or") -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(words: str) -> str:
    """``words`` with a full stop, unless they end in a mark of their own."""
    return words if words.endswith((".", "?", "!")) else f"{words}."


def with_unit(amount: str, unit: str) -> str:
    """``31 days``, ``1 day``, ``40%``, ``£250``, ``2 on 0 to 3`` for the scale "0 to 3"."""
    if unit == "%":
        return f"{amount}%"
    if unit == "£":
        return f"£{amount}"
    if _SCALE.match(unit):
        return f"{amount} on {unit.replace('-', MINUS)}"
    first, _, rest = unit.partition(" ")
    if amount in ("1", "-1") and first.endswith("s"):
        first = first[:-3] + "y" if first.endswith("ies") else first[:-1]
    return " ".join(filter(None, (amount, first, rest)))
