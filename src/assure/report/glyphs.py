"""Which characters the shipped fonts can draw.

A glyph in no font would leave a hole in the page and break the PDF's promise that every
mark on it is text, so characters are checked against the fonts before rendering.
"""

from __future__ import annotations

import base64
import functools
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import assure

# Part of the package, like its code: nobody brings fonts of their own.
FONTS = Path(assure.__file__).parent / "fonts"
DRAWN = FONTS / "drawn.json"  # made by script/fonts

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
REPLACED = (
    f'<p class="note">Signs that the fonts of this document cannot draw stand as {REPLACEMENT}; '
    "the page for a screen, and the plan itself, show them as they were written.</p>\n"
)
# Kept: tab, line feed, carriage return. Cc goes for fonts have no glyph for it, Cs and Cn
# for they are no text, Zl and Zp for PDF/A refuses them. Of Cf only joiners are text;
# direction overrides would let a cell show other words than it holds.
DROPPED = {"Cc", "Cs", "Cn", "Cf", "Zl", "Zp"}
KEPT = {"\t", "\n", "\r", "\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"}
# What nearly all of a page is, and every font draws.
_PLAIN = re.compile(r"[\t\n\r -~]+")


@dataclass(frozen=True)
class Face:
    """One font and how style sheets name it. ``file`` is without ending: ``.woff2``, which a
    browser takes, and the same as ``.ttf``, which a PDF is made with."""

    family: str
    file: str
    weight: str

    @property
    def outlines(self) -> Path:
        """The font as TrueType."""
        return FONTS / f"{self.file}.ttf"

    @property
    def address(self) -> str:
        """Where style sheets for paper find it: a name that only ``pdf.py`` knows."""
        return f"font:{self.file}"


# Each half of a family is named apart: WeasyPrint takes two files of one name for one font and
# writes the widths of one with the glyphs of the other.
TEXT_FACES = tuple(
    Face(family + ending, f"{name}-{subset}-{weight}-normal", weight)
    for family, name in (("Assure Sans", "source-sans-3"), ("Assure Serif", "source-serif-4"))
    for subset, ending in (("latin", ""), ("latin-ext", " Ext"))
    for weight in ("400", "600")
)
SIGN_FACES = (
    Face("Assure Signs", "dejavu-sans-400-normal", "400"),
    Face("Assure Signs", "dejavu-sans-700-normal", "600"),
)
EMOJI_FACES = (Face("Assure Emoji", "noto-emoji-400-normal", "400"),)


@functools.cache
def drawn_by(file: str) -> frozenset[int]:
    """Code points that the font ``file`` has a glyph for."""
    return frozenset(code for first, last in _ranges()[file] for code in range(first, last + 1))


@functools.cache
def _ranges() -> dict[str, list[tuple[int, int]]]:
    ranges: dict[str, list[tuple[int, int]]] = json.loads(DRAWN.read_text(encoding="utf-8"))
    return ranges


def printable(text: str) -> str:
    """``text`` without control characters, direction overrides and lone surrogates."""
    dropped = {c for c in _odd(text) if c not in KEPT and unicodedata.category(c) in DROPPED}
    return _with(text, dropped, "")


def drawable(text: str) -> tuple[str, tuple[Face, ...]]:
    """``text`` with what no shipped font can draw replaced by U+FFFD, and the faces it needs.

    Source Sans and Source Serif cover the same alphabets apart from a few letters, so a
    letter counts as covered only when both have it.
    """
    faces: list[Face] = []
    left = {code for code in map(ord, _odd(text)) if code >= 0x7F}
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
    return _with(text, set(map(chr, left)), REPLACEMENT), tuple(faces)


def _odd(text: str) -> set[str]:
    """The characters of ``text`` that need a look."""
    return set(_PLAIN.sub("", text))


def _with(text: str, odd: set[str], instead: str) -> str:
    """``text`` with ``instead`` of each ``odd`` character. A page is long, and ``str.translate``
    would look up every character of it."""
    if not odd:
        return text
    return re.sub(f"[{''.join(map(re.escape, sorted(odd)))}]", instead, text)


def owned_up(before: str, drawn: str) -> str:
    """The page ``drawn``, which says at its end, where it is so, that signs were replaced."""
    if drawn.count(REPLACEMENT) == before.count(REPLACEMENT):
        return drawn
    text, end, rest = drawn.rpartition("</main>")
    return f"{text}{REPLACED if end else ''}{end}{rest}"


def font_face(face: Face) -> str:
    """An ``@font-face`` rule that carries the font in itself."""
    return _rule(face, data_address(face), "woff2")


def paper_face(face: Face) -> str:
    """An ``@font-face`` rule of ``face`` for the PDF, which is made where the font is."""
    return _rule(face, face.address, "truetype")


@functools.cache
def data_address(face: Face) -> str:
    """The font for a browser, as an address that holds it."""
    data = base64.b64encode((FONTS / f"{face.file}.woff2").read_bytes()).decode("ascii")
    return f"data:font/woff2;base64,{data}"


def _rule(face: Face, address: str, form: str) -> str:
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-style:normal;"
        f"font-display:swap;"
        f"src:url({address}) format('{form}')}}"
    )
