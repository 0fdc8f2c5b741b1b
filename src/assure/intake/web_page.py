"""The tables of a web page → grids: what many systems write when asked for “Excel”.

The page is read by the parser of lxml, which mends what is not closed, loads nothing from
anywhere, and runs no script. Every cell is text, as a reader of the page sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assure.intake.grid import Cell, Grid, Merge, make_cell
from assure.intake.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, too_large
from assure.model.base import Problem
from assure.model.errors import UnreadableFileError

_MOST_TAGS = 4_000_000
_MOST_ROWS_SPANNED = 65_534  # as in the standard for HTML
_SAID = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,40})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_COLOUR = re.compile(r"background(?:-color)?\s*:\s*#([0-9a-f]{6})\b", re.I)
_BREAKS = frozenset({"br", "p", "div", "li", "tr"})
_UNSEEN = frozenset({"script", "style", "table", "head", "noscript", "template"})
_BOLD = frozenset({"th", "b", "strong"})


def read_web_page(path: Path, data: bytes) -> tuple[list[Grid], list[Problem]]:
    """Each table with a filled cell. Raises UnreadableFileError with one sentence."""
    # Here: only a web page should pay for it.
    import lxml.html  # type: ignore[import-untyped]
    from lxml import etree

    text = _DECLARATION.sub("", _decoded(data).replace("\x00", ""))
    if text.count("<") > _MOST_TAGS:
        raise too_large(Grid(path.name, None), "tags", _MOST_TAGS)
    try:
        parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
        page = lxml.html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as fault:
        raise UnreadableFileError(
            f"{path.name} cannot be read as a web page; open it in a spreadsheet program and save "
            "it as .xlsx."
        ) from fault
    tables = list(page.iter("table"))[: MAX_SHEETS + 1]
    if len(tables) > MAX_SHEETS:
        raise too_large(Grid(path.name, None), "tables", MAX_SHEETS)
    grids = [
        _grid(Grid(path.name, f"Table {number}" if len(tables) > 1 else None), table)
        for number, table in enumerate(tables, start=1)
    ]
    if not any(grid.rows for grid in grids):
        raise UnreadableFileError(
            f"{path.name} is a web page without a table; save the plan as .xlsx or .csv."
        )
    return grids, []


def _decoded(data: bytes) -> str:
    """By its mark, by what the page says, by UTF-8 where that fits, else by Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    said = _SAID.search(data[:4_000])
    for encoding in ("utf-8-sig", said[1].decode("ascii") if said else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def _grid(grid: Grid, table: Any) -> Grid:
    merges: list[Merge] = []
    hidden: set[int] = set()
    reach: dict[int, int] = {}  # column → the last row that a cell from above spans
    for number, row in enumerate(_rows(table), start=1):
        if "display:none" in (row.get("style") or "").replace(" ", "").casefold():
            hidden.add(number)
        column = 0
        for element in row.iterchildren("td", "th"):
            column += 1
            while reach.get(column, 0) >= number:
                column += 1
            across = _span(element, "colspan", MAX_COLUMNS)
            down = _span(element, "rowspan", _MOST_ROWS_SPANNED)
            last = column + across - 1
            if last > MAX_COLUMNS:
                raise too_large(grid, "columns", MAX_COLUMNS)
            if across > 1 or down > 1:
                merges.append(Merge(number, column, number + down - 1, last))
                reach.update(dict.fromkeys(range(column, last + 1), number + down - 1))
            _place(grid, element, number, column)
            column = last
        if len(grid.rows) > MAX_ROWS:
            raise too_large(grid, "rows", MAX_ROWS)
    grid.merges = tuple(merges)
    grid.hidden_rows = frozenset(hidden & set(grid.rows))
    grid.spread_merges()
    return grid


def _rows(table: Any) -> Iterator[Any]:
    """The rows of this table, and not of one inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _span(element: Any, name: str, most: int) -> int:
    written = (element.get(name) or "").strip()
    return min(max(int(written[:6]), 1), most) if written.isdecimal() else 1


def _place(grid: Grid, element: Any, row: int, column: int) -> None:
    fill = _fill(element)
    cell: Cell | None = make_cell(_words(element), row, column, bold=_bold(element))
    if cell is not None:
        grid.rows.setdefault(row, {})[column] = replace(cell, fill=fill)
    elif fill:
        grid.painted[row, column] = fill


def _words(element: Any) -> str:
    """The text as a browser shows it: white space is one space, a break is a line end."""
    pieces: list[str] = []
    for event, part in _walk(element):
        if event == "text":
            pieces.append(re.sub(r"[ \t\r\n\f]+", " ", part))
        else:
            pieces.append("\n")
    lines = "".join(pieces).split("\n")
    return "\n".join(line for line in (line.strip() for line in lines) if line)


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    yield "text", element.text or ""
    for child in element:
        if child.tag not in _UNSEEN:
            if child.tag in _BREAKS:
                yield "break", ""
            yield from _walk(child)
            if child.tag in _BREAKS - {"br"}:
                yield "break", ""
        yield "text", child.tail or ""


def _bold(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").casefold()
    only = list(element)
    return (
        element.tag == "th"
        or "font-weight:bold" in style
        or "font-weight:700" in style
        or (len(only) == 1 and only[0].tag in _BOLD and not (element.text or "").strip())
    )


def _fill(element: Any) -> str | None:
    written = re.fullmatch(r"#([0-9a-fA-F]{6})", (element.get("bgcolor") or "").strip())
    found = written or _COLOUR.search(element.get("style") or "")
    colour = found[1].upper() if found else None
    return None if colour == "FFFFFF" else colour
