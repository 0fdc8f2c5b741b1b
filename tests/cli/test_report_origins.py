"""Whoever doubts a figure of a report on disk follows it into the files inside the PDF."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from tests.report.following import Documents, disagreements, loose

from assure.report.kinds import kind_named
from assure.service.demo import anycity
from assure.service.reviews import write_review

KIND = "operational"  # whose rows tell of the review and of the evidence


def attached(report: Path, name: str) -> bytes:
    with pikepdf.open(report) as pdf:
        return bytes(pdf.attachments[name].get_file().read_bytes())


@pytest.mark.parametrize(
    "edition",
    ["board", pytest.param("full", marks=pytest.mark.heavy)],  # of pages: report/test_origins.py
)
def test_each_figure_of_a_report_leads_into_the_files_of_its_pdf(
    edition: str, tmp_path: Path
) -> None:
    review = write_review(anycity(), tmp_path / "anycity.json")
    out = tmp_path / "out"
    subprocess.run(
        [
            *(sys.executable, "-m", "assure", "report", KIND, "--review", review),
            *("--edition", edition, "-o", out),
        ],
        check=True,
        cwd=tmp_path,
        timeout=120,
    )
    name = kind_named(KIND).file(edition)
    page = (out / f"{name}.html").read_text(encoding="utf-8")
    files = [attached(out / f"{name}.pdf", one) for one in ("review.json", "evidence.json")]

    assert list(disagreements(page, Documents(*files))) == []
    assert all(f'data-origin="{root}:/' in page for root in ("review", "evidence"))
    assert page.count("data-origin") > 300
    assert sum(one.marked for one in loose(page)) == 0
