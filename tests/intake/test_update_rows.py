"""What comes back: every word that was typed, or a problem with its cell."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError
from tests.intake.returns import fill_in, little_plan, messages, returned, workbook
from tests.thorough import tries

from assure.intake.update_return import read_return
from assure.intake.update_tasks import MOST_NEW
from assure.model.errors import UnreadableFileError
from assure.model.plan import Plan
from assure.model.values import Status


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return little_plan(tmp_path)


@pytest.fixture
def file(tmp_path: Path, plan: Plan) -> Path:
    return workbook(tmp_path, plan, plan.actions)


def test_a_row_comes_back_as_typed(plan: Plan, file: Path) -> None:
    filled = {
        "Status": "Delayed",
        "Progress in Q6": "Roof is on.\nFit-out has stopped.",
        "% complete": 0.55,
        "Revised date": dt.date(2028, 3, 31),
        "Reason": "=The builder failed",
        "Support needed": "A decision on the lease",
    }
    fill_in(file, {"1.1": filled}, on=dt.date(2027, 10, 4))
    (row,) = returned(file, plan).told
    assert (row.ref, row.status, row.percent) == ("1.1", Status.DELAYED, 55)
    assert row.note == "Roof is on.\nFit-out has stopped."
    assert row.revised is not None
    assert row.revised.latest == dt.date(2028, 3, 31)
    assert row.reason == "=The builder failed"
    assert row.support == "A decision on the lease"
    assert row.seen["status"].place() == "Your actions F2"


def test_the_file_says_itself_what_it_is_for(plan: Plan, file: Path) -> None:
    fill_in(file, {}, on="4 October 2027")
    back = read_return(file)
    assert (back.plan, back.change, back.quarter) == (plan.key, 1, 6)
    assert (back.filled_by, back.filled_on) == ("Head of Housing", dt.date(2027, 10, 4))
    assert back.written == dt.date(2027, 9, 20)


def test_a_blank_row_tells_nothing(plan: Plan, file: Path) -> None:
    fill_in(file, {"1.1": {"Status": "Completed"}, "1.2": {"Status": "-"}})
    rows = returned(file, plan)
    assert [row.ref for row in rows.told] == ["1.1", "1.2"]
    assert rows.told[1].status is None
    assert rows.blank == ("1.3",)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"Status": "Going great guns really"},
            "back.xlsx, Your actions F2: “Going great guns really” is no status. Choose one of: "
            "Completed, In progress, Delayed, Not yet due, No longer relevant.",
        ),
        (
            {"Status": "Delayed"},
            "back.xlsx, Your actions F2: 1.1 is told as Delayed, without a reason. Write why "
            "under “Reason”.",
        ),
        (
            {"Status": "No longer relevant", "Reason": "n/a"},
            "back.xlsx, Your actions F2: 1.1 is told as No longer relevant, without a reason. "
            "Write why under “Reason”.",
        ),
        (
            {"Revised date": "when the lease is signed"},
            "back.xlsx, Your actions I2: “when the lease is signed” is no day. Write the new date "
            "as 31/03/2027, or leave it blank and say more under “Reason”.",
        ),
        (
            {"Revised date": "31/02/2028"},
            "back.xlsx, Your actions I2: “31/02/2028” is not a day of the calendar. Write day, "
            "month and year, for example 31/03/2027.",
        ),
        (
            {"% complete": 45},
            "back.xlsx, Your actions H2: “4500%” is not a percentage from 0 to 100. Write how "
            "much is complete, for example 75%.",
        ),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_cell(
    plan: Plan, file: Path, cells: dict[str, object], said: str
) -> None:
    fill_in(file, {"1.1": cells})
    assert messages(returned(file, plan)) == [said]


def test_no_new_date_lies_before_the_quarter(plan: Plan, file: Path) -> None:
    """A year mistyped, or a count in the wrong cell, which a spreadsheet shows as 14/02/1900."""
    fill_in(file, {"1.1": {"Revised date": "30/06/2027"}, "1.3": {"Revised date": 45}})
    assert messages(returned(file, plan)) == [
        "back.xlsx, Your actions I2: 30 June 2027 is before the quarter that is told of began. "
        "Write the new date with its year, as 31/03/2027.",
        "back.xlsx, Your actions I4: 14 February 1900 is before the quarter that is told of began. "
        "Write the new date with its year, as 31/03/2027.",
    ]


def test_what_is_completed_may_say_on_which_day_it_was(plan: Plan, file: Path) -> None:
    fill_in(file, {"1.1": {"Status": "Completed", "Revised date": "28/06/2027"}})
    (row,) = returned(file, plan).told
    assert row.revised is not None
    assert row.revised.latest == dt.date(2027, 6, 28)


def test_a_delay_whose_reason_is_known_needs_no_other(tmp_path: Path) -> None:
    late = "Ref,Action,Owner,Due,Status,Reason\n1,Open,Head of Housing,2027,Delayed,Builder failed"
    plan = little_plan(tmp_path, late)
    file = fill_in(workbook(tmp_path, plan, plan.actions), {"1": {"Status": "Delayed"}})
    assert not returned(file, plan).problems


def changed(file: Path, how: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(file)
    how(book)
    book.save(file)
    return file


def test_rows_may_stand_in_any_order(plan: Plan, file: Path) -> None:
    fill_in(file, {"1.1": {"Status": "Completed"}, "1.3": {"Status": "In progress"}})

    def turn_round(book: openpyxl.Workbook) -> None:
        sheet = book["Your actions"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column, value)

    rows = returned(changed(file, turn_round), plan)
    assert [(row.ref, row.status) for row in rows.told] == [
        ("1.3", Status.IN_PROGRESS),
        ("1.1", Status.COMPLETED),
    ]


def test_a_row_copied_in_by_hand_is_read_and_told_twice_is_a_problem(
    tmp_path: Path, plan: Plan
) -> None:
    file = workbook(tmp_path, plan, plan.actions[:1])

    def copy_in(book: openpyxl.Workbook) -> None:
        sheet = book["Your actions"]
        sheet["A3"], sheet["F3"] = "1.3", "In progress"
        sheet["A4"], sheet["F4"] = "1.3", "Completed"

    rows = returned(changed(file, copy_in), plan)
    assert rows.told[0].ref == "1.3"
    assert messages(rows) == [
        "back.xlsx, Your actions A4: another row tells of 1.3 in other words. Keep one of the two."
    ]


def test_nothing_typed_is_left_out(plan: Plan, file: Path) -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet = book["Your actions"]
        sheet["M1"], sheet["M2"] = "My comments", "Ask the Chair"
        sheet["A5"], sheet["F5"] = "9.9", "Completed"
        sheet["F6"] = "Completed"

    assert messages(returned(changed(file, add), plan)) == [
        "back.xlsx, Your actions M2: “Ask the Chair” stands under no heading of the update. Move "
        "it to the column where it belongs, or take it out.",
        "back.xlsx, Your actions A5: the plan hubs has no 9.9; known are 1.1, 1.2, 1.3.",
        "back.xlsx, Your actions F6: row 6 tells something and has no reference. Write the "
        "reference of its action; a new one belongs on “New tasks”.",
    ]


def test_an_action_that_has_gone_since_is_told(plan: Plan, file: Path) -> None:
    fill_in(file, {"1.2": {"Status": "Completed"}})
    shorter = plan.model_copy(update={"actions": plan.actions[:1]})
    assert messages(returned(file, shorter)) == [
        "back.xlsx, Your actions A3: 1.2 is no longer in the plan hubs. Take its words out, or "
        "bring the action back with `assure import` first."
    ]


def test_without_its_hidden_sheet_the_grey_cells_tell_how_things_stood(
    plan: Plan, file: Path
) -> None:
    fill_in(file, {"1.1": {"Status": "Completed"}})
    changed(file, lambda book: book.remove(book["Assure"]))
    back = read_return(file)
    assert (back.plan, back.change) == ("", None)
    (row,) = returned(file, plan).told
    assert row.known == {"status": "In progress", "revised": "31/12/2027"}


def test_sheets_that_are_gone_are_no_fault_unless_it_is_that_of_the_actions(
    plan: Plan, file: Path
) -> None:
    fill_in(file, {"1.1": {"Status": "Completed"}})

    def take_out(book: openpyxl.Workbook) -> None:
        book.remove(book["Start here"])
        book.remove(book["New tasks"])

    (row,) = returned(changed(file, take_out), plan).told
    assert row.status is Status.COMPLETED
    changed(file, lambda book: setattr(book["Your actions"]["A1"], "value", "Number"))
    with pytest.raises(UnreadableFileError, match="no sheet is headed “Ref”"):
        read_return(file)


def test_a_text_table_of_the_sheet_is_read(tmp_path: Path, plan: Plan) -> None:
    file = tmp_path / "back.csv"
    file.write_text("Ref,Status,Progress in Q6\n1.10,,\n1.1,Completed,Opened\n", encoding="utf-8")
    (row,) = returned(file, plan).told
    assert (row.ref, row.status, row.note) == ("1.1", Status.COMPLETED, "Opened")


@pytest.mark.heavy
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_it_may_be_saved_by_libreoffice(
    plan: Plan, file: Path, libreoffice: Callable[[Path, str], Path], ending: str
) -> None:
    filled = {"Status": "Delayed", "Reason": "Builder failed", "% complete": 0.5,
              "Revised date": dt.date(2028, 3, 31)}  # fmt: skip
    fill_in(file, {"1.1": filled})
    (row,) = returned(libreoffice(file, ending), plan).told
    assert (row.status, row.percent, row.reason) == (Status.DELAYED, 50, "Builder failed")
    assert row.revised is not None
    assert row.revised.latest == dt.date(2028, 3, 31)


def test_a_new_task_is_its_readers_unless_it_names_another(plan: Plan, file: Path) -> None:
    fill_in(
        file,
        {},
        new=[
            {"New task": "Paint the hub", "Finish by": "31/01/2028"},
            {"New task": "Count visitors", "Task officer": "Head of Data", "Status": "Not yet due"},
        ],
    )
    paint, count = returned(file, plan).new
    assert (paint.owner.name, paint.due.latest) == ("Head of Housing", dt.date(2028, 1, 31))
    assert (count.owner.name, count.status) == ("Head of Data", Status.NOT_STARTED)


def test_a_new_task_has_to_be_one(plan: Plan, file: Path) -> None:
    fill_in(file, {}, new=[{"Task officer": "Head of Data"}])
    assert messages(returned(file, plan)) == [
        "back.xlsx, New tasks B2: the row names no task. Write what will be done."
    ]


def test_a_new_task_is_told_once(plan: Plan, file: Path) -> None:
    fill_in(file, {}, new=[{"New task": "Paint the hub"}, {"New task": "paint the hub "}])
    assert messages(returned(file, plan)) == [
        "back.xlsx, New tasks A3: another row names the same task. Keep one of the two."
    ]


def test_more_new_tasks_than_a_quarter_can_bring_are_a_problem(plan: Plan, file: Path) -> None:
    fill_in(file, {}, new=[{"New task": f"Task {number}"} for number in range(MOST_NEW + 1)])
    assert messages(returned(file, plan)) == [
        "back.xlsx, New tasks A102: more than the 100 new tasks that are taken from one file. "
        "Import the plan with them in it instead."
    ]


def test_what_is_no_update_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Ref,Action,Status\n1,Open the hub,Done\n")
    with pytest.raises(UnreadableFileError, match="so it is no update"):
        read_return(tmp_path / "plan.csv")


# Each example writes and reads a workbook; the plan and the folder are the same for all.
few = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=tries(15),
    deadline=None,
)
ANYTHING = st.one_of(
    st.text(max_size=20),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.dates(dt.date(1900, 3, 1), dt.date(2200, 1, 1)),
    st.booleans(),
    st.sampled_from(["Ref", "Q7", "9" * 40, "=1+1", "Progress in Q99", "assure update", "1.1"]),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=tries(40),
    deadline=None,
)
@given(
    cells=st.lists(
        st.tuples(
            st.sampled_from(["Start here", "Your actions", "New tasks", "Assure"]),
            st.integers(1, 12),
            st.integers(1, 14),
            ANYTHING,
        ),
        max_size=6,
    )
)
def test_whatever_stands_in_a_cell_is_read_or_told_in_a_sentence(
    plan: Plan, file: Path, cells: list[tuple[str, int, int, object]]
) -> None:
    book = openpyxl.load_workbook(file)
    for sheet, row, column, value in cells:
        with contextlib.suppress(IllegalCharacterError, ValueError):
            book[sheet].cell(row, column).value = value
    edited = file.with_name("edited.xlsx")
    book.save(edited)
    try:
        said = messages(returned(edited, plan))
    except UnreadableFileError as error:
        said = [str(error)]
    assert all(message.startswith("edited.xlsx") for message in said)


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=60).map(str.strip)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=tries(25),
    deadline=None,
)
@given(
    note=TYPED,
    reason=TYPED,
    status=st.sampled_from(["Completed", "In progress", "Not yet due", ""]),
    percent=st.none() | st.integers(0, 100),
    day=st.none() | st.dates(dt.date(2027, 7, 1), dt.date(2040, 1, 1)),
)
def test_whatever_is_typed_comes_back(
    tmp_path: Path,
    plan: Plan,
    file: Path,
    note: str,
    reason: str,
    status: str,
    percent: int | None,
    day: dt.date | None,
) -> None:
    cells = {"Status": status, "Progress in Q6": note, "Reason": reason, "Revised date": day,
             "% complete": None if percent is None else percent / 100}  # fmt: skip
    edited = tmp_path / "edited.xlsx"
    edited.write_bytes(file.read_bytes())
    rows = returned(fill_in(edited, {"1.1": cells}), plan)
    assert not rows.problems
    told = rows.told[0] if rows.told else None
    nothing = {"-", "--", "–", "—", "_", ".", "n/a", "na", "n.a.", "nil", "none", "not applicable"}
    for typed, read in ((note, told and told.note), (reason, told and told.reason)):
        if typed.casefold() not in nothing:
            assert (read or "") == typed
    assert (told.percent if told else None) == percent
    assert (told.revised.latest if told and told.revised else None) == day
