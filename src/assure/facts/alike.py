"""Actions that say nearly the same: the same words but for an ending or a slip of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz

from assure.model.actions import Action
from assure.model.plan import Plan
from assure.words.text import is_nothing, plain

_WORD = re.compile(r"\w[\w'’]*")  # "front-line" is "front line"
_SMALL = frozenset(
    {"a", "all", "an", "and", "at", "by", "for", "from", "in", "its", "of", "on", "our", "the",
     "their", "through", "to", "with"}
)  # fmt: skip
_FEWEST = 4  # words that carry meaning; shorter titles are bound to recur
_SAME = 88  # of 100, as rapidfuzz counts: "school", "schools"


def repeats(plan: Plan) -> Mapping[str, str]:
    """The reference of the earlier open action that each says again, by key of the later one.

    Same section, owner, deadline, steps and measure as well: a yearly report, or a club in each
    of two towns, is told apart by one of these.
    """
    found: dict[str, str] = {}
    earlier: dict[tuple[object, ...], list[tuple[Action, list[str]]]] = {}
    for action in plan.actions:
        if not action.open:
            continue
        words = sorted(_words(action.title), key=str.casefold)
        if len(words) < _FEWEST:
            continue
        initials = "".join(word[0].casefold() for word in words)
        alike = earlier.setdefault((initials, *_told_apart_by(action)), [])
        first = next((other for other, said in alike if _same(said, words)), None)
        if first is None:
            alike.append((action, words))
        elif first.seen.get("title") != action.seen.get("title") or "title" not in action.seen:
            found[action.key] = first.ref  # else one cell over several rows
    return found


def _told_apart_by(action: Action) -> Iterator[object]:
    yield action.section
    yield tuple(plain(name) for name in action.owner.names)
    yield action.start.earliest
    yield action.deadline.latest
    for text in (action.how, action.milestones, action.measure, action.due.text):
        yield "" if is_nothing(text) else plain(text)


def _words(title: str) -> Iterator[str]:
    """What carries meaning. The first word has its capital from its place, not as a name."""
    for n, found in enumerate(_WORD.finditer(title)):
        word = found.group()
        if word.casefold() not in _SMALL:
            yield word.casefold() if n == 0 else word


def _same(first: list[str], second: list[str]) -> bool:
    return all(map(_same_word, first, second))


def _same_word(first: str, second: str) -> bool:
    """Names and figures have to be the same; other words may differ in an ending."""
    if first == second:
        return True
    told = first + second
    return told.islower() and told.isalpha() and fuzz.ratio(first, second) >= _SAME
