"""``assure import``: read an action plan and keep it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, map_option, moment, read_said, today_option
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.plan import Plan

PROBLEMS = 10  # shown; the rest are counted


@click.command("import")
@click.argument("plan", type=click.Path(path_type=Path))
@map_option
@database_option
@today_option
def command(
    plan: Path, mapping: tuple[str, ...], database: str | None, today_: dt.date | None
) -> None:
    """Read the action plan in PLAN (.xlsx, .xlsm, .csv or .tsv) and keep it.

    Prints what each column was taken for and what could not be read. Importing the same plan
    again keeps both; the newer one counts.
    """
    from assure.service.database import open_database
    from assure.service.plans import import_plan

    at = moment(today_)
    said = read_said(mapping)
    with open_database(database) as store:
        read = import_plan(store, plan, said, at)
        imports = next(kept.imports for kept in store.plans() if kept.key == read.key)
    summarise(read)
    again = "" if imports == 1 else f" It is import number {imports} of this plan."
    click.echo(f"Kept as {read.key}.{again}")
    click.echo(f"Next: assure review new NAME --kind mid-year --plan {read.key} --as-of DATE")


def summarise(plan: Plan) -> None:
    """What was read, what each column was taken for, and the problems."""
    from assure.cli.printing import columns_text, shortened

    click.echo(click.style(shortened(plan.title, 90), bold=True))
    counts = (
        (plan.actions, "action", "actions"),
        (plan.outcomes, "outcome", "outcomes"),
        (plan.indicators, "indicator", "indicators"),
        (plan.resources, "resource", "resources"),
        (plan.assumptions, "assumption", "assumptions"),
        (plan.dependencies, "dependency", "dependencies"),
        (plan.capacity, "post or team with days", "posts or teams with days"),
    )
    found = [plural(len(items), one, many) for items, one, many in counts if items]
    click.echo(f"Read {', '.join(found)}.")
    for line in columns_text(plan):
        click.echo(line)
    if not plan.problems:
        return
    click.echo(f"{plural(len(plan.problems), 'problem')}:")
    for problem in plan.problems[:PROBLEMS]:
        click.echo(f"  {shortened(problem.message(), 300)}")
    if len(plan.problems) > PROBLEMS:
        click.echo(f"  and {len(plan.problems) - PROBLEMS} more.")
