"""What a page says of where its figures are from, and what stands there.

``data-origin`` holds a pointer into the evidence or the review that travel with a report, or says
how a figure is made of others: ``count(evidence:/findings/0-3,7)``, ``difference(…, …)``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any
from urllib.parse import unquote

from tests.recount.given import JSON, MONTHS, rounded

SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CALL = re.compile(r"(\w+)\((.*)\)", re.DOTALL)
RANGES = re.compile(r"(.*)/(\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)")


class MissingError(Exception):
    """Nothing stands under a pointer."""


class Documents:
    """The two documents of a report. ``recounted`` has the figures of the evidence by pointer, as
    the second hand works them out."""

    def __init__(self, review: JSON, evidence: JSON, recounted: dict[str, Any]) -> None:
        self.documents = {"review": review, "evidence": evidence}
        self.recounted = recounted

    def at(self, pointer: str) -> Any:
        """What stands there as it is written."""
        name, _, path = pointer.partition(":")
        value: Any = self.documents[name]
        for step in path.split("/")[1:]:
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            try:
                value = value[int(key)] if isinstance(value, list) else value[key]
            except (KeyError, IndexError, ValueError, TypeError) as error:
                raise MissingError(pointer) from error
        return value

    def figure(self, pointer: str) -> Any:
        """The number or day there: of the evidence, as it was recounted; of the review, as read."""
        name, _, path = pointer.partition(":")
        written = self.at(pointer)
        if name == "evidence":
            if path not in self.recounted:
                path = unquote(path)
            if path not in self.recounted:
                raise MissingError(f"{pointer} is recounted nowhere")
            return self.recounted[path]
        if isinstance(written, str) and re.match(r"\d{4}-\d\d-\d\d", written):
            return dt.date.fromisoformat(written[:10])
        return Fraction(str(written))

    def value(self, origin: str) -> Any:
        """What an origin comes to."""
        if re.fullmatch(r"-?\d+(\.\d+)?", origin):
            return Fraction(origin)
        made = CALL.fullmatch(origin)
        if made is None:
            return self.figure(origin)
        how, inside = made.groups()
        if how == "count":
            return Fraction(self.count(inside))
        return MADE[how](*(self.value(part) for part in parts(inside)))

    def count(self, inside: str) -> int:
        """How many things are pointed at; of one list as a whole, how long it is."""
        things = [one for part in inside.split() for one in spread(part)]
        found = [self.at(thing) for thing in things]
        if len(found) == 1 and isinstance(found[0], list):
            return len(found[0])
        return len(set(things)) if len(set(things)) == len(things) else len(things)


MADE: dict[str, Callable[..., Any]] = {
    "sum": lambda *parts: sum(parts, Fraction(0)),
    "difference": lambda first, second: (
        (first - second).days if isinstance(first, dt.date) else first - second
    ),
    "product": lambda first, second: first * second,
    "quotient": lambda first, second: Fraction(floor(first / second)),
    "size": abs,
}


def parts(inside: str) -> list[str]:
    """The arguments, which may hold arguments of their own."""
    found, depth = [""], 0
    for letter in inside:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    # A comma may stand inside a list of places, too: those have no space after them.
    joined: list[str] = []
    for part in found:
        if joined and not part.startswith(" "):
            joined[-1] += f",{part}"
        else:
            joined.append(part)
    return [part.strip() for part in joined]


def spread(pointer: str) -> list[str]:
    """``…/0-2,7`` as the four pointers that it stands for."""
    several = RANGES.fullmatch(pointer)
    if several is None:
        return [pointer]
    home, places = several.groups()
    found = []
    for part in places.split(","):
        first, _, last = part.partition("-")
        found += [f"{home}/{place}" for place in range(int(first), int(last or first) + 1)]
    return found


def reads_as(text: str, value: Any) -> bool:
    """Whether what a reader sees is this figure: in words or digits, as exact as it is shown."""
    shown = " ".join(text.split()).replace("\u2212", "-").strip("+%×£ ").replace(",", "")
    if isinstance(value, dt.date):
        month = MONTHS[value.month - 1]
        days = {f"{value.day} {name}" for name in (month, month[:3])}  # of a year told beside it
        months = {f"{name} {value.year}" for name in (month, month[:3])}
        return shown in {*days, *months, *(f"{one} {value.year}" for one in days), str(value.year)}
    if shown.casefold() in SMALL:
        return Fraction(value) == SMALL.index(shown.casefold())
    if not re.fullmatch(r"-?\d+(\.\d+)?", shown):
        return False
    decimals = len(shown.partition(".")[2])
    return Fraction(shown) in (rounded(Fraction(value), decimals), Fraction(value))
