"""``assure rules``: list and show the rules, and the facts they may look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assure.conditions.fields import Field
    from assure.rules.rulebook import Rule, Rulebook

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)


def rulebook_here() -> Rulebook:
    """The rulebook with the thresholds of the working folder's assure.toml."""
    from assure.service.rulebook import load
    from assure.shelf.settings import find_settings

    return load(find_settings(Path.cwd()))


def mistaken(what: str, word: str, known: list[str]) -> click.UsageError:
    from assure.conditions.nearest import did_you_mean

    return click.UsageError(f"There is no {what} '{word}'; {did_you_mean(word, known)}")


@click.group("rules")
def command() -> None:
    """List and show the rules that judge a plan.

    Rules are data: one file for each family in the folder rulesets.
    """


@command.command("list")
@click.option("--family", metavar="NAME", help="Only the rules of this family.")
@form_option
def list_rules(family: str | None, form: str) -> None:
    """List the rules: code, severity and name."""
    book = rulebook_here()
    names = [item.name for item in book.families]
    if family is not None and family not in names:
        raise mistaken("family", family, names)
    chosen = [item for item in book.families if family in (None, item.name)]
    rules = {item.name: [r for r in book.rules if r.family == item.name] for item in chosen}
    if form == "json":
        told = [rule_as_data(rule, book) for item in chosen for rule in rules[item.name]]
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    from assure.cli.printing import wrapped

    for item in chosen:
        click.echo(click.style(item.name, bold=True))
        click.echo(wrapped(item.about, "  "))
        for rule in rules[item.name]:
            click.echo(f"  {rule.code:<8} {verdict(rule):<11} {rule.name}{standing(rule)}")
        click.echo()
    total = sum(len(several) for several in rules.values())
    click.echo(f"{total} rules, rulebook {book.version}. See one with `assure rules show CODE`.")


@command.command("show")
@click.argument("code")
@form_option
def show_rule(code: str, form: str) -> None:
    """Show the rule CODE: when it fires, why it matters, what to do, and its examples."""
    book = rulebook_here()
    by_code = {rule.code: rule for rule in book.rules}
    by_name = {rule.name: rule for rule in book.rules}
    rule = by_code.get(code.upper()) or by_name.get(code)
    if rule is None:
        raise mistaken("rule", code, [*by_code, *by_name])
    if form == "json":
        click.echo(json.dumps(rule_as_data(rule, book), indent=1, ensure_ascii=False))
        return
    for line in page(rule, book):
        click.echo(line)


@command.command("facts")
@click.argument("subject", required=False)
@form_option
def show_facts(subject: str | None, form: str) -> None:
    """List what rules may look at: the fields of SUBJECT, or of every subject."""
    from assure.facts.catalogue import CATALOGUE

    if subject is not None and subject not in CATALOGUE:
        raise mistaken("subject", subject, list(CATALOGUE))
    chosen = {name: CATALOGUE[name] for name in CATALOGUE if subject in (None, name)}
    if form == "json":
        told = {
            name: [field.model_dump(mode="json") for field in fields.values()]
            for name, fields in chosen.items()
        }
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    from assure.cli.printing import wrapped

    for name, fields in chosen.items():
        click.echo(click.style(name, bold=True))
        for field in fields.values():
            click.echo(wrapped(about_field(field), " " * 6, "  "))
        click.echo()


def verdict(rule: Rule) -> str:
    """What the rule says when it fires: a severity, or the rating it gives."""
    from assure.rules.rulebook import FindingRule, RatingRule

    if isinstance(rule, RatingRule):
        return rule.rates.words
    return rule.severity.value if isinstance(rule, FindingRule) else ""


def standing(rule: Rule) -> str:
    """`` (preview)``, `` (deprecated, see OWN-02)``, or nothing for a stable rule."""
    if rule.counts:
        return ""
    return f" ({rule.status}{f', see {rule.successor}' if rule.successor else ''})"


def about_field(field: Field) -> str:
    """``days_late (int, days): How long the deadline has passed. Worked out: …``"""
    kind = ", ".join(filter(None, (str(field.type), field.unit, " | ".join(field.values))))
    meaning = field.meaning.rstrip(".")
    return f"{field.name} ({kind}): {meaning}. {field.derivation}".rstrip()


def page(rule: Rule, book: Rulebook) -> Iterator[str]:
    """The rule's page, line by line."""
    from assure.cli.printing import wrapped
    from assure.conditions.language import fields_of, thresholds_of
    from assure.conditions.wording import number_in_words, with_unit
    from assure.rules.describe import describe
    from assure.rules.rulebook import FindingRule, RatingRule

    def heading(text: str) -> str:
        return "\n" + click.style(text, bold=True)

    fields = book.fields(rule)
    yield click.style(f"{rule.code} {rule.name}{standing(rule)}", bold=True)
    if isinstance(rule, FindingRule):
        yield f"Severity {rule.severity}, confidence {rule.confidence}."
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
            yield wrapped(text, "  ")
    if isinstance(rule, FindingRule) and rule.instead_of:
        yield heading("Stands instead of")
        yield wrapped(", ".join(rule.instead_of), "  ")
    yield heading("Examples")
    for example in rule.examples:
        values = ", ".join(f"{name}: {shown(value)}" for name, value in example.values.items())
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


def shown(value: object) -> str:
    """A value as a ruleset writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


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
        "successor": rule.successor,
        "subject": rule.subject,
        "when": describe(rule.when, book.thresholds),
        "fields": fields_of(rule.when),
        "thresholds": thresholds_of(rule.when),
        "finding": rule.finding,
        "sources": rule.sources,
        "place": rule.place,
    }
    if isinstance(rule, FindingRule):
        data |= {
            "severity": rule.severity,
            "confidence": rule.confidence,
            "why": rule.why,
            "advice": rule.advice,
            "challenge": rule.challenge,
            "instead_of": rule.instead_of,
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
