"""HTML to a tagged PDF that claims PDF/UA-1 and PDF/A-3a. Nothing but this and
``weasyprint_mends`` imports WeasyPrint."""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import functools
import gc
import re
import weakref
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assure.model.errors import ReportError
from assure.report import glyphs, tags, weasyprint_mends

if TYPE_CHECKING:
    from weasyprint import Document

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
    weasyprint_mends.load()
    # WeasyPrint takes away what it wrote for its fonts, as long as it is whole itself.
    atexit.register(_fonts.cache_clear)


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
    fonts.font_features = weasyprint_mends.Features()
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
