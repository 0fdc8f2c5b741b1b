"""Text tables (.csv, .tsv) → one grid; rows count as records, blank ones included."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from assure.intake.grid import Grid, Row, make_cell
from assure.intake.kinds import utf16_of
from assure.intake.limits import MAX_COLUMNS, MAX_ROWS, too_large
from assure.model.base import Problem
from assure.model.errors import UnreadableFileError
from assure.words.text import clean

# What Excel is told in a first line, which it does not show.
_SEPARATOR = re.compile('\ufeff?"?sep=([,;\t|])"?[,;\t|]*\n', re.I)
_DELIMITERS = (",", ";", "\t", "|")
# Stands behind the last record: swallowed by a cell, it tells that a quotation mark is open. No
# text holds it, since ``clean`` takes it out.
_END = "\x1e"


def read_delimited(
    path: Path, data: bytes, *, headed: bool = False
) -> tuple[list[Grid], list[Problem]]:
    """The table as one grid. Raises UnreadableFileError with one sentence.

    ``headed``: the first line is known to hold the headings, so it alone tells the delimiter.
    """
    grid = Grid(path.name, None)
    problems: list[Problem] = []
    text = clean(_decode(data, grid, problems))
    if not text.strip():
        raise UnreadableFileError(f"{path.name} is empty; save it again and check its size.")
    delimiter = "\t" if path.suffix.casefold() == ".tsv" else _delimiter(text, headed)
    if said := _SEPARATOR.match(text):
        delimiter, text = said[1], text[said.end() :]
    for number, record in enumerate(_closed_records(path, text, delimiter), start=1):
        if len(record) > MAX_COLUMNS:
            raise too_large(grid, "columns", MAX_COLUMNS)
        row: Row = {}
        for column, value in enumerate(record, start=1):
            cell = make_cell(value, number, column)
            if cell is not None:
                row[column] = cell
        if row:
            grid.rows[number] = row
            if len(grid.rows) > MAX_ROWS:
                raise too_large(grid, "rows", MAX_ROWS)
    return [grid], problems


def _closed_records(path: Path, text: str, delimiter: str) -> Iterator[list[str]]:
    """Each record. Raises UnreadableFileError when a quotation mark stays open to the end, or a
    cell is longer than any that a person writes.
    """
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    line = 1
    try:
        for record in reader:
            if record == [_END]:
                return
            if any(_END in cell for cell in record):
                raise UnreadableFileError(
                    f"{path.name}, line {line}: a quotation mark is opened and never closed, so "
                    "that all below it would be one cell; close it, or save the table as .xlsx."
                )
            line = reader.line_num + 1
            yield record
    except csv.Error as fault:
        raise UnreadableFileError(
            f"{path.name}, line {line}: a cell has more than {csv.field_size_limit():,} "
            "characters, or a quotation mark is never closed; mend it or save the table as .xlsx."
        ) from fault


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _decode(data: bytes, grid: Grid, problems: list[Problem]) -> str:
    """UTF-8 with or without mark, UTF-16, else what older Excels write."""
    if wide := utf16_of(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # Only Excel for the Mac ends its lines so; its text tables are in the Mac's own encoding.
    old = "mac_roman" if b"\n" not in data and b"\r" in data else "cp1252"
    text, first_other = _by_line(data, old)
    if first_other:
        problems.append(
            Problem(
                code="mixed-encodings",
                seen=grid.seen_row(first_other),
                wrong="the table is partly in UTF-8 and, from here on, partly in an older "
                "encoding; each line was read by its own.",
                do="Look at letters with accents and at pound signs, and save as “CSV UTF-8”.",
            )
        )
    if "\ufffd" in text:
        problems.append(
            Problem(
                code="unknown-characters",
                seen=grid.seen_row(1),
                wrong="some characters are in no encoding that is known, and show as “\ufffd”.",
                do="Save the table as “CSV UTF-8”.",
            )
        )
    return text


def _by_line(data: bytes, old: str) -> tuple[str, int]:
    """Each line as UTF-8 if it can be that, else in the old encoding; and, when there are
    accents in both, the number of the first line in the old one.
    """
    lines: list[str] = []
    first_old, new = 0, False
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(True), start=1):
        try:
            lines.append(line.decode("utf-8"))
            new = new or not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode(old, errors="replace"))
            first_old = first_old or number
    return "".join(lines), first_old if new else 0


def _delimiter(text: str, headed: bool) -> str:
    """The delimiter under which most records have the same number of cells, more than one."""
    sample = text.lstrip().partition("\n")[0] if headed else text[:50_000]

    def score(delimiter: str) -> tuple[int, int]:
        counts: dict[int, int] = {}
        try:
            for record in _records(sample, delimiter):
                if len(record) > 1:
                    counts[len(record)] = counts.get(len(record), 0) + 1
        except csv.Error:
            return (0, 0)
        if not counts:
            return (0, 0)
        width, often = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
        return (often, width)

    return max(_DELIMITERS, key=score)
