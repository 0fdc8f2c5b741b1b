"""Which action of one review is which of another. What is not certain is told as a doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assure.conditions.wording import listed, shortened
from assure.model.actions import Action
from assure.model.comparison import Doubt
from assure.model.plan import Plan
from assure.words.text import plain

ALIKE = 85  # of 100: may be the same action in other words; told as a doubt
AKIN = 60  # less alike than this, the same key in two separate plans is another action
MOST_PAIRS = 250_000  # of unpaired actions, compared word by word; beyond that nothing is guessed
_PART = re.compile(r"[a-z]|[.\-/ ]?(?:[a-z]|\d+|[ivx]+)")


@dataclass(frozen=True)
class Pairs:
    """Which action of the older plan is which of the newer."""

    both: tuple[tuple[Action, Action], ...]  # older, newer; in the order of the newer plan
    gone: tuple[Action, ...]
    new: tuple[Action, ...]

    @property
    def keys(self) -> Mapping[str, str]:
        """Key in the older plan → key in the newer."""
        return {old.key: new.key for old, new in self.both}


def pair(older: Plan, newer: Plan) -> Pairs:
    """By key; between plans that were not kept as one, only where the words agree with it. Then
    by the same words, where just one action on each side has them."""
    kept = chained(older, newer)
    there = {action.key: action for action in older.actions}
    taken: dict[str, Action] = {}  # key in the newer plan → the older action
    for action in newer.actions:
        own = there.get(action.key)
        if own is not None and (kept or _alike(own, action) >= AKIN):
            taken[action.key] = own
    used = {own.key for own in taken.values()}
    old_words = _once(action for action in older.actions if action.key not in used)
    new_words = _once(action for action in newer.actions if action.key not in taken)
    for words, action in new_words.items():
        if words in old_words:
            taken[action.key] = old_words[words]
            used.add(old_words[words].key)
    return Pairs(
        both=tuple((taken[new.key], new) for new in newer.actions if new.key in taken),
        gone=tuple(action for action in older.actions if action.key not in used),
        new=tuple(action for action in newer.actions if action.key not in taken),
    )


def chained(older: Plan, newer: Plan) -> bool:
    """Whether one plan carries on the imports of the other, so that its keys are the same."""
    fewest = min(len(older.imports), len(newer.imports))
    return fewest > 0 and older.imports[:fewest] == newer.imports[:fewest]


def _alike(one: Action, other: Action) -> float:
    first, second = plain(one.title), plain(other.title)
    return 100 if first == second else fuzz.token_sort_ratio(first, second)


def _once(actions: Iterable[Action]) -> dict[str, Action]:
    """By their words, those whose words no other has."""
    known = [(plain(action.title), action) for action in actions]
    counts = Counter(words for words, _ in known)
    return {words: action for words, action in known if words and counts[words] == 1}


# --- Doubts -----------------------------------------------------------------------------------


def doubts(pairs: Pairs) -> tuple[Doubt, ...]:
    """Splits and merges that references speak for, then single actions in other words."""
    found = [*_parted(pairs)]
    told = {ref for doubt in found for ref in (*doubt.gone, *doubt.new)}
    gone = [action for action in pairs.gone if action.ref not in told]
    new = [action for action in pairs.new if action.ref not in told]
    return (*found, *_reworded(gone, new))


def _parted(pairs: Pairs) -> Iterator[Doubt]:
    """1.2 is gone and 1.2a and 1.2b are new; or the other way round."""
    for action in pairs.gone:
        parts = _parts_of(action, pairs.new)
        if len(parts) > 1:
            yield Doubt(
                gone=(action.ref,),
                new=parts,
                sentence=f"Action {_named(action)} may have been split into "
                f"{listed(parts, 'and')}; it is told as gone, and these as new.",
            )
    for action in pairs.new:
        parts = _parts_of(action, pairs.gone)
        if len(parts) > 1:
            yield Doubt(
                gone=parts,
                new=(action.ref,),
                sentence=f"Action {_named(action)} may be {listed(parts, 'and')} merged; it is "
                "told as new, and these as gone.",
            )


def _parts_of(whole: Action, among: Iterable[Action]) -> tuple[str, ...]:
    stem = whole.ref.casefold()
    refs = (action.ref for action in among)
    return tuple(
        ref
        for ref in refs
        if ref.casefold().startswith(stem) and _PART.fullmatch(ref.casefold()[len(stem) :])
    )


def _reworded(gone: Sequence[Action], new: Sequence[Action]) -> Iterator[Doubt]:
    """A gone and a new action of which each is most like the other."""
    if not gone or not new or len(gone) * len(new) > MOST_PAIRS:
        return
    old_words = {n: plain(action.title) for n, action in enumerate(gone)}
    new_words = {n: plain(action.title) for n, action in enumerate(new)}
    for number, action in enumerate(new):
        best = _best(new_words[number], old_words)
        if best is None or _best(old_words[best], new_words) != number:
            continue
        yield Doubt(
            gone=(gone[best].ref,),
            new=(action.ref,),
            sentence=f"New action {_named(action)} may be what was {_named(gone[best])}; it is "
            "told as another.",
        )


def _best(words: str, choices: Mapping[int, str]) -> int | None:
    found = process.extractOne(words, choices, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return found[2] if found else None


def _named(action: Action) -> str:
    return f"{shortened(action.ref, 20)} “{shortened(action.title, 60)}”"
