"""``assure retention``: what is older than it need be, and taking it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, today, today_option
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.store.retention import Old


@click.command("retention")
@click.option(
    "--years",
    type=click.IntRange(1, 100),
    metavar="COUNT",
    help="How long things are kept. [default: keep_years of assure.toml]",
)
@click.option("--apply", is_flag=True, help="Take out what is older.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@database_option
@today_option
def command(
    years: int | None, apply: bool, yes: bool, database: str | None, today_: dt.date | None
) -> None:
    """List what is older than it need be kept, and take it out with --apply.

    That is reviews with their answers, promises long settled, findings once set aside, and the
    history of plans. A plan as it now is stays, and its history begins with how it stood then.
    """
    from assure.cli.prompt import is_terminal
    from assure.model.errors import AssureError
    from assure.service.database import open_database
    from assure.shelf.settings import find_settings
    from assure.words.days import long_date

    years = years or find_settings(Path.cwd()).keep_years
    if years is None:
        raise AssureError(
            "How long things are kept is not set; say --years 6, or keep_years = 6 in assure.toml."
        )
    day = years_before(today(today_), years)
    before = dt.datetime.combine(day, dt.time(), dt.UTC)
    with open_database(database, create=False) as store:
        old = store.old(before)
        if not old.any:
            click.echo(f"Nothing is older than {long_date(day)}.")
            return
        click.echo(f"Older than {long_date(day)}:")
        for line in _lines(old):
            click.echo(f"  {line}")
        if not apply:
            click.echo("Nothing was taken out; --apply does it, for good.")
            return
        if not yes:
            if not is_terminal():
                raise AssureError("What is taken out does not come back; say --yes.")
            if not click.confirm("Take it out, for good?"):
                click.echo("Nothing was taken out.")
                return
        store.take_out(before)
    click.echo("Taken out. Files written before, and copies of the database, are not reached.")


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day so many years ago; 28 February for a 29th that year did not have."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _lines(old: Old) -> Iterator[str]:
    if old.reviews:
        keys = ", ".join(old.reviews)
        yield f"{plural(len(old.reviews), 'review')}: {keys}"
    for count, one, many in (
        (old.answers, "answer", "answers"),
        (old.promises, "promise, or word about one", "promises, and words about them"),
        (old.set_asides, "finding once set aside", "findings once set aside"),
        (old.changes, "change of a plan", "changes of plans"),
    ):
        if count:
            yield plural(count, one, many)
