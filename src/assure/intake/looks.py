"""How the cells of a workbook look, by the number of their style: bold, struck out, painted.

A workbook has a few dozen styles and many thousand cells, so each style is looked up once.
Colours are written in four ways (18.8.3 and 20.1.6.2 of ECMA-376): as RGB, as a place in an
old palette, as a colour of the theme, and the last with a tint that makes it lighter or darker.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.styles.fills import Fill, PatternFill
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.workbook import Workbook

# Colours of a theme in the order in which cells count them, with those of Office for a
# workbook without one. The file lists dark before light; cells count light before dark.
_THEME = {
    "lt1": "FFFFFF", "dk1": "000000", "lt2": "E7E6E6", "dk2": "44546A", "accent1": "4472C4",
    "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5",
    "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
_IN_THEME = r"<a:{name}>\s*<a:(?:srgbClr\b[^>]*\bval|sysClr\b[^>]*\blastClr)=\"([0-9A-Fa-f]{{6}})\""
# How much of a pattern is ink. Hatching is half, as near as an eye tells.
_INK = {
    "solid": 1.0, "darkGray": 0.75, "mediumGray": 0.5, "lightGray": 0.25, "gray125": 0.125,
    "gray0625": 0.0625,
}  # fmt: skip
_NEARLY_WHITE = 0xFA  # of 0xFF, in every channel


@dataclass(frozen=True, slots=True)
class Look:
    """What matters of a style. ``fill`` is six hex digits, None for none, automatic or white."""

    number_format: str = ""
    bold: bool = False
    struck: bool = False
    fill: str | None = None


PLAIN = Look()


class Looks:
    """The looks of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        theme = getattr(book, "loaded_theme", None) or b""
        self._theme = _theme_colours(theme.decode("utf-8", "replace"))
        self._known: dict[int, Look] = {}

    def of(self, style: int) -> Look:
        """The look of a style, plain for a style that the workbook does not have."""
        known = self._known.get(style)
        if known is None:
            known = self._known[style] = self._look(style)
        return known

    def _look(self, style: int) -> Look:
        book = self._book
        try:
            array = book._cell_styles[style]  # type: ignore[attr-defined] # not in the stub
            font = book._fonts[array.fontId]  # type: ignore[attr-defined]
            fill = book._fills[array.fillId]  # type: ignore[attr-defined]
            return Look(
                self._format(array.numFmtId), bool(font.b), bool(font.strike), self._painted(fill)
            )
        except IndexError:
            return PLAIN

    def _format(self, number: int) -> str:
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        formats = self._book._number_formats  # type: ignore[attr-defined] # not in the stub
        return str(formats[number - BUILTIN_FORMATS_MAX_SIZE])

    def _painted(self, fill: Fill) -> str | None:
        if not isinstance(fill, PatternFill) or fill.patternType is None:
            return None  # nothing, or a gradient, which no one means as a status
        ink = self._hex(fill.fgColor)
        if fill.patternType == "solid":
            return _unless_white(ink)
        paper = self._hex(fill.bgColor) or "FFFFFF"
        return _unless_white(_mixed(ink or "000000", paper, _INK.get(fill.patternType, 0.5)))

    def _hex(self, colour: Color) -> str | None:
        """Six hex digits; None for an automatic colour or one that is not there."""
        if colour.type == "rgb":
            written = str(colour.rgb)[-6:].upper()
        elif colour.type == "theme" and isinstance(colour.theme, int):
            if not 0 <= colour.theme < len(self._theme):
                return None
            written = self._theme[colour.theme]
        elif colour.type == "indexed" and isinstance(colour.indexed, int):
            palette = getattr(self._book, "_colors", COLOR_INDEX)
            if not 0 <= colour.indexed < len(palette):
                return None  # 64 and 65 are the colours of the system
            written = str(palette[colour.indexed])[-6:].upper()
        else:
            return None
        return _tinted(written, colour.tint or 0.0)


def _theme_colours(theme: str) -> tuple[str, ...]:
    return tuple(
        found[1].upper() if (found := re.search(_IN_THEME.format(name=name), theme)) else usual
        for name, usual in _THEME.items()
    )


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _written(channels: tuple[float, float, float]) -> str:
    return "".join(f"{round(255 * min(max(channel, 0.0), 1.0)):02X}" for channel in channels)


def _tinted(colour: str, tint: float) -> str:
    """Darker for a tint below nothing, lighter above: 18.8.19 of ECMA-376."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return _written(colorsys.hls_to_rgb(hue, light, saturation))


def _mixed(ink: str, paper: str, share: float) -> str:
    red, green, blue = (
        share * one + (1 - share) * other
        for one, other in zip(_channels(ink), _channels(paper), strict=True)
    )
    return _written((red, green, blue))


def _unless_white(colour: str | None) -> str | None:
    if colour is None or all(int(colour[n : n + 2], 16) >= _NEARLY_WHITE for n in (0, 2, 4)):
        return None
    return colour
