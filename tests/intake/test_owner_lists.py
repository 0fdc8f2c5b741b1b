"""Owners who are listed after the actions, and lists that are something else."""

from __future__ import annotations

import pytest
from docx import Document

from assure.intake import read_plan
from assure.model.values import OwnerKind

ACTIONS = """
    Ref | Action | By when
    1 | Hold a jobs fair | May 2026
    2 | Fit ten lamps | June 2026
    3 | Paint the hall | July 2026
    4 | Mend the roof | July 2026
    """


def owners(plan) -> list[str | None]:
    return [action.owner.name for action in plan.actions]


@pytest.mark.parametrize(
    "listed",
    [
        "Lead officers: 1 Head of Skills; 2–4 Clerk | |",
        "Lead officers: | |\n 1 Head of Skills | |\n 2, 3 and 4 – Clerk | |",
        "Responsible officers | |\n 1 | Head of Skills |\n 2 to 4 | Clerk |",
        "Ref | Lead officer |\n 1 | Head of Skills |\n 2-4 | Clerk |",
        "Action | Who |\n 1 | Head of Skills |\n 2/3 | Clerk |\n 4 | Clerk |",
        "Leads for the actions: Head of Skills: 1; Clerk (actions 2, 3 & 4) | |",
        "Owners: Action 1: Head of Skills; all other actions: Clerk | |",
    ],
)
def test_owners_below_the_table_join_by_reference(csv_plan, listed):
    plan = read_plan(csv_plan(f"{ACTIONS} | |\n {listed}"))
    assert owners(plan) == ["Head of Skills", "Clerk", "Clerk", "Clerk"]
    assert all(action.owner.inherited for action in plan.actions)
    assert all(int(action.seen["owner"].cell[1:]) >= 6 for action in plan.actions)
    assert "owner" in plan.fields_present
    assert plan.problems == ()


def test_an_entry_for_no_action_is_a_problem_and_nobody_is_guessed(csv_plan):
    plan = read_plan(csv_plan(f"{ACTIONS} Lead officers: 1 Clerk; 7 Head of Skills | |"))
    assert owners(plan) == ["Clerk", None, None, None]
    (problem,) = plan.problems
    assert problem.code == "unknown-action"
    assert "“7” is not the reference of an action" in problem.message()
    assert "Head of Skills" in problem.message()


def test_an_owner_in_the_row_stays_and_another_in_the_list_is_told(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Ref | Action | Owner | Due
            1 | Hold a jobs fair | Head of Skills | May 2026
            2 | Fit ten lamps | | June 2026
            Lead officers: 1 Clerk; 2 Lighting Manager | | |
            """
        )
    )
    assert owners(plan) == ["Head of Skills", "Lighting Manager"]
    assert [problem.code for problem in plan.problems] == ["owner-told-twice"]


def test_a_sheet_of_references_and_owners_joins_the_actions(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Actions=ACTIONS,
            Who="""
            Ref | Responsible | Supported by
            1 | Head of Skills | Jobcentre
            2-4 | Clerk |
            """,
        )
    )
    assert owners(plan) == ["Head of Skills", "Clerk", "Clerk", "Clerk"]
    assert plan.actions[3].seen["owner"].place() == "Who B3"
    assert plan.problems == ()
    assert ("Who", "Responsible", "owner") in {
        (column.sheet, column.heading, column.field) for column in plan.columns
    }


def test_a_list_of_other_numbers_is_no_list_of_owners(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Actions=ACTIONS,
            Contacts="""
            Ref | Responsible
            901 | Head of Skills
            902 | Clerk
            """,
        )
    )
    assert {action.owner.kind for action in plan.actions} == {OwnerKind.MISSING}
    assert [problem.code for problem in plan.problems] == ["sheet-not-read"]


def test_a_note_below_the_table_stays_a_note(csv_plan):
    plan = read_plan(
        csv_plan(f"{ACTIONS} Responsibility for this plan rests with the board of 2026. | |")
    )
    assert len(plan.actions) == 4
    assert plan.problems == ()


def test_lines_under_the_table_of_a_document(tmp_path):
    document = Document()
    document.add_heading("Village plan", 0)
    table = document.add_table(rows=0, cols=3)
    for row in (("No", "Action", "When"), ("1", "Mend the roof", "2027"), ("2", "Sow", "May 2027")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Lead officers")
    document.add_paragraph("1: Clerk")
    document.add_paragraph("2: Village Warden")
    path = tmp_path / "plan.docx"
    document.save(path)
    plan = read_plan(path)
    assert owners(plan) == ["Clerk", "Village Warden"]
    assert plan.actions[1].seen["owner"].place() == "Table 1 below"
