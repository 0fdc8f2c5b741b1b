"""What somebody is told who leaves a questionnaire: how far it is, and how to go on."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from assure.interview.sitting import Sitting
    from assure.model.answers import Answer


def called() -> str:
    """How this program was called, if that was by a path of its own: ``.venv/bin/assure``."""
    path = sys.argv[0]
    return path if Path(path).name == "assure" and shutil.which("assure") != path else "assure"


def same_command(key: str) -> str:
    """What to type to go on: in the same review, role and database, as plainly, or together."""
    context = click.get_current_context()
    words = [called(), "ask", key]
    for option in context.command.params:
        name = option.name or ""
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        flags = {"plain", "moderate", "every"}
        if given and name in {"review", "respondent", "database"} | flags:
            words.append(option.opts[0])
            words += [] if name in flags else [str(context.params[name])]
    return shlex.join(words)


def tell_of_others(sitting: Sitting, met: Mapping[str, Answer]) -> None:
    """Says where somebody else gave the same answers at the same time. Both are kept."""
    from assure.interview.sitting import in_words

    for key, other in met.items():
        question = sitting.questionnaire.question(key)
        said = in_words(question, other) if question else ""
        role = f" as “{other.respondent}”" if other.respondent else ""
        what = "agreed on another answer" if other.moderated else f"answered{role} too"
        click.echo(
            f"{key}: while you answered, somebody {what} (“{said}”). Both are kept; yours, the "
            f"later one, counts."
        )


def standing(sitting: Sitting) -> str:
    """``Progress Assurance: 12 of 38 answered, of these 2 “don't know”. All answers are kept.``"""
    progress = sitting.progress
    return (
        f"{sitting.questionnaire.title}: {progress.answered} of {progress.questions} "
        f"answered{gaps(sitting)}. All answers are kept."
    )


def gaps(sitting: Sitting) -> str:
    """What of the answers is none: ``, of these 2 “don’t know” and 1 “not applicable”``."""
    from assure.model.answers import AnswerState

    given = [sitting.answers[one.key].state for one in sitting.asked if one.key in sitting.answers]
    words = {AnswerState.DONT_KNOW: "don’t know", AnswerState.NOT_APPLICABLE: "not applicable"}
    told = [f"{given.count(state)} “{word}”" for state, word in words.items() if state in given]
    return f", of these {' and '.join(told)}" if told else ""
