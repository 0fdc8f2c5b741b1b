"""Which action of one reading of a plan is which of another.

People renumber, reword and reorder. An action is known by its reference and by its words; where
neither settles it, it is not matched: a wrong match would put one action's history on another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assure.intake.refs import normal_ref
from assure.model.actions import Action
from assure.words.text import plain

ALIKE = 85  # of 100: wording that is the same but for a few words
AKIN = 60  # wording that may be the same; settles it only together with the reference
CLEARER = 10  # by how much the best match is better than the next
MOST_PAIRS = 9_000_000  # compared one by one; beyond that it is another plan
_NO_REF = re.compile(r"row \d+")
_CARRIED = re.compile(r"\(\d+\)$")


@dataclass(frozen=True)
class Matches:
    """``pairs``: index in the later reading → index in the earlier. ``doubtful``: pairs (later,
    earlier) that may be one action, and were left apart because it is not certain."""

    pairs: dict[int, int]
    doubtful: tuple[tuple[int, int], ...] = ()


def written_ref(action: Action) -> str:
    """The reference as it is compared; "" for a row that has none, or shares it with others."""
    if _NO_REF.fullmatch(action.ref) or _CARRIED.search(action.ref):
        return ""
    return normal_ref(action.ref)


def match(
    before: tuple[Action, ...], after: tuple[Action, ...], *, by_ref_alone: bool = True
) -> Matches:
    """Pairs the actions of two readings, the surest signs first.

    With ``by_ref_alone`` the same reference is enough, as long as nothing was renumbered.
    """
    pairing = _Pairing(before, after)
    pairing.by(_ref_and_words)
    pairing.by(lambda action: (plain(action.section), plain(action.title)))
    pairing.by(lambda action: plain(action.title))
    moved = any(
        written_ref(before[old]) != written_ref(after[new]) for new, old in pairing.pairs.items()
    )
    pairing.by(_ref_or_none, lambda old, new: _likeness(old, new) >= AKIN)
    pairing.by_likeness()
    if by_ref_alone and not moved:
        # Nothing was renumbered, so a reference still means what it meant, however reworded.
        pairing.by(_ref_or_none)
    doubtful = (pair for pair in pairing.doubtful if pair[0] in pairing.new)
    return Matches(pairing.pairs, tuple(pair for pair in doubtful if pair[1] in pairing.old))


def shared(before: tuple[Action, ...], after: tuple[Action, ...]) -> float:
    """How much of the shorter reading has its wording in the other as well, from 0 to 1."""
    words = [{plain(action.title) for action in actions} for actions in (before, after)]
    fewest = min(len(words[0]), len(words[1]))
    return len(words[0] & words[1]) / fewest if fewest else 0.0


def _ref_and_words(action: Action) -> tuple[str, str] | None:
    ref = written_ref(action)
    return (ref, plain(action.title)) if ref else None


def _ref_or_none(action: Action) -> str | None:
    return written_ref(action) or None


def _likeness(one: Action, other: Action) -> float:
    return fuzz.ratio(_sorted_words(one), _sorted_words(other))


def _sorted_words(action: Action) -> str:
    """The words of an action in an order of their own: people move them about."""
    return " ".join(sorted(plain(action.title).split()))


class _Pairing:
    """What is still unpaired on both sides, and the pairs found."""

    def __init__(self, before: tuple[Action, ...], after: tuple[Action, ...]) -> None:
        self.before, self.after = before, after
        self.pairs: dict[int, int] = {}
        self.old = dict.fromkeys(range(len(before)))
        self.new = dict.fromkeys(range(len(after)))
        self.doubtful: tuple[tuple[int, int], ...] = ()

    def pair(self, new: int, old: int) -> None:
        self.pairs[new] = old
        del self.new[new], self.old[old]

    def by(
        self,
        sign: Callable[[Action], Hashable | None],
        fits: Callable[[Action, Action], bool] = lambda old, new: True,
    ) -> None:
        """Pair what has the same ``sign``; of several with one sign the first with the first."""
        standing: dict[Hashable, list[int]] = defaultdict(list)
        for index in self.old:
            own = sign(self.before[index])
            if own is not None:
                standing[own].append(index)
        for index in list(self.new):
            candidates = standing.get(sign(self.after[index]))
            if candidates and fits(self.before[candidates[0]], self.after[index]):
                self.pair(index, candidates.pop(0))

    def by_likeness(self) -> None:
        """Pair what is each other's best match by far; note what might be a match."""
        if not self.new or not self.old or len(self.new) * len(self.old) > MOST_PAIRS:
            return
        old_words = {index: _sorted_words(self.before[index]) for index in self.old}
        new_words = {index: _sorted_words(self.after[index]) for index in self.new}
        best_old = {new: _best(words, old_words) for new, words in new_words.items()}
        best_new = {old: _best(words, new_words) for old, words in old_words.items()}
        doubtful = []
        for new, (old, score, clear) in best_old.items():
            if old is None or best_new[old][0] != new:
                continue
            if score >= ALIKE and clear and best_new[old][2]:
                self.pair(new, old)
            else:
                doubtful.append((new, old))
        self.doubtful = tuple(doubtful)


def _best(words: str, choices: dict[int, str]) -> tuple[int | None, float, bool]:
    """The choice most like ``words``, how alike (0 to 100), and whether it is so by far."""
    found: Iterable[tuple[str, float, int]] = process.extract(
        words, choices, scorer=fuzz.ratio, score_cutoff=AKIN, limit=2
    )
    ranked = list(found)
    if not ranked:
        return None, 0.0, False
    clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= CLEARER
    return ranked[0][2], ranked[0][1], clear
