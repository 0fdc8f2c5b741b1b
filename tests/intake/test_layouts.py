"""Layouts that published plans really have, and what is understood of each."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from assure.intake import Said, UnplacedColumnError, read_plan
from assure.model.plan import Plan
from assure.model.values import OwnerKind, Status, WhenKind

PERIOD = (dt.date(2026, 4, 1), dt.date(2027, 3, 31))


def placed(plan: Plan) -> dict[str, str]:
    return {column.heading: column.field for column in plan.columns if column.field}


def test_titles_stand_above_the_header_and_the_period_is_in_them(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Safer Streets Plan | | |
            April 2025 to March 2028 | | |
            | | |
            Ref | Task | Who by? | By when
            1 | Fit ten lamps | Highways Manager | March 2027
            """
        )
    )
    assert plan.title == "Safer Streets Plan"
    assert (plan.period_start, plan.period_end) == (dt.date(2025, 4, 1), dt.date(2028, 3, 31))
    assert placed(plan) == {"Ref": "ref", "Task": "action", "Who by?": "owner", "By when": "due"}
    action = plan.actions[0]
    assert action.seen["due"].place() == "D5"
    assert action.due.latest == dt.date(2027, 3, 31)


def test_headings_broken_over_lines_and_in_mid_word_still_count(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Ref N\\no. | Acti\\nons | Target\\nDates | Responsible\\nOfficer
            A1 | Open the hub | June\\n2026 | Hub Manager
            """
        )
    )
    assert plan.actions[0].due.latest == dt.date(2026, 6, 30)
    assert plan.actions[0].owner.names == ("Hub Manager",)


def test_rows_with_one_filled_cell_are_context_not_actions(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Ref | Action | Owner | Due
            Outcome 1: More in work | | |
            1.1 | Hold a jobs fair | Skills Manager | May 2026
            Outcome 2: Safer nights | | |
            2.1 | Hire two wardens | Warden Lead | June 2026
            This plan is looked at every quarter by the board. | | |
            """
        )
    )
    assert [(a.ref, a.section) for a in plan.actions] == [
        ("1.1", "Outcome 1: More in work"),
        ("2.1", "Outcome 2: Safer nights"),
    ]
    assert plan.problems == ()


def test_a_header_repeated_at_a_page_break_is_no_row(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action | Owner | Due
            Paint the hall | Hall Warden | May 2026
            | Owner |
            Mend the roof | Hall Warden | June 2026
            Action | Owner | Due
            Fit a ramp | Hall Warden | July 2026
            """
        )
    )
    assert [a.title for a in plan.actions] == ["Paint the hall", "Mend the roof", "Fit a ramp"]


def test_a_merged_cell_counts_for_each_row_it_spans(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Ref | Improvement | Key Milestones | Lead | Target date
            H1 | Better repairs | Buy the new system | Repairs Manager | May 2026
            | | Train the staff | | June 2026
            | | Go live | | July 2026
            """,
            merge=("A2:A4", "B2:B4", "D2:D4"),
        )
    )
    assert [a.ref for a in plan.actions] == ["H1 (1)", "H1 (2)", "H1 (3)"]
    assert [a.title for a in plan.actions] == ["Buy the new system", "Train the staff", "Go live"]
    assert {a.section for a in plan.actions} == {"Better repairs"}
    assert [a.owner.inherited for a in plan.actions] == [False, True, True]
    assert {a.owner.name for a in plan.actions} == {"Repairs Manager"}
    assert plan.actions[2].seen["owner"].place() == "Plan D2"
    assert next(c for c in plan.columns if c.heading == "Key Milestones").how == "content"


def test_ditto_repeats_the_row_above(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action | Owner | Due | Progress
            Paint the hall | Hall Warden | May 2026 | Started
            Mend the roof | ditto | as above | ditto
            """
        )
    )
    second = plan.actions[1]
    assert second.owner.name == "Hall Warden"
    assert second.owner.inherited
    assert second.due.latest == dt.date(2026, 5, 31)
    assert second.status is Status.IN_PROGRESS
    assert second.seen["owner"].cell == "B3"


def test_owners_in_a_column_called_action(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            No | Item | Year | Action
            1 | New noticeboard | 26/27 | Clerk
            2 | Flood plan | 26/27 | Clerk + Cllr A
            3 | Count the bins | 26/27 | Warden
            """
        )
    )
    assert [a.title for a in plan.actions] == ["New noticeboard", "Flood plan", "Count the bins"]
    assert [a.owner.kind for a in plan.actions] == [
        OwnerKind.POST,
        OwnerKind.SEVERAL,
        OwnerKind.POST,
    ]


