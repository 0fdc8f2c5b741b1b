"""Options that several verbs share, and what "today" means."""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from assure.model.base import FIRST_DAY, LAST_DAY
from assure.model.errors import AssureError
from assure.words.days import read_day

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
            self.fail(f"“{value}” is not a day; write 2026-10-31 or 31/10/2026.", param, ctx)
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fail(
                f"“{value}” is too far away; give a day from {FIRST_DAY.year} to {LAST_DAY.year}.",
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
            f"SOURCE_DATE_EPOCH: “{epoch}” is not a count of seconds; correct or unset it."
        ) from None
    if not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise AssureError(
            f"SOURCE_DATE_EPOCH: “{epoch}” means a day in {moment.year}; correct or unset it."
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


_READING = (
    click.option(
        "--map",
        "mapping",
        multiple=True,
        metavar="FIELD=HEADING",
        help='Say which column holds what, e.g. --map "due=By When" or --map owner=E; '
        '--map "none=Links" for one that holds no field. Repeatable.',
    ),
    click.option(
        "--legend",
        multiple=True,
        metavar="COLOUR=MEANING",
        help='Say what a colour stands for, e.g. --legend "blue=Completed". Repeatable.',
    ),
    click.option(
        "--period",
        metavar="FROM-TO",
        help="The plan’s period, where its file does not say: 2026-2029, 2026/27, or "
        '"01/04/2026 to 31/03/2029".',
    ),
    click.option(
        "--quarters",
        type=click.Choice(["financial", "calendar"]),
        help="Of which year Q1 to Q4 are. [default: as the file says, else financial]",
    ),
    click.option(
        "--year-starts",
        type=click.IntRange(1, 12),
        metavar="MONTH",
        help="First month of the financial year. [default: as the file says, else 4]",
    ),
    click.option(
        "--people",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A directory (.xlsx, .csv): whom the names, initials and acronyms of the plan mean.",
    ),
    click.option(
        "--profile",
        metavar="NAME",
        help="Read as profiles/NAME.toml says; any option here goes before it.",
    ),
)
# Parameter → option, for a command that has to name one.
READING = {"mapping": "--map"} | {
    name: f"--{name.replace('_', '-')}"
    for name in ("legend", "period", "quarters", "year_starts", "people", "profile")
}


def reading_options(function: F) -> F:
    """Adds the options that say how a plan's file is to be read; ``function`` gets them together
    as ``reading``, a ``Reading``."""

    @functools.wraps(function)
    def collected(*args: Any, **kwargs: Any) -> Any:
        from assure.service.reading import Reading  # here: no option needs it to be parsed

        columns = _pairs("--map", kwargs.pop("mapping"), "FIELD=HEADING", "due=By When")
        legend = _pairs("--legend", kwargs.pop("legend"), "COLOUR=MEANING", "blue=Completed")
        rest = {name: kwargs.pop(name) for name in READING if name not in ("mapping", "legend")}
        return function(*args, reading=Reading(columns, legend, **rest), **kwargs)

    decorated: F = _with(collected, _READING)
    return decorated


@dataclass(frozen=True)
class Asking:
    """Whether a person may be asked about a file, and where the answers are kept."""

    save_as: str | None
    no_input: bool
    plain: bool


_ASKING = (
    click.option(
        "--save-profile",
        "save_as",
        metavar="NAME",
        help="Keep what was said of the file as profiles/NAME.toml, for --profile next time.",
    ),
    click.option("--no-input", is_flag=True, help="Ask nothing; the doubts are told instead."),
    click.option("--plain", is_flag=True, help="Ask with numbered lists, for screen readers."),
)


def asking_options(function: F) -> F:
    """Adds the options of a command that may ask about a file; ``function`` gets ``asking``."""

    @functools.wraps(function)
    def collected(*args: Any, **kwargs: Any) -> Any:
        names = ("save_as", "no_input", "plain")
        asking = Asking(**{name: kwargs.pop(name) for name in names})
        return function(*args, asking=asking, **kwargs)

    decorated: F = _with(collected, _ASKING)
    return decorated


def _with(function: Any, options: tuple[Callable[[Any], Any], ...]) -> Any:
    for option in reversed(options):
        function = option(function)
    return function


def _pairs(
    option: str, pairs: tuple[str, ...], form: str, example: str
) -> tuple[tuple[str, str], ...]:
    """Both sides of each "=". Raises a usage error on a text without one."""
    parted = []
    for pair in pairs:
        left, equals, right = (part.strip() for part in pair.partition("="))
        if not (left and equals and right):
            raise click.UsageError(f'{option} “{pair}”: write {form}, e.g. "{example}".')
        parted.append((left, right))
    return tuple(parted)


def answers_option(function: F) -> F:
    return click.option(
        "--answers",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Answers to a questionnaire, to judge as well: a workbook, CSV, YAML or JSON. "
        "Repeatable.",
    )(function)


def rules_option(function: F) -> F:
    return click.option(
        "--rules",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Rulesets of your own, to judge by as well. Repeatable.",
    )(function)


def problems_option(function: F) -> F:
    return click.option(
        "--problems",
        "problems_file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write a workbook (.xlsx) that shows in the plan’s own rows what could not be read.",
    )(function)


def database_option(function: F) -> F:
    return click.option(
        "--database",
        envvar="ASSURE_DATABASE",
        metavar="FILE|ADDRESS",
        help="Where plans, answers and reviews are kept (ASSURE_DATABASE). [default: assure.db]",
    )(function)


def plan_option(function: F) -> F:
    return click.option(
        "--plan", metavar="KEY", help="Which plan. [default: the only one in the database]"
    )(function)


def edition_option(function: F) -> F:
    return click.option(
        "--edition",
        type=click.Choice(["board", "full"]),
        default="board",
        show_default=True,
        help="board shows posts and no people; full is internal.",
    )(function)


def output_option(function: F) -> F:
    """What would be printed, to a file instead; see ``write_out``."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write to FILE instead of the terminal.",
    )(function)


def write_out(path: Path, text: str) -> None:
    """``text`` to ``path``, whole or not at all. Raises AssureError with one sentence."""
    from assure.shelf.writing import write

    write(path, text.encode(), "give another place with -o")
