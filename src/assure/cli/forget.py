"""``assure forget``: a person's name replaced by a post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, moment, today_option
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.service.forget import Found

SHOWN = 8  # texts that may still mean the person
OUTSIDE = (
    "Not reached is what lies outside the database: workbooks that were imported, reports and "
    "reviews written to files, answers exported, copies of the database, and a list of people "
    "that a profile names."
)


@click.command("forget")
@click.argument("person")
@click.option("--post", help="What takes the name’s place. [default: the post the plans name]")
@click.option(
    "--also",
    multiple=True,
    metavar="NAME",
    help="Another way in which the name is written, such as initials. Repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be replaced.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@database_option
@today_option
def command(
    person: str,
    post: str | None,
    also: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Replace the name of PERSON by a post in everything the database holds.

    In plans and their whole history, answers, promises, findings set aside, and frozen reviews:
    the one act that changes these. Says first how much that is, and afterwards what remains.
    It cannot be taken back.
    """
    from assure.cli.prompt import is_terminal
    from assure.model.errors import AssureError
    from assure.service.database import open_database
    from assure.service.forget import CALLED, forget, look, to_forget

    with open_database(database, create=False) as store:
        forgetting = to_forget(person, post, also, store)
        found = look(store, forgetting)
        if not found.texts:
            click.echo(f"{forgetting.person} stands nowhere in the database.")
            _print(_remaining(found, forgetting.words))
            return
        times = plural(found.texts, "text")
        if dry_run:
            click.echo(f"{forgetting.person} would give way to {forgetting.post} in {times}.")
            _print(_remaining(found, forgetting.words))
            return
        if not yes:
            if not is_terminal():
                raise AssureError("A name that is forgotten does not come back; say --yes.")
            question = f"Replace {forgetting.person} by {forgetting.post} in {times}, for good?"
            if not click.confirm(question):
                click.echo("Nothing was changed.")
                return
        altered = forget(store, forgetting, moment(today_))
    click.echo(f"{forgetting.post} now stands in place of the name:")
    for table, count in altered.items():
        click.echo(f"  {plural(count, *CALLED[table])}")
    _print(_remaining(found, forgetting.words))
    _print(iter([OUTSIDE]))


def _print(lines: Iterator[str]) -> None:
    from assure.cli.printing import wrapped

    for line in lines:
        click.echo(wrapped(line, "    ", ""))


def _remaining(found: Found, words: list[str]) -> Iterator[str]:
    from assure.cli.printing import shortened

    if not found.remaining:
        return
    texts = plural(len(found.remaining), "text")
    yield (
        f"“{words[-1]}” by itself still stands in {texts}, and may be somebody else’s; "
        "--also replaces another way of writing the name:"
    )
    for text in found.remaining[:SHOWN]:
        yield f"  “{shortened(text, 80)}”"
    if len(found.remaining) > SHOWN:
        yield f"  and {len(found.remaining) - SHOWN} more"
