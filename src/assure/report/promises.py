"""What the board reads of the promises made to it: which come in which table, and the headline."""

from __future__ import annotations

from collections.abc import Iterable

from assure.model.assessment import Assessment
from assure.model.promise import PromiseStanding, PromiseState
from assure.report.formats import count_word, join, plural
from assure.report.origins import count, tally

SHOWN = 20  # promises of a table; what a board can take in
WITH_CONTENTS = 8  # promises that leave room on their page for the list of contents
NONE_BEFORE = "none made at an earlier review is recorded."
# A fragment for each state, in the order of a headline.
_STATES = (
    (PromiseState.KEPT, "kept"),
    (PromiseState.KEPT_LATE, "kept late"),
    (PromiseState.LATE, "late"),
    (PromiseState.BROKEN, "broken"),
    (PromiseState.OVERTAKEN, "overtaken"),
    (PromiseState.DUE_SOON, "due soon"),
    (PromiseState.NOT_DUE, "not yet due"),
)


def last_time(assessment: Assessment) -> tuple[PromiseStanding, ...]:
    """Made in earlier sessions."""
    return tuple(one for one in assessment.promises if not one.new)


def this_time(assessment: Assessment) -> tuple[PromiseStanding, ...]:
    """Made in the session of this review."""
    return tuple(one for one in assessment.promises if one.new)


def headline(standings: Iterable[PromiseStanding]) -> str:
    """``Of five promises two were kept, one is late and two are not yet due``."""
    counts = tally(standings, lambda one: one.state)
    total = sum(counts.values())
    told = [(counts[state], words) for state, words in _STATES if state in counts]
    if len(told) == 1:
        ((count, words),) = told
        who = {1: "The one promise", 2: "Both promises"}.get(
            count, f"All {count_word(count)} promises"
        )
        return f"{who} {_verb(count, words)} {words}"
    parts = [f"{count_word(count)} {_verb(count, words)} {words}" for count, words in told]
    return f"Of {count_word(total)} promises {join(parts)}"


def in_figures(standings: Iterable[PromiseStanding]) -> str:
    """``2 kept, 1 late``."""
    counts = tally(standings, lambda one: one.state)
    return ", ".join(f"{counts[state]} {words}" for state, words in _STATES if state in counts)


def left_out(standings: tuple[PromiseStanding, ...]) -> str:
    """``3 further promises``; "" when all are shown."""
    more = count(standings) - SHOWN
    return plural(more, "further promise") if more > 0 else ""


def _verb(count: int, words: str) -> str:
    past = words.startswith("kept") or words in ("broken", "overtaken")
    if past:
        return "was" if count == 1 else "were"
    return "is" if count == 1 else "are"
