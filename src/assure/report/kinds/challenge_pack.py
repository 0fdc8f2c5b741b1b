"""The challenge pack: what a critical friend takes into a session, and writes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assure.report import challenge, promises
from assure.report.kinds import Kind, Material

QUESTIONS = 12  # three pages of four
NOTE_LINES = 6  # in what the minute sheet leaves of its page
MINUTE_ROWS = 7  # high enough to write in


def _pack(material: Material) -> challenge.Pack:
    return challenge.pack(material.questions, material.assessment, material.review.plan)


def _context(material: Material) -> Mapping[str, Any]:
    return {
        "pack": _pack(material),
        "before": promises.last_time(material.assessment),
        "challenge": challenge,
        "note_lines": NOTE_LINES,
        "minute_rows": MINUTE_ROWS,
    }


def _lacks(material: Material) -> str:
    if material.questions or promises.last_time(material.assessment):
        return ""
    return (
        "There is nothing to challenge: no finding asks a question and nothing was promised. "
        "Write questions of your own with `assure challenge`."
    )


def _word(material: Material) -> bytes:
    from assure.report.challenge_docx import challenge_docx

    before = promises.last_time(material.assessment)
    return challenge_docx(material.assessment, _pack(material), before, material.edition)


KIND = Kind(
    key="challenge-pack",
    title="Challenge pack",
    about="For a critical friend and whoever holds the session: the questions worth asking, whom "
    "to ask, what a good answer shows, and room to write what is promised.",
    context=_context,
    lacks=_lacks,
    word=_word,
    asks=QUESTIONS,
    styles=("style/challenge.css",),
)
