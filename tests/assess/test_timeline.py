"""Open actions in time: the days of their steps, and how what they wait for stands."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.assess.build import AS_OF, action, dependency, judged, plan, when

from assure.assess.timeline import timeline
from assure.model.actions import Action
from assure.model.links import Milestone, Wait, WaitState
from assure.model.plan import Plan
from assure.model.values import Status, WhenKind


def steps(text: str, **fields: object) -> list[tuple[str, str]]:
    (work,) = timeline(plan(action("1.1", milestones=text, **fields)), AS_OF).work
    return [(step.text, str(step.day)) for step in work.milestones]


def the_wait(waiting: Action, needed: Action | None, **fields: object) -> Wait:
    lines = dependency(action=waiting.ref, **({"on": needed.ref} if needed else {}), **fields)
    actions = [waiting, *([needed] if needed else [])]
    (wait,) = timeline(plan(*actions, dependencies=(lines,)), AS_OF).waits
    return wait


def test_each_step_has_the_last_day_that_its_own_words_settle() -> None:
    assert steps("Lease by June 2026; draft 31/12/2026\nopen in spring 2027") == [
        ("Lease by June 2026", "2026-06-30"),
        ("draft 31/12/2026", "2026-12-31"),
        ("open in spring 2027", "2027-05-31"),
    ]


def test_a_year_left_out_is_taken_from_the_actions_own_dates_where_one_fits() -> None:
    own = {"start": when("2027-01-01"), "due": when("2027-03-31")}
    (work,) = timeline(plan(action(milestones="first offers by 22 January", **own)), AS_OF).work
    assert work.milestones == (
        Milestone(
            text="first offers by 22 January",
            day=dt.date(2027, 1, 22),
            assumed="year taken from the action’s own dates",
        ),
    )
    # From April 2025 to March 2027 there are two Januaries.
    assert steps("first offers by 22 January") == [("first offers by 22 January", "None")]


@pytest.mark.parametrize(
    "words",
    [
        "Fit-out from October 2026",
        "Rota to March 2027 published each September",
        "Between June 2026 and then again in March 2027",
        "Draw in 2026 homes",
        "Design agreed with the access forum",
    ],
)
def test_words_that_settle_no_one_day_give_none(words: str) -> None:
    assert steps(words) == [(words, "None")]


@pytest.mark.parametrize("words", ["", "n/a", "-", "none"])
def test_a_cell_that_says_nothing_has_no_step(words: str) -> None:
    assert steps(words) == []


def test_only_open_actions_are_work_and_lateness_is_counted_in_days() -> None:
    line = timeline(
        plan(action("1.1", due=when("2026-10-21")), action("1.2", status=Status.COMPLETED)), AS_OF
    )
    assert [(work.ref, work.days_late) for work in line.work] == [("1.1", 10)]
    assert (line.as_of, line.until) == (AS_OF, dt.date(2027, 9, 30))


MARCH = when("2027-03-31")
JUNE = when("2027-06-30")
PAST = when("2026-07-31")
NO_DAY = when(kind=WhenKind.ONGOING)


@pytest.mark.parametrize(
    ("due", "needed", "state"),
    [
        (JUNE, {"due": MARCH}, WaitState.IN_ORDER),
        (JUNE, {"due": JUNE}, WaitState.IN_ORDER),
        (MARCH, {"due": JUNE}, WaitState.BEFORE),
        (MARCH, {"due": PAST}, WaitState.LATE),
        (NO_DAY, {"due": PAST}, WaitState.LATE),
        (MARCH, {"due": NO_DAY}, WaitState.UNDATED),
        (NO_DAY, {"due": MARCH}, WaitState.NO_DATE),
        (MARCH, {"due": JUNE, "status": Status.COMPLETED}, WaitState.DONE),
        (MARCH, {"due": PAST, "status": Status.CANCELLED}, WaitState.CANCELLED),
    ],
)
def test_how_what_an_action_waits_for_stands(due: object, needed: dict, state: WaitState) -> None:
    wait = the_wait(action("1.1", due=due), action("1.2", **needed))
    assert wait.state is state
    assert (wait.action, wait.on) == ("1.1", "1.2")
    calm = {WaitState.IN_ORDER, WaitState.DONE, WaitState.NO_DATE, WaitState.OUTSIDE}
    assert wait.state.broken is (state not in calm)


def test_a_thing_outside_the_plan_has_no_day() -> None:
    wait = the_wait(action("1.1"), None, outside="The levy ballot")
    assert (wait.state, wait.on, wait.title) == (WaitState.OUTSIDE, "", "The levy ballot")


def circle_of(*refs: str) -> Plan:
    lines = [
        dependency(f"D{i}", action=ref, on=refs[(i + 1) % len(refs)]) for i, ref in enumerate(refs)
    ]
    return plan(*(action(ref) for ref in refs), dependencies=tuple(lines))


def test_actions_that_wait_for_each_other_stand_in_a_circle() -> None:
    line = timeline(circle_of("1.1", "1.2", "1.3"), AS_OF)
    assert {wait.state for wait in line.waits} == {WaitState.CIRCLE}


def test_what_is_broken_comes_first_then_what_is_due_first() -> None:
    of = plan(
        action("1.1", due=JUNE),
        action("1.2", due=MARCH),
        action("1.3", due=MARCH),
        action("1.4", due=when("2026-12-31")),
        dependencies=(
            dependency("D1", action="1.1", on="1.2"),
            dependency("D2", action="1.4", on="1.3"),
            dependency("D3", action="1.2", on="1.4"),
        ),
    )
    found = judged(of).measures.timeline.waits
    assert [(wait.action, wait.on) for wait in found] == [
        ("1.4", "1.3"),
        ("1.2", "1.4"),
        ("1.1", "1.2"),
    ]


def test_a_closed_action_waits_for_nothing_any_more() -> None:
    of = plan(
        action("1.1", status=Status.COMPLETED),
        action("1.2"),
        dependencies=(dependency(action="1.1", on="1.2"),),
    )
    assert timeline(of, AS_OF).waits == ()


def test_a_wait_that_leads_into_a_circle_is_not_in_it() -> None:
    ring = circle_of("1.1", "1.2")
    of = ring.model_copy(
        update={
            "actions": (*ring.actions, action("1.3"), action("1.4")),
            "dependencies": (
                *ring.dependencies,
                dependency("D8", action="1.3", on="1.1"),
                dependency("D9", action="1.2", on="1.4"),
                dependency("D10", action="1.4", on="1.4"),
            ),
        }
    )
    in_circle = {(w.action, w.on) for w in timeline(of, AS_OF).waits if w.state is WaitState.CIRCLE}
    assert in_circle == {("1.1", "1.2"), ("1.2", "1.1")}
