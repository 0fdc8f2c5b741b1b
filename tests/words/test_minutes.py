"""What may be written into minutes."""

from __future__ import annotations

import datetime as dt

import pytest

from assure.words.minutes import LONGEST, taken, unfit, unfit_day, unfit_new_day


@pytest.mark.parametrize("who", ["Head of Housing", "Officer A", "All partners", "Police", ""])
def test_who_promises_is_taken_as_said(who: str) -> None:
    assert unfit("who", who) == ""


@pytest.mark.parametrize("who", ["TBC", "n/a", "To be confirmed", "-"])
def test_nobody_promises_nothing(who: str) -> None:
    assert unfit("who", who) == f"“{who}” is nobody; name one post, such as “Head of Housing”."


@pytest.mark.parametrize("what", LONGEST)
def test_what_is_too_long_to_be_read_out_is_refused(what: str) -> None:
    assert unfit(what, "word " * 1000).startswith("4,999 characters are too many; say it in ")


def test_what_no_report_can_print_is_left_out() -> None:
    assert taken("The list\x00 of\u202e homes\n\nby Friday ") == "The list of homes by Friday"


HELD, DUE = dt.date(2026, 5, 12), dt.date(2026, 9, 29)


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (HELD, ""),
        (dt.date(2026, 5, 11), "11 May 2026 had passed by then; give a day from 12 May 2026 on."),
        (dt.date(2206, 5, 12), "12 May 2206 is too far away; correct the year."),
    ],
)
def test_a_promise_is_for_a_day_to_come(day: dt.date, wrong: str) -> None:
    assert unfit_day(day, HELD) == wrong


def test_a_promise_is_put_back_to_a_later_day() -> None:
    assert unfit_new_day(DUE, DUE) == "It was due on 29 September 2026; give a day after that."
    assert unfit_new_day(DUE + dt.timedelta(1), DUE) == ""
