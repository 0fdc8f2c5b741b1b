"""``assure review``: open, list, show and freeze reviews."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.confidence import command as confidence
from assure.cli.options import (
    DAY,
    Asking,
    asking_options,
    database_option,
    moment,
    reading_options,
    today_option,
)
from assure.words.days import long_date
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.review import Review
    from assure.service.reading import Reading
    from assure.store import KeptReview

KINDS = ("mid-year", "annual", "challenge")


@click.group("review")
def command() -> None:
    """Open, show, rate and freeze reviews.

    A review is a plan and the answers about it on one day. It is a draft until it is frozen;
    from then on it never changes, and a report of it can always be made again.
    """


command.add_command(confidence)


@command.command("new")
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="Which kind of review.")
@click.option(
    "--plan",
    metavar="FILE|KEY",
    help="A plan to import, or the key of one in the database. [default: the only one there is]",
)
@click.option("--as-of", type=DAY, required=True, help="The day the review looks from.")
@click.option("--board-date", type=DAY, help="The day the board meets.")
@click.option(
    "--answers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answers to a questionnaire, to keep in the review: a workbook, CSV, YAML or JSON. "
    "Repeatable.",
)
@reading_options
@asking_options
@database_option
@today_option
def new(
    name: str,
    kind: str,
    plan: str | None,
    as_of: dt.date,
    board_date: dt.date | None,
    answers: tuple[Path, ...],
    reading: Reading,
    asking: Asking,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Open a draft review called NAME.

    Answers given before a review was opened are taken into it.
    """
    from assure.cli.placing import Placing
    from assure.model.respondents import latest
    from assure.model.review import ReviewKind
    from assure.service import reviews
    from assure.service.answers import read_answer_files
    from assure.service.database import is_there, open_database, where
    from assure.service.judge import settings_here
    from assure.service.plans import bring_plan, check_first

    at = moment(today_)
    name = reviews.review_name(name)
    placing = Placing(reading, asking, settings_here())
    if plan and Path(plan).is_file():
        placing.settle(Path(plan))
    _, given = read_answer_files(answers, at=at)
    if not is_there(where(database, settings_here())):
        check_first(plan, placing.said)
    with open_database(database) as store:
        reviews.check_free(store, name, ReviewKind(kind), as_of)
        brought = bring_plan(store, plan, placing.said, at)
        waiting = len(latest(store.answers()))
        review = reviews.new_review(
            store,
            name=name,
            kind=ReviewKind(kind),
            plan=brought,
            as_of=as_of,
            at=at,
            board_date=board_date,
            answers=given,
        )
        collected = reviews.collect(store, review.key)
    click.echo(f"Opened {review.key}.")
    describe(review, collected)
    if waiting:
        click.echo(f"  {plural(waiting, 'answer')} given before were taken into it")
    placing.keep()
    click.echo("Next: assure ask progress-assurance")


@command.command("list")
@database_option
def list_(database: str | None) -> None:
    """List the reviews, the newest first."""
    from assure.service.database import open_database

    with open_database(database, create=False) as store:
        reviews = store.reviews()
    if not reviews:
        click.echo("There is no review yet; open one with `assure review new`.", err=True)
    for review in reviews:
        click.echo(f"{review.key}  {review.state}  as of {review.as_of}  {review.name}")


@command.command("show", short_help="Show a review: its plan, what was answered, what is missing.")
@click.argument("review", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the review as it stands to FILE as JSON.",
)
@database_option
def show(review: str | None, output: Path | None, database: str | None) -> None:
    """Show REVIEW (key or name): its plan, what was answered, what is missing.

    Without REVIEW, the newest.
    """
    from assure.cli.leaving import gaps
    from assure.interview.sitting import Known, Sitting
    from assure.model.respondents import respondents
    from assure.service import reviews
    from assure.service.database import open_database
    from assure.service.questionnaires import questionnaires

    with open_database(database, create=False) as store:
        key = review or reviews.newest(store).key
        kept = reviews.find_review(store, key)
        collected = reviews.collect(store, kept.key)
    describe(kept, collected)
    for asked in questionnaires():
        asked = collected.questionnaire(asked.key) or asked
        counting = collected.answers_to(asked.key).values()
        sitting = Sitting.open(asked, counting, Known.of(collected.plan))
        progress = sitting.progress
        click.echo(
            f"  {asked.title}: {progress.answered} of {progress.questions} answered{gaps(sitting)}"
        )
        if progress.answered and not sitting.finished:
            missing = ", ".join(question.key for question in sitting.missing())
            click.echo(f"    not answered: {missing}")
        heard = collected.heard(asked.key)
        if apart := [
            q.key for q in asked.questions() if q.key in heard and heard[q.key].to_moderate
        ]:
            roles = plural(len(respondents(heard)), "respondent")
            click.echo(f"    {roles}; not yet moderated: {', '.join(apart)}")
    if output:
        reviews.write_review(collected, output)
        click.echo(f"Wrote {output}.", err=True)


@command.command("freeze")
@click.argument("review", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the review to FILE as JSON too.",
)
@database_option
@today_option
def freeze(
    review: str | None, output: Path | None, database: str | None, today_: dt.date | None
) -> None:
    """Make REVIEW (key or name) final. Without REVIEW, the newest draft.

    Its plan, answers, questionnaires, thresholds and rules are kept as they are now, for good.
    """
    from assure.model.errors import StoreError
    from assure.model.review import RulebookIdentity
    from assure.service import reviews
    from assure.service.database import open_database
    from assure.service.judge import judge
    from assure.service.rulebook import load
    from assure.shelf.settings import find_settings

    settings = find_settings(Path.cwd())
    with open_database(database, create=False) as store:
        draft = reviews.find_review(store, review) if review else reviews.newest_draft(store)
        if draft is None:
            raise StoreError("There is no draft to freeze; open one with `assure review new`.")
        book = load(settings)
        identity = RulebookIdentity(version=book.version, digest=book.digest)
        frozen = reviews.freeze(
            store,
            draft.key,
            identity,
            moment(today_),
            settings,
            rules=book.texts,
            judge=lambda review: judge(review, rulebook=book),
        )
    click.echo(f"Frozen: {frozen.key}, judged by rulebook {identity.version}.")
    if output:
        reviews.write_review(frozen, output)
        click.echo(f"Wrote {output}.")
    click.echo(f"Next: assure report --review {frozen.key}")


def describe(kept: KeptReview, review: Review) -> None:
    """What a review holds, in a few lines."""
    click.echo(click.style(review.name, bold=True) + f" ({review.kind} review, {kept.state})")
    board = f"; board on {long_date(review.board_date)}" if review.board_date else ""
    click.echo(f"  As of {long_date(review.as_of)}{board}")
    plan = review.plan
    source = f" from {plan.source}" if plan.source else ""
    click.echo(
        f"  Plan {plan.key}{source}: {plural(len(plan.actions), 'action')}, "
        f"{plural(len(plan.outcomes), 'outcome')}"
    )
    click.echo(f"  {plural(len(review.answers), 'answer')}")
    if review.set_asides:
        click.echo(f"  {plural(len(review.set_asides), 'finding')} set aside")
    if promised := sum(promise.whole for promise in review.promises):
        click.echo(f"  {plural(promised, 'promise')} of challenge sessions (assure promises)")
    if review.previous:
        click.echo(f"  The review before: {review.previous}")
