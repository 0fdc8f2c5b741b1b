"""The workbook of a plan that has rolled on, and the same plan read from it again."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assess.build import action, plan, when
from tests.assess.rolling import AT_YEAR_END, first_year, whole
from tests.intake.test_export import TELLING
from tests.thorough import tries

from assure.assess.gaps import gaps
from assure.assess.roll_forward import roll_forward
from assure.intake import Said, read_plan
from assure.intake.differences import Differences
from assure.intake.export import export_bytes
from assure.intake.next_year import next_year_bytes
from assure.intake.own_json import read_own_json
from assure.intake.reimport import read_again, read_first
from assure.intake.sameness import what_differs
from assure.intake.sheets import GAPS_SHEET, PAST_SHEET
from assure.model.plan import Plan
from assure.model.plan_document import plan_text
from assure.model.values import Status

AT = dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC)
ANYCITY = Path(__file__).parents[2] / "src/assure/anycity/plan.xlsx"
FILLED_IN = dt.date(2026, 4, 20)


def kept(before: Plan, today: dt.date = AT_YEAR_END) -> Plan:
    """The plan as the store has it when it has rolled on."""
    rolled, _ = roll_forward(read_first(before, dt.date(2026, 3, 1)), today)
    return rolled.model_copy(update={"version": 2})


def book(of: Plan, folder: Path) -> Path:
    path = folder / "next.xlsx"
    path.write_bytes(next_year_bytes(of, gaps(of, AT_YEAR_END), AT))
    return path


def read_back(of: Plan, path: Path) -> tuple[Plan, Differences]:
    return read_again(of, read_plan(path), FILLED_IN, of.version + 1)


def texts(path: Path, sheet: str) -> list[str]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [" | ".join(str(cell) for cell in row if cell) for row in rows if any(row)]


def as_read(before: Plan, folder: Path) -> Plan:
    """The plan as a file tells it."""
    path = folder / "before.xlsx"
    path.write_bytes(export_bytes(before, AT))
    return read_plan(path)


# --- What people see --------------------------------------------------------------------------


def test_the_gaps_stand_in_front_with_what_to_do(tmp_path: Path) -> None:
    path = book(kept(first_year()), tmp_path)
    assert openpyxl.load_workbook(path).sheetnames[:3] == [GAPS_SHEET, PAST_SHEET, "About"]
    told = texts(path, GAPS_SHEET)
    assert told[1] == "The plan | Anycity plan, 1 April 2026 to 31 March 2029"
    assert (
        "1.3 | 1.3 was due 31 December 2025 and is not finished. | Agree a new date with its owner "
        "and keep the first one beside it, or cancel it with a reason."
    ) in told


def test_what_was_closed_and_what_was_told_of_the_rest_stand_behind_them(tmp_path: Path) -> None:
    told = texts(book(kept(first_year()), tmp_path), PAST_SHEET)
    assert "1.1 | Open advice centre 1.1 by March 2027 | Opening report" in told
    assert "1.2 | Open advice centre 1.2 by March 2027 | The grant was refused" in told
    assert "1.3 | Half surveyed | Q4 of the plan for 1 April 2025 to 31 March 2028" in told


def test_the_sheets_hold_the_new_year_alone(tmp_path: Path) -> None:
    path = book(kept(first_year()), tmp_path)
    assert not any("1.1 |" in line for line in texts(path, "Project plan"))
    assert "Q6" not in texts(path, "Monitoring")[0].split(" | ")
    assert "To come in Q6" in texts(path, "Monitoring")[1]


def test_a_plan_that_keeps_notes_by_quarter_is_asked_for_those_of_the_new_year(
    tmp_path: Path,
) -> None:
    headings = texts(book(kept(first_year()), tmp_path), "Monitoring")[0].split(" | ")
    assert headings[-4:] == ["Q1", "Q2", "Q3", "Q4"]
    loose = plan(action("1.1", status=Status.COMPLETED), action("1.2"))
    headings = texts(book(kept(loose), tmp_path), "Monitoring")[0].split(" | ")
    assert "Q1" not in headings


def test_a_plan_of_which_nothing_is_left_gives_the_whole_form(tmp_path: Path) -> None:
    path = book(kept(plan(action(status=Status.COMPLETED))), tmp_path)
    assert {"Project plan", "Monitoring", "Outcomes", "Risks"} <= {
        *openpyxl.load_workbook(path).sheetnames
    }


def test_words_that_look_like_formulas_stay_words(tmp_path: Path) -> None:
    done = action("1.1", status=Status.COMPLETED, evidence="=1+1", title="+44 lines answered")
    path = book(kept(plan(done, action("1.2"))), tmp_path)
    types = {
        cell.data_type
        for row in openpyxl.load_workbook(path)[PAST_SHEET].iter_rows()
        for cell in row
        if cell.value
    }
    assert types == {"s"}


# --- Read again -------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [first_year, whole], ids=["actions", "every part"])
def test_the_workbook_gives_the_same_plan_again(make: object, tmp_path: Path) -> None:
    of = kept(as_read(make(), tmp_path))  # type: ignore[operator] # either builder
    path = book(of, tmp_path)
    assert what_differs(of, read_plan(path)) == ()
    after, differences = read_back(of, path)
    assert not differences.new
    assert not differences.changed
    assert not differences.gone
    assert after.closed == of.closed
    assert [(a.key, a.carried, [n.text for n in a.notes]) for a in after.actions] == [
        (a.key, a.carried, [n.text for n in a.notes]) for a in of.actions
    ]
    assert not after.gone


def test_anycity_comes_back_whole(tmp_path: Path) -> None:
    of = kept(read_plan(ANYCITY), dt.date(2026, 4, 1))
    after, differences = read_back(of, book(of, tmp_path))
    assert not differences.new
    assert not differences.gone
    assert not differences.changed
    assert {a.key for a in after.actions} == {a.key for a in of.actions}


def test_it_is_known_again_under_another_title(tmp_path: Path) -> None:
    of = kept(first_year())
    path = book(of, tmp_path)
    filled = openpyxl.load_workbook(path)
    filled["About"]["B3"] = "Warm homes 2026 to 2029"
    filled.save(path)
    assert (read_plan(path).key, read_plan(path).title) == (of.key, "Warm homes 2026 to 2029")


def test_a_note_of_the_new_first_quarter_stands_after_what_was_told_before(tmp_path: Path) -> None:
    of = kept(first_year())
    path = book(of, tmp_path)
    filled = openpyxl.load_workbook(path)
    page = filled["Monitoring"]
    headings = [cell.value for cell in page[1]]
    page.cell(2, headings.index("Q1") + 1).value = "Surveyors appointed"
    page.cell(2, headings.index("Q2") + 1).value = None
    filled.save(path)
    notes = read_back(of, path)[0].actions[0].notes
    assert [(n.quarter, n.was.number if n.was else None, n.text) for n in notes] == [
        (None, 2, "Survey begun"),
        (None, 4, "Half surveyed"),
        (1, None, "Surveyors appointed"),
    ]


def test_last_years_words_are_no_news_of_this_year(tmp_path: Path) -> None:
    of = kept(first_year())
    after, _ = read_back(of, book(of, tmp_path))
    assert [action.told for action in after.actions] == [None, None]


def test_a_new_action_may_have_the_reference_of_a_closed_one(tmp_path: Path) -> None:
    of = kept(first_year())
    fresh = of.model_copy(
        update={"actions": (*of.actions, action("1.1", title="Recruit two advisers by May 2027"))}
    )
    after, differences = read_back(of, book(fresh, tmp_path))
    assert [a.ref for a in differences.new] == ["1.1"]
    assert after.actions[-1].key == "1.1~2"
    assert not after.actions[-1].revisions


def test_the_same_promise_for_another_year_is_a_new_action(tmp_path: Path) -> None:
    """What is done every year is not re-dated from year to year."""
    of = kept(first_year())
    yearly = action("1.1", status=Status.NOT_STARTED, due=when("2027-03-31"))
    after, differences = read_back(
        of, book(of.model_copy(update={"actions": (*of.actions, yearly)}), tmp_path)
    )
    assert [a.ref for a in differences.new] == ["1.1"]
    assert not after.actions[-1].revisions
    assert after.closed == of.closed


def test_a_closed_action_that_is_listed_as_closed_again_is_the_same_one(tmp_path: Path) -> None:
    of = kept(first_year())
    done = of.closed[0].actions[0]
    after, differences = read_back(
        of, book(of.model_copy(update={"actions": (*of.actions, done)}), tmp_path)
    )
    assert [a.ref for a in differences.back] == ["1.1"]
    assert after.actions[-1].key == "1.1"
    assert [a.ref for a in after.closed[0].actions] == ["1.2"]


def test_a_table_that_names_no_period_leaves_the_plan_the_one_it_has(tmp_path: Path) -> None:
    of = kept(first_year())
    path = tmp_path / "plan.csv"
    path.write_text("Ref,Action,Due\n1.4,Open advice centre 1.4,31/12/2028\n", encoding="utf-8")
    after, _ = read_back(of, path)
    assert (after.period_start, after.period_end) == (of.period_start, of.period_end)


def test_the_plan_in_json_says_everything(tmp_path: Path) -> None:
    of = kept(whole().model_copy(update={"source": "plan.xlsx"}))
    path = tmp_path / "plan.json"
    path.write_text(plan_text(of), encoding="utf-8")
    assert read_own_json(path, Said()) == of
    after, differences = read_again(of, read_own_json(path, Said()), FILLED_IN, 3)
    assert not differences.changed
    assert after.actions == of.actions
    assert after.closed == of.closed


# --- Whatever is read -------------------------------------------------------------------------

COLUMNS = (
    "Ref", "Action", "Owner", "Due date", "Revised date", "Status", "RAG", "Notes", "Q1", "Q4",
    "Q5", "Q9", "Evidence of completion", "Ward",
)  # fmt: skip


@settings(
    max_examples=tries(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_plan_rolls_on_and_is_written_and_read_as_the_same_plan(
    data: st.DataObject, tmp_path: Path
) -> None:
    headings = data.draw(st.lists(st.sampled_from(COLUMNS[2:]), min_size=2, unique=True))
    cells = st.lists(st.sampled_from(TELLING), min_size=len(headings), max_size=len(headings))
    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*COLUMNS[:2], *headings])
        for number in range(1, data.draw(st.integers(2, 6))):
            writer.writerow([f"1.{number}", f"Thing {number} to do", *data.draw(cells)])
    said = Said(title="The plan", period=(dt.date(2025, 4, 1), dt.date(2028, 3, 31)))
    of = kept(read_plan(path, said))
    if not of.actions:
        return  # all was completed or cancelled, and a workbook without actions is no plan
    written = book(of, tmp_path)
    assert what_differs(of, read_plan(written)) == ()
    after, differences = read_back(of, written)
    assert not any(getattr(differences, what) for what in ("new", "gone", "back", "changed"))
    assert what_differs(of, after) == ()
    assert [(a.key, a.carried) for a in after.actions] == [(a.key, a.carried) for a in of.actions]
    assert [[(r.field, r.text) for r in a.revisions] for a in after.actions] == [
        [(r.field, r.text) for r in a.revisions] for a in of.actions
    ]
    assert [[(n.quarter, n.was, n.text) for n in a.notes] for a in after.actions] == [
        [(n.quarter, n.was, n.text) for n in a.notes] for a in of.actions
    ]
    assert after.closed == of.closed
