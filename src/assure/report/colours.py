"""Colours that a locality brings, and whether what is printed in them or on them can be read."""

from __future__ import annotations

import re

INK, GREY, ACCENT, PANEL, WHITE = "#16202A", "#4A5661", "#12436D", "#EDF2F7", "#FFFFFF"
LEAST = 4.5  # WCAG 2.2, 1.4.3: text against what is behind it
_FORM = re.compile(r"#[0-9A-Fa-f]{6}")


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), by WCAG 2.2; colours are ``#12436D``."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def own_colours(accent: str | None, panel: str | None) -> tuple[str, str]:
    """The two colours to use, in capitals; those of assure where None is given.

    Raises ValueError with the rest of a sentence: ``accent: …``.
    """
    for name, colour in (("accent", accent), ("panel", panel)):
        if colour is not None and not _FORM.fullmatch(colour):
            raise ValueError(f"{name}: “{colour[:20]}” is no colour; write it as {ACCENT}")
    accent, panel = (accent or ACCENT).upper(), (panel or PANEL).upper()
    for text, behind, words, do in (
        (accent, WHITE, f"accent: {accent} on white", "choose a darker accent"),
        (GREY, panel, f"panel: grey text on {panel}", "choose a lighter panel"),
        (accent, panel, f"accent: {accent} on the panel {panel}", "choose a darker accent"),
    ):
        # Cut, not rounded: 4.46 is not told as 4.5.
        found = int(contrast(text, behind) * 10) / 10
        if found < LEAST:
            raise ValueError(
                f"{words} has a contrast of {found}:1, and {LEAST}:1 is the least that can be "
                f"read; {do}"
            )
    return accent, panel
