"""``assure questionnaires export``: a questionnaire to fill in elsewhere, or its answers so far."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, now, today, today_option
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.questionnaire import Questionnaire


@click.command("export", short_help="Write a questionnaire to a file, to fill in and read back.")
@click.argument("key")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to: a name that ends in .xlsx (a workbook), .csv, .yaml or .json. "
    "[default: KEY.xlsx]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["answers", "xlsform"]),
    default="answers",
    show_default=True,
    help="What for: to be read back as answers, or an XLSForm (.xlsx) to make a form of in ODK, "
    "Kobo and the like.",
)
@click.option(
    "--with-answers",
    is_flag=True,
    help="Write the answers so far into it. --review and --as do so too. [default: blank]",
)
@click.option(
    "--review",
    metavar="KEY|NAME",
    help="The review whose answers to write. [default: the newest draft, or none yet]",
)
@click.option(
    "--as",
    "respondent",
    metavar="ROLE",
    help="Whose answers to write. [default: the only respondent so far]",
)
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
@database_option
@today_option
def command(
    key: str,
    out: Path | None,
    form: str,
    with_answers: bool,
    review: str | None,
    respondent: str | None,
    replace: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Write the questionnaire KEY to FILE, to be filled in and read back.

    A workbook has a sheet of questions, one for each question with several entries, and checks
    what is typed. `assure ask KEY --answers FILE` reads any of these files back.
    """
    from assure.service.answers_out import SoFar, answered_so_far, export_answers
    from assure.service.questionnaires import questionnaire

    asked = questionnaire(key)
    out = out or Path(f"{asked.key}.xlsx")
    filled = with_answers or review is not None or respondent is not None
    if form == "xlsform":
        if filled:
            raise click.UsageError(
                "an XLSForm is always blank; leave --with-answers, --review and --as out."
            )
        _write_form(asked, out, replace)
        return
    so_far = SoFar()
    if filled:
        so_far = answered_so_far(asked, database, review, respondent, today(today_))
    export_answers(asked, so_far, out, now(), replace=replace)
    what = plural(len(so_far.answers), "answer") if so_far.answers else "blank"
    click.echo(
        f"Wrote {asked.title} ({what}) to {out}. "
        f"Read it back: {shlex.join(['assure', 'ask', key, '--answers', str(out)])}"
    )
    for question, reason in so_far.problems.items():
        click.echo(f"  {question}: look at this again. {reason}", err=True)


def _write_form(asked: Questionnaire, out: Path, replace: bool) -> None:
    from assure.service.answers_out import export_form

    always = export_form(asked, out, now(), replace=replace)
    count = plural(len(asked.questions()), "question")
    click.echo(f"Wrote {asked.title} ({count}) to {out}, an XLSForm.")
    for question, when in always.items():
        click.echo(
            f"  {question}: the form cannot tell when to ask this, so it always does and says: "
            f"{when}",
            err=True,
        )
