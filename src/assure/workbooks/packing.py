"""A workbook as bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from openpyxl import Workbook
from openpyxl.xml.functions import tostring

from assure.words.text import clean


def packed(book: Workbook, title: str, at: dt.datetime) -> bytes:
    """The bytes without the time of saving, which openpyxl would write into them: the same
    workbook and moment give the same."""
    book.properties.creator, book.properties.title = "assure", clean(title)[:255]
    book.properties.created = at
    saved, steady = io.BytesIO(), io.BytesIO()
    book.save(saved)
    book.properties.modified = at
    properties = tostring(book.properties.to_tree())
    stamp = max(at, dt.datetime(1980, 1, 1, tzinfo=dt.UTC)).timetuple()[:6]
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, properties if name == "docProps/core.xml" else old.read(name))
    return steady.getvalue()
