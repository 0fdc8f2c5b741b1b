"""What a file is, by its content. A name's ending says only what someone hoped.

Systems that export “Excel” often write a web page or a text table and call it .xls.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of file: what people call it, and the endings under which it is at home.

    ``advice`` says what to do with a kind that is not read; it is empty for the others.
    """

    called: str
    endings: tuple[str, ...] = ()
    advice: str = ""


_AS_XLSX = "open it in a spreadsheet program and save it as .xlsx"

WORKBOOK = Kind("a workbook (.xlsx)", (".xlsx", ".xlsm", ".xltx", ".xltm"))
OLD_WORKBOOK = Kind("a workbook of the old kind (.xls)", (".xls", ".xlt"))
OPEN_SHEET = Kind("an OpenDocument workbook (.ods)", (".ods", ".ots"))
WORD = Kind("a Word document (.docx)", (".docx", ".docm", ".dotx"))
WEB_PAGE = Kind("a web page", (".html", ".htm"))
TABLE = Kind("a text table (.csv)", (".csv", ".tsv", ".txt", ".tab"))
JSON = Kind("JSON", (".json",))
LOCKED = Kind("protected by a password", advice="save it without one and try again")
BINARY_WORKBOOK = Kind("a binary workbook (.xlsb)", advice=_AS_XLSX)
XML_SHEET = Kind("a workbook saved as XML, as in the year 2003", advice=_AS_XLSX)
ARCHIVED_PAGE = Kind("a web page saved in one file", advice=_AS_XLSX)
OLD_WORD = Kind(
    "a Word document of the old kind (.doc)", advice="open it in Word and save it as .docx"
)
RICH_TEXT = Kind("a document in rich text", advice="open it in Word and save it as .docx")
OPEN_TEXT = Kind(
    "an OpenDocument text (.odt)", advice="open it in a word processor and save it as .docx"
)
NUMBERS = Kind("an Apple document", advice="export it from Numbers or Pages as .xlsx or .docx")
SLIDES = Kind("a presentation", advice="copy its table into a spreadsheet and save it as .xlsx")
PDF = Kind("a PDF", advice="ask for the workbook or document that it was made from")
PICTURE = Kind("a picture", advice="ask for the workbook or document that it shows")
ZIP = Kind("a zip file", advice="unpack it and give the plan's file inside it")
OLE = Kind(
    "a file of an old Office kind with no workbook in it",
    advice="if it is damaged or cut short fetch it again, else save the plan as .xlsx",
)
DATABASE = Kind("a database", advice="export the table of actions as .xlsx or .csv")
UNKNOWN = Kind(
    "no workbook, document or text table",
    advice="open it in the program it comes from and save the plan as .xlsx",
)

_OLE_BEGIN = bytes.fromhex("d0cf11e0a1b11ae1")
_BEGINNINGS = (
    (b"%PDF", PDF),
    (b"{\\rtf", RICH_TEXT),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"SQLite format 3\x00", DATABASE),
    (b"\x00\x01\x00\x00Standard", DATABASE),
    (b"MIME-Version:", ARCHIVED_PAGE),
)
# Names of streams as the directory of an OLE file holds them.
_STREAMS = (
    ("EncryptedPackage", LOCKED),
    ("WordDocument", OLD_WORD),
    ("PowerPoint Document", SLIDES),
    ("Workbook", OLD_WORKBOOK),
    ("Book", OLD_WORKBOOK),
)
_PARTS = (
    ("xl/workbook.xml", WORKBOOK),
    ("xl/workbook.bin", BINARY_WORKBOOK),
    ("word/document.xml", WORD),
    ("word/document2.xml", WORD),  # as SharePoint names it
    ("ppt/presentation.xml", SLIDES),
    ("Index/Document.iwa", NUMBERS),
    ("Index.zip", NUMBERS),
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div|tr)\b", re.I)
_XML_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def kind_of(data: bytes) -> Kind:
    """What ``data`` is, from its first bytes and, for a zip or OLE file, the parts it names."""
    if data.startswith(_OLE_BEGIN):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), OLE)
    # Excels before 1997 wrote their records without a container around them.
    if data[:4] in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00"):
        return OLD_WORKBOOK
    if data.startswith(b"PK"):
        return _zipped(data)
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    return _written(data)


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            mimetype = b""
            if "mimetype" in names:
                with package.open("mimetype") as stream:
                    mimetype = stream.read(200)
    except Exception:  # a damaged zip: what it was can often still be told, for the message
        return next((kind for name, kind in _PARTS if name.encode() in data), WORKBOOK)
    if b"opendocument.spreadsheet" in mimetype:
        return OPEN_SHEET
    if b"opendocument.text" in mimetype:
        return OPEN_TEXT
    for name, kind in _PARTS:
        if name in names:
            return kind
    # A workbook need not call its parts as Excel does.
    return WORKBOOK if "[Content_Types].xml" in names else ZIP


def utf16_of(data: bytes) -> str | None:
    """The name of the encoding of text in UTF-16, with a mark before it or none; else None."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    begin = data[:2_000]
    # Where text has a zero in half of its places, and always in the same half, it is wide.
    for encoding, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if begin[place::2].count(0) > len(begin) * 0.3 and not begin[1 - place :: 2].count(0):
            return encoding
    return None


def _written(data: bytes) -> Kind:
    """Files of text: a web page, JSON, or, when nothing speaks against it, a table."""
    if wide := utf16_of(data):
        begin = data[:8_000].decode(wide, errors="replace")
    else:
        # No text has many zero bytes; a table from an old system may have some as padding.
        if data[:8_000].count(0) > len(data[:8_000]) // 20:
            return UNKNOWN
        begin = data[:8_000].decode("latin-1").removeprefix("ï»¿")
    begin = begin.lstrip()
    if begin.startswith("<"):
        if _XML_SHEET in begin:
            return XML_SHEET
        if _HTML.search(begin):
            return WEB_PAGE
        return UNKNOWN if begin.startswith("<?xml") else TABLE
    if begin.startswith(("{", "[")):
        return JSON
    return TABLE
