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


@click.command("print", short_help="Write a questionnaire as a sheet to fill in by hand.")
@click.argument("key")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to: a name that ends in .pdf, or in .docx for Word. [default: KEY.pdf]",
)
@click.option(
    "--plan",
    metavar="FILE|KEY",
    help="A plan, as a file or by its key in the database: what it tells stands on the sheet, "
    "with the references that answers may link to.",
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
    from assure.service.questionnaires import questionnaire, settings_here
    from assure.service.reading import Reading as Unsaid
    from assure.service.workshop import plan_and_asides, write_sheet

    settings = settings_here()
    asked = questionnaire(key, settings)
    path = out or Path(f"{asked.key}.pdf")
    if plan is None and reading != Unsaid():
        raise AssureError("this says how a plan is read, and none is given; add --plan FILE.")
    meant, asides = (
        plan_and_asides(plan, database, reading.said(settings), settings) if plan else (None, ())
    )
    day = today(today_)
    write_sheet(asked, path, day, settings, plan=meant, set_asides=asides, replace=replace)
    click.echo(f"Wrote {path}. After the workshop: assure ask {asked.key}")
