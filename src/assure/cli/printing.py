"""Findings as lines for a terminal. Results only; talk goes to stderr."""

from __future__ import annotations

import datetime as dt
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

import click

from assure.model.base import Provenance
from assure.model.findings import Finding, FindingGroup, Severity
from assure.model.plan import NEEDED_FIELDS, TELL_STATUS, UNSURE, Column, Plan
from assure.model.review import SetAside
from assure.model.together import Told, told
from assure.words.text import cut

WIDTH = 100
PLACES = 3  # cells shown beside a finding
WORDS = 60  # characters of a cell shown
TOLD_AS_ONE = (
    "Findings told as one stay findings: --each shows each by itself, and each is set aside by "
    "itself, as OWN-01:1.4."
)
_MOST_SHEETS = 4  # named beside the first where their columns are the same


@cache
def width() -> int:
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH)


@lru_cache(maxsize=256)  # the advice of a rule stands under each of its findings
def wrapped(text: str, indent: str, first: str | None = None) -> str:
    first = indent if first is None else first
    if text and text.isprintable() and len(first) + len(text) <= width():
        return (first + text).rstrip()
    return textwrap.fill(
        text,
        width(),
        initial_indent=first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )


def shortened(text: str, most: int = WORDS) -> str:
    """One line, at most ``most`` long."""
    return cut(text, most)


def place(seen: Provenance) -> str:
    """``Project plan F12 “TBC”``."""
    words = f"“{shortened(seen.text)}”" if seen.text.strip() else "(blank)"
    return f"{seen.place()} {words}"


def places(finding: Told) -> str:
    seen = finding.places()
    more = f" and {len(seen) - PLACES} more" if len(seen) > PLACES else ""
    return "; ".join(place(item) for item in seen[:PLACES]) + more


def day(date: dt.date) -> str:
    """``31 January 2027``."""
    return f"{date.day} {date:%B %Y}"


def terms(item: SetAside) -> str:
    """``until 31 January 2027 by Programme manager: The post is being recruited``."""
    return f"until {day(item.until)} by {shortened(item.by)}: {shortened(item.because, 500)}"


def finding_lines(
    finding: Told, *, advice: bool = True, fingerprint: bool = False
) -> Iterator[str]:
    """A finding, or several told as one, in three or four lines: what, where, what to do, what
    to ask.

    With ``fingerprint`` the place ends in what `assure set-aside` knows the finding by; several
    are known each by its own.
    """
    alone = finding if isinstance(finding, Finding) else None
    first = f"  {finding.code:<8}"
    indent = " " * len(first)
    sentence = wrapped(finding.sentence, indent, first)
    yield click.style(first, bold=True) + sentence[len(first) :]
    mark = f"[{alone.fingerprint}]" if alone and fingerprint else ""
    where = " ".join(filter(None, (places(finding), mark)))
    if where:
        lines = wrapped(where, indent)
        yield lines.replace(mark, click.style(mark, dim=True)) if mark else lines
    if alone and alone.set_aside:
        yield wrapped(f"Set aside {terms(alone.set_aside)}", indent)
        return
    if alone and alone.set_aside_expired:
        lapsed = terms(alone.set_aside_expired).rstrip(".")
        yield wrapped(f"Was set aside {lapsed}. That day has passed, so it counts again.", indent)
    if advice:
        yield wrapped(f"Advice: {finding.advice}", indent)
        yield wrapped(f"Ask: {finding.challenge}", indent)


def findings_text(
    findings: Iterable[Finding],
    groups: Sequence[FindingGroup] = (),
    *,
    low: bool,
    advice: bool,
) -> Iterator[str]:
    """Findings under a heading for each severity, the most severe first, those of ``groups`` told
    as one; then, whatever their severity, those set aside."""
    by_severity: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
    aside: list[Finding] = []
    for finding in findings:
        (aside if finding.set_aside else by_severity[finding.severity]).append(finding)
    grouped = False
    for severity, own in by_severity.items():
        if not own:
            continue
        if severity is Severity.LOW and not low:
            yield from _low_text(own, advice=advice)
            continue
        together = told(own, groups)
        grouped = grouped or len(together) < len(own)
        fewer = f", told as {len(together)}" if len(together) < len(own) else ""
        yield click.style(f"{severity.value.capitalize()}: {len(own)}", bold=True) + fewer
        for one in together:
            yield from finding_lines(one, advice=advice, fingerprint=True)
        yield ""
    if grouped:
        yield wrapped(TOLD_AS_ONE, "")
        yield ""
    if aside:
        yield click.style(f"Set aside: {len(aside)}, not counted", bold=True)
        for finding in aside:
            yield from finding_lines(finding, advice=advice, fingerprint=True)
        yield ""


def _low_text(findings: Sequence[Finding], *, advice: bool) -> Iterator[str]:
    """How many low findings there are; a set-aside that has run out is told, however low."""
    back = [finding for finding in findings if finding.set_aside_expired]
    hidden = len(findings) - len(back)
    some = f"{hidden} of them " if back else ""
    unseen = f", {some}not shown (--low shows them)." if hidden else ""
    yield f"Low: {len(findings)}{unseen}"
    for finding in back:
        yield from finding_lines(finding, advice=advice, fingerprint=True)
    if back:
        yield ""


