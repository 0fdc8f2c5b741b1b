"""What tests of several rooms share."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, event
from tests.migrated import Remembering, without_waiting
from tests.postgres import NoServerError, Server, server
from tests.thorough import THOROUGH, tries

from assure.store import connect

# As the command line sets it: looking for garbage less often saves a fifth of a long scenario.
gc.set_threshold(1_000_000, 50, 100)

# A busy machine is no fault of the code: what is slow is seen by benchmarks, not by tests.
settings.register_profile(
    "any machine",
    deadline=None,
    max_examples=tries(100),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
HEAVY = "Heavy: .ci/run runs it, and so does script/test -m heavy."


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is heavy is left to a thorough run, and to whoever names it: ``pytest -m heavy``."""
    if THOROUGH or "heavy" in config.option.markexpr:
        return
    left = pytest.mark.skip(reason=HEAVY)
    for item in items:
        if item.get_closest_marker("heavy"):
            item.add_marker(left)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What is left out as heavy is told on one line; any other skip keeps a line of its own."""
    for report in terminalreporter.stats.get("skipped", ()):
        if isinstance(report.longrepr, tuple) and report.longrepr[2].endswith(HEAVY):
            report.longrepr = (str(ROOT / "tests"), None, report.longrepr[2])


@pytest.fixture(scope="session", autouse=True)
def _databases_quickly() -> Iterator[None]:
    """Most tests that keep anything begin a database, and need no other than the last one had."""
    with pytest.MonkeyPatch.context() as patch:
        if THOROUGH:
            yield
            return
        patch.setattr(connect, "_migrate", Remembering())
        event.listen(Engine, "connect", without_waiting)
        yield
        event.remove(Engine, "connect", without_waiting)


@pytest.fixture(scope="session")
def verapdf() -> Callable[..., list[dict[str, Any]]]:
    """`verapdf(*files)`: veraPDF's results per file and profile, as `script/check-pdf --json`.

    Each result has `file`, `profile` (`ua1` or `3a`), `rules`, `checks`, `failures` and `failed`
    (rule, count, message, where). Without the tool the test skips with the reason; with `CI=true`
    it fails, so that a run that is meant to prove something cannot pass by proving nothing.
    """

    def check(*files: Path) -> list[dict[str, Any]]:
        run = subprocess.run(
            [sys.executable, ROOT / "script/check-pdf", "--json", *files],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode == 2:
            reason = run.stderr.strip()
            if THOROUGH or "run script/bootstrap heavy" not in reason:
                pytest.fail(reason)
            pytest.skip(reason)
        results: list[dict[str, Any]] = json.loads(run.stdout)
        return results

    return check


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """`libreoffice(file, "ods")`: the file as LibreOffice saves it, in a folder of its own.

    Without it the test skips with the reason; with `CI=true` it fails.
    """
    profile = tmp_path_factory.mktemp("profile")

    def convert(file: Path, ending: str) -> Path:
        program = shutil.which("soffice")
        if program is None:
            reason = "LibreOffice Calc is not installed: run script/bootstrap heavy."
            if THOROUGH:
                pytest.fail(reason)
            pytest.skip(reason)
        folder = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [
                *(program, f"-env:UserInstallation=file://{profile}", "--headless"),
                *("--convert-to", ending, "--outdir", folder, file),
            ],
            capture_output=True,
            check=True,
            timeout=120,
        )
        return folder / f"{file.stem}.{ending}"

    return convert


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, on which `new()` makes a database for one test.

    Without one the test skips with the reason; with `CI=true` it fails.
    """
    with ExitStack() as stack:
        try:
            found = stack.enter_context(server())
        except NoServerError as error:
            if THOROUGH:
                pytest.fail(str(error))
            pytest.skip(str(error))
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where to keep things: a file that is not there yet, and an empty database of a server."""
    if request.param == "sqlite":
        yield str(tmp_path / "assure.db")
        return
    found: Server = request.getfixturevalue("postgres")
    address = found.new()
    yield address
    found.give_back(address)
