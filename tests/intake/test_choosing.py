"""Which tables of a file are read as the plan's actions, and what is said of the others."""

from __future__ import annotations

from docx import Document

from assure.intake import read_plan


def document(tmp_path, *tables: tuple[tuple[str, ...], ...]):
    made = Document()
    for rows in tables:
        made.add_paragraph("The next table follows.")
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    path = tmp_path / "plan.docx"
    made.save(path)
    return path


AGREED = (
    ("Ref", "Agreed action", "Responsible officer", "Target date"),
    ("1", "Complete the register of contracts", "Procurement Manager", "31 July 2026"),
    ("2", "Train the managers", "Head of Workforce", "December 2026"),
)


def test_actions_carried_forward_in_a_table_of_other_columns_are_actions(tmp_path):
    carried = (
        ("Ref", "Action carried forward", "Lead", "Status"),
        ("25/03", "Review the constitution", "Monitoring Officer", "Complete"),
    )
    plan = read_plan(document(tmp_path, AGREED, carried))
    assert [(a.ref, a.owner.name) for a in plan.actions] == [
        ("1", "Procurement Manager"),
        ("2", "Head of Workforce"),
        ("25/03", "Monitoring Officer"),
    ]
    assert plan.problems == ()


def test_a_table_that_tells_of_the_same_actions_adds_none(tmp_path):
    progress = (
        ("Ref", "Action", "Lead", "Status"),
        ("1", "Complete the register of contracts", "Procurement Manager", "Complete"),
    )
    plan = read_plan(document(tmp_path, AGREED, progress))
    assert [a.ref for a in plan.actions] == ["1", "2"]


def test_a_sheet_of_actions_with_other_columns_is_named_with_what_it_lacks(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Ref | Action | Owner | Due | Status
            1 | Hold a jobs fair | Skills Manager | May 2026 | On track
            2 | Hire two wardens | Warden Lead | June 2026 | Complete
            """,
            Ideas="""
            Action | Owner
            Open a second hub | Hub Manager
            """,
        )
    )
    assert [a.ref for a in plan.actions] == ["1", "2"]
    (problem,) = plan.problems
    assert problem.code == "sheet-not-read"
    assert "no column for due and status, as those on “Plan” have" in problem.message()
    assert "Give it those columns if it holds actions of the plan" in problem.message()


def test_a_sheet_for_each_theme_is_a_section_and_the_plan_has_its_own_name(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Summary="""
            Housing Improvement Plan 2026-27
            Theme | Total actions | Complete
            Repairs | 3 | 1
            """,
            Repairs="""
            Theme: Repairs
            Ref | Action | Owner | Due | Status
            R1 | Clear the backlog | Repairs Manager | Q2 | On track
            """,
            Tenants="""
            Theme: Tenants
            Ref | Action | Owner | Due | Status
            T1 | Recruit a panel | Engagement Officer | Autumn | Not started
            """,
        )
    )
    assert plan.title == "Housing Improvement Plan 2026-27"
    assert [(a.section, a.due.latest.isoformat()) for a in plan.actions] == [
        ("Theme: Repairs", "2026-09-30"),
        ("Theme: Tenants", "2026-11-30"),
    ]
    assert "it was not recognised" in plan.problems[0].message()  # the sheet that counts them
