"""A comparison of two reviews as lines for a terminal: short enough to read in a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import click

from assure.assess.compare_headline import rating_sentence
from assure.cli.printing import shortened, wrapped
from assure.conditions.wording import number_in_words, with_unit
from assure.model.comparison import (
    ActionMove,
    AnswerMove,
    AreaMove,
    Comparison,
    Direction,
    Fate,
    FieldMove,
    FigureMove,
    FindingMove,
    IndicatorMove,
    Move,
    RatingMove,
    Side,
)
from assure.words.days import long_date, short_date
from assure.words.text import plural

MOST = 8  # lines under one heading; the rest are counted
# Told as counts alone, unless everything is wanted: they ask for nothing.
ONLY_COUNTED = frozenset({Move.STILL_OPEN, Move.STILL_SET_ASIDE})
_FATES = {
    Fate.NEW: "New",
    Fate.BACK: "Back in the plan",
    Fate.GONE: "Gone while still to be done",
    Fate.GONE_CLOSED: "Gone after they were closed",
    Fate.COMPLETED: "Completed",
    Fate.CANCELLED: "Cancelled",
    Fate.REOPENED: "Opened again",
}


def comparison_text(comparison: Comparison, *, everything: bool = False) -> Iterator[str]:
    """The headline, then a part for each kind of thing that moved. ``everything`` lists what did
    not move as well, and cuts no list short."""
    yield from _head(comparison)
    parts = (
        ("Ratings", _ratings(comparison.ratings, everything=everything)),
        ("Findings", _findings(comparison, everything=everything)),
        ("Rules that judge otherwise", _rules(comparison, everything=everything)),
        ("Actions", _actions(comparison, everything=everything)),
        ("Answers", _answers(comparison, everything=everything)),
        ("Figures", _figures(comparison, everything=everything)),
        ("Indicators", _indicators(comparison.indicators, everything=everything)),
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


def _cut(lines: Sequence[str], *, everything: bool, indent: str) -> Iterator[str]:
    shown = lines if everything or len(lines) <= MOST + 1 else lines[:MOST]
    yield from shown
    if len(shown) < len(lines):
        yield f"{indent}and {len(lines) - len(shown):,} more (--all shows them)"


def _listed(heading: str, lines: Sequence[str], *, everything: bool) -> Iterator[str]:
    if lines:
        yield f"  {heading}: {len(lines):,}"
        yield from _cut(lines, everything=everything, indent="    ")


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
    Move.REPLACED: "Replaced by another finding, not fixed",
    Move.GONE_WITH_ACTION: "Gone with their actions, not fixed",
    Move.GONE_WITH_SUBJECT: "Gone with what they were about, not fixed",
    Move.NOT_LOOKED_FOR: "Not looked for this time, so not known",
    Move.GONE_BY_RULES: "Gone, only because the rules changed",
}


def _findings(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for move, group in groupby(comparison.findings, key=lambda finding: finding.move):
        found = list(group)
        if move in ONLY_COUNTED and not everything:
            changed = [finding for finding in found if finding.severity_before]
            yield f"  {_MOVES[move]}: {len(found):,}"
            yield from _cut([_finding(f) for f in changed], everything=False, indent="    ")
        else:
            lines = [_finding(finding) for finding in found]
            yield from _listed(_MOVES[move], lines, everything=everything)


def _finding(finding: FindingMove) -> str:
    first = f"    {finding.code:<8}"
    severity = finding.severity.value
    if finding.severity_before:
        severity += f", was {finding.severity_before.value}"
    named = finding.ref == "plan" or re.search(
        rf"(?<![\w.]){re.escape(finding.ref)}(?!\w|\.\d)", finding.sentence
    )
    where = "" if named else f"{shortened(finding.ref, 40)}: "
    told = f"{where}{finding.sentence} ({severity})"
    if finding.because:
        told += f" {finding.because}"
    line = wrapped(shortened(told, 400), " " * len(first), first)
    return click.style(first, bold=True) + line[len(first) :]


def _rules(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    lines = [
        wrapped(f"{change.code} {change.name}. {change.sentence}", "      ", "    ")
        for change in comparison.rules.changes
    ]
    yield from _cut(lines, everything=everything, indent="    ")


# --- Actions ----------------------------------------------------------------------------------


def _actions(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for fate, heading in _FATES.items():
        lines = [
            wrapped(" ".join(filter(None, (f"{_named(a)}.", a.note))), "      ", "    ")
            for a in comparison.fated(fate)
        ]
        yield from _listed(heading, lines, everything=everything)
    for name, heading in (("due", "Re-dated"), ("owner", "Re-owned"), ("title", "Re-worded")):
        moves = [(a, move) for a in comparison.actions if (move := a.field(name))]
        lines = [wrapped(f"{_ref(a)}: {_field(move)}", "      ", "    ") for a, move in moves]
        yield from _listed(heading, lines, everything=everything)
    others = [
        wrapped(f"{_ref(action)}: {told}", "      ", "    ")
        for action in comparison.actions
        if (told := _otherwise(action))
    ]
    yield from _listed("Moved otherwise", others, everything=everything)
    doubts = [wrapped(doubt.sentence, "      ", "    ") for doubt in comparison.doubts]
    yield from _listed("Not certain", doubts, everything=everything)
    for sentence in comparison.columns:
        yield wrapped(sentence, "    ", "  ")


def _ref(action: ActionMove) -> str:
    was = f" (was {shortened(action.ref_before, 20)})" if action.ref_before else ""
    return f"{shortened(action.ref, 20)}{was}"


def _named(action: ActionMove) -> str:
    return f"{_ref(action)} “{shortened(action.title)}”"


def _otherwise(action: ActionMove) -> str:
    """What else moved: a status that its heading tells already is left out."""
    told = {"due", "owner", "title"}
    if action.fate is not Fate.KEPT:
        told.add("status")
    rest = [f"{move.label} {_field(move)}" for move in action.fields if move.field not in told]
    if not rest and action.ref_before and not action.fields:
        rest = ["another reference"]
    return "; ".join(rest)


def _field(move: FieldMove) -> str:
    was, now = (shortened(text) or "(blank)" for text in (move.was, move.now))
    told = f"{was} → {now}"
    if move.direction in (Direction.BETTER, Direction.WORSE):
        told += f", {move.direction}"
    if move.direction is Direction.SAME:
        told = f"{now}, after it was moved and moved back"
    elif move.days:
        told += f", {plural(abs(move.days), 'day')} {'later' if move.days > 0 else 'earlier'}"
    if move.times > 1:
        told += f", in {move.times} moves"
    if move.by:
        told += f" (by {shortened(move.by, 40)}{f', {short_date(move.at)}' if move.at else ''})"
    return told


# --- Answers ----------------------------------------------------------------------------------


def _answers(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for title, group in groupby(comparison.answers, key=lambda answer: answer.questionnaire_title):
        answers = list(group)
        moved = [a for a in answers if everything or a.direction is not Direction.SAME]
        same = sum(a.direction is Direction.SAME for a in answers)
        if not moved:
            continue
        lines = [wrapped(_answer(answer), "      ", "    ") for answer in _most_telling(moved)]
        yield f"  {shortened(title)}: {same:,} the same, {len(answers) - same:,} otherwise"
        yield from _cut(lines, everything=everything, indent="    ")
    areas = [a for a in comparison.areas if everything or a.direction is not Direction.SAME]
    if areas:
        yield "  Areas of Progress Assurance, over the questions that can be compared"
        for area in areas:
            yield wrapped(_area(area), "      ", "    ")


_TELLING = (
    Direction.WORSE,
    Direction.BETTER,
    Direction.LOWER,
    Direction.HIGHER,
    Direction.CHANGED,
    Direction.NO_LONGER,
    Direction.NEWLY,
    Direction.SAME,
)


def _most_telling(answers: Iterable[AnswerMove]) -> list[AnswerMove]:
    return sorted(answers, key=lambda answer: _TELLING.index(answer.direction))


def _answer(answer: AnswerMove) -> str:
    name = f"{answer.question} {shortened(answer.text, 50)}"
    was, now = shortened(answer.was), shortened(answer.now)
    if not answer.comparable:
        return f"{name} not comparable: {answer.because}. Then {was}, now {now}."
    if answer.direction is Direction.NEWLY:
        return f"{name} {now}, newly answered"
    if answer.direction is Direction.NO_LONGER:
        return f"{name} no longer answered, was {was}"
    if answer.direction is Direction.SAME:
        return f"{name} {now}, as before"
    if was == now:  # entries are told by their number, and differ in what they say
        return f"{name} {now}, in other words"
    told = f"{name} {was} → {now}"
    return told if answer.direction is Direction.CHANGED else f"{told}, {answer.direction}"


def _area(area: AreaMove) -> str:
    name = f"{area.key} {area.title}"
    left = f", {area.left_out} left out" if area.left_out else ""
    if area.before is None or area.after is None:
        return f"{name}: no question can be compared{left}"
    told = f"{name}: {area.before} → {area.after}, {area.direction}"
    return f"{told} (over {plural(area.compared, 'question')}{left})"


# --- Figures ----------------------------------------------------------------------------------


def _figures(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for figure in comparison.figures:
        if everything or figure.direction is not Direction.SAME or figure.by_new_rules is not None:
            yield wrapped(_figure(figure), "    ", "  ")


def _figure(figure: FigureMove) -> str:
    before, after = number_in_words(figure.before), number_in_words(figure.after)
    sign = "+" if figure.difference > 0 else "−"
    told = f"{figure.label}: {before} → {after}"
    if figure.difference:
        told += f" ({sign}{number_in_words(abs(figure.difference))})"
    if figure.by_new_rules is not None:
        told += f"; by the newer rules {number_in_words(figure.by_new_rules)} then"
    return told


_VERDICTS = {
    "on_course": "on course",
    "close": "close",
    "too_slow": "too slow",
    "wrong_way": "going the wrong way",
    "reached": "target reached",
    "no_target": "no target",
    "no_data": "no data",
}


def _indicators(indicators: Iterable[IndicatorMove], *, everything: bool) -> Iterator[str]:
    for item in indicators:
        moved = item.direction is not Direction.SAME or item.verdict_before != item.verdict_after
        if everything or moved:
            yield wrapped(_indicator(item), "    ", "  ")


def _indicator(item: IndicatorMove) -> str:
    name = f"{shortened(item.ref, 20)} {shortened(item.title)}"
    was, now = (
        "no value" if value is None else with_unit(number_in_words(value), item.unit)
        for value in (item.before, item.after)
    )
    told = f"{name}: {now}, as before" if was == now else f"{name}: {was} → {now}"
    if item.direction in (Direction.BETTER, Direction.WORSE):
        told += f", {item.direction}"
    before, after = (
        _VERDICTS.get(verdict, verdict) for verdict in (item.verdict_before, item.verdict_after)
    )
    if before == after:
        return f"{told}; {after}, as before" if after else told
    return f"{told}; {after or 'not followed now'}, was {before or 'not followed'}"
