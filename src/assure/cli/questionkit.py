"""``assure questionnaires check``, ``new`` and ``schema``: for those who write questionnaires."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from assure.cli.kit import tell_checked, tell_steps
from assure.cli.options import output_option, write_out
from assure.words.text import plural

# Those of the model, written out so that --help need not load it.
KINDS = (
    "scale",
    "choice",
    "choices",
    "yes_no",
    "number",
    "money",
    "date",
    "text",
    "rag",
    "ranking",
    "entries",
)


@click.command("check", short_help="Tell what is missing or wrong in questionnaires.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="Also compare with OLD, an earlier version: keys stay, and old wordings are kept.",
)
@click.option("--quiet", "-q", is_flag=True, help="Leave out the notes.")
def check(paths: tuple[Path, ...], against: Path | None, quiet: bool) -> None:
    """Check questionnaires: whole texts, known sources, scales, questions that are never asked.

    Takes the questionnaires at each PATH (a file or a folder); without one, those that are shipped
    and those of your assure.toml. A fault has to be mended, and ends with 1; a note is worth a
    look. A question is said to be never asked only where that is certain.
    """
    from assure.service.questionkit import check_questionnaires
    from assure.service.questionnaires import settings_here

    checked = check_questionnaires(settings_here(), paths, against)
    tell_checked(checked.remarks, plural(checked.count, "questionnaire"), quiet=quiet)


@click.command("new", short_help="Begin a questionnaire of your own.")
@click.argument("key")
@click.option("--title", help="What people call it.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="The kind of a question to begin with. Repeatable. [default: scale, yes_no, entries]",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where it stands. [default: the first folder of assure.toml, or questionnaires]",
)
def new(key: str, title: str | None, kinds: tuple[str, ...], folder: Path | None) -> None:
    """Begin a questionnaire called KEY, in small words with hyphens, with questions to fill in.

    It is written to FOLDER/KEY.yaml, which must not be there yet. It can be read as it is; its
    texts are yours to write.
    """
    from assure.facts.sittings import subject_name
    from assure.model.questionnaire import QuestionKind
    from assure.service.questionkit import begin_questionnaire
    from assure.service.questionnaires import settings_here

    wanted = tuple(QuestionKind(kind) for kind in kinds)
    begun = begin_questionnaire(settings_here(), key, title, wanted, folder)
    count = plural(len(begun.questionnaire.questions()), "question")
    click.echo(f"Wrote {begun.path} with {count} to fill in.")
    steps = [
        "Open it in a text editor, and put your own words wherever “WRITE:” stands.",
        f"See what is missing: assure questionnaires check {shlex.quote(str(begun.path))}",
    ]
    if not begun.is_read:
        steps.append(f'Have it asked: questionnaires = ["{begun.path.parent}"] in assure.toml')
    steps += [
        f"Try it with somebody: assure ask {key}",
        f"Let rules look at its answers: assure rules facts {subject_name(key)}",
    ]
    tell_steps(steps)


@click.command("schema", short_help="Print the JSON Schema of a questionnaire, for editors.")
@output_option
def schema(output: Path | None) -> None:
    """Print the JSON Schema of a questionnaire, for editors that complete and check what you type.

    It knows the figures of a plan, and the sources of your assure.toml too. In many editors this
    first line of a questionnaire is enough:

    # yaml-language-server: $schema=questionnaire.schema.json
    """
    from assure.service.questionkit import questionnaire_schema
    from assure.service.questionnaires import settings_here

    text = questionnaire_schema(settings_here())
    if output:
        write_out(output, text)
        click.echo(f"Wrote {output}.", err=True)
    else:
        click.echo(text, nl=False)


COMMANDS = (check, new, schema)
