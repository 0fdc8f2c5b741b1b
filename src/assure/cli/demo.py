"""``assure demo``: the whole way from a plan to a board report, on an imaginary partnership."""

from __future__ import annotations

from pathlib import Path

import click

from assure.cli.options import plural

TOP = 8  # findings printed


@click.command("demo")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    metavar="FOLDER",
    help="Where the report and the review are written.",
)
def command(output: Path) -> None:
    """Review Anycity, an imaginary partnership, and write its board report.

    Reads a three-year plan with its schedules and the answers to three questionnaires,
    judges them, prints what matters most, and writes the report as PDF and HTML and the
    review as JSON. Needs no network and keeps nothing in a database.
    """
    from assure.assess.decisions import most_telling
    from assure.cli import printing
    from assure.service.demo import answer_files, anycity, plan_file
    from assure.service.judge import for_edition, judge
    from assure.service.report import write_report
    from assure.service.reviews import write_review

    review = anycity()
    plan = review.plan
    click.echo(click.style("Reading", bold=True))
    click.echo(
        f"  {plan_file().name}: {plural(len(plan.actions), 'action')}, "
        f"{plural(len(plan.outcomes), 'outcome')}, {plural(len(plan.indicators), 'indicator')}, "
        f"{plural(len(plan.resources), 'resource line')}, "
        f"{plural(len(plan.capacity), 'post and team', 'posts and teams')} with agreed days."
    )
    for path in answer_files():
        questionnaire = review.questionnaire(path.stem)
        title = questionnaire.title if questionnaire else path.stem
        click.echo(f"  {path.name}: {title}, {len(review.answers_to(path.stem))} answers.")
    for problem in plan.problems:
        click.echo(f"  Not understood: {printing.shortened(problem.message(), 200)}")
    shown = for_edition(review, "board")
    assessment = judge(shown)
    measures = assessment.measures
    click.echo()
    click.echo(
        click.style("What matters most", bold=True)
        + f" ({measures.findings} findings: {measures.high} high, {measures.medium} medium, "
        f"{measures.low} low)"
    )
    for finding in most_telling(assessment.findings, TOP):
        for line in printing.finding_lines(finding):
            click.echo(line)
    click.echo()
    click.echo(click.style("Plan quality, computed from the findings", bold=True))
    for line in printing.ratings_text(assessment):
        click.echo(line)
    click.echo()
    click.echo(click.style("Delivery confidence, the reviewer's judgement", bold=True))
    for line in printing.judgements_text(assessment):
        click.echo(line)
    written = write_report(assessment, shown, output)
    click.echo()
    click.echo(click.style("Written", bold=True))
    kept = shown.model_copy(update={"rulebook": assessment.rulebook})
    for path in (*written, write_review(kept, output / "review.json")):
        click.echo(f"  {path}")
