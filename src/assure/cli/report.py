"""``assure report``: a review as the report that a board reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import answers_option, database_option, moment

if TYPE_CHECKING:
    from assure.model.review import Review
    from assure.report.render import Edition

FORMATS = {"pdf": ("pdf",), "html": ("html",), "both": ("pdf", "html")}


@click.command("report")
@click.option(
    "--review",
    "reference",
    metavar="KEY|NAME|FILE",
    help="A review by key or name, or a file that `assure review freeze -o` wrote. "
    "[default: the newest]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="FOLDER",
    help="Where the report is written.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="both",
    show_default=True,
    help="PDF, HTML or both.",
)
@click.option(
    "--edition",
    type=click.Choice(["board", "full"]),
    default="board",
    show_default=True,
    help="board shows posts and no people; full is internal.",
)
@click.option(
    "--rules",
    type=click.Choice(["recorded", "installed"]),
    default="recorded",
    show_default=True,
    help="Judge by the rules recorded in the review, or by those installed here today.",
)
@answers_option
@database_option
def command(
    reference: str | None,
    output: Path,
    form: str,
    edition: Edition,
    rules: str,
    answers: tuple[Path, ...],
    database: str | None,
) -> None:
    """Write the board report of a review as PDF and HTML.

    The PDF holds the review itself with its rules as an attachment, so that anyone can judge it
    again. With --answers a draft is reported as if these were its answers too; they are not kept.
    The paths written are printed.
    """
    from assure.service.answers import with_answer_files
    from assure.service.judge import for_edition, judge, rulebook_for, settings_here
    from assure.service.report import write_report
    from assure.service.rulebook import carrying

    review = with_answer_files(_review(reference, database), answers, moment(None))
    review = for_edition(review, edition)
    book = rulebook_for(review, settings_here(), rules)
    if review.rulebook is not None and review.rulebook != book.identity:
        click.echo(
            "Judged by the rules installed here today, not by those it was frozen with.", err=True
        )
    review = carrying(review, book)
    assessment = judge(review, rulebook=book)
    written = write_report(assessment, review, output, formats=FORMATS[form], edition=edition)
    for path in written:
        click.echo(path)


def _review(reference: str | None, database: str | None) -> Review:
    """The review that is meant: a file needs no database."""
    from assure.service.database import open_database
    from assure.service.judge import settings_here
    from assure.service.reviews import load, newest

    if reference is not None and (reference.endswith(".json") or Path(reference).is_file()):
        return load(reference, None)
    settings = settings_here()
    with open_database(database, create=False) as store:
        if reference is None:
            return newest(store, settings)
        return load(reference, store, settings)
