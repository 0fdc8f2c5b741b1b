"""``assure compare``: what moved between two reviews of a plan."""

from __future__ import annotations

from pathlib import Path

import click

from assure.cli.options import database_option, edition_option, output_option, write_out


@click.command("compare")
@click.argument("older", required=False)
@click.argument("newer", required=False)
@click.option(
    "--rules",
    type=click.Choice(["recorded", "installed"]),
    default="recorded",
    show_default=True,
    help="Judge each review by the rules recorded in it, or both by those installed here today.",
)
@edition_option
@click.option("--all", "everything", is_flag=True, help="List everything, however long.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or the whole comparison as JSON.",
)
@output_option
@database_option
def command(
    older: str | None,
    newer: str | None,
    rules: str,
    edition: str,
    everything: bool,
    form: str,
    output: Path | None,
    database: str | None,
) -> None:
    """Tell what moved between OLDER and NEWER, two reviews of one plan (key, name or file).

    Without both, the newest review and the one before it; with one, that and the one before it.
    Findings, ratings, actions, answers and figures are told with their direction. What only the
    rules moved is told apart: the older review is judged by the rules of the newer too.
    """
    from assure.service.compare import choose, compared
    from assure.service.judge import settings_here

    settings = settings_here()
    chosen = choose(older, newer, database, settings)
    comparison = compared(chosen, settings, rules=rules, edition=edition)
    if form == "json":
        from assure.model.comparison_document import as_json

        text = as_json(comparison)
    else:
        from assure.cli.comparison_lines import comparison_text

        text = "\n".join(comparison_text(comparison, everything=everything)) + "\n"
    if output:
        write_out(output, click.unstyle(text))
        click.echo(f"Wrote {output}.", err=True)
    else:
        click.echo(text, nl=False)
