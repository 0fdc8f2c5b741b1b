"""``assure challenge``: a session with the board, at the terminal or from its minute sheet."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.leaving import called
from assure.cli.options import database_option, moment, today, today_option
from assure.model.errors import AssureError
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.service.challenge import Session
    from assure.store import KeptReview
    from assure.store.store import Store


@click.command("challenge")
@click.option(
    "--review",
    metavar="KEY|NAME",
    help="The review that the session is about, frozen or not. [default: the newest]",
)
@click.option(
    "--questions",
    "most",
    type=click.IntRange(0, 50),
    default=10,
    show_default=True,
    metavar="N",
    help="How many questions to ask at most.",
)
@click.option("--by", metavar="ROLE", help="Who takes the minutes: a role, never a person.")
@click.option(
    "--sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a minute sheet (.xlsx, .docx) to fill in during the session, instead of asking.",
)
@click.option("--replace", is_flag=True, help="With --sheet: write over FILE if it is there.")
@click.option(
    "--import",
    "minutes",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Read a minute sheet that was filled in (.xlsx, .ods, .docx, .csv), instead of asking.",
)
@click.option(
    "--no-input",
    is_flag=True,
    help="Ask nothing; list the promises and questions still to go through, exit 2 if any.",
)
@click.option("--plain", is_flag=True, help="Ask with numbered lists, for screen readers.")
@database_option
@today_option
def command(
    review: str | None,
    most: int,
    by: str | None,
    sheet: Path | None,
    replace: bool,
    minutes: Path | None,
    no_input: bool,
    plain: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Hold a challenge session: earlier promises first, then the questions worth asking.

    Each question gets an answer and, if something is promised, what, with which evidence, by
    whom and by when. All is kept line by line; leave at any time, and go on later with the same
    command. `assure promises` tells afterwards how each promise stands.
    """
    from assure.cli import prompt
    from assure.service import challenge as service
    from assure.service.database import open_database
    from assure.service.judge import settings_here

    if sum(map(bool, (sheet, minutes, no_input))) > 1:
        raise click.UsageError("Give one of --sheet, --import and --no-input.")
    if replace and not sheet:
        raise click.UsageError("--replace goes with --sheet.")
    role = _role(by)
    asking = not (sheet or minutes or no_input)
    if asking and not prompt.is_terminal():
        raise AssureError(
            "standard input is not a terminal, so nobody can be asked; write a minute sheet with "
            "--sheet FILE, or give --no-input to list what there is to ask."
        )
    settings = settings_here()
    with open_database(database, create=False) as store:
        if minutes:
            _take(store, minutes, review, role, today_)
            return
        kept = service.review_for(store, review)
        session = service.open_session(store, kept, settings, today(today_), most)
        if asking:
            _converse(store, session, kept, role, plain=plain, today_=today_)
            return
    if sheet:
        from assure.service.minutes import write_sheet

        write_sheet(session, sheet, moment(today_), replace=replace)
        click.echo(
            f"Wrote {sheet}: {plural(len(session.before), 'earlier promise')}, "
            f"{plural(len(session.questions) + len(session.own), 'question')}."
        )
        back = shlex.join([called(), "challenge", "--import", str(sheet)])
        click.echo(f"Once it is filled in: {back}")
    else:
        _list(session)


def _take(store: Store, path: Path, review: str | None, role: str, today_: dt.date | None) -> None:
    """Keeps what a minute sheet says, or tells its problems and exits with 2."""
    from assure.service.minutes import take_minutes

    taken = take_minutes(store, path, review, moment(today_), by=role)
    for problem in taken.problems:
        click.echo(f"Problem: {problem.message()}", err=True)
    if taken.problems:
        click.echo(
            f"assure: {path}: nothing was kept; put right what is told above, and import it again.",
            err=True,
        )
        sys.exit(2)
    click.echo(
        f"{path}: {plural(taken.said, 'new answer')} and {plural(taken.told, 'earlier promise')} "
        f"told of, kept for {taken.review}; {plural(taken.made, 'promise')} in all."
    )
    if not taken.said and not taken.told:
        click.echo("All of it was there already; nothing changed.", err=True)
    click.echo("How promises stand: assure promises")


def _role(by: str | None) -> str:
    from assure.assess.edition import is_person
    from assure.words.minutes import taken, unfit

    role = taken(by or "")
    if wrong := unfit("who", role):
        raise AssureError(f"--by: {wrong}")
    if is_person(role) or "@" in role:
        raise AssureError(
            f"--by “{role}”: this reads like a person; name a role, such as “Clerk to the board”."
        )
    return role


def _converse(
    store: Store,
    session: Session,
    kept: KeptReview,
    role: str,
    *,
    plain: bool,
    today_: dt.date | None,
) -> None:
    """Asks until the person finishes or leaves, then says where things stand."""
    from assure.cli import prompt
    from assure.cli.challenge_talk import ChallengeTalk, Keeping
    from assure.service import challenge as service

    keeping = Keeping(
        lambda answer: service.keep_answer(store, answer),
        lambda promise, update: service.keep_told(store, promise, update),
        lambda: moment(today_),
    )
    talk = ChallengeTalk(prompt.prompter(plain=plain), session, keeping, role)
    try:
        talk.introduce()
        talk.run()
    except prompt.Left:
        click.echo()
    _close(talk.session, kept)


def _close(session: Session, kept: KeptReview) -> None:
    """What was told, answered and promised, and what to do next."""
    from assure.cli.challenge_pages import in_short
    from assure.cli.printing import wrapped
    from assure.service.challenge import promised
    from assure.service.promises import unfinished

    if session.before:
        told = len(session.before) - len(session.open_before)
        click.echo(f"Earlier promises: {told} of {len(session.before)} told of.")
    asked = len(session.questions) + len(session.own)
    made = promised(session)
    click.echo(
        f"Questions: {len(session.said)} of {asked} answered, {plural(len(made), 'promise')} made. "
        "All is kept."
    )
    for one in made:
        click.echo(wrapped(f"{one.key}  {in_short(one)}", " " * 12, "  "))
    for one in unfinished(session.said.values()):
        click.echo(wrapped(f"{one.key}  Not whole yet: {in_short(one)}", " " * 12, "  "))
    if session.open_before or session.unanswered or unfinished(session.said.values()):
        click.echo(f"Go on with: {shlex.join([called(), 'challenge', '--review', kept.key])}")
    click.echo("How promises stand: assure promises")


def _list(session: Session) -> None:
    """Prints what is still to go through, and exits with 2 when there is any."""
    from assure.assess.promises import in_words
    from assure.cli.printing import wrapped
    from assure.words.days import long_date

    for promise in session.open_before:
        click.echo(wrapped(f"{promise.key}  “{promise.text}”", " " * 10, ""))
        terms = f"{promise.who}, for {long_date(promise.days[0])}. "
        click.echo(wrapped(terms + in_words(promise, session.day), " " * 10))
    for question in session.unanswered:
        code = question.code or "rating"
        click.echo(wrapped(f"{code:<8}  {question.question}", " " * 10, ""))
        click.echo(wrapped(question.because, " " * 10))
    if session.open_before or session.unanswered:
        counts = ((len(session.open_before), "promise"), (len(session.unanswered), "question"))
        left = " and ".join(plural(count, what) for count, what in counts if count)
        click.echo(f"assure: {left} to go through; run `assure challenge`.", err=True)
        sys.exit(2)
    click.echo("Every promise was told of and every question answered.")
