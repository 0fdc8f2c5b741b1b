"""A Word document as a locality wants it: its logo, font and accent, cover text and marking."""

from __future__ import annotations

import base64
import datetime as dt
import io
import xml.etree.ElementTree as ET
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph

from assure.report.look import PLAIN, Look
from assure.report.word import BLUE, FONT, packed, words

LOGO_HEIGHT, LOGO_WIDTH = Mm(12), Mm(60)  # at most
STAND_IN = 480  # pixels: the width of what stands for a drawing where none can be shown
# How Word 2016 and later tell of a drawing beside the picture that older programs show.
_DRAWING = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{}"/></a:ext></a:extLst>'
)


def dressed(content: bytes, day: dt.date, look: Look) -> bytes:
    """The document ``content``, made on ``day``, in ``look``: the protective marking at the head
    and foot of each page, logo and cover text before all else, our blue in the accent, our font in
    the locality's. The font is named, not carried: where it is not installed Word takes another.
    """
    accent = "" if look.accent == PLAIN.accent else look.accent
    if not (look.logo or look.cover or look.marking or look.font or accent):
        return content
    document: Word = Document(io.BytesIO(content))
    if accent:
        _recolour(document, RGBColor.from_string(accent.removeprefix("#").upper()))
    if look.font:
        _reset(document, look.font)
    if look.cover:
        document.paragraphs[0].insert_paragraph_before(words(look.cover), style="About")
    if look.logo:
        first = document.paragraphs[0]
        _add_logo(first.insert_paragraph_before(style="About"), look.logo, look.logo_text)
    if look.marking:
        _mark(document, look.marking)
    return packed(document, day)


def _recolour(document: Word, accent: RGBColor) -> None:
    for part in (document.element, document.styles.element):
        for color in part.iter(qn("w:color")):
            if color.get(qn("w:val")) == str(BLUE):
                color.set(qn("w:val"), str(accent))


def _reset(document: Word, font: str) -> None:
    """Whatever is set in our font in ``font``."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for attribute, name in list(fonts.attrib.items()):
            if name == FONT:
                fonts.set(attribute, font)


def _add_logo(paragraph: Paragraph, logo: str, shows: str) -> None:
    kind, _, encoded = logo.partition(";base64,")
    content = base64.b64decode(encoded)
    drawn = kind.endswith("svg+xml")
    picture: Any = paragraph.add_run().add_picture(
        io.BytesIO(_stand_in(content) if drawn else content)
    )
    scale = min(LOGO_HEIGHT / picture.height, LOGO_WIDTH / picture.width)
    picture.height, picture.width = int(picture.height * scale), int(picture.width * scale)
    picture._inline.docPr.set("descr", words(shows))
    if drawn:
        part: Any = paragraph.part
        drawing = Part(PackURI("/word/media/logo.svg"), "image/svg+xml", content, part.package)
        key = part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE)
        blip = picture._inline.find(f".//{qn('a:blip')}")
        blip.append(parse_xml(_DRAWING.format(key)))


def _stand_in(drawing: bytes) -> bytes:
    """A white picture as large as ``drawing``, for programs that show no drawings."""
    from defusedxml.ElementTree import fromstring
    from PIL import Image

    width, height = _size(fromstring(drawing))
    saved = io.BytesIO()
    high = max(1, round(STAND_IN * height / width))
    Image.new("RGB", (STAND_IN, high), "white").save(saved, "PNG")
    return saved.getvalue()


def _size(drawing: ET.Element) -> tuple[float, float]:
    """Width and height in whatever unit; a square where a drawing says nothing of use."""
    box = drawing.get("viewBox", "").replace(",", " ").split()
    said = box[2:4] if len(box) == 4 else [drawing.get("width", ""), drawing.get("height", "")]
    try:
        width, height = (float(number.rstrip("abcdefghijklmnopqrstuvwxyz%")) for number in said)
    except ValueError:
        return 1, 1
    return (width, height) if width > 0 and height > 0 and height < 100 * width else (1, 1)


def _mark(document: Word, marking: str) -> None:
    for place, section in enumerate(document.sections):
        edges = [section.header, section.footer]
        if section.different_first_page_header_footer:
            edges += [section.first_page_header, section.first_page_footer]
        for edge in edges:
            if edge.is_linked_to_previous and place:
                continue  # it shows that of the section before
            first = edge.paragraphs[0]
            paragraph = first.insert_paragraph_before() if first.text or first._p.r_lst else first
            paragraph.add_run(words(marking)).bold = True
