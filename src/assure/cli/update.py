"""``assure update``: what officers have returned, into the plan."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, moment, today_option
from assure.words.labels import LABELS
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.intake.differences import Step
    from assure.intake.updating import Clash, Outcome
    from assure.service.updates import Taken

_NAMED = 12  # references or files named in one line
_PROBLEMS = 20  # of one file, shown; the rest are counted
_ADDED = frozenset({"reason", "evidence", "support", "notes"})  # told in words, shown as such


@click.command("update")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--by",
    default="",
    metavar="POST",
    help="Who tells it, for all FILES. [default: as each says under “Filled in by”]",
)
@click.option(
    "--quarter", metavar="QUARTER", help="Refuse a file that was filled in for another, e.g. Q6."
)
@click.option(
    "--plan",
    metavar="KEY",
    help="The plan, for a file that does not say it, such as a .csv; a file of another is refused.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and keep nothing.")
@database_option
@today_option
def command(
    files: tuple[Path, ...],
    by: str,
    quarter: str | None,
    plan: str | None,
    dry_run: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Take what officers have returned in FILES into the plan, with who told it and when.

    FILES are the workbooks of `assure template FOLDER --update QUARTER`, filled in, or the folder
    that holds them. A row left blank changes nothing. A file with a problem is refused whole,
    with the cell, and the others are taken. Where somebody else has since changed the very thing
    that a row would change, the row is refused and told. The same file again changes nothing.

    Exit status 2 when anything was refused.
    """
    from assure.service.database import open_database
    from assure.service.quarterly import read_quarter
    from assure.service.updates import Terms, take_updates

    terms = Terms(by, read_quarter(quarter) if quarter else None, plan, keep=not dry_run)
    with open_database(database, create=False) as store:
        taken: list[Taken] = []
        for one in take_updates(store, files, terms, moment(today_)):
            _tell(one, taken)
            taken.append(one)
    _tell_blank([one.source for one in taken if one.whole and not one.rows])
    if dry_run:
        click.echo("Nothing was kept (--dry-run).")
    elif any(one.outcome is not None for one in taken):
        click.echo(f"Next: assure chase --quarter Q{max(one.quarter for one in taken)}")
    left = [one.source for one in taken if not one.whole]
    if left:
        # Of one file that was refused whole everything is said.
        if len(taken) > 1 or taken[0].outcome is not None:
            click.echo(
                f"Not taken whole: {', '.join(left)}. Once mended, bring the same file again: "
                "what it has told already changes nothing.",
                err=True,
            )
        sys.exit(2)


def _tell(taken: Taken, before: list[Taken]) -> None:
    """What became of a file, under the plan and quarter where they are not those of the last."""
    if taken.refused:
        click.echo(f"Refused: {taken.refused}", err=True)
        return
    if taken.problems:
        click.echo(
            f"Refused: {taken.source} has {plural(len(taken.problems), 'problem')}, and nothing "
            "of it was taken:",
            err=True,
        )
        for problem in taken.problems[:_PROBLEMS]:
            click.echo(f"  {problem.message()}", err=True)
        if len(taken.problems) > _PROBLEMS:
            click.echo(f"  and {len(taken.problems) - _PROBLEMS} more.", err=True)
        return
    if taken.outcome is not None and taken.rows:
        told = [one for one in before if one.rows]
        if not told or (told[-1].plan, told[-1].quarter) != (taken.plan, taken.quarter):
            click.echo(click.style(f"Q{taken.quarter} of {taken.plan}", bold=True))
        _tell_outcome(taken, taken.outcome)


def _tell_blank(sources: list[str]) -> None:
    """The files that came back as they went out."""
    from assure.cli.printing import wrapped

    if sources:
        named = ", ".join(sources[:_NAMED])
        more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
        click.echo(wrapped(f"Nothing is filled in yet in {named}{more}.", "  ", ""))


def _tell_outcome(taken: Taken, outcome: Outcome) -> None:
    from assure.cli.printing import shortened, wrapped
    from assure.words.days import long_date

    who = taken.by or "nobody named"
    when = f" on {long_date(taken.filled_on)}" if taken.filled_on else ""
    counts = [
        plural(len(outcome.changed), "action") if outcome.changed else "",
        plural(len(outcome.new), "new task") if outcome.new else "",
    ]
    news = " and ".join(filter(None, counts)) or "nothing new"
    click.echo(f"{taken.source}, told by {who}{when}: {news}.")
    for change in outcome.changed:
        steps = "; ".join(_step(step) for step in change.steps) or "as it was"
        click.echo(wrapped(steps, " " * 10, f"  {change.ref:<8}"))
    for action in outcome.new:
        owner = action.owner.names[0] if action.owner.names else "no task officer named"
        click.echo(wrapped(f"new: {shortened(action.title, 90)} ({owner})", " " * 10,
                           f"  {action.ref:<8}"))  # fmt: skip
    if outcome.had:
        had = ", ".join(outcome.had[:_NAMED])
        click.echo(wrapped(f"In the plan already, of the new tasks: {had}.", "  "))
    if taken.blank:
        more = f" and {len(taken.blank) - _NAMED} more" if len(taken.blank) > _NAMED else ""
        click.echo(wrapped(f"Left blank: {', '.join(taken.blank[:_NAMED])}{more}.", "  "))
    for clash in outcome.refused:
        click.echo(_refusal(taken.source, clash), err=True)


def _step(step: Step) -> str:
    from assure.cli.printing import shortened

    name, now = LABELS[step.field], shortened(step.now)
    if step.field in _ADDED:
        return f"{name} “{now}”" if now else f"{name} taken back"
    return f"{name} {shortened(step.was) or 'blank'} → {now}"


def _refusal(source: str, clash: Clash) -> str:
    changed = "; ".join(_step(step) for step in clash.steps)
    return (
        f"Refused: {source}, {clash.ref}: since the workbook was written {_whose(clash)} changed "
        f"{changed}. Agree which holds: leave that cell blank, or fill it into a workbook written "
        "anew."
    )


def _whose(clash: Clash) -> str:
    from assure.words.days import long_date

    if clash.hand is None:
        return "somebody"
    who = clash.hand.by or f"the file {clash.hand.source}"
    return f"{who} ({long_date(clash.hand.at)})"