def test_headings_one_place_too_far_left_are_moved_and_told(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action | Timescale | Measure | Responsibility
            1.0 | Print a leaflet | 2026-27 | 500 printed | Policy Team
            2.0 | Ask 100 tenants | 2026-27 | Report | Housing Officer
            """
        )
    )
    assert [a.ref for a in plan.actions] == ["1.0", "2.0"]
    assert plan.actions[1].owner.names == ("Housing Officer",)
    assert [p.code for p in plan.problems] == ["headings-shifted"]


def test_headings_over_two_rows(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Plan="""
            Ref | Action | Dates | | Owner
             | | Start | Finish |
            1 | Open the hub | April 2026 | June 2026 | Hub Manager
            """,
            merge=("C1:D1",),
        )
    )
    assert plan.actions[0].start.earliest == dt.date(2026, 4, 1)
    assert plan.actions[0].due.latest == dt.date(2026, 6, 30)
    assert plan.actions[0].owner.name == "Hub Manager"


def test_dates_and_numbers_inside_the_action_where_no_column_has_them(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action & Milestones | Success Measures
            1 Survey the homes\\n• first results by May 2026\\n• report by June 2026 | 500 homes
            2 Mend the roof by March 2027 | roof
            """
        )
    )
    first, second = plan.actions
    assert (first.ref, first.due.kind, first.due.latest) == (
        "1",
        WhenKind.STAGED,
        dt.date(2026, 6, 30),
    )
    assert second.due.latest == dt.date(2027, 3, 31)
    assert "due" not in plan.fields_present


def test_status_typed_where_the_date_belongs(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action | Who | When
            Paint the hall | Hall Warden | Done
            Mend the roof | Hall Warden | May 2026
            """
        )
    )
    assert plan.actions[0].status is Status.COMPLETED
    assert plan.actions[0].due.kind is WhenKind.STATUS_NOT_DATE
    assert plan.actions[1].status is Status.UNKNOWN


def test_percentages_as_numbers_and_as_formatted_fractions(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Action", "Owner", "% complete"], ["A", "Clerk", 0.75], ["B", "Clerk", 1]):
        sheet.append(row)
    for row in sheet["C2:C3"]:
        row[0].number_format = "0%"
    book.save(tmp_path / "plan.xlsx")
    plan = read_plan(tmp_path / "plan.xlsx")
    assert [a.percent for a in plan.actions] == [75, 100]
    assert [a.status for a in plan.actions] == [Status.IN_PROGRESS, Status.COMPLETED]


def test_a_blank_status_stays_blank_beside_a_percentage(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action | Owner | Status | % complete | Progress
            Paint the hall | Clerk | | 40 | Walls are done
            """
        )
    )
    action = plan.actions[0]
    assert (action.status, action.status_text, action.percent) == (Status.UNKNOWN, "", 40)
    assert [note.text for note in action.notes] == ["Walls are done"]


def test_columns_nobody_placed_are_kept(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action | Owner | Ward councillors told
            Paint the hall | Hall Warden | yes, in May
            """
        )
    )
    assert plan.actions[0].other == {"Ward councillors told": "yes, in May"}
    assert plan.columns[2].field is None


def test_a_date_that_cannot_be_is_a_problem_with_its_cell(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action | Owner | Due
            Paint the hall | Hall Warden | 31/02/2027
            """
        )
    )
    assert plan.actions[0].due.latest is None
    assert plan.problems[0].message() == (
        "plan.csv, C2: “31/02/2027” is not a day of the calendar. "
        "Write day, month and year, for example 31/03/2027."
    )


def test_numbers_that_excel_counts_as_days_count_in_date_columns_only(xlsx_plan, tmp_path):
    book = openpyxl.Workbook()
    for row in (["Action", "Owner", "Due", "Cost"], ["A", "Clerk", 46477, 46477]):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    action = read_plan(tmp_path / "plan.xlsx").actions[0]
    assert action.due.latest == dt.date(2027, 3, 31)
    assert action.due.assumed == "the number is a date as Excel counts days"
    assert action.cost is not None
    assert action.cost.pounds == 46477


