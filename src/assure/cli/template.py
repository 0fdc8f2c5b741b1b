"""``assure template``: the workbook to fill in."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from assure.cli.options import now
from assure.model.errors import AssureError
from assure.words.text import clean, one_line

MOST_ACTIONS = 1_000
LONGEST_TITLE = 150  # characters


@click.command("template")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The name of the plan, written into the workbook.")
@click.option(
    "--period",
    metavar="FROM-TO",
    help="The plan's period: 2026-2029, 2026/27, or “01/04/2026 to 31/03/2029”. "
    "Gives as many quarters as the plan has.",
)
@click.option(
    "--actions",
    type=click.IntRange(1, MOST_ACTIONS),
    metavar="COUNT",
    help="How many rows to make ready for actions. [default: 60]",
)
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
def command(file: Path, title: str, period: str | None, actions: int | None, replace: bool) -> None:
    """Write a workbook to fill a plan into, as FILE (.xlsx).

    Its first sheet says how, with an example of each column. Lists and dates are checked where
    they are typed. About and Project plan are enough for a first `assure check`.
    """
    from assure.service.exchange import write_template
    from assure.words.periods import read_period

    span = read_period(period) if period else None
    if period and span is None:
        raise AssureError(
            f"--period '{period}' names no period; write 2026-2029, 2026/27, or "
            "“01/04/2026 to 31/03/2029”."
        )
    title = one_line(clean(title))
    if len(title) > LONGEST_TITLE:
        raise AssureError(
            f"--title: {len(title):,} characters are too many; use at most {LONGEST_TITLE}."
        )
    write_template(file, now(), title=title, period=span, actions=actions, replace=replace)
    check = shlex.join(["assure", "check", str(file)])
    click.echo(f"Wrote {file}. Fill it in, save it, then: {check}")
