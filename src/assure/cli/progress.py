"""``assure progress``: how the tasks stand that matter most to each priority."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import (
    database_option,
    edition_option,
    output_option,
    plan_option,
    today,
    today_option,
    write_out,
)
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.measures import Behind, PriorityProgress
    from assure.model.plan import Plan

COLUMNS = ("quarter", "priority", "ref", "action", "due", "status", "days_late", "why", "support")


@click.command("progress")
@click.option(
    "--quarter", metavar="QUARTER", help="Which, e.g. Q6. [default: the newest that is due]"
)
@click.option(
    "--impact",
    type=click.Choice(["high", "medium", "low"]),
    default="high",
    show_default=True,
    help="The least impact on a priority that a task must have to be told of.",
)
@click.option("--priority", metavar="REF", help="Only this priority.")
@plan_option
@edition_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, or data for other programs; csv lists the tasks that are behind.",
)
@output_option
@database_option
@today_option
def command(
    quarter: str | None,
    impact: str,
    priority: str | None,
    plan: str | None,
    edition: str,
    form: str,
    output: Path | None,
    database: str | None,
    today_: dt.date | None,
) -> None:
    """Tell how tasks with a significant impact on the council's priorities stand.

    By priority: how many have each status, and which are behind and why. A task is behind when
    it is delayed or on hold, or open past its date. What a task does for a priority stands on the
    plan's sheet Impact.
    """
    from assure.service.chasing import progress_by_priority
    from assure.service.database import open_database
    from assure.service.judge import for_edition, review_of, settings_here
    from assure.service.quarterly import plan_meant, quarter_meant, read_quarter

    day = today(today_)
    with open_database(database, create=False) as store:
        meant = plan_meant(store, plan)
    number = quarter_meant(meant, read_quarter(quarter) if quarter else None, day)
    meant = for_edition(review_of(meant, day, settings_here()), edition).plan
    found = progress_by_priority(meant, number, day, impact=impact, priority=priority)
    if form == "text":
        text = "\n".join(_lines(meant, number, impact, found)) + "\n"
    elif form == "json":
        data = {"plan": meant.key, "quarter": number, "impact": impact,
                "priorities": [one.model_dump(exclude={"refs"}) for one in found]}  # fmt: skip
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    else:
        text = _csv(number, found)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_out(output, text)
        click.echo(f"Wrote {output}.")


def _lines(
    plan: Plan, number: int, impact: str, found: Sequence[PriorityProgress]
) -> Iterator[str]:
    from assure.cli.printing import shortened, wrapped

    least = impact if impact == "high" else f"{impact} or higher"
    yield click.style(
        f"Q{number} of “{shortened(plan.title, 80)}”: tasks with {least} impact", bold=True
    )
    for one in found:
        yield ""
        yield wrapped(f"{one.ref} {one.title}: {plural(one.tasks, 'task')}", "  ", "")
        if not one.tasks:
            continue
        counts = ", ".join(f"{words.lower()} {count}" for words, count in one.counts.items())
        yield wrapped(f"{counts[0].upper()}{counts[1:]}.", "  ")
        if one.told < one.open:
            yield f"  Open and not told of for the quarter: {one.open - one.told} of {one.open}."
        for task in one.behind:
            yield from _behind_lines(task)


def _behind_lines(task: Behind) -> Iterator[str]:
    from assure.cli.printing import shortened, wrapped

    late = f", {plural(task.days_late, 'day')} past its date" if task.days_late else ""
    due = f"due {task.due}" if task.due else "no date"
    first = f"  {task.ref:<8}"
    stands = f"{shortened(task.title, 120)} ({due}, {task.status.lower()}{late})"
    yield wrapped(stands, " " * 10, first)
    yield wrapped(f"Why: {shortened(task.why, 300) or 'not told'}", " " * 12, " " * 10)
    if task.support:
        yield wrapped(f"Support needed: {shortened(task.support, 300)}", " " * 12, " " * 10)


def _csv(number: int, found: Sequence[PriorityProgress]) -> str:
    from assure.cli.outputs import cell

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found:
        for task in one.behind:
            row = (f"Q{number}", one.ref, task.ref, task.title, task.due, task.status,
                   str(task.days_late), task.why, task.support)  # fmt: skip
            writer.writerow([cell(value) for value in row])
    return text.getvalue()
