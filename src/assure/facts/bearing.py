"""What bears on which outcome, found in one pass however many outcomes there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar


class Bearing(Protocol):
    @property
    def outcomes(self) -> tuple[str, ...]: ...


T = TypeVar("T", bound=Bearing)


def by_outcome(things: Iterable[T]) -> Mapping[str, list[T]]:
    """Actions or findings by the reference of each outcome they bear on, in the order given.

    An outcome that nothing bears on has an empty list.
    """
    found: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        for ref in dict.fromkeys(thing.outcomes):
            found[ref].append(thing)
    return found
