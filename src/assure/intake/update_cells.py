"""The cells of a returned update → values, with a problem for each that could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assure.facts.quarterly import FIVE_STATUSES
from assure.facts.quarters import Quarter
from assure.intake import update_sheets as sheets
from assure.intake.cells import CellReader
from assure.intake.grid import Cell, Grid
from assure.model.values import Rag, Status, When
from assure.words.days import long_date
from assure.words.statuses import parse_rag, parse_status
from assure.words.text import is_nothing, one_line, plain

_LONGEST_STATUS = 4  # words; what is longer tells a story
_STATUS_OF = {plain(words): status for status, words in FIVE_STATUSES.items()}


def rows_under(
    grid: Grid, header: int, headings: Mapping[str, str], reader: CellReader
) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Each row below the headings: its number, and its cells by field. What stands under no
    known heading is told."""
    columns: dict[int, str] = {}
    for column, cell in sorted(grid.rows[header].items()):
        name = headings.get(plain(cell.text), "")
        if name in columns.values():
            reader.problem(
                "heading-twice",
                cell,
                f"“{one_line(cell.text)[:40]}” is there twice.",
                "Keep one of the two columns.",
            )
        columns[column] = name
    for number, row in grid:
        if number <= header:
            continue
        cells = {}
        for column, cell in sorted(row.items()):
            name = columns.get(column, "")
            if name:
                cells[name] = cell
            else:
                reader.problem(
                    "no-such-column",
                    cell,
                    f"“{one_line(cell.text)[:60]}” stands under no heading of the update.",
                    "Move it to the column where it belongs, or take it out.",
                )
        yield number, cells


def words_in(cell: Cell | None) -> str:
    return "" if cell is None or is_nothing(cell.text) else cell.text.strip()


def status_in(cell: Cell | None, reader: CellReader) -> Status | None:
    if cell is None or is_nothing(cell.text):
        return None
    status = _STATUS_OF.get(plain(cell.text))
    if status is None and len(cell.text.split()) <= _LONGEST_STATUS:
        status = parse_status(cell.text).status
    if status is None or status is Status.UNKNOWN:
        words = ", ".join(FIVE_STATUSES.values())
        reader.problem(
            "unknown-status",
            cell,
            f"“{one_line(cell.text)[:60]}” is no status.",
            f"Choose one of: {words}.",
        )
        return None
    return status


def rag_in(cell: Cell | None, reader: CellReader) -> Rag | None:
    if cell is None or is_nothing(cell.text):
        return None
    rag = parse_rag(cell.text)
    if rag is None:
        words = ", ".join(sheets.RAGS.values())
        wrong = f"“{one_line(cell.text)[:60]}” is no RAG rating."
        reader.problem("unknown-rag", cell, wrong, f"Choose one of: {words}.")
    return rag


def date_in(cell: Cell | None, reader: CellReader, quarter: Quarter | None) -> When | None:
    """The new date, which has to settle a day: a promise without one is none. One from before the
    ``quarter`` that is told of is a slip, such as the year before, or a count in this cell."""
    if cell is None or is_nothing(cell.text):
        return None
    before = len(reader.problems)
    when = reader.when(cell)
    if when.latest is not None and quarter is not None and when.latest < quarter.start:
        reader.problem(
            "past-day",
            cell,
            f"{long_date(when.latest)} is before the quarter that is told of began.",
            "Write the new date with its year, as 31/03/2027.",
        )
        return None
    if when.latest is not None:
        return when
    if len(reader.problems) == before:
        reader.problem(
            "no-day",
            cell,
            f"“{one_line(cell.text)[:60]}” is no day.",
            "Write the new date as 31/03/2027, or leave it blank and say more under “Reason”.",
        )
    return None
