"""The three-part workbook: project plan, monitoring, impact, and the schedules beside them."""

# ruff: noqa: E501 - tables are as wide as the sheets they stand for

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from assure.intake import read_plan
from assure.model.outcomes import GoodIs, PointKind
from assure.model.plan import Plan, QuarterBasis
from assure.model.values import OwnerKind, Rag, Status, WhenKind

SHEETS = {
    "About": """
        Partnership | Riverton Partnership
        Locality | Riverton
        Plan | Delivery plan
        Period start | 01/04/2025
        Period end | 31/03/2028
        Financial year starts | April
        Quarter basis | Calendar
        Plan lead | Partnership Manager
        Last updated | 12/10/2026
        """,
    "Priorities": """
        Ref | Priority | Lead partner
        P1 | Good work | Council
        P2 | Safe streets | Police
        """,
    "Outcomes": """
        Ref | Outcome | Priority | Senior lead | Partners | Target date | The story so far
        1 | More in work | P1 | Director of Skills | College | 31/03/2028 | Falling since 2019
        2 | Less violence | P1, P2 | | Police | March 2028 |
        """,
    "Project_plan": """
        Delivery plan | | | | | | | | |
        Ref | Outcome | Action | Task officer | Start | Finish by | Revised date | Effort (days) | Contract
        Outcome 1: More in work | | | | | | | |
        1.1 | 1 | Open the job shop | Skills Manager | 01/05/2025 | 31/03/2026 | 30/06/2026; 31/12/2026 | 40 | No
        1.2 | 1, 2 | Hire four coaches | Skills Manager | May 2025 | Q7 | | 12.5 | Yes
        2.1 | 9 | Fit ten cameras | Skills Board | May 2025 | Q3 | | about ten | No
        """,
    "Monitoring": """
        Ref | Action | Q1 | Q2 | Q6 | Status | RAG | % complete | Reason for delay | Evidence of completion
        1.1 | Open the job shop | Lease signed | | Awaiting the builder | Delayed | Amber | 60 | No builder |
        1.2 | Hire four coaches | | Two hired | | In progress | Green | 50 | |
        7.7 | Nobody knows | | | | Completed | Green | 100 | |
        """,
    "Impact": """
        Ref | Action | P1 Good work | P2 Safe streets
        1.1 | Open the job shop | High | None
        1.2 | Hire four coaches | Medium | some
        """,
    "Indicators": """
        Ref | Outcome | Indicator | Unit | Good is | Baseline | Baseline date | Target | Target date | Owner | Source | Frequency
        I1 | 1 | Out of work | % | Low | 7.2 | 31/03/2025 | 5 | 31/03/2028 | Data Lead | Survey | Quarterly
        """,
    "Indicator_data": """
        Indicator | Date | Value | Kind
        I1 | 30/06/2025 | 7.0 | Actual
        I1 | 31/03/2028 | 5.0 | Agreed path
        I1 | 31/03/2025 | 7.2 | Actual
        I1 | 31/03/2028 | 6.9 | If nothing changes
        I9 | 31/03/2028 | 6.9 | Actual
        """,
    "Resources": """
        Ref | Action | What is needed | Kind | How much | Who obtains it | By when | Status | Funded until
        R1 | 1.1 | Fit-out | Money | £12,000 | Skills Manager | 30/09/2025 | Confirmed | 31/03/2027
        R2 | 1.2 | Coaches | Money | £90k (bid) | Skills Manager | 30/09/2025 | Bid submitted |
        """,
    "Assumptions": """
        Ref | Assumption | Outcome | Who checks | Last checked
        A1 | Rents stay level | 1 | Data Lead | 01/09/2026
        """,
    "Dependencies": """
        Ref | Action | Depends on | What is needed | Agreed with
        D1 | 1.2 | 1.1 | A place to sit | Skills Manager
        D2 | 1.1 | The landlord's consent | A signature |
        """,
    "Capacity": """
        Post or team | Kind | Days agreed per quarter | Vacant since | Note
        Skills Manager | Post | 24 | |
        Coaching Team | Team | 40 | 01/06/2026 | Two of four posts
        """,
}  # fmt: skip


@pytest.fixture
def plan(xlsx_plan) -> Plan:
    return read_plan(xlsx_plan(**SHEETS))


def test_about_gives_the_plan_its_name_period_and_calendar(plan):
    assert (plan.partnership, plan.locality, plan.title) == (
        "Riverton Partnership",
        "Riverton",
        "Delivery plan",
    )
    assert (plan.period_start, plan.period_end) == (dt.date(2025, 4, 1), dt.date(2028, 3, 31))
    assert plan.quarter_basis is QuarterBasis.CALENDAR
    assert plan.lead.name == "Partnership Manager"
    assert plan.updated == dt.date(2026, 10, 12)


