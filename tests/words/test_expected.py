"""A later date that a progress note expects."""

from __future__ import annotations

import datetime as dt

import pytest

from assure.words.calendar import PlanCalendar
from assure.words.expected import later_date

DUE = dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("North team live. South team: start now expected January 2027.", (2027, 1, 31)),
        ("Hearings are scheduled for March 2027", (2027, 3, 31)),
        ("Forecast finish Q4 2026/27", (2027, 3, 31)),
        ("Expected 12 November 2026, then scheduled for May 2027", (2027, 5, 31)),
    ],
)
def test_a_date_that_the_work_itself_waits_for(note, day):
    assert later_date(note, DUE, PlanCalendar()) == dt.date(*day)


@pytest.mark.parametrize(
    "note",
    [
        "Opened, start now expected May 2026",  # before the deadline
        "Funding expected to run to March 2027",
        "Next review scheduled for March 2027",
        "2,300 visits; will open on Sundays",
        "Contract renewed to March 2028",
        "",
    ],
)
def test_other_dates_are_no_new_deadline(note):
    assert later_date(note, DUE, PlanCalendar()) is None
