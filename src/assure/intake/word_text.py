"""A paragraph of a Word document → its words as a reader of the finished document sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from assure.intake.word_numbers import Numbers
from assure.intake.word_xml import (
    MATH,
    MC,
    W14,
    Style,
    Styles,
    W,
    is_on,
    look_of,
    number,
    numbering_of,
    val,
)

# What holds runs or blocks without being seen. Deleted and moved-away text (w:del, w:moveFrom) is
# not among them, so it is left out.
_THROUGH = frozenset(
    W + name
    for name in (
        *("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo"),
        *("sdtContent", "ruby", "rubyBase"),
    )
)
_BOXES = frozenset(W + name for name in ("drawing", "pict", "object"))
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TICKED, _UNTICKED = "☑", "☐"  # a cross in a box means yes to some and no to others
UNKNOWN = "\ufffd"  # stands for a symbol of a font that is not known
_WINGDINGS = {
    **dict.fromkeys((0xFC, 0x50), "✓"),
    **dict.fromkeys((0xFB, 0x4F), "✗"),
    **dict.fromkeys((0xFE, 0x52), _TICKED),
    **dict.fromkeys((0xFD, 0x51, 0x53, 0x54, 0x78), "☒"),
    **dict.fromkeys((0xA8, 0x6F, 0x71, 0x72, 0xA3, 0x30, 0x2A), _UNTICKED),
    **dict.fromkeys((0x6C, 0x6E, 0x9F, 0xA7, 0x76, 0xD8, 0x77, 0x75), "•"),
    **dict.fromkeys((0xE0, 0xE8, 0xF0), "→"),
    0x4A: "☺",
    0x4B: "😐",
    0x4C: "☹",
    0x20: " ",
}
_SYMBOLS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS,
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: _UNTICKED, 0x67: "•", 0x20: " "},
    "symbol": {0xB7: "•", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xAE: "→", 0xD6: "✓", 0x20: " "},
}
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
}


@dataclass
class Paragraph:
    """The words of one paragraph and how they look.

    ``label`` is the number or bullet that Word puts before it; ``level`` that of a heading;
    ``joined`` tells that the end of it was deleted, so that the next one goes on from it;
    ``boxes`` holds the contents of text boxes that hang on it.
    """

    text: str = ""
    label: str = ""
    bold: bool = False
    struck: bool = False
    paint: str | None = None
    level: int | None = None
    style: str = ""
    joined: bool = False
    boxes: list[Element] = field(default_factory=list)

    @property
    def line(self) -> str:
        """As it is read: a bullet alone is nothing, a number alone is that number."""
        if self.text.strip():
            return f"{self.label} {self.text}" if self.label else self.text
        return "" if self.label == "•" else self.label.strip("().:")


def blocks(element: Element, silent: bool = False) -> Iterator[tuple[Element, bool]]:
    """The paragraphs and tables in a body or cell, in order, through all that wraps them.

    Each with True when it only shows a prompt such as "Choose an item."
    """
    for child in element:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child, silent
        elif child.tag == f"{W}sdt":
            yield from blocks(content_of(child), silent or prompts(child))
        elif child.tag == f"{MC}AlternateContent":
            yield from blocks(_alternative(child), silent)
        elif child.tag in _THROUGH:
            yield from blocks(child, silent)


def content_of(control: Element) -> Element:
    """What stands in a content control."""
    content = control.find(f"{W}sdtContent")
    return content if content is not None else Element("nothing")


def prompts(control: Element) -> bool:
    """True while nobody has filled a content control, so that it shows what to fill in."""
    return bool(is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")))


def _alternative(choices: Element) -> Element:
    """Of the forms of one thing the plainest with words in it."""
    forms = [*choices.findall(f"{MC}Fallback"), *choices.findall(f"{MC}Choice")]
    wordy = (
        form
        for form in forms
        if next(form.iter(f"{W}t"), None) is not None
        or next(form.iter(f"{W}sym"), None) is not None
    )
    return next(wordy, Element("nothing"))


@dataclass
class _Run:
    """Words that look alike."""

    text: str
    look: Style
    paint: str | None


@dataclass
class _Walk:
    """Where the reading of one paragraph stands: its words so far, and the fields it is in."""

    style: Style
    runs: list[_Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # True: in the instruction, not the result
    results: list[tuple[int, str]] = field(default_factory=list)  # of old form fields


class Texts:
    """Reads paragraphs. Each has to be read once only and in order, since Word numbers them so."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers

    def paragraph(self, element: Element, silent: bool = False) -> Paragraph:
        properties = element.find(f"{W}pPr")
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = self._styles.of_paragraph(val(named))
        mark = properties.find(f"{W}rPr") if properties is not None else None
        deleted = mark is not None and (
            mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
        )
        walk = _Walk(style)
        if not silent:
            self._walk(element, walk)
        text = "".join(run.text for run in walk.runs)
        label = ""
        if not (deleted and not text.strip()) and not look_of(mark, self._styles, style).hidden:
            label = self._label(properties, style)
        shown = [run for run in walk.runs if run.text.strip()]
        paints = {run.paint or _shading(properties) for run in shown}
        return Paragraph(
            text,
            label,
            bold=bool(shown) and all(run.look.bold for run in shown),
            struck=bool(shown) and all(run.look.struck for run in shown),
            paint=paints.pop() if len(paints) == 1 else None,
            level=_own_level(properties, style),
            style=style.name,
            joined=deleted,
            boxes=walk.boxes,
        )

    def _label(self, properties: Element | None, style: Style) -> str:
        own = numbering_of(properties)
        if own is None:
            return self._numbers.label(style.numbering)
        listed = own[0] or (style.numbering[0] if style.numbering else "")
        depth = own[1] if own[1] is not None or not style.numbering else style.numbering[1]
        return self._numbers.label((listed, depth))

    def _walk(self, element: Element, walk: _Walk) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, walk)
            elif tag == f"{W}sdt":
                tick = ticked(child)
                if tick is not None:
                    walk.runs.append(_Run(_TICKED if tick else _UNTICKED, walk.style, None))
                elif not prompts(child):
                    self._walk(content_of(child), walk)
            elif tag == f"{MC}AlternateContent":
                self._walk(_alternative(child), walk)
            elif tag in _BOXES:
                walk.boxes += child.iter(f"{W}txbxContent")
            elif tag in _THROUGH:
                self._walk(child, walk)
            elif tag.startswith(MATH):
                words = "".join(found.text or "" for found in child.iter(f"{MATH}t"))
                walk.runs.append(_Run(words, walk.style, None))

    def _run(self, run: Element, walk: _Walk) -> None:
        properties = run.find(f"{W}rPr")
        look = look_of(properties, self._styles, walk.style)
        font = _symbol_font(properties)
        said: list[str] = []
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child, walk, said)
            elif any(walk.fields) or look.hidden:
                continue
            elif tag == f"{W}t":
                said.append(_translated(child.text or "", font))
            elif tag == f"{W}sym":
                said.append(_symbol(child))
            elif tag in _BOXES:
                walk.boxes += child.iter(f"{W}txbxContent")
            elif tag == f"{MC}AlternateContent":
                for inner in _alternative(child):
                    if inner.tag == f"{W}t":
                        said.append(inner.text or "")
                    elif inner.tag in _BOXES:
                        walk.boxes += inner.iter(f"{W}txbxContent")
            elif tag == f"{W}ruby":
                self._walk(child, walk)
            elif tag.startswith(W):
                said.append(_SIGNS.get(tag[len(W) :], ""))
        if text := "".join(said).replace("\xad", ""):
            walk.runs.append(_Run(text, look, _run_paint(properties)))

    def _field(self, mark: Element, walk: _Walk, said: list[str]) -> None:
        kind = val(mark, "fldCharType")
        if kind == "begin":
            walk.fields.append(True)
            walk.results.append((len(walk.runs), _form_result(mark.find(f"{W}ffData"))))
        elif kind == "separate" and walk.fields:
            walk.fields[-1] = False
        elif kind == "end" and walk.fields:
            walk.fields.pop()
            begun, result = walk.results.pop()
            if result and not any(run.text.strip() for run in walk.runs[begun:]):
                said.append(result)


