"""Writing a report: whole files or none, and the review inside the PDF."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest

from assure.model.assessment import Assessment
from assure.model.errors import AssureError
from assure.model.measures import Measures
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind, RulebookIdentity
from assure.report.kinds import Material
from assure.service.report import write_report
from assure.service.reviews import read_review

DAY = dt.date(2026, 10, 31)


@pytest.fixture
def review() -> Review:
    plan = Plan(key="small", title="A small plan")
    return Review(key="small", name="Small", kind=ReviewKind.CHECK, as_of=DAY, plan=plan)


@pytest.fixture
def assessment() -> Assessment:
    return Assessment(
        review="small",
        name="Small",
        partnership="Anycity",
        kind="check",
        as_of=DAY,
        rulebook=RulebookIdentity(version="1", digest="0" * 64),
        rules=1,
        engine="durable-rules",
        findings=(),
        ratings=(),
        measures=Measures(),
    )


def test_both_forms_are_written_and_the_review_can_be_read_back_from_the_pdf(
    assessment: Assessment, review: Review, tmp_path: Path
) -> None:
    written = write_report(Material(review, assessment), tmp_path / "new" / "folder")

    assert [path.name for path in written] == ["board-report.pdf", "board-report.html"]
    with pikepdf.open(io.BytesIO(written[0].read_bytes())) as pdf:
        attached = pdf.attachments["review.json"].get_file().read_bytes().decode()
    assert read_review(attached, "review.json") == review
    assert sorted(path.name for path in written[0].parent.iterdir()) == [
        "board-report.html",
        "board-report.pdf",
    ]


def test_the_full_edition_has_a_name_of_its_own(
    assessment: Assessment, review: Review, tmp_path: Path
) -> None:
    written = write_report(Material(review, assessment, "full"), tmp_path, formats=["html"])

    assert [path.name for path in written] == ["full-report.html"]
    assert "internal, not for publication" in written[0].read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_one_sentence(
    assessment: Assessment, review: Review, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("A file, not a folder.")

    with pytest.raises(AssureError) as told:
        write_report(Material(review, assessment), tmp_path / "taken", formats=["html"])

    assert str(told.value).startswith(str(tmp_path / "taken" / "board-report.html"))
    assert str(told.value).endswith("give another folder with -o.")


def test_what_a_kind_has_not_is_refused_before_anything_is_written(
    assessment: Assessment, review: Review, tmp_path: Path
) -> None:
    with pytest.raises(AssureError, match="There is no Word document of the assurance report"):
        write_report(Material(review, assessment), tmp_path / "new", formats=["html", "docx"])
    assert not (tmp_path / "new").exists()
