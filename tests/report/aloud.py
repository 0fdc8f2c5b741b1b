"""A PDF as a screen reader meets it: its structure tree, and the words under each element."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
HEX = rb"<([0-9a-fA-F]+)>"


class Aloud:
    """What stands in the tree of ``pdf``, in reading order."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.said = {page.objgen: _said(page) for page in pdf.pages}
        self.elements = tuple(self.walk(pdf.Root.StructTreeRoot))

    def kids(self, element: Any) -> list[Any]:
        kids = element.get("/K", [])
        return list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    def children(self, element: Any) -> list[Any]:
        return [kid for kid in self.kids(element) if is_element(kid)]

    def walk(self, element: Any) -> Iterator[Any]:
        for child in self.children(element):
            yield child
            yield from self.walk(child)

    def of_kind(self, *kinds: str) -> list[Any]:
        return [element for element in self.elements if str(element.S) in kinds]

    def words(self, element: Any) -> str:
        """All that is written under ``element``, a figure by its description."""
        return "".join(self._pieces(element))

    def _pieces(self, element: Any) -> Iterator[str]:
        for kid in self.kids(element):
            if is_element(kid):
                yield from self._pieces(kid)
            elif isinstance(kid, int):
                yield self.said[element.Pg.objgen].get(kid, "")
            elif kid.get("/Type") == "/MCR":
                yield self.said[kid.Pg.objgen].get(int(kid.MCID), "")

    def page(self, element: Any) -> int:
        """The number of the page on which ``element`` begins, from 1."""
        if "/Pg" in element and any(not is_element(kid) for kid in self.kids(element)):
            return list(self.said).index(element.Pg.objgen) + 1
        return self.page(self.children(element)[0])

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading."""
        return [(int(str(one.S)[2]), squeezed(self.words(one))) for one in self.of_kind(*HEADINGS)]

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Level and title of each bookmark."""
        found: list[tuple[int, str]] = []

        def into(items: Any, level: int) -> None:
            for item in items:
                found.append((level, item.title))
                into(item.children, level + 1)

        with self.pdf.open_outline() as outline:
            into(outline.root, 1)
        return found

    def links(self) -> list[tuple[str, str, str]]:
        """Of each link: its words, its description and its address."""
        found = []
        for link in self.of_kind("/Link"):
            for note in self.annotations(link):
                address = str(note.get("/A", {}).get("/URI", ""))
                found.append((self.words(link), str(note.get("/Contents", "")), address))
        return found

    def annotations(self, link: Any) -> list[Any]:
        """What can be pressed of ``link``, one for each line."""
        kids = (kid for kid in self.kids(link) if isinstance(kid, pikepdf.Dictionary))
        return [kid.Obj for kid in kids if kid.get("/Type") == "/OBJR"]

    def leads_to(self, annotation: Any) -> int:
        """The number of the page to which it leads within the file, from 1."""
        place = annotation.Dest
        if not isinstance(place, pikepdf.Array):
            place = pikepdf.NameTree(self.pdf.Root.Names.Dests)[str(place)]
        return list(self.said).index(place[0].objgen) + 1


def is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem"


def squeezed(text: str) -> str:
    """Bare letters and figures, so that line breaks, hyphens, accents and drawn signs do not
    count; and none that are written from right to left, which a page holds in the order in which
    they are drawn."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        letter
        for letter in re.sub(r"[\W_]", "", plain)
        if unicodedata.bidirectional(letter) not in ("R", "AL")
    )


def _said(page: Any) -> dict[int, str]:
    """The text of each marked piece of a page, by its number."""
    fonts = page.get("/Resources", {}).get("/Font", {})
    said: dict[int, str] = {}
    stack: list[int | None] = []
    drawn: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            about = operands[1] if name == "BDC" else None
            number = about.get("/MCID") if isinstance(about, pikepdf.Dictionary) else None
            stack.append(int(number) if number is not None else None)
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            drawn = _letters(fonts[str(operands[0])])
        elif name in ("Tj", "TJ") and stack and stack[-1] is not None:
            pieces = operands[0] if name == "TJ" else [operands[0]]
            text = "".join(_text(bytes(p), drawn) for p in pieces if isinstance(p, pikepdf.String))
            said[stack[-1]] = said.get(stack[-1], "") + text
    return said


def _text(glyphs: bytes, letters: dict[int, str]) -> str:
    codes = (int.from_bytes(glyphs[i : i + 2], "big") for i in range(0, len(glyphs), 2))
    return "".join(letters.get(code, "") for code in codes)


def _letters(font: Any) -> dict[int, str]:
    return _mapped(font.ToUnicode.read_bytes())


@functools.cache
def _mapped(table: bytes) -> dict[int, str]:
    """Glyph → text, from a font's own table."""
    said: dict[int, str] = {}
    for kind, block in re.findall(rb"beginbf(char|range)(.*?)endbf", table, re.DOTALL):
        if kind == b"char":
            pairs = re.findall(HEX + rb"\s*" + HEX, block)
            said |= {int(glyph, 16): _unicode(text) for glyph, text in pairs}
            continue
        for first, last, text in re.findall(HEX + rb"\s*" + HEX + rb"\s*" + HEX, block):
            letter = _unicode(text)
            for place, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
                said[glyph] = letter[:-1] + chr(ord(letter[-1]) + place)
    return said


def _unicode(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
