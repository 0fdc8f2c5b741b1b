"""Word documents (.docx, .docm) → a grid for each table, with the text that stands over it.

The XML is walked as it stands: libraries that show a document as paragraphs and tables leave out
content controls, tracked changes and automatic numbers, and take a time that grows with the square
of a table. Macros, links, pictures, comments and notes are never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree.ElementTree import ParseError

from assure.intake.container import Parts
from assure.intake.grid import Grid, letters
from assure.intake.word_headings import Context
from assure.intake.word_numbers import Numbers
from assure.intake.word_tables import WordTable, flat, read_table, to_grid
from assure.intake.word_text import UNKNOWN, Paragraph, Texts
from assure.intake.word_xml import Package, Styles, not_a_document, open_package
from assure.model.base import Problem, Seen
from assure.model.errors import UnreadableFileError
from assure.words.text import one_line

MAX_TABLES = 500
MAX_BELOW = 60  # lines that are kept of the text after a table
MAX_CELL = 32_767  # letters; as many as a cell of a workbook holds
_LIKE_ACTIONS = 3  # numbered or bulleted lines of a document without tables


def read_word(path: Path, data: bytes) -> tuple[list[Grid], list[Problem]]:
    """All tables in reading order, those within others after them.

    Raises UnreadableFileError with one sentence.
    """
    parts = Parts(path.name, data)
    try:
        package = open_package(parts)
        found = _read(package, path.name)
    except UnreadableFileError:
        raise
    except (ParseError, ValueError, LookupError, RecursionError) as fault:
        raise not_a_document(path.name) from fault
    if not found.grids:
        raise UnreadableFileError(_no_table(path.name, found))
    problems = [*_long(found.grids), *_unknown(found.grids)]
    return found.grids, problems


@dataclass
class _Found:
    grids: list[Grid] = field(default_factory=list)
    listed: int = 0  # numbered or bulleted paragraphs outside tables
    words: bool = False


def _read(package: Package, file: str) -> _Found:
    styles = Styles(package.styles)
    texts = Texts(styles, Numbers(package.numbering, styles))
    found = _Found()
    blocks: list[Paragraph | WordTable] = []
    tables = 0
    for source in flat(package.body, texts):
        if isinstance(source, Paragraph):
            blocks.append(source)
            found.words = found.words or bool(source.text.strip())
            found.listed += bool(source.label and source.text.strip())
            continue
        table = read_table(source, texts, file)
        blocks.append(table)
        tables += sum(1 for _ in table.all())
        if tables > MAX_TABLES:
            raise UnreadableFileError(
                f"{file} has more than the {MAX_TABLES} tables that are read; "
                "copy those of the plan into a document of their own."
            )
    context = Context([block for block in blocks if _tells(block)])
    before: WordTable | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            context.paragraph(block)
            if block.text.strip():
                before = None
                if found.grids and len(found.grids[-1].below) < MAX_BELOW:
                    found.grids[-1].below += (one_line(block.line),)
            continue
        for table in block.all():
            grid = to_grid(table, file, f"Table {len(found.grids) + 1}")
            grid.above, grid.under = context.above(), context.under()
            grid.follows = table is block and before is not None and _alike(before, table)
            found.grids.append(grid)
        context.table()
        # Tables within the one before stand between the two, so that neither goes on the other.
        before = None if block.inner else block
    return found


def _tells(block: Paragraph | WordTable) -> bool:
    return isinstance(block, WordTable) or bool(block.text.strip())


def _alike(before: WordTable, table: WordTable) -> bool:
    """True when two tables have the same columns, so that one may go on the other."""
    if len(before.widths) != len(table.widths) or len(table.widths) < 2:
        return False
    return all(
        abs(a - b) <= 0.15 * max(a, b) for a, b in zip(before.widths, table.widths, strict=True)
    )


def _no_table(file: str, found: _Found) -> str:
    if not found.words:
        return f"{file} holds no table and no text; check that it is the plan's file."
    headings = "with headings such as Action, Owner, Due and Status"
    if found.listed >= _LIKE_ACTIONS:
        return (
            f"{file} holds no table, only text with {found.listed} numbered or bulleted lines; "
            f"if they are the actions, put each into a row of a table {headings}."
        )
    return f"{file} holds no table; put each action into a row of a table {headings}."


def _long(grids: list[Grid]) -> list[Problem]:
    """Cut cells to what a cell of a workbook holds, and tell of each."""
    problems: list[Problem] = []
    for grid in grids:
        for row in grid.rows.values():
            for column, cell in row.items():
                if len(cell.text) <= MAX_CELL:
                    continue
                if not cell.inherited:
                    problems.append(
                        Problem(
                            code="long-cell",
                            seen=Seen(file=grid.file, sheet=grid.sheet, cell=cell.place),
                            wrong=f"the cell holds {len(cell.text):,} letters, of which the first "
                            f"{MAX_CELL:,} were read.",
                            do="Keep what the action needs and move the rest out of the table.",
                        )
                    )
                short = cell.text[:MAX_CELL]
                row[column] = replace(cell, value=short, text=short)
    return problems


def _unknown(grids: list[Grid]) -> list[Problem]:
    """One problem for each column with a symbol that no reader could name."""
    problems: list[Problem] = []
    for grid in grids:
        told: set[int] = set()
        for _, row in grid:
            for column, cell in row.items():
                if UNKNOWN in cell.text and column not in told:
                    told.add(column)
                    problems.append(
                        Problem(
                            code="unknown-characters",
                            seen=grid.seen(cell),
                            wrong=f"column {letters(column)} holds a symbol of a font that is not "
                            f"known, shown as “{UNKNOWN}”.",
                            do="Write a word in its place.",
                        )
                    )
    return problems
