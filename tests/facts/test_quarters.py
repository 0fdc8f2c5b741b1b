"""Quarters of a year that may begin in any month."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assess.build import action, day, note, plan

from assure.facts.quarters import (
    Quarter,
    notes_are_reports,
    number_in_plan,
    overlap,
    place_in_plan,
    quarter_of,
    quarters_from,
)


@pytest.mark.parametrize(
    ("on", "year_starts", "label"),
    [
        ("2026-04-01", 4, "Apr to Jun 2026"),
        ("2026-03-31", 4, "Jan to Mar 2026"),
        ("2026-12-31", 4, "Oct to Dec 2026"),
        ("2027-01-01", 4, "Jan to Mar 2027"),
        # A year from September: its quarters run Sep to Nov, Dec to Feb, and so on.
        ("2026-10-31", 9, "Sep to Nov 2026"),
        ("2027-01-15", 9, "Dec to Feb 2027"),
        ("2026-12-01", 9, "Dec to Feb 2027"),
        ("2026-08-31", 9, "Jun to Aug 2026"),
    ],
)
def test_a_day_falls_in_one_quarter(on: str, year_starts: int, label: str) -> None:
    assert quarter_of(day(on), year_starts).label == label


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 12))
def test_quarters_follow_each_other_without_a_gap(on: dt.date, year_starts: int) -> None:
    first, second = quarters_from(on, 2, year_starts)
    assert first.start <= on <= first.end
    assert second.start == first.end + dt.timedelta(days=1)
    assert (first.start.month - year_starts) % 3 == 0


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("2025-03-31", None),  # the day before the plan
        ("2025-04-01", 1),
        ("2026-03-31", 4),
        ("2026-10-31", 7),
        ("2028-03-31", 12),
        ("2028-04-01", 13),  # the plan is over; the count goes on
    ],
)
def test_quarters_of_a_three_year_plan_are_counted_from_one(on: str, number: int | None) -> None:
    assert number_in_plan(day(on), plan_start=day("2025-04-01")) == number


def test_days_in_a_quarter_count_both_ends() -> None:
    autumn = Quarter(day("2026-10-01"))
    assert overlap(day("2026-09-01"), day("2027-03-31"), autumn) == 92  # 31 + 30 + 31
    assert overlap(day("2026-12-31"), day("2027-03-31"), autumn) == 1
    assert overlap(day("2027-01-01"), day("2027-03-31"), autumn) == 0


@given(st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)), st.integers(1, 12))
def test_the_place_of_a_day_is_its_number_where_it_has_one(on: dt.date, year_starts: int) -> None:
    start = dt.date(2010, 5, 15)
    place, number = place_in_plan(on, start, year_starts), number_in_plan(on, start, year_starts)
    assert place == number if number else place < 1


def test_a_day_far_away_has_a_place() -> None:
    assert place_in_plan(dt.date.max, day("2026-04-01")) > 30_000


# --- Reports, or steps to come ------------------------------------------------------------

STEPS = tuple(
    action(ref, notes=tuple(note("Run ten sessions", quarter) for quarter in quarters))
    for ref, quarters in (("1.1", (1, 2, 3, 4)), ("1.2", (1, 2, 3, 4)), ("1.3", (1,)))
)
OF_A_YEAR = {"period_start": day("2026-04-01"), "period_end": day("2027-03-31")}
OF_THREE = {"period_start": day("2025-04-01"), "period_end": day("2028-03-31")}


@pytest.mark.parametrize(
    ("period", "as_of", "reports"),
    [
        (OF_A_YEAR, "2026-08-31", False),
        (OF_A_YEAR, "2027-01-20", False),
        # The last weeks of a quarter are when its report is written.
        (OF_A_YEAR, "2027-03-15", True),
        (OF_A_YEAR, "2027-04-10", True),
        # Four columns of a longer plan: those of its first year, or of this one.
        (OF_THREE, "2026-08-31", False),
        ({"period_start": None, "period_end": None}, "2026-08-31", False),
    ],
)
def test_what_is_said_of_quarters_to_come_is_a_plan_and_no_report(
    period: dict[str, dt.date | None], as_of: str, reports: bool
) -> None:
    assert notes_are_reports(plan(*STEPS, **period), day(as_of)) is reports


def test_one_note_ahead_of_its_time_makes_no_plan_of_the_others() -> None:
    early = action("1.4", notes=(note("Began", 6), note("Order placed", 8)))
    told = [action(f"2.{n}", notes=(note("Half is done", 6),)) for n in range(4)]
    assert notes_are_reports(plan(early, *told), day("2026-10-31"))
