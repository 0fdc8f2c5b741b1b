"""``assure plans``: which plans are kept, and when each was changed by which file."""

from __future__ import annotations

import click

from assure.cli.options import database_option
from assure.words.text import plural

CHANGES = 5  # shown of each plan in the list; of one plan all


@click.command("plans")
@click.argument("key", required=False)
@database_option
def command(key: str | None, database: str | None) -> None:
    """List the plans that are kept, the most recently changed first, with their changes.

    With KEY, all changes of that plan: imports, updates and others. `assure audit` tells what
    each of them altered.
    """
    from assure.cli.printing import shortened
    from assure.service.audit import WHAT
    from assure.service.database import open_database
    from assure.service.plans import find_kept
    from assure.words.days import long_date

    with open_database(database, create=False) as store:
        plans = (find_kept(store, key),) if key else store.plans()
        histories = {plan.key: store.history(plan.key) for plan in plans}
    if not plans:
        click.echo("There is no plan yet; keep one with `assure import PLAN`.", err=True)
    for plan in plans:
        title = click.style(shortened(plan.title, 90), bold=True)
        click.echo(f"{plan.key}  {title}  {plural(plan.version, 'change')}")
        changes = histories[plan.key]
        shown = changes if key else changes[:CHANGES]
        for change in shown:
            day = long_date(change.at.date())
            by = f", told by {shortened(change.by)}" if change.by else ""
            what = f"{WHAT[change.kind]} {shortened(change.source)}".rstrip()
            click.echo(f"  {change.number:>3}  {day}  {what}{by}")
        if len(shown) < len(changes):
            click.echo(f"  and {len(changes) - len(shown)} before")
