"""Findings and ratings as lines for a terminal. Results only; talk goes to stderr."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import click

from assure.model.assessment import Assessment, Finding, RatingLevel, Severity
from assure.model.base import Provenance
from assure.model.plan import Plan
from assure.words.text import one_line

WIDTH = 100
PLACES = 3  # cells shown beside a finding
WORDS = 60  # characters of a cell shown


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
    """One line without control characters, at most ``most`` long."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def place(seen: Provenance) -> str:
    """``Project plan F12 “TBC”``."""
    words = f"“{shortened(seen.text)}”" if seen.text.strip() else "(blank)"
    return f"{seen.place()} {words}"


def places(finding: Finding) -> str:
    seen = finding.places()
    more = f" and {len(seen) - PLACES} more" if len(seen) > PLACES else ""
    return "; ".join(place(item) for item in seen[:PLACES]) + more


def finding_lines(finding: Finding, *, advice: bool = True) -> Iterator[str]:
    """A finding in three or four lines: what, where, what to do, what to ask."""
    first = f"  {finding.code:<8}"
    indent = " " * len(first)
    sentence = wrapped(finding.sentence, indent, first)
    yield click.style(first, bold=True) + sentence[len(first) :]
    where = places(finding)
    if where:
        yield wrapped(where, indent)
    if advice:
        yield wrapped(f"Advice: {finding.advice}", indent)
        yield wrapped(f"Ask: {finding.challenge}", indent)


def findings_text(findings: Iterable[Finding], *, low: bool, advice: bool) -> Iterator[str]:
    """Findings under a heading for each severity, the most severe first."""
    by_severity: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
    for finding in findings:
        by_severity[finding.severity].append(finding)
    for severity, own in by_severity.items():
        if not own:
            continue
        if severity is Severity.LOW and not low:
            yield f"Low: {len(own)}, not shown (--low shows them)."
            continue
        yield click.style(f"{severity.value.capitalize()}: {len(own)}", bold=True)
        for finding in own:
            yield from finding_lines(finding, advice=advice)
        yield ""


def ratings_text(assessment: Assessment) -> Iterator[str]:
    """Plan quality of the whole and of each outcome, with the reasons in words."""
    for rating in assessment.ratings:
        name = "The whole plan" if rating.subject == "plan" else f"{rating.ref} {rating.title}"
        reasons = " ".join(reason.sentence for reason in rating.reasons)
        first = f"  {rating.level.words:<12} "
        yield wrapped(shortened(f"{name}. {reasons}", 400), " " * len(first), first)


def judgements_text(assessment: Assessment) -> Iterator[str]:
    for judgement in assessment.judgements:
        if judgement.level is RatingLevel.NOT_RATED:
            continue
        rating = assessment.rating("outcome", judgement.ref)
        name = "The whole plan" if rating is None else f"{rating.ref} {rating.title}"
        first = f"  {judgement.level.words:<12} "
        yield wrapped(shortened(f"{name}. {judgement.reason}", 400), " " * len(first), first)


def columns_text(plan: Plan) -> Iterator[str]:
    """What each column was taken for, so that a wrong guess is seen."""
    sheets: dict[str | None, list[str]] = {}
    for column in plan.columns:
        what = column.field.replace("_", " ") if column.field else "not placed, kept"
        how = f" ({column.how})" if column.how and column.how != "heading" else ""
        sheets.setdefault(column.sheet, []).append(
            f"{column.letter} “{shortened(column.heading, 30)}” {what}{how}"
        )
    for sheet, columns in sheets.items():
        yield wrapped("; ".join(columns) + ".", "    ", f"  {sheet or plan.source}: ")
