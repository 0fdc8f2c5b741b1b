"""Amounts of money as plans write them → ``Money``."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from assure.model.values import Money
from assure.words.funds import doubts_money
from assure.words.late import late
from assure.words.text import is_nothing, one_line

_SCALE = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "mn": 1_000_000,
}
_AMOUNT = late(
    r"(?P<pound>£|gbp\s?)?\s*(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s*(?P<scale>thousand|million|mn|k|m)?(?![\w%])",
    re.IGNORECASE,
)
# A number with one of these behind it counts something other than pounds.
_OTHER_UNIT = late(
    r"^\s*(?:fte|wte|days?|weeks?|months?|hours?|hrs?|officers?|posts?|staff|people|places|years?|"
    r"laptops?|vehicles?|units?|rooms?|sessions?|x\b|per\s?cent)",
    re.IGNORECASE,
)
_LONGEST = 500


def parse_money(value: str | int | float | Decimal | None) -> Money:
    """The amount in pounds, when the words give exactly one, and whether they doubt it.

    Never raises. "£10k–£15k" or two amounts give none, because either would be a guess; a
    bare number is pounds, "0.5 FTE" is not.

    >>> parse_money("£1.2m (bid submitted)").pounds, parse_money("£1.2m (bid submitted)").in_doubt
    (Decimal('1200000'), True)
    """
    if value is None or isinstance(value, bool):
        return Money()
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return Money(pounds=number if number.is_finite() else None, text=f"{value}")
    text = value[:_LONGEST]
    if is_nothing(text):
        return Money(text=one_line(value))
    return Money(pounds=_pounds(one_line(text)), in_doubt=doubts_money(text), text=value)


def _pounds(line: str) -> Decimal | None:
    found = list(_AMOUNT.finditer(line))
    marked = [match for match in found if match["pound"]]
    if not marked:
        # Without a pound sign only a cell that is nothing but the amount is money.
        if len(found) != 1 or _AMOUNT.fullmatch(line) is None:
            return None
        marked = found
    if len(marked) != 1 or _OTHER_UNIT.match(line[marked[0].end() :]):
        return None
    match = marked[0]
    # "£10-15k": the second half of a range stands without a sign.
    if re.match(r"\s*(?:-|–|to)\s*\d", line[match.end() :]):
        return None
    try:
        number = Decimal(match["digits"].replace(",", ""))
    except InvalidOperation:
        return None
    return number * _SCALE[(match["scale"] or "").casefold()]