def test_a_reference_used_twice_is_told_and_both_are_kept(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Ref | Action | Owner
            1 | Paint the hall | Clerk
            1 | Mend the roof | Clerk
            """
        )
    )
    assert [a.ref for a in plan.actions] == ["1", "1 (2)"]
    assert len({a.key for a in plan.actions}) == 2
    assert [p.code for p in plan.problems] == ["reference-used-twice"]


def test_keys_do_not_depend_on_the_order_of_rows(csv_plan):
    head = "Action | Owner\n"
    rows = ["Paint the hall | Clerk\n", "Mend the roof | Clerk\n"]
    keys = [
        {a.title: a.key for a in read_plan(csv_plan(head + "".join(order))).actions}
        for order in (rows, rows[::-1])
    ]
    assert keys[0] == keys[1]


# --- --map ------------------------------------------------------------------------------

ODD = """
Thing we promise | Chief | Happens
Paint the hall | Clerk | May 2026
"""


def test_columns_can_be_said_by_heading_or_letter(csv_plan):
    plan = read_plan(
        csv_plan(ODD), Said(mapping={"action": "thing we promise", "owner": "B", "due": "Happens"})
    )
    action = plan.actions[0]
    assert (action.title, action.owner.name) == ("Paint the hall", "Clerk")
    assert action.due.latest == dt.date(2026, 5, 31)
    assert {c.how for c in plan.columns} == {"said with --map"}


def test_a_table_without_a_column_of_actions_says_which_and_how(csv_plan):
    with pytest.raises(UnplacedColumnError) as told:
        read_plan(csv_plan("Thing | Owner | Due date\nPaint | Clerk | May 2026"))
    assert str(told.value) == (
        "plan.csv: the column of actions could not be placed; the headings in row 1 are “Thing”, "
        '“Owner”, “Due date”; say which one it is with --map "action=<heading>".'
    )


def test_a_heading_said_that_is_not_there_is_told(csv_plan):
    with pytest.raises(UnplacedColumnError, match="no column is headed “By When”"):
        read_plan(csv_plan("Action | Owner\nPaint | Clerk"), Said(mapping={"due": "By When"}))


def test_a_heading_said_holds_in_the_sheets_that_have_it_and_the_others_go_by_their_own(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Roads="""
            Ref | Task | Chief | By when
            1 | Fit ten lamps | Highways Manager | May 2026
            """,
            Parks="""
            Ref | Action | Lead officer | Deadline
            2 | Plant a hedge | Head Gardener | June 2026
            """,
        ),
        Said(mapping={"owner": "Chief", "due": "Deadline"}),
    )
    assert [(a.owner.name, a.due.text) for a in plan.actions] == [
        ("Highways Manager", "May 2026"),
        ("Head Gardener", "June 2026"),
    ]
    assert plan.problems == ()


def test_a_sheet_with_nothing_for_the_heading_said_is_read_and_told(xlsx_plan):
    plan = read_plan(
        xlsx_plan(
            Roads="""
            Ref | Task | Lead | Happens
            1 | Fit ten lamps | Highways Manager | May 2026
            """,
            Parks="""
            Ref | Task | Lead | Season
            2 | Plant a hedge | Head Gardener | June 2026
            """,
        ),
        Said(mapping={"owner": "Lead", "due": "Happens"}),
    )
    assert [(a.ref, a.due.text) for a in plan.actions] == [("1", "May 2026"), ("2", "")]
    assert [f"{p.seen.place()} {p.wrong} {p.do}" for p in plan.problems] == [
        "Parks row 1 no column is headed “Happens”, and none was taken for due in its stead. "
        "Give the column of due the same heading on each sheet."
    ]


def test_a_field_that_is_none_is_told_with_a_guess(csv_plan):
    with pytest.raises(UnplacedColumnError, match="did you mean “owner”"):
        read_plan(csv_plan("Action | Owner\nPaint | Clerk"), Said(mapping={"ownr": "Owner"}))


# --- Columns as headed in published plans -----------------------------------------------


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            "No | Para Ref (to report) | What? | How? | Who by? | When?",
            "ref - action how owner due",
        ),
        ("Governance Issue | Action Update | By When | By Whom", "action progress due owner"),
        ("Measure | Lead responsibility | Timetable", "action owner due"),
        (
            "Select Committee | Meeting Date | Recommendation Made | Recommendation made to",
            "section - action owner",
        ),
        (
            "OBJECTIVE | ACTION | PERSON | TARGET DATE | RESOURCES REQUIRED | "
            "PERFORMANCE MEASUREMENT | PROGRESS TO DATE",
            "section action owner due resources measure progress",
        ),
        (
            "Action | Delivery led by | Assisted by | Quarter for completion | Revised timetable",
            "action owner support due revised",
        ),
        ("Issue | Specific Project / Objectives | Progress??", "- action progress"),
        ("Tasks | Start by | Finish by | % complete | RAG", "action start due percent rag"),
    ],
)
def test_headings_of_published_plans(csv_plan, headings, fields):
    width = headings.count("|") + 1
    row = " | ".join(f"words {column}" for column in range(width))
    plan = read_plan(csv_plan(f"{headings}\n{row}"))
    assert [column.field or "-" for column in plan.columns] == fields.split()


def test_a_status_typed_among_the_colours_says_more_than_the_story_beside_it(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action         | Lead            | By when    | RAG         | Update
            Print leaflet  | Head of Housing | June 2026  | Complete    | Went to print on 12 June
            Fit alarms     | Head of Housing | March 2027 | Not started | Grant expected in May
            Train staff    | Head of Housing | March 2027 | Amber       | Twelve trained
            """
        )
    )
    assert [action.status for action in plan.actions] == [
        Status.COMPLETED,
        Status.NOT_STARTED,
        Status.IN_PROGRESS,
    ]
    assert plan.problems == ()


