"""Checks of conditions, which claim only what is certain."""

from __future__ import annotations

from collections.abc import Iterator

from assure.conditions.language import All, Any, Condition, Not, fields_of
from assure.rules.certainty import always_holds, implies, never_holds
from assure.rules.checks.base import Check, Remark
from assure.rules.checks.pages import WRITE
from assure.rules.describe import describe
from assure.rules.rulebook import FindingRule, RatingRule, Rule, RuleStatus


class Constant(Check):
    name = "constant"
    about = "No condition, and no part of one, is such that it never holds or always does."

    def validate(self, rule: Rule) -> Iterator[Remark]:
        limits = self.book.thresholds
        if never_holds(rule.when, limits):
            yield self.fault(
                rule, f"{rule.code} can never fire: no fact meets all it asks; mend it."
            )
        elif always_holds(rule.when, limits):
            yield self.fault(
                rule, f"{rule.code} fires on every {rule.subject}, whatever it is; mend it."
            )
        else:
            for part, verdict in self._parts(rule.when):
                yield self.note(
                    rule,
                    f"{rule.code}: “{describe(part, limits)}” {verdict}; it can be left out.",
                )

    def _parts(self, condition: Condition) -> Iterator[tuple[Condition, str]]:
        """The outermost parts that are the same for every fact, and which way."""
        inner: tuple[Condition, ...] = ()
        match condition:
            case All(parts) | Any(parts):
                inner = parts
            case Not(part):
                inner = (part,)
        for part in inner:
            if never_holds(part, self.book.thresholds):
                yield part, "never holds"
            elif always_holds(part, self.book.thresholds):
                yield part, "always holds"
            else:
                yield from self._parts(part)


class Overlap(Check):
    name = "overlap"
    about = "Rules that look at the same thing and say it twice are named side by side."

    def finalize(self) -> Iterator[Remark]:
        by_subject: dict[str, list[Rule]] = {}
        for rule in self.book.rules:
            # What is yet to be written has the scaffold's condition, which its author will change.
            if rule.status is not RuleStatus.DEPRECATED and WRITE not in rule.finding:
                by_subject.setdefault(rule.subject, []).append(rule)
        yield from self._in_vain()
        for rules in by_subject.values():
            for number, one in enumerate(rules):
                for other in rules[number + 1 :]:
                    yield from self._pair(one, other)

    def _in_vain(self) -> Iterator[Remark]:
        """Rules that stand instead of one which never fires beside them."""
        rules = {rule.code: rule for rule in self.book.finding_rules}
        for rule in self.book.finding_rules:
            for code in rule.instead_of:
                both = All((rule.when, rules[code].when))
                if never_holds(both, self.book.thresholds):
                    yield self.note(
                        rule,
                        f"{rule.code} and {code} never fire on one {rule.subject}, so that neither "
                        f"stands instead of the other; take {code} out of instead_of.",
                        rules[code],
                    )

    def _pair(self, one: Rule, other: Rule) -> Iterator[Remark]:
        forth, back = self._implies(one, other), self._implies(other, one)
        if forth and back:
            if not self._arranged(one, other):
                yield self.note(
                    other,
                    f"{other.code} fires exactly when {one.code} does; keep one of them, or let "
                    "one stand instead_of the other.",
                    one,
                )
        elif forth or back:
            narrow, wide = (one, other) if forth else (other, one)
            yield from self._inside(narrow, wide)

    def _implies(self, one: Rule, other: Rule) -> bool:
        # What looks at more than the other can follow from it only by saying nothing, which
        # the check of constants tells already.
        if not set(fields_of(other.when)) <= set(fields_of(one.when)):
            return False
        return implies(one.when, other.when, self.book.thresholds)

    def _inside(self, narrow: Rule, wide: Rule) -> Iterator[Remark]:
        """``wide`` fires wherever ``narrow`` does, and elsewhere too."""
        if isinstance(narrow, FindingRule) and isinstance(wide, FindingRule):
            if narrow.code in wide.instead_of:
                yield self.note(
                    narrow,
                    f"{narrow.code} is never seen: {wide.code} fires whenever it does and stands "
                    "instead of it.",
                    wide,
                )
            elif wide.code not in narrow.instead_of:
                yield self.note(
                    narrow,
                    f"whenever {narrow.code} fires, {wide.code} fires too; if one says it all, let "
                    f"it stand instead of the other (instead_of: [{wide.code}]).",
                    wide,
                )
        elif (
            isinstance(narrow, RatingRule)
            and isinstance(wide, RatingRule)
            and wide.rates.rank > narrow.rates.rank
        ):
            yield self.note(
                narrow,
                f"{narrow.code} never decides: {wide.code} fires whenever it does and rates worse.",
                wide,
            )

    def _arranged(self, one: Rule, other: Rule) -> bool:
        """Whether it is said already which of two findings stands instead of the other."""
        return (
            isinstance(one, FindingRule)
            and isinstance(other, FindingRule)
            and (one.code in other.instead_of or other.code in one.instead_of)
        )
