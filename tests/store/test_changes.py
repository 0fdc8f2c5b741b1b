"""Every change of a plan stays, with what it altered, when, and from whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assess.random_plans import plans
from tests.thorough import tries

from assure.model.actions import Action
from assure.model.base import as_json
from assure.model.errors import AssureError, StoreError
from assure.model.plan import Plan
from assure.model.values import Status
from assure.store import ChangeKind
from assure.store.store import Store

OCTOBER = dt.datetime(2026, 10, 12, 9, tzinfo=dt.UTC)
JANUARY = dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC)
PLAN = Plan(
    key="anycity",
    title="Anycity plan",
    source="october.xlsx",
    actions=(
        Action(key="1.1", ref="1.1", title="Open the hub"),
        Action(key="1.2", ref="1.2", title="Recruit two analysts"),
    ),
)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as store:
        store.add_plan(PLAN, OCTOBER)
        yield store


def now_is(ref: str, status: Status) -> Callable[[Plan], Plan]:
    """A change of the status of one action."""

    def how(plan: Plan) -> Plan:
        actions = tuple(
            one.model_copy(update={"status": status}) if one.ref == ref else one
            for one in plan.actions
        )
        return plan.model_copy(update={"actions": actions})

    return how


def delayed(store: Store) -> Plan:
    return store.change_plan(
        "anycity",
        now_is("1.2", Status.DELAYED),
        JANUARY,
        kind=ChangeKind.UPDATE,
        source="housing-q3.xlsx",
        by="Head of Housing",
    )


def test_a_change_gives_the_new_live_plan(store: Store) -> None:
    plan = delayed(store)
    assert plan == store.plan("anycity")
    assert [one.status for one in plan.actions] == [Status.UNKNOWN, Status.DELAYED]
    assert (plan.version, plan.imported) == (2, JANUARY.date())
    assert plan.imports == (OCTOBER.date(), JANUARY.date())


def test_a_change_says_what_it_altered_when_and_who_told_it(store: Store) -> None:
    delayed(store)
    (change,) = store.changes("anycity", "1.2")[1:]
    assert (change.number, change.kind, change.at) == (2, ChangeKind.UPDATE, JANUARY)
    assert (change.source, change.by) == ("housing-q3.xlsx", "Head of Housing")
    (revision,) = change.revisions
    assert (revision.action, revision.field) == ("1.2", "status")
    assert (revision.was, revision.now) == (None, "delayed")


def test_the_changes_of_one_action_leave_out_those_that_did_not_touch_it(store: Store) -> None:
    delayed(store)
    assert [change.number for change in store.changes("anycity", "1.1")] == [1]
    assert [change.number for change in store.changes("anycity")] == [1, 2]
    assert {one.field for change in store.changes("anycity", "") for one in change.revisions} >= {
        "title",
        "source",
    }
    assert store.changes("anycity", "9.9") == store.changes("elsewhere") == ()


def test_the_plan_can_be_had_as_it_was(store: Store) -> None:
    first = store.plan("anycity")
    second = delayed(store)
    assert store.plan_at("anycity", 1) == first
    assert store.plan_at("anycity", 2) == second
    assert store.plan_at("anycity", 3) is None
    assert store.plan_at("anycity", 0) is None


def test_what_changes_nothing_is_not_kept(store: Store) -> None:
    delayed(store)
    assert delayed(store).version == 2
    assert store.add_plan(store.plan("anycity") or PLAN, JANUARY).version == 2
    assert len(store.changes("anycity")) == 2


def test_a_change_that_is_refused_keeps_nothing(store: Store) -> None:
    def how(plan: Plan) -> Plan:
        raise AssureError(f"Someone else changed {plan.actions[0].ref}.")

    with pytest.raises(AssureError, match=r"Someone else changed 1\.1"):
        store.change_plan("anycity", how, JANUARY, kind=ChangeKind.UPDATE, source="late.xlsx")
    assert len(store.changes("anycity")) == 1


def test_only_a_plan_that_is_kept_can_be_changed(store: Store) -> None:
    with pytest.raises(StoreError, match="There is no plan elsewhere"):
        store.change_plan(
            "elsewhere", lambda plan: plan, JANUARY, kind=ChangeKind.UPDATE, source=""
        )


def test_a_change_cannot_turn_a_plan_into_another(store: Store) -> None:
    with pytest.raises(ValueError, match="gave the plan housing"):
        store.change_plan(
            "anycity",
            lambda plan: plan.model_copy(update={"key": "housing"}),
            JANUARY,
            kind=ChangeKind.UPDATE,
            source="",
        )


def test_replacing_a_name_is_no_news_of_the_plan(store: Store) -> None:
    plan = store.change_plan(
        "anycity",
        lambda plan: plan.model_copy(update={"partnership": "Anycity partnership"}),
        JANUARY,
        kind=ChangeKind.FORGET,
        source="",
    )
    assert (plan.version, plan.imported, plan.imports) == (2, OCTOBER.date(), (OCTOBER.date(),))


def test_plans_and_their_history_tell_of_changes(store: Store) -> None:
    store.add_plan(PLAN.model_copy(update={"key": "housing", "source": "housing.csv"}), OCTOBER)
    delayed(store)
    first, second = store.plans()
    assert (first.key, first.version) == ("anycity", 2)
    assert (first.source, first.changed_at) == ("housing-q3.xlsx", JANUARY)
    assert (second.key, second.version) == ("housing", 1)
    assert [(one.number, one.source, one.by) for one in store.history("anycity")] == [
        (2, "housing-q3.xlsx", "Head of Housing"),
        (1, "october.xlsx", ""),
    ]


@given(st.lists(st.tuples(plans(), st.sampled_from(ChangeKind)), min_size=1, max_size=4))
@settings(
    max_examples=tries(25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_plan_can_be_had_back_as_any_change_left_it(
    store: Store, found: list[tuple[Plan, ChangeKind]]
) -> None:
    key = f"plan-{len(store.plans())}"
    kept: dict[int, Plan] = {}
    for plan, kind in found:
        after = plan.model_copy(update={"key": key})
        if not kept:
            after = store.add_plan(after, JANUARY)
        else:
            after = store.change_plan(
                key, lambda _, after=after: after, JANUARY, kind=kind, source="next.xlsx"
            )
        kept[after.version] = after
    assert list(kept) == list(range(1, len(kept) + 1))
    for version, plan in kept.items():
        assert as_json(store.plan_at(key, version) or PLAN) == as_json(plan)
    assert store.plan(key) == kept[len(kept)]
