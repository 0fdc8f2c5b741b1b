"""The minute sheet of a challenge session, as a workbook to fill in. ``minutes`` reads it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assure.intake import minute_layout as layout
from assure.model.base import FIRST_DAY, LAST_DAY
from assure.model.promise import Promise
from assure.words.days import long_date
from assure.workbooks import book
from assure.workbooks.packing import packed

BLANK_ROWS = 10  # made ready for questions of the session's own
_WIDTHS = {
    "number": 5, "question": 44, "because": 36, "answer": 44, "promise": 40, "evidence": 28,
    "who": 24, "by": 14, "refs": 12, "key": 16, "terms": 30, "stands": 34, "became": 16,
    "day": 14, "reason": 34,
}  # fmt: skip
_TOLD = frozenset({"number", "because", "key", "terms", "stands"})  # grey: not to be filled in
_LEAST = 48.0  # points of a row: room to write by hand
_DATES = frozenset({"by", "day"})
HOW_TO = (
    f"First “{layout.EARLIER}”: what became of each? Then “{layout.QUESTIONS}”: fill in the empty "
    "cells, as far as the session comes.",
    "A promise needs somebody who makes it (one post) and a day. Leave the promise blank where "
    "nothing is promised.",
    "A second promise to the same question: copy the row. A question of your own: the blank rows.",
    "Late needs a new day. Kept: which evidence was seen? Broken or overtaken: why, or by what?",
    "Do not rename headings. Afterwards: assure challenge --import, with the name of this file.",
)


@dataclass(frozen=True)
class Earlier:
    """A promise of an earlier session, and in a sentence how it stands."""

    promise: Promise
    stands: str


@dataclass(frozen=True)
class Asked:
    """A question with what was said to it so far, and in a sentence why it is asked."""

    said: Promise
    because: str = ""


def minute_sheet(
    name: str,
    review: str,
    plan: str,
    earlier: Sequence[Earlier],
    asked: Sequence[Asked],
    at: dt.datetime,
) -> bytes:
    """The workbook (.xlsx). ``name`` heads it; ``review`` and ``plan`` are keys.

    The same promises, questions and moment give the same bytes. Raises AssureError for a text
    that no cell can hold.
    """
    made = book.new_book()
    about = made.create_sheet(layout.ABOUT)
    first, second = made.create_sheet(layout.EARLIER), made.create_sheet(layout.QUESTIONS)
    lists = made.create_sheet(layout.LISTS)
    lists.sheet_state = "hidden"
    for row, word in enumerate(layout.BECAME.values(), start=1):
        book.put(lists, row, 1, word)
    _draw_about(about, name, review, plan)
    _draw(first, layout.OF_EARLIER, [earlier_cells(one) for one in earlier], "promise")
    rows = [asked_cells(number, one) for number, one in enumerate(asked, start=1)]
    blank: list[dict[str, object]] = [{} for _ in range(BLANK_ROWS)]
    _draw(second, layout.OF_QUESTIONS, rows + blank, "question")
    _check(first, second, len(earlier) + 1)
    made.active = 1 if earlier else 2
    return packed(made, f"{name}: minutes", at)


def _draw_about(page: Worksheet, name: str, review: str, plan: str) -> None:
    lines = [
        (layout.REVIEW, review, book.READ_ONLY),
        (layout.PLAN, plan, book.READ_ONLY),
        (layout.TAKEN_BY, "", book.TEXT),
        *(
            ("How to fill it in" if n == 0 else "", text, book.READ_ONLY)
            for n, text in enumerate(HOW_TO)
        ),
    ]
    widths = (20, 90)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = widths
    book.put(page, 1, 1, f"{name}: minutes of the challenge session", book.TITLE)
    page.row_dimensions[1].height = 28
    for row, (label, text, style) in enumerate(lines, start=2):
        book.put(page, row, 1, label, book.READ_ONLY)
        book.put(page, row, 2, text, style)
        book.fit(page, row, (label, text), widths)
    book.tell(page, "B4", "A post, never a person: Clerk to the board.")
    book.one_page_wide(page, sum(widths))


def earlier_cells(one: Earlier) -> dict[str, object]:
    """What stands in the row of a promise, by field."""
    promise = one.promise
    return {
        "promise": promise.text,
        "terms": f"{promise.who}, {long_date(promise.days[0])}",
        "stands": one.stands,
        "key": promise.key,
    }


def asked_cells(number: int, one: Asked) -> dict[str, object]:
    """What stands in the row of a question, by field."""
    said = one.said
    return {
        "number": number,
        "question": said.question,
        "because": one.because,
        "answer": said.answer,
        "promise": said.text,
        "evidence": said.evidence,
        "who": said.who,
        "by": said.by,
        "refs": "; ".join(said.refs),
        "key": " ".join(filter(None, (said.key, said.code, said.fingerprint))),
    }


def _draw(
    page: Worksheet,
    headings: Mapping[str, str],
    rows: Sequence[Mapping[str, object]],
    subject: str,
) -> None:
    """``subject`` is the field that a row is about: it is not filled in where it is given."""
    widths = tuple(_WIDTHS[field] for field in headings)
    book.head(page, tuple(headings.values()), widths)
    for row, cells in enumerate(rows, start=2):
        values = tuple(cells.get(field, "") for field in headings)
        for column, (field, value) in enumerate(zip(headings, values, strict=True), start=1):
            style = book.DATE if field in _DATES else book.TEXT
            told = field in _TOLD or (field == subject and bool(cells))
            book.put(page, row, column, value, book.READ_ONLY if told else style)
        book.fit(page, row, values, widths)
        height = page.row_dimensions[row].height or 0
        page.row_dimensions[row].height = max(height, _LEAST)


def _check(first: Worksheet, second: Worksheet, last: int) -> None:
    """What the cells may hold, checked where it is typed."""
    became, new_day = _letter(layout.OF_EARLIER, "became"), _letter(layout.OF_EARLIER, "day")
    words = f"{layout.LISTS}!$A$1:$A${len(layout.BECAME)}"
    end = max(last, 2)
    book.check(first, f"{became}2:{became}{end}", "list", "Choose one from the list.", words)
    days = f"DATE({FIRST_DAY.year},1,1)", f"DATE({LAST_DAY.year},12,31)"
    told = "Write a day as 31/10/2026."
    book.check(first, f"{new_day}2:{new_day}{end}", "date", told, *days)
    by, who = _letter(layout.OF_QUESTIONS, "by"), _letter(layout.OF_QUESTIONS, "who")
    book.check(second, f"{by}2:{by}200", "date", told, *days, beside="The day of the promise.")
    book.tell(second, f"{who}2:{who}200", "One post that makes the promise: Head of Housing.")
    refs = _letter(layout.OF_QUESTIONS, "refs")
    book.tell(second, f"{refs}2:{refs}200", "References of the plan, with semicolons: 1.1; 2.")


def _letter(headings: Mapping[str, str], field: str) -> str:
    return get_column_letter(list(headings).index(field) + 1)
