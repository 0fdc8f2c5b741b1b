"""``assure questionnaires``: list and show them."""

from __future__ import annotations

import click

from assure.words.text import plural


@click.group("questionnaires", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List and show the questionnaires."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@command.command("list")
def list_() -> None:
    """List the questionnaires: key, how long, how many questions, when to use it."""
    from assure.cli.printing import wrapped
    from assure.service.questionnaires import questionnaires

    for found in questionnaires():
        click.echo(click.style(found.key, bold=True))
        count = plural(len(found.questions()), "question")
        click.echo(wrapped(f"{count}, about {found.minutes} minutes. {found.when_to_use}", "  "))


@command.command("show")
@click.argument("key")
@click.option("--brief", is_flag=True, help="Questions only.")
def show(key: str, brief: bool) -> None:
    """Show the questionnaire KEY: its purpose, where it comes from, every question."""
    from assure.cli.printing import wrapped
    from assure.service.questionnaires import questionnaire

    found = questionnaire(key)
    click.echo(click.style(found.title, bold=True) + f" (version {found.version})")
    for text in (found.purpose, found.when_to_use, found.who, found.origin):
        click.echo(wrapped(text, ""))
    for section in found.sections:
        click.echo()
        click.echo(click.style(section.title, bold=True))
        for question in section.questions:
            click.echo(wrapped(f"{question.key}  {question.text}", "      ", "  "))
            if brief:
                continue
            for label, text in (
                ("", question.help),
                ("Why: ", question.why),
                ("Evidence: ", question.evidence),
            ):
                click.echo(wrapped(label + text, "      "))
            for option in question.options:
                click.echo(wrapped(f"{option.value}  {option.label}. {option.means}", "         "))
            for field in question.fields:
                optional = ", may be empty" if field.optional else ""
                click.echo(
                    wrapped(f"- {field.key} ({field.kind}{optional}): {field.text}", "      ")
                )
            click.echo(wrapped(f"Sources: {', '.join(question.sources)}", "      "))
