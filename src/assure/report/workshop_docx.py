"""A workshop sheet as a Word document that can be changed before it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain, repeat

from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from assure.report.formats import clip_short
from assure.report.word import (
    BLUE,
    BOX,
    GREY,
    LONG_SIDE,
    SHORT_SIDE,
    SIDES,
    add_field,
    add_table,
    end_section,
    lay,
    new_document,
    packed,
    with_boxes,
    words,
)
from assure.report.workshop import (
    HOW_TO,
    Block,
    Key,
    References,
    Sheet,
    Table,
)
from assure.words.days import long_date

NUMBER_WIDTH = Mm(10)
ROW_HEIGHT = Mm(12)
LONGEST_UNIT = 40  # characters of a unit beside the line that a number is written on


def sheet_docx(sheet: Sheet, day: dt.date) -> bytes:
    """The document's bytes: the same for the same sheet and day."""
    return packed(_Writer(sheet, day).document, day)


class _Writer:
    """Writes one document from top to bottom."""

    def __init__(self, sheet: Sheet, day: dt.date) -> None:
        self.sheet = sheet
        title = f"{sheet.title}: workshop sheet"
        self.document = new_document(title, sheet.purpose, day)
        self.across = False
        self.footer()
        self.front(day)
        for part in sheet.parts:
            for place, (across, blocks) in enumerate(part.runs):
                self.turn(across)
                if not place:
                    heading = f"Part {part.number} of {len(sheet.parts)}: {part.title}"
                    self.paragraph(heading, "Heading 1")
                    if part.about:
                        self.paragraph(part.about, "About")
                for first, block in zip(chain([True], repeat(False)), blocks, strict=False):
                    self.block(block, new_page=across and not first)
        for references in sheet.references:
            self.turn(False)
            self.references(references)

    @property
    def width(self) -> Length:
        return Length((LONG_SIDE if self.across else SHORT_SIDE) - 2 * SIDES)

    def widths(self, shares: Sequence[float]) -> list[Length]:
        """``shares`` of the width, given in percent."""
        return [Length(int(self.width * share / 100)) for share in shares]

    # Pieces

    def paragraph(self, text: str, style: str, *, bold: str = "") -> Paragraph:
        """``bold`` stands before ``text``."""
        paragraph = self.document.add_paragraph(style=style)
        if bold:
            paragraph.add_run(words(bold)).bold = True
        paragraph.add_run(f" {words(text)}" if bold and text else words(text))
        return paragraph

    def lines(self, *parts: tuple[str, float], last: bool = False) -> Paragraph:
        """Words, each with a line to write on that ends at that share of the width; kept with
        what follows unless it is the ``last`` of a question."""
        paragraph = self.document.add_paragraph(style="Write here")
        paragraph.paragraph_format.keep_with_next = not last
        for before, end in parts:
            if before:
                with_boxes(paragraph, before)
            paragraph.add_run("\t")
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Length(int(self.width * end)), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES
            )
        return paragraph

    def after(self, paragraph: Paragraph) -> None:
        """A little room above, where a rule stands over it."""
        paragraph.paragraph_format.space_before = Pt(4)

    def turn(self, across: bool) -> None:
        """A new section of pages that lie the other way, if they do."""
        if across == self.across:
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        end_section(self.document)
        self.across = across
        lay(section, across=across)

    def footer(self) -> None:
        footer = self.document.sections[0].footer
        paragraph = footer.paragraphs[0]
        paragraph.add_run(
            f"{clip_short(words(self.sheet.title), 70)}, version {self.sheet.version}. Page "
        )
        add_field(paragraph, "PAGE")
        paragraph.add_run(" of ")
        add_field(paragraph, "NUMPAGES")

    def front(self, day: dt.date) -> None:
        sheet = self.sheet
        self.paragraph(sheet.title, "Title")
        minutes = "minute" if sheet.minutes == 1 else "minutes"
        self.paragraph(f"Workshop sheet: {sheet.size}, about {sheet.minutes} {minutes}.", "Note")
        self.paragraph(sheet.purpose, "Purpose")
        self.paragraph(sheet.when_to_use, "Normal", bold="When to use it.")
        self.paragraph(sheet.who, "Normal", bold="Who should be in the room.")
        self.paragraph("How to fill it in", "Heading 2")
        for line in HOW_TO:
            self.paragraph(line, "List Bullet")
        self.paragraph(
            f"Afterwards type the answers in: “{sheet.type_in}” asks the same questions and keeps "
            "each answer.",
            "List Bullet",
        )
        if sheet.left_out:
            self.paragraph(sheet.left_out, "List Bullet")
        if sheet.plan:
            stood = f" as it stood on {long_date(day)}" if sheet.told else ""
            self.paragraph(f"{clip_short(sheet.plan)}{stood}", "Normal", bold="The plan:")
        else:
            self.lines(("The plan or partnership ", 1))
        self.lines(("Day ", 0.3), (" Posts in the room ", 1))
        self.lines(("", 1))
        self.after(self.paragraph(sheet.origin, "Note", bold="Where the questions come from."))

    def block(self, block: Block, *, new_page: bool) -> None:
        heading = self.document.add_paragraph(style="Heading 2")
        heading.paragraph_format.page_break_before = new_page
        heading.add_run(f"{block.number}  ").font.color.rgb = BLUE
        heading.add_run(words(block.text))
        key = heading.add_run(f"  ({words(block.key)})")
        key.bold, key.font.size, key.font.color.rgb = False, Pt(9), GREY
        if block.applies:
            self.paragraph("", "Question", bold=block.applies)
        if block.help:
            self.paragraph(block.help, "Question")
        for line in block.told:
            self.paragraph(line, "Told")
        if block.why:
            self.paragraph(f"Why it is asked: {block.why}", "Note")
        if block.evidence:
            self.paragraph(f"What would show it: {block.evidence}", "Note")
        if block.hint:
            self.paragraph(block.hint, "Question")
        self.answer(block)
        self.lines(("Evidence ", 0.68), (" dated ", 1))
        self.lines((f"{BOX} Don’t know   {BOX} Not applicable   because ", 1), last=True)

    def answer(self, block: Block) -> None:
        match block.form:
            case "boxes" | "rank":
                for box in block.boxes:
                    paragraph = self.document.add_paragraph(style="Box")
                    with_boxes(paragraph, f"{BOX}\t")
                    label = f"{box.label}." if box.means else box.label
                    paragraph.add_run(words(label)).bold = True
                    if box.means:
                        paragraph.add_run(f" {words(box.means)}")
            case "ring":
                numbers = "     ".join(str(number) for number in block.numbers)
                self.paragraph("", "Question", bold=numbers)
            case "line":
                self.lines(("", 0.3)).add_run(f" {clip_short(words(block.unit), LONGEST_UNIT)}")
            case "money":
                self.lines(("£ ", 0.3))
            case "day":
                self.lines(("Day ", 0.2), (" month ", 0.5), (" year ", 0.7))
            case "lines":
                for _ in range(3):
                    self.lines(("", 1))
            case "table" if block.table is not None:
                self.entries(block.table, f"{block.number} {block.text}")

    def entries(self, table: Table, of: str) -> None:
        for key in table.keys:
            self.key(key)
        shares = [NUMBER_WIDTH / self.width * 100]
        shares += [column.share * (1 - shares[0] / 100) for column in table.columns]
        heads = [("No.", ""), *((column.text, column.hint) for column in table.columns)]
        made = add_table(self.document, heads, self.widths(shares), table.rows, of)
        for number, row in enumerate(made.rows[1:], start=1):
            row.height, row.height_rule = ROW_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
            cells = row.cells
            cells[0].paragraphs[0].add_run(str(number))
            for cell, column in zip(cells[1:], table.columns, strict=True):
                with_boxes(cell.paragraphs[0], "\n".join(f"{BOX} {box}" for box in column.boxes))
        for row in made.rows[:-1]:  # the whole table on one page, where it fits
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        if table.more:
            self.after(self.paragraph("Is there more? Add rows, or go on overleaf.", "Note"))

    def key(self, key: Key) -> None:
        paragraph = self.document.add_paragraph(style="Note")
        paragraph.add_run(words(key.text))
        for sign, label, means in key.options:
            paragraph.add_run(f"  {sign} ").bold = True
            paragraph.add_run(words(f"{label}: {means}" if means else f"{label}."))
        if key.before:
            paragraph.add_run(f" Question {key.before} says what they mean.")

    def references(self, references: References) -> None:
        self.paragraph(f"The {references.noun} of the plan", "Heading 1")
        made = add_table(
            self.document,
            [("Reference", ""), ("What it is", "")],
            self.widths([14, 86]),
            len(references.rows),
            f"The {references.noun} of the plan",
        )
        for row, texts in zip(made.rows[1:], references.rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].add_run(clip_short(words(text)) or "no title")
        shown = len(references.rows)
        more = f"These are the first {shown} of {references.count}; the others are in the plan."
        self.paragraph(
            more if references.count > shown else "Refer to them by the reference.", "Note"
        )
