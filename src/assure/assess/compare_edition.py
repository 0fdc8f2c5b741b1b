"""A comparison as the board may see it: posts, and no people."""

from __future__ import annotations

from assure.assess.edition import aliases, is_person, owner_shown
from assure.assess.set_asides import KNOWN_BY_WORDS
from assure.model.comparison import ActionMove, Comparison, FieldMove, FindingMove
from assure.model.review import Review
from assure.words.naming import Renaming


def board(comparison: Comparison, older: Review, newer: Review) -> Comparison:
    """The comparison of two whole reviews without the people whom either of them names.

    Both are renamed together, so that one person keeps one number from review to review, and an
    action that went from one person to another is still seen to have gone. The newer one's own
    pages, beside which this stands, give its people the same numbers.
    """
    known = aliases(newer, older)
    hidden = Renaming(known)

    def posts(action: ActionMove) -> ActionMove:
        fields = tuple(post(move) for move in action.fields)
        return action.model_copy(update={"fields": fields})

    def post(move: FieldMove) -> FieldMove:
        by = "" if move.by not in known and is_person(move.by) else move.by
        update = {"by": by}
        if move.field == "owner":
            was, now = (owner_shown(text, known) for text in (move.was, move.now))
            if was != now:  # else the post is the same and the person in it another
                update |= {"was": was, "now": now}
        return move.model_copy(update=update)

    shown = comparison.model_copy(update={"actions": tuple(map(posts, comparison.actions))})
    shown = hidden.noun(shown)
    findings = tuple(map(_unnamed, comparison.findings, shown.findings))
    return shown.model_copy(update={"findings": findings})


def _unnamed(own: FindingMove, shown: FindingMove) -> FindingMove:
    """Without the fingerprint, where it is made of a name or of words that are hidden."""
    if own.subject in KNOWN_BY_WORDS and (own.ref, own.title) != (shown.ref, shown.title):
        return shown.model_copy(update={"fingerprint": ""})
    return shown
