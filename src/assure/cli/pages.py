"""The page of a rule, as lines for a terminal and as data: for every verb that shows one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assure.conditions.fields import Field
    from assure.rules.rulebook import Grouping, Rule, Rulebook


def mistaken(what: str, word: str, known: Iterable[str]) -> click.UsageError:
    """A usage error about an unknown ``word``, with what may have been meant."""
    from assure.conditions.nearest import did_you_mean

    return click.UsageError(f"There is no {what} “{word}”; {did_you_mean(word, known)}")


def find_rule(word: str, book: Rulebook) -> Rule | None:
    """The rule with that code, in any case, or that name; None when there is none."""
    code, name = word.upper(), word.casefold()
    return next((rule for rule in book.rules if code == rule.code or name == rule.name), None)


def rule_names(book: Rulebook) -> list[str]:
    """Every code, then every name, for "did you mean"."""
    return [*(rule.code for rule in book.rules), *(rule.name for rule in book.rules)]


def verdict(rule: Rule) -> str:
    """What the rule says when it fires: a severity, or the rating it gives."""
    from assure.rules.rulebook import FindingRule, RatingRule

    if isinstance(rule, RatingRule):
        return rule.rates.words
    return rule.severity.value if isinstance(rule, FindingRule) else ""


def standing(rule: Rule, book: Rulebook) -> str:
    """`` (preview)``, `` (deprecated, see OWN-02)``, `` (switched off here)``, or nothing for a
    rule that judges and counts."""
    if rule.code in book.off:
        return " (switched off here)"
    if rule.counts:
        return ""
    return f" ({rule.status}{f', see {rule.successor}' if rule.successor else ''})"


def about_field(field: Field) -> str:
    """``days_late (int, days): How long the deadline has passed. Worked out: …``"""
    from assure.conditions.wording import sentence

    kind = ", ".join(filter(None, (str(field.type), field.unit, " | ".join(field.values))))
    return f"{field.name} ({kind}): {sentence(field.meaning)} {field.derivation}".rstrip()


def page(rule: Rule, book: Rulebook) -> Iterator[str]:
    """The rule's page, line by line."""
    from assure.cli.printing import wrapped
    from assure.conditions.language import fields_of, thresholds_of
    from assure.conditions.wording import as_written, number_in_words, with_unit
    from assure.rules.describe import describe, shared_in_words
    from assure.rules.rulebook import FindingRule, RatingRule
    from assure.rules.sentences import in_general
    from assure.service.advice import notes

    def heading(text: str) -> str:
        return "\n" + click.style(text, bold=True)

    fields = book.fields(rule)
    yield click.style(f"{rule.code} {rule.name}{standing(rule, book)}", bold=True)
    if isinstance(rule, FindingRule):
        written = book.shipped_severities.get(rule.code)
        shipped = f" (set here; shipped as {written})" if written else ""
        yield f"Severity {rule.severity}{shipped}, confidence {rule.confidence}."
    yield f"Family {rule.family}, since version {rule.since}, in {rule.place}."
    yield heading("Fires when")
    yield wrapped(f"Of each {rule.subject.replace('_', ' ')}:", "  ")
    yield wrapped(f"{describe(rule.when, book.thresholds)}.", "  ")
    yield heading("It looks at")
    for name in fields_of(rule.when):
        yield wrapped(about_field(fields[name]), " " * 6, "  ")
    if keys := thresholds_of(rule.when):
        yield heading("Thresholds")
        for key in keys:
            threshold = book.thresholds[key]
            amount = with_unit(number_in_words(threshold.value), threshold.unit)
            local = (
                f" Set by the locality; shipped as {number_in_words(threshold.default)}."
                if threshold.is_local
                else ""
            )
            source = book.sources[threshold.source].title
            yield wrapped(
                f"{key}: {amount}. {threshold.means} Source: {source}.{local}", " " * 6, "  "
            )
    told = [("It says", rule.finding)]
    if isinstance(rule, FindingRule):
        told += [
            ("Why it matters", rule.why),
            ("What to do", rule.advice),
            ("What to ask", rule.challenge),
        ]
    if isinstance(rule, RatingRule):
        told = [("Rates", rule.rates.words), *told, ("What would move it up", rule.to_improve)]
    for title, text in told:
        if text:
            yield heading(title)
            yield wrapped(in_general(text), "  ")
    if isinstance(rule, FindingRule):
        for title, codes in (
            ("Takes the place of", rule.instead_of),
            ("Gives way to", book.gives_way_to(rule.code)),
        ):
            if codes:
                yield heading(title)
                yield from (wrapped(f"{code} {book.rule(code).name}", "  ") for code in codes)
        if rule.groups:
            yield heading("Told as one")
            for group in rule.groups:
                told_as = in_general(group.finding)
                yield wrapped(f"{shared_in_words(group, fields)}: {told_as}", "    ", "  ")
                yield wrapped(f"Ask: {in_general(group.challenge)}", "    ")
    yield heading("Examples")
    for example in rule.examples:
        values = ", ".join(f"{name}: {as_written(value)}" for name, value in example.values.items())
        yield wrapped(
            f"{'fires' if example.fires else 'quiet'}  {values or 'no field given'}",
            " " * 9,
            "  ",
        )
    if rule.sources:
        yield heading("Sources")
        for key in rule.sources:
            source_ = book.sources[key]
            ours = " (ours)" if source_.ours else ""
            yield wrapped(f"{source_.title}{ours}", "    ", "  ")
            if source_.address:
                yield f"    {source_.address}"  # whole, so that it can be followed
    if rule.family in notes():
        yield heading("Advice")
        yield wrapped(f"What good looks like, and more: `assure advice {rule.family}`.", "  ")


