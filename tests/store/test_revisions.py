"""What differs between two documents of a plan, and what differences add up to."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.assess.random_plans import plans

from assure.model.base import as_json
from assure.model.plan import Plan
from assure.store.revisions import difference, replay, text


def action(key: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "ref": key, "title": f"Action {key}", **fields}


def plan(*actions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"key": "anycity", "title": "Anycity plan", **fields, "actions": list(actions)}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    return [(one.action, one.field, one.was, one.now) for one in difference(before, after)]


def test_a_field_that_changes_is_told_as_it_was_and_as_it_is() -> None:
    before, after = plan(action("1"), action("2")), plan(action("1"), action("2", status="delayed"))
    assert told(before, after) == [("2", "status", None, "delayed")]
    assert told(after, before) == [("2", "status", "delayed", None)]


def test_nothing_differs_where_nothing_changed() -> None:
    assert told(plan(action("1")), plan(action("1"))) == []


def test_an_action_that_comes_or_goes_is_told_whole() -> None:
    one, two = action("1"), action("2")
    assert told(plan(one, two), plan(two)) == [
        ("", "actions", ["1", "2"], ["2"]),
        ("1", "", one, None),
    ]
    assert told(plan(two), plan(one, two)) == [
        ("", "actions", ["2"], ["1", "2"]),
        ("1", "", None, one),
    ]


def test_the_order_of_actions_is_a_field_of_the_plan() -> None:
    one, two = action("1"), action("2")
    assert told(plan(one, two), plan(two, one)) == [("", "actions", ["1", "2"], ["2", "1"])]


def test_absent_and_null_are_two_things() -> None:
    (revision,) = difference(plan(lead=None), plan())
    assert (revision.was_json, revision.now_json) == ("null", None)


def test_true_is_not_one_and_an_order_of_columns_counts() -> None:
    before = plan(action("1", percent=1, other={"Links": "a", "Ward": "b"}))
    after = plan(action("1", percent=True, other={"Ward": "b", "Links": "a"}))
    assert [one.field for one in difference(before, after)] == ["percent", "other"]


def lives(*documents: dict[str, Any]) -> None:
    """Every document comes back, to the byte, from the differences up to it."""
    kept: list[Any] = []
    for before, after in pairwise(({}, *documents)):
        kept += difference(before, after)
        assert json.dumps(replay(kept)) == json.dumps(after)


def test_two_actions_with_one_key_are_two_actions() -> None:
    same, other = action("1"), action("1", status="delayed")
    lives(plan(same, other), plan(other, same), plan(other), plan(same, other, action("1~2")))
    assert told(plan(same), plan(same, other))[1:] == [("1~2", "", None, other)]
    # The second one does not take the name of an action that has it as its key.
    assert told(plan(same, action("1~2")), plan(same, other, action("1~2")))[1:] == [
        ("1~3", "", None, other)
    ]


def test_any_key_can_be_kept() -> None:
    keys = ("", "~", "a" * 500, "a" * 501, "\0", "\ufffd")
    lives(plan(), plan(*map(action, keys)), plan(*map(action, reversed(keys))))
    names = {one.action for one in difference(plan(), plan(*map(action, keys))) if one.action}
    assert len(names) == len(keys)
    assert all(len(name) <= 200 and "\0" not in name for name in names)


@given(st.lists(plans(), max_size=4))
def test_any_sequence_of_plans_is_told_by_its_differences(found: list[Plan]) -> None:
    lives(*map(as_json, found))


@given(plans())
def test_the_same_plan_differs_in_nothing(found: Plan) -> None:
    document = as_json(found)
    assert list(difference(document, json.loads(text(document)))) == []
