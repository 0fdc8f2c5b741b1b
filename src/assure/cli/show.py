"""``assure show``: the whole story of one action."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, output_option, plan_option, write_out

if TYPE_CHECKING:
    from assure.model.story import Story, StoryStep


@click.command("show")
@click.argument("ref")
@plan_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@output_option
@database_option
def command(
    ref: str, plan: str | None, form: str, output: Path | None, database: str | None
) -> None:
    """Tell the whole story of the action REF: wording, owner, dates, progress, reviews, promises.

    Tells what each import and update changed, what each frozen review found, what was promised
    and what became of it. Actions that were closed or are gone are found as well.
    """
    from assure.service.database import open_database
    from assure.service.promises import plan_key
    from assure.service.story import story

    with open_database(database, create=False) as store:
        told = story(store, plan_key(store, plan), ref)
    text = told.model_dump_json(indent=2) if form == "json" else "\n".join(story_text(told))
    if output:
        write_out(output, text + "\n")
        click.echo(f"Wrote {output}.", err=True)
    else:
        click.echo(text)


def story_text(story: Story) -> Iterator[str]:
    """A head with how it stands, then its steps, oldest first."""
    from assure.cli.printing import wrapped

    yield wrapped(f"{click.style(story.ref, bold=True)}  {story.title}", "  ", "")
    yield wrapped(f"{story.plan_title} ({story.plan}). {story.standing}", "  ")
    yield ""
    widest = max((len(item.label) for item in story.now), default=0)
    for item in story.now:
        label = f"  {item.label.capitalize() if item.label.islower() else item.label:<{widest}}  "
        yield wrapped(item.value, " " * len(label), label)
    for step in story.steps:
        yield ""
        yield from _step(step)


def _step(step: StoryStep) -> Iterator[str]:
    from assure.cli.printing import wrapped
    from assure.words.days import long_date

    by = f", by {step.by}" if step.by else ""
    yield wrapped(f"{click.style(long_date(step.day), bold=True)}  {step.what}{by}", "    ", "")
    for line in step.lines:
        yield wrapped(line, "      ", "    ")
