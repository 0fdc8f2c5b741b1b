"""A minute sheet as a Word document, to fill in on a screen or by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm
from docx.table import _Row

from assure.report.word import add_table, lay, new_document, packed, words

ROW_HEIGHT = Mm(16)  # at least, to write by hand


@dataclass(frozen=True)
class MinuteTable:
    """A heading, headings of columns with their widths in mm, and rows of texts."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


def minutes_docx(
    title: str,
    about: Sequence[tuple[str, str]],
    how_to: Sequence[str],
    tables: Sequence[MinuteTable],
    day: dt.date,
) -> bytes:
    """The document (.docx). ``about`` says of which review it is, line by line.

    The same texts and day give the same bytes.
    """
    document = new_document(title, "Minutes of a challenge session", day)
    lay(document.sections[0], across=True)
    document.add_paragraph(words(title), style="Title")
    for line in how_to:
        document.add_paragraph(words(line))
    first, *rest = about
    _table(document, "What these minutes are of", [(first[0], 50), (first[1], 150)], rest)
    for each in tables:
        document.add_paragraph(words(each.title), style="Heading 1")
        for row in _table(document, each.title, each.columns, each.rows):
            row.height, row.height_rule = ROW_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
    return packed(document, day)


def _table(
    document: Document,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
) -> list[_Row]:
    """Adds a table, and gives the rows below its headings."""
    heads = [(heading, "") for heading, _ in columns]
    table = add_table(document, heads, [Mm(width) for _, width in columns], len(rows), title)
    below = table.rows[1:]
    for row, texts in zip(below, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(words(text))
    return below
