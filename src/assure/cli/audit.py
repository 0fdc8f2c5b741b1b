"""``assure audit``: everything that was done to plans, by whom, when and from which file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import DAY, database_option, now, output_option, write_out
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.service.audit import Act, Line

MOST = 15  # lines of one act that text shows
FORMS = ("text", "csv", "json", "xlsx")
COLUMNS = ("at", "plan", "what", "number", "source", "by", "ref", "field", "was", "now")
_WIDTHS = (18, 16, 14, 9, 24, 24, 10, 18, 50, 50)
_ROWS = 1_000_000  # that a sheet holds, and a little less
_LONGEST = 16_000  # characters of a cell; a sheet holds twice as many, and counts some double


@click.command("audit")
@click.option("--plan", metavar="KEY", help="Which plan. [default: all of them]")
@click.option("--action", metavar="REF", help="Only what was done to this action.")
@click.option("--since", type=DAY, help="Only what was done on this day and later.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Tell changes of plans as they are kept: every field, with the places of cells, as JSON.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Text for people, or data for other programs; xlsx needs -o. "
    "[default: by the name of FILE, else text]",
)
@output_option
@database_option
def command(
    plan: str | None,
    action: str | None,
    since: dt.date | None,
    everything: bool,
    form: str | None,
    output: Path | None,
    database: str | None,
) -> None:
    """Tell everything that was done to plans, oldest first: who, when, from which file, what.

    Imports and updates with each field as it was and as it is since, reviews opened and frozen,
    findings set aside, and promises. It is for those who may see everything: names stand in it
    as they were written.
    """
    ending = output.suffix.casefold()[1:] if output else ""
    if form is None and ending not in {"", "txt", *FORMS}:
        raise click.UsageError("-o: give the file a name that ends in .txt, .csv, .json or .xlsx.")
    form = form or (ending if ending in FORMS else "text")
    if form == "xlsx" and output is None:
        raise click.UsageError("a workbook needs a file; name one with -o.")
    from assure.service.audit import audit
    from assure.service.database import open_database

    with open_database(database, create=False) as store:
        acts = audit(store, plan, action, since, everything=everything)
    if form == "xlsx" and output is not None:
        from assure.shelf.writing import write

        write(output, _workbook(acts), "give another place with -o")
    else:
        text = {"text": _text, "csv": _csv, "json": _json}[form](acts)
        if output is None:
            click.echo(text, nl=False)
            return
        write_out(output, click.unstyle(text))
    click.echo(f"Wrote {plural(len(acts), 'act')} to {output}.", err=True)


# --- Text ---------------------------------------------------------------------------------------


def _text(acts: tuple[Act, ...]) -> str:
    lines = [line for act in acts for line in _act(act)]
    return "".join(f"{line}\n" for line in lines or ["Nothing was done."])


def _act(act: Act) -> Iterator[str]:
    from assure.cli.printing import wrapped
    from assure.words.days import long_date

    what = act.what if act.number is None else f"change {act.number}, {act.what}"
    source = f" of {_short(act.source)}" if act.source else ""
    by = f", told by {_short(act.by)}" if act.by else ""
    when = f"{long_date(act.at.date())} {act.at:%H:%M} UTC"
    yield click.style(wrapped(f"{when}  {act.plan}: {what}{source}{by}", "    ", ""), bold=True)
    if not act.lines:
        yield "    only where things stand in the file"
    for line in act.lines[:MOST]:
        yield wrapped(_line(line), "      ", "    ")
    if len(act.lines) > MOST:
        yield f"    and {len(act.lines) - MOST} more, which -o FILE.csv tells"


def _line(line: Line) -> str:
    was, now = _short(line.was), _short(line.now)
    if line.field == "action":
        return (
            f"{_short(line.ref)} {'came into the plan' if now else 'left the plan'}: {now or was}"
        )
    name = " ".join(filter(None, (_short(line.ref), _short(line.field))))
    return f"{name}: {was} → {now or '(blank)'}" if was else f"{name}: {now}"


def _short(text: str) -> str:
    from assure.cli.printing import shortened
    from assure.words.text import clean

    return shortened(clean(text))


# --- Data ---------------------------------------------------------------------------------------


def _rows(acts: tuple[Act, ...]) -> Iterator[tuple[str, ...]]:
    """One for each line of an act, under ``COLUMNS``; one for an act without lines."""
    from assure.service.audit import Line

    for act in acts:
        number = "" if act.number is None else str(act.number)
        head = (f"{act.at:%Y-%m-%dT%H:%M:%SZ}", act.plan, act.what, number, act.source, act.by)
        for line in act.lines or (Line("", "", "", ""),):
            yield (*head, line.ref, line.field, line.was, line.now)


def _csv(acts: tuple[Act, ...]) -> str:
    from assure.cli.outputs import cell

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in row] for row in _rows(acts))
    return text.getvalue()


def _json(acts: tuple[Act, ...]) -> str:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(acts)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _workbook(acts: tuple[Act, ...]) -> bytes:
    """One sheet, one row for each line. Raises AssureError when there are more than it holds."""
    from assure.model.errors import AssureError
    from assure.workbooks.book import head, new_book, put
    from assure.workbooks.packing import packed

    rows = list(_rows(acts))
    if len(rows) > _ROWS:
        raise AssureError(
            f"{len(rows):,} rows are more than a sheet holds; take --since, --action or "
            "--format csv."
        )
    book = new_book()
    page = book.create_sheet("Audit")
    head(page, COLUMNS, _WIDTHS)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            put(page, number, column, value if len(value) <= _LONGEST else _cut(value))
    return packed(book, "Audit trail", now())


def _cut(value: str) -> str:
    return f"{value[:_LONGEST]}… (the rest stands in --format csv)"
