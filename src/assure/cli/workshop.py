"""``assure questionnaires print``: a questionnaire to fill in by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, reading_options, today, today_option
from assure.model.errors import AssureError

if TYPE_CHECKING:
    from assure.service.reading import Reading


@click.command("print")
@click.argument("key")
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to: a name that ends in .pdf, or in .docx for Word.  [default: KEY.pdf]",
)
@click.option(
    "--plan",
    metavar="KEY|FILE",
    help="A kept plan or a file: what it tells stands on the sheet, with the references of what "
    "answers may link to.",
)
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
@reading_options
@database_option
@today_option
def command(
    key: str,
    out: Path | None,
    plan: str | None,
    replace: bool,
    reading: Reading,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Write the questionnaire KEY as a sheet to fill in by hand in a workshop.

    It has a box for each option, rows for lists, and lines for evidence and for why something is
    not known. Type the answers in afterwards with `assure ask`. The options about reading are
    those of the file given with --plan.
    """
    from assure.service.exchange import plan_meant
    from assure.service.questionnaires import questionnaire, settings_here
    from assure.service.reading import Reading as Said
    from assure.service.workshop import write_sheet

    settings = settings_here()
    asked = questionnaire(key, settings)
    meant = None
    if plan is not None:
        meant = plan_meant(plan, database, reading.said(settings), settings)
    elif reading != Said((), ()):
        raise AssureError("this says how a plan is read, and there is none; give --plan too.")
    path = out or Path(f"{asked.key}.pdf")
    write_sheet(asked, path, today(today_), settings, plan=meant, replace=replace)
    click.echo(f"Wrote {path}. After the workshop: assure ask {asked.key}")
