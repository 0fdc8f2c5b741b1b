"""Indicators in a table with a column for each year or quarter of their figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from assure.intake import Said, read_plan
from assure.model.outcomes import GoodIs, Indicator, PointKind
from assure.model.plan import Plan

SAID = Said(period=(dt.date(2022, 4, 1), dt.date(2025, 3, 31)))
PLAN = """
    Ref | Action | Lead | Due | Progress
    1 | Fit ten lamps | Highways Manager | March 2024 | Two fitted
    2 | Train the panel | Panel Clerk | March 2024 | Not begun
"""


def read(xlsx_plan, table: str, **sheets: str) -> Plan:
    return read_plan(xlsx_plan(Plan=PLAN, Performance=table, **sheets), SAID)


def values(indicator: Indicator, kind: PointKind) -> list[tuple[str, str]]:
    return [(point.day.isoformat(), str(point.value)) for point in indicator.of_kind(kind)]


def test_each_year_is_a_point_and_the_last_target_is_the_target(xlsx_plan):
    table = """
        Ref | Indicator | Good is | Baseline | Baseline date | History 2020/21 | Target 2022/23 | \
        Target 2024/25 | Actual 2022/23 | Lead partner
        O1: Safer streets (board: Safer Anycity) | | | | | | | | |
        N1 | Assaults per 1,000 | Low | 8.2 | 2021/22 | 7.9 | 8.0 | 7.2 | 8.4 | Police
    """
    plan = read(xlsx_plan, table)
    [assaults] = plan.indicators
    assert (assaults.ref, assaults.good_is) == ("N1", GoodIs.LOW)
    assert (assaults.baseline, assaults.target) == (Decimal("8.2"), Decimal("7.2"))
    assert assaults.baseline_date.latest == dt.date(2022, 3, 31)
    assert assaults.target_date.latest == dt.date(2025, 3, 31)
    assert values(assaults, PointKind.PATH) == [("2023-03-31", "8.0")]
    assert values(assaults, PointKind.ACTUAL) == [
        ("2021-03-31", "7.9"),
        ("2022-03-31", "8.2"),
        ("2023-03-31", "8.4"),
    ]
    assert assaults.seen["target"].place() == "Performance H3"
    assert not plan.problems


QUARTERLY = """
    Ref | Measure | Baseline 2021/22 | Q1 | Q2 | Q3 | Target Mar 2025 | Good is
    M1 | Burglaries | 188 | 181 | n/a | 214 | 170 | Low
"""


def test_bare_quarters_are_of_the_year_that_the_file_tells(xlsx_plan):
    note = "Monitoring workbook | x\n Position at end of Quarter 3 2023/24 | x"
    [burglaries] = read(xlsx_plan, QUARTERLY, Read_me=note).indicators
    assert values(burglaries, PointKind.ACTUAL) == [
        ("2022-03-31", "188"),
        ("2023-06-30", "181"),
        ("2023-12-31", "214"),
    ]


def test_quarters_of_no_known_year_are_told_and_left_out(xlsx_plan):
    plan = read(xlsx_plan, QUARTERLY)
    [burglaries] = plan.indicators
    assert not burglaries.points
    assert [p.seen.place() for p in plan.problems if p.code == "value-without-day"] == [
        "Performance D2",
        "Performance F2",
    ]


def test_a_year_in_brackets_dates_the_figure_before_it(xlsx_plan):
    table = """
        Ref | Benefit measure | Baseline | Reading 1 | Reading 2 | Target | Target date
        B1 | Traffic CO2 (kt) | 412 (2021) | 405 (2022) | no data | 330 | Q4 2024/25
        B2 | Homes flooded | to follow | | | Reduce |
    """
    traffic, homes = read(xlsx_plan, table).indicators
    assert values(traffic, PointKind.ACTUAL) == [("2021-12-31", "412"), ("2022-12-31", "405")]
    assert traffic.target_date.latest == dt.date(2025, 3, 31)
    assert (homes.baseline, homes.target, homes.points) == (None, None, ())


@pytest.mark.parametrize(
    "headings",
    [
        "Ref | Measure | Target group | Value for money | Result",
        "Ref | Indicator | Target",
        "Ref | Risk | Baseline | Q1 | Q2 | Target",
    ],
)
def test_what_only_looks_like_it_is_left_alone(xlsx_plan, headings):
    row = " | ".join(["X1", "Something", *["1"] * (headings.count("|") - 1)])
    plan = read(xlsx_plan, f"{headings}\n{row}")
    assert not any(indicator.points for indicator in plan.indicators)


def test_a_year_alone_heads_its_figures_and_the_latest_stand_on_the_day_of_the_file(xlsx_plan):
    table = """
        Delivery plan, end of year 3 (31 March 2024) | | | | |
        Theme | Measure ref | Measure | Baseline | 2021/22 | Latest | Target (year)
        Homes | M1 | Empty homes | 73.1 (2020) | 73.9 | 73.2 | 70.0 (2027)
    """
    [empty] = read(xlsx_plan, table).indicators
    assert empty.ref == "M1"
    assert values(empty, PointKind.ACTUAL) == [
        ("2020-12-31", "73.1"),
        ("2022-03-31", "73.9"),
        ("2024-03-31", "73.2"),
    ]
    assert empty.target_date.latest == dt.date(2027, 12, 31)


def test_the_first_year_is_the_baseline_where_no_column_has_one(xlsx_plan):
    table = """
        Measure | 2020/21 | 2021/22 | 2022/23 | Target 2024/25
        Burglaries | 214 | 201 | 188 | 170
        Thefts | | | 88 | 60
    """
    burglaries, thefts = read(xlsx_plan, table).indicators
    assert (burglaries.baseline, burglaries.baseline_date.latest) == (214, dt.date(2021, 3, 31))
    assert burglaries.seen["baseline"].place() == "Performance B2"
    assert thefts.baseline is None  # its first value is of a year of the plan


def test_the_day_of_the_latest_figures_may_stand_beside_its_label(xlsx_plan):
    table = """
        Measure | 2021/22 | Latest | Target 2024/25
        Burglaries | 201 | 188 | 170
    """
    note = "Purpose | For information\n Position as at | 30 September 2023"
    plan = read(xlsx_plan, table, Read_me=note)
    assert values(plan.indicators[0], PointKind.ACTUAL)[-1] == ("2023-09-30", "188")


def test_a_row_may_say_of_when_its_latest_figure_is_and_half_a_year_is_not_a_whole_one(xlsx_plan):
    table = """
        Measure | 2021/22 | Latest | Period of latest | Target 2024/25
        Burglaries | 201 | 188 | Oct 2022 - Sep 2023 | 170
        Claimants (%) | 6.1 | 6.6 | Sep 2023 | 5
        Thefts | 402 | 190 | Apr - Sep 2023 | 380
    """
    plan = read(xlsx_plan, table)
    latest = [values(indicator, PointKind.ACTUAL)[-1] for indicator in plan.indicators]
    assert latest == [("2023-09-30", "188"), ("2023-09-30", "6.6"), ("2022-03-31", "402")]
    assert [(problem.code, problem.seen.cell) for problem in plan.problems] == [
        ("part-of-a-year", "C4")
    ]
