"""``assure verify``: a report judged again from what travels inside it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.words.text import clean, plural

if TYPE_CHECKING:
    from assure.service.verify import Held, Today, Verified

# Why the review inside cannot be of the edition that the report says it is of.
OTHER_EDITION = {
    "board": "; the review inside tells of people what the board’s edition hides.",
    "full": "; the review inside calls people what only the board’s edition calls them.",
}
SHOWN = 8  # of each list; the rest is counted


@click.command("verify")
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it; JSON has every finding that differs.",
)
def command(report: Path, form: str) -> None:
    """Judge the review inside REPORT (a PDF of `assure report`) again, and say what stands.

    Every fact, finding, rating and figure in the report is held against what the rules inside it
    make of the review inside it, and the review against the edition that the report says it is
    of. Then what the rulebook installed here would say today. It proves that the report follows
    from its review, not who made it, nor that the plan is what the partnership wrote. Exit status
    1 when something does not stand.
    """
    from assure.service.verify import verify

    verified = verify(report)
    if form == "json":
        told = {"stands": verified.stands, **dataclasses.asdict(verified)}
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
    else:
        for line in verified_text(verified):
            click.echo(line)
    raise SystemExit(0 if verified.stands else 1)


def verified_text(verified: Verified) -> Iterator[str]:
    from assure.cli.printing import shortened, wrapped
    from assure.conditions.wording import listed
    from assure.report.kinds import NAMES, kind_named

    # Another version may know kinds that this one does not.
    known = verified.report in NAMES
    name = kind_named(verified.report).name if known else f"report {verified.report}"
    yield click.style(shortened(clean(verified.review), 90), bold=True)
    yield wrapped(
        clean(
            f"The {name}, {verified.edition} edition, made by assure "
            f"{verified.made_by} with rulebook {verified.rulebook}; the plan is {verified.rating}."
        ),
        "  ",
    )
    yield ""
    if verified.stands:
        yield "Everything in it stands: judged again, the review inside gives the same."
    else:
        yield click.style("Not everything in it stands.", bold=True)
    if not verified.review_as_sent:
        yield wrapped(
            "The review inside is not the one that this report was made from: it, or what the "
            "report says of it, was changed afterwards.",
            "    ",
            "  ",
        )
    if not verified.edition_as_told:
        why = OTHER_EDITION.get(verified.edition, ", which there is not.")
        yield wrapped(
            clean(f"It says that it is of the {verified.edition} edition{why}"), "    ", "  "
        )
    yield from _held("fact", verified.facts)
    yield from _held("finding", verified.findings)
    yield from _held("rating of plan quality", verified.ratings, "ratings of plan quality")
    yield from _held(
        "proposal of delivery confidence", verified.proposals, "proposals of delivery confidence"
    )
    yield from _held(
        "figure or list of its pages", verified.figures, "figures and lists of its pages"
    )
    if verified.not_told:
        yield wrapped(
            f"Assure {clean(verified.made_by)} could not tell these yet, so nobody is asked for "
            f"them: {listed(verified.not_told, 'and')}.",
            "    ",
            "  ",
        )
    yield ""
    yield from _today(verified.today)
    yield ""
    yield wrapped(
        "This proves that the report follows from the review inside it. It does not prove who made "
        "it, nor that the plan in it is what the partnership wrote.",
        "",
    )


def _held(one: str, held: Held, many: str | None = None) -> Iterator[str]:
    yield f"  {plural(held.stand, one, many)} the same"
    yield from _list("said otherwise when judged again", held.otherwise)
    yield from _list("in the report alone", held.unfounded)
    yield from _list("not in the report", held.missing)


def _today(today: Today) -> Iterator[str]:
    from assure.cli.printing import wrapped

    if today.not_judged:
        yield wrapped(f"The rulebook installed here cannot judge it: {today.not_judged}", "  ", "")
    elif today.same_rules:
        yield f"The rulebook installed here ({today.version}) is the same."
    else:
        yield wrapped(
            f"By the rulebook installed here ({today.version}) the plan would be {today.rating}, "
            f"with {plural(len(today.new), 'finding')} more and {len(today.gone)} fewer.",
            "  ",
            "",
        )
        yield from _list("more", today.new)
        yield from _list("fewer", today.gone)


def _list(what: str, items: tuple[str, ...]) -> Iterator[str]:
    from assure.cli.printing import wrapped

    if not items:
        return
    yield f"  {len(items)} {what}:"
    for item in items[:SHOWN]:
        yield wrapped(clean(item), "      ", "    ")
    if len(items) > SHOWN:
        yield f"    and {len(items) - SHOWN} more (--format json has all)"
