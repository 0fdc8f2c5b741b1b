"""Word documents as we write them: our styles, British English, tables that can be read out.

What python-docx has no word for is put into the XML here.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from assure.words.text import clean, one_line

LANGUAGE = "en-GB"
FONT, FONT_OF_BOXES = "Arial", "Segoe UI Symbol"
INK, BLUE, GREY = RGBColor(0x16, 0x20, 0x2A), RGBColor(0x12, 0x43, 0x6D), RGBColor(0x4A, 0x56, 0x61)
BOX = "\N{BALLOT BOX}"
SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
SIDES, HEAD, FOOT = Mm(17), Mm(18), Mm(18)
LONGEST_PROPERTY = 255  # characters

# Style, size in points, bold, colour, points above and below. Those that Word lacks are made.
STYLES = (
    ("Normal", 10.5, False, INK, 0, 4),
    ("Title", 26, True, INK, 0, 2),
    ("Heading 1", 17, True, BLUE, 18, 3),
    ("Heading 2", 12, True, INK, 13, 2),
    ("List Bullet", 10.5, False, INK, 0, 2),
    ("Footer", 9, False, GREY, 0, 0),
    ("About", 10.5, False, GREY, 0, 4),
    ("Purpose", 13, False, INK, 4, 8),
    ("Question", 10.5, False, INK, 0, 3),
    ("Told", 10.5, True, BLUE, 2, 3),
    ("Note", 9, False, GREY, 0, 2),
    ("Box", 10.5, False, INK, 0, 2),
    ("Cell", 9, False, INK, 2, 2),
    ("Write here", 10, False, INK, 9, 0),
)
# What these say of a question stays with what follows: its heading, its help, its boxes.
KEPT = frozenset({"Heading 1", "Heading 2", "About", "Question", "Told", "Note", "Box"})


def new_document(title: str, subject: str, day: dt.date) -> Word:
    """A document of A4 pages, upright, that knows the styles above. ``day`` is when it was made."""
    document: Word = Document()
    _set_styles(document)
    _set_mode(document)
    lay(document.sections[0], across=False)
    properties = document.core_properties
    properties.title = words(title)[:LONGEST_PROPERTY]
    properties.subject = words(subject)[:LONGEST_PROPERTY]
    properties.language = LANGUAGE
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = dt.datetime.combine(day, dt.time())
    return document


def words(text: str) -> str:
    """``text`` on one line, without what a Word document cannot hold."""
    return one_line(clean(text))


def with_boxes(paragraph: Paragraph, text: str) -> None:
    """``text``, which keeps its lines; its boxes in a font that has them, so that no program has
    to look for one."""
    for place, piece in enumerate(clean(text).split(BOX)):
        if place:
            run = paragraph.add_run(BOX)
            run.font.name, run.font.size = FONT_OF_BOXES, Pt(13)
            # Word counts the sign among those of East Asia, and would take their font.
            run._r.find(f".//{qn('w:rFonts')}").set(qn("w:eastAsia"), FONT_OF_BOXES)
        if piece:
            paragraph.add_run(piece)


def add_table(
    document: Word,
    heads: Sequence[tuple[str, str]],
    widths: Iterable[Length],
    rows: int,
    of: str,
    *,
    whole: bool = False,
) -> Table:
    """A table under ``heads`` (words, and how to fill the column in), repeated on each page.

    ``of`` is what a screen reader says for it. The heads are never left at the foot of a page
    without a row, and a ``whole`` table is not torn at all.
    """
    made: Table = document.add_table(rows + 1, len(heads), style="Table Grid")
    made.autofit = False
    _draw(made)
    _add(made._tbl.tblPr, "w:tblCaption", val=words(of)[:LONGEST_PROPERTY])
    style = document.styles["Cell"].style_id
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        _add(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, column in zip(row.cells, made.columns, strict=True):
            cell.width = column.width
            # By its id: a name is looked for among all styles, and there may be ten thousand cells.
            cell.paragraphs[0]._p.style = style
    head = made.rows[0]
    _add(head._tr.get_or_add_trPr(), "w:tblHeader")
    for cell, (text, hint) in zip(head.cells, heads, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(words(text)).bold = True
        if hint:
            paragraph.add_run(f"\n{words(hint)}").font.color.rgb = GREY
    for row in made.rows[: -1 if whole else 1]:
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    return made


def lay(section: Section, *, across: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        (LONG_SIDE, SHORT_SIDE) if across else (SHORT_SIDE, LONG_SIDE)
    )
    section.left_margin = section.right_margin = SIDES
    section.top_margin, section.bottom_margin = HEAD, FOOT
    section.footer_distance = Mm(9)


def _set_styles(document: Word) -> None:
    """The styles used, each with its own font: those of the theme would win over a name."""
    styles = document.styles
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
    for name, size, bold, color, before, after in STYLES:
        known = name in {style.name for style in styles}
        style: Any = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not known:
            style.base_style = styles["Normal"]
        _set_font(style, size, color, bold=bold)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
        form.keep_with_next = name in KEPT
        form.keep_together = True
    box: Any = styles["Box"]
    box.paragraph_format.left_indent, box.paragraph_format.first_line_indent = Mm(8), Mm(-8)
    box.paragraph_format.tab_stops.add_tab_stop(Mm(8))
    _drop(styles["Title"].element, "w:pBdr")


def _set_mode(document: Word) -> None:
    """The way Word 2013 and later lay pages out: a table begins at the margin."""
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)


def _set_font(style: ParagraphStyle, size: float, color: RGBColor, *, bold: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = color
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    for name in ("w:spacing", "w:kern"):
        _drop(style.element.rPr, name)


def _drop(element: Any, name: str) -> None:
    for found in list(element.iter(qn(name))):
        found.getparent().remove(found)


def _add(parent: Any, name: str, **attributes: str) -> Any:
    child = OxmlElement(name)
    for attribute, value in attributes.items():
        child.set(qn(f"w:{attribute}"), value)
    parent.append(child)
    return child


def _draw(table: Table) -> None:
    """Thin grey rules, that leave the writing to be seen."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, f"w:{edge}", val="single", sz="4", space="0", color="8A949E")
    # The order of these is part of the format.
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)


def add_field(paragraph: Paragraph, name: str) -> None:
    _add(paragraph._p, "w:fldSimple", instr=name)


def end_section(document: Word) -> None:
    """Ends the section before the last in its last words. python-docx ends it in a paragraph of its
    own, which would be read out as an empty one and could make a page."""
    body = document.element.body
    holder = body.findall(qn("w:p"))[-1]
    before = holder.getprevious()
    if before.tag == qn("w:p"):
        before.get_or_add_pPr().append(holder.pPr.find(qn("w:sectPr")))
        body.remove(holder)


def packed(document: Word, day: dt.date) -> bytes:
    """The document without the time of saving."""
    saved = io.BytesIO()
    document.save(saved)
    steady = io.BytesIO()
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return steady.getvalue()
