"""The few sentences that stand above a comparison: what moved, and what only seems to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
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
Words: TypeAlias = tuple[str, str]  # of one and of several
# What a sentence tells of findings, by what became of them.
_FINDINGS: dict[Move, Words] = {
    Move.NEW: ("is new", "are new"),
    Move.RETURNED: ("has come back", "have come back"),
    Move.COUNTS_AGAIN: ("is no longer set aside", "are no longer set aside"),
    Move.SET_ASIDE: ("was set aside", "were set aside"),
    Move.FIXED: ("is fixed", "are fixed"),
    Move.PUT_OFF: ("was put off by a later date", "were put off by later dates"),
    Move.REPLACED: ("was replaced by another", "were replaced by others"),
    Move.GONE_WITH_ACTION: ("went with its action", "went with their actions"),
    Move.GONE_WITH_SUBJECT: ("went with what it was about", "went with what they were about"),
    Move.LAPSED: (
        "lapsed with nothing changed on its action",
        "lapsed with nothing changed on their actions",
    ),
    Move.NOT_LOOKED_FOR: ("was not looked for this time", "were not looked for this time"),
    Move.STILL_OPEN: ("is still open", "are still open"),
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
    told = [(counts[move], words) for move, words in _FINDINGS.items()]
    return _counted(told, "finding") or "There are no findings to compare."


def _counted(counts: Iterable[tuple[int, Words]], noun: str) -> str:
    """``Two findings are new and one is fixed.``: the noun once, each count with its verb."""
    told = [(count, words) for count, words in counts if count]
    if not told:
        return ""
    nouns = [f" {noun}" if told[0][0] == 1 else f" {noun}s", *("" for _ in told[1:])]
    parts = [
        f"{count_in_words(count)}{of} {one if count == 1 else many}"
        for (count, (one, many)), of in zip(told, nouns, strict=True)
    ]
    said = listed(parts, "and")
    return f"{said[:1].upper()}{said[1:]}."


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
    Fate.NEW: ("is new", "are new"),
    Fate.BACK: ("is back", "are back"),
    Fate.COMPLETED: ("was completed", "were completed"),
    Fate.CANCELLED: ("was cancelled", "were cancelled"),
    Fate.REOPENED: ("was opened again", "were opened again"),
    Fate.GONE: ("is gone while still to be done", "are gone while still to be done"),
    Fate.GONE_CLOSED: ("is gone after it was closed", "are gone after they were closed"),
}


def _actions(compared: Comparison) -> Iterator[str]:
    fates = Counter(action.fate for action in compared.actions)
    told = [(fates[fate], words) for fate, words in _FATES.items()]
    dated = [move for action in compared.actions if (move := action.field("due"))]
    often = sum(move.times > 1 for move in dated)
    more = f" ({count_in_words(often)} of them more than once)" if often else ""
    told.append((len(dated), (f"was given a new date{more}", f"were given new dates{more}")))
    owned = sum(action.field("owner") is not None for action in compared.actions)
    told.append((owned, ("has a new owner", "have new owners")))
    otherwise = [(len(compared.actions), ("changed in another way", "changed in other ways"))]
    yield _counted(told, "action") or _counted(otherwise, "action") or "No action has moved."


def _answers(compared: Comparison) -> Iterator[str]:
    counts = Counter(answer.direction for answer in compared.answers if answer.comparable)
    words = {
        Direction.BETTER: ("is better", "are better"),
        Direction.WORSE: ("is worse", "are worse"),
        Direction.NEWLY: ("is new", "are new"),
        Direction.NO_LONGER: ("is no longer given", "are no longer given"),
    }
    other = sum(counts[one] for one in (Direction.HIGHER, Direction.LOWER, Direction.CHANGED))
    told = [(counts[one], text) for one, text in words.items()]
    told.append((other, ("changed in another way", "changed in other ways")))
    apart = sum(not answer.comparable for answer in compared.answers)
    told.append((apart, ("cannot be compared", "cannot be compared")))
    if said := _counted(told, "answer"):
        yield said
