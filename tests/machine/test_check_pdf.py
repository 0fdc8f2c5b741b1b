"""script/check-pdf says what is wrong with a PDF, and never calls silence a pass."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "script/check-pdf"

Verapdf = Callable[..., list[dict[str, Any]]]


def write_pdf(path: Path, html: str, **options: str) -> Path:
    weasyprint = pytest.importorskip("weasyprint")
    weasyprint.HTML(string=html).write_pdf(path, **options)
    return path


@pytest.mark.heavy
def test_a_plain_pdf_fails_both_profiles_and_each_failed_rule_is_named(
    verapdf: Verapdf, tmp_path: Path
) -> None:
    plain = write_pdf(tmp_path / "plain.pdf", "<p>No title, no language, no tags.</p>")

    ua, archive = verapdf(plain)

    assert (ua["profile"], archive["profile"]) == ("ua1", "3a")
    assert ua["failures"] > 0
    assert archive["failures"] > 0
    assert "7.1-11" in {failed["rule"] for failed in ua["failed"]}  # no structure tree
    assert all(failed["message"] for failed in ua["failed"] + archive["failed"])


@pytest.mark.heavy
def test_one_profile_can_pass_where_the_other_fails(verapdf: Verapdf, tmp_path: Path) -> None:
    html = "<html lang=en><title>One page</title><h1>One page</h1><p>Words."
    page = write_pdf(tmp_path / "page.pdf", html, pdf_variant="pdf/a-3a")

    ua, archive = verapdf(page)

    assert archive["failures"] == 0
    assert archive["checks"] > 100
    assert [failed["rule"] for failed in ua["failed"]] == ["5-1"]  # does not claim PDF/UA


@pytest.mark.heavy
def test_a_file_that_is_no_pdf_could_not_be_checked(verapdf: Verapdf, tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "good.pdf", "<html lang=en><title>Words</title><h1>Words</h1>")
    verapdf(good)  # skips here when the tool is missing
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
