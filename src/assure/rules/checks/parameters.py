"""Checks of what rules rest on: thresholds, sources, and examples on both sides of a limit."""

from __future__ import annotations

from collections.abc import Iterator

from assure.conditions.evaluate import holds
from assure.conditions.language import ThresholdKey, tests, thresholds_of
from assure.rules.checks.base import Check, Remark
from assure.rules.rulebook import Rule, Rulebook


class Sources(Check):
    name = "sources"
    about = "Every source has a title, and its address is one that can be followed."

    def finalize(self) -> Iterator[Remark]:
        for source in self.book.sources.values():
            if source.address and not source.address.startswith(("https://", "http://")):
                yield self.fault(
                    "sources.yaml",
                    f"the address of source {source.key} begins with neither https:// nor "
                    "http://; correct it or leave it out.",
                )


class ThresholdsUsed(Check):
    name = "thresholds-used"
    about = "Every threshold is compared with by a rule."

    def finalize(self) -> Iterator[Remark]:
        used = {key for rule in self.book.rules for key in thresholds_of(rule.when)}
        for key in self.book.thresholds:
            if key not in used:
                yield self.fault(
                    "thresholds.yaml",
                    f"no rule compares with the threshold {key}; delete it, or write the rule.",
                )


class BothSides(Check):
    name = "both-sides"
    about = "Examples stand on both sides of every limit that a rule compares with."

    def __init__(self, book: Rulebook) -> None:
        super().__init__(book)
        # Examples are written for the limits as shipped.
        self.limits = {
            key: limit.model_copy(update={"value": limit.default})
            for key, limit in book.thresholds.items()
        }

    def validate(self, rule: Rule) -> Iterator[Remark]:
        for test in dict.fromkeys(tests(rule.when)):
            if not isinstance(test.right, ThresholdKey):
                continue
            name, key = test.field.name, test.right.key
            sides = {
                holds(test, example.values, self.limits)
                for example in rule.examples
                if name in example.values
            }
            if len(sides) < 2:
                has = "one side" if sides else "neither side"
                yield self.note(
                    rule,
                    f"{rule.code}: its examples of {name} stand on {has} of the limit {key}; "
                    "add what is missing.",
                )
