"""``assure report``: a review as what a board, a group or a critical friend reads."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import answers_option, database_option, edition_option, moment
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.review import Review
    from assure.report.kinds import Kind
    from assure.report.render import Edition
    from assure.service.material import Wanted

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
@edition_option
@click.option(
    "--rules",
    type=click.Choice(["recorded", "installed"]),
    default="recorded",
    show_default=True,
    help="Judge by the rules recorded in the review, or by those installed here today.",
)
@click.option(
    "--against",
    multiple=True,
    metavar="KEY|NAME|FILE",
    help="The earlier review that a comparison starts from; give several to see the ratings at "
    "each of them. [default: the one before, and all before it that the database has]",
)
@click.option(
    "--batch",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A report of each review file (.json) in FOLDER, as FILE-board-report.pdf.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="How many reports of a batch are made at once. [default: as many as there are processors]",
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
    against: tuple[str, ...],
    batch: Path | None,
    jobs: int | None,
    answers: tuple[Path, ...],
    database: str | None,
) -> None:
    """Write a report of a review: the board's assurance report, or another KIND.

    `assure report --list` tells the kinds. The PDF holds the review itself with its rules as an
    attachment, so that anyone can judge it again. With --answers a draft is reported as if these
    were its answers too; they are not kept. With --batch every review file of a folder is
    reported; one that cannot be is told at the end, and the others are written. The paths written
    are printed.
    """
    from assure.report.kinds import DEFAULT
    from assure.report.press import Press
    from assure.service.judge import settings_here
    from assure.service.look import limits_of, look_of
    from assure.service.material import Wanted, judged_anew, material_of
    from assure.service.report import write_report

    if listing:
        _list(form)
        return
    what = _kind(kind or DEFAULT)
    if form == LISTED:
        raise click.UsageError("--format json goes with --list.")
    if against and not (what.compares or what.course):
        raise click.UsageError(f"--against: the report {what.key} compares nothing.")
    wanted = Wanted(what.key, edition, _formats(form, what), rules, against, database)
    if batch is not None:
        for option, given in (
            ("--review", reference),
            ("--against", against),
            ("--answers", answers),
        ):
            if given:
                raise click.UsageError(f"{option} is of one review; it does not go with --batch.")
        _check_folder(output)
        _batch(batch, wanted, output, jobs)
        return
    if jobs is not None:
        raise click.UsageError("--jobs goes with --batch.")
    _check_folder(output)
    settings = settings_here()
    review = _review(reference, database)
    if answers:
        from assure.service.answers import with_answer_files

        review = with_answer_files(review, answers, moment(None))
    with Press(limits_of(settings)) if "pdf" in wanted.formats else nullcontext() as press:
        material = material_of(review, wanted, settings)
        if judged_anew(review, material):
            click.echo(
                "Judged by the rules installed here today, not by those it was frozen with.",
                err=True,
            )
        written = write_report(
            material,
            output,
            kind=what.key,
            formats=wanted.formats,
            press=press,
            look=look_of(settings),
        )
    for path in written:
        click.echo(path)


def _check_folder(output: Path) -> None:
    """A report is several files, and each is named after what it is."""
    if output.is_file() or (output.suffix in (".pdf", ".html", ".docx") and not output.is_dir()):
        raise click.UsageError(f"-o {output}: name a folder; the files in it are named for you.")


def _batch(batch: Path, wanted: Wanted, output: Path, jobs: int | None) -> None:
    """Paths and faults are told at the end, by file, whichever was finished first."""
    from assure.service.batch import Done, processors, review_files, write_reports
    from assure.service.judge import settings_here

    files = review_files(batch)
    made = write_reports(files, wanted, output, settings_here(), jobs=jobs or processors())
    done: list[Done] = []
    with click.progressbar(
        length=len(files), label="Reports", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for one in made:
            done.append(one)
            bar.update(1)
    done.sort(key=lambda one: one.file)
    for path in (path for one in done for path in one.written):
        click.echo(path)
    anew = sum(one.judged_anew for one in done)
    if anew:
        click.echo(
            f"{plural(anew, 'review')} judged by the rules installed here today, not by those "
            "they were frozen with.",
            err=True,
        )
    faults = [one.fault for one in done if one.fault]
    for fault in faults:
        click.echo(f"assure: {fault}", err=True)
    if faults:
        click.echo(
            f"assure: {len(files) - len(faults)} of {plural(len(files), 'review')} reported.",
            err=True,
        )
        sys.exit(2)


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
    from assure.conditions.nearest import nearest
    from assure.model.errors import AssureError
    from assure.report.kinds import NAMES, kind_named

    try:
        return kind_named(key)
    except KeyError:
        near = nearest(key, NAMES)
        hint = f"did you mean “{near}”?" if near else "`assure report --list` tells the kinds."
        raise AssureError(f"There is no report “{key[:60]}”; {hint}") from None


def _formats(form: str, kind: Kind) -> tuple[str, ...]:
    if form == ALL:
        return ("pdf", "html", "docx") if kind.word else ("pdf", "html")
    return FORMATS[form]


def _review(reference: str | None, database: str | None) -> Review:
    """The review that is meant: a file needs no database."""
    from assure.model.errors import StoreError
    from assure.service.database import open_database
    from assure.service.judge import settings_here
    from assure.service.reviews import load, newest

    if reference is not None and (reference.endswith(".json") or Path(reference).is_file()):
        return load(reference, None)
    settings = settings_here()
    try:
        with open_database(database, create=False) as store:
            if reference is None:
                return newest(store, settings)
            return load(reference, store, settings)
    except StoreError:
        if reference is not None and Path(reference).is_dir():
            raise StoreError(
                f"--review {reference}: this is a folder; name a file in it, or give "
                "--batch for a report of every review file in it."
            ) from None
        raise
