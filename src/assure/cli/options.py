"""Options that several verbs share, and what "today" means."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assure.model.base import FIRST_DAY, LAST_DAY
from assure.model.errors import AssureError
from assure.words.days import read_day

if TYPE_CHECKING:
    from assure.intake import Said

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A day: 2026-10-31, 31/10/2026 or 31 October 2026."""

    name = "DATE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        if isinstance(value, dt.date):
            return value
        day = read_day(str(value))
        if day is None:
            self.fail(f"'{value}' is not a day; write 2026-10-31 or 31/10/2026.", param, ctx)
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fail(
                f"'{value}' is too far away; give a day from {FIRST_DAY.year} to {LAST_DAY.year}.",
                param,
                ctx,
            )
        return day


DAY = Day()


def today(given: dt.date | None = None) -> dt.date:
    """The day that counts as today: as given, else SOURCE_DATE_EPOCH, else the clock."""
    return given or now().date()


def now() -> dt.datetime:
    """Now, in UTC: SOURCE_DATE_EPOCH when it is set, else the clock. Raises AssureError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return dt.datetime.now(dt.UTC)
    try:
        moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise AssureError(
            f"SOURCE_DATE_EPOCH: '{epoch}' is not a count of seconds; correct or unset it."
        ) from None
    if not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise AssureError(
            f"SOURCE_DATE_EPOCH: '{epoch}' means a day in {moment.year}; correct or unset it."
        )
    return moment


def moment(day: dt.date | None) -> dt.datetime:
    """The time that an act is kept under: the start of a day given with --today, else now."""
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day else now()


def today_option(function: F) -> F:
    return click.option(
        "--today",
        "today_",
        type=DAY,
        envvar="ASSURE_TODAY",
        help="The day that counts as today (ASSURE_TODAY).",
    )(function)


def map_option(function: F) -> F:
    return click.option(
        "--map",
        "mapping",
        multiple=True,
        metavar="FIELD=HEADING",
        help='Say which column holds what, e.g. --map "due=By When" or --map owner=E. Repeatable.',
    )(function)


def answers_option(function: F) -> F:
    return click.option(
        "--answers",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Answers to a questionnaire, to judge as well. Repeatable.",
    )(function)


def rules_option(function: F) -> F:
    return click.option(
        "--rules",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Rulesets of your own, to judge by as well. Repeatable.",
    )(function)


def read_said(pairs: tuple[str, ...]) -> Said:
    """What the options say of the plan's file. Raises a usage error on a pair without "="."""
    from assure.intake import Said  # here: with the readers of files behind it

    mapping = {}
    for pair in pairs:
        field, equals, heading = pair.partition("=")
        if not equals or not field.strip() or not heading.strip():
            raise click.UsageError(f"--map '{pair}': write FIELD=HEADING, e.g. \"due=By When\".")
        mapping[field.strip()] = heading.strip()
    return Said(mapping=mapping)


def database_option(function: F) -> F:
    return click.option(
        "--database",
        envvar="ASSURE_DATABASE",
        metavar="FILE|ADDRESS",
        help="Where plans, answers and reviews are kept (ASSURE_DATABASE). [default: assure.db]",
    )(function)


def write_out(path: Path, text: str) -> None:
    """``text`` to ``path``, whole or not at all. Raises AssureError with one sentence."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise AssureError(
            f"{path}: cannot be written ({(error.strerror or str(error)).lower()}); "
            "give another place with -o."
        ) from None
