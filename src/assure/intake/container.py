"""The file before it is opened: is it there, is it of a size to read, is it safe to unpack."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from assure.intake.grid import Merge, column_number
from assure.model.errors import UnreadableFileError

MAX_FILE = 50_000_000  # bytes on disk
MAX_UNZIPPED = 200_000_000  # bytes of all parts of a workbook together
MAX_MERGED_ROWS = 2_000_000  # rows of all merged ranges of a sheet together
# XML of a workbook shrinks to a tenth or a fiftieth; far beyond that it is made to blow up.
_BOMB_RATIO, _BOMB_FROM = 1_000, 10_000_000
_MOST_TAGS = 2_000_000  # of a part that is held as a whole, or of a sheet behind its cells
_MOST_STRING_TAGS = 8_000_000  # of the part with all texts of a workbook
_DOCUMENT_TYPES = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
XML_PARTS = (".xml", ".rels", ".vml")  # how the parts that ``check_all`` searches for them end
_STRICT = re.compile(rb'"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)')
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)\""
)
_UNCALCULATED = re.compile(
    rb"<c\b[^>]*\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*"
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)


def read_bytes(path: Path) -> bytes:
    """The whole file, or the sentence why not."""
    try:
        if not path.exists():
            raise UnreadableFileError(f"{path}: there is no such file; check the name and folder.")
        if path.is_dir():
            raise UnreadableFileError(f"{path} is a folder; give the plan's file inside it.")
        if not path.is_file():
            raise UnreadableFileError(f"{path} is not a file; give a saved workbook or .csv.")
        size = path.stat().st_size
        if size > MAX_FILE:
            raise UnreadableFileError(
                f"{path} has {size / 1e6:,.0f} MB, more than the {MAX_FILE / 1e6:.0f} MB that are "
                "read; save the sheets with the plan in a workbook of their own."
            )
        data = path.read_bytes()
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "its name cannot be used"
        raise UnreadableFileError(
            f"{path} cannot be opened ({reason}); check that you may read it."
        ) from fault
    if not data.strip():
        raise UnreadableFileError(f"{path} is empty; save it again and check its size.")
    return data


class Parts:
    """The parts of a zipped workbook or document, unpacked within a limit for all together."""

    def __init__(self, name: str, data: bytes) -> None:
        """Raises UnreadableFileError unless ``data`` is a zip that is safe to unpack."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as fault:
            raise self._damaged() from fault
        self._left = MAX_UNZIPPED
        self.strict = False  # until check_all has seen otherwise
        self._check_directory()

    def _damaged(self) -> UnreadableFileError:
        return UnreadableFileError(
            f"{self.name} is damaged or cut short; fetch or save it again and try once more."
        )

    def _check_directory(self) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableFileError(
                f"{self.name} is protected by a password; save it without one."
            )
        declared = sum(entry.file_size for entry in entries)
        blown = any(
            entry.file_size > _BOMB_FROM
            and entry.file_size > _BOMB_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
        if declared > MAX_UNZIPPED or blown or len(entries) > 10_000:
            raise self._too_large()

    def _too_large(self) -> UnreadableFileError:
        return UnreadableFileError(
            f"{self.name} unpacks to more than the {MAX_UNZIPPED / 1e6:.0f} MB that are read; "
            "save the sheets with the plan in a workbook of their own."
        )

    def _too_full(self, part: str) -> UnreadableFileError:
        return UnreadableFileError(
            f"{self.name} has far more in its part “{part}” than any plan needs; "
            "copy the plan into a new file and read that."
        )

    def names(self) -> list[str]:
        return self._zip.namelist()

    def read(self, part: str) -> bytes:
        """One part, unpacked. The size in the zip's directory may lie, so the bytes are counted."""
        try:
            with self._zip.open(part) as stream:
                data = stream.read(self._left + 1)
        except UnreadableFileError:
            raise
        except Exception as fault:  # zipfile raises many kinds on damaged data
            raise self._damaged() from fault
        if len(data) > self._left:
            raise self._too_large()
        self._left -= len(data)
        return data

    def xml(self, part: str, *, streamed: bool = False) -> bytes:
        """One part that holds XML. Refuses document types, which only an attack puts there, and,
        unless it is to be ``streamed``, more elements than a reader can hold at once.
        """
        data = self.read(part)
        if any(mark in data for mark in _DOCUMENT_TYPES):
            raise UnreadableFileError(
                f"{self.name} holds XML entities, which no office program writes; "
                "open it in one and save it as a new file."
            )
        most = _MOST_STRING_TAGS if part.endswith("sharedStrings.xml") else _MOST_TAGS
        if not streamed and data.count(b"<") > most:
            raise self._too_full(part)
        return data

    def transitional(self) -> bytes:
        """The zip with its namespaces as nearly all programs write them.

        A workbook or document may be saved in the strict form of ISO/IEC 29500, which the
        libraries do not know; ``strict`` tells so.
        """
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name in self.names():
                data = self.read(name)
                if name.endswith((".xml", ".rels")):
                    usual = rb'"http://schemas.openxmlformats.org/\1/2006/\2'
                    data = _STRICT.sub(usual, data)
                package.writestr(name, data)
        return stream.getvalue()

    def check_all(self) -> dict[str, tuple[tuple[Merge, ...], frozenset[str]]]:
        """Unpack every XML part once; for each sheet its merges and uncalculated formulas.

        Raises UnreadableFileError as ``xml`` does.
        """
        sheets: dict[str, tuple[tuple[Merge, ...], frozenset[str]]] = {}
        for part in self.names():
            if not part.endswith(XML_PARTS):
                self.read(part)
                continue
            is_sheet = part.startswith("xl/worksheets/")
            data = self.xml(part, streamed=is_sheet)
            self.strict = self.strict or bool(_STRICT.search(data[:4_000]))
            if is_sheet and data.count(b"<", max(data.find(b"</sheetData"), 0)) > _MOST_TAGS:
                raise self._too_full(part)
            if is_sheet:
                sheets[part] = (_merges(data), _uncalculated(data))
        return sheets


def _merges(data: bytes) -> tuple[Merge, ...]:
    merges: list[Merge] = []
    rows = 0
    for found in _MERGED.finditer(data):
        left = column_number(found[1].decode())
        right = column_number(found[3].decode())
        if left is None or right is None or len(found[2]) > 7 or len(found[4]) > 7:
            continue
        merge = Merge(int(found[2]), left, int(found[4]), right)
        rows += max(merge.bottom - merge.top, 0)
        # Merges of whole columns are decoration; past the limit the rest says nothing either.
        if rows > MAX_MERGED_ROWS or len(merges) > 50_000:
            break
        merges.append(merge)
    return tuple(merges)


def _uncalculated(data: bytes) -> frozenset[str]:
    if b"<f" not in data:
        return frozenset()
    return frozenset(found[1].decode() for found in _UNCALCULATED.finditer(data))
