"""``assure check``: judge a plan and print the findings."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.options import (
    DAY,
    answers_option,
    database_option,
    output_option,
    problems_option,
    reading_options,
    rules_option,
    today,
    today_option,
    write_out,
)
from assure.words.days import long_date
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.assessment import Assessment
    from assure.model.review import Review
    from assure.service.reading import Reading
    from assure.shelf.settings import Settings

RANKS = {"high": 3, "medium": 2, "low": 1}


@click.command("check")
@click.argument("plan", type=click.Path(path_type=Path))
@reading_options
@problems_option
@click.option("--as-of", type=DAY, help="Judge as on this day. [default: today]")
@today_option
@answers_option
@rules_option
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Only findings of these: a code, its beginning (OWN), a family or a name. Repeatable, "
    "or with commas. Ratings rest on all findings.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    help="No findings of these; written as for --select.",
)
@click.option("--low", is_flag=True, help="Show low findings too.")
@click.option("--each", is_flag=True, help="Show each finding by itself, those told as one too.")
@click.option("--brief", is_flag=True, help="Leave out advice and questions.")
@click.option(
    "--fail-on",
    type=click.Choice([*RANKS, "never"]),
    default="high",
    show_default=True,
    help="Exit with 1 when there is a finding this severe.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, the whole assessment as JSON, or one line for each finding as CSV.",
)
@output_option
@click.option(
    "--engine",
    type=click.Choice(["durable", "plain"]),
    default="durable",
    show_default=True,
    help="What matches the rules: durable-rules, or the plain evaluator that checks it.",
)
@database_option
def command(
    plan: Path,
    reading: Reading,
    problems_file: Path | None,
    as_of: dt.date | None,
    today_: dt.date | None,
    answers: tuple[Path, ...],
    rules: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    low: bool,
    each: bool,
    brief: bool,
    fail_on: str,
    form: str,
    output: Path | None,
    engine: str,
    database: str | None,
) -> None:
    """Judge the action plan in PLAN (.xlsx, .xls, .ods, .docx, .csv, ...) and print the findings.

    Nothing is kept. Each finding shows the cell it came from, and in brackets what
    `assure set-aside` knows it by; findings that are alike are told as one, which --each
    undoes. What is set aside in the database is shown apart and does not count. What each
    column was taken for is told on stderr; put it right with --map.
    """
    from assure.cli import outputs, printing
    from assure.service.check import check_review
    from assure.service.judge import judge, settings_here
    from assure.service.rulebook import load
    from assure.service.selection import chosen

    settings = settings_here()
    rulebook = load(settings, rules)
    wanted = chosen(rulebook, select, ignore)
    said = reading.said(settings)
    day = as_of or today(today_)
    review = check_review(plan, said, day, answers, settings, problems_file)
    review = with_set_asides(review, database, settings)
    click.echo(f"Read {plural(len(review.plan.actions), 'action')} from {plan}.", err=True)
    for line in printing.columns_text(review.plan):
        click.echo(line, err=True)
    for problem in review.plan.problems[:10]:
        click.echo(f"  Problem: {printing.shortened(problem.message(), 300)}", err=True)
    if len(review.plan.problems) > 10:
        click.echo(f"  and {len(review.plan.problems) - 10} more problems.", err=True)
    if problems_file:
        click.echo(f"Wrote {problems_file}.", err=True)
    whole = judge(review, rulebook=rulebook, engine=engine)
    assessment = whole.model_copy(
        update={
            "findings": tuple(f for f in whole.findings if f.code in wanted),
            "groups": tuple(group for group in whole.groups if group.code in wanted),
        }
    )
    left_out = len(whole.findings) - len(assessment.findings)
    if form == "json":
        text = outputs.as_json(assessment, left_out)
    elif form == "csv":
        # Spreadsheets take a file for UTF-8 only when it begins with this mark.
        text = ("\ufeff" if output else "") + outputs.as_csv(assessment.findings, assessment.groups)
    else:
        text = "\n".join(_lines(assessment, left_out, low=low, each=each, advice=not brief)) + "\n"
    if output:
        write_out(output, click.unstyle(text))
        click.echo(f"Wrote {output}.", err=True)
    else:
        click.echo(text, nl=False)
    worst = max((f.severity.rank for f in assessment.findings if f.counts), default=0)
    sys.exit(1 if worst >= RANKS.get(fail_on, 99) else 0)


def with_set_asides(review: Review, database: str | None, settings: Settings) -> Review:
    """The review with what is set aside in its plan. A database that cannot be read sets
    nothing aside: its findings count, and that is said."""
    from assure.model.errors import StoreError
    from assure.service.database import is_there, where

    place = where(database, settings)
    if not is_there(place):
        return review
    from assure.service.set_aside import honouring  # here: most checks have no database

    try:
        return honouring(review, place)
    except StoreError as error:
        click.echo(f"Nothing is set aside, every finding counts: {error}", err=True)
        return review


def _topics(assessment: Assessment) -> Iterator[str]:
    """On what there is advice to read, the topic with most findings first."""
    from assure.cli.printing import wrapped
    from assure.service.advice import notes

    found = Counter(finding.family for finding in assessment.findings if finding.counts)
    told = [f"{family} ({count})" for family, count in found.most_common() if family in notes()]
    if told:
        yield ""
        yield click.style("Advice", bold=True)
        yield wrapped(f"`assure advice TOPIC`, by findings: {', '.join(told)}.", "  ")


def _lines(
    assessment: Assessment, left_out: int, *, low: bool, each: bool, advice: bool
) -> list[str]:
    """The assessment for people."""
    from assure.cli import printing, promise_lines, rating_lines

    measures = assessment.measures
    groups = () if each else assessment.groups
    lines = [
        f"{printing.shortened(assessment.plan_title)}: {plural(measures.actions, 'action')}, "
        f"{measures.open_actions} open, judged as on {long_date(assessment.as_of)} by "
        f"rulebook {assessment.rulebook.version}.",
        *(printing.wrapped(line, "  ") for line in assessment.local),
        "",
        *promise_lines.before_findings(assessment.promises),
        *printing.findings_text(assessment.findings, groups, low=low, advice=advice),
    ]
    if left_out:
        lines += [f"Left out by --select or --ignore: {plural(left_out, 'finding')}.", ""]
    elif not assessment.findings:
        lines.append("No findings.")
    lines += printing.unused_text(assessment.unused_set_asides)
    lines.append(click.style("Plan quality", bold=True))
    lines += rating_lines.ratings_text(assessment)
    lines.append(click.style("Delivery confidence, proposed by the rules", bold=True))
    lines += rating_lines.proposals_text(assessment)
    if advice:
        lines += _topics(assessment)
    return lines
