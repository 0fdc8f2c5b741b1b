"""A font that a locality brings: checked, and written again as reports carry it."""

from __future__ import annotations

import base64
import io

from assure.words.text import clean, one_line

LARGEST = 5_000_000  # bytes
FAMILY = "Own Text"
LONGEST_NAME = 60  # characters
# What every report writes; letters beyond these come from the shipped fonts.
_NEEDED = frozenset(
    map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-%£")
)
_RESTRICTED = 0x0002  # of fsType: its maker forbids to embed it
_DRAWS = frozenset(
    {
        *("head", "hhea", "hmtx", "maxp", "cmap", "name", "post", "OS/2", "glyf", "loca", "cvt "),
        *("fpgm", "prep", "gasp", "CFF ", "GDEF", "GPOS", "GSUB", "kern"),
    }
)


def own_face(content: bytes, weight: str) -> str:
    """An ``@font-face`` rule for ``FAMILY`` that carries the font in itself.

    Raises ValueError with the rest of a sentence.
    """
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    if len(content) > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1_000_000} MB; choose a smaller one")
    try:
        font = TTFont(io.BytesIO(content), recalcTimestamp=False)
        known = set(font.getBestCmap() or {})
        restricted = font["OS/2"].fsType & 0x000F == _RESTRICTED
        variable = "fvar" in font
        for table in set(font.keys()) - _DRAWS - {"GlyphOrder"}:
            del font[table]
        font.flavor = "woff2"
        saved = io.BytesIO()
        font.save(saved)
    except (TTLibError, KeyError, AssertionError, OSError, ValueError, TypeError, IndexError):
        raise ValueError("is no font that can be read (TTF, OTF or WOFF2)") from None
    if variable:
        raise ValueError("is a font of many weights; give a font of one weight")
    if restricted:
        raise ValueError("may not be embedded, its maker says; choose another font")
    if lacking := sorted(_NEEDED - known):
        raise ValueError(f"has no “{chr(lacking[0])}”; choose a font for text")
    data = base64.b64encode(saved.getvalue()).decode("ascii")
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};font-style:normal;"
        f"font-display:swap;src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def name_of(content: bytes) -> str:
    """What a font that ``own_face`` took calls itself, "" where it has no name."""
    from fontTools.ttLib import TTFont

    named = TTFont(io.BytesIO(content))["name"].getBestFamilyName()
    return one_line(clean(str(named or "")))[:LONGEST_NAME]
