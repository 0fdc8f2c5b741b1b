"""The board paper as a Word document, which its author edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.shared import Length, Mm, Pt

from assure.report.committee import TO_COMPLETE, Block, Items, Para, Part, Table
from assure.report.formats import long_date
from assure.report.word import BOX, add_field, add_table, new_document, packed, with_boxes, words

TEXT_WIDTH = 176  # mm
INDENT = Mm(11)


def board_paper_docx(
    title: str,
    details: Sequence[tuple[str, str]],
    parts: Sequence[Part],
    day: dt.date,
    *,
    edition: str = "",
) -> bytes:
    """The document (.docx). The same words and day give the same bytes."""
    document = new_document(f"{title}: board paper", "Board paper", day)
    document.add_paragraph(words(title), style="Title")
    document.add_paragraph("Board paper", style="Purpose")
    if edition:
        document.add_paragraph(edition, style="Told")
    for label, text in details:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        if text:
            paragraph.add_run(words(text))
        else:
            with_boxes(paragraph, f"{BOX} {TO_COMPLETE}")
    for part in parts:
        document.add_paragraph(f"{part.number}. {words(part.title)}", style="Heading 1")
        _add(document, part.blocks)
        for section in part.sections:
            document.add_paragraph(words(section.title), style="Heading 2")
            _add(document, section.blocks)
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(f"Board paper, {long_date(day)}. Page ")
    add_field(foot, "PAGE")
    return packed(document, day)


def _add(document: Document, blocks: Iterable[Block]) -> None:
    after_table = False
    for block in blocks:
        if isinstance(block, Para):
            _paragraph(document, block, Pt(6) if after_table else Pt(0))
        elif isinstance(block, Items):
            _items(document, block)
        else:
            _table(document, block)
        after_table = isinstance(block, Table)


def _paragraph(document: Document, block: Para, above: Length) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = above
    form.left_indent, form.first_line_indent = INDENT, -INDENT
    form.tab_stops.add_tab_stop(INDENT)
    paragraph.add_run(f"{block.number}\t")
    if block.to_complete:
        with_boxes(paragraph, f"{BOX} ")
        paragraph.add_run(f"{TO_COMPLETE}: ").bold = True
    if block.lead:
        paragraph.add_run(f"{words(block.lead)} ").bold = True
    paragraph.add_run(words(block.text))


def _items(document: Document, block: Items) -> None:
    for mark, line in block.marked:
        if not mark:
            paragraph = document.add_paragraph(words(line), style="List Bullet")
            paragraph.paragraph_format.left_indent = INDENT + Mm(5)
            continue
        paragraph = document.add_paragraph(f"{mark}\t{words(line)}")
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent = INDENT + Mm(9), -Mm(9)
        form.tab_stops.add_tab_stop(INDENT + Mm(9))


def _table(document: Document, block: Table) -> None:
    widths = [Mm(TEXT_WIDTH * share / 100) for _, share in block.heads]
    heads = [(head, "") for head, _ in block.heads]
    table = add_table(document, heads, widths, len(block.rows), block.of)
    for row, cells in zip(table.rows[1:], block.rows, strict=True):
        for place, cell in zip(row.cells, cells, strict=True):
            paragraph = place.paragraphs[0]
            paragraph.add_run(words(cell.text)).bold = cell is cells[0]
            if cell.under:
                paragraph.add_run(f"\n{words(cell.under)}")
