"""A questionnaire as a workbook to fill in, blank or with the answers so far.

``answer_tables`` reads it back. How everything stands in it is in ``answer_layout``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assure.interview import answer_layout as layout
from assure.interview.checking import LARGEST_NUMBER, MOST_ENTRIES, Refs
from assure.model.answers import Answer
from assure.model.base import FIRST_DAY, LAST_DAY
from assure.model.questionnaire import EntryField, Question, QuestionKind, Questionnaire
from assure.workbooks import book
from assure.workbooks.packing import packed

_put = partial(book.put, instead="write the answers to a .yaml or .json file, which hold any text")
_WIDTHS = {
    layout.QUESTION: 13,
    layout.ASKED: 46,
    layout.HOW: 52,
    layout.ANSWER: 34,
    layout.STATE: 16,
    layout.REASON: 26,
    layout.EVIDENCE: 34,
    layout.EVIDENCE_DATE: 14,
}
_LETTER = {name: get_column_letter(n) for n, name in enumerate(layout.COLUMNS, start=1)}
_FIELD_WIDTHS = {QuestionKind.TEXT: 42, QuestionKind.DATE: 14, QuestionKind.NUMBER: 14}
_BLANK_ROWS = 10
_HOW_TO = (
    f"Go to the sheet {layout.ANSWERS} and fill in the white cells. A row left blank is a question "
    "left for later.",
    "Where nobody can say, choose “Don’t know” under State and write why. Where a question does "
    "not apply, choose “Not applicable” and write why.",
    "Do not rename sheets or headings. Add rows to the sheets of entries as you need them.",
)


def answer_sheet(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    at: dt.datetime,
    respondent: str = "",
    *,
    refs: Refs | None = None,
    when: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook (.xlsx). ``answers`` are by question key; ``refs`` those of the loaded plan;
    ``when`` says of a question that is not always asked when it is.

    Raises AssureError for a text that no cell can hold.
    """
    made = book.new_book()
    about = made.create_sheet(layout.ABOUT)
    rows = made.create_sheet(layout.ANSWERS)
    names = layout.sheet_names(questionnaire)
    pages = {key: made.create_sheet(name) for key, name in names.items()}
    lists = _Lists(made.create_sheet(layout.LISTS))
    _draw_about(about, questionnaire, respondent)
    _draw_answers(rows, questionnaire, answers, lists, when or {})
    for key, page in pages.items():
        question = questionnaire.question(key)
        assert question is not None  # noqa: S101 # the sheets are its questions'
        _draw_entries(page, question, answers.get(key), lists, refs or {})
    made.active = 1
    return packed(made, f"{questionnaire.title}: answers", at)


class _Lists:
    """The hidden sheet that holds what may be chosen; each list stands there once."""

    def __init__(self, page: Worksheet) -> None:
        self._page = page
        self._areas: dict[tuple[str, ...], str] = {}
        page.sheet_state = "hidden"

    def area(self, words: Sequence[str]) -> str:
        known = tuple(words)
        if known not in self._areas:
            column = len(self._areas) + 1
            for row, word in enumerate(known, start=1):
                _put(self._page, row, column, word)
            letter = get_column_letter(column)
            self._areas[known] = f"{layout.LISTS}!${letter}$1:${letter}${len(known)}"
        return self._areas[known]


def _draw_about(page: Worksheet, questionnaire: Questionnaire, respondent: str) -> None:
    lines: list[tuple[str, str, str]] = [
        (questionnaire.title, "", book.TITLE),
        (layout.QUESTIONNAIRE, questionnaire.key, book.READ_ONLY),
        (layout.ANSWERED_BY, respondent, book.TEXT),
        (layout.GIVEN_ON, "", book.DATE),
        ("What it is for", questionnaire.purpose, book.READ_ONLY),
        ("Who answers", questionnaire.who, book.READ_ONLY),
        ("How long", f"About {questionnaire.minutes} minutes", book.READ_ONLY),
        *(
            ("How to fill it in" if n == 0 else "", t, book.READ_ONLY)
            for n, t in enumerate(_HOW_TO)
        ),
    ]
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 22, 90
    for number, (label, text, style) in enumerate(lines, start=1):
        _put(page, number, 1, label, book.TITLE if style == book.TITLE else book.READ_ONLY)
        if style != book.TITLE:
            _put(page, number, 2, text, style)
            book.fit(page, number, (label, text), (22, 90))
    page.row_dimensions[1].height = 28
    book.one_page_wide(page, 112)
    book.tell(page, "B3", "A post, with its organisation if need be: Head of Housing.")
    _check_day(page, "B4", "The day of the answers. Left blank, it is the day they are read.")


