"""A workbook that lists its projects on one sheet and draws when they run on the next."""

from __future__ import annotations

import datetime as dt

from assure.intake import Said, read_plan
from assure.model.values import OwnerKind, Status

SAID = Said(period=(dt.date(2025, 4, 1), dt.date(2027, 3, 31)))
PROGRAMME = """
    Ref | Project | Senior sponsor | Project manager | Start | Finish | Status | Commentary
    P1 | Bus lanes | Director of Place | Bus Manager | Q1 2025/26 | Q2 2025/26 | Complete | Opened
    P2 | Charge points | Director of Place | EV Officer | Q1 2025/26 | Q4 2025/26 | On track | Late
     | PROGRAMME TOTAL | | | | | |
"""
TIMELINE = """
    Ref | Project | Q1 2025/26 | Q2 2025/26 | Q3 2025/26 | Q4 2025/26
    P1 | Bus lanes | x | x | |
    P2 | Charge points | x | x | x | x
"""


def test_the_timeline_takes_leads_status_and_comments_from_the_list(xlsx_plan):
    plan = read_plan(xlsx_plan(Programme=PROGRAMME, Timeline=TIMELINE), SAID)
    lanes, points = plan.actions
    assert (lanes.owner.kind, lanes.owner.names) == (OwnerKind.POST, ("Bus Manager",))
    assert (lanes.status, points.status) == (Status.COMPLETED, Status.IN_PROGRESS)
    assert points.seen["status"].place() == "Programme G3"
    assert [note.text for note in points.notes] == ["Late"]
    assert {"owner", "status"} <= plan.fields_present


def test_a_row_of_sums_is_no_project(xlsx_plan):
    plan = read_plan(xlsx_plan(Programme=PROGRAMME, Timeline=TIMELINE), SAID)
    assert [project.ref for project in plan.projects] == ["P1", "P2"]


def test_other_actions_than_the_projects_take_nothing_from_them(xlsx_plan):
    other = TIMELINE.replace("Bus lanes", "Paint lines").replace("Charge points", "Buy sockets")
    plan = read_plan(xlsx_plan(Programme=PROGRAMME, Timeline=other), SAID)
    assert all(action.owner.kind is OwnerKind.MISSING for action in plan.actions)
    assert "owner" not in plan.fields_present