def standing_lines(item: SetAside, finding: Finding | None) -> Iterator[str]:
    """A set-aside as a list shows it: what, on which terms."""
    yield wrapped(f"{shortened(item.label)} {terms(item)}", "    ", "  ")
    sentence = f"{finding.sentence} " if finding else ""
    mark = f"[{item.fingerprint}]"
    lines = wrapped(f"{sentence}Since {day(item.at)}. {mark}", "    ")
    yield lines.replace(mark, click.style(mark, dim=True))


def unused_text(items: Iterable[SetAside]) -> Iterator[str]:
    """Set-asides that no finding answers to, and how to take them back."""
    own = list(items)
    if not own:
        return
    yield click.style(f"Set aside, and no longer found: {len(own)}", bold=True)
    for item in own:
        yield wrapped(f"{shortened(item.label)} [{item.fingerprint}] {terms(item)}", "    ", "  ")
    yield "  Take each back with `assure set-aside --undo FINDING`."
    yield ""


# How a column was placed, where that is worth a word.
PLACED_BY = {"heading": "", "content": "by its cells", "said": "as said"}


def columns_text(plan: Plan) -> Iterator[str]:
    """What each column was taken for, so that a wrong guess is seen, and what settles a doubt."""
    of_actions = {action.seen["title"].sheet for action in plan.actions if "title" in action.seen}
    sheets: dict[str | None, list[Column]] = {}
    for column in plan.columns:
        sheets.setdefault(column.sheet, []).append(column)
    alike: dict[tuple[str, bool], list[str | None]] = {}
    own = [sheet for sheet, columns in sheets.items() if sheet and _of_template(sheet, columns)]
    if own:
        yield wrapped(f"{', '.join(own)}: the columns of the template.", "    ", "  ")
    for sheet, columns in sheets.items():
        if sheet in own:
            continue
        text = "; ".join(_column_text(run) for run in _runs(columns))
        alike.setdefault((text, sheet in of_actions), []).append(sheet)
    for (text, holds_actions), same in alike.items():
        yield wrapped(f"{text}.", "    ", f"  {_sheets_text(same, plan)}: ")
        if holds_actions:
            for doubt in _doubts(plan, sheets[same[0]]):
                yield wrapped(doubt, "      ", "    ")


def _of_template(sheet: str, columns: list[Column]) -> bool:
    """Whether a sheet has only columns of our own template, or those that an export names
    “Other column”: then nothing was guessed."""
    from assure.intake.sheets import IMPACT, SHEETS
    from assure.intake.table import OTHER

    own = {
        heading.text: heading.field
        for known in SHEETS
        if known.name == sheet
        for heading in known.headings
    }
    return bool(own) and all(
        column.heading.startswith(OTHER)
        if column.field is None
        else own.get(column.heading) == column.field
        or (sheet == IMPACT.name and column.field.startswith("impact on "))
        for column in columns
    )


def _sheets_text(sheets: list[str | None], plan: Plan) -> str:
    """The sheets that have the same columns: "Homes, Streets", "Table 1 and 11 others"."""
    first, *others = (sheet or plan.source for sheet in sheets)
    if len(others) < _MOST_SHEETS:
        return ", ".join((first, *others))
    return f"{first} and {len(others)} others alike"


def _runs(columns: list[Column]) -> Iterator[list[Column]]:
    """Columns one by one, but those of months or quarters that stand for dates together."""
    for marked, group in groupby(columns, key=lambda column: column.how == "marked columns"):
        run = list(group)
        yield from [run] if marked else ([column] for column in run)


def _column_text(run: list[Column]) -> str:
    first, last = run[0], run[-1]
    what = first.field.replace("_", " ") if first.field else "not placed, kept"
    how = PLACED_BY.get(first.how, first.how)
    letters, heading = first.letter, f"“{shortened(first.heading, 30)}”"
    if last is not first:
        letters, heading = f"{letters} to {last.letter}", f"{heading} to “{last.heading}”"
    return f"{letters} {heading} {what}{f' ({how})' if how else ''}"


def _doubts(plan: Plan, columns: list[Column]) -> Iterator[str]:
    """A sentence for each needed field that no sure heading placed, or that has no column."""
    for column in columns:
        if column.field in NEEDED_FIELDS and column.how in UNSURE:
            yield (
                f"Not sure: {column.letter} “{shortened(column.heading, 30)}” was taken for "
                f'{column.field}. If not, say so: --map "{column.field}=<heading>".'
            )
    placed = {column.field for column in columns} | plan.fields_present
    if placed & TELL_STATUS:
        placed.add("status")
    missing = [name for name in NEEDED_FIELDS[1:] if name not in placed]
    if missing and any(column.field is None and not column.how for column in columns):
        yield (
            f"No column was taken for {' or '.join(missing)}. "
            f'If one says it: --map "{missing[0]}=<heading>".'
        )
