"""What a review's JSON gives: days, numbers, and which of its actions are still to be done.

Nothing of assure is imported here or in any other module of this folder that works a figure out:
it is a second hand, which knows the document (docs/schemas) and what the documentation says of a
figure. Numbers are fractions, so that nothing is rounded before it is printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import Any

JSON = dict[str, Any]

CLOSED = ("completed", "cancelled")
ONE_ANSWERS = ("person", "post", "person_and_post", "elected_member")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def day(text: str | None) -> dt.date | None:
    """The day of ``2026-10-31`` or ``2026-10-22T00:00:00Z``."""
    return dt.date.fromisoformat(text[:10]) if text else None


def number(value: Any) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def first_day(when: JSON | None) -> dt.date | None:
    return day((when or {}).get("earliest"))


def last_day(when: JSON | None) -> dt.date | None:
    return day((when or {}).get("latest"))


def counted_when(action: JSON) -> JSON:
    """The date that now counts: the last revised one that settles a day, else the first."""
    settled = [when for when in action.get("revised", []) if when.get("latest")]
    return settled[-1] if settled else action.get("due", {})


def deadline(action: JSON) -> dt.date | None:
    return last_day(counted_when(action))


def status(thing: JSON) -> str:
    return thing.get("status", "unknown")


def is_open(thing: JSON) -> bool:
    return status(thing) not in CLOSED


def still(actions: Iterable[JSON]) -> list[JSON]:
    return [action for action in actions if is_open(action)]


def is_late(action: JSON, as_of: dt.date) -> bool:
    due = deadline(action)
    return is_open(action) and due is not None and due < as_of


def names(owner: JSON | None) -> list[str]:
    return list((owner or {}).get("names", []))


def one_name(owner: JSON | None) -> str | None:
    """The one post or person who answers, if it is one."""
    alone = (owner or {}).get("kind") in ONE_ANSWERS
    return names(owner)[0] if alone and names(owner) else None


def same(name: str) -> str:
    """Capitals, spaces and "&" make no other name."""
    return " ".join(name.casefold().replace("&", " and ").split())


def percent(part: int | Fraction, whole: int | Fraction) -> int:
    """Rounded down; 0 of nothing."""
    return floor(Fraction(part) * 100 / whole) if whole else 0


def rounded(value: Fraction, places: int) -> Fraction:
    """To so many decimals, halves away from nought."""
    scaled = abs(value) * 10**places + Fraction(1, 2)
    return Fraction(floor(scaled), 10**places) * (-1 if value < 0 else 1)


def three_figures(value: Fraction) -> Fraction:
    """To three significant figures, halves away from nought."""
    if value == 0:
        return value
    size, places = abs(value), 2
    while size >= 10:
        size, places = size / 10, places - 1
    while size < 1:
        size, places = size * 10, places + 1
    if places >= 0:
        return rounded(value, places)
    return rounded(value / 10**-places, 0) * 10**-places


def places_of(value: Any) -> int:
    """How many decimals a number has as it was written: 2 for ``0.50`` is 1."""
    fraction = str(value).partition(".")[2].rstrip("0")
    return len(fraction)


def long_day(when: dt.date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_day(when: dt.date) -> str:
    return f"{when.day} {MONTHS[when.month - 1][:3]} {when.year}"


def in_words(value: object) -> str:
    """A number or a day as a sentence shows it: ``1,250.5``, ``31 March 2027``."""
    if isinstance(value, dt.date):
        return long_day(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Fraction):
        places = 0
        while (value * 10**places).denominator != 1:
            places += 1
        whole = abs(value) * 10**places
        digits = f"{int(whole):0{places + 1}}"
        sign = "-" if value < 0 else ""
        text = f"{int(digits[: len(digits) - places]):,}"
        return sign + text + (f".{digits[len(digits) - places :]}" if places else "")
    return str(value)


class Given:
    """A review as its document has it, with what most figures start from."""

    def __init__(self, document: JSON) -> None:
        self.review: JSON = document.get("review", document)
        self.plan: JSON = self.review["plan"]
        self.as_of: dt.date = dt.date.fromisoformat(self.review["as_of"])
        self.year_starts: int = self.plan.get("year_starts", 4)

    def list(self, name: str) -> list[JSON]:
        """A sequence of the plan: actions, outcomes, indicators, risks …"""
        return list(self.plan.get(name, []))

    @property
    def actions(self) -> list[JSON]:
        return self.list("actions")

    @property
    def period_start(self) -> dt.date | None:
        return day(self.plan.get("period_start"))

    def action(self, ref: str | None) -> JSON | None:
        """The first action of that reference."""
        return next((one for one in self.actions if one["ref"] == ref), None)

    def outcome(self, ref: str) -> JSON | None:
        return next((one for one in self.list("outcomes") if one["ref"] == ref), None)

    def serving(self, outcome: str) -> list[JSON]:
        return [action for action in self.actions if outcome in action.get("outcomes", [])]

    def present(self, field: str) -> bool:
        """Whether the plan has a column for it."""
        return field in self.plan.get("fields_present", [])

    def questionnaire(self, key: str) -> JSON | None:
        return next((q for q in self.review.get("questionnaires", []) if q["key"] == key), None)


def questions(questionnaire: JSON | None) -> list[JSON]:
    return [q for s in (questionnaire or {}).get("sections", []) for q in s["questions"]]
