"""Risks, projects and partners, as the registers of councils write them."""

# ruff: noqa: E501 - tables are as wide as the sheets they stand for

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest

from assure.intake import read_plan
from assure.model.registers import RiskLevel
from assure.model.values import OwnerKind, Rag, Status, WhenKind

PLAN = """
    Ref | Outcome | Action | Owner | Due | Funding source | Improvement plan
    1.1 | 1 | Open the job shop | Head of Skills | 31/03/2027 | Council reserve, not yet approved | Yes
    1.2 | 1 | Hire four coaches | Skills Manager | 30/06/2027 | | No
    """
OUTCOMES = """
    Ref | Outcome
    1 | More in work
    2 | Less violence
    """


@pytest.fixture
def read(xlsx_plan):
    def _read(*, merge=(), **sheets):
        path = xlsx_plan(Plan=PLAN, Outcomes=OUTCOMES, **sheets)
        book = openpyxl.load_workbook(path)
        for area in merge:
            book.worksheets[-1].merge_cells(area)
        book.save(path)
        return read_plan(path)

    return _read


def messages(plan):
    return [problem.message() for problem in plan.problems]


# --- Risks ------------------------------------------------------------------------------


def test_a_risk_register_as_councils_keep_it(read):
    plan = read(
        Risk_register="""
        Joint risk register, October 2026 | | | | | | | | |
        Risk ID | Risk description | Likelihood | Impact | Risk score | Existing controls | Further actions | Risk owner | Last reviewed | Status | Outcome
        R1 | Nobody applies | 4 - Likely | 5 | 20 | Pay was reviewed | 1.2 | Head of Skills | 01/09/2026 | Open | 1
        R2 | The grant ends | 3 | 4 | Amber (12) | | Write the bid by May | TBC | June 2026 | Tolerate | 2
        """
    )
    first, second = plan.risks
    assert (first.ref, first.text) == ("R1", "Nobody applies")
    assert (first.likelihood, first.impact, first.score) == (4, 5, 20)
    assert first.owner.name == "Head of Skills"
    assert (first.mitigation, first.actions, first.outcomes) == (
        "Pay was reviewed",
        ("1.2",),
        ("1",),
    )
    assert first.last_reviewed.latest == dt.date(2026, 9, 1)
    assert first.seen["score"].place() == "Risk register E3"
    assert (second.score, second.rag, second.owner.kind) == (12, Rag.AMBER, OwnerKind.PLACEHOLDER)
    assert second.mitigation == "Write the bid by May", "words, not the reference of an action"
    assert second.status == "Tolerate"
    assert plan.problems == ()


@pytest.mark.parametrize(
    ("likelihood", "impact", "read_as"),
    [
        ("Almost certain", "Insignificant", (5, 1)),
        ("Rare", "Catastrophic", (1, 5)),
        ("Possible", "3 (Moderate)", (3, 3)),
        ("2/5", "4.0", (2, 4)),
    ],
)
def test_words_and_figures_of_a_scale_of_five(read, likelihood, impact, read_as):
    plan = read(Risks=f"Risk | Likelihood | Impact\nFlood | {likelihood} | {impact}")
    assert (plan.risks[0].likelihood, plan.risks[0].impact) == read_as
    assert plan.problems == ()


@pytest.mark.parametrize(
    ("heading", "cells", "told"),
    [
        ("Likelihood (1-4)", ("2", "3"), "the column of likelihood is scored from 1 to 4"),
        ("Likelihood", ("3/4", "2/4"), "is scored out of 4 in one cell"),
        ("Likelihood", ("Likely", "Unlikely"), "may be steps of a scale of three, four or five"),
        ("Likelihood", ("High", "Low"), "has only “high”, “low”"),
        ("Likelihood", ("6", "2"), "has “6”, which is not one of 1 to 5"),
        ("Likelihood", ("A2", "B1"), "no step of a scale of five"),
        ("Likelihood", ("Marginal", "Rare"), "has “marginal”"),
    ],
)  # fmt: skip
def test_a_scale_that_is_not_certainly_of_five_is_a_problem_and_no_guess(
    read, heading, cells, told
):
    plan = read(Risks=f"Risk | {heading} | Impact\nFlood | {cells[0]} | 5\nFire | {cells[1]} | 4")
    assert [risk.likelihood for risk in plan.risks] == [None, None]
    assert [risk.impact for risk in plan.risks] == [5, 4]
    (message,) = messages(plan)
    assert "Risks B2" in message
    assert told in message
    assert "Likelihood (1 to 5)" in message


