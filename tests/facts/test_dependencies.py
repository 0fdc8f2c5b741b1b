"""What rules see of an action that waits for another, or for something outside the plan."""

from __future__ import annotations

from typing import Any

from tests.assess.build import action, cell, day, dependency, plan, when

from assure.facts.dependencies import dependency_facts
from assure.model.values import Status


def test_a_dependency_sees_both_ends_and_where_they_stand() -> None:
    waiting = action("1.1", due=when("2026-12-31"), seen={"due": cell("I8"), "status": cell("R8")})
    needed = action(
        "1.2",
        due=when("2026-06-30"),
        revised=(when("2027-03-31"),),
        seen={"due": cell("I9"), "revised": cell("J9")},
    )
    (found,) = dependency_facts(plan(waiting, needed, dependencies=(dependency(),)))
    assert found.values["due"] == day("2026-12-31")
    assert found.values["needed_due"] == day("2027-03-31")
    assert found.values["outside"] is False
    assert [seen.place() for seen in found.seen_in("needed_due")] == ["Project plan J9"]
    assert [seen.place() for seen in found.seen_in("due")] == ["Project plan I8"]
    assert found.outcomes == ("1",)


def test_what_an_action_waits_for_may_lie_outside_the_plan() -> None:
    outside = dependency(on=None, outside="national scheme", agreed_with="-")
    (found,) = dependency_facts(plan(action("1.1"), dependencies=(outside,)))
    assert found.values["outside"] is True
    assert found.values["on"] == "national scheme"
    assert found.values["agreed"] is False
    assert "needed_due" not in found.values


def test_what_is_not_written_is_told_by_what_it_waits_for() -> None:
    waits = plan(action("1.1"), action("1.2"), dependencies=(dependency(needs=""),))
    assert dependency_facts(waits)[0].values["needs"] == waits.actions[1].title
    outside = dependency(on=None, outside="national scheme", needs="-")
    (found,) = dependency_facts(plan(action("1.1"), dependencies=(outside,)))
    assert found.values["needs"] == "national scheme"


def test_a_dependency_of_an_unknown_action_is_nothing_to_judge() -> None:
    assert dependency_facts(plan(action("2.1"), dependencies=(dependency(),))) == ()


def circles(*lines: tuple[str, str], done: str = "") -> dict[str, Any]:
    status = {True: Status.COMPLETED, False: Status.IN_PROGRESS}
    actions = [action(ref, status=status[ref == done]) for ref in ("1.1", "1.2", "1.3", "1.4")]
    waits = [
        dependency(key=f"{ref} on {on}", ref=f"{ref} on {on}", action=ref, on=on)
        for ref, on in lines
    ]
    found = dependency_facts(plan(*actions, dependencies=tuple(waits)))
    return {f.ref: f.values.get("circle") for f in found if f.values["in_circle"]}


def test_actions_that_wait_for_each_other_are_told_once() -> None:
    assert circles(("1.1", "1.2"), ("1.2", "1.1")) == {"1.1 on 1.2": "1.1 and 1.2"}
    three = circles(("1.4", "1.1"), ("1.1", "1.2"), ("1.2", "1.3"), ("1.3", "1.1"))
    assert three == {"1.1 on 1.2": "1.1, 1.2 and 1.3"}, "1.4 waits for it and is not in it"


def test_no_circle_where_one_can_begin() -> None:
    assert circles(("1.1", "1.2"), ("1.1", "1.3"), ("1.2", "1.3")) == {}
    assert circles(("1.1", "1.2"), ("1.2", "1.1"), done="1.2") == {}
    assert circles(("1.1", "1.1")) == {}
