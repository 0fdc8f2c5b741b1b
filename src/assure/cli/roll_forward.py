"""``assure roll-forward``: a kept plan goes on to its next year."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, moment, today, today_option
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.plan import Plan
    from assure.model.rolled import Gap, RolledAction, RolledForward
    from assure.service.roll_forward import Kept, Proposal
    from assure.store.store import Store

MOST = 15  # lines shown under one heading; the rest are counted
_TITLES = {
    "standing": "How it stands is unknown",
    "overdue": "Due before the new year, and open",
    "outcome": "Outcomes",
    "year": "The last year",
    "target": "Targets",
    "waits": "Waits for what was cancelled",
    "money": "Money that ends too early",
    "vacant": "Vacant posts",
    "idle": "People without open work",
    "days": "Days to be agreed",
    "risk": "Risks to be scored anew",
    "project": "Projects without open work",
    "assumption": "Assumptions to be checked",
    "evidence": "Completed without evidence",
    "reason": "Cancelled without a reason",
    "promise": "Promises",
    "title": "The title",
}


@click.command("roll-forward")
@click.option(
    "--plan",
    "name",
    metavar="KEY",
    help="The plan to roll on, by key or title. [default: the only plan in the database]",
)
@click.option(
    "--to",
    metavar="FROM-TO",
    help='The new period: 2027-2030, 2027/28 or "01/04/2027 to 31/03/2030". [default: the '
    "plan’s own, later by the years that are over, and as long]",
)
@click.option("--dry-run", is_flag=True, help="Show what would happen, and keep nothing.")
@click.option(
    "--gaps",
    "only_gaps",
    is_flag=True,
    help="Roll nothing: list what the year that the plan has rolled on to still needs.",
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the plan of the new year as a workbook (.xlsx), to be filled in and imported.",
)
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print; JSON has every gap.",
)
@click.option("-y", "--yes", is_flag=True, help="Keep it without asking.")
@database_option
@today_option
def command(
    name: str | None,
    to: str | None,
    dry_run: bool,
    only_gaps: bool,
    out: Path | None,
    replace: bool,
    form: str,
    yes: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Make next year's plan of this year's: 2026-2029 becomes 2027-2030.

    Completed and cancelled actions are closed into the plan's history with all that was told of
    them. What is unfinished is carried, with its reference and its past. Quarters are numbered
    anew. What the new year lacks is listed, and with -o stands in front of the workbook that you
    fill in and import. Shows first what would happen; on a terminal it asks before it keeps it.
    """
    from assure.service.database import open_database
    from assure.service.roll_forward import check_workbook, plan_named

    if dry_run and out is not None:
        raise click.UsageError("--dry-run writes nothing; leave out -o, or --dry-run.")
    if only_gaps and (to is not None or dry_run):
        raise click.UsageError("--gaps rolls nothing; leave out --to and --dry-run.")
    if out is not None:
        check_workbook(out, replace=replace)
    with open_database(database, create=False) as store:
        plan = plan_named(store, name)
        if only_gaps:
            _gaps(store, plan, out, form, today_)
        else:
            _roll(store, plan, to, out, form, today_, dry_run=dry_run, yes=yes)


