"""``assure demo``: the whole way from a plan to a board report, on an imaginary partnership."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.words.text import plural

if TYPE_CHECKING:
    from assure.model.assessment import Assessment
    from assure.model.review import Review

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

    Reads a three-year plan with its schedules and the answers to six questionnaires,
    judges them, prints what matters most, and writes the report as PDF and HTML and the
    review as JSON. Then the reviews of the year that follows: what moved from one to the next, and
    what became of promises. Needs no network and keeps nothing in a database.
    """
    from assure.assess.judge import facts_for
    from assure.report.kinds import Material
    from assure.report.press import Press
    from assure.service.demo import YEARS, anycity, review_of
    from assure.service.judge import for_edition, judge
    from assure.service.report import begin_report
    from assure.service.reviews import write_review
    from assure.service.rulebook import carrying, load
    from assure.shelf.settings import Settings

    with Press() as press:
        book = load(Settings())
        review = anycity()
        _say_what_is_read(review)
        shown = for_edition(review, "board")
        facts = facts_for(shown, book)
        assessment = judge(shown, rulebook=book, facts=facts)
        _say_what_matters(assessment)
        report = begin_report(Material(shown, assessment, facts=facts), press=press)
        reviews = {name: review_of(name) for name in YEARS}
        _say_what_moved(tuple(reviews.values()))
        written = report.written(output)
    kept = shown.model_copy(update={"rulebook": assessment.rulebook})
    written.append(write_review(kept, output / "review.json"))
    for name, later in reviews.items():
        path = output / "years" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        written.append(write_review(carrying(for_edition(later, "board"), book), path))
    _under("Written", (f"  {path}" for path in written))
    _under("To see all that moved", [f"  assure compare {written[-3]} {written[-2]}"])


def _under(heading: str, lines: Iterable[str]) -> None:
    click.echo()
    click.echo(click.style(heading, bold=True))
    for line in lines:
        click.echo(line)


def _say_what_is_read(review: Review) -> None:
    from assure.assess.answering import answering
    from assure.cli.printing import shortened
    from assure.service.demo import answer_files, plan_file

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
        if questionnaire is not None:
            answers = review.answers_to(path.stem)
            click.echo(f"  {path.name}: {questionnaire.title}, {len(answers)} answers.")
    apart = [one for one in answering(review) if len(one.respondents) > 1]
    for one in apart:
        click.echo(
            f"  {plural(len(one.respondents), 'respondent')} judged delivery in {one.title}, each "
            f"asked alone; on {plural(one.moderated, 'question')} they agreed an answer."
        )
    for problem in plan.problems:
        click.echo(f"  Not understood: {shortened(problem.message(), 200)}")


def _say_what_matters(assessment: Assessment) -> None:
    from assure.assess.decisions import most_telling
    from assure.cli import printing, rating_lines

    counts = assessment.measures
    _under(
        f"What matters most ({counts.findings} findings: {counts.high} high, "
        f"{counts.medium} medium, {counts.low} low)",
        (
            line
            for finding in most_telling(assessment.findings, TOP)
            for line in printing.finding_lines(finding)
        ),
    )
    _under("Plan quality, computed from the findings", rating_lines.ratings_text(assessment))
    views = rating_lines.judgements_text(assessment)
    _under("Delivery confidence, the reviewer’s judgement", views)


def _say_what_moved(reviews: tuple[Review, ...]) -> None:
    """From each review to the next, and how the promises of the challenge session stand."""
    from assure.cli.printing import wrapped
    from assure.service.compare import Chosen, compared
    from assure.shelf.settings import Settings

    for older, newer in pairwise(reviews):
        comparison = compared(Chosen(older, newer), Settings())
        _under(
            f"{comparison.newer.name}, against the {_lower(comparison.older.name)}",
            (wrapped(sentence, "    ", "  ") for sentence in comparison.headline),
        )


def _lower(name: str) -> str:
    return name.removeprefix("Anycity ")
