"""The walkthroughs are true: their commands run, and say what the pages show.

In a block of a page a line that begins with "$" is a command, and the lines below are what it
prints, in order; a line "…" stands for lines that are left out, and "…" at the end of a line for
its rest.
"""

from __future__ import annotations

import re
import shlex
import shutil
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.thorough import THOROUGH

from assure.cli import assure, printing
from assure.report.press import Press

PAGES = Path(__file__).resolve().parent.parent / "docs" / "walkthroughs"
WALKS = sorted(set(PAGES.glob("*.md")) - {PAGES / "README.md"})
LEFT_OUT = "…"


@dataclass
class Step:
    """A command with the runs of lines that its output shows, one after the other."""

    command: str
    shown: list[list[str]] = field(default_factory=lambda: [[]])


def steps(text: str) -> list[Step]:
    found: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Step(line.removeprefix("$ ")))
            elif line == LEFT_OUT:
                found[-1].shown.append([])
            else:
                found[-1].shown[-1].append(line)
    return found


def is_as_shown(line: str, shown: str) -> bool:
    return line == shown or (
        shown.endswith(f" {LEFT_OUT}") and line.startswith(shown.removesuffix(LEFT_OUT))
    )


def after(run: list[str], lines: list[str]) -> list[str] | None:
    """What follows the first place where ``run`` stands in ``lines``; None when it is nowhere."""
    for start in range(len(lines) - len(run) + 1):
        if all(map(is_as_shown, lines[start:], run)):
            return lines[start + len(run) :]
    return None


def files_needed(page: Path) -> list[Path]:
    """What the page tells to put into the folder."""
    (needed,) = re.findall(r"^You need: (.*?)\n\n", page.read_text("utf-8"), re.DOTALL | re.M)
    return [page.parent / target for target in re.findall(r"\]\(([^)]+)\)", needed)]


@pytest.fixture
def _printed_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF holds one line instead of its pages, which nobody looks at here, where a run need not
    be thorough: pages of a walkthrough's reports cost more than all its commands."""
    start = Press.start

    def short(press: Press, html: str, *given: Any, **named: Any) -> Future[bytes]:
        return start(press, re.sub(r"(?s)<body.*", "<body><h1>Short</h1>", html), *given, **named)

    if not THOROUGH:
        monkeypatch.setattr(Press, "start", short)


@pytest.mark.usefixtures("_printed_short")
@pytest.mark.parametrize("page", WALKS, ids=lambda page: page.stem)
def test_a_walkthrough_runs_and_says_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in files_needed(page):
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", str(printing.WIDTH))
    printing.width.cache_clear()
    printing.wrapped.cache_clear()

    for step in steps(page.read_text("utf-8")):
        words = shlex.split(step.command)
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("=", 1))
            continue
        assert words[0] == "assure", step.command
        result = CliRunner().invoke(assure, words[1:])
        # 1 says that there are high findings; 2, or anything raised, is a fault.
        assert result.exit_code in (0, 1), f"{step.command}\n{result.output}"
        assert result.exception is None or isinstance(result.exception, SystemExit), step.command
        rest = result.output.splitlines()
        for run in step.shown:
            rest = after(run, rest)
            assert rest is not None, "\n".join([step.command, "does not say:", *run])


@pytest.mark.parametrize("page", WALKS, ids=lambda page: page.stem)
def test_a_walkthrough_has_its_picture_and_stands_in_the_list(page: Path) -> None:
    assert f"]({page.stem}.png)" in page.read_text("utf-8")
    assert page.with_suffix(".png").is_file()
    assert f"]({page.name})" in (PAGES / "README.md").read_text("utf-8")
