"""What rules can tell apart, so that facts that look the same to them are matched once.

Rules compare a field with a few numbers and now and then with another field. Facts whose fields
stand at the same places among those numbers, and in the same order to each other, are the same
to every rule: no comparison can part them.

A signature says where values stand and never whether a comparison holds. That stays the engine's
to decide, on the values of one of the facts, so an engine that compares wrongly is found out.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from math import prod
from operator import itemgetter
from typing import TypeAlias

from assure.rules.encoding import Numbers

Signature: TypeAlias = tuple[int, ...]
Column: TypeAlias = tuple[str, ...]  # of a signature: one field, or two that are compared

MISSING = -1


class Signatures:
    """The signatures of facts under one set of rules.

    ``constants`` gives for each field that a rule looks at the numbers it is compared with, none
    when only its presence counts; ``pairs`` are the fields compared with each other; ``size`` says
    of a field how many numbers it can hold, when they are few.
    """

    def __init__(
        self,
        constants: Mapping[str, Iterable[int]],
        pairs: Iterable[tuple[str, str]],
        size: Callable[[str], int | None] = lambda _: None,
    ) -> None:
        self._whole: list[str] = []  # fields of which each value is a place
        self._scales: list[tuple[str, list[int]]] = []
        self._pairs = sorted(set(pairs))
        # How many places there are in each column, to be missing counted as one.
        self._places: dict[Column, int] = {}
        for name in sorted(constants):
            scale, held = sorted(set(constants[name])), size(name)
            if held is not None and held <= len(scale) + 1:
                self._whole.append(name)
                self._places[(name,)] = held + 1
            else:
                self._scales.append((name, scale))
                self._places[(name,)] = min(2 * len(scale) + 1, held or sys.maxsize) + 1
        for pair in self._pairs:
            self._places[pair] = 4
        columns = [(name,) for name in (*self._whole, *(name for name, _ in self._scales))]
        self._position = {column: at for at, column in enumerate([*columns, *self._pairs])}

    def of(self, numbers: Numbers) -> Signature:
        """The signature of a fact."""
        places = [numbers.get(name, MISSING) for name in self._whole]
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

    def part(self, columns: Collection[Column]) -> Callable[[Signature], Hashable]:
        """What takes out of a signature the part that rules looking at ``columns`` see."""
        positions = sorted(self._position[column] for column in columns)
        return itemgetter(*positions) if positions else lambda _: ()

    def kinds(self, columns: Iterable[Column]) -> int:
        """How many facts at most can be told apart by ``columns``."""
        return prod(self._places[column] for column in columns)

    def together(
        self, looks: Sequence[frozenset[Column]], most: int, most_kinds: int
    ) -> list[tuple[list[int], frozenset[Column]]]:
        """Groups of positions in ``looks`` (what each conjunction looks at), and what they see.

        Few of the columns in a group means that few kinds of facts need matching with it. A group
        has at most ``most`` members and tells at most ``most_kinds`` kinds apart, or as many as
        the one thing that all its members look at.
        """
        groups: list[tuple[list[int], frozenset[Column], int]] = []
        counted: dict[frozenset[Column], int] = {}  # the same few sets come up again and again

        def kinds_of(columns: frozenset[Column]) -> int:
            if columns not in counted:
                counted[columns] = self.kinds(columns)
            return counted[columns]

        for position, columns in enumerate(looks):
            best, fewest = None, most_kinds + 1
            for at, (members, seen, kinds) in enumerate(groups):
                if len(members) >= most:
                    continue
                if columns <= seen:
                    best, fewest = at, kinds
                    break
                kinds *= kinds_of(columns - seen)
                if kinds < fewest:
                    best, fewest = at, kinds
            if best is None:
                groups.append(([position], columns, kinds_of(columns)))
            else:
                members, seen, _ = groups[best]
                groups[best] = ([*members, position], seen | columns, fewest)
        return [(members, seen) for members, seen, _ in groups]
