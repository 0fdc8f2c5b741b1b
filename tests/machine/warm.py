"""Imported by a process that others are forked from: all that `assure ask` imports, and more."""

from __future__ import annotations

import tempfile
from pathlib import Path

from assure.cli import ask, conversation  # noqa: F401 - they are wanted, not their names
from assure.service import answers  # noqa: F401
from assure.service.database import open_database

with (  # Some of it is imported when a database is first brought up to date.
    tempfile.TemporaryDirectory() as folder,
    open_database(str(Path(folder) / "assure.db")) as store,
):
    store.answers()
