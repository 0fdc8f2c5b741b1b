"""A form as a Word document, for those who must finish it in their own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from assure.report.formats import long_date
from assure.report.forms import Block, Cell, Column, Form, Part, Points, Room, Table, Text, Triangle
from assure.report.word import (
    BLUE,
    GREY,
    LONG_SIDE,
    SHORT_SIDE,
    SIDES,
    add_field,
    add_table,
    lay,
    new_document,
    packed,
    words,
)

ROW_HEIGHT = Mm(14)  # at least, to write by hand
STYLE_OF_TEXT = {"": "Normal", "note": "Note", "strong": "Told"}


def form_docx(form: Form, day: dt.date) -> bytes:
    """The document's bytes: the same for the same form and day."""
    return packed(_Writer(form, day).document, day)


class _Writer:
    """Writes one document from top to bottom."""

    def __init__(self, form: Form, day: dt.date) -> None:
        self.form = form
        self.document: Document = new_document(f"{form.title}: {form.about}", form.lead, day)
        section = self.document.sections[0]
        lay(section, across=form.wide)
        self.width = (LONG_SIDE if form.wide else SHORT_SIDE) - 2 * SIDES
        foot = section.footer.paragraphs[0]
        foot.add_run(words(f"{form.title}, {long_date(day)}. Page") + " ")
        add_field(foot, "PAGE")
        self.line(form.title, "About")
        self.line(form.about, "Title")
        self.line(long_date(day), "About")
        self.line(form.lead, "Purpose")
        for part in form.parts:
            self.part(part)
        if form.lacking:
            self.line("What is not known", "Heading 1")
            for sentence in form.lacking:
                self.line(sentence, "List Bullet")
        self.close()

    def close(self) -> None:
        """The closing words, never alone on a page where what is before them is text."""
        last = self.document.element.body[-2]  # the last element tells of the pages
        if last.tag == qn("w:p"):
            Paragraph(last, self.document).paragraph_format.keep_with_next = True
        self.line(self.form.closing, "Note", above=Pt(8))

    def line(self, text: str, style: str, above: Length | None = None) -> None:
        if text.strip():
            made = self.document.add_paragraph(words(text), style=style)
            if above is not None:
                made.paragraph_format.space_before = above

    def part(self, part: Part) -> None:
        heading = self.document.add_paragraph(
            words(f"{part.topic}: {part.says}"), style="Heading 1"
        )
        heading.paragraph_format.page_break_before = part.page
        for block in part.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        if isinstance(block, Text):
            self.line(block.text, STYLE_OF_TEXT[block.kind], Pt(8) if block.kind else None)
            return
        if isinstance(block, Triangle):
            self.line(block.says, "Normal")
            return
        if block.title:
            self.line(block.title, "Heading 2")
        if isinstance(block, Points):
            for item in block.items or (block.none,):
                self.line(item, "List Bullet" if block.items else "Normal")
        elif isinstance(block, Room):
            rows = [(Cell(str(number)),) for number in range(1, block.rows + 1)]
            self.table(block.title, block.columns, rows, height=ROW_HEIGHT)
        else:
            self.of_rows(block)

    def of_rows(self, block: Table) -> None:
        if not block.rows:
            self.line(block.none, "Normal")
            return
        self.line(block.note, "Note")
        self.table(block.title, block.columns, block.rows)

    def table(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        height: Length | None = None,
    ) -> None:
        before = self.document.element.body[-2:-1]  # the last element tells of the pages
        if any(element.tag == qn("w:tbl") for element in before):
            # A table that ends where the next begins would be joined to it.
            self.document.add_paragraph(style="Cell")
        heads = [(column.head, column.under) for column in columns]
        widths = [self.width * column.share // 100 for column in columns]
        room = height is not None
        made = add_table(self.document, heads, map(Length, widths), len(rows), title, whole=room)
        for row, told in zip(made.rows[1:], rows, strict=True):
            if height is not None:
                row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
            cells = row.cells  # each look at it reads the whole row anew
            for place, cell in enumerate(told):
                _fill(cells[place], cell, bold=place == 0)


def _fill(into: _Cell, cell: Cell, *, bold: bool) -> None:
    """Each piece of the cell on a line of its own."""
    paragraph = into.paragraphs[0]
    pieces = [("", cell.text), *cell.lines, ("", cell.under)]
    for place, (label, text) in enumerate(piece for piece in pieces if any(piece)):
        if place:
            paragraph.add_run().add_break()
        if label:
            named = paragraph.add_run(f"{words(label)} ")
            named.bold, named.font.color.rgb = True, BLUE
        run = paragraph.add_run(words(text))
        run.bold = bold and text is cell.text
        if text is cell.under:
            run.font.color.rgb = GREY
