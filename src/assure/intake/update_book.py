"""A workbook for one lead officer: their actions as they stand, and this quarter's to fill in.

What is grey is protected, without a password, so that it is not typed over by accident. A hidden
sheet carries what was known when it was written, against which the return is held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assure.facts.quarterly import FIVE_STATUSES, quarter_in
from assure.intake import update_sheets as sheets
from assure.model.actions import Action
from assure.model.base import FIRST_DAY, LAST_DAY
from assure.model.plan import Plan
from assure.workbooks import book
from assure.workbooks.packing import packed

NEW_ROWS = 15  # made ready for new tasks
MORE_ROWS = 100  # whose cells can be typed in and are checked
_FROM, _TO = (f"DATE({day.year},{day.month},{day.day})" for day in (FIRST_DAY, LAST_DAY))
_NO_DAY = "This is no day. Write it as 31/03/2027."
_LABEL_WIDTH, _TEXT_WIDTH = 20, 84
_OPEN = Protection(locked=False)
_MARGIN = 0.4  # inches, left and right
_LONGEST_TITLE = 120  # characters above a page


def update_book(
    plan: Plan,
    actions: Sequence[Action],
    number: int,
    whom: str,
    at: dt.datetime,
    *,
    officer: bool = True,
) -> bytes:
    """The workbook (.xlsx) of ``actions`` for quarter ``number``; ``whom`` it is for is written
    on it. New tasks are those of an ``officer`` unless they name another.

    The same plan and moment give the same bytes. Raises AssureError for a text that no cell can
    hold.
    """
    made = book.new_book()
    _draw_about(made.create_sheet(sheets.ABOUT), plan, number, whom)
    _draw_actions(made.create_sheet(sheets.ACTIONS), plan, actions, number)
    _draw_new_tasks(made.create_sheet(sheets.NEW_TASKS))
    _draw_known(made, plan, actions, number, whom if officer else "", at)
    for page in made.worksheets:
        _finish(page, f"Q{number}: {whom}")
    made.active = 0
    return packed(made, f"{plan.title}: update for Q{number}", at)


def _draw_about(page: Worksheet, plan: Plan, number: int, whom: str) -> None:
    quarter = quarter_in(plan, number)
    lines = (
        (sheets.PLAN, plan.title, book.READ_ONLY),
        (sheets.QUARTER, f"Q{number}, {quarter.label}" if quarter else f"Q{number}",
         book.READ_ONLY),
        (sheets.FOR, whom, book.READ_ONLY),
        (sheets.FILLED_BY, "", book.TEXT),
        (sheets.FILLED_ON, "", book.DATE),
        ("How to fill it in",
         f"Go to the sheet “{sheets.ACTIONS}” and fill in the white cells of each action. A row "
         "left blank is an action not told of; nothing is taken away by a blank.", book.READ_ONLY),
        ("", "“Delayed” and “No longer relevant” need a reason. “Completed” needs its evidence: "
         "what shows that it is finished.", book.READ_ONLY),
        ("", f"Has work been taken on since the last update? Write it on the sheet "
         f"“{sheets.NEW_TASKS}”.", book.READ_ONLY),
        ("", "Do not rename sheets or headings.", book.READ_ONLY),
    )  # fmt: skip
    page.column_dimensions["A"].width = _LABEL_WIDTH
    page.column_dimensions["B"].width = _TEXT_WIDTH
    book.put(page, 1, 1, f"Update for quarter {number}", book.TITLE)
    page.row_dimensions[1].height = 28
    for row, (label, text, style) in enumerate(lines, start=2):
        book.put(page, row, 1, label, book.READ_ONLY)
        book.put(page, row, 2, text, style)
        book.fit(page, row, (label, text), (_LABEL_WIDTH, _TEXT_WIDTH))
        if style != book.READ_ONLY:
            page.cell(row, 2).protection = _OPEN
        if label == sheets.FILLED_BY:
            book.tell(page, f"B{row}", "Your post: Head of Housing.")
        if label == sheets.FILLED_ON:
            book.check(page, f"B{row}", "date", _NO_DAY, _FROM, _TO)
    book.one_page_wide(page, _LABEL_WIDTH + _TEXT_WIDTH)


def _draw_actions(page: Worksheet, plan: Plan, actions: Sequence[Action], number: int) -> None:
    columns = sheets.columns(plan, number)
    widths = tuple(column.width for column in columns)
    book.head(page, tuple(column.heading for column in columns), widths)
    page.freeze_panes = "C2"
    for row, action in enumerate(actions, start=2):
        now = sheets.standing(action)
        told = {
            "ref": action.ref,
            "action": action.title,
            "due_now": now["revised"],
            "status_now": now["status"],
            "note_before": sheets.last_told(action, number),
        }
        values = tuple(told.get(column.field, "") for column in columns)
        for place, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
            _white_or_grey(page, row, place, column, value)
        book.fit(page, row, values, widths)
        # Room to write in by hand, on paper.
        page.row_dimensions[row].height = max(page.row_dimensions[row].height, 48)
    last = max(len(actions) + 1, 2)
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        area = f"{letter}2:{letter}{last}"
        if column.field == "status":
            _check_list(page, area, tuple(FIVE_STATUSES.values()), column.hint)
        elif column.field == "rag":
            _check_list(page, area, tuple(sheets.RAGS.values()), column.hint)
        elif column.field == "percent":
            told_of = "Write how much is complete, from 0% to 100%."
            book.check(page, area, "decimal", told_of, "0", "1", beside=column.hint)
        elif column.field == "revised":
            book.check(page, area, "date", _NO_DAY, _FROM, _TO, beside=column.hint)
        elif not column.told:
            book.tell(page, area, column.hint)
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _white_or_grey(
    page: Worksheet, row: int, place: int, column: sheets.Column, value: object
) -> None:
    styles = {"revised": book.DATE, "percent": book.NUMBER}
    style = book.READ_ONLY if column.told else styles.get(column.field, book.TEXT)
    book.put(page, row, place, value, style)
    cell = page.cell(row, place)
    if column.field == "percent":
        cell.number_format = "0%"
    if not column.told:
        cell.protection = _OPEN


def _draw_new_tasks(page: Worksheet) -> None:
    columns = sheets.NEW_COLUMNS
    book.head(page, tuple(c.heading for c in columns), tuple(c.width for c in columns))
    last = MORE_ROWS + 1
    for row in range(2, last + 1):
        for place, column in enumerate(columns, start=1):
            style = book.DATE if column.field == "due" else book.TEXT
            if row <= NEW_ROWS + 1:
                book.put(page, row, place, "", style)
            page.cell(row, place).protection = _OPEN
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        area = f"{letter}2:{letter}{last}"
        if column.field == "due":
            book.check(page, area, "date", _NO_DAY, _FROM, _TO, beside=column.hint, stop=False)
        elif column.field == "status":
            _check_list(page, area, tuple(FIVE_STATUSES.values()), column.hint)
        else:
            book.tell(page, area, column.hint)
    page.print_area = f"A1:{get_column_letter(len(columns))}{NEW_ROWS + 1}"


def _draw_known(
    made: Workbook, plan: Plan, actions: Sequence[Action], number: int, whom: str, at: dt.datetime
) -> None:
    page = made.create_sheet(sheets.KNOWN)
    page.sheet_state = "hidden"
    lines: tuple[tuple[str, object], ...] = (
        (sheets.FORMAT, str(sheets.VERSION)),
        (sheets.PLAN, plan.key),
        (sheets.CHANGE, str(plan.version)),
        (sheets.QUARTER, f"Q{number}"),
        (sheets.WRITTEN, at.date().isoformat()),
        (sheets.FOR, whom),
        (sheets.BEGINS, plan.period_start.isoformat() if plan.period_start else ""),
    )
    for row, (label, value) in enumerate(lines, start=1):
        book.put(page, row, 1, label)
        book.put(page, row, 2, value)
    for row, action in enumerate(actions, start=len(lines) + 1):
        book.put(page, row, 1, action.ref)
        book.put(page, row, 2, action.key)
        for place, words in enumerate(sheets.standing(action).values(), start=3):
            book.put(page, row, place, words)


def _check_list(page: Worksheet, area: str, words: tuple[str, ...], beside: str) -> None:
    told = f"Choose one of: {', '.join(words)}."
    book.check(page, area, "list", told, f'"{",".join(words)}"', beside=beside)


def _finish(page: Worksheet, title: str) -> None:
    """Narrow margins, and on each page whose it is, so that pages can be told apart on paper."""
    page.page_margins.left = page.page_margins.right = _MARGIN
    page.HeaderFooter.oddHeader.left.text = title[:_LONGEST_TITLE].replace("&", "&&")  # type: ignore[union-attr] # always there
    page.HeaderFooter.oddFooter.right.text = "&P of &N"  # type: ignore[union-attr]
    _protect(page)


def _protect(page: Worksheet) -> None:
    """Without a password: it is there against slips, not against people."""
    rules = page.protection
    rules.sheet = True
    # To the format False means that people may.
    rules.formatColumns = rules.formatRows = rules.formatCells = rules.autoFilter = False
