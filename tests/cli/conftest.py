"""What the tests of the command line share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from assure.cli import printing, prompt


@pytest.fixture(autouse=True)
def _as_wide_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines break where they do on a wide terminal, whatever an earlier test remembered."""
    monkeypatch.setenv("COLUMNS", str(printing.WIDTH))
    printing.width.cache_clear()
    printing.wrapped.cache_clear()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without a database or settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSURE_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeInput]:
    """A terminal that is typed into."""
    monkeypatch.setattr(prompt, "is_terminal", lambda: True)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe
