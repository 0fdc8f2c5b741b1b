"""What WeasyPrint's structure tree leaves out and a screen reader needs."""

from __future__ import annotations

from typing import Any


def finish(document: Any, pdf: Any) -> None:
    """Called by WeasyPrint with the finished, unwritten file."""
