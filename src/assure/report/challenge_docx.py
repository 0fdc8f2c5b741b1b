"""The challenge pack as a Word document, to change before the session and to write into."""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm

from assure.model.assessment import Assessment
from assure.model.promise import PromiseStanding
from assure.report import headlines, promises
from assure.report.challenge import Asked, Pack, title
from assure.report.formats import clip_short, long_date, sentence_case, short_date
from assure.report.render import Edition
from assure.report.word import add_field, add_table, new_document, packed, words

ROW_HEIGHT = Mm(14)  # at least, to write by hand
MINUTE_ROWS = 8
EDITIONS = {
    "board": "Board edition: posts, not people.",
    "full": "Full edition: internal, not for publication.",
}


def challenge_docx(
    assessment: Assessment, pack: Pack, before: Sequence[PromiseStanding], edition: Edition
) -> bytes:
    """The document (.docx): the same bytes for the same pack."""
    return _Writer(assessment, edition).write(pack, before)


class _Writer:
    def __init__(self, assessment: Assessment, edition: Edition) -> None:
        self.assessment, self.edition = assessment, edition
        subject = assessment.partnership or assessment.plan_title or assessment.name
        self.document = new_document(
            f"{subject}: challenge pack", headlines.kind(assessment), assessment.as_of
        )
        self.put("Title", f"{clip_short(subject, 90)}: challenge pack")

    def write(self, pack: Pack, before: Sequence[PromiseStanding]) -> bytes:
        day = self.assessment.as_of
        self.put("About", f"{headlines.kind(self.assessment)}, as of {long_date(day)}.")
        self.put("Purpose", f"{title(len(pack.asked))}.")
        self.promises(before)
        self.themes(pack)
        self.put("Heading 1", "The questions")
        if not pack.asked:
            self.put("Normal", "The findings ask nothing. The session may ask its own questions.")
        for one in pack.asked:
            self.question(one)
        self.minutes()
        footer = self.document.sections[0].footer.paragraphs[0]
        footer.add_run(f"{EDITIONS[self.edition]} Review {words(self.assessment.review)}. Page ")
        add_field(footer, "PAGE")
        return packed(self.document, day)

    def put(self, style: str, text: str, *, bold: str = "", kept: bool = False) -> None:
        """A paragraph; ``bold`` stands before ``text``, and ``kept`` it stays with what follows."""
        paragraph = self.document.add_paragraph(style=style)
        if kept:
            paragraph.paragraph_format.keep_with_next = True
        if bold:
            paragraph.add_run(f"{words(bold)} ").bold = True
        paragraph.add_run(words(text))

    def table(
        self,
        of: str,
        heads: Sequence[tuple[str, int]],
        rows: Sequence[Sequence[str]],
        *,
        high: bool,
    ) -> None:
        """``heads`` with their widths in mm; ``high`` rows leave room to write."""
        made = add_table(
            self.document,
            [(head, "") for head, _ in heads],
            [Mm(width) for _, width in heads],
            len(rows),
            of,
        )
        for row, texts in zip(made.rows[1:], rows, strict=True):
            if high:
                row.height, row.height_rule = ROW_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].add_run(words(text))

    def promises(self, before: Sequence[PromiseStanding]) -> None:
        self.put("Heading 1", "Promised last time")
        if not before:
            self.put(
                "Normal", "No earlier session is known, so nothing is to be asked about first."
            )
            return
        self.put("Normal", f"{promises.headline(before)}.")
        rows = [
            (one.text, one.who, short_date(one.due), _how(one), "")
            for one in before[: promises.SHOWN]
        ]
        heads = (
            ("Promised", 44),
            ("By whom", 32),
            ("For", 22),
            ("How it stands", 44),
            ("What became of it", 34),
        )
        self.table("Promised last time", heads, rows, high=False)
        if left := promises.left_out(tuple(before)):
            self.put("Note", f"{left} in the review.")

    def themes(self, pack: Pack) -> None:
        if not pack.themes:
            return
        self.put("Heading 1", "By theme, and whom to ask")
        rows = [
            (theme.title, str(one.rank), one.question, sentence_case(one.whom))
            for theme in pack.themes
            for one in theme.asked
        ]
        heads = (("Theme", 44), ("No.", 12), ("Question", 78), ("Whom to ask", 42))
        self.table("The questions by theme", heads, rows, high=False)

    def question(self, one: Asked) -> None:
        self.put("Heading 2", f"{one.rank}. {one.question}")
        alike = f" The same is found of {one.alike}." if one.alike else ""
        self.put("Question", f"{one.because}{alike}", bold=f"Ask: {one.whom}.")
        seen = f" Seen: {one.seen}." if one.seen else ""
        self.put("Note", f"{one.about}.{seen}")
        more = " that this is done, or who does it by when:" if one.advised else ":"
        self.put("Question", "", bold=f"A good answer shows{more}")
        for text in one.good:
            self.put("List Bullet", text, kept=True)  # with the room to write the answer
        heads = (("What was said", 66), ("Promised", 52), ("Who", 34), ("By", 24))
        self.table(f"Answer to question {one.rank}", heads, [("",) * 4], high=True)

    def minutes(self) -> None:
        self.put("Heading 1", "Minute sheet")
        self.put(
            "Normal",
            "For questions of the session’s own. One row for one promise: one post, one day.",
            kept=True,  # with the rows to write in
        )
        heads = (
            ("Question", 50),
            ("What was said", 44),
            ("Promised, and what will show it", 44),
            ("Who", 20),
            ("By", 18),
        )
        self.table("Minutes", heads, [("",) * 5] * MINUTE_ROWS, high=True)


def _how(one: PromiseStanding) -> str:
    """``Broken. Recruiting was frozen.``"""
    return f"{one.state.words}. {one.words.removeprefix(f'{one.state.words}: ')}"
