"""``assure review confidence``: what rules propose, and what the reviewer makes of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from assure.cli.options import database_option, moment, today_option

if TYPE_CHECKING:
    from assure.service.confidence import Views

LEVELS = ("green", "amber-green", "amber-red", "red")


@click.command(
    "confidence", short_help="Show the proposed delivery confidence; confirm or change it."
)
@click.argument("review", required=False)
@click.option("--outcome", metavar="REF", help="Of this outcome. [default: of the whole plan]")
@click.option("--confirm", is_flag=True, help="Say the same as the rules propose.")
@click.option("--change-to", type=click.Choice(LEVELS), help="Say another level.")
@click.option("--because", metavar="TEXT", help="Why. Reports print it.")
@click.option("--by", metavar="ROLE", help="Who says so: a role, never a person.")
@database_option
@today_option
def command(
    review: str | None,
    outcome: str | None,
    confirm: bool,
    change_to: str | None,
    because: str | None,
    by: str | None,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Show the delivery confidence that the rules propose in REVIEW; confirm or change it.

    Without REVIEW, the newest draft. What you say needs --because and --by. It is kept in the
    review as the closing judgement of Progress Assurance, and the report prints it beside what
    the rules propose.
    """
    if confirm and change_to:
        raise click.UsageError("Give --confirm or --change-to, not both.")
    saying = confirm or change_to is not None
    if not saying and (because or by):
        raise click.UsageError("Say --confirm, or --change-to a level.")
    missing = [name for name, given in (("--because", because), ("--by", by)) if given is None]
    if saying and missing:
        raise click.UsageError(
            f"{' and '.join(missing)} missing: delivery confidence is given with a reason and "
            "a role."
        )
    from assure.model.errors import StoreError
    from assure.model.ratings import RatingLevel
    from assure.service import confidence, reviews
    from assure.service.database import open_database
    from assure.service.judge import judge, rulebook_for, settings_here

    settings = settings_here()
    with open_database(database, create=False) as store:
        kept = reviews.find_review(store, review) if review else reviews.newest_draft(store)
        if kept is None:
            raise StoreError("There is no draft review; open one with `assure review new`.")
        collected = reviews.collect(store, kept.key, settings)
        if saying and collected.rulebook is not None:
            raise StoreError(
                f"The review {kept.key} is frozen and stays as it is; open a new one with "
                "`assure review new`."
            )
        book = rulebook_for(collected, settings)
        found = judge(collected, rulebook=book)
        one = confidence.view_of(found, outcome)
        if saying:
            level = RatingLevel(change_to.replace("-", "_")) if change_to else None
            said = confidence.view_given(
                collected, one, level, because=because or "", by=by or "", at=moment(today_)
            )
            if not confidence.keep(store, collected, said):
                click.echo(
                    f"Somebody else answered {said.question} as “{said.respondent}” in the "
                    "meantime; both answers are kept, and yours counts.",
                    err=True,
                )
            collected = reviews.collect(store, kept.key, settings)
            found = judge(collected, rulebook=book)
    if saying:
        _show(confidence.view_of(found, outcome))
        click.echo(f"Kept in the review {kept.key}.", err=True)
        return
    for view in [one] if outcome else confidence.views(found):
        _show(view)


def _show(view: Views) -> None:
    """The proposal with its reasons, and the reviewer's view with theirs."""
    from assure.cli.printing import shortened, wrapped

    name = "The whole plan" if view.ref == "plan" else f"{view.ref} {view.title}"
    click.echo(click.style(shortened(name, 90), bold=True))
    proposal, judgement = view.proposal, view.judgement
    reasons = " ".join(reason.sentence for reason in proposal.reasons)
    click.echo(
        wrapped(
            f"{proposal.level.words}. {reasons or proposal.to_improve}", " " * 14, "  Proposed    "
        )
    )
    if judgement is None:
        click.echo("  Reviewer    Not yet given.")
        return
    by = f" ({judgement.by})" if judgement.by else ""
    said = f"{judgement.level.words}{by}. {judgement.reason}"
    click.echo(wrapped(shortened(said, 600), " " * 14, "  Reviewer    "))
