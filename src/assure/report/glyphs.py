"""Which characters the shipped fonts can draw.

A glyph in no font would leave a hole in the page and break the PDF's promise that every
mark on it is text, so characters are checked against the fonts before rendering.
"""

from __future__ import annotations

import base64
import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import assure

# Part of the package, like its code: nobody brings fonts of their own.
FONTS = Path(assure.__file__).parent / "fonts"

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Kept: tab, line feed, carriage return. Cc goes for fonts have no glyph for it, Cs and Cn
# for they are no text, Zl and Zp for PDF/A refuses them. Of Cf only joiners are text;
# direction overrides would let a cell show other words than it holds.
DROPPED = {"Cc", "Cs", "Cn", "Cf", "Zl", "Zp"}
KEPT = {"\t", "\n", "\r", "\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"}


@dataclass(frozen=True)
class Face:
    """One font file and how style sheets name it."""

    family: str
    file: str
    weight: str


# Each half of a family is named apart: WeasyPrint takes two files of one name for one font and
# writes the widths of one with the glyphs of the other.
TEXT_FACES = tuple(
    Face(family + ending, f"{name}-{subset}-{weight}-normal.woff2", weight)
    for family, name in (("Assure Sans", "source-sans-3"), ("Assure Serif", "source-serif-4"))
    for subset, ending in (("latin", ""), ("latin-ext", " Ext"))
    for weight in ("400", "600")
)
SIGN_FACES = (
    Face("Assure Signs", "dejavu-sans-400-normal.woff2", "400"),
    Face("Assure Signs", "dejavu-sans-700-normal.woff2", "600"),
)
EMOJI_FACES = (Face("Assure Emoji", "noto-emoji-400-normal.woff2", "400"),)


@functools.cache
def drawn_by(file: str) -> frozenset[int]:
    """Code points that the font ``file`` has a glyph for."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(FONTS / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def printable(text: str) -> str:
    """``text`` without control characters, direction overrides and lone surrogates."""
    dropped = {
        ord(c): None for c in set(text) if c not in KEPT and unicodedata.category(c) in DROPPED
    }
    return text.translate(dropped) if dropped else text


def drawable(text: str) -> tuple[str, tuple[Face, ...]]:
    """``text`` with what no shipped font can draw replaced by U+FFFD, and the faces it needs.

    Source Sans and Source Serif cover the same alphabets apart from a few letters, so a
    letter counts as covered only when both have it.
    """
    wanted = {ord(c) for c in set(text)} - {9, 10, 13}
    faces: list[Face] = []
    left = wanted - {code for code in wanted if code < 0x7F}
    for subset in ("latin", "latin-ext"):
        pair = [face for face in TEXT_FACES if f"-{subset}-{face.weight}" in face.file]
        both = frozenset.intersection(*(drawn_by(face.file) for face in pair))
        if subset == "latin" or left & both:
            faces.extend(pair)
        left -= both
    if left:
        for further in (SIGN_FACES, EMOJI_FACES):
            drawn = frozenset.intersection(*(drawn_by(face.file) for face in further))
            missing_mark = further is SIGN_FACES and bool(left - drawn)
            if left & drawn or missing_mark:
                faces.extend(further)
            left -= drawn
    return text.translate(dict.fromkeys(left, REPLACEMENT)), tuple(faces)


def font_face(face: Face) -> str:
    """An ``@font-face`` rule that carries the font in itself."""
    data = base64.b64encode((FONTS / face.file).read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-style:normal;"
        f"font-display:swap;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
