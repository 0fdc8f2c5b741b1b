"""Plans are imported, updated and reviewed, and the program is killed at any moment: each act is
there whole or not at all, and what is kept adds up to the plan.

``ASSURE_KILLS`` says how often; ``.ci/run`` does it 60 times.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import time
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

import pytest

from assure.model.actions import Action
from assure.model.findings import Severity
from assure.model.plan import Plan
from assure.model.ratings import RatingLevel
from assure.model.review import ReviewKind
from assure.model.story import FindingOnRecord
from assure.store import ChangeKind, KeptReview, ReviewState
from assure.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("ASSURE_KILLS", "12")) // 2  # on each kind of database
WARM = 0.8  # of the children are killed after their first act has begun
LONGEST = 0.2  # seconds from then: time for some acts
NOW = dt.datetime(2026, 10, 31, 9, 30, tzinfo=dt.UTC)
ACTIONS = 40
FOUND = [
    FindingOnRecord(
        action=f"1.{n}",
        code="OWN-01",
        severity=Severity.HIGH,
        sentence=f"Action 1.{n} has no owner.",
        fingerprint="0123456789ab",
    )
    for n in range(ACTIONS)
]


def plan_of(version: int) -> Plan:
    """A plan in which everything says which version it is."""
    said = f"Version {version}"
    keys = [f"1.{n}" for n in range(version % 7, ACTIONS + version % 5)]
    actions = tuple(Action(key=key, ref=key, title="Act", evidence=said) for key in keys)
    return Plan(key="anycity", title=said, source="plan.xlsx", actions=actions)


def act(store: Store) -> None:
    """The next of: an import or an update, a review opened, a review frozen."""
    plan, reviews = store.plan("anycity"), store.reviews()
    version = plan.version if plan else 0
    draft = next((one for one in reviews if one.state is ReviewState.DRAFT), None)
    if draft is not None:
        store.freeze(draft.key, draft.key, NOW, rating=RatingLevel.RED, found=FOUND)
    elif len(reviews) < version:
        store.add_review(
            KeptReview(
                key=f"review-{version}",
                name="Mid-year",
                kind=ReviewKind.MID_YEAR,
                as_of=NOW.date(),
                plan="anycity",
                state=ReviewState.DRAFT,
                created_at=NOW,
            )
        )
    elif version % 2 == 0:
        store.add_plan(plan_of(version + 1), NOW)
    else:
        store.change_plan(
            "anycity",
            lambda plan: plan_of(plan.version + 1),
            NOW,
            kind=ChangeKind.UPDATE,
            source="update.xlsx",
        )


def work_until_killed(database: str, begun: Event) -> None:
    """What runs in the child."""
    with Store.open(database) as store:
        begun.set()
        while True:
            act(store)


def look(database: str) -> tuple[int, int]:
    """How many changes and frozen reviews there are; all of them whole."""
    with Store.open(database) as store:
        plan = store.plan("anycity")
        version = plan.version if plan else 0
        history = [change.number for change in store.history("anycity")]
        assert history == list(range(version, 0, -1))
        if plan is not None:
            meant = plan_of(version)
            assert (plan.title, plan.actions) == (meant.title, meant.actions)
            assert store.plan_at("anycity", version) == plan
        on_record = [store.on_record("anycity", f"1.{n}") for n in range(ACTIONS)]
        for review in store.reviews():
            frozen = review.state is ReviewState.FROZEN
            assert store.document(review.key) == (review.key if frozen else None)
            assert all((review.key in found) == frozen for found in on_record)
        return version, sum(one.state is ReviewState.FROZEN for one in store.reviews())


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> ForkServerContext:
    """Children begin with everything imported: starting from nothing takes a second each."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "tests.machine.warm"])
    return context


def test_every_act_is_whole_whenever_it_is_killed(ready: ForkServerContext, database: str) -> None:
    chance = Random(20261121)
    changes = frozen = 0
    for _ in range(KILLS):
        begun = ready.Event()
        child = ready.Process(target=work_until_killed, args=(database, begun))
        child.start()
        if chance.random() < WARM:  # else it may still make or open the database
            assert begun.wait(60)
        time.sleep(chance.uniform(0, LONGEST))
        assert child.exitcode is None  # no fault of its own
        child.kill()
        child.join()
        before = changes, frozen
        changes, frozen = look(database)
        assert (changes >= before[0], frozen >= before[1]) == (True, True)  # what was there stays
    with Store.open(database) as store:  # and whoever comes next goes on
        for _ in range(3):
            act(store)
    assert look(database) > (changes, frozen)
