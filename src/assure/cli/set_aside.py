"""``assure set-aside``: put a finding aside with a reason, list what is aside, take it back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import (
    DAY,
    database_option,
    moment,
    reading_options,
    rules_option,
    today,
    today_option,
)

if TYPE_CHECKING:
    from assure.model.review import Review
    from assure.service.reading import Reading
    from assure.service.set_aside import Standing
    from assure.shelf.settings import Settings


@click.command("set-aside")
@click.argument("finding", required=False)
@click.option("--because", metavar="TEXT", help="Why the finding is put aside. Reports print it.")
@click.option("--by", metavar="ROLE", help="Who decided so: a role, never a person.")
@click.option(
    "--until",
    type=DAY,
    help="The last day it holds, at most a year ahead (our judgement); then the finding counts "
    "again.",
)
@click.option("--list", "listing", is_flag=True, help="List what is set aside and how it stands.")
@click.option("--undo", is_flag=True, help="Take back the set-aside of FINDING.")
@click.option(
    "--plan",
    metavar="FILE|KEY",
    help="A plan to find it in: a file, or the key of one in the database.",
)
@click.option(
    "--review",
    metavar="KEY|NAME|FILE",
    help="A review to find it in: key, name or file. [default: the newest draft, else the only "
    "plan in the database]",
)
@rules_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How --list prints.",
)
@reading_options
@database_option
@today_option
def command(
    finding: str | None,
    because: str | None,
    by: str | None,
    until: dt.date | None,
    listing: bool,
    undo: bool,
    plan: str | None,
    review: str | None,
    rules: tuple[Path, ...],
    form: str,
    reading: Reading,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Set FINDING aside: it stays in every output with the reason, and does not count.

    FINDING is what `assure check` prints in brackets (six digits are enough), or rule and
    reference, such as OWN-01:1.4. Needs --because, --by and --until. It is kept with the plan
    and holds for its next reviews too; past its day the finding counts again and says so.
    """
    if plan and review:
        raise click.UsageError("Give --plan or --review, not both.")
    if listing and (finding or undo):
        raise click.UsageError("--list shows all that is set aside; leave FINDING and --undo out.")
    if not listing and not finding:
        raise click.UsageError("Say which FINDING, or --list what is set aside.")
    from assure.service.database import where
    from assure.service.judge import settings_here
    from assure.service.set_aside import review_meant

    settings = settings_here()
    place = where(database, settings)
    said = reading.said(settings)
    meant = review_meant(place, settings, today(today_), said, review=review, plan=plan)
    if listing:
        _list(meant, settings, rules, form)
    elif undo:
        _undo(str(finding), meant, place, today_)
    else:
        given = {"--because": because, "--by": by, "--until": until}
        missing = [option for option, value in given.items() if value is None]
        if because is None or by is None or until is None:
            raise click.UsageError(
                f"{' and '.join(missing)} missing: a finding is set aside with a reason, "
                "a role and a day."
            )
        _set(str(finding), because, by, until, meant, settings, rules, place, today_)


def _set(
    finding: str,
    because: str,
    by: str,
    until: dt.date,
    review: Review,
    settings: Settings,
    rules: tuple[Path, ...],
    place: str,
    today_: dt.date | None,
) -> None:
    from assure.cli import printing
    from assure.service.judge import judge
    from assure.service.set_aside import finding_named, put_aside, rulebook_to_judge, terms
    from assure.store import open_store

    assessment = judge(review, rulebook=rulebook_to_judge(review, settings, rules))
    found = finding_named(finding, assessment.findings)
    item = terms(found, because=because, by=by, until=until, today=today(today_))
    with open_store(place) as store:
        before = put_aside(store, review.plan.key, item, moment(today_))
    click.echo(f"Set aside {printing.terms(item)}")
    for line in printing.finding_lines(found, advice=False, fingerprint=True):
        click.echo(line)
    if before:
        click.echo(f"Before, it was set aside {printing.terms(before)}", err=True)
    if review.rulebook is not None:
        click.echo(
            f"The review {review.key} is frozen and stays as it is; "
            "this holds from the next review of the plan on.",
            err=True,
        )


def _undo(finding: str, review: Review, place: str, today_: dt.date | None) -> None:
    from assure.cli import printing
    from assure.service.set_aside import undo
    from assure.store import open_store

    with open_store(place, create=False) as store:
        item = undo(store, review.plan.key, finding, moment(today_))
    click.echo(
        f"Taken back: {printing.shortened(item.label)} [{item.fingerprint}] was set aside "
        f"{printing.terms(item)}"
    )


def _list(review: Review, settings: Settings, rules: tuple[Path, ...], form: str) -> None:
    from assure.cli import printing
    from assure.service.judge import judge
    from assure.service.set_aside import State, rulebook_to_judge, standings

    own = standings(review, judge(review, rulebook=rulebook_to_judge(review, settings, rules)))
    if form == "json":
        click.echo(json.dumps([_as_data(each) for each in own], ensure_ascii=False, indent=1))
        return
    if not own:
        click.echo(f"Nothing is set aside in {printing.shortened(review.plan.title)}.", err=True)
    notes = {
        State.IN_FORCE: "",
        State.EXPIRED: "; the findings count again",
        State.UNUSED: "; no finding answers to them, so take them back with --undo",
    }
    for state, note in notes.items():
        of_state = [each for each in own if each.state is state]
        if of_state:
            heading = f"{state.capitalize()}: {len(of_state)}"
            click.echo(click.style(heading, bold=True) + note)
        for each in of_state:
            for line in printing.standing_lines(each.item, each.finding):
                click.echo(line)


def _as_data(each: Standing) -> dict[str, object]:
    sentence = each.finding.sentence if each.finding else None
    return {"state": each.state, "finding": sentence, **each.item.model_dump(mode="json")}
