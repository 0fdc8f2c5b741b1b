"""Two rulebooks side by side: which rules judge otherwise, and how."""

from __future__ import annotations

from collections.abc import Iterator

from assure.conditions.language import Condition, thresholds_of
from assure.conditions.wording import number_in_words, with_unit
from assure.model.comparison import RuleChange
from assure.rules.rulebook import FindingRule, RatingRule, Rule, Rulebook, RuleStatus


def rule_changes(older: Rulebook, newer: Rulebook) -> tuple[RuleChange, ...]:
    """Every rule that judges otherwise in ``newer``, in order of code. Other words, sources or
    examples are no change: they find the same."""
    if older.digest == newer.digest:
        return ()
    before = {rule.code: rule for rule in older.rules}
    after = {rule.code: rule for rule in newer.rules}
    changes = []
    for code in sorted(before.keys() | after.keys()):
        told = " ".join(_told(before.get(code), after.get(code), older, newer))
        if told:
            rule = after.get(code) or before[code]
            changes.append(RuleChange(code=code, name=rule.name, sentence=told))
    return tuple(changes)


def _told(
    before: Rule | None, after: Rule | None, older: Rulebook, newer: Rulebook
) -> Iterator[str]:
    """In sentences, what makes a rule judge otherwise; nothing where it judges the same."""
    was = before is not None and older.is_live(before)
    now = after is not None and newer.is_live(after)
    if was and before is not None and not now:
        if after is None:
            yield "It is no longer in the rulebook."
        elif after.status is RuleStatus.DEPRECATED:
            yield "It is withdrawn."
        else:
            yield "It is switched off."
    elif now and after is not None and not was:
        yield "It is new." if before is None else "It is switched on."
    elif was and now and before is not None and after is not None:
        yield from _differences(before, after, older, newer)


def _differences(before: Rule, after: Rule, older: Rulebook, newer: Rulebook) -> Iterator[str]:
    if (before.subject, before.when) != (after.subject, after.when):
        yield "What it looks for has changed."
    yield from _limits(after.when, older, newer)
    if isinstance(before, FindingRule) and isinstance(after, FindingRule):
        if before.severity is not after.severity:
            yield f"Its findings are {after.severity}, and were {before.severity}."
        if set(before.instead_of) != set(after.instead_of):
            yield "It stands in for other rules than before."
    rated = [rule.rates.words for rule in (before, after) if isinstance(rule, RatingRule)]
    if len(set(rated)) > 1:
        yield f"It rates {rated[1]}, and did {rated[0]}."
    if before.counts is not after.counts:
        yield "Its findings count now." if after.counts else "Its findings no longer count."


def _limits(when: Condition, older: Rulebook, newer: Rulebook) -> Iterator[str]:
    for key in sorted(thresholds_of(when)):
        was, now = older.thresholds.get(key), newer.thresholds[key]
        if was is not None and was.value != now.value:
            shown = with_unit(number_in_words(now.value), now.unit)
            yield f"Its limit {key} is {shown}, and was {number_in_words(was.value)}."
