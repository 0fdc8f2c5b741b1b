"""``assure rules test``, ``check``, ``new`` and ``schema``: for those who write rules."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli.kit import tell_checked, tell_steps
from assure.cli.options import output_option, write_out
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.rules.rulebook import Rulebook

paths_argument = click.argument(
    "paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path)
)


def rulebook_with(paths: tuple[Path, ...]) -> Rulebook:
    """What ships, what assure.toml names, and ``paths``."""
    from assure.service.judge import settings_here
    from assure.service.rulebook import load

    return load(settings_here(), paths)


@click.command("test", short_help="Try every example of every rule in both engines.")
@paths_argument
def test_rules(paths: tuple[Path, ...]) -> None:
    """Try every example of every rule, in durable-rules and in the plain evaluator.

    Takes the shipped rules, those of your assure.toml, and the rulesets at each PATH (a file or
    a folder). Prints file and line of each example that does not do what it says, and ends with
    1 when there is one.
    """
    from assure.service.rulekit import failing_examples

    book = rulebook_with(paths)
    failing = failing_examples(book)
    for sentence in failing:
        click.echo(sentence)
    examples = sum(len(rule.examples) for rule in book.rules)
    held = "all hold" if not failing else f"{len(failing)} of them do not hold"
    click.echo(
        f"{plural(len(book.rules), 'rule')}, {plural(examples, 'example')} in two engines: {held}."
    )
    sys.exit(1 if failing else 0)


@click.command("check", short_help="Tell what is missing or wrong in the rulebook itself.")
@paths_argument
@click.option(
    "--only", multiple=True, metavar="CHECK", help="Only the check of this name. Repeatable."
)
@click.option("--quiet", "-q", is_flag=True, help="Leave out the notes.")
def check_rules(paths: tuple[Path, ...], only: tuple[str, ...], quiet: bool) -> None:
    """Check the rulebook itself: whole pages, conditions, thresholds, overlaps, examples.

    Takes the shipped rules, those of your assure.toml, and the rulesets at each PATH. Where
    there are rules of your own, only what bears on them is told. A fault has to be mended, and
    ends with 1; a note is worth a look. Rules that look alike and conditions that can never hold
    are named only where that is certain.
    """
    from assure.cli.pages import mistaken
    from assure.rules.checks import CHECKS, run_checks

    for name in only:
        if name not in CHECKS:
            raise mistaken("check", name, list(CHECKS))
    book = rulebook_with(paths)
    own = {family.name for family in book.families if family.own}
    mine = {rule.code for rule in book.rules if rule.family in own or not own}
    remarks = [
        remark
        for remark in run_checks(book, only or tuple(CHECKS))
        if not remark.codes or mine.intersection(remark.codes)
    ]
    tell_checked(remarks, plural(len(mine), "rule"), quiet=quiet)


@click.command("new", short_help="Begin a rule, with the next free code.")
@click.argument("family")
@click.argument("name")
@click.option(
    "--subject", default="action", show_default=True, help="What the rule looks at, one at a time."
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the ruleset stands. [default: the first folder of assure.toml, or rulesets]",
)
def new_rule(family: str, name: str, subject: str, folder: Path | None) -> None:
    """Begin a rule called NAME in FAMILY, with the next free code and examples to fill in.

    It is written as a preview at the end of FOLDER/FAMILY.yaml, which is made when it is not
    there. It loads and its examples hold; its texts are yours to write.
    """
    from assure.service.judge import settings_here
    from assure.service.rulekit import begin_rule

    begun = begin_rule(settings_here(), family, name, subject, folder)
    what = "into the new file" if begun.new_file else "at the end of"
    click.echo(f"Wrote {begun.draft.code} {name} {what} {begun.path}.")
    path = "" if begun.is_read else shlex.quote(str(begun.path))
    steps = [
        f"Say when it fires and what it says; its fields: assure rules facts {subject}",
        f"Try its examples: assure rules test {path}".rstrip(),
        f"See what is missing: assure rules check {path}".rstrip(),
    ]
    if not begun.is_read:
        steps.append(f'Let it judge: rules = ["{begun.path.parent}"] in assure.toml')
    tell_steps(steps)


@click.command("schema", short_help="Print the JSON Schema of a ruleset, for editors.")
@output_option
def schema(output: Path | None) -> None:
    """Print the JSON Schema of a ruleset, for editors that complete and check what you type.

    It knows the subjects and fields, and the thresholds and sources of your assure.toml too. In
    many editors this first line of a ruleset is enough:

    # yaml-language-server: $schema=ruleset.schema.json
    """
    from assure.rules.schema import schema_text

    text = schema_text(rulebook_with(()))
    if output:
        write_out(output, text)
        click.echo(f"Wrote {output}.", err=True)
    else:
        click.echo(text, nl=False)


COMMANDS = (check_rules, new_rule, schema, test_rules)
