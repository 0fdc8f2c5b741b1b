"""HTML to a tagged PDF that claims PDF/UA-1 and PDF/A-3a. The only file that imports WeasyPrint."""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import functools
import gc
import re
import sys
import weakref
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assure.model.errors import ReportError
from assure.report import glyphs, tags
from assure.report.stand_ins import stand_ins

if TYPE_CHECKING:
    from weasyprint import Document

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
VARIANT = "pdf/a-3a"
# pydyf takes the most pains over every stream. Of what is attached, megabytes of JSON, this takes a
# sixth of the time and leaves a fifth more.
LEVEL = 4
# Where a page says which fonts it brings.
STYLED = re.compile(r"<style\b.*?</style>|<link\b[^>]*>", re.DOTALL | re.IGNORECASE)
OTHERWISE = "ask for --format html"  # what to do where no PDF can be made
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/"
NAMESPACES = {
    "pdfuaid": PDFUAID,
    "pdfaExtension": f"{EXTENSION}extension/",
    "pdfaSchema": f"{EXTENSION}schema#",
    "pdfaProperty": f"{EXTENSION}property#",
}
# PDF/A allows no property that it does not know unless a schema describes it.
UA_METADATA = f"""
<rdf:Description xmlns:rdf="{RDF}" xmlns:pdfuaid="{PDFUAID}" rdf:about="">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
"""
UA_SCHEMA = f"""
<rdf:Description xmlns:rdf="{RDF}" rdf:about=""
  xmlns:pdfaExtension="{EXTENSION}extension/"
  xmlns:pdfaSchema="{EXTENSION}schema#"
  xmlns:pdfaProperty="{EXTENSION}property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>{PDFUAID}</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of PDF/UA (ISO 14289)</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside the PDF. ``day`` stands as its date, so that no clock is read."""

    name: str
    content: bytes
    description: str
    day: dt.date


@functools.cache
def load() -> None:
    """Bring in what making a PDF needs, ahead of the first one. Raises OSError for a missing
    system library."""
    with _found_by_the_loader(), stand_ins(*SPARED):
        import weasyprint.text.fonts  # noqa: F401
    import pydyf  # type: ignore[import-untyped]
    from weasyprint.svg import Node

    pydyf.PDF.page_references = property(_page_references)
    _parse_what_is_named()
    _name_arrays_once()
    Node.text = property(_text_of_drawing)
    _give_back_features()
    # WeasyPrint takes away what it wrote for its fonts, as long as it is whole itself.
    atexit.register(_fonts.cache_clear)


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


class _Features(dict[bytes, Any]):
    """Font features as Pango has them: WeasyPrint would put one into the lists of many texts, each
    of which owns what is in it."""

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


def _parse_what_is_named() -> None:
    """Let the parser of C know the types that a name is made of. cffi tells it all that WeasyPrint
    declares before each name that it meets first: 22 ms of a report of one page."""
    from weasyprint.text.ffi import ffi

    parser = ffi._parser
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


def write_pdf(
    html: str,
    *,
    attachments: Sequence[Attachment] = (),
    otherwise: str = OTHERWISE,
) -> bytes:
    """``html`` as PDF bytes, the same on every run with the same fonts and libraries.

    Nothing is fetched: only ``data:`` addresses are followed. Characters that no shipped font
    can draw are printed as U+FFFD, and the last line says so. Raises ReportError when Pango and
    its kin are missing, which says what to do ``otherwise``.
    """
    try:
        load()
        import weasyprint
    except OSError as error:
        raise ReportError(
            f"The PDF cannot be made, a system library is missing ({error}); install Pango "
            "(on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0) or "
            f"{otherwise}."
        ) from None

    written = glyphs.printable(html)
    drawn, faces = glyphs.drawable(written)
    html = _short_addresses(glyphs.owned_up(written, drawn), faces)
    fetcher = _fetcher(faces)
    style = "\n".join(glyphs.paper_face(face) for face in faces if face not in glyphs.TEXT_FACES)
    fonts = _fonts(style, *STYLED.findall(html))
    sheets = [weasyprint.CSS(string=style, font_config=fonts, url_fetcher=fetcher)] if style else []
    with _no_collector():
        document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            font_config=fonts, stylesheets=sheets, pdf_variant=VARIANT
        )
        _claim_ua(document)
        content: Any = document.write_pdf(
            pdf_variant=VARIANT,
            attachments=[_attach(weasyprint.Attachment, item) for item in attachments],
            finisher=_finish,
        )
    return bytes(content)


@functools.lru_cache(maxsize=1)
def _fonts(*styles: str) -> Any:
    """What Pango knows of fonts, for pages of which every style sheet is one of ``styles``.

    With other sheets it is made anew, for a font of one page must not draw the next. Making it
    reads every font there is, and it never gives back all of its memory: a batch would grow with
    each of its reports.
    """
    import shutil
    import tempfile

    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fonts.font_features = _Features()
    # WeasyPrint would make it, and take it away when the fonts are found to be garbage. Nobody
    # looks for that where a program ends.
    fonts._folder = Path(tempfile.mkdtemp(prefix="assure-fonts-"))
    weakref.finalize(fonts, shutil.rmtree, fonts._folder, ignore_errors=True)
    return fonts


def _short_addresses(html: str, faces: Sequence[glyphs.Face]) -> str:
    """``html`` that names our fonts and does not hold them: WeasyPrint would look at each of their
    hundred thousand characters several times, and decode the WOFF2 glyph by glyph, in Python."""
    for face in faces:
        if face in glyphs.TEXT_FACES:
            html = html.replace(glyphs.data_address(face), face.address)
    return html


def _fetcher(faces: Sequence[glyphs.Face]) -> Any:
    """Follows ``data:`` addresses, and the names of our fonts, which it gives as TrueType."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    known = {face.address: face.outlines for face in faces}

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in known:
                return URLFetcherResponse(url, known[url].read_bytes())
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"data"})


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    """Hold the garbage collector: nearly all that a rendering makes lives until its end, so that
    looking for garbage costs an eighth of the time and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _attach(kind: Callable[..., object], item: Attachment) -> object:
    moment = dt.datetime.combine(item.day, dt.time(), tzinfo=dt.UTC)
    return kind(
        string=item.content,
        name=item.name,
        description=item.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _finish(document: Document, pdf: Any) -> None:
    """What is done to a file that is finished but not yet written."""
    tags.finish(document, pdf)
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/EmbeddedFile":
            item.stream = [zlib.compress(b"".join(item.stream), LEVEL)]
            item.extra["Filter"], item.compress = "/FlateDecode", False


def _claim_ua(document: Document) -> None:
    """Add the PDF/UA claim to the RDF that WeasyPrint makes for PDF/A.

    A second RDF, which the ``xmp_metadata`` option would write, is against PDF/UA 5.
    """
    make = document.metadata.generate_rdf_metadata
    for prefix, namespace in NAMESPACES.items():
        ET.register_namespace(prefix, namespace)

    def with_claim(variant: str, version: int, conformance: str) -> bytes:
        rdf = ET.fromstring(make(variant, version, conformance))  # noqa: S314  WeasyPrint's own
        rdf.append(ET.fromstring(UA_METADATA))  # noqa: S314  our own
        rdf.append(ET.fromstring(UA_SCHEMA))  # noqa: S314  our own
        whole: bytes = ET.tostring(rdf, encoding="utf-8")
        return whole

    document.metadata.generate_rdf_metadata = with_claim
