"""``assure ask``: answer a questionnaire, one question at a time."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.leaving import called, same_command, standing, tell_of_others
from assure.cli.options import database_option, moment, today_option
from assure.model.errors import AssureError, StoreError
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.interview.sitting import Sitting
    from assure.model.answers import Answer
    from assure.model.questionnaire import Questionnaire
    from assure.store import KeptReview
    from assure.store.store import Store


@click.command("ask")
@click.argument("questionnaire")
@click.option(
    "--review",
    metavar="KEY|NAME",
    help="The review to answer in. [default: the newest draft, or none yet]",
)
@click.option(
    "--as",
    "respondent",
    metavar="ROLE",
    help="In which role you answer. [default: that of the only respondent so far]",
)
@click.option(
    "--answers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the answers from a file instead of asking: a workbook, CSV, YAML or JSON. "
    "Repeatable, a file for each respondent.",
)
@click.option(
    "--moderate",
    is_flag=True,
    help="Show what every respondent said, and keep the answer they agree on beside it.",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="With --moderate: every question, not only those answered differently.",
)
@click.option("--no-input", is_flag=True, help="Ask nothing; list what is missing, exit 2 if any.")
@click.option("--plain", is_flag=True, help="Ask with numbered lists, for screen readers.")
@database_option
@today_option
def command(
    questionnaire: str,
    review: str | None,
    respondent: str | None,
    answers: tuple[Path, ...],
    moderate: bool,
    every: bool,
    no_input: bool,
    plain: bool,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Answer QUESTIONNAIRE: progress-assurance, swot, pestelo and others.

    Each answer is kept before the next question is shown. Leave at any time, with Ctrl-C or
    "Save and leave", and go on later with the same command. Several can answer, each with
    their own --as; with --moderate they then agree on one answer each.
    """
    from assure.cli import prompt
    from assure.service import answers as service
    from assure.service.database import is_there, open_database, where
    from assure.service.questionnaires import questionnaire as find
    from assure.shelf.settings import find_settings

    if every and not moderate:
        raise click.UsageError("--all goes with --moderate.")
    asked = find(questionnaire)
    role = None if respondent is None else service.role_of(respondent)
    asking = not answers and not no_input
    if asking and not prompt.is_terminal():
        raise AssureError(
            "standard input is not a terminal, so nobody can be asked; give --answers FILE, or "
            "--no-input to list what is missing."
        )
    at = moment(today_)
    files = [
        (
            path,
            service.read_answers_file(
                path, at=at, respondent=role or "", expected=asked, moderated=moderate
            ),
        )
        for path in answers
    ]
    service.refuse_same_respondent(files)
    if moderate and not files and not is_there(where(database, find_settings(Path.cwd()))):
        raise service.nobody_answered(asked)  # and no empty database is left
    with open_database(database) as store:
        kept = review_for(store, review)
        if files:
            keep_files(store, files, asked, kept)
        if moderate:
            from assure.cli import moderate as moderating

            moderation = service.open_moderation(store, asked, kept, at.date(), every=every)
            if asking:
                prompter = prompt.prompter(plain=plain)
                moderating.converse(store, moderation, kept, role or "", prompter, today_)
            elif no_input:
                moderating.list_open(moderation)
            else:
                click.echo(moderating.standing(moderation, moderation.sitting()))
            return
        if asking:
            role = service.answering_as(store, asked, kept, role)
        sitting = service.open_sitting(store, asked, kept, role, at.date())
        if asking:
            converse(store, sitting, kept, role or "", plain=plain, today_=today_)
            return
    if no_input:
        list_missing(sitting)
    else:
        click.echo(standing(sitting))


def keep_files(
    store: Store,
    files: Sequence[tuple[Path, Sequence[Answer]]],
    asked: Questionnaire,
    review: KeptReview | None,
) -> None:
    """Keeps what the files say, all of it or nothing, less what stands already."""
    from assure.service.answer_files import not_yet_kept

    key = review.key if review else ""
    standing = store.answers(key, questionnaire=asked.key)
    new = {path: not_yet_kept(given, standing) for path, given in files}
    store.add_answers([answer for answers in new.values() for answer in answers], key)
    for path, given in files:
        if not given:
            click.echo(f"{path} holds no answer yet.", err=True)
            continue
        count = len(given) - len(new[path])
        already = f"; {count} {'was' if count == 1 else 'were'} there already" if count else ""
        click.echo(f"Kept {plural(len(new[path]), 'answer')} from {path}{already}.", err=True)


def review_for(store: Store, reference: str | None) -> KeptReview | None:
    """The draft to answer in; None for the working set. A frozen review is refused."""
    from assure.service.reviews import find_review, newest_draft
    from assure.store import ReviewState

    if reference is None:
        return newest_draft(store)
    review = find_review(store, reference)
    if review.state is ReviewState.FROZEN:
        raise StoreError(
            f"The review {review.key} is frozen, so its answers cannot change; "
            f"open a new one with `assure review new`."
        )
    return review


def converse(
    store: Store,
    sitting: Sitting,
    review: KeptReview | None,
    respondent: str,
    *,
    plain: bool,
    today_: dt.date | None,
) -> None:
    """Asks until the person finishes or leaves, then says where things stand."""
    from assure.cli import prompt
    from assure.cli.conversation import Conversation

    met: dict[str, Answer] = {}

    def keep(answer: Answer) -> None:
        after = conversation.sitting.answers.get(answer.question)
        other = store.add_answer(answer, review.key if review else "", after=after)
        if other is not None:
            met[answer.question] = other

    conversation = Conversation(
        prompt.prompter(plain=plain), sitting, keep, lambda: moment(today_), respondent
    )
    try:
        if not sitting.answers:
            conversation.introduce(review.name if review else None)
        conversation.run()
    except prompt.Left:
        click.echo()
    done = conversation.sitting
    tell_of_others(done, met)
    click.echo(standing(done))
    if not done.finished:
        click.echo(f"Go on with: {same_command(done.questionnaire.key)}")
    elif review is not None:
        click.echo(f"When all is answered: assure review freeze {review.key}")
    else:
        key = done.questionnaire.key
        whose = ["--as", respondent] if respondent else []
        export = ["questionnaires", "export", key, "--with-answers", *whose, "-o", f"{key}.xlsx"]
        click.echo("`assure review new` takes them over into a review. To have them in a workbook:")
        click.echo(f"  {shlex.join([called(), *export])}")


def list_missing(sitting: Sitting) -> None:
    """Prints the questions without an answer, and exits with 2 when there are any."""
    missing = sitting.missing()
    for question in missing:
        click.echo(f"{question.key}  {question.text}")
    if missing:
        click.echo(
            f"assure: {plural(len(missing), 'question')} of {sitting.questionnaire.title} "
            f"not answered; run `assure ask {sitting.questionnaire.key}`.",
            err=True,
        )
        sys.exit(2)
    click.echo(standing(sitting))
