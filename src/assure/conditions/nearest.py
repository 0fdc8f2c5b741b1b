"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable

_CLOSE = 70  # of 100; below it a suggestion is more puzzling than none


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``word`` is most like; "" when it is like none."""
    from rapidfuzz import fuzz, process  # only ever needed on the way to an error

    names = list(dict.fromkeys(known))
    found = process.extractOne(word[:100], names, scorer=fuzz.WRatio, score_cutoff=_CLOSE)
    return str(found[0]) if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What to do about an unknown ``word``, to stand after a semicolon.

    ``did you mean “owner_kind”?``, or a list of what is known when nothing is near.
    """
    names = list(dict.fromkeys(known))
    near = nearest(word, names)
    if near:
        return f"did you mean “{near}”?"
    if not names:
        return "none is known here."
    shown = ", ".join(names[:12])
    return f"known are {shown}{', …' if len(names) > 12 else ''}."
