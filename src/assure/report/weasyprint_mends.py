"""WeasyPrint as our reports need it: loaded quickly, and mended where it is wrong or slow.

Each mend stands alone, says what it is for, and reaches into one place of WeasyPrint, pydyf or
cffi. Where a later version no longer has that place, the mend is left out and reports are made as
that version makes them.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import Any

from assure.report.stand_ins import stand_ins

# As Linux names them.
LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
# WeasyPrint cuts variable fonts by these, and any font where HarfBuzz cannot. Ours need neither,
# and loading these takes two fifths of the time of all that it loads.
SPARED = ("fontTools.subset", "fontTools.varLib.instancer")


def load() -> None:
    """Bring in WeasyPrint, mended; once is enough. Raises OSError for a missing system library."""
    with _found_by_the_loader(), stand_ins(*SPARED):
        import weasyprint.text.fonts  # noqa: F401
    import pydyf  # type: ignore[import-untyped]
    from weasyprint.svg import Node
    from weasyprint.text.ffi import ffi

    pydyf.PDF.page_references = property(_page_references)
    parse_what_is_named(ffi)
    _name_arrays_once()
    Node.text = property(_text_of_drawing)
    _give_back_features()


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """As pydyf gives them, but made once. WeasyPrint asks for them with each element of each page,
    and all of them anew each time is what grew with the square of the pages."""
    kids = pdf.pages["Kids"]  # of each page its number, 0 and "R"
    made: tuple[bytes, ...] = getattr(pdf, "made_references", ())
    if len(made) * 3 != len(kids):
        made = pdf.made_references = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
    return made


class _Line(str):
    """The words of a drawing, which are drawn as one line and not letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def _text_of_drawing(node: Any) -> str | None:
    """WeasyPrint sets each letter of a drawing alone, from left to right, so that Arabic stands in
    reverse and unjoined. It asks the text for its letters; told that there is one, it has the whole
    line set as any other: in both directions, joined, and a letter's accents upon it."""
    text: str | None = node._etree_node.text
    return _Line(text) if text and node.tag in ("text", "tspan") else text


class Features(dict[bytes, Any]):
    """Font features as Pango has them, for a FontConfiguration: WeasyPrint would put one into the
    lists of many texts, each of which owns what is in it."""

    def setdefault(self, key: bytes, default: Any = None) -> Any:
        return default


def _give_back_features() -> None:
    """Let the list of font features of a text go with the text. WeasyPrint keeps each for ever,
    more than a megabyte of a report of 18 pages."""
    from weasyprint.text.ffi import ffi, pango

    insert, unref = pango.pango_attr_list_insert, pango.pango_attr_list_unref
    # The text takes hold of its list right after this, and we let go at the next one.
    held: list[Any] = [None]

    def insert_and_hold(features: Any, feature: Any) -> None:
        insert(features, feature)
        held[0] = ffi.gc(features, unref)

    vars(pango)["pango_attr_list_insert"] = insert_and_hold


def parse_what_is_named(ffi: Any) -> None:
    """Let the parser of C know the types that a name is made of. cffi tells it all that WeasyPrint
    declares before each name that it meets first: 22 ms of a report of one page."""
    parser: Any = getattr(ffi, "_parser", None)
    if not (hasattr(parser, "_parse") and hasattr(parser, "_declarations")):
        return
    parse = parser._parse

    def parse_with_named(source: str) -> Any:
        declared = parser._declarations
        named = {f"typedef {word}" for word in re.findall(r"\w+", source)}
        parser._declarations = {name: declared[name] for name in named if name in declared}
        try:
            return parse(source)
        finally:
            parser._declarations = declared

    parser._parse = parse_with_named


def _name_arrays_once() -> None:
    """Let lists of code points and glyphs for HarfBuzz be of one type. WeasyPrint names a type for
    each length, and each new name is parsed as C, after every name that was declared before it."""
    from weasyprint.text.ffi import ffi

    new, array = ffi.new, ffi.typeof("hb_codepoint_t[]")

    def new_or_array(kind: Any, *given: Any) -> Any:
        # With its values it has the length of these, which is the one that is named.
        return new(array if given and str(kind).startswith("hb_codepoint_t[") else kind, *given)

    vars(ffi)["new"] = new_or_array


@contextlib.contextmanager
def _found_by_the_loader() -> Iterator[None]:
    """Let the dynamic loader find WeasyPrint's libraries, where it can.

    WeasyPrint tries each by its names on other systems first, and for every wrong name ctypes runs
    ldconfig, gcc and ld: 54 processes, which take as long as WeasyPrint itself to load.
    """
    if sys.platform != "linux" or "weasyprint" in sys.modules:
        yield
        return
    import ctypes.util

    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        yield
        return
    find = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find
