"""The story of an action, from the day it came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assure.model.actions import Action, GoneAction
from assure.model.errors import StoreError
from assure.model.plan import ClosedYear, Plan
from assure.model.promise import Promise, PromiseUpdate, Told, promise_key
from assure.model.review import ReviewKind, SetAside
from assure.model.values import Owner, OwnerKind, Status, When, WhenKind
from assure.service import reviews
from assure.service.judge import judge
from assure.service.rulebook import load
from assure.service.story import story
from assure.shelf.settings import Settings
from assure.store import ChangeKind
from assure.store.store import Store


def at(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 9, tzinfo=dt.UTC)


def day(text: str, latest: dt.date) -> When:
    return When(kind=WhenKind.DAY, earliest=latest, latest=latest, text=text)


HUB = Action(
    key="1.1",
    ref="1.1",
    title="Open the hub",
    due=day("31 March 2027", dt.date(2027, 3, 31)),
    status=Status.IN_PROGRESS,
)
ANALYSTS = Action(key="1.2", ref="1.2", title="Recruit two analysts")
PLAN = Plan(
    key="anycity",
    title="Anycity plan",
    source="october.xlsx",
    actions=(HUB, ANALYSTS),
    fields_present=frozenset({"title", "owner", "due", "status"}),
)


@cache
def hub_database() -> bytes:
    """The hub: imported without an owner, reviewed, promised one, given one and put back."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "assure.db"
        live_through(path)
        return path.read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "assure.db"
    path.write_bytes(hub_database())
    with Store.open(path) as store:
        yield store


def live_through(path: Path) -> None:
    with Store.open(path) as store:
        store.add_plan(PLAN, at(2026, 10, 12))
        kept = reviews.new_review(
            store,
            name="Anycity",
            kind=ReviewKind.MID_YEAR,
            plan=PLAN,
            as_of=dt.date(2026, 10, 31),
            at=at(2026, 10, 31),
        )
        book = load(Settings())
        reviews.freeze(store, kept.key, book.identity, at(2026, 11, 2), Settings(), judge=judge)
        store.add_promises([promise(kept.key)])
        told = PromiseUpdate(
            state=Told.KEPT, at=at(2026, 12, 10), by="Partnership Manager", evidence="Minute 4"
        )
        store.tell_of_promises("anycity", [(promise(kept.key).key, told)])
        store.change_plan(
            "anycity",
            owned_and_put_back,
            at(2027, 1, 15),
            kind=ChangeKind.UPDATE,
            source="housing-q7.xlsx",
            by="Head of Housing",
        )


def promise(review: str) -> Promise:
    return Promise(
        key=promise_key("anycity", review, "owner"),
        plan="anycity",
        review=review,
        question="Who will answer for 1.1?",
        refs=("1.1",),
        answer="Nobody yet",
        text="Name one officer",
        who="Head of Housing",
        by=dt.date(2026, 12, 18),
        made_at=at(2026, 11, 12),
    )


def owned_and_put_back(plan: Plan) -> Plan:
    hub = plan.actions[0].model_copy(
        update={
            "owner": Owner(kind=OwnerKind.POST, names=("Head of Housing",)),
            "revised": (day("30 June 2027", dt.date(2027, 6, 30)),),
            "status": Status.DELAYED,
        }
    )
    return plan.model_copy(update={"actions": (hub, *plan.actions[1:])})


def test_everything_is_told_in_the_order_in_which_it_happened(store: Store) -> None:
    told = story(store, "anycity", "1.1")
    assert told.standing == "In the plan."
    assert [(item.label, item.value) for item in told.now] == [
        ("owner", "Head of Housing"),
        ("date", "30 June 2027 (before: 31 March 2027)"),
        ("status", "delayed"),
    ]
    assert [(step.day.isoformat(), step.what, step.by) for step in told.steps] == [
        ("2026-10-12", "Import of october.xlsx", ""),
        (
            "2026-10-31",
            "Anycity (mid-year review, frozen 2 November 2026; the plan was Amber-Red)",
            "",
        ),
        ("2026-11-12", "Promise made", ""),
        ("2026-12-10", "Promise: kept", "Partnership Manager"),
        ("2027-01-15", "Update of housing-q7.xlsx", "Head of Housing"),
    ]
    imported, review, made, kept, update = (step.lines for step in told.steps)
    assert imported == ("Came into the plan", "Date: 31 March 2027", "Status: in progress")
    assert "OWN-01, high: Action 1.1 has no owner." in review
    assert made[-1] == "Promised by Head of Housing, by 18 December 2026: Name one officer"
    assert kept == ("“Name one officer”", "Minute 4")
    assert update == (
        "Owner: Head of Housing",
        "Date: 31 March 2027 → 30 June 2027",
        "Status: in progress → delayed",
    )


