"""The template: our own workbook with nothing in it but how to fill it in.

What is there to show how stands on the first sheet alone, which is never read as a plan: a
sample row among real ones would sooner or later be reported to a board.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from assure.intake.form import Filled, Guide, Value, form_bytes
from assure.intake.sheet import Heading, Holds, Sheet
from assure.intake.sheets import (
    ABOUT_LABELS,
    ABOUT_SHEET,
    BASES,
    GUIDE_SHEET,
    GUIDE_TITLE,
    IMPACT,
    IMPACT_HINT,
    LEVELS,
    MONITORING,
    MONTHS,
    MOST_QUARTERS,
    PROJECT_PLAN,
    SHEETS,
)

_BLANK_PRIORITIES = 3  # columns of the impact sheet, headed with the first references


def template_bytes(
    at: dt.datetime,
    *,
    title: str = "",
    period: tuple[dt.date, dt.date] | None = None,
    actions: int | None = None,
) -> bytes:
    """The workbook to fill in. ``actions`` is how many rows are made ready for them."""
    known: dict[str, Value] = {
        "title": title,
        "year_starts": MONTHS[3],
        "quarter_basis": BASES[0],
    }
    if period is not None:
        known["period_start"], known["period_end"] = period
    about = [(label, known.get(label.field)) for label in ABOUT_LABELS]
    sheets = [Filled(_sized(sheet, actions), _headings(sheet, period)) for sheet in SHEETS]
    return form_bytes(title or "Delivery plan", about, sheets, at, guide())


def _sized(sheet: Sheet, actions: int | None) -> Sheet:
    if actions is None or sheet.name not in {PROJECT_PLAN.name, MONITORING.name, IMPACT.name}:
        return sheet
    return replace(sheet, rows=actions)


def _headings(sheet: Sheet, period: tuple[dt.date, dt.date] | None) -> tuple[Heading, ...]:
    """The columns that people fill in: as many quarters as the plan has."""
    headings = [heading for heading in sheet.headings if not heading.extra]
    if sheet is MONITORING and period is not None:
        quarters = quarters_in(period)
        headings = [
            heading
            for heading in headings
            if not heading.field[1:].isdecimal() or int(heading.field[1:]) <= quarters
        ]
    if sheet is IMPACT:
        headings += [
            impact_heading(f"P{number}", f"P{number}") for number in range(1, _BLANK_PRIORITIES + 1)
        ]
    return tuple(headings)


def quarters_in(period: tuple[dt.date, dt.date]) -> int:
    """How many quarters a period touches, from 1 to 12."""
    start, end = period
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return max(1, min(MOST_QUARTERS, -(-months // 3)))


def impact_heading(ref: str, text: str) -> Heading:
    """The column of one priority on the impact sheet."""
    return Heading(f"impact on {ref}", text, IMPACT_HINT, "High", Holds.CHOICE, 14, choices=LEVELS)


# --- The page that says how -------------------------------------------------------------

_INTRODUCTION: tuple[tuple[str, str], ...] = (
    ("Where to begin", "About and Project plan are enough for a first check."),
    (
        "The other sheets",
        "Each lets more be judged: money, pace, people's time, what waits for "
        "what. Leave a sheet empty if you do not need it.",
    ),
    (
        "Headings",
        "Dark blue: needed. Grey blue: worth the effort. Do not rename headings or "
        "sheets. You may add columns to the project plan; they are kept.",
    ),
    ("Cells", "Select one to see what good looks like. Where there is a list, choose from it."),
    ("Dates", "Day/month/year. Where there truly is no day, write the words: “ongoing”, “TBC”."),
    ("References", "Keep one for good once you have given it. It ties one report to the next."),
)


# One example stands for all quarters, and for all priorities.
_LIKE_THE_FIRST = frozenset(
    {f"Q{number}" for number in range(2, MOST_QUARTERS + 1)}
    | {f"P{number}" for number in range(2, _BLANK_PRIORITIES + 1)}
)


def guide() -> Guide:
    """The first sheet: what the sheets are, and a worked example of a row of each."""
    return Guide(GUIDE_SHEET, tuple(_lines()))


def _lines() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "Page title", (GUIDE_TITLE,)
    for about, line in _INTRODUCTION:
        yield "Page text", (about, line)
    yield "Page heading", ()
    yield "Page heading", ("The sheets",)
    yield "Needed heading", ("Sheet", "One row is", "It belongs to")
    yield "Text cell", (ABOUT_SHEET, "one thing about the plan as a whole", "Every plan")
    for sheet in SHEETS:
        yield "Text cell", (sheet.name, sheet.row_is, sheet.part)
    yield "Page heading", ()
    yield "Page heading", ("A worked example, from an imaginary place",)
    yield "Page text", ("", "This page is never read as part of your plan.")
    for name, headings in (
        (ABOUT_SHEET, ABOUT_LABELS),
        *((sheet.name, _headings(sheet, None)) for sheet in SHEETS),
    ):
        yield "Page heading", ()
        yield "Page heading", (name,)
        yield "Needed heading", ("Column", "What good looks like", "Example")
        for heading in headings:
            if heading.text in _LIKE_THE_FIRST:
                continue
            yield "Text cell", (heading.text, heading.hint, heading.example)
