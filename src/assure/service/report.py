"""Writing a report: pages, and the review they rest on inside the PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assure import shelf
from assure.model.errors import AssureError
from assure.model.evidence import as_json
from assure.report.filling import filling
from assure.report.kinds import DEFAULT, Kind, Material, kind_named
from assure.report.look import PLAIN, Look
from assure.report.marks import noting
from assure.report.pdf import Attachment, write_pdf
from assure.report.press import Press
from assure.report.render import Medium, render_html
from assure.report.tracing import traced
from assure.service.evidence import evidence_of
from assure.service.reviews import travelling
from assure.service.rulebook import of_review
from assure.shelf.writing import write

if TYPE_CHECKING:
    from concurrent.futures import Future

FORMATS = ("pdf", "html")
ATTACHED, EVIDENCE = "review.json", "evidence.json"
_ELSEWHERE = "give another folder with -o"


def write_report(
    made_from: Material,
    folder: Path,
    *,
    kind: str = DEFAULT,
    formats: Sequence[str] = FORMATS,
    press: Press | None = None,
    of: str = "",
    look: Look = PLAIN,
    bounded: bool = False,
) -> list[Path]:
    """``begin_report`` and what it gives, ``written`` into ``folder``, in one."""
    return begin_report(
        made_from, kind=kind, formats=formats, press=press, of=of, look=look, bounded=bounded
    ).written(folder)


@dataclass(frozen=True)
class Begun:
    """A report of which all is made, but perhaps the PDF, by ``press``, as ``printing``."""

    name: str
    made: Mapping[str, bytes]  # by format; of a PDF that is still being made nothing
    press: Press | None = None
    printing: Future[bytes] | None = None

    def written(self, folder: Path) -> list[Path]:
        """Writes it into ``folder``, and returns the paths in the order of its formats.

        Nothing is written before everything is made; each file is whole or not there. Raises
        AssureError when the folder cannot be written, or when the PDF cannot be made.
        """
        made = dict(self.made)
        if self.press is not None and self.printing is not None:
            made["pdf"] = self.press.taken(self.printing)
        return [
            write(folder / f"{self.name}.{ending}", content, _ELSEWHERE, folders=True)
            for ending, content in made.items()
        ]


def begin_report(
    made_from: Material,
    *,
    kind: str = DEFAULT,
    formats: Sequence[str] = FORMATS,
    press: Press | None = None,
    of: str = "",
    look: Look = PLAIN,
    bounded: bool = False,
) -> Begun:
    """Makes the report of this kind in ``formats``: "pdf", "html" and, of kinds that have it,
    "docx". Where one folder holds the reports of many reviews, their names begin with what each is
    ``of``.

    The review as it is and the evidence travel inside the PDF. A ``press`` that was opened early
    makes the PDF in its own process, while this one does other things; without one it is made
    here. A locality's own templates are filled in by a process of their own, too, unless this one
    is ``bounded``: it has limits already. Raises AssureError when the review has nothing to make
    this kind of, when the kind has no such format, or when the PDF cannot be made.
    """
    what = kind_named(kind)
    _check(what, made_from, formats)
    made: dict[str, bytes] = {}
    printing: Future[bytes] | None = None
    with filling(look, _ready, bounded=bounded) as fill:
        if "pdf" in formats:
            attached = _attached(what, made_from)
            paper = fill(_page, what, made_from, "paper", look)
            if press is not None:
                printing = press.start(paper, attached)
            made["pdf"] = b"" if printing else write_pdf(paper, attachments=attached)
        if "html" in formats:
            made["html"] = fill(_page_with_origins, what, made_from, look).encode("utf-8")
    if "docx" in formats and what.word:
        made["docx"] = _dressed(what.word(made_from), look, made_from)
    name = "-".join(filter(None, (of, what.file(made_from.edition))))
    return Begun(name, {ending: made[ending] for ending in formats}, press, printing)


def _dressed(document: bytes, look: Look, made_from: Material) -> bytes:
    if look == PLAIN:
        return document
    from assure.report.word_look import dressed

    return dressed(document, made_from.assessment.as_of, look)


def _attached(kind: Kind, made_from: Material) -> list[Attachment]:
    """The review, and the evidence of the report: of the same edition as its pages."""
    document = travelling(made_from.review)
    day = made_from.assessment.as_of
    evidence = evidence_of(
        made_from.review,
        made_from.assessment,
        of_review(made_from.review),
        document,
        report=kind.key,
        edition=made_from.edition,
        facts=made_from.facts,
        comparison=made_from.comparison,
        course=made_from.course,
        questions=made_from.questions,
    )
    return [
        Attachment(ATTACHED, document, "The review that this report was made from", day),
        Attachment(
            EVIDENCE,
            as_json(evidence),
            "What this report says and what it rests on: facts, rules, findings and ratings",
            day,
        ),
    ]


def _check(kind: Kind, made_from: Material, formats: Sequence[str]) -> None:
    if "docx" in formats and kind.word is None:
        raise AssureError(f"There is no Word document of the {kind.name}; write it as pdf or html.")
    if lacking := kind.lacks(made_from):
        raise AssureError(lacking)


def page_with_origins(kind: Kind, made_from: Material, look: Look = PLAIN) -> str:
    """The page of this kind for a screen, where each figure says in ``data-origin`` from where in
    the review and the evidence it comes. Its words are those of ``html_of``. Raises ReportError."""
    with filling(look, _ready) as fill:
        return fill(_page_with_origins, kind, made_from, look)


def html_of(kind: Kind, made_from: Material, medium: Medium = "screen", look: Look = PLAIN) -> str:
    """The page of this kind, for a screen or for paper. Raises ReportError."""
    with filling(look, _ready) as fill:
        return fill(_page, kind, made_from, medium, look)


def _ready() -> None:
    """Another process is, once it has this module."""


def _page_with_origins(kind: Kind, made_from: Material, look: Look) -> str:
    with noting():
        return _page(kind, traced(made_from), "screen", look)


def _page(kind: Kind, made_from: Material, medium: Medium, look: Look) -> str:
    return render_html(
        made_from.assessment,
        shelf.templates(),
        edition=made_from.edition,
        medium=medium,
        template=kind.template,
        styles=kind.styles,
        look=look,
        context={
            "review": made_from.review,
            "comparison": made_from.comparison,
            "course": made_from.course,
            **kind.context(made_from),
        },
    )
