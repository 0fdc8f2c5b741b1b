"""The XML of a Word document: its parts, its names, and its styles."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from assure.intake.container import Parts
from assure.model.errors import UnreadableFileError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Word and LibreOffice can save in the strict form of the standard, which only names things anew.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_MAIN = "word/document.xml"


def val(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's, "" where it or the element is missing."""
    return element.get(W + name, "") if element is not None else ""


def number(text: str, default: int = 0) -> int:
    """A whole number from an attribute; ``default`` for what is none or beyond all sense."""
    digits = text.lstrip("-")
    return int(text) if digits.isdecimal() and digits.isascii() and len(digits) <= 9 else default


def is_on(element: Element | None) -> bool | None:
    """Whether a switch such as ``w:b`` is on; None where it is not there."""
    if element is None:
        return None
    return val(element) not in {"0", "false", "off", "none"}


@dataclass
class Package:
    """The parts of a document that matter for its text, parsed."""

    body: Element
    styles: Element | None
    numbering: Element | None


def open_package(parts: Parts) -> Package:
    """Raises UnreadableFileError where the parts are missing, too large or no XML."""
    names = set(parts.names())
    main = next(iter(_targets(parts, names, "_rels/.rels", "officeDocument")), _MAIN)
    if main not in names:
        raise not_a_document(parts.name)
    folder, name = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    body = _parsed(parts, main).find(f"{W}body")
    if body is None:
        raise not_a_document(parts.name)
    found: dict[str, Element | None] = {}
    for kind in ("styles", "numbering"):
        part = next((n for n in _targets(parts, names, relations, kind) if n in names), None)
        found[kind] = _parsed(parts, part) if part else None
    return Package(body, found["styles"], found["numbering"])


def not_a_document(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file} cannot be read as a Word document; open it in Word, save it as .docx and "
        "try again."
    )


def _targets(parts: Parts, names: set[str], relations: str, kind: str) -> list[str]:
    """The parts that a file of relations names for a kind such as ``styles``."""
    if relations not in names:
        return []
    folder = posixpath.dirname(posixpath.dirname(relations))
    return [
        posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in _parsed(parts, relations)
        if relation.get("Type", "").endswith(f"/relationships/{kind}")
        and relation.get("TargetMode") != "External"
    ]


def _parsed(parts: Parts, part: str) -> Element:
    from defusedxml.ElementTree import fromstring  # here: a .csv plan should not pay for it

    data = parts.xml(part)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    element: Element = fromstring(data)
    return element


# --- Styles -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Style:
    """What a style says of its text, what it is based on included. None: it does not say."""

    name: str = ""
    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    level: int | None = None  # of a heading: 0 is the title of the document, 1 to 9 below it
    numbering: tuple[str, int | None] | None = None  # list and level


@dataclass
class Styles:
    """The styles of a document by their id."""

    root: Element | None
    _elements: dict[str, Element] = field(default_factory=dict)
    _known: dict[str, Style] = field(default_factory=dict)
    _default: str = ""

    def __post_init__(self) -> None:
        for element in self.root.iter(f"{W}style") if self.root is not None else ():
            self._elements[val(element, "styleId")] = element
            if val(element, "type") == "paragraph" and val(element, "default") in {"1", "true"}:
                self._default = val(element, "styleId")

    def of(self, name: str) -> Style:
        return self._resolved(name, frozenset()) if name else Style()

    def of_paragraph(self, name: str) -> Style:
        return self.of(name if name in self._elements else self._default)

    def _resolved(self, name: str, below: frozenset[str]) -> Style:
        if name in self._known:
            return self._known[name]
        element = self._elements.get(name)
        if element is None or name in below or len(below) > 50:
            return Style()
        base = self._resolved(val(element.find(f"{W}basedOn")), below | {name})
        run = element.find(f"{W}rPr")
        paragraph = element.find(f"{W}pPr")
        called = val(element.find(f"{W}name")).casefold()
        own = numbering_of(paragraph)
        if own is not None and base.numbering and not own[0]:
            own = base.numbering[0], own[1]
        level = _heading_level(called, paragraph)
        style = Style(
            called,
            _first(_switch(run, "b"), base.bold),
            _first(_struck(run), base.struck),
            _first(_switch(run, "vanish"), base.hidden),
            base.level if level is None else level,
            own or base.numbering,
        )
        self._known[name] = style
        return style


def numbering_of(properties: Element | None) -> tuple[str, int | None] | None:
    """The list and level that the properties of a paragraph name; list "0" ends a list."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None
    level = found.find(f"{W}ilvl")
    return val(found.find(f"{W}numId")), number(val(level)) if level is not None else None


def _first(own: bool | None, base: bool | None) -> bool | None:
    return base if own is None else own


def _switch(run: Element | None, name: str) -> bool | None:
    return is_on(run.find(W + name)) if run is not None else None


def _struck(run: Element | None) -> bool | None:
    single, double = _switch(run, "strike"), _switch(run, "dstrike")
    return None if single is None and double is None else bool(single or double)


def _heading_level(called: str, paragraph: Element | None) -> int | None:
    if called == "title":
        return 0
    words = called.split()
    if len(words) == 2 and words[0] == "heading" and words[1] in set("123456789"):
        return int(words[1])
    outline = paragraph.find(f"{W}outlineLvl") if paragraph is not None else None
    if outline is not None and 0 <= number(val(outline), 9) <= 8:
        return number(val(outline)) + 1
    return None


def look_of(run: Element | None, styles: Styles, around: Style) -> Style:
    """How a run shows: its own properties, else those of its style, else its paragraph's."""
    if run is None:
        return around
    style = styles.of(val(run.find(f"{W}rStyle")))
    return Style(
        bold=_first(_switch(run, "b"), _first(style.bold, around.bold)),
        struck=_first(_struck(run), _first(style.struck, around.struck)),
        hidden=_first(_switch(run, "vanish"), _first(style.hidden, around.hidden)),
    )
