"""Writing the board report: pages, and the review they rest on inside the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assure import shelf
from assure.model.assessment import Assessment
from assure.model.review import Review
from assure.report.pdf import Attachment, write_pdf
from assure.report.press import Press, taken
from assure.report.render import Edition, render_html
from assure.service.reviews import review_document
from assure.shelf.writing import write

if TYPE_CHECKING:
    from concurrent.futures import Future

FORMATS = ("pdf", "html")
ATTACHED = "review.json"
_ELSEWHERE = "give another folder with -o"


def write_report(
    assessment: Assessment,
    review: Review,
    folder: Path,
    *,
    formats: Sequence[str] = FORMATS,
    edition: Edition = "board",
    press: Press | None = None,
) -> list[Path]:
    """Writes ``board-report.pdf`` and ``.html`` into ``folder`` and returns their paths.

    ``assessment`` and ``review`` are already of ``edition``: what is attached is ``review`` as it
    is. A ``press`` that was opened early makes the PDF in its own process; without one it is made
    here. Nothing is written before everything is made; each file is whole or not there. Raises
    AssureError when the folder cannot be written or the PDF cannot be made.
    """
    templates = shelf.templates()
    made: dict[str, bytes] = {}
    printing: Future[bytes] | None = None
    if "pdf" in formats:
        attached = Attachment(
            ATTACHED,
            review_document(review),
            "The review that this report was made from",
            assessment.as_of,
        )
        paper = render_html(assessment, templates, edition=edition, medium="paper")
        if press is not None:
            printing = press.start(paper, [attached])
        made["pdf"] = b"" if printing else write_pdf(paper, attachments=[attached])
    if "html" in formats:
        made["html"] = render_html(assessment, templates, edition=edition).encode("utf-8")
    if printing is not None:
        made["pdf"] = taken(printing)
    return [
        write(folder / f"{edition}-report.{ending}", content, _ELSEWHERE, folders=True)
        for ending, content in made.items()
    ]
