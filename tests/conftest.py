"""What tests of several rooms share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
            if os.environ.get("CI") == "true" or "run script/bootstrap heavy" not in reason:
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
            if os.environ.get("CI") == "true":
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
