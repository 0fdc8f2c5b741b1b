"""Things that wait for each other in a circle, so that none of them can begin."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable


def circle(ref: str, waits_for: Callable[[str], Iterable[str]]) -> list[str]:
    """The shortest way from ``ref`` back to itself along what each waits for; else nothing."""
    waited_by: dict[str, str] = {}
    ahead = deque([ref])
    while ahead:
        here = ahead.popleft()
        for other in waits_for(here):
            if other == ref:
                way = [here]
                while way[-1] != ref:
                    way.append(waited_by[way[-1]])
                return way[::-1]
            if other not in waited_by:
                waited_by[other] = here
                ahead.append(other)
    return []