def test_a_heading_that_says_one_to_five_settles_the_scale(read):
    plan = read(
        Risks="Risk | Likelihood (1 to 5) | Impact\nFlood | Likely | 5\nFire | Unlikely | 4"
    )
    assert [risk.likelihood for risk in plan.risks] == [4, 2]
    assert plan.problems == ()


def test_what_counts_is_the_risk_after_its_controls(read):
    plan = read(
        Risks="""
        Risk | Inherent | | | Residual | | | Controls
         | L | I | Score | L | I | Score |
        Nobody applies | 5 | 4 | 20 | 3 | 4 | 12 | Better pay
        """,
        merge=("B1:D1", "E1:G1"),
    )
    (risk,) = plan.risks
    assert (risk.likelihood, risk.impact, risk.score, risk.inherent) == (3, 4, 12, 20)
    assert plan.problems == ()


def test_two_columns_of_scores_that_nothing_tells_apart_are_not_guessed_at(read):
    plan = read(
        Risks="Risk | Likelihood | Impact | Likelihood | Impact\nNobody applies | 5 | 4 | 2 | 3"
    )
    assert (plan.risks[0].likelihood, plan.risks[0].impact) == (None, None)
    assert any(
        "Risks D1: there are 2 columns of likelihood, and nothing says which counts now" in m
        for m in messages(plan)
    )


def test_a_gross_score_alone_is_not_the_score_that_counts(read):
    (risk,) = read(Risks="Risk | Gross score | Owner\nNobody applies | 20 | Head of Skills").risks
    assert (risk.score, risk.inherent) == (None, 20)


def test_scores_beyond_five_times_five_are_left_out(read):
    plan = read(Risks="Risk | Score | Owner\nFlood | 80 | Head of A\nFire | 12 | Head of A")
    assert [risk.score for risk in plan.risks] == [None, None]
    assert "a score of 80 is more than 5 times 5" in messages(plan)[0]


@pytest.mark.parametrize(
    ("rating", "score", "level", "rag"),
    [
        ("High", None, RiskLevel.HIGH, None),
        ("Medium (9)", 9, RiskLevel.MEDIUM, None),
        ("Red", None, None, Rag.RED),
        ("16", 16, None, None),
    ],
)
def test_a_rating_may_be_a_level_a_colour_or_a_score(read, rating, score, level, rag):
    (risk,) = read(Risks=f"Risk | Risk rating\nFlood | {rating}").risks
    assert (risk.score, risk.level, risk.rag) == (score, level, rag)


def test_a_review_date_that_may_be_past_or_to_come_is_taken_as_the_next_and_told(read):
    plan = read(Risks="Risk | Review date\nFlood | 01/12/2026")
    assert plan.risks[0].review_by.latest == dt.date(2026, 12, 1)
    assert plan.risks[0].seen["review_by"].place() == "Risks B2"
    assert messages(plan) == [
        "plan.xlsx, Risks B1: “Review date” may mean the last review or the next; it was taken as "
        "the next. Head the column Last reviewed or Next review."
    ]


def test_a_register_is_known_by_its_headings_too(read):
    plan = read(Sheet4="Ref | Risk | Likelihood | Impact | Action\nR1 | Flood | 1 | 2 | 9.9")
    assert [risk.ref for risk in plan.risks] == ["R1"]
    assert messages(plan) == [
        "plan.xlsx, Sheet4 E2: “9.9” is not an action of this plan. "
        "Use a reference as it stands in its own sheet."
    ]