def test_headings_that_no_list_holds_are_told_by_their_words(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Rec. No. | Recommendation | Date Raised | Agreed Implementation Date | Revised End Date
            1        | Sign forms     | 1/2/26      | 30/9/26                    | 31/12/26
            2        | Print reports  | 1/2/26      | 31/12/26                   |
            """
        )
    )
    first, second = plan.actions
    assert (first.ref, second.ref) == ("1", "2")
    assert (first.due.latest, first.deadline.latest) == (
        dt.date(2026, 9, 30),
        dt.date(2026, 12, 31),
    )
    assert first.other == {"Date Raised": "1/2/26"}


def test_a_theme_that_stands_once_holds_for_the_blank_cells_below(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Theme     | Ref | Action                   | Owner | Due
            Buildings | B1  | Insulate the town hall   | Clerk | May 2026
                      | B2  | Replace the boilers      | Clerk | June 2026
            Priority 2: Moving about
                      | T1  | Paint the cycle lanes    | Clerk | July 2026
            Walking   | T2  | Mend the footpaths       | Clerk | July 2026
            """
        )
    )
    assert [(action.ref, action.section) for action in plan.actions] == [
        ("B1", "Buildings"),
        ("B2", "Buildings"),
        ("T1", "Priority 2: Moving about"),
        ("T2", "Priority 2: Moving about / Walking"),
    ]


def test_a_quarter_in_a_column_of_its_own_belongs_to_the_year_beside_it(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action               | Owner | Year to action | Quarter for completion
            Run a holiday scheme | Clerk | 14/15          | Q2
            Publish the survey   | Clerk | 14/15          |
            """
        )
    )
    assert [str(action.due.latest) for action in plan.actions] == ["2014-09-30", "2015-03-31"]


def test_a_date_that_was_moved_in_its_own_cell_is_two_dates(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action          | Owner | By when
            Fit the loops   | Clerk | March 2010 – extended to March 2011
            Mend the roof   | Clerk | 31/05/2010 (revised to 30/09/2010)
            Paint the hall  | Clerk | Extended to all wards by May 2010
            """
        )
    )
    told = [
        (str(action.due.latest), [str(when.latest) for when in action.revised])
        for action in plan.actions
    ]
    assert told == [
        ("2010-03-31", ["2011-03-31"]),
        ("2010-05-31", ["2010-09-30"]),
        ("2010-05-31", []),
    ]


