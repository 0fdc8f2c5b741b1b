"""What a locality makes of the rulebook: rules switched off, severities of its own, and the telling
of both, so that a report can never hide them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from assure.conditions.nearest import did_you_mean
from assure.conditions.reading import shown
from assure.conditions.wording import listed, number_in_words, with_unit
from assure.model.errors import RulebookError
from assure.model.findings import Severity
from assure.rules.rulebook import Rulebook

MOST_CODES = 12  # told one by one; an own family may have more


def localised(
    book: Rulebook, off: Iterable[str], severities: Mapping[str, str], origin: str
) -> Rulebook:
    """``book`` with the rules of ``off`` switched off and ``severities`` (code → severity) set.

    ``origin`` is the file that says so. Raises RulebookError for a code or severity that is not
    known, and for the severity of a rule that rates.
    """
    codes = [rule.code for rule in book.rules]
    switched = tuple(sorted(set(off)))
    for code in switched:
        if code not in codes:
            raise RulebookError(
                f"{origin}: off names {shown(code)}, which is no rule; {did_you_mean(code, codes)}"
            )
    finding = {rule.code: rule for rule in book.finding_rules}
    for code, word in severities.items():
        if code not in codes:
            raise RulebookError(
                f"{origin}: severity names {shown(code)}, which is no rule; "
                f"{did_you_mean(code, finding)}"
            )
        if code not in finding:
            raise RulebookError(
                f"{origin}: severity names {code}, which rates and has no severity; take it out."
            )
        if word not in set(Severity):
            raise RulebookError(
                f"{origin}: the severity of {code} can not be {shown(word)}; "
                f"{did_you_mean(word, list(Severity))}"
            )
    own = {
        code: Severity(word)
        for code, word in severities.items()
        if finding[code].severity.value != word
    }
    return replace(
        book,
        finding_rules=tuple(
            replace(rule, severity=own[rule.code]) if rule.code in own else rule
            for rule in book.finding_rules
        ),
        off=switched,
        shipped_severities={code: finding[code].severity for code in sorted(own)},
    )


def changes(book: Rulebook) -> tuple[str, ...]:
    """One sentence for each thing that is otherwise here than in the rulebook as shipped."""
    told = []
    for threshold in book.local_thresholds:
        here = with_unit(number_in_words(threshold.value), threshold.unit)
        shipped = number_in_words(threshold.default)
        told.append(f"Limit {threshold.key} is {here} here, {shipped} as shipped.")
    told += [f"Rule {code} ({book.rule(code).name}) is switched off here." for code in book.off]
    for rule in book.finding_rules:
        if rule.code in book.shipped_severities:
            written = book.shipped_severities[rule.code]
            told.append(
                f"Rule {rule.code} ({rule.name}) is {rule.severity} here, {written} as shipped."
            )
    for family in book.families:
        if family.own:
            codes = [rule.code for rule in book.rules if rule.family == family.name]
            some = codes[:MOST_CODES]
            rest = [f"{len(codes) - MOST_CODES} more"] if len(codes) > MOST_CODES else []
            told.append(
                f"Family {family.name} is the locality’s own: "
                f"{listed([*some, *rest], 'and') or 'no rule yet'}."
            )
    return tuple(told)
