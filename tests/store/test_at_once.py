"""Two people at once lose nothing."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from assure.model.actions import Action
from assure.model.errors import AssureError, StoreError
from assure.model.plan import Plan
from assure.store import ChangeKind
from assure.store.store import Store

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 10, 31, 9, 30, tzinfo=dt.UTC)
TIMES = 10
PLAN = Plan(
    key="anycity",
    title="Anycity plan",
    source="plan.xlsx",
    actions=tuple(Action(key=key, ref=key, title=f"Action {key}") for key in ("1.1", "1.2")),
)


def evidence(ref: str, words: str) -> Callable[[Plan], Plan]:
    """A change of the evidence of one action, made in the knowledge of what it was."""

    def how(plan: Plan) -> Plan:
        actions = tuple(
            one.model_copy(update={"evidence": f"{one.evidence}{words}"}) if one.ref == ref else one
            for one in plan.actions
        )
        return plan.model_copy(update={"actions": actions})

    return how


def update(store: Store, ref: str, words: str, by: str) -> Plan:
    return store.change_plan(
        "anycity", evidence(ref, words), NOW, kind=ChangeKind.UPDATE, source=f"{by}.xlsx", by=by
    )


def evidence_of(store: Store) -> list[str]:
    plan = store.plan("anycity")
    assert plan is not None
    return [action.evidence for action in plan.actions]


UPDATING = f"""
import sys
from tests.store.test_at_once import update
from assure.store.store import Store

ref, database = sys.argv[1:]
with Store.open(database) as store:
    for _ in range({TIMES}):
        update(store, ref, "+", "Officer " + ref)
"""


def test_two_processes_that_change_different_actions_both_land(database: str) -> None:
    with Store.open(database) as store:
        store.add_plan(PLAN, NOW)
        running = [
            subprocess.Popen([sys.executable, "-c", UPDATING, action.ref, database], cwd=ROOT)
            for action in PLAN.actions
        ]
        assert [process.wait(timeout=60) for process in running] == [0, 0]
        assert evidence_of(store) == ["+" * TIMES] * 2
        changes = store.changes("anycity")
        assert [change.number for change in changes] == list(range(1, 2 * TIMES + 2))
        for action in PLAN.actions:
            own = store.changes("anycity", action.key)[1:]
            assert {change.by for change in own} == {f"Officer {action.ref}"}
            assert len(own) == TIMES


def test_threads_of_one_program_that_change_one_action_all_land(database: str) -> None:
    with Store.open(database) as store, ThreadPoolExecutor(4) as threads:
        store.add_plan(PLAN, NOW)
        for done in [threads.submit(update, store, "1.1", "+", "Clerk") for _ in range(12)]:
            done.result()
        assert evidence_of(store) == ["+" * 12, ""]


def test_of_two_who_know_the_same_plan_the_second_is_told(database: str) -> None:
    """How an update sees that another came before it: it looks at the plan inside its act."""

    def knowing(version: int) -> Callable[[Plan], Plan]:
        def how(plan: Plan) -> Plan:
            if plan.version != version:
                raise AssureError(f"Change {plan.version} came before.")
            return evidence("1.1", "+")(plan)

        return how

    with Store.open(database) as store:
        store.add_plan(PLAN, NOW)
        both = Barrier(2)

        def act() -> str:
            both.wait(timeout=30)
            try:
                plan = store.change_plan(
                    "anycity", knowing(1), NOW, kind=ChangeKind.UPDATE, source="update.xlsx"
                )
            except AssureError as error:
                return str(error)
            return f"Kept as change {plan.version}."

        with ThreadPoolExecutor(2) as threads:
            said = sorted(done.result() for done in [threads.submit(act) for _ in range(2)])
        assert said == ["Change 2 came before.", "Kept as change 2."]
        assert evidence_of(store) == ["+", ""]


def test_of_two_first_imports_of_a_plan_one_is_kept(database: str) -> None:
    with Store.open(database) as store:
        both = Barrier(2)

        def act(title: str) -> str:
            both.wait(timeout=30)
            try:
                store.add_plan(PLAN.model_copy(update={"title": title}), NOW, after=0)
            except StoreError as error:
                return str(error)
            return title

        with ThreadPoolExecutor(2) as threads:
            said = [done.result() for done in [threads.submit(act, t) for t in ("One", "Two")]]
        (kept,) = store.plans()
        assert (kept.version, kept.title in said) == (1, True)
        assert any("kept in the meantime; import it again" in one for one in said)
