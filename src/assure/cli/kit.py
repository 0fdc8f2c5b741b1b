"""What those who write rules and those who write questionnaires are told in the same way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from assure.words.text import plural

if TYPE_CHECKING:
    from assure.rules.checks.base import Remark


def tell_checked(remarks: Sequence[Remark], checked: str, *, quiet: bool) -> NoReturn:
    """Faults, notes unless ``quiet``, and a last line that counts them in what was ``checked``.

    Ends with 1 when there is a fault, else with 0.
    """
    from assure.rules.checks.base import Grade

    faults = [remark for remark in remarks if remark.grade is Grade.FAULT]
    notes = [remark for remark in remarks if remark.grade is Grade.NOTE]
    for title, some in (("Faults", faults), ("Notes", [] if quiet else notes)):
        if some:
            click.echo(click.style(title, bold=True))
            for remark in some:
                click.echo(f"  {remark}")
    click.echo(f"{checked} checked: {plural(len(faults), 'fault')}, {plural(len(notes), 'note')}.")
    sys.exit(1 if faults else 0)


def tell_steps(steps: Sequence[str]) -> None:
    """What to do next with what was begun."""
    click.echo("Next:")
    for number, step in enumerate(steps, start=1):
        click.echo(f"  {number}. {step}")
