"""docs/dates.md says what the program does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from assure.model.values import WhenKind
from assure.words.calendar import PlanCalendar
from assure.words.dates import read_when
from assure.words.days import short_date

PAGE = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")
CALENDARS = {
    "In a plan from April 2026 to March 2027": PlanCalendar(
        (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    ),
    "In a plan from April 2026 to March 2029": PlanCalendar(
        (dt.date(2026, 4, 1), dt.date(2029, 3, 31))
    ),
}


def lines():
    for section in PAGE.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        for line in re.findall(r"^\| (.+) \|$", body, flags=re.MULTILINE):
            cells = [cell.strip() for cell in line.split(" | ")]
            if cells[0] != "Written":
                yield CALENDARS[title], cells


@pytest.mark.parametrize(("calendar", "cells"), list(lines()), ids=lambda value: str(value)[:60])
def test_each_line_of_the_page_is_true(calendar, cells):
    written, kind, first, last, note = (*cells, "")[:5]
    reading = read_when(written, calendar)
    when = reading.when
    days = [short_date(day) if day else "–" for day in (when.earliest, when.latest)]
    assert [when.kind.value.replace("_", " "), *days] == [kind, first, last]
    assert (when.assumed or reading.unclear or "") == note.strip(" |")


def test_every_kind_of_date_is_on_the_page():
    shown = {cells[1] for _, cells in lines()}
    assert shown == {kind.value.replace("_", " ") for kind in WhenKind} - {"missing"}
