"""Dates as plans write them: the closed list of forms, and what is left open."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.model.plan import QuarterBasis
from assure.model.values import WhenKind
from assure.words.calendar import PlanCalendar
from assure.words.dates import find_period, read_when, when_in_words

K = WhenKind
ONE_YEAR = (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
THREE_YEARS = (dt.date(2025, 4, 1), dt.date(2028, 3, 31))

SETTLED = {
    "31/03/2027": (K.DAY, "2027-03-31"),
    "31.3.19": (K.DAY, "2019-03-31"),
    "2027-03-31": (K.DAY, "2027-03-31"),
    "by 30 June 2027": (K.DAY, "2027-06-30"),
    "31st March 27": (K.DAY, "2027-03-31"),
    "Monday 5 October 2026": (K.DAY, "2026-10-05"),
    "04/05/2026": (K.DAY, "2026-05-04"),
    "March 2027": (K.MONTH, "2027-03-31"),
    "February\n2028": (K.MONTH, "2028-02-29"),
    "Mar-27": (K.MONTH, "2027-03-31"),
    "03/2027": (K.MONTH, "2027-03-31"),
    "End March 2027": (K.MONTH, "2027-03-31"),
    "Mid May 2027": (K.MONTH, "2027-05-15"),
    "early May 2027": (K.MONTH, "2027-05-10"),
    "Q3 2026/27": (K.QUARTER, "2026-12-31"),
    "2026/27 Q4": (K.QUARTER, "2027-03-31"),
    "FQ3 2019/20": (K.QUARTER, "2019-12-31"),
    "16/17": (K.FINANCIAL_YEAR, "2017-03-31"),
    "2016-17": (K.FINANCIAL_YEAR, "2017-03-31"),
    "2023-2024": (K.FINANCIAL_YEAR, "2024-03-31"),
    "By end 2015/16": (K.FINANCIAL_YEAR, "2016-03-31"),
    "1999/00": (K.FINANCIAL_YEAR, "2000-03-31"),
    "by the end of 2018": (K.CALENDAR_YEAR, "2018-12-31"),
    "2027": (K.CALENDAR_YEAR, "2027-12-31"),
    "Spring 2027": (K.SEASON, "2027-05-31"),
    "Winter 2026/27": (K.SEASON, "2027-02-28"),
    "By Easter 2027": (K.DAY, "2027-03-28"),
    "Christmas 2026": (K.DAY, "2026-12-25"),
    "By the start of the autumn term 2026": (K.MONTH, "2026-09-30"),
    "End of the autumn term 2026": (K.MONTH, "2026-12-31"),
    "Summer term 2027": (K.MONTH, "2027-07-31"),
    "by the end of academic year 2026/27": (K.RANGE, "2027-08-31"),
    "2026/27 school year": (K.RANGE, "2027-08-31"),
    "March/April 2020": (K.RANGE, "2020-04-30"),
    "December 2014/ January 2015": (K.RANGE, "2015-01-31"),
    "Oct - Feb 2027": (K.RANGE, "2027-02-28"),
    "1 - 14 May 2027": (K.RANGE, "2027-05-14"),
    "2023-2027": (K.RANGE, "2027-03-31"),
    "Monthly until March 2027": (K.RANGE, "2027-03-31"),
    "Draft by June 2026, final by March 2027": (K.STAGED, "2027-03-31"),
    "Scope agreed May 2026\nBy end 2026/27": (K.STAGED, "2027-03-31"),
}
OPEN = {
    "Ongoing": K.ONGOING,
    "2023-2027 Ongoing as needed.": K.ONGOING,
    "Quarterly": K.RECURRING,
    "31 August (annually)": K.RECURRING,
    "every six months": K.RECURRING,
    "Within six months of the new contract": K.RELATIVE,
    "within 3 months of funding approval": K.RELATIVE,
    "on completion of 2.3": K.RELATIVE,
    "ASAP": K.VAGUE,
    "In due course": K.VAGUE,
    "TBC": K.VAGUE,
    "May be later": K.VAGUE,
    "See Annexe 2": K.POINTER,
    "Completed March 2026": K.STATUS_NOT_DATE,
    "Two posts filled in May 2026": K.STATUS_NOT_DATE,
    "": K.MISSING,
    "n/a": K.MISSING,
}


def when_of(value, **calendar):
    return read_when(value, PlanCalendar(**calendar)).when


@pytest.mark.parametrize(("text", "expected"), SETTLED.items(), ids=lambda value: str(value))
def test_forms_that_settle_a_day(text, expected):
    when = when_of(text)
    assert (when.kind, when.latest and when.latest.isoformat()) == expected
    assert when.text == text


@pytest.mark.parametrize(("text", "kind"), OPEN.items(), ids=lambda value: str(value))
def test_forms_that_settle_none(text, kind):
    when = when_of(text, period=THREE_YEARS)
    assert (when.kind, when.latest) == (kind, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2027", "is not a day of the calendar"),
        ("03/31/2027", "has no month 31; the day is read before the month"),
        ("Q3", "does not say in which year"),
        ("March", "gives no year, and the plan's period has several"),
        ("FY27", "may be the year that starts or the one that ends then"),
        ("11/12", "may be a financial year or a day without a year"),
        ("Q15", "is quarter 15, which the plan's period does not have"),
        ("Q5 2026/27", "names quarter 5 of a year, which has four"),
        ("from April 2026", "gives only a start, not an end"),
        (7, "is a number that does not say which day it means"),
    ],
)
def test_what_is_left_open_is_said_and_not_guessed(text, reason):
    reading = read_when(text, PlanCalendar(THREE_YEARS))
    assert reading.unclear == reason
    assert reading.when.latest is None


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Q3", "2026-12-31"),
        ("Mid May", "2026-05-15"),
        ("31 March", "2027-03-31"),
        ("autumn", "2026-11-30"),
    ],
)
def test_a_plan_of_one_year_settles_what_leaves_the_year_out(text, latest):
    when = when_of(text, period=ONE_YEAR)
    assert when.latest is not None
    assert when.latest.isoformat() == latest
    assert when.assumed is not None
    assert "year taken from the plan's period" in when.assumed


def test_quarters_follow_the_plans_basis():
    financial = when_of("Q2 2026")
    calendar = when_of("Q2 2026", basis=QuarterBasis.CALENDAR)
    assert financial.latest == dt.date(2026, 9, 30)
    assert calendar.latest == dt.date(2026, 6, 30)
    assert calendar.assumed == "calendar quarter"


def test_quarters_five_to_twelve_are_the_plans_own():
    when = when_of("Q7", period=THREE_YEARS)
    assert (when.earliest, when.latest) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert when.assumed == "quarter of the plan's period"


def test_the_financial_year_may_start_in_another_month():
    assert when_of("2026/27", year_starts=8).latest == dt.date(2027, 7, 31)


def test_true_dates_and_numbers_of_days():
    cell = dt.datetime(2026, 5, 4, 9, 30)  # noqa: DTZ001 - cells of a workbook have no zone
    assert when_of(cell).latest == dt.date(2026, 5, 4)
    when = when_of(46477)
    assert (when.kind, when.latest) == (K.DAY, dt.date(2027, 3, 31))
    assert when.assumed == "the number is a date as Excel counts days"


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("Improvement plan 2006/07 – 2008/09", "2006-04-01", "2009-03-31"),
        ("January 2008 to December 2010", "2008-01-01", "2010-12-31"),
        ("Action plan 2023-2027", "2023-04-01", "2027-03-31"),
        ("Service plan 2014-15", "2014-04-01", "2015-03-31"),
    ],
)
def test_the_period_in_a_title(title, first, last):
    assert find_period(title) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_no_period_in_a_title():
    assert find_period("Progress at 31/03/2027, room 12-14") is None


def test_a_deadline_in_an_actions_own_words():
    plan = PlanCalendar(ONE_YEAR)
    reading = when_in_words("Mend the roof by March 2027", plan)
    assert reading is not None
    assert reading.when.latest == dt.date(2027, 3, 31)
    assert reading.when.assumed == "read from the action's own words"
    assert when_in_words("Report on the March 2027 census", plan) is None


@given(st.text(max_size=80), st.sampled_from([None, ONE_YEAR, THREE_YEARS]))
def test_no_text_is_too_odd(text, period):
    when = when_of(text, period=period)
    assert when.kind in K
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest


@given(st.lists(st.sampled_from([*SETTLED, *OPEN, "by", "-", "/", ";", "\n", "to"]), max_size=5))
def test_no_mixture_of_forms_is_too_odd(pieces):
    assert when_of(" ".join(pieces), period=THREE_YEARS).kind in K


@given(st.one_of(st.integers(), st.floats()))
def test_no_number_is_too_odd(number):
    assert when_of(number).kind in K


@given(st.dates(dt.date(1990, 1, 1), dt.date(2069, 12, 31)))
def test_a_day_comes_back_from_every_form_of_it(day):
    for form in ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%y", "by %d %b %Y"):
        assert when_of(day.strftime(form)).latest == day


@given(st.integers(1990, 2060), st.integers(1, 4))
def test_a_quarter_of_a_financial_year_comes_back(year, number):
    when = when_of(f"Q{number} {year}/{(year + 1) % 100:02d}")
    assert when.kind is K.QUARTER
    assert when.earliest is not None
    assert (when.earliest.year * 12 + when.earliest.month) == year * 12 + 4 + 3 * (number - 1)


@pytest.mark.parametrize("written", ["31/03/2072", "March 2072", dt.date(2072, 3, 31)])
def test_a_day_long_after_the_plan_is_a_slip_and_settles_nothing(written):
    reading = read_when(written, PlanCalendar(THREE_YEARS))
    assert reading.unclear == "lies 44 years after the end of the plan"
    assert reading.when.latest is None
    assert read_when(written).when.latest == dt.date(2072, 3, 31)  # no plan, nothing to compare


def test_what_is_promised_for_the_middle_of_the_century_stands():
    assert read_when("2050", PlanCalendar(THREE_YEARS)).when.latest == dt.date(2050, 12, 31)