def test_a_mitigation_that_points_to_no_action_is_told(read):
    plan = read(
        Risks="""
        Ref | Risk | Likelihood | Impact | Mitigation
        R1 | Coaches leave | 3 | 3 | Joint protocol (see action 4.8)
        R2 | Lease fails | 3 | 3 | Second site, action 1.1
        """
    )
    [told] = [p for p in plan.problems if p.code == "unknown-reference"]
    assert (told.seen.place(), "action 4.8" in told.wrong) == ("Risks E2", True)


# --- Projects ---------------------------------------------------------------------------


def test_a_project_names_its_roles_its_days_and_what_it_waits_for(read):
    plan = read(
        Projects="""
        No | Project | Project manager | SRO | Start | End | Status | RAG | Budget | Funding | Depends on | Actions | Outcome
        J1 | Job shop | Skills Manager | Director of Skills | 01/04/2026 | 31/03/2027 | In progress | Amber | £40k | Bid submitted | Coaching | 1.1 | 1
        J2 | Coaching | | | | Summer | | | | | J2; the levy vote | 1.2, 9 |
        """
    )
    first, second = plan.projects
    assert (first.lead.name, first.sponsor.name) == ("Skills Manager", "Director of Skills")
    assert (first.start.latest, first.end.latest) == (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    assert (first.status, first.rag) == (Status.IN_PROGRESS, Rag.AMBER)
    assert first.cost is not None
    assert (first.cost.pounds, first.funding) == (Decimal(40000), "Bid submitted")
    assert (first.depends_on, first.actions, first.outcomes) == (("J2",), ("1.1",), ("1",))
    assert (second.depends_on, second.outside) == ((), "the levy vote")
    told = messages(plan)
    assert any("project J2 is written as depending on itself" in message for message in told)
    assert any("Projects L3: “9” is not an action of this plan" in message for message in told)


def test_a_sheet_called_projects_that_holds_actions_is_read_as_actions(read):
    plan = read(
        Projects="""
        Project | Action | Owner | Due
        Hub | Open the hub by May | Head of Place | 31/03/2027
        Hub | Hire its manager | Head of Place | 30/06/2027
        """
    )
    assert "Open the hub by May" in [action.title for action in plan.actions]
    assert plan.projects == ()


# --- Partners ---------------------------------------------------------------------------


def test_partners_say_who_speaks_for_them_what_they_bring_and_whether_they_signed(read):
    plan = read(
        Partners="""
        Organisation | Named contact | What they bring | Signed up | Outcomes
        Anycity College | Vice Principal | Two rooms | 12/05/2025 | 1
        Hospital trust | | n/a | Not yet |
        Police | Chief Inspector | An analyst | Yes |
        Chamber | Chief Executive | | Perhaps |
        """
    )
    college, trust, police, chamber = plan.partners
    assert (college.ref, college.contact.name, college.brings) == (
        "Anycity College",
        "Vice Principal",
        "Two rooms",
    )
    assert (college.signed_up, college.signed_on.latest) == (True, dt.date(2025, 5, 12))
    assert (trust.signed_up, trust.brings, trust.contact.kind) == (False, "", OwnerKind.MISSING)
    assert (police.signed_up, chamber.signed_up) == (True, None)
    assert messages(plan) == [
        "plan.xlsx, Partners D5: “Perhaps” does not say whether the partner has signed up. "
        "Write Yes, No, or the day of signing."
    ]


def test_a_ditto_below_a_blank_is_no_day_of_signing(read):
    plan = read(
        Partners="""
        Organisation | Signed up | Signed on
        Anycity College | 12/05/2025 |
        Hospital trust | | ditto
        """
    )
    college, trust = plan.partners
    assert college.signed_on.latest == dt.date(2025, 5, 12)
    assert (trust.signed_up, trust.signed_on.kind) == (None, WhenKind.MISSING)


# --- Actions ----------------------------------------------------------------------------


def test_an_action_says_where_its_money_comes_from_and_whether_it_is_in_the_improvement_plan(read):
    plan = read()
    first, second = plan.actions
    assert (first.funding, first.improvement) == ("Council reserve, not yet approved", True)
    assert (first.resources, second.improvement) == ("", False)
    assert {"funding", "improvement"} <= plan.fields_present
    assert "resources" not in plan.fields_present
