"""The reference evaluator: each rule against each fact, in plain Python.

It shares with the engine the parsed conditions and nothing else, so that each checks the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assure.conditions.evaluate import holds
from assure.conditions.fields import Threshold
from assure.model.facts import Fact
from assure.rules.matching import Matches
from assure.rules.rulebook import Rule


class PlainMatcher:
    def match(
        self, rules: Sequence[Rule], facts: Sequence[Fact], thresholds: Mapping[str, Threshold]
    ) -> Matches:
        """Pairs of rule code and position of the fact it fires on."""
        return {
            (rule.code, index)
            for rule in rules
            for index, fact in enumerate(facts)
            if fact.subject == rule.subject and holds(rule.when, fact.values, thresholds)
        }
