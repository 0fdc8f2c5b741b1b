"""What drives what, as the workshop on the systems map drew it."""

from __future__ import annotations

from assure.facts.answers import entry_text
from assure.model.links import CausalMap, Push
from assure.model.review import Review
from assure.words.text import one_line

WORKSHOP = "systems-map"
_WAYS = {"same": True, "opposite": False}


def causal_map(review: Review) -> CausalMap:
    """Factors and arrows. An arrow names its ends in words of its own: they are the same factor
    where they differ in capitals and spaces alone, and nothing else is guessed."""
    answers = review.answers_to(WORKSHOP)
    named: dict[str, str] = {}

    def factor(text: str) -> str:
        words = one_line(text)
        return named.setdefault(words.casefold(), words) if words else ""

    if "factors" in answers:
        for entry in answers["factors"].entries:
            factor(entry_text(entry, "factor"))
    pushes = []
    for entry in answers["links"].entries if "links" in answers else ():
        start, end = factor(entry_text(entry, "from")), factor(entry_text(entry, "to"))
        if start and end and start != end:
            same = _WAYS.get(entry_text(entry, "direction"))
            circle = entry_text(entry, "loop")
            pushes.append(Push(start=start, end=end, same=same, circle=circle))
    return CausalMap(factors=tuple(named.values()), pushes=tuple(pushes))
