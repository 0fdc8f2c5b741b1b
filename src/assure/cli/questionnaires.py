"""``assure questionnaires``: list and show them, and what their authors need."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assure.cli.answers_out import command as export
from assure.cli.questionkit import COMMANDS
from assure.cli.rules import form_option
from assure.cli.workshop import command as print_
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.questionnaire import EntryField, Question, Questionnaire

# The kinds whose names are not plain words.
KINDS = {
    "choice": "one of these",
    "choices": "any of these",
    "yes_no": "yes or no",
    "rag": "a rating",
    "ranking": "these in order",
    "entries": "a list",
}


@click.group("questionnaires", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List, show, print, export and write questionnaires.

    Questionnaires are data: one file for each in the folder questionnaires. Your own stand in
    folders that assure.toml names.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


command.add_command(print_)


@command.command("list", short_help="List the questionnaires, and when to use each.")
@form_option
def list_(form: str = "text") -> None:
    """List the questionnaires: key, how long, how many questions, when to use it."""
    from assure.cli.printing import wrapped
    from assure.service.questionnaires import own_questionnaires, questionnaires

    every = questionnaires()
    own = {found.key for found in own_questionnaires()}
    if form == "json":
        told = [_summary(found, found.key in own) for found in every]
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    for found in every:
        yours = f" (your own, {_from_here(found.file)})" if found.key in own else ""
        click.echo(click.style(found.key, bold=True) + yours)
        count = plural(len(found.questions()), "question")
        click.echo(wrapped(f"{count}, about {found.minutes} minutes. {found.when_to_use}", "  "))
    click.echo()
    total = plural(len(every), "questionnaire")
    beside = f", {len(own)} of them your own" if own else ""
    click.echo(f"{total}{beside}. See one with `assure questionnaires show KEY`.")


def _from_here(file: str) -> Path:
    path, here = Path(file), Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _summary(found: Questionnaire, own: bool) -> dict[str, Any]:
    data = found.model_dump(mode="json", exclude={"sections"})
    return {**data, "questions": len(found.questions()), "own": own, "file": found.file}


@command.command("show", short_help="Show a questionnaire: its purpose and every question.")
@click.argument("key")
@click.option("--brief", is_flag=True, help="Questions only.")
@form_option
def show(key: str, brief: bool, form: str) -> None:
    """Show the questionnaire KEY: its purpose, where it comes from, every question.

    With each question stands when it is asked, what the plan tells above it, and which rules look
    at its answer.
    """
    from assure.cli.printing import wrapped
    from assure.service.questionnaires import questionnaire

    found = questionnaire(key)
    if form == "json":
        click.echo(json.dumps(_whole(found), indent=1, ensure_ascii=False))
        return
    click.echo(click.style(found.title, bold=True) + f" (version {found.version})")
    for label, text in (
        ("Purpose", found.purpose),
        ("When to use it", found.when_to_use),
        ("Who", found.who),
        ("How long", f"About {plural(found.minutes, 'minute')}."),
        *_advice(found),
        ("Where it comes from", found.origin),
        ("File", str(_from_here(found.file))),
    ):
        click.echo(wrapped(f"{label}: {text}", "  "))
    rules = {} if brief else _rules(found)
    for section in found.sections:
        click.echo()
        click.echo(click.style(section.title, bold=True))
        if section.about and not brief:
            click.echo(wrapped(section.about, "  "))
        for question in section.questions:
            click.echo(wrapped(f"{question.key}  {question.text}", "      ", "  "))
            if not brief:
                for line in _about(question, found, rules[question.key]):
                    click.echo(line)


def _advice(found: Questionnaire) -> Iterator[tuple[str, str]]:
    """Where to read when to use it and what goes wrong; our own questionnaires have such a note."""
    from assure.service.advice import notes

    if found.key in notes():
        yield "Advice", f"`assure advice {found.key}`"


def _rules(found: Questionnaire) -> dict[str, tuple[str, ...]]:
    from assure.interview.uses import rules_using
    from assure.service.questionnaires import settings_here
    from assure.service.rulebook import load

    return rules_using(found, load(settings_here()))


def _whole(found: Questionnaire) -> dict[str, Any]:
    rules = _rules(found)
    data = found.model_dump(mode="json")
    for section in data["sections"]:
        for question in section["questions"]:
            question["rules"] = rules[question["key"]]
    return {**data, "file": found.file}


def _about(question: Question, found: Questionnaire, rules: tuple[str, ...]) -> Iterator[str]:
    """All there is to a question below its words, line by line."""
    from assure.cli.printing import wrapped
    from assure.interview.asking import asked_when
    from assure.rules.describe import describe

    when = asked_when(question, found)
    told: list[tuple[str, str]] = [
        ("", question.help),
        ("Why: ", question.why),
        ("Evidence: ", question.evidence),
        ("Asked when: ", f"{describe(when)}." if when else ""),
    ]
    told += [("The plan tells: ", line.text) for line in question.shows]
    told.append(("Answer: ", answered_with(question)))
    for label, text in told:
        if text:
            yield wrapped(label + text, "      ")
    yield from _options(question, "         ")
    for field in question.fields:
        yield wrapped(f"- {field.key}: {field.text} ({answered_with(field)})", "        ", "      ")
        yield from _options(field, "           ")
    for wording in question.was:
        compared = "comparable" if wording.comparable else f"not comparable: {wording.because}"
        yield wrapped(f"Version {wording.version} asked: {wording.text} ({compared})", "      ")
    yield wrapped(f"Sources: {', '.join(question.sources)}", "      ")
    yield wrapped(f"Rules: {', '.join(rules) or 'none looks at it'}", "      ")


def _options(asked: Question | EntryField, indent: str) -> Iterator[str]:
    from assure.cli.printing import wrapped

    for option in asked.options if asked.kind != "yes_no" else ():
        means = f". {option.means}" if option.means else ""
        yield wrapped(f"{option.value}  {option.label}{means}", indent)


def answered_with(asked: Question | EntryField) -> str:
    """``number of days, from 0 to 31, may be empty``."""
    parts = [f"{KINDS.get(asked.kind, asked.kind)}{f' of {asked.unit}' if asked.unit else ''}"]
    match asked.minimum, asked.maximum:
        case None, None:
            pass
        case low, None:
            parts.append(f"{low} or more")
        case None, high:
            parts.append(f"{high} or less")
        case low, high:
            parts.append(f"from {low} to {high}")
    most = getattr(asked, "most", None)
    if most:
        parts.append(f"at most {most}")
    links_to = getattr(asked, "links_to", None)
    if links_to:
        parts.append(f"one {links_to} of the plan")
    if asked.optional:
        parts.append("may be empty")
    return ", ".join(parts)


for tool in (*COMMANDS, export):
    command.add_command(tool)
