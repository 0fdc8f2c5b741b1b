"""What the other actions of a plan tell of one: the same work, and how long the like has taken."""

from __future__ import annotations

from typing import Any

from tests.assess.build import AS_OF, action, when

from assure.facts.actions import action_facts
from assure.facts.others import stems
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Status


def facts(*actions: Action) -> dict[str, dict[str, Any]]:
    plan = Plan(key="p", title="P", actions=actions)
    return {fact.ref: dict(fact.values) for fact in action_facts(plan, AS_OF)}


# --- The same work in other words -----------------------------------------------------------


def test_words_without_their_endings() -> None:
    assert stems("Training of wardens in installations") == stems("Train warden install")


def test_the_same_work_in_another_order_of_words() -> None:
    first = action("1.1", title="Train front-line staff on domestic abuse")
    later = action("4.2", title="Domestic abuse training for front-line staff")
    found = facts(first, later)
    assert found["4.2"]["same_work_as"] == "1.1"
    assert "same_work_as" not in found["1.1"]


def test_the_same_line_for_two_owners_is_left_to_the_rule_of_rows_said_twice() -> None:
    title = "Train front-line staff on domestic abuse"
    assert (
        "same_work_as" not in facts(action("1.1", title=title), action("4.2", title=title))["4.2"]
    )


def test_a_name_a_figure_or_a_finished_action_tells_two_apart() -> None:
    first = action("1.1", title="Train front-line staff on domestic abuse")
    place = action("1.2", title="Domestic abuse training for front-line staff in Northfield")
    done = action(
        "1.3", title="Domestic abuse training of front-line staff", status=Status.COMPLETED
    )
    found = facts(first, place, done)
    assert "same_work_as" not in found["1.2"]
    assert "same_work_as" not in found["1.3"]


def test_short_wordings_are_bound_to_recur() -> None:
    first, later = (
        action("1", title="Staff training plan"),
        action("2", title="Plan staff training"),
    )
    assert "same_work_as" not in facts(first, later)["2"]


# --- Comparable work ------------------------------------------------------------------------


def done(ref: str, start: str, due: str, **fields: Any) -> Action:
    given = {"title": f"Build a playground at site {ref}", "status": Status.COMPLETED}
    return action(ref, start=when(start), due=when(due), **(given | fields))


HISTORY = (
    done("1", "2025-01-01", "2025-07-20"),  # 200 days
    done("2", "2025-01-01", "2025-10-28"),  # 300 days
    done("3", "2025-01-01", "2025-05-31"),  # 150 days
)


def new(**fields: Any) -> Action:
    given = {"title": "Build two playgrounds in the north", "start": when("2026-09-01")}
    return action("9", **(given | fields))


def test_finished_work_of_the_same_kind_says_how_long_it_takes() -> None:
    told = facts(*HISTORY, new(due=when("2026-11-30")))["9"]
    assert told["comparables"] == 3
    assert told["comparable_refs"] == "1, 2 and 3"
    assert (told["usual_days"], told["quickest_days"]) == (200, 150)
    assert told["span_of_usual"] == 45  # 90 days


def test_the_day_in_the_evidence_counts_before_the_last_deadline() -> None:
    early = done("3", "2025-01-01", "2025-12-31", evidence="31/05/2025")
    assert facts(*HISTORY[:2], early, new())["9"]["quickest_days"] == 150


def test_two_are_no_history_and_other_work_is_no_comparison() -> None:
    assert "comparables" not in facts(*HISTORY[:2], new())["9"]
    assert "comparables" not in facts(*HISTORY, new(title="Paint two playgrounds"))["9"]
    assert "comparables" not in facts(*HISTORY, new(title="Build two bridges"))["9"]


def test_what_never_started_or_never_ended_gives_no_length() -> None:
    endless = done("3", "2025-01-01", "", evidence="Photographs")
    assert "comparables" not in facts(*HISTORY[:2], endless, new())["9"]