def test_actions_carry_what_all_three_parts_say(plan):
    action = plan.action("1.1")
    assert action is not None
    assert (action.status, action.rag, action.percent) == (Status.DELAYED, Rag.AMBER, 60)
    assert (action.reason, action.evidence) == ("No builder", "")
    assert [(n.quarter, n.text) for n in action.notes] == [
        (1, "Lease signed"),
        (6, "Awaiting the builder"),
    ]
    assert action.impact == {"P1": "high", "P2": "none"}
    assert action.outcomes == ("1",)
    assert action.effort_days == 40
    assert action.contract is False
    assert action.seen["rag"].place() == "Monitoring G2"
    assert action.seen["title"].place() == "Project plan C4"


def test_revised_dates_are_kept_in_order_with_their_history(plan):
    action = plan.action("1.1")
    assert action is not None
    assert [when.latest for when in action.revised] == [dt.date(2026, 6, 30), dt.date(2026, 12, 31)]
    assert action.deadline.latest == dt.date(2026, 12, 31)
    assert [(r.field, r.text) for r in action.revisions] == [
        ("due", "31/03/2026"),
        ("due", "30/06/2026"),
        ("due", "31/12/2026"),
    ]


def test_quarters_beyond_four_are_the_plans_own_and_a_bare_q3_is_asked_about(plan):
    assert plan.action("1.2").due.latest == dt.date(2026, 12, 31)
    due = plan.action("2.1").due
    assert (due.kind, due.latest) == (WhenKind.QUARTER, None)


def test_indicators_have_their_values_sorted(plan):
    indicator = plan.indicators[0]
    assert (indicator.good_is, indicator.baseline, indicator.target) == (
        GoodIs.LOW,
        Decimal("7.2"),
        Decimal("5"),
    )
    assert [p.value for p in indicator.of_kind(PointKind.ACTUAL)] == [
        Decimal("7.2"),
        Decimal("7.0"),
    ]
    assert [p.value for p in indicator.of_kind(PointKind.FORECAST)] == [Decimal("6.9")]


def test_means_assumptions_dependencies_and_capacity(plan):
    first, second = plan.resources
    assert (first.amount.pounds, first.confirmed, first.in_doubt) == (Decimal(12000), True, False)
    assert (second.amount.pounds, second.confirmed, second.in_doubt) == (
        Decimal(90000),
        False,
        True,
    )
    assert plan.assumptions[0].outcomes == ("1",)
    assert [(d.action, d.on, d.outside) for d in plan.dependencies] == [
        ("1.2", "1.1", ""),
        ("1.1", None, "The landlord's consent"),
    ]
    post, team = plan.capacity
    assert (post.kind, post.days, post.vacant) == ("post", 24, False)
    assert (team.kind, team.vacant, team.vacant_since.latest) == ("team", True, dt.date(2026, 6, 1))


def test_outcomes_without_a_senior_lead_are_read_as_they_are(plan):
    assert plan.outcomes[1].senior_lead.kind is OwnerKind.MISSING
    assert plan.outcomes[1].priorities == ("P1", "P2")


def test_what_joins_nothing_is_told_with_its_cell(plan):
    told = {(p.code, p.seen.place()) for p in plan.problems}
    assert told == {
        ("unknown-action", "Monitoring A4"),
        ("unknown-impact", "Impact D3"),
        ("unknown-indicator", "Indicator data A6"),
        ("unknown-outcome", "Project plan B6"),
        ("no-number", "Project plan H6"),
        ("unclear-date", "Project plan F6"),
    }


def test_numbers_that_cannot_be_meant_are_problems_and_not_guesses(xlsx_plan):
    table = """
        Ref | Action | Owner | Effort (days)
        1 | Paint the hall | Clerk | 1e6
        2 | Paint the roof | Clerk | 99999999999999999999999999
        3 | Paint the gate | Clerk | 12 days
        """
    plan = read_plan(xlsx_plan(Plan=table))
    assert [action.effort_days for action in plan.actions] == [None, None, 12]
    assert [p.code for p in plan.problems] == ["no-number", "no-number"]
    assert (
        plan.problems[1]
        .message()
        .endswith(
            "“99999999999999999999999999” cannot be meant as a number. Write the number that is meant."
        )
    )


def test_sheets_may_stand_in_any_order_and_most_may_be_missing(xlsx_plan):
    few = {name: SHEETS[name] for name in ("Monitoring", "Project_plan")}
    plan = read_plan(xlsx_plan(**few))
    assert plan.action("1.1").rag is Rag.AMBER
    assert plan.title == "Delivery plan"


def test_a_sheet_that_is_no_part_of_the_plan_is_told(xlsx_plan):
    plan = read_plan(
        xlsx_plan(Plan="Action | Owner\nPaint the hall | Clerk", Lists="Colours\nRed\nGreen")
    )
    assert [(p.code, p.seen.sheet) for p in plan.problems] == [("sheet-not-read", "Lists")]


def test_the_same_file_gives_the_same_plan(xlsx_plan):
    path: Path = xlsx_plan(**SHEETS)
    assert read_plan(path) == read_plan(path)
