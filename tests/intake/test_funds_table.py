"""Tables of funds with a column for each year, which actions name by their references."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from assure.intake import read_plan
from assure.model.plan import Plan
from assure.model.registers import Resource

ACTIONS = """
    Ref | Action | Owner | Start | End | Resource
    1.1 | Open two hubs | Head of Early Years | 01/04/2025 | 31/03/2028 | F1
    1.2 | Run a job club | Skills Manager | 01/04/2025 | 31/03/2028 | F2
    1.3 | Train 40 wardens | Community Safety Manager | 01/04/2025 | 31/03/2027 | Wardens' fund
    """
FUNDS = """
    Resources (£000s)
    Ref | Fund / stream | Held by | 2025/26 | 2026/27 | 2027/28 | Total | Position
    F1 | Family hubs grant | Council | 120 | 130 | 130 | 380 | Confirmed
    F2 | Skills fund | College | 60 | 60 | | 120 | Award ends March 2027
    F3 | Wardens' fund | Police | 20 | 20 | 20 | 60 | Approval awaited
    Total | | | 200 | 210 | 150 | 560 |
    """


@pytest.fixture
def plan(xlsx_plan) -> Plan:
    return read_plan(xlsx_plan(Actions=ACTIONS, Money=FUNDS))


def fund(plan: Plan, ref: str) -> Resource:
    return next(resource for resource in plan.resources if resource.ref == ref)


def test_each_fund_is_money_with_its_sum_in_pounds(plan):
    hubs = fund(plan, "F1")
    assert (hubs.what, hubs.kind) == ("Family hubs grant", "Money")
    assert hubs.amount.pounds == Decimal(380_000)
    assert hubs.confirmed is True
    assert hubs.seen["what"].place() == "Money B3"
    assert [problem.code for problem in plan.problems] == []


def test_actions_name_a_fund_by_its_reference_or_its_name(plan):
    assert fund(plan, "F1").actions == ("1.1",)
    assert fund(plan, "F3").actions == ("1.3",)


def test_a_fund_ends_where_its_words_say_so(plan):
    assert fund(plan, "F2").funded_until.latest == dt.date(2027, 3, 31)
    assert fund(plan, "F1").funded_until.latest is None


def test_or_with_its_last_year_that_has_any_money(xlsx_plan):
    funds = FUNDS.replace("Award ends March 2027", "Confirmed")
    assert fund(read_plan(xlsx_plan(Actions=ACTIONS, Money=funds)), "F2").funded_until.latest == (
        dt.date(2027, 3, 31)
    )
    # what is still to come is no end
    waiting = funds.replace("60 | 60 | | 120", "60 | 60 | tbc | 120")
    plan = read_plan(xlsx_plan(Actions=ACTIONS, Money=waiting))
    assert fund(plan, "F2").funded_until.latest is None


def test_money_that_is_awaited_is_in_doubt(plan):
    assert fund(plan, "F3").in_doubt is True


def test_sums_that_do_not_add_up_are_told_with_their_cells(xlsx_plan):
    funds = FUNDS.replace("| 380 |", "| 390 |").replace("| 200 | 210", "| 200 | 310")
    told = [
        (problem.seen.cell, problem.wrong)
        for problem in read_plan(xlsx_plan(Actions=ACTIONS, Money=funds)).problems
    ]
    assert told == [
        ("G3", "the years add up to 380, and 390 stands here as their sum."),
        ("E6", "the rows above add up to 210, and 310 stands here as their sum."),
        ("G6", "the rows above add up to 570, and 560 stands here as their sum."),
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        # where projects get their money from
        """
        Project | Funding source | 2025/26 | 2026/27
        New depot | Capital grant | 20 | 30
        New hall | Lottery | 20 | 30
        """,
        # no years
        """
        Fund | Amount | Note
        Skills fund | 20 | Confirmed
        Hubs grant | 20 | Confirmed
        """,
        # one row is no table
        """
        Fund | 2025/26 | 2026/27
        Skills fund | 20 | 30
        """,
    ],
)
def test_other_tables_are_no_table_of_funds(xlsx_plan, sheet):
    assert read_plan(xlsx_plan(Actions=ACTIONS, Money=sheet)).resources == ()


def test_it_may_stand_above_another_table(xlsx_plan):
    both = (
        FUNDS
        + """
        | | | | | | |
        Ref | Risk | Likelihood | Impact | Mitigation | Owner | |
        K1 | The grant is cut | 4 | 5 | Ask for reserves | Head of Finance | |
    """
    )
    plan = read_plan(xlsx_plan(Actions=ACTIONS, Risks=both))
    assert [resource.ref for resource in plan.resources] == ["F1", "F2", "F3"]
    assert [risk.ref for risk in plan.risks] == ["K1"]
