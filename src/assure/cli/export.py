"""``assure export``: a plan as our own workbook or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, now, reading_options
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.service.reading import Reading

LOST = 10  # places shown; the rest are counted


@click.command("export")
@click.argument("plan")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="Where to: a name that ends in .xlsx (a workbook) or .json (every value, exactly).",
)
@click.option(
    "--every-column",
    is_flag=True,
    help="Write the columns and sheets that the plan never had as well, to be filled in.",
)
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
@reading_options
@database_option
def command(
    plan: str,
    out: Path,
    every_column: bool,
    replace: bool,
    reading: Reading,
    database: str | None,
) -> None:
    """Write PLAN, the key of a kept plan or a file, as a workbook or as JSON.

    A workbook has the form of `assure template` and is read again before it is handed over: what
    it could not say is named. It holds the plan as it is now; what earlier imports said is in the
    database and in the JSON. Both name people as the plan does.
    """
    from assure.service.exchange import export_plan, plan_meant
    from assure.shelf.settings import find_settings

    settings = find_settings(Path.cwd())
    meant = plan_meant(plan, database, reading.said(settings), settings)
    exported = export_plan(meant, out, now(), every_column=every_column, replace=replace)
    click.echo(f"Wrote {plural(len(meant.actions), 'action')} of “{meant.title[:90]}” to {out}.")
    tell_lost(exported.lost)


def tell_lost(lost: Sequence[str]) -> None:
    """The places that a workbook could not say as the plan has them."""
    if not lost:
        return
    click.echo(
        f"{plural(len(lost), 'value')} could not be said in a workbook as the plan has "
        "them; export it as .json to keep them:",
        err=True,
    )
    for place in lost[:LOST]:
        click.echo(f"  {place}", err=True)
    if len(lost) > LOST:
        click.echo(f"  and {len(lost) - LOST} more.", err=True)
