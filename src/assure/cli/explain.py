"""``assure explain``: why a rule fired, or stayed quiet; and how a rating came about."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assure.cli.options import (
    DAY,
    READING,
    answers_option,
    database_option,
    reading_options,
    rules_option,
    today,
    today_option,
)
from assure.cli.pages import find_rule, page, rule_as_data, rule_names
from assure.model.errors import AssureError

if TYPE_CHECKING:
    from assure.model.review import Review
    from assure.rules.rulebook import Rule, Rulebook
    from assure.service.reading import Reading

# Options that have a meaning only beside --plan, by parameter.
OF_PLAN = {**READING, "as_of": "--as-of", "answers": "--answers"}

Explanation = tuple[dict[str, Any], Iterable[str]]  # as data, and as lines for a terminal


@click.command("explain")
@click.argument("what")
@click.option(
    "--plan",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The action plan (.xlsx, .xls, .ods, .docx, .csv, ...) that WHAT stands in.",
)
@reading_options
@click.option("--as-of", type=DAY, help="Judge --plan as on this day. [default: today]")
@today_option
@answers_option
@click.option(
    "--review",
    "reference",
    metavar="KEY|NAME|FILE",
    help="The review that WHAT stands in, by key or name, or a file of one. [default: the newest]",
)
@rules_option
@click.option("--all", "whole", is_flag=True, help="Show every test of every rule.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
@database_option
@click.pass_context
def command(
    ctx: click.Context,
    what: str,
    plan: Path | None,
    reading: Reading,
    as_of: dt.date | None,
    today_: dt.date | None,
    answers: tuple[Path, ...],
    reference: str | None,
    rules: tuple[Path, ...],
    whole: bool,
    form: str,
    database: str | None,
) -> None:
    """Explain WHAT: a rule, or what the rules made of a part of a plan or of a rating.

    WHAT is a rule by code or name (OWN-01), an action or any other part of a plan as the
    findings call it (1.4, R2, "Head of Housing", plan), an answer (D3), or one of these after
    its kind when several are called alike (action:3, outcome:3, priority:3). Of an outcome, a
    priority and the plan the rating is explained too. A finding, by rule and reference
    (OWN-03:1.4) or by its digits in brackets, is explained with each test of its rule.
    """
    from assure.service.explain import review_meant
    from assure.service.judge import rulebook_for, settings_here
    from assure.service.rulebook import load

    if plan is not None and reference is not None:
        raise click.UsageError("Give --plan or --review, not both.")
    for name, option in OF_PLAN.items():
        if plan is None and ctx.params[name]:
            raise click.UsageError(f"{option} belongs to --plan; give the plan’s file too.")
    settings = settings_here()
    review = None
    if plan is not None:
        from assure.cli.check import with_set_asides
        from assure.service.check import check_review

        day = as_of or today(today_)
        review = check_review(plan, reading.said(settings), day, answers, settings)
        review = with_set_asides(review, database, settings)
    elif reference is not None:
        review = review_meant(reference, database, settings)
    book = rulebook_for(review, settings) if review and not rules else load(settings, rules)
    rule = find_rule(what, book)
    if rule is not None:
        data, lines = _rule(rule, review, book, whole)
    else:
        if review is None:
            review = review_meant(None, database, settings)
            if review is None:
                raise AssureError(_nowhere(what, book))
            click.echo(f"Looking in the review {review.key}.", err=True)
            book = book if rules else rulebook_for(review, settings)
        data, lines = _thing(what, review, book, whole)
    if form == "json":
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)


def _rule(rule: Rule, review: Review | None, book: Rulebook, whole: bool) -> Explanation:
    """The rule's page; with a review also where in it the rule fires."""
    data: dict[str, Any] = {"rule": rule_as_data(rule, book)}
    lines = list(page(rule, book))
    if review is not None:
        from assure.cli.explaining import judged_as_data, rule_in_plan_as_data, rule_in_plan_text
        from assure.service.explain import explain_rule

        assessment, in_plan = explain_rule(rule, review, book)
        data |= judged_as_data(assessment) | rule_in_plan_as_data(in_plan)
        lines += rule_in_plan_text(in_plan, whole=whole)
    return data, lines


def _thing(what: str, review: Review, book: Rulebook, whole: bool) -> Explanation:
    """What the rules made of a part of the review."""
    from assure.cli.explaining import explained_as_data, explained_text, judged_as_data
    from assure.service.explain import explain_thing

    assessment, explained = explain_thing(what, review, book)
    data = judged_as_data(assessment)
    data["explained"] = [explained_as_data(item) for item in explained]
    lines: list[str] = []
    for item in explained:
        lines += ["", *explained_text(item, assessment, whole=whole)]
    return data, lines[1:]


def _nowhere(what: str, book: Rulebook) -> str:
    from assure.conditions.nearest import did_you_mean
    from assure.conditions.wording import shortened

    word = shortened(what, 40)
    near = did_you_mean(word, rule_names(book))
    like_a_rule = re.match("[A-Za-z]{2}", word) and near.startswith("did you mean")
    end = f", or {near}" if like_a_rule else "."
    return (
        f"There is no rule “{word}”, and no review is kept here that it could stand in; "
        f"name its plan with --plan FILE{end}"
    )
