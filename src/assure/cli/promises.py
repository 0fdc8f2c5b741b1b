"""``assure promises``: what was promised in challenge sessions, and how each promise stands."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from assure.cli.options import DAY, database_option, moment, plan_option, today, today_option

if TYPE_CHECKING:
    from assure.model.promise import PromiseStanding

COLUMNS = (
    "key", "state", "promise", "who", "by", "due", "days_late", "times_put_back", "stands",
    "evidence_promised", "evidence_seen", "told", "question", "answer", "refs", "review",
)  # fmt: skip


@click.group("promises", invoke_without_command=True)
@plan_option
@click.option("--all", "every", is_flag=True, help="Also those kept, broken or overtaken.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, or one record for each promise.",
)
@database_option
@today_option
@click.pass_context
def command(
    context: click.Context,
    plan: str | None,
    every: bool,
    form: str,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """List the promises from which something is still expected, the most pressing first.

    They are made in `assure challenge`. `assure promises record` tells what became of one. One
    past its day of which nobody told is late; that it was broken is for people to say.
    """
    if context.invoked_subcommand is not None:
        given = [name for name in ("plan", "every") if context.params[name]]
        if given or form != "text":
            raise click.UsageError("Give options after record, not before it.")
        return
    from assure.assess.promises import every_promise
    from assure.service import promises as service
    from assure.service.database import open_database

    with open_database(database, create=False) as store:
        known = store.promises(service.plan_key(store, plan))
    standings = every_promise(known, today(today_))
    shown = [one for one in standings if every or not one.state.closed]
    if form == "json":
        data = [one.model_dump(mode="json", exclude={"new"}) for one in shown]
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(_as_csv(shown), nl=False)
    else:
        from assure.cli.promise_lines import promises_text, unfinished_text

        for line in (*promises_text(shown), *unfinished_text(service.unfinished(known))):
            click.echo(line)
        _say(len(standings), len(shown))


@command.command("record", short_help="Tell what became of a promise.")
@click.argument("promise")
@click.option("--kept", "state", flag_value="kept", help="It was kept.")
@click.option("--late", "late", type=DAY, help="It will be kept later: its new day.")
@click.option("--broken", "state", flag_value="broken", help="It was broken. Say --because.")
@click.option(
    "--overtaken",
    "state",
    flag_value="overtaken",
    help="It is no longer wanted, because something else came. Needs --because.",
)
@click.option("--open", "state", flag_value="open", help="It is still being worked on.")
@click.option("--evidence", metavar="TEXT", default="", help="The evidence that was seen.")
@click.option("--because", metavar="TEXT", default="", help="Why, by what, or how it goes.")
@click.option("--on", "on", type=DAY, help="With --kept: the day it was kept. [default: today]")
@click.option("--by", metavar="ROLE", default="", help="Who tells it: a role.")
@plan_option
@database_option
@today_option
def record(
    promise: str,
    state: str | None,
    late: dt.date | None,
    evidence: str,
    because: str,
    on: dt.date | None,
    by: str,
    plan: str | None,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Tell what became of PROMISE, by its key or the first four digits of it.

    What was told before stays. Told again, the later counts; --open takes a slip back.
    """
    if (state is None) == (late is None):
        raise click.UsageError("Say one of --kept, --late DATE, --broken, --overtaken and --open.")
    if on and state != "kept":
        raise click.UsageError("--on goes with --kept.")
    if evidence and state != "kept":
        raise click.UsageError("--evidence goes with --kept; other words go into --because.")
    from assure.assess.promises import standing
    from assure.cli.promise_lines import standing_lines
    from assure.model.promise import Told
    from assure.service import promises as service
    from assure.service.database import open_database

    with open_database(database, create=False) as store:
        key = service.plan_key(store, plan)
        meant = service.promise_named(promise, store.promises(key))
        update = service.what_is_told(
            meant,
            Told(state or "late"),
            moment(today_),
            words=because,
            evidence=evidence,
            day=on or late,
            by=by,
        )
        new = store.tell_of_promises(key, [(meant.key, update)])
        (now,) = (one for one in store.promises(key) if one.key == meant.key)
    if not new:
        click.echo("That was told already; nothing changed.", err=True)
    for line in standing_lines(standing(now, today(today_))):
        click.echo(line)


def _say(known: int, shown: int) -> None:
    if not known:
        click.echo("Nothing is promised yet; hold a session with `assure challenge`.", err=True)
    elif shown < known:
        hidden = known - shown
        click.echo(
            f"{hidden} more {'is' if hidden == 1 else 'are'} kept, broken or overtaken (--all "
            "shows them).",
            err=True,
        )


def _as_csv(standings: Iterable[PromiseStanding]) -> str:
    """A heading and one line for each promise. No cell is ever a formula."""
    from assure.cli.outputs import cell

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in standings:
        row = (
            one.key, one.state, one.text, one.who, one.by, one.due, one.days_late,
            one.times_put_back, one.words, one.evidence, one.seen, one.told, one.question,
            one.answer, ", ".join(one.refs), one.review,
        )  # fmt: skip
        writer.writerow(["" if value is None else cell(str(value)) for value in row])
    return text.getvalue()
