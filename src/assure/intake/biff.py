"""What the library for old workbooks leaves out: looks, faults of formulas, what is hidden.

An .xls is a file system in miniature ([MS-CFB]) with one stream of records ([MS-XLS]). Only the
records that say something about a cell's look are read here; the values come from the library.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from assure.intake.looks import PLAIN, Look

_END_OF_CHAIN = 0xFFFFFFFA  # and above: marks that are no sector
_FAULTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
(
    _FORMULA, _EOF, _FILEPASS, _FONT, _COLINFO, _BOUNDSHEET, _PALETTE, _MULRK, _MULBLANK,
    _XF, _LABELSST, _BLANK, _NUMBER, _LABEL, _BOOLERR, _ROW, _RK, _FORMAT, _BOF,
) = (
    0x06, 0x0A, 0x2F, 0x31, 0x7D, 0x85, 0x92, 0xBD, 0xBE,
    0xE0, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x208, 0x27E, 0x41E, 0x809,
)  # fmt: skip
_ONE_CELL = frozenset({_FORMULA, _LABELSST, _BLANK, _NUMBER, _LABEL, _BOOLERR, _RK})


class LockedError(ValueError):
    """The workbook is protected by a password."""


@dataclass
class SheetLook:
    """One sheet by row and column, both from 1: looks of cells, faults, what is hidden."""

    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def sheet_looks(data: bytes) -> list[SheetLook]:
    """For each sheet in the order of the workbook; charts and macros have empty ones.

    Raises LockedError for one with a password; ValueError, IndexError or struct.error when it
    is damaged.
    """
    stream = _workbook_stream(data)
    styles = _Styles()
    sheets: list[tuple[int, int]] = []
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise LockedError("the records are encrypted")
        if kind == _BOUNDSHEET:
            offset, _, sort = struct.unpack_from("<IBB", body)
            sheets.append((offset, sort))
        else:
            styles.take(kind, body)
    return [_sheet(stream, offset, styles) if sort == 0 else SheetLook() for offset, sort in sheets]


# --- The file system ------------------------------------------------------------------------


def _workbook_stream(data: bytes) -> bytes:
    """The stream that holds the records."""
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    directory, _, cutoff, small_fat, small_count, more, more_count = struct.unpack_from(
        "<IIIIIII", data, 48
    )
    if shift not in (9, 12) or small_shift != 6:
        raise ValueError("sectors of no known size")
    size = 1 << shift

    def sector(number: int) -> bytes:
        return data[(number + 1) << shift : (number + 2) << shift]

    def chain(start: int, table: list[int], unit: int, source: bytes | None = None) -> bytes:
        pieces: list[bytes] = []
        seen: set[int] = set()
        while start < _END_OF_CHAIN:
            if start in seen:
                raise ValueError("a chain of sectors that never ends")
            seen.add(start)
            pieces.append(
                sector(start) if source is None else source[start * unit : (start + 1) * unit]
            )
            start = table[start]
        return b"".join(pieces)

    fat_sectors = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(more_count, len(data) >> shift)):
        if more >= _END_OF_CHAIN:
            break
        numbers = struct.unpack(f"<{size // 4}I", sector(more))
        fat_sectors += numbers[:-1]
        more = numbers[-1]
    fat: list[int] = []
    for number in fat_sectors:
        if number < _END_OF_CHAIN:
            fat += struct.unpack(f"<{size // 4}I", sector(number))
        if len(fat) > (len(data) >> shift) + size:
            break
    entries = chain(directory, fat, size)
    root: tuple[int, int] | None = None
    found: tuple[int, int] | None = None
    for at in range(0, len(entries) - 127, 128):
        entry = entries[at : at + 128]
        (length,) = struct.unpack_from("<H", entry, 64)
        name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").casefold()
        start, long = struct.unpack_from("<II", entry, 116)
        if entry[66] == 5:
            root = start, long
        elif name in ("workbook", "book") and found is None:
            found = start, long
    if root is None or found is None:
        raise ValueError("no stream with a workbook")
    start, long = found
    if long >= cutoff:
        return chain(start, fat, size)[:long]
    small = chain(small_fat, fat, size) if small_count else b""
    table = list(struct.unpack(f"<{len(small) // 4}I", small))
    return chain(start, table, 64, chain(root[0], fat, size))[:long]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from ``at`` to the end of their part, those of charts inside it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, body


# --- Looks ----------------------------------------------------------------------------------


class _Styles:
    """Fonts, formats and colours as the records before the sheets define them."""

    def __init__(self) -> None:
        self._fonts: list[tuple[bool, bool]] = []
        self._formats: dict[int, str] = {}
        self._styles: list[bytes] = []
        self._palette = [colour[-6:] for colour in COLOR_INDEX[:64]]
        self._known: dict[int, Look] = {}

    def take(self, kind: int, body: bytes) -> None:
        if kind == _FONT:
            _, flags, _, weight = struct.unpack_from("<HHHH", body)
            self._fonts.append((weight >= 700, bool(flags & 0x8)))
        elif kind == _FORMAT:
            (number,) = struct.unpack_from("<H", body)
            self._formats[number] = body[2:].replace(b"\x00", b"").decode("latin-1")
        elif kind == _XF:
            self._styles.append(body)
        elif kind == _PALETTE:
            (count,) = struct.unpack_from("<H", body)
            for place in range(min(count, 56)):
                self._palette[8 + place] = body[2 + 4 * place : 5 + 4 * place].hex().upper()

    def of(self, style: int) -> Look:
        known = self._known.get(style)
        if known is None:
            known = self._known[style] = self._look(style)
        return known

    def _look(self, style: int) -> Look:
        if style >= len(self._styles):
            return PLAIN
        body = self._styles[style]
        font, number = struct.unpack_from("<HH", body)
        font -= font > 4  # there is no font 4
        bold, struck = self._fonts[font] if font < len(self._fonts) else (False, False)
        written = self._formats.get(number) or str(BUILTIN_FORMATS.get(number, ""))
        places = re.search(r"0(\.0{1,4})?%|^0\.0{1,4}$|\b0\.0{1,4}(?:_|$)", written)
        return Look(places[0].rstrip("_") if places else written, bold, struck, self._fill(body))

    def _fill(self, body: bytes) -> str | None:
        if len(body) < 20:  # older than Excel 97
            return None
        borders, colours = struct.unpack_from("<IH", body, 14)
        pattern, ink = borders >> 26, colours & 0x7F
        if pattern != 1 or ink >= len(self._palette):  # 1 is solid; 64 and above the system's
            return None
        colour = self._palette[ink]
        return None if colour == "FFFFFF" else colour


def _sheet(stream: bytes, offset: int, styles: _Styles) -> SheetLook:
    sheet = SheetLook()
    for kind, body in _records(stream, offset):
        if kind in _ONE_CELL:
            row, column, style = struct.unpack_from("<HHH", body)
            place = row + 1, column + 1
            _put(sheet, place, styles.of(style))
            fault = _fault(kind, body)
            if fault is not None:
                sheet.faults[place] = fault
        elif kind in (_MULRK, _MULBLANK):
            row, first = struct.unpack_from("<HH", body)
            width = 6 if kind == _MULRK else 2
            for at in range(4, len(body) - 2 - width + 1, width):
                (style,) = struct.unpack_from("<H", body, at)
                _put(sheet, (row + 1, first + 1 + (at - 4) // width), styles.of(style))
        elif kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & 0x20:
                sheet.hidden_rows.add(row + 1)
        elif kind == _COLINFO:
            first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & 0x1 and last < 255:
                sheet.hidden_columns.update(range(first + 1, last + 2))
    return sheet


def _put(sheet: SheetLook, place: tuple[int, int], look: Look) -> None:
    if look != PLAIN:
        sheet.looks[place] = look


def _fault(kind: int, body: bytes) -> str | None:
    """The error that a cell shows."""
    if kind == _BOOLERR and body[7]:
        return _FAULTS.get(body[6], "an error")
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _FAULTS.get(body[8], "an error")
    return None
