"""The tables of a Word document → grids, their cells in the columns that a reader sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from assure.intake.grid import Grid, Merge, Row, make_cell
from assure.intake.limits import MAX_COLUMNS, MAX_ROWS, too_large
from assure.intake.word_text import Paragraph, Texts, blocks, content_of, prompts, shade
from assure.intake.word_xml import W, is_on, number, val
from assure.model.errors import UnreadableFileError

MAX_DEPTH = 20  # tables within tables
_NEAR = 150  # twentieths of a point: borders closer than 2.6 mm were meant to be one
_MOST_SPANNED = 16_384
_WRAPS = frozenset(W + name for name in ("customXml", "smartTag", "ins", "moveTo"))


@dataclass
class TableCell:
    """One cell as it stands in the file; ``left`` and ``right`` count borders from 0."""

    left: int
    right: int
    text: str = ""
    bold: bool = False
    struck: bool = False
    fill: str | None = None
    below: bool = False  # goes on the cell above it
    bottom: int = 0  # the last row that it spans


@dataclass
class WordTable:
    """A table with its rows, and the tables that stand in its cells."""

    widths: list[int]
    rows: list[list[TableCell]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    inner: list[WordTable] = field(default_factory=list)

    def all(self) -> Iterator[WordTable]:
        """The table, then those within it."""
        yield self
        for table in self.inner:
            yield from table.all()


def read_table(element: Element, texts: Texts, file: str, depth: int = 1) -> WordTable:
    """Raises UnreadableFileError for tables nested or filled beyond all sense."""
    if depth > MAX_DEPTH:
        raise UnreadableFileError(
            f"{file} has tables more than {MAX_DEPTH} deep within one another; "
            "copy the table with the actions into a document of its own."
        )
    widths = [number(val(column, "w")) for column in element.findall(f"{W}tblGrid/{W}gridCol")]
    table = WordTable(widths[:_MOST_SPANNED])
    open_above: dict[int, TableCell] = {}
    for source in _rows(element):
        properties = source.find(f"{W}trPr")
        row = _row(source, properties, texts, file, depth, table, open_above)
        table.rows.append(row)
        if properties is not None and is_on(properties.find(f"{W}hidden")):
            table.hidden.add(len(table.rows))
    return table


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag == f"{W}sdt":
            yield from _rows(content_of(child))
        elif child.tag in _WRAPS:
            yield from _rows(child)


def _row(
    source: Element,
    properties: Element | None,
    texts: Texts,
    file: str,
    depth: int,
    table: WordTable,
    open_above: dict[int, TableCell],
) -> list[TableCell]:
    """The cells of a row. ``open_above`` holds, by border, the cells that may go on in it."""
    before = properties.find(f"{W}gridBefore") if properties is not None else None
    border = min(max(number(val(before)), 0), _MOST_SPANNED)
    row: list[TableCell] = []
    still_open: dict[int, TableCell] = {}
    this = len(table.rows) + 1
    for element, silent in _cells(source, False):
        looks = element.find(f"{W}tcPr")
        span = number(val(looks.find(f"{W}gridSpan")), 1) if looks is not None else 1
        right = border + min(max(span, 1), _MOST_SPANNED)
        if row and _merge(looks, "hMerge") == "continue":
            row[-1].right, border = right, right
            continue
        cell = TableCell(border, right, bottom=this)
        goes_on = _merge(looks, "vMerge")
        above = open_above.get(border) if goes_on == "continue" else None
        if above is not None:
            above.bottom = this
            cell.below = True
            still_open[border] = above
        else:
            if looks is None or looks.find(f"{W}cellDel") is None:
                _fill(cell, element, looks, texts, file, depth, table, silent)
            if goes_on:
                still_open[border] = cell
        row.append(cell)
        border = right
    open_above.clear()
    open_above.update(still_open)
    return row


def _cells(source: Element, silent: bool) -> Iterator[tuple[Element, bool]]:
    for child in source:
        if child.tag == f"{W}tc":
            yield child, silent
        elif child.tag == f"{W}sdt":
            yield from _cells(content_of(child), silent or prompts(child))
        elif child.tag in _WRAPS:
            yield from _cells(child, silent)


def _merge(looks: Element | None, name: str) -> str:
    """``restart``, ``continue``, or "" where the cell is not merged."""
    found = looks.find(W + name) if looks is not None else None
    return "" if found is None else val(found) or "continue"


def _fill(
    cell: TableCell,
    element: Element,
    looks: Element | None,
    texts: Texts,
    file: str,
    depth: int,
    table: WordTable,
    silent: bool,
) -> None:
    lines: list[str] = []
    shown: list[Paragraph] = []
    joined = False
    for block, prompting in _flat(element, silent, texts):
        if isinstance(block, Paragraph):
            if joined and lines and lines[-1]:
                lines[-1] += block.text
            elif joined and lines:
                lines[-1] = block.line
            else:
                lines.append(block.line)
            joined = block.joined
            if block.text.strip():
                shown.append(block)
        elif not prompting:
            inner = read_table(block, texts, file, depth + 1)
            table.inner.append(inner)
            lines += [_one_row(row) for row in inner.rows]
    cell.text = "\n".join(line.strip() for line in lines).strip("\n")
    cell.bold = bool(shown) and all(paragraph.bold for paragraph in shown)
    cell.struck = bool(shown) and all(paragraph.struck for paragraph in shown)
    cell.fill = shade(looks.find(f"{W}shd")) if looks is not None else None
    paints = {paragraph.paint for paragraph in shown}
    if cell.fill is None and len(paints) == 1:
        cell.fill = paints.pop()


def _flat(
    element: Element, silent: bool, texts: Texts
) -> Iterator[tuple[Paragraph | Element, bool]]:
    """Paragraphs as read and tables as they are, those in text boxes included."""
    for block, prompting in blocks(element, silent):
        if block.tag != f"{W}p":
            yield block, prompting
            continue
        paragraph = texts.paragraph(block, prompting)
        yield paragraph, prompting
        for box in paragraph.boxes:
            yield from _flat(box, prompting, texts)


def flat(element: Element, texts: Texts) -> Iterator[Paragraph | Element]:
    """As in a cell, for the body of a document."""
    for block, _ in _flat(element, False, texts):
        yield block


def _one_row(row: list[TableCell]) -> str:
    return " | ".join(cell.text.replace("\n", " ") for cell in row if cell.text.strip())


# --- Columns ----------------------------------------------------------------------------


def to_grid(table: WordTable, file: str, name: str) -> Grid:
    """The grid of a table; rows count from 1. Raises UnreadableFileError past the limits."""
    grid = Grid(file, name, hidden_rows=frozenset(table.hidden), of_document=True)
    if len(table.rows) > MAX_ROWS:
        raise too_large(grid, "rows", MAX_ROWS)
    spans = _ordinals(table) or _by_borders(table)
    merges: list[Merge] = []
    for at, row in enumerate(table.rows, start=1):
        filled: Row = {}
        for cell, (left, right) in zip(row, spans[at - 1], strict=True):
            if right > MAX_COLUMNS:
                raise too_large(grid, "columns", MAX_COLUMNS)
            if cell.below:
                continue
            if right > left or cell.bottom > at:
                merges.append(Merge(at, left, cell.bottom, right))
            made = make_cell(cell.text, at, left, bold=cell.bold)
            if made is not None:
                filled[left] = replace(made, struck=cell.struck, fill=cell.fill)
            elif cell.fill is not None:
                grid.painted[at, left] = cell.fill
        if filled:
            grid.rows[at] = filled
    grid.merges = tuple(merges)
    grid.spread_merges()
    return grid


Span = tuple[int, int]  # the first and the last column of a cell


def _ordinals(table: WordTable) -> list[list[Span]] | None:
    """Columns counted along each row, where every row has as many cells or one alone.

    So a table is meant whose borders were dragged row by row, whatever its file says of them.
    """
    counts = Counter(len(row) for row in table.rows if len(row) > 1)
    if len(counts) != 1 or any(not row or row[0].left for row in table.rows):
        return None
    width = next(iter(counts))
    whole = max(row[-1].right for row in table.rows)
    # A cell alone is a line across the table, unless it is the first of an unfinished row.
    if any(len(row) == 1 and row[0].right < whole and not row[0].below for row in table.rows):
        return None
    return [
        [(1, width)] if len(row) == 1 else [(at, at) for at in range(1, width + 1)]
        for row in table.rows
    ]


def _by_borders(table: WordTable) -> list[list[Span]]:
    """Columns as the borders at which any cell begins, near ones taken as one."""
    begun = sorted({cell.left for row in table.rows for cell in row})
    places = _places(table.widths, begun[-1] if begun else 0)
    columns = _numbered(begun, places)
    if any(
        len({columns[cell.left] for cell in row}) < len(row) for row in table.rows
    ):  # two cells of one row would share a column
        columns = {border: at for at, border in enumerate(begun, start=1)}
    spans: list[list[Span]] = []
    for row in table.rows:
        starts = [columns[cell.left] for cell in row]
        last = max(columns.values(), default=1)
        ends = [start - 1 for start in starts[1:]]
        if row:
            ends.append(_last_column(row[-1], begun, columns, last))
        spans.append([(start, max(start, end)) for start, end in zip(starts, ends, strict=True)])
    return spans


def _last_column(cell: TableCell, begun: list[int], columns: dict[int, int], last: int) -> int:
    after = next((border for border in begun if border >= cell.right), None)
    return last if after is None else columns[after] - 1


def _places(widths: list[int], most: int) -> list[int]:
    """How far from the left each border stands, in twentieths of a point."""
    places = [0]
    for at in range(most):
        width = widths[at] if at < len(widths) else 0
        places.append(places[-1] + (width if width > 0 else 10 * _NEAR))
    return places


def _numbered(begun: list[int], places: list[int]) -> dict[int, int]:
    columns: dict[int, int] = {}
    at, place = 0, -_NEAR
    for border in begun:
        if places[border] - place >= _NEAR or not at:
            at, place = at + 1, places[border]
        columns[border] = at
    return columns
