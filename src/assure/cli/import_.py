"""``assure import``: read an action plan and keep it."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import (
    Asking,
    asking_options,
    database_option,
    moment,
    problems_option,
    reading_options,
    today_option,
)
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.plan import Plan
    from assure.service.plans import Proposal
    from assure.service.reading import Reading
    from assure.store.store import Store

PROBLEMS = 10  # shown; the rest are counted
UNTOLD = 6  # actions named whose progress a file lacks


@click.command("import")
@click.argument("plan", type=click.Path(path_type=Path))
@reading_options
@asking_options
@problems_option
@click.option("--strict", is_flag=True, help="Keep nothing when any problem remains; exit with 1.")
@click.option("--dry-run", is_flag=True, help="Show what would be kept, and keep nothing.")
@click.option(
    "--as",
    "as_key",
    metavar="KEY",
    help="Keep it as a new version of this plan, whatever its title.",
)
@click.option("--new", is_flag=True, help="Keep it as a plan of its own.")
@click.option("-y", "--yes", is_flag=True, help="Keep it without asking.")
@database_option
@today_option
def command(
    plan: Path,
    reading: Reading,
    asking: Asking,
    problems_file: Path | None,
    strict: bool,
    dry_run: bool,
    as_key: str | None,
    new: bool,
    yes: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Read the action plan in PLAN (.xlsx, .xls, .ods, .docx, .csv, ...) and keep it.

    Prints what each column was taken for and what could not be read. A plan that was imported
    before is compared with what is kept of it: what is new, changed, re-dated, re-owned or gone
    is shown, and on a terminal it is asked whether to keep it. Earlier imports stay, and the
    newest one counts. The same file again changes nothing.

    Exit status 1 when --strict kept nothing because of problems.
    """
    from assure.cli.placing import Placing
    from assure.cli.prompt import is_terminal
    from assure.intake import read_file
    from assure.service.judge import settings_here
    from assure.service.problems import check_problems_file, write_problems

    if as_key is not None and new:
        raise click.UsageError("--as and --new say two things; give one of them.")
    at = moment(today_)
    placing = Placing(reading, asking, settings_here())
    if problems_file:
        check_problems_file(problems_file, plan)
    placing.settle(plan, ask=not yes)
    read = read_file(plan, placing.said)
    summarise(read.plan)
    if problems_file:
        write_problems(read, problems_file)
        click.echo(f"Wrote {problems_file}.")
    if strict and read.plan.problems:
        count = plural(len(read.plan.problems), "problem")
        click.echo(f"Nothing was kept, because of {count}; mend and import again.", err=True)
        sys.exit(1)
    ask = is_terminal() and not (yes or asking.no_input)
    if dry_run:
        _dry_run(read.plan, at, database, as_key=as_key, new=new)
    else:
        _keep(read.plan, at, database, as_key=as_key, new=new, ask=ask)
        placing.keep()


def _keep(
    plan: Plan,
    at: dt.datetime,
    database: str | None,
    *,
    as_key: str | None,
    new: bool,
    ask: bool,
) -> None:
    """Compares, asks if somebody is there to answer, and keeps."""
    from assure.service.database import open_database
    from assure.service.plans import keep

    # A plan that could be read is the first thing that a database is made for.
    with open_database(database) as store:
        proposal = _proposal(store, plan, at, as_key=as_key, new=new, ask=ask)
        _tell(proposal)
        if proposal.unchanged:
            return
        if (
            ask
            and proposal.before
            and not click.confirm("Keep this as the new version?", default=not proposal.untold())
        ):
            click.echo("Nothing was kept.")
            return
        keep(store, proposal, at)
    kept = proposal.plan
    again = "" if kept.version == 1 else f" It is change {kept.version} of this plan."
    click.echo(f"Kept as {kept.key}.{again}")
    click.echo(f"Next: assure review new NAME --kind mid-year --plan {kept.key} --as-of DATE")


def _dry_run(
    plan: Plan, at: dt.datetime, database: str | None, *, as_key: str | None, new: bool
) -> None:
    """Compares with what is kept, and makes no database when there is none."""
    from assure.service.database import is_there, open_database, where
    from assure.service.judge import settings_here
    from assure.service.plans import propose

    if is_there(where(database, settings_here())):
        with open_database(database, create=False) as store:
            proposal = propose(store, plan, at, as_key=as_key, new=new)
    else:
        proposal = propose(None, plan, at, as_key=as_key, new=new)
    _tell(proposal)
    if not proposal.unchanged:
        click.echo(f"Nothing was kept (--dry-run); it would be kept as {proposal.plan.key}.")


def _proposal(
    store: Store,
    plan: Plan,
    at: dt.datetime,
    *,
    as_key: str | None,
    new: bool,
    ask: bool,
) -> Proposal:
    """How the plan would be kept; whoever is there is asked when that is not certain."""
    from assure.service.plans import DoubtfulPlanError, propose

    try:
        return propose(store, plan, at, as_key=as_key, new=new)
    except DoubtfulPlanError as doubt:
        if not ask:
            raise
        click.echo(f"{doubt.what}.")
        if click.confirm(f"Is it a new version of {doubt.kept.key}?", default=doubt.likely):
            return propose(store, plan, at, as_key=doubt.kept.key)
        return propose(store, plan, at, new=True)


def _tell(proposal: Proposal) -> None:
    """What differs from the import before."""
    from assure.cli.differences import differences_text
    from assure.words.days import long_date

    before, differences = proposal.before, proposal.differences
    if before is None or differences is None:
        return
    day = long_date(before.changed_at.date())
    if differences.same:
        click.echo(f"Nothing has changed since {day}; nothing was kept.")
        return
    click.echo(f"Compared with the plan of {day} ({before.source}):")
    for line in differences_text(differences):
        click.echo(line)
    untold = proposal.untold()
    if untold:
        shown = ", ".join(untold[:UNTOLD])
        more = f" and {len(untold) - UNTOLD} more" if len(untold) > UNTOLD else ""
        click.echo(
            f"This file lacks progress that the kept plan has, of {shown}{more}. If it is older "
            "than the updates, leave it, and work in what this writes: assure export "
            f"{proposal.plan.key} -o FILE.xlsx",
            err=True,
        )


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
        (plan.risks, "risk", "risks"),
        (plan.projects, "project", "projects"),
        (plan.partners, "partner", "partners"),
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
