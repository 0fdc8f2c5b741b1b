"""``assure rules``: the rules, the facts they may look at, and what their authors need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.pages import (
    about_field,
    find_rule,
    mistaken,
    page,
    rule_as_data,
    rule_names,
    standing,
    verdict,
)
from assure.cli.rulekit import COMMANDS

if TYPE_CHECKING:
    from assure.rules.rulebook import Rulebook

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


@click.group("rules")
def command() -> None:
    """List, show, try and write the rules that judge a plan.

    Rules are data: one file for each family in the folder rulesets. Your own stand in folders
    that assure.toml names.
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
            click.echo(f"  {rule.code:<8} {verdict(rule):<11} {rule.name}{standing(rule, book)}")
        click.echo()
    total = sum(len(several) for several in rules.values())
    click.echo(f"{total} rules, rulebook {book.version}. See one with `assure rules show CODE`.")


@command.command("show", short_help="Show a rule: when it fires, why, and what to do.")
@click.argument("code")
@form_option
def show_rule(code: str, form: str) -> None:
    """Show the rule CODE: when it fires, why it matters, what to do, and its examples."""
    book = rulebook_here()
    rule = find_rule(code, book)
    if rule is None:
        raise mistaken("rule", code, rule_names(book))
    if form == "json":
        click.echo(json.dumps(rule_as_data(rule, book), indent=1, ensure_ascii=False))
        return
    for line in page(rule, book):
        click.echo(line)


@command.command("facts", short_help="List what rules may look at.")
@click.argument("subject", required=False)
@form_option
def show_facts(subject: str | None, form: str) -> None:
    """List what rules may look at: the fields of SUBJECT, or of every subject."""
    from assure.service.catalogue import catalogue
    from assure.service.questionnaires import own_questionnaires

    subjects = catalogue(own_questionnaires())
    if subject is not None and subject not in subjects:
        raise mistaken("subject", subject, list(subjects))
    chosen = {name: subjects[name] for name in subjects if subject in (None, name)}
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


for tool in COMMANDS:
    command.add_command(tool)
