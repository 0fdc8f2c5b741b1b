"""Rows whose cells list steps side by side, and rows that only look like it."""

from __future__ import annotations

import datetime as dt

import pytest

from assure.intake import Said, read_plan
from assure.model.values import Status

PERIOD = (dt.date(2026, 4, 1), dt.date(2029, 3, 31))


def read(csv_plan, table: str):
    return read_plan(csv_plan(table), Said(period=PERIOD))


def test_numbered_steps_with_an_owner_and_a_date_each_are_several_actions(csv_plan):
    plan = read(
        csv_plan,
        """
        Ref | Action | Who by? | When? | Status
        7 | 1. Survey the homes\\n2. Report to cabinet | Repairs Manager\\nHead of Housing \
| May 2026\\nJuly 2026 | Done\\nNot started
        8 | Fit a ramp | Hall Warden | June 2026 |
        """,
    )
    assert [(a.ref, a.title, a.owner.name, a.due.latest, a.status) for a in plan.actions] == [
        ("7 (1)", "Survey the homes", "Repairs Manager", dt.date(2026, 5, 31), Status.COMPLETED),
        ("7 (2)", "Report to cabinet", "Head of Housing", dt.date(2026, 7, 31), Status.NOT_STARTED),
        ("8", "Fit a ramp", "Hall Warden", dt.date(2026, 6, 30), Status.UNKNOWN),
    ]
    assert plan.problems == ()
    second = plan.actions[1]
    assert (second.seen["owner"].cell, second.seen["owner"].text) == ("C2", "Head of Housing")


def test_lines_without_numbers_are_steps_where_each_has_an_owner_and_a_date(csv_plan):
    plan = read(
        csv_plan,
        """
        Ref | Action | Owner | Due
        1 | Draw up the brief\\nAppoint a builder\\nOpen the hub | Clerk\\nditto\\nHub Manager \
| May 2026\\nJuly 2026\\nSpring 2027
        """,
    )
    assert [a.ref for a in plan.actions] == ["1 (1)", "1 (2)", "1 (3)"]
    assert [(a.owner.name, a.owner.inherited) for a in plan.actions] == [
        ("Clerk", False),
        ("Clerk", True),
        ("Hub Manager", False),
    ]


def test_steps_numbered_under_their_row_keep_their_numbers(csv_plan):
    plan = read(
        csv_plan,
        """
        No | Action | Lead | By when | Cost
        3 | Better repairs:\\n3.1 Buy the system\\n3.2 Train the staff \
| 1. Repairs Manager\\n2. Training Lead | 1. May 2026\\n2. June 2026 | £4,000
        """,
    )
    assert [(a.ref, a.title, a.section) for a in plan.actions] == [
        ("3.1", "Buy the system", "Better repairs"),
        ("3.2", "Train the staff", "Better repairs"),
    ]
    # What the row costs is counted once.
    assert [a.cost.text if a.cost else None for a in plan.actions] == ["£4,000", None]


def test_one_owner_of_all_steps_is_carried_to_each(csv_plan):
    plan = read(
        csv_plan,
        """
        Action | Owner | Due | Progress
        • Survey the homes\\n• Write the report | Repairs Manager | May 2026\\nJuly 2026 \
| • Done\\n• Draft written
        """,
    )
    assert [a.ref for a in plan.actions] == ["row 2 (1)", "row 2 (2)"]
    assert [a.owner.inherited for a in plan.actions] == [False, True]
    assert [a.status for a in plan.actions] == [Status.COMPLETED, Status.IN_PROGRESS]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Mend the roof\\nand the gutters | Head of\\nHousing | March\\n2027", "wrapped words"),
        (
            "Mend the roof\\nPaint the hall | Head of Housing | May 2026\\nJune 2026",
            "no owner each",
        ),
        ("1. Survey\\n2. Report | Housing Manager | May 2026", "one owner and one date"),
        (
            "1. Survey\\n2. Report\\n3. Vote | Clerk\\nWarden | May 2026\\nJune 2026",
            "unlike counts",
        ),
        ("Improve repairs | Clerk\\nWarden | May 2026\\nJune 2026", "one action"),
        (
            "1. Survey the homes\\n2. Report | Officer A\\nHousing Manager | May 2026\\nJune 2026",
            "a person and their post below",
        ),
    ],
)
def test_a_row_that_only_has_lines_stays_one_action(csv_plan, row, why):
    plan = read(csv_plan, f"Ref | Action | Owner | Due\n1 | {row}")
    assert [a.ref for a in plan.actions] == ["1"], why


def test_the_steps_are_known_again_when_the_plan_comes_back(csv_plan):
    table = """
        Ref | Action | Owner | Due
        1 | Appoint a builder\\nOpen the hub | Clerk\\nHub Manager | May 2026\\n{}
        """
    first = read(csv_plan, table.format("July 2026"))
    again = read(csv_plan, table.format("March 2027"))
    assert [a.key for a in again.actions] == [a.key for a in first.actions]
    assert again.actions[1].due.latest == dt.date(2027, 3, 31)
