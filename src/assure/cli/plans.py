"""``assure plans``: which plans are kept, and when each was imported from which file."""

from __future__ import annotations

import click

from assure.cli.options import database_option
from assure.words.text import plural

IMPORTS = 5  # shown of each plan in the list; of one plan all


@click.command("plans")
@click.argument("key", required=False)
@database_option
def command(key: str | None, database: str | None) -> None:
    """List the plans that are kept, the most recently imported first, with their imports.

    With KEY, all imports of that plan. Earlier imports stay; the newest one counts.
    """
    from assure.cli.printing import shortened
    from assure.service.database import open_database
    from assure.service.plans import find_kept
    from assure.words.days import long_date

    with open_database(database, create=False) as store:
        plans = (find_kept(store, key),) if key else store.plans()
        imports = {plan.key: store.imports(plan.key) for plan in plans}
    if not plans:
        click.echo("There is no plan yet; keep one with `assure import PLAN`.", err=True)
    for plan in plans:
        title = click.style(shortened(plan.title, 90), bold=True)
        click.echo(f"{plan.key}  {title}  {plural(plan.imports, 'import')}")
        shown = imports[plan.key] if key else imports[plan.key][:IMPORTS]
        for item in shown:
            day = long_date(item.imported_at.date())
            click.echo(f"  {item.number:>3}  {day}  {shortened(item.source)}")
        if len(shown) < plan.imports:
            click.echo(f"  and {plan.imports - len(shown)} before")
