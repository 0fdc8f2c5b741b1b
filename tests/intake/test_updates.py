"""Columns that each tell of one quarter, and lines over a table that say who leads."""

from __future__ import annotations

import datetime as dt

from assure.intake import Said, read_plan
from assure.model.values import OwnerKind, Status

SAID = Said(period=(dt.date(2022, 4, 1), dt.date(2025, 3, 31)))
BY_QUARTER = """
    Ref | Action | Lead | Due | Q1 update (Apr-Jun 23) | Q2 update (Jul-Sep 23) | Q3 update | RAG
    1 | Fit ten lamps | Highways Manager | March 2024 | 2 | 6 | Two lamps left, parts late | Amber
    2 | Train the panel | Panel Clerk | March 2024 | 60% | 60% | | Complete
"""


def test_updates_in_columns_of_their_own_are_notes_in_their_order(xlsx_plan):
    lamps, panel = read_plan(xlsx_plan(Plan=BY_QUARTER), SAID).actions
    assert [note.text for note in lamps.notes] == ["2", "6", "Two lamps left, parts late"]
    assert [note.update for note in lamps.notes] == [1, 2, 3]
    assert lamps.status_text == "Two lamps left, parts late"
    assert lamps.seen["status"].place() == "Plan G2"
    assert panel.status_text == "60%"  # the last that tells something


def test_a_figure_in_an_update_is_no_percentage_of_the_action(xlsx_plan):
    panel = read_plan(xlsx_plan(Plan=BY_QUARTER), SAID).actions[1]
    assert (panel.status, panel.percent) == (Status.COMPLETED, None)


def test_targets_by_quarter_are_no_updates(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Ref | Action | Lead | Due | Q1 target | Q2 target | Progress
            1 | Fit ten lamps | Highways Manager | March 2024 | 2 | 6 | Six lamps are fitted
            """
        ),
        SAID,
    )
    assert [note.text for note in plan.actions[0].notes] == ["Six lamps are fitted"]


STACKED = r"""
    Owners in the first line are accountable, others support. | | |
    Ref | Action | Who | By when
    1 | Open the hub | Head of Early Help\nHealth Visiting Manager | March 2024
    2 | Plan the routes | {crowd} | March 2024
"""


def test_of_stacked_owners_the_first_leads_where_the_plan_says_so(csv_plan):
    crowd = r"\n".join(
        f"{name} Officer" for name in ("Travel", "Health", "School", "Road", "Park", "Sport")
    )
    hub, routes = read_plan(csv_plan(STACKED.format(crowd=crowd)), SAID).actions
    assert (hub.owner.kind, hub.owner.names) == (OwnerKind.POST, ("Head of Early Help",))
    assert hub.owner.support == ("Health Visiting Manager",)
    assert routes.owner.kind is OwnerKind.SEVERAL  # six names are a crowd, whatever the line says


def test_stacked_owners_without_such_a_line_stay_several(csv_plan):
    table = STACKED.replace("Owners in the first line are accountable, others support.", "Plan")
    hub, _ = read_plan(csv_plan(table.format(crowd="Park Officer")), SAID).actions
    assert hub.owner.kind is OwnerKind.SEVERAL


def test_a_figure_alone_in_a_column_of_stories_is_no_percentage(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Ref | Action | Lead | Due | Measure | RAG | Update
            1 | Train 30 governors | QA Lead | March 2024 | 30 | Green | 26
            2 | Shorten the waits | Clinic Manager | March 2024 | From 44% to 20% | Green | 27%
            3 | Open the hub | Hub Manager | March 2024 | Hub open | Amber | Lease not yet signed
            4 | Publish the guide | Hub Manager | March 2024 | Guide out | Green | Draft written
            5 | Hold the fair | Hub Manager | March 2024 | Fair held | Green | Hall booked for May
            """
        ),
        SAID,
    )
    assert [action.percent for action in plan.actions] == [None] * 5


def test_a_key_above_the_table_explains_its_letters(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Key: B = complete and embedded; G = on track; N = not yet started; | | |
            Ref | Action | Lead | Due | BRAG
            1 | Train governors | QA Lead | March 2024 | B
            2 | Open the hub | Hub Manager | March 2024 | N
            3 | Hold the fair | Hub Manager | March 2024 | G
            """
        ),
        SAID,
    )
    assert [action.status for action in plan.actions] == [
        Status.COMPLETED,
        Status.NOT_STARTED,
        Status.IN_PROGRESS,
    ]
    assert not plan.problems


def test_sheets_that_head_the_state_differently_are_one_plan(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Work="""
            Ref | Action | Lead | Due | What success looks like | Status | Progress
            W1 | Train governors | QA Lead | March 2024 | 30 trained | Progressing | 26 trained
            """,
            Homes="""
            Ref | What we will do | Who leads | By when | Output / measure | RAG | Update
            H1 | Build 12 flats | Housing Manager | March 2024 | 12 flats | Progressing | On site
            """,
        ),
        SAID,
    )
    assert [action.ref for action in plan.actions] == ["W1", "H1"]
    assert {action.status for action in plan.actions} == {Status.IN_PROGRESS}
