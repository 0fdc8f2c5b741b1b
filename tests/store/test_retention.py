"""What is old can be taken out, and what is left is whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from assure.model.actions import Action
from assure.model.answers import Answer
from assure.model.base import as_json
from assure.model.plan import Plan
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.model.review import ReviewKind
from assure.store import ChangeKind, KeptReview, ReviewState
from assure.store.store import Store

YEARS = [dt.datetime(year, 5, 1, 9, tzinfo=dt.UTC) for year in range(2018, 2027)]
BEFORE = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)  # 2018, 2019 and 2020 are old


def named(title: str) -> Plan:
    return Plan(key="anycity", title=title, actions=(Action(key="1", ref="1", title=title),))


def promise(key: str, at: dt.datetime) -> Promise:
    return Promise(key=key, plan="anycity", review="2018", question="Who?", made_at=at)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A plan changed and reviewed every May from 2018 to 2026, with an answer each year, a
    promise of 2018 that was kept in 2019, and one of 2018 that was told of in 2022."""
    with Store.open(database) as store:
        store.add_plan(named("2018"), YEARS[0])
        for at in YEARS[1:]:
            now = named(str(at.year))
            store.change_plan(
                "anycity", lambda _, now=now: now, at, kind=ChangeKind.UPDATE, source=""
            )
        for at in YEARS:
            key = str(at.year)
            before = str(at.year - 1) if at.year > 2018 else None
            answer = Answer(questionnaire="q", question="A1", value=1, given_at=at)
            store.add_review(
                KeptReview(
                    key, key, ReviewKind.ANNUAL, at.date(), "anycity", ReviewState.DRAFT, at,
                    previous=before,
                ),
                [answer],
            )  # fmt: skip
            store.freeze(key, "{}", at)
        store.add_promises([promise("aaaaaaaa", YEARS[0]), promise("bbbbbbbb", YEARS[0])])
        store.tell_of_promises(
            "anycity",
            [
                ("aaaaaaaa", PromiseUpdate(state=Told.KEPT, at=YEARS[1])),
                ("bbbbbbbb", PromiseUpdate(state=Told.OPEN, at=YEARS[4])),
            ],
        )
        yield store


def test_what_is_old_is_counted_and_stays(store: Store) -> None:
    old = store.old(BEFORE)
    assert old.reviews == ("2018", "2019", "2020")
    # The change of 2020 is old too, and stays: it tells how the plan stood when all began.
    assert (old.answers, old.changes, old.promises, old.set_asides) == (3, 2, 2, 0)
    assert len(store.reviews()) == len(YEARS)


def test_what_is_left_is_whole(store: Store) -> None:
    live = store.plan("anycity")
    assert live is not None
    later = [store.plan_at("anycity", number) for number in range(3, live.version + 1)]
    store.take_out(BEFORE)
    assert store.plan("anycity") == live
    assert [store.plan_at("anycity", n) for n in range(3, live.version + 1)] == later
    assert as_json(store.plan_at("anycity", live.version)) == as_json(live)
    assert store.plan_at("anycity", 2) is None
    assert [change.number for change in store.changes("anycity")] == list(range(3, 10))
    assert [review.key for review in store.reviews()] == [str(y) for y in range(2026, 2020, -1)]
    first = store.review("2021")
    assert first is not None
    assert first.previous is None
    assert [promise.key for promise in store.promises("anycity")] == ["bbbbbbbb"]
    assert len(store.answers("2021")) == 1


def test_taking_out_twice_is_taking_out_once(store: Store) -> None:
    store.take_out(BEFORE)
    assert not store.old(BEFORE).any
    left = store.changes("anycity")
    store.take_out(BEFORE)
    assert store.changes("anycity") == left


def test_a_later_change_goes_on_from_there(store: Store) -> None:
    store.take_out(BEFORE)
    at = dt.datetime(2027, 5, 1, 9, tzinfo=dt.UTC)
    store.change_plan("anycity", lambda _: named("2027"), at, kind=ChangeKind.UPDATE, source="")
    live = store.plan("anycity")
    assert live is not None
    assert as_json(store.plan_at("anycity", live.version)) == as_json(live)