def test_a_word_that_is_no_status_is_told_once_and_a_story_is_not(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Ref | Action | Status
            1 | Open the hub | ✓
            2 | Paint the hall | In progress
            3 | Mend the roof | ✓
            4 | Count the trees | Yes
            5 | Train the wardens | Action list went round
            """
        )
    )
    assert [problem.seen.cell for problem in plan.problems] == ["C2", "C5"]
    ticked, yes = (problem.message() for problem in plan.problems)
    assert "“✓” in 2 cells (C2, C4) is no status that is known." in ticked
    assert "“Yes” is no status that is known. Write for example Not started" in yes


def test_a_share_among_percentages_is_told_and_not_guessed(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Ref | Action | % complete
            1 | Open the hub | 0.4
            2 | Paint the hall | 60
            """
        )
    )
    assert [action.percent for action in plan.actions] == [None, 60]
    (problem,) = plan.problems
    assert (problem.seen.cell, problem.code) == ("C2", "no-percentage")
    assert "a share or a percentage" in problem.message()


def test_shares_of_one_written_as_text_are_percentages(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action         | Owner | % complete
            Adopt the plan | Clerk | 0.75
            Roll it out    | Clerk | 1
            Save the money | Clerk | 50%
            """
        )
    )
    told = [(action.percent, action.status.value) for action in plan.actions]
    assert told == [(75, "in_progress"), (100, "completed"), (50, "in_progress")]


def test_codes_are_read_by_the_key_in_their_heading(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action  | Owner | Progress (1 = complete, 2 = on track, 3 = not started)
            Paint   | Clerk | 1
            Mend    | Clerk | 2
            Sweep   | Clerk | 3
            Dig     | Clerk | 7
            """
        )
    )
    told = [(action.status.value, action.status_text) for action in plan.actions]
    assert told[:3] == [("completed", "1"), ("in_progress", "2"), ("not_started", "3")]


def test_the_line_that_names_the_plan_is_its_title_without_the_day(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Westmarsh District Council | | |
            Climate Delivery Plan 2026/27 – as at 30 September 2026 | | |
            Ref | Task | Who by? | By when
            1 | Fit ten lamps | Highways Manager | March 2027
            """
        )
    )
    assert plan.title == "Climate Delivery Plan 2026/27"
    assert plan.key == "climate-delivery-plan-2026-27"


def test_a_row_that_adds_up_is_neither_action_nor_problem(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Ref | Task | Who by? | By when | Cost
            1 | Fit ten lamps | Highways Manager | March 2027 | £4,000
            2 | Paint the hall | Hall Warden | May 2026 | £1,500
            | Total | | | £5,500
            | | | | £5,500
            """
        )
    )
    assert [action.ref for action in plan.actions] == ["1", "2"]
    assert plan.problems == ()


@pytest.mark.parametrize(
    "cell",
    ["Was Sept 2026 – now March 2027", "March 2027 (was Sept 2026)", "Sept 2026, moved to 03/2027"],
)
def test_a_cell_that_tells_of_an_earlier_date_is_a_revision(csv_plan, cell):
    plan = read_plan(csv_plan(f"Action | Owner | Due\nPaint the hall | Hall Warden | {cell}"))
    action = plan.actions[0]
    assert action.due.latest == dt.date(2026, 9, 30)
    assert [when.latest for when in action.revised] == [dt.date(2027, 3, 31)]


def test_headings_that_no_list_holds_are_read_by_their_words_and_in_doubt(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Priority | Commitment text | Officer named | Latest date agreed
            Homes | Build 30 homes | Head of Housing | March 2027
            Homes | Repair 100 homes | Repairs Manager | May 2027
            """
        )
    )
    assert [(a.title, a.owner.name) for a in plan.actions] == [
        ("Build 30 homes", "Head of Housing"),
        ("Repair 100 homes", "Repairs Manager"),
    ]
    assert {c.how for c in plan.columns if c.field in {"action", "owner"}} == {"near heading"}


def test_an_export_of_another_system_names_people_and_posts_in_two_columns(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action ID | Title | Description | Owner Name | Owner Role | Due Date | Linked Outcome(s)
            A-12 | Warm spaces | Ten of them | Officer A | Falls Service Lead | 2026-12-31 | O1/O3
            A-13 | Data agreement | | | Data Manager | 2026-06-30 | O1
            """
        )
    )
    first, second = plan.actions
    assert (first.title, first.how) == ("Warm spaces", "Ten of them")
    assert first.owner.kind is OwnerKind.PERSON_AND_POST
    assert first.owner.names == ("Falls Service Lead", "Officer A")
    assert first.outcomes == ("O1", "O3")
    assert second.owner.names == ("Data Manager",)
    assert second.seen["owner"].cell == "E3"
