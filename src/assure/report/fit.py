"""Words cut to the room that a drawing has for them: a picture wraps no line by itself."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from assure.report.glyphs import TEXT_FACES, printable
from assure.report.marks import bare, head

CUT = "…"
# What neither alphabet holds comes from fonts for signs, whose glyphs are this wide at most.
_SIGN = 1.3


@functools.cache
def _advances(weight: str) -> Mapping[int, float]:
    """The width of each character of the sans of this weight, as a part of the type size."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    found: dict[int, float] = {}
    for face in TEXT_FACES:
        if face.weight != weight or not face.family.startswith("Assure Sans"):
            continue
        with TTFont(face.outlines, lazy=True) as font:
            units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
            for code, glyph in font.getBestCmap().items():
                found.setdefault(code, advances[glyph][0] / units)
    return found


def width_of(text: str, size: float, weight: str = "400") -> float:
    """How wide ``text`` is drawn at ``size``, in the unit of the size."""
    known = _advances(weight)
    return size * sum(known.get(ord(letter), _SIGN) for letter in text)


def fit(text: str, room: float, size: float, weight: str = "400") -> str:
    """``text`` on one line, cut before a word where it is wider than ``room``, or inside a word
    that alone is. What is left of its figures keeps their origins."""
    told = printable(" ".join(head(f"{text}", 1000).split()))
    text = bare(told)
    if width_of(text, size, weight) <= room:
        return told
    left, end = room - width_of(CUT, size, weight), 0
    while left >= 0:
        left -= width_of(text[end], size, weight)
        end += 1
    kept = text[: max(end - 1, 0)]
    if " " in kept[end // 2 :] and not text[len(kept)].isspace():
        kept = kept.rsplit(" ", 1)[0]
    return f"{head(told, len(kept.rstrip(' ,;:(')))}{CUT}"
