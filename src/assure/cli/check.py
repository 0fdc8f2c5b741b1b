"""``assure check``: judge a plan and print the findings."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from assure.cli.options import DAY, map_option, plural, read_mapping, today, today_option, write_out

RANKS = {"high": 3, "medium": 2, "low": 1}


@click.command("check")
@click.argument("plan", type=click.Path(path_type=Path))
@map_option
@click.option("--as-of", type=DAY, help="Judge as on this day. [default: today]")
@today_option
@click.option(
    "--answers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answers to a questionnaire, to judge as well. Repeatable.",
)
@click.option(
    "--rules",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Rulesets of your own, to judge by as well. Repeatable.",
)
@click.option("--low", is_flag=True, help="Show low findings too.")
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
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or the whole assessment as JSON.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE instead of the terminal.",
)
@click.option(
    "--engine",
    type=click.Choice(["durable", "plain"]),
    default="durable",
    show_default=True,
    help="durable-rules, or the reference evaluator.",
)
def command(
    plan: Path,
    mapping: tuple[str, ...],
    as_of: dt.date | None,
    today_: dt.date | None,
    answers: tuple[Path, ...],
    rules: tuple[Path, ...],
    low: bool,
    brief: bool,
    fail_on: str,
    form: str,
    output: Path | None,
    engine: str,
) -> None:
    """Judge the action plan in PLAN (.xlsx, .xlsm, .csv or .tsv) and print the findings.

    Nothing is kept. Each finding shows the cell it came from. What each column was taken
    for is told on stderr; put it right with --map.
    """
    from assure.cli import printing
    from assure.service.check import check_review
    from assure.service.judge import judge, settings_here
    from assure.service.rulebook import load

    settings = settings_here()
    rulebook = load(settings, rules)
    review = check_review(
        plan, read_mapping(mapping), as_of or today(today_), tuple(answers), settings
    )
    click.echo(f"Read {plural(len(review.plan.actions), 'action')} from {plan}.", err=True)
    for line in printing.columns_text(review.plan):
        click.echo(line, err=True)
    for problem in review.plan.problems[:10]:
        click.echo(f"  Problem: {printing.shortened(problem.message(), 300)}", err=True)
    if len(review.plan.problems) > 10:
        click.echo(f"  and {len(review.plan.problems) - 10} more problems.", err=True)
    assessment = judge(review, rulebook=rulebook, engine=engine)
    if form == "json":
        text = assessment.model_dump_json(indent=1) + "\n"
    else:
        lines = [
            f"{printing.shortened(review.plan.title)}: "
            f"{plural(assessment.measures.actions, 'action')}, "
            f"{assessment.measures.open_actions} open, judged as on {review.as_of:%d %B %Y} by "
            f"rulebook {assessment.rulebook.version}.",
            "",
        ]
        lines += printing.findings_text(assessment.findings, low=low, advice=not brief)
        if not assessment.findings:
            lines.append("No findings.")
        lines.append(click.style("Plan quality", bold=True))
        lines += printing.ratings_text(assessment)
        text = "\n".join(lines) + "\n"
    if output:
        write_out(output, click.unstyle(text))
        click.echo(f"Wrote {output}.", err=True)
    else:
        click.echo(text, nl=False)
    worst = max((f.severity.rank for f in assessment.findings if f.counts), default=0)
    sys.exit(1 if worst >= RANKS.get(fail_on, 99) else 0)
