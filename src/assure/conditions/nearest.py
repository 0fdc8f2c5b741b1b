"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable

_CLOSE = 70  # of 100; below it a suggestion is more puzzling than none


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What to do about an unknown ``word``, to stand after a semicolon.

    ``did you mean “owner_kind”?``, or a list of what is known when nothing is near.
    """
    from rapidfuzz import fuzz, process  # only ever needed on the way to an error

    names = list(dict.fromkeys(known))
    found = process.extractOne(word[:100], names, scorer=fuzz.WRatio, score_cutoff=_CLOSE)
    if found:
        return f"did you mean “{found[0]}”?"
    if not names:
        return "none is known here."
    shown = ", ".join(names[:12])
    return f"known are {shown}{', …' if len(names) > 12 else ''}."
