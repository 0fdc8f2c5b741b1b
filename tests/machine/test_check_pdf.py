"""script/check-pdf says what is wrong with a PDF, and never calls silence a pass."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "script/check-pdf"

Verapdf = Callable[..., list[dict[str, Any]]]


@dataclass(frozen=True)
class Checked:
    """What each profile said of two files: one plain, one that claims PDF/A-3a."""

    plain_ua: dict[str, Any]
    plain_archive: dict[str, Any]
    archive_ua: dict[str, Any]
    archive_archive: dict[str, Any]


@pytest.fixture(scope="module")
def checked(verapdf: Verapdf, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    weasyprint = pytest.importorskip("weasyprint")
    folder = tmp_path_factory.mktemp("checked")
    plain, archive = folder / "plain.pdf", folder / "archive.pdf"
    weasyprint.HTML(string="<p>No title, no language, no tags.</p>").write_pdf(plain)
    page = "<html lang=en><title>One page</title><h1>One page</h1><p>Words."
    weasyprint.HTML(string=page).write_pdf(archive, pdf_variant="pdf/a-3a")
    return Checked(*verapdf(plain, archive))  # together: starting Java costs more than checking


@pytest.mark.heavy
def test_a_plain_pdf_fails_both_profiles_and_each_failed_rule_is_named(checked: Checked) -> None:
    ua, archive = checked.plain_ua, checked.plain_archive

    assert (ua["profile"], archive["profile"]) == ("ua1", "3a")
    assert ua["failures"] > 0
    assert archive["failures"] > 0
    assert "7.1-11" in {failed["rule"] for failed in ua["failed"]}  # no structure tree
    assert all(failed["message"] for failed in ua["failed"] + archive["failed"])


@pytest.mark.heavy
def test_one_profile_can_pass_where_the_other_fails(checked: Checked) -> None:
    assert checked.archive_archive["failures"] == 0
    assert checked.archive_archive["checks"] > 100
    assert [failed["rule"] for failed in checked.archive_ua["failed"]] == [
        "5-1"
    ]  # claims no PDF/UA


@pytest.mark.heavy
@pytest.mark.usefixtures("checked")  # skips where the tool is missing
def test_a_file_that_is_no_pdf_could_not_be_checked(tmp_path: Path) -> None:
    (tmp_path / "words.pdf").write_text("Only words.")

    run = subprocess.run([CHECK, tmp_path / "words.pdf"], capture_output=True, text=True)

    assert run.returncode == 2
    assert "words.pdf: not checked for PDF/UA-1" in run.stderr


def test_without_java_it_says_what_to_run_and_exits_2(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.7")

    run = subprocess.run(
        [sys.executable, CHECK, page],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": str(tmp_path)},
    )

    assert run.returncode == 2
    assert run.stderr == "Java is not installed: run script/bootstrap heavy.\n"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, CHECK, tmp_path / "gone.pdf"], capture_output=True, text=True
    )

    assert run.returncode == 2
    assert run.stderr == f"{tmp_path / 'gone.pdf'}: there is no such file.\n"