def rule_as_data(rule: Rule, book: Rulebook) -> dict[str, Any]:
    """The rule as plain JSON data."""
    from assure.conditions.language import fields_of, thresholds_of
    from assure.rules.describe import describe
    from assure.rules.rulebook import FindingRule, RatingRule

    data: dict[str, Any] = {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "since": rule.since,
        "status": rule.status,
        "off": rule.code in book.off,
        "successor": rule.successor,
        "subject": rule.subject,
        "when": describe(rule.when, book.thresholds),
        "fields": fields_of(rule.when),
        "thresholds": [threshold_as_data(key, book) for key in thresholds_of(rule.when)],
        "finding": rule.finding,
        "sources": rule.sources,
        "place": rule.place,
    }
    if isinstance(rule, FindingRule):
        data |= {
            "severity": rule.severity,
            "shipped_severity": book.shipped_severities.get(rule.code, rule.severity),
            "confidence": rule.confidence,
            "why": rule.why,
            "advice": rule.advice,
            "challenge": rule.challenge,
            "instead_of": rule.instead_of,
            "gives_way_to": book.gives_way_to(rule.code),
            "groups": [
                {"by": group.by, "from": group.least, **_texts_of(group)} for group in rule.groups
            ],
        }
    if isinstance(rule, RatingRule):
        data |= {"rates": rule.rates, "to_improve": rule.to_improve}
    data["examples"] = [
        {
            "fires": example.fires,
            "values": {
                name: value if isinstance(value, bool | int) else str(value)
                for name, value in example.values.items()
            },
        }
        for example in rule.examples
    ]
    return data


def _texts_of(group: Grouping) -> dict[str, str]:
    from assure.rules import form

    return {key: getattr(group, key) for key in form.TEXTS_OF_GROUP}


def threshold_as_data(key: str, book: Rulebook) -> dict[str, Any]:
    """The threshold with its value here and as shipped, both as exact text."""
    threshold = book.thresholds[key]
    return {
        "key": key,
        "value": str(threshold.value),
        "unit": threshold.unit,
        "means": threshold.means,
        "source": threshold.source,
        "shipped": str(threshold.default),
        "local": threshold.is_local,
    }
