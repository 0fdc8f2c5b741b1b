"""What a command line costs that does nothing: the measure for `assure --help`."""

from __future__ import annotations

import click


@click.group()
def bare() -> None:
    """Do nothing."""


@bare.command()
def nothing() -> None:
    """Do nothing."""


if __name__ == "__main__":
    bare()
