"""A comparison of two reviews as lines for a terminal: short enough to read in a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from assure.assess.compare_headline import rating_sentence
from assure.cli.comparison_lists import cut_short, listed, shortened, wrapped
from assure.cli.comparison_moves import (
    actions_text,
    answers_text,
    figures_text,
    indicators_text,
)
from assure.model.comparison import Comparison, Direction, FindingMove, Move, RatingMove, Side
from assure.words.days import long_date
from assure.words.text import plural

# Told as counts alone, unless everything is wanted: they ask for nothing.
ONLY_COUNTED = frozenset({Move.STILL_OPEN, Move.STILL_SET_ASIDE})


def comparison_text(comparison: Comparison, *, everything: bool = False) -> Iterator[str]:
    """The headline, then a part for each kind of thing that moved. ``everything`` lists what did
    not move as well, and cuts no list short."""
    yield from _head(comparison)
    parts = (
        ("Ratings", _ratings(comparison.ratings, everything=everything)),
        ("Findings", _findings(comparison, everything=everything)),
        ("Rules that judge otherwise", _rules(comparison, everything=everything)),
        ("Actions", actions_text(comparison, everything=everything)),
        ("Answers", answers_text(comparison, everything=everything)),
        ("Figures", figures_text(comparison, everything=everything)),
        ("Indicators", indicators_text(comparison.indicators, everything=everything)),
    )
    for heading, lines in parts:
        told = list(lines)
        if told:
            yield ""
            yield click.style(heading, bold=True)
            yield from told


def _head(comparison: Comparison) -> Iterator[str]:
    yield click.style(shortened(comparison.plan_title), bold=True)
    yield f"  Before: {_side(comparison.older)}"
    yield f"  Now:    {_side(comparison.newer)}"
    for remark in comparison.remarks:
        yield wrapped(remark, "  ")
    yield ""
    for sentence in comparison.headline:
        yield wrapped(sentence, "    ", "  ")


def _side(side: Side) -> str:
    state = "" if side.frozen else ", a draft"
    return (
        f"{shortened(side.name)} ({side.kind}, as of {long_date(side.as_of)}{state}), judged by "
        f"rulebook {side.rulebook.version}"
    )


# --- Ratings ----------------------------------------------------------------------------------

_WHAT = {
    "plan quality": "Plan quality",
    "proposed": "Delivery confidence, proposed",
    "judged": "Delivery confidence, as judged",
}


def _ratings(ratings: Iterable[RatingMove], *, everything: bool) -> Iterator[str]:
    for what, group in groupby(ratings, key=lambda rating: rating.what):
        lines = [
            line
            for rating in group
            if everything or rating.direction is not Direction.SAME
            for line in _rating(rating)
        ]
        if lines:
            yield f"  {_WHAT[what]}"
            yield from lines


def _rating(rating: RatingMove) -> Iterator[str]:
    name = "The whole plan" if rating.subject == "plan" else f"{rating.ref} {rating.title}".strip()
    name = f"Priority {name}" if rating.subject == "priority" else name
    sentence = rating_sentence(rating, shortened(name)) or f"{shortened(name)} is not rated."
    if rating.data_before != rating.data_after:
        was, now = (
            "none" if data is None else f"{data}%"
            for data in (rating.data_before, rating.data_after)
        )
        sentence += f" Data quality {was} → {now}."
    yield wrapped(sentence, "      ", "    ")
    if rating.direction is Direction.SAME:
        return
    for reason in rating.went:
        yield wrapped(f"No longer: {reason.sentence}", "        ", "      ")
    for reason in rating.came:
        yield wrapped(f"Now: {reason.sentence}", "        ", "      ")
    if rating.because:
        yield wrapped(shortened(rating.because, 400), "        ", "      ")


# --- Findings and rules -----------------------------------------------------------------------

_MOVES = {
    Move.NEW: "New",
    Move.RETURNED: "Returned",
    Move.NEW_BY_RULES: "New, only because the rules changed",
    Move.COUNTS_AGAIN: "No longer set aside",
    Move.STILL_OPEN: "Still open",
    Move.SET_ASIDE: "Set aside since",
    Move.STILL_SET_ASIDE: "Set aside as before",
    Move.FIXED: "Fixed",
    Move.PUT_OFF: "Put off by a later date, not fixed",
    Move.REPLACED: "Replaced by another finding, not fixed",
    Move.GONE_WITH_ACTION: "Gone with their actions, not fixed",
    Move.GONE_WITH_SUBJECT: "Gone with what they were about, not fixed",
    Move.LAPSED: "No longer found, though nothing on their actions changed",
    Move.NOT_LOOKED_FOR: "Not looked for this time, so not known",
    Move.GONE_BY_RULES: "Gone, only because the rules changed",
}


def _findings(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for move, group in groupby(comparison.findings, key=lambda finding: finding.move):
        found = list(group)
        if move in ONLY_COUNTED and not everything:
            changed = [_finding(finding) for finding in found if finding.severity_before]
            yield f"  {_MOVES[move]}: {len(found):,}"
            yield from cut_short(changed, everything=False, indent="    ")
        else:
            lines = [_finding(finding, before=everything) for finding in found]
            codes = [finding.code for finding in found]
            yield from listed(_MOVES[move], lines, everything=everything, kinds=codes)


def _finding(finding: FindingMove, *, before: bool = False) -> str:
    first = f"    {finding.code:<8}"
    severity = finding.severity.value
    if finding.severity_before:
        severity += f", was {finding.severity_before.value}"
    # The key of a promise names it for the program alone.
    named = finding.subject in {"plan", "promise"} or re.search(
        rf"(?<![\w.]){re.escape(finding.ref)}(?!\w|\.\d)", finding.sentence
    )
    where = "" if named else f"{shortened(finding.ref, 40)}: "
    told = [f"{where}{finding.sentence} ({severity})", finding.because]
    if before and finding.sentence_before:
        told.append(f"Before: {finding.sentence_before}")
    line = wrapped(shortened(" ".join(filter(None, told)), 500), " " * len(first), first)
    return click.style(first, bold=True) + line[len(first) :]


def _rules(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    """The rules that moved something; the others are counted, unless everything is wanted."""
    moved = {f.code for f in comparison.moved(Move.NEW_BY_RULES, Move.GONE_BY_RULES)}
    moved |= {finding.code for finding in comparison.findings if finding.severity_before}
    rated = (rating for rating in comparison.ratings if rating.by_new_rules is not None)
    moved |= {reason.code for rating in rated for reason in (*rating.came, *rating.went)}
    changes = comparison.rules.changes
    told = [change for change in changes if everything or change.code in moved]
    lines = [
        wrapped(f"{change.code} {change.name}. {change.sentence}", "      ", "    ")
        for change in told
    ]
    yield from cut_short(lines, everything=everything, indent="    ")
    if told and (rest := len(changes) - len(told)):
        yield f"    {plural(rest, 'more rule', 'more rules')} moved nothing here."
