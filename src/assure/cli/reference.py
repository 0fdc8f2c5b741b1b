"""The pages that are made from the program itself, first of all the reference of its commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from assure.cli import HELP, assure

WIDTH = 92


def commands(
    command: click.Command, path: tuple[str, ...] = ("assure",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, groups before their members."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path[-1])
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                yield from commands(inner, (*path, name))


def help_of(path: tuple[str, ...], command: click.Command) -> str:
    """What ``assure … --help`` prints at a fixed width."""
    # Called by hand, a context knows nothing of the settings that the real one has.
    known: dict[str, Any] = {"help_option_names": HELP, "terminal_width": WIDTH}
    context: click.Context | None = None
    for word in path[:-1]:
        context = click.Context(click.Command(word), info_name=word, parent=context, **known)
    return command.get_help(click.Context(command, info_name=path[-1], parent=context, **known))


def reference() -> str:
    """The whole page as Markdown."""
    lines = [
        "# Commands",
        "",
        "Made from each command’s own `--help` by `script/docs`; a test fails when it is stale.",
        "",
    ]
    for path, command in commands(assure):
        lines += ["#" * min(len(path) + 1, 4) + f" {' '.join(path)}", "", "```text"]
        lines += [help_of(path, command), "```", ""]
    return "\n".join(lines)


def made_pages() -> dict[str, str]:
    """Every page of docs/ that is made from the program: path below docs/ → text."""
    from assure.facts.catalogue import CATALOGUE
    from assure.facts.page import facts_page
    from assure.model import comparison_document, document, evidence, plan_document
    from assure.rules import schema
    from assure.rules.pages import rule_pages
    from assure.service.advice import notes
    from assure.service.advice_pages import advice_pages
    from assure.service.questionkit import questionnaire_schema
    from assure.service.questionnaires import questionnaires
    from assure.service.rulebook import load
    from assure.service.sources_page import sources_page
    from assure.shelf.settings import Settings

    book = load(Settings())
    return {
        "commands.md": reference(),
        "facts.md": facts_page(CATALOGUE, [s for s in book.catalogue if s not in CATALOGUE]),
        "sources.md": sources_page(book, questionnaires(Settings()), notes().values()),
        "schemas/assessment.schema.json": document.schema_text(),
        "schemas/comparison.schema.json": comparison_document.schema_text(),
        "schemas/evidence.schema.json": evidence.schema_text(),
        "schemas/plan.schema.json": plan_document.schema_text(),
        "schemas/questionnaire.schema.json": questionnaire_schema(Settings()),
        "schemas/ruleset.schema.json": schema.schema_text(book),
        **{f"rules/{name}": text for name, text in rule_pages(book).items()},
        **{f"advice/{name}": text for name, text in advice_pages(book).items()},
    }
