"""``assure template``: the workbook to fill in, and those of a quarterly update."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path

import click

from assure.cli.options import database_option, moment, now, today_option
from assure.model.errors import AssureError
from assure.words.text import clean, one_line, plural

MOST_ACTIONS = 1_000
LONGEST_TITLE = 150  # characters


@click.command("template")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The name of the plan, written into the workbook.")
@click.option(
    "--period",
    metavar="FROM-TO",
    help="The plan’s period: 2026-2029, 2026/27, or “01/04/2026 to 31/03/2029”. "
    "Gives as many quarters as the plan has.",
)
@click.option(
    "--actions",
    type=click.IntRange(1, MOST_ACTIONS),
    metavar="COUNT",
    help="How many rows to make ready for actions. [default: 60]",
)
@click.option(
    "--update",
    metavar="QUARTER",
    help="Write the workbooks of a quarterly update, e.g. Q6, into the folder FILE.",
)
@click.option(
    "--by",
    type=click.Choice(["owner", "team", "outcome", "none"]),
    help="With --update: a workbook for each of these, or one for all. [default: owner]",
)
@click.option(
    "--plan",
    metavar="KEY",
    help="With --update: which plan. [default: the only one that is kept]",
)
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
@database_option
@today_option
def command(
    file: Path,
    title: str,
    period: str | None,
    actions: int | None,
    update: str | None,
    by: str | None,
    plan: str | None,
    replace: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Write a workbook to fill a plan into, as FILE (.xlsx).

    Its first sheet says how, with an example of each column. Lists and dates are checked where
    they are typed. About and Project plan are enough for a first `assure check`.

    With --update FILE is a folder. Into it goes one small workbook for each lead officer: their
    actions, how each stood, and this quarter's to fill in. `assure update` takes them back.
    """
    if update is not None:
        if title or period or actions is not None:
            raise click.UsageError("--update takes the plan as it is: no title, period or actions.")
        _updates(file, update, by or "owner", plan, database, moment(today_), replace=replace)
        return
    if by is not None or plan is not None:
        raise click.UsageError("--by and --plan go with --update.")
    from assure.service.exchange import write_template
    from assure.words.periods import read_period

    span = read_period(period) if period else None
    if period and span is None:
        raise AssureError(
            f"--period “{period}” names no period; write 2026-2029, 2026/27, or "
            "“01/04/2026 to 31/03/2029”."
        )
    title = one_line(clean(title))
    if len(title) > LONGEST_TITLE:
        raise AssureError(
            f"--title: {len(title):,} characters are too many; use at most {LONGEST_TITLE}."
        )
    write_template(file, now(), title=title, period=span, actions=actions, replace=replace)
    check = shlex.join(["assure", "check", str(file)])
    click.echo(f"Wrote {file}. Fill it in, save it, then: {check}")


def _updates(
    folder: Path,
    quarter: str,
    by: str,
    plan: str | None,
    database: str | None,
    at: dt.datetime,
    *,
    replace: bool,
) -> None:
    from assure.service.database import open_database
    from assure.service.quarterly import plan_meant, quarter_meant, read_quarter, write_updates

    with open_database(database, create=False) as store:
        meant = plan_meant(store, plan)
    number = quarter_meant(meant, read_quarter(quarter), at.date())
    sent = write_updates(meant, folder, number, by, at, replace=replace)
    count = plural(len(sent), "workbook")
    click.echo(f"Wrote {count} for Q{number} of “{meant.title[:90]}” to {folder}:")
    for one in sent:
        click.echo(f"  {one.path.name}: {one.whom[:60]}, {plural(one.actions, 'action')}")
    back = shlex.join(["assure", "update", str(folder)])
    click.echo(f"Send each out. When they are back in that folder: {back}")