def _roll(
    store: Store,
    plan: Plan,
    to: str | None,
    out: Path | None,
    form: str,
    today_: dt.date | None,
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    from assure.cli.prompt import is_terminal
    from assure.service.roll_forward import check_no_draft, keep, period_meant, propose

    meant = period_meant(to, plan) if to is not None else None
    proposal = propose(store, plan, today(today_), meant)
    if not dry_run:
        check_no_draft(proposal)
    if form == "text":
        for line in _told(proposal.told):
            click.echo(line)
    if dry_run:
        _not_kept(proposal, form)
        return
    ask = form == "text" and is_terminal() and not yes
    if ask and not click.confirm("Keep this as the plan of the new year?", default=True):
        click.echo("Nothing was kept.")
        return
    kept = keep(store, proposal, moment(today_), out)
    if form == "json":
        click.echo(kept.told.model_dump_json(indent=1))
    _kept(kept, out, form)


def _not_kept(proposal: Proposal, form: str) -> None:
    if form == "json":
        click.echo(proposal.told.model_dump_json(indent=1))
    click.echo("Nothing was kept (--dry-run).", err=form == "json")
    if proposal.drafts:
        key = proposal.drafts[0]
        click.echo(
            f"The review {key} of this plan is not frozen yet; freeze it before the plan rolls on: "
            f"assure review freeze {key}",
            err=True,
        )


def _kept(kept: Kept, out: Path | None, form: str) -> None:
    aside = form == "json"
    told = kept.told
    click.echo(f"Kept as change {told.change} of {told.plan}.", err=aside)
    if out is None:
        click.echo(
            f"Next: assure roll-forward --gaps --plan {told.plan} -o NEXT.xlsx writes the workbook "
            "to fill in.",
            err=aside,
        )
    else:
        _wrote(out, kept.lost, aside=aside)


def _wrote(out: Path, lost: Sequence[str], *, aside: bool) -> None:
    from assure.cli.export import tell_lost

    click.echo(f"Wrote {out}; fill it in, then: assure import {out}", err=aside)
    tell_lost(lost)


def _gaps(store: Store, plan: Plan, out: Path | None, form: str, today_: dt.date | None) -> None:
    from assure.model.base import as_json
    from assure.service.roll_forward import gaps_now, write_workbook

    found = gaps_now(store, plan, today(today_))
    if form == "json":
        gaps = [as_json(gap) for gap in found]
        click.echo(json.dumps({"plan": plan.key, "gaps": gaps}, ensure_ascii=False, indent=1))
    else:
        click.echo(click.style(plan.title, bold=True))
        for line in _gap_lines(found):
            click.echo(line)
    if out is not None:
        lost = write_workbook(plan, found, out, moment(today_))
        _wrote(out, lost, aside=form == "json")


# --- What is shown ----------------------------------------------------------------------------


def _told(told: RolledForward) -> Iterator[str]:
    from assure.cli.printing import shortened, wrapped
    from assure.words.days import long_date

    yield click.style(shortened(told.title, 90), bold=True)
    if told.period_guessed:
        yield wrapped(
            f"The plan names no period; it is taken to have begun on {long_date(told.was_from)}.",
            "  ",
        )
    yield f"From {long_date(told.was_from)} to {long_date(told.was_to)}, it goes on to"
    yield f"     {long_date(told.now_from)} to {long_date(told.now_to)}."
    yield from _section("Completed, and closed", told.completed)
    yield from _section("Cancelled, and closed", told.cancelled)
    yield from _section("Carried on", told.carried)
    beside = "; ".join(f"{part} {', '.join(refs)}" for part, refs in told.closed_with_them.items())
    if beside:
        yield wrapped(f"Closed with them: {beside}.", "    ", "  ")
    if told.notes:
        yield wrapped(
            f"Q{told.quarters + 1} is now Q1. {plural(told.notes, 'note')} of the quarters before "
            "it keep their words, as notes of the year that is closed."
            if told.notes > 1
            else f"Q{told.quarters + 1} is now Q1. The one note of the quarters before it keeps "
            "its words, as a note of the year that is closed.",
            "    ",
            "  ",
        )
    if told.untold:
        yield wrapped(
            f"Of {plural(len(told.untold), 'action')} under way nothing was told for "
            f"Q{told.quarters}; once the plan has rolled on, updates for it are refused "
            f"(assure chase --quarter Q{told.quarters}).",
            "    ",
            "  ",
        )
    yield from _gap_lines(told.gaps)


def _section(heading: str, actions: Sequence[RolledAction]) -> Iterator[str]:
    from assure.cli.printing import shortened, wrapped

    if not actions:
        return
    yield click.style(f"  {heading}: {len(actions)}", bold=True)
    # What has been carried before is what somebody has to think about.
    for action in sorted(actions, key=lambda one: one.times, reverse=True)[:MOST]:
        often = f", carried {_times(action.times)}" if action.times > 1 else ""
        yield wrapped(
            f"{shortened(action.ref, 20)} “{shortened(action.title)}”{often}", "      ", "    "
        )
    if len(actions) > MOST:
        yield f"    and {len(actions) - MOST} more"


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def _gap_lines(gaps: Sequence[Gap]) -> Iterator[str]:
    """The gaps by kind; what to do stands once where it is the same for all of a kind."""
    from assure.cli.printing import wrapped

    if not gaps:
        yield "The new year lacks nothing that can be seen here."
        return
    yield click.style(f"What the new year still needs: {plural(len(gaps), 'gap')}", bold=True)
    for kind, of_kind in groupby(gaps, key=lambda gap: gap.kind):
        found = list(of_kind)
        yield click.style(f"  {_TITLES[kind.value]}: {len(found)}", bold=True)
        for do, alike in groupby(found, key=lambda gap: gap.do):
            same = list(alike)
            for gap in same[:MOST]:
                yield wrapped(gap.what, "      ", "    ")
            if len(same) > MOST:
                yield f"    and {len(same) - MOST} more"
            yield wrapped(f"→ {do}", "        ", "      ")