def _draw_answers(
    page: Worksheet,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    lists: _Lists,
    when: Mapping[str, str],
) -> None:
    widths = tuple(_WIDTHS[name] for name in layout.COLUMNS)
    book.head(page, layout.COLUMNS, widths)
    names = layout.sheet_names(questionnaire)
    for row, question in enumerate(questionnaire.questions(), start=2):
        sheet = names.get(question.key, "")
        there = _on_sheet(question, sheet)
        how = layout.how_to_answer(question, there, when.get(question.key, ""))
        answer = answers.get(question.key)
        value = layout.answer_word(question, answer, sheet)
        asked = f"{question.text}\n{question.help}".strip()
        told = {layout.QUESTION: question.key, layout.ASKED: asked, layout.HOW: how}
        said = layout.beside(answer)
        cells = tuple({**told, layout.ANSWER: value, **said}.get(c, "") for c in layout.COLUMNS)
        for column, (name, cell) in enumerate(zip(layout.COLUMNS, cells, strict=True), start=1):
            style = book.READ_ONLY if name in told else book.TEXT
            if name == layout.ANSWER:
                style = _style(question)
            if name == layout.EVIDENCE_DATE:
                style = book.DATE
            _put(page, row, column, cell, style)
        book.fit(page, row, cells, widths)
        area = f"{_LETTER[layout.ANSWER]}{row}"
        book.tell(page, f"{_LETTER[layout.EVIDENCE]}{row}", question.evidence)
        if question.kind is QuestionKind.ENTRIES:
            _check_list(page, area, lists, (layout.see_sheet(sheet), layout.NONE))
        else:
            _check(page, area, question, lists)
    last = len(questionnaire.questions()) + 1
    _check_list(
        page,
        f"{_LETTER[layout.STATE]}2:{_LETTER[layout.STATE]}{last}",
        lists,
        tuple(layout.STATES[state] for state in layout.UNKNOWN),
        "Only where there is no answer.",
    )
    _check_day(page, f"{_LETTER[layout.EVIDENCE_DATE]}2:{_LETTER[layout.EVIDENCE_DATE]}{last}")


def _on_sheet(question: Question, sheet: str) -> str:
    """Where entries go, and what each of their columns takes."""
    titles = layout.field_headings(question)
    columns = (f"\n{titles[f.key]} {layout.how_to_answer(f)}" for f in question.fields)
    there = f"One row for each on the sheet {sheet}, or “{layout.NONE}” here if there are none."
    return there + "".join(columns)


def _draw_entries(
    page: Worksheet, question: Question, answer: Answer | None, lists: _Lists, refs: Refs
) -> None:
    """A row for each entry, and more to fill in."""
    titles = tuple(layout.field_headings(question).values())
    widths = tuple(_FIELD_WIDTHS.get(field.kind, 24) for field in question.fields)
    book.head(page, titles, widths)
    entries = answer.entries if answer is not None else ()
    last = 1 + max(question.most or 0, len(entries) + _BLANK_ROWS)
    for row in range(2, last + 1):
        entry = entries[row - 2] if row - 2 < len(entries) else {}
        cells = tuple(layout.word(field, entry.get(field.key)) for field in question.fields)
        for column, (field, cell) in enumerate(zip(question.fields, cells, strict=True), start=1):
            _put(page, row, column, cell, _style(field))
        if entry:
            book.fit(page, row, cells, widths)
    end = MOST_ENTRIES + 1
    for column, field in enumerate(question.fields, start=1):
        letter = get_column_letter(column)
        area = f"{letter}2:{letter}{end}"
        beside = f"{field.help}\n{layout.how_to_answer(field)}".strip()
        known = tuple(refs.get(field.links_to or "", {}))
        if known:
            # A reference that the plan lacks may be meant, so it is only asked about.
            told, list_ = "The plan has no such reference.", lists.area(known)
            book.check(page, area, "list", told, list_, beside=beside, stop=False)
        else:
            _check(page, area, field, lists, beside)


def _style(asked: Question | EntryField) -> str:
    if asked.kind is QuestionKind.DATE:
        return book.DATE
    amount = asked.kind in (QuestionKind.NUMBER, QuestionKind.MONEY)
    return book.NUMBER if amount else book.TEXT


def _check(
    page: Worksheet, area: str, asked: Question | EntryField, lists: _Lists, beside: str = ""
) -> None:
    """What the cells of an answer may hold; words and several options are checked when read."""
    if asked.kind in layout.ONE_OF:
        _check_list(page, area, lists, tuple(layout.labels(asked.options).values()), beside)
    elif asked.kind is QuestionKind.DATE:
        _check_day(page, area, beside)
    elif asked.kind in (QuestionKind.NUMBER, QuestionKind.MONEY):
        least = 0 if asked.kind is QuestionKind.MONEY else -LARGEST_NUMBER
        low = least if asked.minimum is None else max(least, asked.minimum)
        high = LARGEST_NUMBER if asked.maximum is None else asked.maximum
        told = f"Write a number alone. {layout.how_to_answer(asked)}"
        book.check(page, area, "decimal", told, str(low), str(high), beside=beside)
    elif beside:
        book.tell(page, area, beside)


def _check_list(
    page: Worksheet, area: str, lists: _Lists, words: tuple[str, ...], beside: str = ""
) -> None:
    book.check(page, area, "list", "Choose one from the list.", lists.area(words), beside=beside)


def _check_day(page: Worksheet, area: str, beside: str = "") -> None:
    first, last = f"DATE({FIRST_DAY.year},1,1)", f"DATE({LAST_DAY.year},12,31)"
    book.check(page, area, "date", "Write a day as 31/10/2026.", first, last, beside=beside)
