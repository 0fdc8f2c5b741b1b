"""The demonstration: Anycity's mid-year review, from workbook to board report, and two years on."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

from assure import shelf
from assure.intake import read_plan
from assure.model.review import Review, ReviewKind
from assure.service.answers import read_answer_files
from assure.service.reviews import read_review
from assure.service.rulebook import carrying, load
from assure.shelf.settings import Settings

AS_OF = dt.date(2026, 10, 31)
BOARD = dt.date(2026, 11, 19)
# The reviews of Anycity's two years, oldest first, as ``script/author-years`` lived through them.
YEARS = ("mid-year-2026", "annual-2027", "mid-year-2027")


def plan_file() -> Path:
    return shelf.anycity() / "plan.xlsx"


def answer_files() -> tuple[Path, ...]:
    """What was answered for the review, then the methods that one theme and one project used, and
    last how two others judged delivery and what all three agreed."""
    return tuple(
        path
        for folder in ("answers", "methods", "reviewers")
        for path in sorted((shelf.anycity() / folder).glob("*.yaml"))
    )


def anycity(settings: Settings | None = None) -> Review:
    """The review of an imaginary partnership, read from the files that ship with assure.

    It carries the rulebook, as every review does that leaves this machine.
    """
    asked, given = read_answer_files(answer_files())
    settings = settings or Settings()
    review = Review(
        key="anycity-mid-year-2026",
        name="Anycity mid-year review 2026",
        kind=ReviewKind.MID_YEAR,
        as_of=AS_OF,
        board_date=BOARD,
        plan=read_plan(plan_file()),
        answers=given,
        questionnaires=asked,
        thresholds=dict(settings.thresholds),
    )
    return carrying(review, load(settings))


def review_of(name: str) -> Review:
    """One of ``YEARS``: a draft, without the rules that judge it."""
    file = shelf.anycity() / "years" / f"{name}.json.gz"
    return read_review(gzip.decompress(file.read_bytes()).decode(), str(file))
