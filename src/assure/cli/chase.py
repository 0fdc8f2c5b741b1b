"""``assure chase``: what is still to be told for a quarter, officer by officer."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import (
    database_option,
    output_option,
    plan_option,
    today,
    today_option,
    write_out,
)
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.assess.chasing import Chased, ChaseList, Wanted

_NOBODY = {"owner": "No task officer named", "team": "No team", "outcome": "No outcome",
           "none": "All actions"}  # fmt: skip
_NEW_TASKS = "Has work been taken on in the quarter that is not in the plan? Please tell of it."
COLUMNS = ("quarter", "name", "ref", "action", "due", "status", "need", "question")


@click.command("chase")
@click.option(
    "--quarter", metavar="QUARTER", help="Which, e.g. Q6. [default: the newest that is due]"
)
@plan_option
@click.option(
    "--by",
    type=click.Choice(["owner", "team", "outcome", "none"]),
    default="owner",
    show_default=True,
    help="By whom the list is parted.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, or data for other programs.",
)
@output_option
@click.option(
    "--letters",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write a message to each into FOLDER, as text to send.",
)
@click.option("--replace", is_flag=True, help="Write over the messages if they are there.")
@database_option
@today_option
def command(
    quarter: str | None,
    plan: str | None,
    by: str,
    form: str,
    output: Path | None,
    letters: Path | None,
    replace: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """List what is missing for a quarter, officer by officer, as questions to send.

    Asked about: actions that nothing was told of, notes in the words of the quarter before,
    dates that have passed without a new one, completions without evidence, and delays or
    dropped tasks without a reason. Everybody is asked for tasks added in the quarter.
    """
    if letters is None and replace:
        raise click.UsageError("--replace goes with --letters.")
    from assure.service.chasing import chase_list, write_letters
    from assure.service.database import open_database
    from assure.service.judge import settings_here
    from assure.service.quarterly import plan_meant, quarter_meant, read_quarter

    day = today(today_)
    with open_database(database, create=False) as store:
        meant = plan_meant(store, plan)
    number = quarter_meant(meant, read_quarter(quarter) if quarter else None, day)
    found = chase_list(meant, number, day, settings_here(), by=by)
    if form == "text":
        text = "\n".join(_lines(found, by)) + "\n"
    else:
        text = _json(found) if form == "json" else _csv(found)
    if letters is not None:
        words = tuple((one.name, _letter(one, found, by)) for one in found.chased)
        if words:
            write_letters(letters, words, replace=replace)
        click.echo(f"Wrote {plural(len(words), 'message')} to {letters}.", err=True)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_out(output, text)
        click.echo(f"Wrote {output}.")


# --- Text ---------------------------------------------------------------------------------------


def _of_quarter(found: ChaseList) -> str:
    months = f" ({found.label})" if found.label else ""
    return f"Q{found.quarter}{months}"


def _lines(found: ChaseList, by: str) -> Iterator[str]:
    yield click.style(f"{_of_quarter(found)} of “{found.title[:80]}”", bold=True)
    yield f"Told of: {found.told} of {plural(found.asked, 'action')} for which news is due."
    silent = sum(one.silent for one in found.everyone)
    if silent:
        yield f"Nothing returned yet by {silent} of {len(found.everyone)}."
    if found.added:
        yield f"Added since the quarter began: {', '.join(found.added)}."
    for one in found.chased:
        yield ""
        yield click.style(f"{one.name or _NOBODY[by]}: {_returned(one)}", bold=True)
        for wanted in one.wanted:
            yield from _wanted_lines(wanted)
    yield ""
    yield f"To all: {_NEW_TASKS}" if found.chased else f"Nothing is missing. {_NEW_TASKS}"


def _returned(one: Chased) -> str:
    if one.silent:
        return f"nothing returned yet, {plural(one.asked, 'action')} to tell of"
    if one.asked:
        return f"told of {one.told} of {plural(one.asked, 'action')}"
    return plural(len(one.wanted), "question")


def _wanted_lines(wanted: Wanted) -> Iterator[str]:
    from assure.cli.printing import shortened, wrapped

    yield wrapped(f"{shortened(wanted.title, 120)} ({_stands(wanted)})", " " * 10,
                  f"  {wanted.ref:<8}")  # fmt: skip
    for question in wanted.questions:
        yield wrapped(question.words, " " * 12, " " * 10 + "- ")


def _stands(wanted: Wanted) -> str:
    due = f"due {wanted.due}" if wanted.due else "no date"
    return f"{due}, {wanted.status.lower()}" if wanted.status else f"{due}, no status"


def _letter(one: Chased, found: ChaseList, by: str) -> str:
    """A message that can be sent as it is."""
    lines = [
        f"To: {one.name or _NOBODY[by]}",
        f"Quarterly update, {_of_quarter(found)}: {found.title}",
        "",
        "To complete the update for this quarter, please answer the following.",
        "",
    ]
    for wanted in one.wanted:
        lines += [f"{wanted.ref}  {wanted.title} ({_stands(wanted)})"]
        lines += [f"  - {question.words}" for question in wanted.questions]
        lines += [""]
    return "\n".join((*lines, _NEW_TASKS, "", "Thank you.", ""))


# --- Data ---------------------------------------------------------------------------------------


def _json(found: ChaseList) -> str:
    data = dataclasses.asdict(found)
    data |= {"asked": found.asked, "told": found.told}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _csv(found: ChaseList) -> str:
    from assure.cli.outputs import cell

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found.chased:
        for wanted in one.wanted:
            for question in wanted.questions:
                row = (f"Q{found.quarter}", one.name, wanted.ref, wanted.title, wanted.due,
                       wanted.status, question.need.value, question.words)  # fmt: skip
                writer.writerow([cell(value) for value in row])
    return text.getvalue()
