"""What the engine and the plain evaluator have in common: their face."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

from assure.conditions.fields import Threshold
from assure.model.facts import Fact
from assure.rules.rulebook import Rule

Matches: TypeAlias = set[tuple[str, int]]  # rule code, position of the fact


class Matcher(Protocol):
    """Says which rules fire on which facts. A rule looks only at facts of its own subject."""

    def match(
        self, rules: Sequence[Rule], facts: Sequence[Fact], thresholds: Mapping[str, Threshold]
    ) -> Matches: ...