def test_a_review_comes_after_the_plan_that_it_looked_at(tmp_path: Path) -> None:
    with Store.open(tmp_path / "november.db") as store:
        store.add_plan(PLAN, at(2026, 11, 2))
        reviews.new_review(
            store,
            name="Anycity",
            kind=ReviewKind.MID_YEAR,
            plan=PLAN,
            as_of=dt.date(2026, 10, 31),
            at=at(2026, 11, 3),
        )
        told = story(store, "anycity", "1.1")
    assert [(step.day.isoformat(), step.what) for step in told.steps] == [
        ("2026-11-02", "Import of october.xlsx"),
        ("2026-11-02", "Anycity (mid-year review as of 31 October 2026, a draft)"),
    ]


def test_another_action_has_a_story_of_its_own(store: Store) -> None:
    told = story(store, "anycity", "1.2")
    assert [step.what.split(" (")[0] for step in told.steps] == [
        "Import of october.xlsx",
        "Anycity",
    ]


def test_a_finding_set_aside_is_told_with_its_reason(store: Store) -> None:
    item = SetAside(
        fingerprint="0123456789ab",
        code="OWN-01",
        ref="1.2",
        because="The post is being recruited",
        by="Programme manager",
        at=dt.date(2026, 11, 20),
        until=dt.date(2027, 1, 31),
    )
    store.add_set_aside("anycity", item, at(2026, 11, 20))
    step = story(store, "anycity", "1.2").steps[-1]
    assert step.what == "OWN-01:1.2 set aside until 31 January 2027"
    assert (step.lines, step.by) == (("The post is being recruited",), "Programme manager")


def test_what_is_gone_or_closed_still_has_its_story(store: Store) -> None:
    def without_the_analysts(plan: Plan) -> Plan:
        gone = GoneAction(
            action=ANALYSTS, last_seen=dt.date(2026, 10, 12), gone_since=dt.date(2027, 2, 1)
        )
        return plan.model_copy(update={"actions": plan.actions[:1], "gone": (gone,)})

    def closed(plan: Plan) -> Plan:
        year = ClosedYear(
            on=dt.date(2027, 5, 10),
            until=dt.date(2027, 3, 31),
            period_start=dt.date(2026, 4, 1),
            period_end=dt.date(2029, 3, 31),
            actions=plan.actions,
        )
        return plan.model_copy(update={"actions": (), "closed": (year,)})

    for how, day_, kind in (
        (without_the_analysts, at(2027, 2, 1), ChangeKind.IMPORT),
        (closed, at(2027, 5, 10), ChangeKind.ROLL_FORWARD),
    ):
        store.change_plan("anycity", how, day_, kind=kind, source="")
    gone, over = (story(store, "anycity", ref) for ref in ("1.2", "1.1"))
    assert gone.standing == "No longer in the plan since 1 February 2027."
    assert gone.steps[-1].lines == ("No longer in the plan",)
    assert over.standing == "Closed with the year to 31 March 2027, when the plan rolled on."
    assert (over.steps[-1].what, over.steps[-1].lines) == (
        "Rolled forward",
        ("Closed with the year that is over",),
    )


def test_a_reference_means_who_has_it_and_not_who_had_it_before(tmp_path: Path) -> None:
    renumbered = HUB.model_copy(update={"ref": "2.1"})
    new = Action(key="1.1~2", ref="1.1", title="Close the depot")
    plan = PLAN.model_copy(update={"actions": (renumbered, new)})
    with Store.open(tmp_path / "assure.db") as store:
        store.add_plan(plan, at(2026, 10, 12))
        assert story(store, "anycity", "1.1").title == "Close the depot"
        assert story(store, "anycity", "2.1").title == "Open the hub"


def test_an_action_there_is_not_is_refused_in_a_sentence(store: Store) -> None:
    with pytest.raises(
        StoreError, match=r"There is no action “1\.3” in the plan anycity; known are 1"
    ):
        story(store, "anycity", "1.3")
