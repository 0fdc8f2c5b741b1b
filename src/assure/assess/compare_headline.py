"""The few sentences that stand above a comparison: what moved, and what only seems to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from assure.conditions.wording import count_in_words, listed
from assure.model.comparison import Comparison, Direction, Fate, Move, RatingMove
from assure.model.ratings import RatingLevel
from assure.words.text import plural

STILL = frozenset({Move.STILL_OPEN, Move.STILL_SET_ASIDE})
_WHAT = {
    "plan quality": "Plan quality",
    "proposed": "Delivery confidence as the rules propose it",
    "judged": "Delivery confidence as the reviewer judges it",
}
Words: TypeAlias = str | tuple[str, str]  # of one and of several, where they differ
# How many findings a sentence tells of, by what became of them.
_FINDINGS: dict[Move, Words] = {
    Move.NEW: "new",
    Move.RETURNED: "returned",
    Move.COUNTS_AGAIN: "no longer set aside",
    Move.SET_ASIDE: "set aside",
    Move.FIXED: "fixed",
    Move.PUT_OFF: "put off by a later date",
    Move.REPLACED: "replaced by another finding",
    Move.GONE_WITH_ACTION: ("gone with its action", "gone with their actions"),
    Move.GONE_WITH_SUBJECT: ("gone with what it was about", "gone with what they were about"),
    Move.LAPSED: (
        "lapsed with nothing changed on its action",
        "lapsed with nothing changed on their actions",
    ),
    Move.NOT_LOOKED_FOR: "not looked for this time",
    Move.STILL_OPEN: "still open",
}


def nothing_moved(compared: Comparison) -> bool:
    """Whether the two reviews say the same: findings, ratings, actions, answers and figures."""
    return (
        all(finding.move in STILL for finding in compared.findings)
        and not any(finding.severity_before for finding in compared.findings)
        and not compared.actions
        and not compared.doubts
        and not compared.columns
        and not compared.rules.changes
        and all(
            move.direction is Direction.SAME
            for moves in (
                compared.ratings,
                compared.answers,
                compared.figures,
                compared.indicators,
            )
            for move in moves
        )
    )


def headline(compared: Comparison) -> Iterator[str]:
    """In sentences: ratings of the whole, findings, what the rules did, actions, answers."""
    if compared.nothing_moved:
        yield "Nothing has moved between these two reviews."
        return
    for rating in compared.ratings:
        if rating.subject == "plan" and (told := rating_sentence(rating)):
            yield told
    yield from _parts(compared)
    yield _findings(compared)
    yield from _rules(compared)
    yield from _actions(compared)
    yield from _answers(compared)


def rating_sentence(rating: RatingMove, name: str = "") -> str:
    """``Plan quality is Amber-Red, was Red: better.`` "" where neither review has a rating."""
    before, after = (level or RatingLevel.NOT_RATED for level in (rating.before, rating.after))
    what = name or _WHAT[rating.what]
    if before is after:
        told = "" if after is RatingLevel.NOT_RATED else f"{what} is {after.words}, as before."
    elif after is RatingLevel.NOT_RATED:
        told = f"{what} is no longer rated, was {before.words}."
    elif before is RatingLevel.NOT_RATED:
        told = f"{what} is {after.words}, and was not rated before."
    else:
        told = f"{what} is {after.words}, was {before.words}: {rating.direction}."
    if told and rating.by_new_rules is not None:
        told += f" By the newer rules it was {rating.by_new_rules.words} then already."
    return told


def _parts(compared: Comparison) -> Iterator[str]:
    """``Plan quality is better for three outcomes, and worse for one priority.``"""
    counts = Counter((r.direction, r.subject) for r in compared.ratings if r.what == "plan quality")
    told = []
    for way in (Direction.BETTER, Direction.WORSE):
        moved = [
            f"{count_in_words(count)} {one if count == 1 else many}"
            for one, many in (("outcome", "outcomes"), ("priority", "priorities"))
            if (count := counts[way, one])
        ]
        told += [f"{way} for {listed(moved, 'and')}"] if moved else []
    if told:
        yield f"Plan quality is {', and '.join(told)}."


def _findings(compared: Comparison) -> str:
    counts = Counter(finding.move for finding in compared.findings)
    told = [_count(counts[move], words) for move, words in _FINDINGS.items() if counts[move]]
    return f"Findings: {', '.join(told) or 'none'}."


def _count(count: int, words: Words) -> str:
    if isinstance(words, tuple):
        words = words[0] if count == 1 else words[1]
    return f"{count:,} {words}"


def _rules(compared: Comparison) -> Iterator[str]:
    rules = compared.rules
    if rules.same:
        return
    if not rules.judged_again:
        yield (
            f"{rules.not_judged_again} So it cannot be told which findings and ratings "
            "moved only because the rules changed."
        )
        return
    came = len(compared.moved(Move.NEW_BY_RULES))
    went = len(compared.moved(Move.GONE_BY_RULES))
    changed = plural(len(compared.rules.changes), "rule judges", "rules judge")
    if came or went:
        parts = [f"{plural(came, 'finding')} came"] if came else []
        parts += [f"{plural(went, 'finding')} went"] if went else []
        yield f"The rules changed ({changed} otherwise): {listed(parts, 'and')} for that alone."
    elif rules.changes:
        yield f"The rules changed ({changed} otherwise), and moved no finding."
    else:
        yield "The rulebook was written anew between the two, and judges the same."


_FATES: dict[Fate, Words] = {
    Fate.NEW: "new",
    Fate.BACK: "back",
    Fate.COMPLETED: "completed",
    Fate.CANCELLED: "cancelled",
    Fate.REOPENED: "opened again",
    Fate.GONE: "gone while still to be done",
    Fate.GONE_CLOSED: ("gone after it was closed", "gone after they were closed"),
}


def _actions(compared: Comparison) -> Iterator[str]:
    fates = Counter(action.fate for action in compared.actions)
    told = [_count(fates[fate], words) for fate, words in _FATES.items() if fates[fate]]
    dated = [move for action in compared.actions if (move := action.field("due"))]
    if dated:
        often = sum(move.times > 1 for move in dated)
        more = f" ({often:,} of them more than once)" if often else ""
        told.append(f"{len(dated):,} re-dated{more}")
    owned = sum(action.field("owner") is not None for action in compared.actions)
    told += [f"{owned:,} re-owned"] if owned else []
    if told:
        yield f"Actions: {', '.join(told)}."
    elif compared.actions:
        yield f"Actions: {plural(len(compared.actions), 'action')} changed otherwise."
    else:
        yield "No action has moved."


def _answers(compared: Comparison) -> Iterator[str]:
    counts = Counter(answer.direction for answer in compared.answers if answer.comparable)
    words = {
        Direction.BETTER: "better",
        Direction.WORSE: "worse",
        Direction.NEWLY: "newly answered",
        Direction.NO_LONGER: "no longer answered",
    }
    other = sum(counts[one] for one in (Direction.HIGHER, Direction.LOWER, Direction.CHANGED))
    told = [f"{counts[one]:,} {text}" for one, text in words.items() if counts[one]]
    told += [f"{other:,} changed otherwise"] if other else []
    apart = sum(not answer.comparable for answer in compared.answers)
    told += [f"{apart:,} not comparable"] if apart else []
    if told:
        yield f"Answers: {', '.join(told)}."
