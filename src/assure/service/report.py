"""Writing the board report: pages, and the review they rest on inside the PDF."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assure import shelf
from assure.model.assessment import Assessment
from assure.model.errors import ReportError
from assure.model.review import Review
from assure.report.pdf import Attachment, write_pdf
from assure.report.press import Press, taken
from assure.report.render import Edition, render_html
from assure.service.reviews import review_document

if TYPE_CHECKING:
    from concurrent.futures import Future

FORMATS = ("pdf", "html")
ATTACHED = "review.json"


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
    ReportError when the folder cannot be written or the PDF cannot be made.
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
        _write(folder / f"{edition}-report.{ending}", content) for ending, content in made.items()
    ]


def _write(path: Path, content: bytes) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise ReportError(
            f"{path}: cannot be written ({(error.strerror or str(error)).lower()}); "
            "give another folder with -o."
        ) from None
    return path
