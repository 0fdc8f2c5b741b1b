"""What the rules of a subject can tell apart, so that facts that look the same are matched once.

Rules compare a field with a few numbers and now and then with another field. Facts whose fields
stand at the same places among those numbers, and in the same order to each other, are the same
to every rule: no comparison can part them.

A signature says where values stand and never whether a comparison holds. That stays the engine's
to decide, on the values of one of the facts, so an engine that compares wrongly is found out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from assure.rules.encoding import Numbers

Signature: TypeAlias = tuple[int, ...]

MISSING = -1


class Signatures:
    """The signatures of facts under one set of rules.

    ``constants`` gives for each field that a rule looks at the numbers it is compared with, none
    when only its presence counts; ``pairs`` are the fields compared with each other.
    """

    def __init__(
        self, constants: Mapping[str, Iterable[int]], pairs: Iterable[tuple[str, str]]
    ) -> None:
        self._scales = tuple(
            (name, tuple(sorted(set(numbers)))) for name, numbers in sorted(constants.items())
        )
        self._pairs = tuple(sorted({(min(pair), max(pair)) for pair in pairs}))

    def of(self, numbers: Numbers) -> Signature:
        """The signature of a fact."""
        places: list[int] = []
        for name, scale in self._scales:
            number = numbers.get(name)
            if number is None:
                places.append(MISSING)
            else:
                # Even between two numbers of the scale, odd on one of them.
                places.append(bisect_left(scale, number) + bisect_right(scale, number))
        for one, other in self._pairs:
            left, right = numbers.get(one), numbers.get(other)
            if left is None or right is None:
                places.append(MISSING)
            else:
                places.append((left >= right) + (left > right))
        return tuple(places)
