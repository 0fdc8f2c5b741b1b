"""Checks of what a rule tells people, and of how it is called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from assure.rules import form
from assure.rules.checks.base import Check, Remark
from assure.rules.rulebook import FindingRule, RatingRule, Rule

WRITE = "WRITE:"  # what the scaffold puts where a text is to be written
_ENDINGS = (".", "?", "!", "…", ".”", "…”")
_NEVER_SAID = re.compile(r"\b(issue|violation|error)s?\b", re.IGNORECASE)


def texts_of(rule: Rule) -> dict[str, str]:
    """What the rule says to people, by the key of the ruleset."""
    texts = {"finding": rule.finding}
    if isinstance(rule, FindingRule):
        texts |= {"why": rule.why, "advice": rule.advice, "challenge": rule.challenge}
        for number, group in enumerate(rule.groups, start=1):
            of_group = {key: getattr(group, key) for key in form.TEXTS_OF_GROUP}
            texts |= {
                f"{key} of group {number}": text
                for key, text in of_group.items()
                if text != texts[key]
            }
    if isinstance(rule, RatingRule):
        texts["to_improve"] = rule.to_improve
    return texts


class WholePage(Check):
    name = "whole-page"
    about = "Every text is written, ends as a sentence does, and rests on a source."

    def validate(self, rule: Rule) -> Iterator[Remark]:
        for key, text in texts_of(rule).items():
            if WRITE in text:
                yield self.fault(rule, f"{rule.code}: “{key}” is still to be written.")
            elif not text:
                yield self.fault(rule, f"{rule.code} has no “{key}”; write it.")
            elif key.startswith("challenge") and not text.endswith("?"):
                yield self.fault(rule, f"{rule.code}: “{key}” is no question; end it with ?")
            elif not text.endswith(_ENDINGS):
                yield self.fault(
                    rule, f"{rule.code}: “{key}” does not end as a sentence; add a full stop."
                )
        if not rule.sources:
            yield self.fault(
                rule, f"{rule.code} names no source; name one, or “ours” for your judgement."
            )

    def finalize(self) -> Iterator[Remark]:
        for family in self.book.families:
            if WRITE in family.about:
                first = next((r for r in self.book.rules if r.family == family.name), None)
                yield self.fault(
                    first or f"{family.name}.yaml",
                    f"What family {family.name} is about is to be written.",
                )


class Words(Check):
    name = "words"
    about = "What is found in a plan is called a finding, and never by a harder word."

    def validate(self, rule: Rule) -> Iterator[Remark]:
        for key, text in texts_of(rule).items():
            if said := _NEVER_SAID.search(text):
                yield self.note(
                    rule,
                    f"{rule.code}: “{key}” says “{said[0]}”; if it means what was found, say "
                    "finding.",
                )


class Codes(Check):
    name = "codes"
    about = "Codes that begin alike belong to one family, so that a code leads to its file."

    def finalize(self) -> Iterator[Remark]:
        families: defaultdict[str, dict[str, Rule]] = defaultdict(dict)
        for rule in self.book.rules:
            families[rule.code.split("-")[0]].setdefault(rule.family, rule)
        for start, rules in families.items():
            first, *others = rules
            for family in others:
                yield self.note(
                    rules[family],
                    f"{rules[family].code}: codes of family {first} begin with {start}; give those "
                    f"of family {family} letters of their own.",
                )