def _own_level(properties: Element | None, style: Style) -> int | None:
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    if outline is None:
        return style.level
    level = number(val(outline), 9)
    return level + 1 if 0 <= level <= 8 else None


def _form_result(form: Element | None) -> str:
    """What a form field of the old kind shows: a box, ticked or not, or the entry chosen."""
    if form is None:
        return ""
    box = form.find(f"{W}checkBox")
    if box is not None:
        ticked = is_on(box.find(f"{W}checked"))
        if ticked is None:
            ticked = is_on(box.find(f"{W}default"))
        return _TICKED if ticked else _UNTICKED
    entries = [val(entry) for entry in form.iter(f"{W}listEntry")]
    chosen = number(val(form.find(f"{W}ddList/{W}result")))
    return entries[chosen] if 0 <= chosen < len(entries) else ""


# --- Symbols ----------------------------------------------------------------------------


def _symbol_font(properties: Element | None) -> dict[int, str] | None:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return _SYMBOLS.get(val(fonts, "ascii").casefold()) if fonts is not None else None


def _translated(text: str, font: dict[int, str] | None) -> str:
    if font is None:
        return text
    return "".join(_sign(ord(letter), font) for letter in text)


def _symbol(element: Element) -> str:
    code = val(element, "char")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
        return ""
    font = _SYMBOLS.get(val(element, "font").casefold())
    if font is None:
        letter = int(code, 16)
        return chr(letter) if 0x20 <= letter < 0xD800 else UNKNOWN
    return _sign(int(code, 16), font)


def _sign(code: int, font: dict[int, str]) -> str:
    return font.get(code & 0xFF if 0xF000 <= code <= 0xF0FF else code, UNKNOWN)


# --- Paint ------------------------------------------------------------------------------


def shade(element: Element | None) -> str | None:
    """The colour of a ``w:shd``: six hex digits, None for white, none and automatic."""
    if element is None or val(element) == "nil":
        return None
    paint = val(element, "color" if val(element) == "solid" else "fill").upper()
    return paint if re.fullmatch(r"[0-9A-F]{6}", paint) and paint != "FFFFFF" else None


def _shading(properties: Element | None) -> str | None:
    return shade(properties.find(f"{W}shd")) if properties is not None else None


def _run_paint(properties: Element | None) -> str | None:
    if properties is None:
        return None
    highlight = val(properties.find(f"{W}highlight"))
    return _HIGHLIGHTS.get(highlight) or shade(properties.find(f"{W}shd"))


def ticked(control: Element) -> bool | None:
    """Whether a check box of the new kind is ticked; None for another content control."""
    box = control.find(f"{W}sdtPr/{W14}checkbox")
    if box is None:
        return None
    checked = box.find(f"{W14}checked")
    return checked is not None and checked.get(f"{W14}val", "1") not in {"0", "false"}
