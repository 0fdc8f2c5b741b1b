"""Templates kept compiled, as Python keeps modules: to compile those of one report takes longer
than to fill them.

Kept are the shipped ones alone, each in ``__pycache__`` beside it: who can write there could as
well change the template, or the program. A locality's own are compiled each time.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import io
import sys
import tempfile
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

ROOMS = ("report", "words")


class Compiled(jinja2.BytecodeCache):
    """Keeps the templates in ``folder``. What cannot be kept or read is compiled anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The path of the template."""
        return filename or ""

    def get_source_checksum(self, source: str) -> str:
        """Of the template, and of what makes code of it."""
        return super().get_source_checksum(f"{_compiler()}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Puts into ``bucket`` what is kept of its template, if it was made of the same."""
        if kept := self._kept(bucket):
            # None is there, or it is damaged: reading that may raise whatever it likes.
            with contextlib.suppress(Exception):
                bucket.load_bytecode(io.BytesIO(kept.read_bytes()))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what is in ``bucket``, whole or not at all."""
        kept = self._kept(bucket)
        if not kept or sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):  # whoever may not write there goes without
            kept.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
                begun = Path(folder) / kept.name
                begun.write_bytes(bucket.bytecode_to_string())
                begun.replace(kept)

    def _kept(self, bucket: Bucket) -> Path | None:
        path = Path(bucket.key)
        if not path.is_relative_to(self._folder):
            return None
        return Path(importlib.util.cache_from_source(f"{path}.py"))


@functools.cache
def _compiler() -> str:
    """What tells one compiler from another. What a filter makes of a constant is part of the code,
    so that the modules of these rooms count."""
    rooms = [Path(__file__).parent.parent / room for room in ROOMS]
    modules = sorted(module for room in rooms for module in room.glob("*.py"))
    times = [(module.name, module.stat().st_mtime_ns) for module in modules]
    return f"{jinja2.__version__} {times}"
