"""A plan read again: what differs, what is carried on, and which action is which."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.intake import Said, read_plan
from assure.intake.differences import KEPT, Differences, same_day
from assure.intake.reimport import read_again, read_first
from assure.model.actions import Action
from assure.model.base import as_json
from assure.model.plan import Plan
from assure.words.text import plain

HEADINGS = ("Ref", "Action", "Owner", "Due", "Revised date", "Status", "RAG")
OCTOBER = dt.date(2026, 10, 12)
HUB = ("1.1", "Open the family hub on Mill Road", "Head of Housing", "31/03/2027", "", "On track")
ANALYSTS = ("1.2", "Recruit two analysts", "Head of Data", "30/06/2027", "", "Not started")
SURVEY = ("1.3", "Survey every tenant about damp", "Head of Repairs", "30/09/2027", "", "")
Row = tuple[str, ...]
ReadPlan = Callable[..., Plan]


@pytest.fixture
def read(tmp_path: Path) -> ReadPlan:
    def make(*rows: Row, name: str = "plan.csv", headings: Row = HEADINGS) -> Plan:
        return read_rows(tmp_path, rows, name, headings)

    return make


def read_rows(folder: Path, rows: tuple[Row, ...], name: str, headings: Row = HEADINGS) -> Plan:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    (folder / name).write_text(text.getvalue(), encoding="utf-8")
    return read_plan(folder / name, Said(title="Housing plan"))


def again(*plans: Plan) -> tuple[Plan, Differences]:
    """The plans imported a month apart, one after the other."""
    kept = read_first(plans[0], OCTOBER)
    differences = Differences()
    for number, plan in enumerate(plans[1:], start=2):
        # As it comes back from the store.
        kept = Plan.model_validate(as_json(kept))
        kept, differences = read_again(kept, plan, OCTOBER + dt.timedelta(30 * number), number)
    return kept, differences


def history(action: Action, field: str) -> list[str]:
    return [revision.text for revision in action.revisions if revision.field == field]


def changed(row: Row, **new: str) -> Row:
    names = ("ref", "title", "owner", "due", "revised", "status", "rag")
    return tuple(new.get(name, old) for name, old in zip(names, (*row, ""), strict=False))


def test_the_same_file_says_nothing_new(read: ReadPlan) -> None:
    plan, differences = again(read(HUB, ANALYSTS), read(HUB, ANALYSTS, name="plan (1).csv"))
    assert differences.same
    assert not any(action.revisions for action in plan.actions)


def test_each_change_is_told_field_by_field_and_kept_with_its_import(read: ReadPlan) -> None:
    later = changed(HUB, owner="Head of Estates", due="30/06/2027", status="Delayed")
    plan, differences = again(read(HUB, ANALYSTS), read(later, ANALYSTS, name="november.csv"))
    (one,) = differences.changed
    assert {(step.field, step.was, step.now) for step in one.steps} == {
        ("owner", "Head of Housing", "Head of Estates"),
        ("status", "in_progress", "delayed"),
        ("due", "31/03/2027", "30/06/2027"),
    }
    hub = plan.actions[0]
    assert history(hub, "owner") == ["Head of Housing", "Head of Estates"]
    assert history(hub, "due") == ["31/03/2027", "30/06/2027"]
    first, second = (revision for revision in hub.revisions if revision.field == "owner")
    assert (first.at, first.source, first.version) == (OCTOBER, "plan.csv", 1)
    assert (second.source, second.version) == ("november.csv", 2)


def test_an_action_keeps_its_key_when_the_plan_is_renumbered(read: ReadPlan) -> None:
    first = read(HUB, ANALYSTS)
    new = ("1.1", "Publish the damp survey", "Head of Repairs", "30/04/2027", "", "")
    plan, differences = again(
        first, read(new, changed(HUB, ref="1.2"), changed(ANALYSTS, ref="1.3"))
    )
    keys = {action.title: action.key for action in plan.actions}
    assert keys[HUB[1]] == first.actions[0].key
    assert keys[ANALYSTS[1]] == first.actions[1].key
    assert len(set(keys.values())) == 3
    assert [action.ref for action in differences.new] == ["1.1"]
    assert not differences.gone


def test_a_reworded_action_is_the_same_one(read: ReadPlan) -> None:
    reworded = changed(HUB, title="Explore options for family support")
    plan, differences = again(read(HUB, ANALYSTS), read(reworded, ANALYSTS))
    assert history(plan.actions[0], "title") == [HUB[1], "Explore options for family support"]
    assert not differences.gone
    assert not differences.new


def test_without_references_few_words_may_differ(read: ReadPlan) -> None:
    headings = HEADINGS[1:]
    near = "Open the new family hub on Mill Road"
    first = read(HUB[1:], ANALYSTS[1:], headings=headings)
    plan, differences = again(
        first, read(ANALYSTS[1:], changed(HUB, title=near)[1:], headings=headings)
    )
    assert plan.actions[1].key == first.actions[0].key
    assert [step.field for step in differences.changed[0].steps] == ["title"]


def test_what_may_be_one_action_but_is_not_certain_is_left_apart_and_told(read: ReadPlan) -> None:
    headings = HEADINGS[1:]
    other = "Open two family hubs near the Mill Road school"
    _, differences = again(
        read(HUB[1:], ANALYSTS[1:], headings=headings),
        read(ANALYSTS[1:], changed(HUB, title=other)[1:], headings=headings),
    )
    assert [action.title for action in differences.gone] == [HUB[1]]
    assert [(new.title, old.title) for new, old in differences.doubtful] == [(other, HUB[1])]


def test_what_has_gone_is_remembered_and_may_come_back(read: ReadPlan) -> None:
    moved = changed(ANALYSTS, due="30/09/2027")
    first = read(HUB, ANALYSTS)
    plan, differences = again(first, read(HUB, moved), read(HUB))
    (gone,) = plan.gone
    assert [action.ref for action in differences.gone] == ["1.2"]
    assert gone.action.title == ANALYSTS[1]
    assert gone.gone_since > gone.last_seen
    later = changed(moved, ref="1.9", due="31/12/2027")
    plan, differences = again(first, read(HUB, moved), read(HUB), read(HUB, later))
    assert [action.ref for action in differences.back] == ["1.9"]
    assert plan.gone == ()
    back = plan.actions[1]
    assert back.key == first.actions[1].key
    assert history(back, "due") == ["30/06/2027", "30/09/2027", "31/12/2027"]


def test_the_number_of_what_has_gone_may_be_used_again(read: ReadPlan) -> None:
    other = changed(SURVEY, ref="1.2")
    plan, _ = again(read(HUB, ANALYSTS), read(HUB), read(HUB, other))
    assert [gone.action.title for gone in plan.gone] == [ANALYSTS[1]]
    assert plan.actions[1].key != plan.gone[0].action.key


@pytest.mark.parametrize(
    ("readings", "told"),
    [
        ([("31/03/2027", ""), ("31/03/2027", "30/06/2027")], ["31/03/2027", "30/06/2027"]),
        (
            [("31/03/2027", ""), ("31/03/2027", "30/06/2027"), ("30/06/2027", "")],
            ["31/03/2027", "30/06/2027"],
        ),
        (
            [("31/03/2027", "30/06/2027"), ("31/03/2027", "30/09/2027")],
            ["31/03/2027", "30/06/2027", "30/09/2027"],
        ),
        (
            [("31/03/2027", ""), ("30/06/2027", ""), ("31/03/2027", "")],
            ["31/03/2027", "30/06/2027", "31/03/2027"],
        ),
        ([("March 2027", ""), ("31/03/2027", "")], []),
        ([("31/03/2027", ""), ("", "")], ["31/03/2027", ""]),
        ([("", ""), ("31/03/2027", "")], ["", "31/03/2027"]),
    ],
)
def test_a_move_that_the_file_and_the_comparison_both_tell_is_one_move(
    tmp_path: Path, readings: list[tuple[str, str]], told: list[str]
) -> None:
    plans = [
        read_rows(tmp_path, (changed(HUB, due=due, revised=revised), ANALYSTS), "plan.csv")
        for due, revised in readings
    ]
    plan, _ = again(*plans)
    assert history(plan.actions[0], "due") == told


def test_each_action_knows_when_it_came_and_when_news_of_it_came_last(read: ReadPlan) -> None:
    done = changed(HUB, status="Delayed")
    reworded = changed(ANALYSTS, title=ANALYSTS[1] + " in full")
    plan, _ = again(read(HUB, ANALYSTS), read(done, reworded), read(done, reworded, SURVEY))
    assert len(plan.imports) == 3
    first, second, third = plan.imports
    hub, analysts, survey = plan.actions
    assert (hub.since, hub.told) == (None, second)
    assert (analysts.since, analysts.told) == (None, None), "another wording is no news"
    assert (survey.since, survey.told) == (third, None)
    assert plan.imported == third > first


def test_what_comes_back_is_news(read: ReadPlan) -> None:
    plan, _ = again(read(HUB, ANALYSTS), read(HUB), read(HUB, ANALYSTS))
    assert plan.actions[1].told == plan.imports[-1]


def test_a_plan_kept_before_its_imports_were_counted_begins_with_the_last_one(
    read: ReadPlan,
) -> None:
    kept = read_first(read(HUB), OCTOBER).model_copy(update={"imports": ()})
    plan, _ = read_again(kept, read(HUB), OCTOBER + dt.timedelta(days=90), 2)
    assert plan.imports == (OCTOBER, OCTOBER + dt.timedelta(days=90))


def test_a_column_that_is_missing_once_is_no_change_of_every_row(read: ReadPlan) -> None:
    without = (HEADINGS[:2], HEADINGS[3:])
    less = read(
        (*HUB[:2], *HUB[3:]), (*ANALYSTS[:2], *ANALYSTS[3:]), headings=without[0] + without[1]
    )
    plan, differences = again(read(HUB, ANALYSTS), less)
    assert not differences.changed
    assert not any(action.revisions for action in plan.actions)


# --- Whatever people do to a plan --------------------------------------------------------------

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1.1", "1.2", "1.3", "1.4", ""]),
        st.sampled_from(
            [HUB[1], ANALYSTS[1], SURVEY[1], "Publish the strategy", "Train all staff"]
        ),
        st.sampled_from(["Head of Housing", "Head of Data", "TBC", ""]),
        st.sampled_from(["31/03/2027", "30/06/2027", "Q3 2027/28", "Ongoing", ""]),
        st.sampled_from(["", "30/09/2027", "31/12/2027"]),
        st.sampled_from(["Complete", "On track", "Delayed", ""]),
        st.sampled_from(["Green", "Amber", "Red", ""]),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(ROWS, min_size=2, max_size=5))
def test_revisions_replay_from_the_first_value_to_the_last(
    tmp_path: Path, versions: list[list[Row]]
) -> None:
    plans = [read_rows(tmp_path, tuple(rows), "plan.csv") for rows in versions]
    first = read_first(plans[0], OCTOBER)
    plan, _ = again(*plans)
    assert len({action.key for action in plan.actions}) == len(plan.actions)
    assert not {a.key for a in plan.actions} & {gone.action.key for gone in plan.gone}
    # Every action there ever was is in the plan or among those that have gone.
    known = {a.key for a in plan.actions} | {gone.action.key for gone in plan.gone}
    assert {action.key for action in first.actions} <= known
    for action in plan.actions:
        for field, text in KEPT.items():
            told = history(action, field)
            assert not told or plain(told[-1]) == plain(text(action))
            assert all(plain(a) != plain(b) for a, b in itertools.pairwise(told))
        dates = [r for r in action.revisions if r.field == "due" and r.when]
        if dates and dates[-1].when:
            last = (action.due, *action.revised)[-1]
            assert same_day(dates[-1].when, last)
    _, repeated = again(*plans, plans[-1])
    assert repeated.same
    assert not repeated.changed
