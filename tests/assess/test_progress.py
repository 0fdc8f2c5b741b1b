"""Progress against the tasks that matter most to each priority."""

from __future__ import annotations

import datetime as dt

from tests.assess.build import action, note, plan, when

from assure.assess.progress import progress
from assure.model.actions import Action
from assure.model.measures import PriorityProgress
from assure.model.outcomes import Priority
from assure.model.plan import Plan
from assure.model.values import Status

TODAY = dt.date(2026, 10, 5)
SAFE = Priority(key="P1", ref="P1", title="Safe streets")
GREEN = Priority(key="P2", ref="P2", title="A green city")


def a_plan(*actions: Action) -> Plan:
    return plan(*actions, priorities=(SAFE, GREEN))


def of(*actions: Action, impact: str = "high") -> PriorityProgress:
    first, _ = progress(a_plan(*actions), 6, TODAY, impact=impact)
    return first


def test_the_five_statuses_are_counted_for_tasks_with_the_impact() -> None:
    high = {"P1": "high"}
    found = of(
        action("1", impact=high, status=Status.COMPLETED),
        action("2", impact=high),
        action("3", impact=high, status=Status.NOT_STARTED),
        action("4", impact={"P1": "medium"}),
        action("5", impact={"P2": "high"}),
    )
    assert found.tasks == 3
    assert found.counts == {
        "Completed": 1,
        "In progress": 1,
        "Delayed": 0,
        "Not yet due": 1,
        "No longer relevant": 0,
    }
    assert (found.open, found.told) == (2, 0)


def test_a_lower_impact_takes_the_higher_along() -> None:
    actions = [action(level, impact={"P1": level}) for level in ("high", "medium", "low", "none")]
    assert [of(*actions, impact=level).tasks for level in ("high", "medium", "low")] == [1, 2, 3]


def test_what_is_behind_says_why_and_what_is_needed() -> None:
    late = action(
        "1",
        impact={"P1": "high"},
        status=Status.DELAYED,
        due=when("2026-09-30"),
        reason="The builder failed",
        other={"Support needed": "Q6: A decision on the lease"},
    )
    told = action("2", impact={"P1": "high"}, due=when("2026-09-30"), notes=(note("Roof is on"),))
    on_time = action("3", impact={"P1": "high"})
    first, second = of(late, told, on_time).behind
    assert (first.ref, first.days_late, first.why) == ("1", 5, "The builder failed")
    assert first.support == "Q6: A decision on the lease"
    assert (second.ref, second.why, second.status) == ("2", "Roof is on", "In progress")


def test_a_status_that_nobody_told_is_counted_as_such() -> None:
    found = of(action("1", impact={"P1": "high"}, status=Status.UNKNOWN))
    assert found.counts["Not told"] == 1


def test_one_priority_can_be_asked_for() -> None:
    (only,) = progress(a_plan(action("1")), 6, TODAY, priority="P2")
    assert (only.ref, only.tasks) == ("P2", 0)
