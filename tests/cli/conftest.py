"""What the tests of the command line share."""

from __future__ import annotations

import pytest

from assure.cli import printing


@pytest.fixture(autouse=True)
def _as_wide_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines break where they do on a wide terminal, whatever an earlier test remembered."""
    monkeypatch.setenv("COLUMNS", str(printing.WIDTH))
    printing.width.cache_clear()
    printing.wrapped.cache_clear()
