"""Where a figure comes from, and how a page names it.

A pointer leads into what travels with the report, as ``evidence:/measures/high`` or
``review:/plan/actions/4/title``; those are of RFC 6901. What a page counts is told as
``count(evidence:/findings/0-3,7)``, and what it works out as ``sum(…)``, ``difference(…)``,
``product(…)``, ``quotient(…)`` (without its rest) or ``size(…)`` of its parts, so that whoever
doubts a figure can follow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote

# The item or field of what stands at a place, as (place, key): plain tuples, for a page is made
# of tens of thousands.
Place = tuple[Any, str | int]


class Made(NamedTuple):
    """What a page made of other figures: ``how`` is one of the words above."""

    how: str
    parts: tuple[Any, ...]


class Counted(NamedTuple):
    """How many things there are, each with its origin."""

    things: tuple[Any, ...]


def pointer(origin: Any) -> str:
    """The origin in words, as the page names it."""
    if type(origin) is tuple:
        return f"{pointer(origin[0])}/{token(origin[1])}"
    if isinstance(origin, Made):
        return f"{origin.how}({', '.join(map(pointer, origin.parts))})"
    if isinstance(origin, Counted):
        return f"count({' '.join(_listed(origin.things))})"
    return str(origin)


def token(key: str | int) -> str:
    """One step of a pointer, as it stands in the attribute of an element."""
    if isinstance(key, int):
        return str(key)
    if key.isidentifier() and key.isascii():
        return key
    return quote(key.replace("~", "~0").replace("/", "~1"), safe="~-_.")


def _listed(things: tuple[Any, ...]) -> Iterator[str]:
    """Each thing once, those of one list together: ``evidence:/findings/0-3,7``."""

    homes: dict[int, str] = {}

    def home(thing: Any) -> str:
        if not _in_a_list(thing):
            return ""
        place = thing[0]
        if id(place) not in homes:
            homes[id(place)] = pointer(place)
        return homes[id(place)]

    for parent, some in groupby(things, home):
        if not parent:
            yield from map(pointer, some)
            continue
        runs: list[list[int]] = []
        for thing in some:
            if runs and thing[1] == runs[-1][1] + 1:
                runs[-1][1] = thing[1]
            else:
                runs.append([thing[1], thing[1]])
        told = ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
        yield f"{parent}/{told}"


def _in_a_list(thing: Any) -> bool:
    return type(thing) is tuple and isinstance(thing[1], int)
