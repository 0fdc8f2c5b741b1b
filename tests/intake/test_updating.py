"""What officers tell, taken into the plan: what changes, what stays, and what is refused."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.returns import BACK, QUARTER, fill_in, little_plan, taken, workbook

from assure.intake.differences import Step
from assure.intake.update_rows import Rows, Told
from assure.intake.update_tasks import NewTask
from assure.intake.updating import Hand, Outcome, update
from assure.model.actions import Action, ProgressNote
from assure.model.plan import ClosedYear, Plan
from assure.model.values import Owner, Rag, Status, When, WhenKind

HOUSING = Hand(BACK, "Head of Housing", "housing.xlsx")
DATA = Hand(BACK, "Head of Data", "data.xlsx")


def day(text: str) -> When:
    date = dt.date.fromisoformat(text)
    return When(kind=WhenKind.DAY, earliest=date, latest=date, text=f"{date:%d/%m/%Y}")


def told(action: Action, **fields: object) -> Told:
    """A row whose workbook was written when ``action`` stood as it does."""
    from assure.intake.update_sheets import standing

    return Told(ref=action.ref, key=action.key, known=standing(action), **fields)  # type: ignore[arg-type]


def after(plan: Plan, *rows: Told, hand: Hand = HOUSING) -> Outcome:
    return update(plan, Rows(told=rows), QUARTER, hand, {})


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return little_plan(tmp_path)


def test_an_update_changes_what_it_tells_and_keeps_who_told_it_and_when(
    tmp_path: Path, plan: Plan
) -> None:
    file = workbook(tmp_path, plan, plan.actions[:2], "housing.xlsx")
    cells = {"Status": "Delayed", "Reason": "Builder failed", "Revised date": dt.date(2028, 3, 31),
             "Progress in Q6": "Roof is on"}  # fmt: skip
    outcome = taken(fill_in(file, {"1.1": cells}), plan)
    (change,) = outcome.changed
    assert change.steps == (
        Step("status", "In progress", "Delayed"),
        Step("revised", "31/12/2027", "31/03/2028"),
        Step("reason", "", "Builder failed"),
        Step("notes", "", "Roof is on"),
    )
    hub = outcome.plan.actions[0]
    assert [(r.text, r.at, r.source, r.by) for r in hub.revisions if r.field == "status"] == [
        ("in_progress", dt.date(2027, 7, 12), "plan.csv", ""),
        ("delayed", BACK, "housing.xlsx", "Head of Housing"),
    ]
    assert [r.text for r in hub.revisions if r.field == "due"] == ["31/12/2027", "31/03/2028"]
    assert (hub.due.text, hub.deadline.text, hub.told) == ("31/12/2027", "31/03/2028", BACK)
    assert hub.seen["status"].place() == "Your actions F2"
    assert outcome.plan.actions[1:] == plan.actions[1:]


def test_the_day_on_which_a_reason_was_given_is_kept_until_there_is_another(plan: Plan) -> None:
    given = after(plan, told(plan.actions[0], status=Status.DELAYED, reason="Builder failed")).plan
    assert given.actions[0].reason_told == HOUSING.at
    later = replace(HOUSING, at=HOUSING.at + dt.timedelta(90))
    hub = after(given, told(given.actions[0], percent=60), hand=later).plan.actions[0]
    assert (hub.told, hub.reason_told) == (later.at, HOUSING.at)


def test_the_same_file_twice_changes_nothing(tmp_path: Path, plan: Plan) -> None:
    file = workbook(tmp_path, plan, plan.actions)
    fill_in(
        file,
        {
            "1.1": {"Status": "Delayed", "Reason": "Builder failed", "Support needed": "A lawyer"},
            "1.2": {"Status": "Not yet due"},  # as it was: confirmed, which is told once
            "1.3": {"Progress in Q6": "Second advert out", "% complete": 0.3},
        },
        new=[{"New task": "Paint the hub"}],
    )
    once = taken(file, plan)
    assert [change.ref for change in once.changed] == ["1.1", "1.2", "1.3"]
    twice = taken(file, once.plan, day=BACK + dt.timedelta(1))
    assert (twice.changed, twice.new, twice.refused) == ((), (), ())
    assert twice.plan == once.plan


def test_a_blank_takes_nothing_away(plan: Plan) -> None:
    hub = plan.actions[0]
    outcome = after(plan, told(hub, note="Roof is on"))
    assert outcome.plan.actions[0].status is Status.IN_PROGRESS
    assert outcome.plan.actions[0].percent == 40
    assert outcome.plan.actions[0].deadline == hub.deadline


def test_what_is_told_as_it_was_keeps_its_cell(tmp_path: Path, plan: Plan) -> None:
    file = workbook(tmp_path, plan, plan.actions)
    fill_in(file, {"1.1": {"% complete": 0.4, "Progress in Q6": "Roof is on"}})
    hub = taken(file, plan).plan.actions[0]
    assert hub.seen["percent"] == plan.actions[0].seen["percent"]


def test_a_second_note_for_a_quarter_stands_beside_the_first(plan: Plan) -> None:
    later = ProgressNote(quarter=QUARTER + 1, text="Opened")
    hub = plan.actions[0].model_copy(update={"notes": (*plan.actions[0].notes, later)})
    plan = plan.model_copy(update={"actions": (hub, *plan.actions[1:])})
    plan = after(plan, told(hub, note="Roof is on")).plan
    plan = after(plan, told(plan.actions[0], note="Doors are in")).plan
    assert [(note.quarter, note.text) for note in plan.actions[0].notes] == [
        (5, "Fit-out begun"),
        (6, "Roof is on"),
        (6, "Doors are in"),
        (7, "Opened"),
    ]


def test_support_has_a_column_of_its_own_until_the_need_is_met(plan: Plan) -> None:
    hub = plan.actions[0]
    plan = after(plan, told(hub, support="A decision on the lease")).plan
    assert plan.actions[0].other == {"Support needed": "Q6: A decision on the lease"}
    plan = after(plan, told(plan.actions[0], support_met=True)).plan
    assert plan.actions[0].other == {}


def test_an_action_without_a_date_gets_its_first(tmp_path: Path) -> None:
    plan = little_plan(tmp_path, "Ref,Action,Owner,Due\n1,Open,Head of Housing,\n")
    action = after(plan, told(plan.actions[0], revised=day("2028-03-31"))).plan.actions[0]
    assert (action.due.text, action.revised) == ("31/03/2028", ())


def test_a_new_task_becomes_an_action_with_a_free_reference(plan: Plan) -> None:
    owner = Owner(kind="post", names=("Head of Data",))
    tasks = (NewTask("Count visitors", owner, When()), NewTask("Paint the hub", owner, When()))
    outcome = update(plan, Rows(new=tasks), QUARTER, DATA, {})
    assert [(a.ref, a.owner.name, a.since) for a in outcome.new] == [
        ("Q6-1", "Head of Data", BACK),
        ("Q6-2", "Head of Data", BACK),
    ]
    again = update(outcome.plan, Rows(new=tasks), QUARTER, DATA, {})
    assert again.plan == outcome.plan
    assert again.had == ("Q6-1", "Q6-2")


def test_a_new_task_never_takes_the_reference_of_one_that_was_closed_with_its_year(
    plan: Plan,
) -> None:
    task = NewTask("Count visitors", Owner(), When())
    (done,) = update(plan, Rows(new=(task,)), QUARTER, DATA, {}).new
    year = ClosedYear(on=BACK, until=BACK, version=2, actions=(done,))
    rolled = plan.model_copy(update={"closed": (year,)})
    (new,) = update(rolled, Rows(new=(task,)), QUARTER, DATA, {}).new
    assert (done.ref, new.ref) == ("Q6-1", "Q6-2")
    assert new.key != done.key


# --- Two who tell of one action -----------------------------------------------------------------


def test_who_comes_second_with_other_words_is_refused_and_told_why(plan: Plan) -> None:
    hub = plan.actions[0]
    first, second = told(hub, status=Status.COMPLETED), told(hub, status=Status.IN_PROGRESS)
    late = told(hub, status=Status.DELAYED, reason="Builder failed")
    plan = after(plan, first, hand=DATA).plan
    since = {(hub.key, "status"): DATA}
    for row in (second, late):
        outcome = update(plan, Rows(told=(row,)), QUARTER, HOUSING, since)
        (clash,) = outcome.refused
        assert (clash.ref, clash.hand) == ("1.1", DATA)
        assert clash.steps == (Step("status", "In progress", "Completed"),)
        assert outcome.plan == plan


def test_who_says_the_same_is_not_refused(plan: Plan) -> None:
    hub = plan.actions[0]
    plan = after(plan, told(hub, status=Status.COMPLETED), hand=DATA).plan
    outcome = after(plan, told(hub, status=Status.COMPLETED, note="Opened on 4 October"))
    assert not outcome.refused
    assert outcome.plan.actions[0].notes[-1].text == "Opened on 4 October"


def test_who_corrects_what_they_told_is_not_refused(plan: Plan) -> None:
    hub = plan.actions[0]
    plan = after(plan, told(hub, status=Status.IN_PROGRESS, percent=50)).plan
    since = {(hub.key, "percent"): HOUSING}
    rows = Rows(told=(told(hub, percent=60),))
    assert update(plan, rows, QUARTER, HOUSING, since).plan.actions[0].percent == 60
    assert update(plan, rows, QUARTER, DATA, since).refused


def test_two_who_tell_different_things_of_one_action_both_land(plan: Plan) -> None:
    hub = plan.actions[0]
    plan = after(plan, told(hub, percent=60), hand=DATA).plan
    outcome = after(plan, told(hub, evidence="Opening report", note="Opened"))
    assert not outcome.refused
    assert (outcome.plan.actions[0].percent, outcome.plan.actions[0].evidence) == (
        60,
        "Opening report",
    )


def test_a_row_that_the_workbook_did_not_have_is_held_against_the_log(plan: Plan) -> None:
    hub = plan.actions[0]
    row = Told(ref=hub.ref, key=hub.key, status=Status.COMPLETED)
    assert not update(plan, Rows(told=(row,)), QUARTER, HOUSING, {}).refused
    assert update(plan, Rows(told=(row,)), QUARTER, HOUSING, {(hub.key, "status"): DATA}).refused


ROWS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from([Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED]),
        "note": st.sampled_from(["Roof is on", "Doors are in"]),
        "percent": st.integers(0, 100),
        "rag": st.sampled_from(list(Rag)),
        "revised": st.dates(dt.date(2027, 1, 1), dt.date(2029, 1, 1)).map(
            lambda date: day(date.isoformat())
        ),
        "reason": st.sampled_from(["Builder failed", "Advert failed"]),
        "evidence": st.sampled_from(["Report of May"]),
        "support": st.sampled_from(["A lawyer"]),
    },
)


@settings(deadline=None)
@given(fields=st.lists(ROWS, min_size=3, max_size=3))
def test_updates_of_different_actions_land_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, fields: Sequence[dict[str, object]]
) -> None:
    plan = little_plan(tmp_path_factory.getbasetemp())
    rows = [told(action, **given) for action, given in zip(plan.actions, fields, strict=True)]
    results = []
    for order in itertools.permutations(rows):
        changed = plan
        for row in order:
            outcome = after(changed, row)
            assert not outcome.refused
            changed = outcome.plan
        results.append([stands(action) for action in changed.actions])
    assert all(result == results[0] for result in results)


def stands(action: Action) -> tuple[object, ...]:
    """All that is told of it, without what there was before its plan had a column for it."""
    kept = [(r.field, r.text, r.by) for r in action.revisions if r.field in {"status", "due"}]
    return (action.model_dump(exclude={"revisions"}), kept)
