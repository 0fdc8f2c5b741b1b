"""``assure report``: a review as what a board, a group or a critical friend reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import answers_option, database_option, moment

if TYPE_CHECKING:
    from assure.model.comparison import Comparison
    from assure.model.review import Review
    from assure.report.kinds import Kind
    from assure.report.render import Edition

FORMATS = {"pdf": ("pdf",), "html": ("html",), "docx": ("docx",), "both": ("pdf", "html")}
ALL, LISTED = "all", "json"


@click.command("report")
@click.argument("kind", required=False, metavar="[KIND]")
@click.option("--list", "listing", is_flag=True, help="List the kinds of report.")
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
    type=click.Choice([*FORMATS, ALL, LISTED]),
    default="both",
    show_default=True,
    help="PDF, HTML or both of them; a Word document, where the kind has one; all there is. "
    "json with --list.",
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
@click.option(
    "--against",
    metavar="KEY|NAME|FILE",
    help="The earlier review that a comparison starts from. [default: the one before]",
)
@answers_option
@database_option
def command(
    kind: str | None,
    listing: bool,
    reference: str | None,
    output: Path,
    form: str,
    edition: Edition,
    rules: str,
    against: str | None,
    answers: tuple[Path, ...],
    database: str | None,
) -> None:
    """Write a report of a review: the board's assurance report, or another KIND.

    `assure report --list` tells the kinds. The PDF holds the review itself with its rules as an
    attachment, so that anyone can judge it again. With --answers a draft is reported as if these
    were its answers too; they are not kept. The paths written are printed.
    """
    from assure.report.kinds import DEFAULT, Material
    from assure.service.answers import with_answer_files
    from assure.service.challenge import questions_of
    from assure.service.judge import for_edition, judge, rulebook_for, settings_here
    from assure.service.report import write_report
    from assure.service.rulebook import carrying

    if listing:
        _list(form)
        return
    what = _kind(kind or DEFAULT)
    if form == LISTED:
        raise click.UsageError("--format json goes with --list.")
    whole = with_answer_files(_review(reference, database), answers, moment(None))
    comparison = _compared(what, whole, against, database, rules, edition)
    review = for_edition(whole, edition)
    book = rulebook_for(review, settings_here(), rules)
    if review.rulebook is not None and review.rulebook != book.identity:
        click.echo(
            "Judged by the rules installed here today, not by those it was frozen with.", err=True
        )
    review = carrying(review, book)
    assessment = judge(review, rulebook=book)
    written = write_report(
        Material(
            review, assessment, edition, comparison, questions_of(review, assessment, what.asks)
        ),
        output,
        kind=what.key,
        formats=_formats(form, what),
    )
    for path in written:
        click.echo(path)


def _list(form: str) -> None:
    from assure.cli.printing import wrapped
    from assure.report.kinds import all_kinds

    kinds = all_kinds()
    if form == LISTED:
        told = [
            {
                "kind": kind.key,
                "title": kind.title,
                "about": kind.about,
                "formats": list(_formats(ALL, kind)),
            }
            for kind in kinds
        ]
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    wide = max(len(kind.key) for kind in kinds) + 4
    for kind in kinds:
        word = " Also as a Word document." if kind.word else ""
        click.echo(wrapped(kind.about + word, " " * wide, f"  {kind.key:<{wide - 2}}"))
    click.echo("Write one with `assure report KIND`.")


def _kind(key: str) -> Kind:
    from assure.conditions.nearest import did_you_mean
    from assure.model.errors import AssureError
    from assure.report.kinds import NAMES, kind_named

    try:
        return kind_named(key)
    except KeyError:
        raise AssureError(
            f"There is no report “{key[:60]}”; {did_you_mean(key, list(NAMES))}"
        ) from None


def _formats(form: str, kind: Kind) -> tuple[str, ...]:
    if form == ALL:
        return ("pdf", "html", "docx") if kind.word else ("pdf", "html")
    return FORMATS[form]


def _compared(
    kind: Kind,
    review: Review,
    against: str | None,
    database: str | None,
    rules: str,
    edition: str,
) -> Comparison | None:
    """With the review before, for kinds that want it, where there is one."""
    if not kind.compares:
        if against is not None:
            raise click.UsageError(f"--against: the report {kind.key} compares nothing.")
        return None
    from assure.service.compare import against as chosen_against
    from assure.service.compare import compared
    from assure.service.judge import settings_here

    settings = settings_here()
    chosen = chosen_against(review, against, database, settings)
    return compared(chosen, settings, rules=rules, edition=edition) if chosen else None


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
