"""A session from one review to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.assess.build import action, day, judged, outcome, owner, plan, rulebook
from tests.assess.promising import at

from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.promise import Promise, Told
from assure.model.review import Review, ReviewKind
from assure.model.values import OwnerKind
from assure.service import challenge, reviews
from assure.service.promises import what_is_told
from assure.shelf.settings import Settings
from assure.store import KeptReview
from assure.store.store import Store

PLAN = plan(
    action("1.1", owner=owner(OwnerKind.MISSING)),
    action("1.2", owner=owner(OwnerKind.MISSING)),
    action("2.1", outcomes=("2",), owner=owner(OwnerKind.PLACEHOLDER, "TBC")),
    outcomes=(outcome("1"), outcome("2", key="2", title="Fewer homes are empty")),
)
ANNUAL, MID_YEAR = day("2026-05-12"), day("2026-10-31")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "assure.db") as store:
        store.add_plan(PLAN, at("2026-04-01"))
        yield store


def opened(store: Store, as_of: dt.date = ANNUAL, of: Plan = PLAN) -> KeptReview:
    kind = ReviewKind.ANNUAL if as_of == ANNUAL else ReviewKind.MID_YEAR
    return reviews.new_review(
        store, name="Anycity", kind=kind, plan=of, as_of=as_of, at=at(as_of.isoformat())
    )


def session(store: Store, kept: KeptReview, **given: int) -> challenge.Session:
    return challenge.open_session(store, kept, Settings(), kept.as_of, **given)


def promise_to(held: challenge.Session, number: int = 0, by: str = "2026-09-30") -> Promise:
    bare = challenge.answered(held.review, held.questions[number], at("2026-05-12"))
    return bare.model_copy(
        update={
            "answer": "Nobody knows",
            "text": f"An owner for {bare.refs[0] if bare.refs else 'the plan'}",
            "evidence": "The minute",
            "who": "Head of Housing",
            "by": day(by),
        }
    )


def test_a_session_asks_what_the_findings_ask(store: Store) -> None:
    held = session(store, opened(store), most=3)
    assert len(held.questions) == 3
    assert held.unanswered == held.questions
    assert held.before == held.own == ()
    codes = {f.code for f in judged(held.review).findings}
    assert {one.code for one in held.questions} <= codes


def test_left_and_opened_again_it_goes_on_where_it_stood(store: Store) -> None:
    kept = opened(store)
    held = session(store, kept)
    answer = promise_to(held)
    challenge.keep_answer(store, answer)
    again = session(store, kept)
    assert again.questions == held.questions
    assert again.answer(held.questions[0]) == answer
    assert again.unanswered == held.questions[1:]


def test_a_question_of_its_own_is_kept_beside_the_others(store: Store) -> None:
    kept = opened(store)
    held = session(store, kept)
    own = challenge.own_question(held.review, " Who pays\nfor it? ", ("1.1",), at("2026-05-12"))
    challenge.keep_answer(store, own.model_copy(update={"answer": "Nobody"}))
    (found,) = session(store, kept).own
    assert (found.question, found.refs, found.answer) == ("Who pays for it?", ("1.1",), "Nobody")


def test_from_the_annual_session_to_the_mid_year_review(store: Store) -> None:
    # At the annual review three things are promised.
    annual = opened(store)
    held = session(store, annual)
    kept, late, silent = (promise_to(held, number) for number in range(3))
    for one in (kept, late, silent):
        challenge.keep_answer(store, one)
    frozen = reviews.freeze(store, annual.key, rulebook().identity, at("2026-05-13"))
    assert {one.key for one in frozen.promises} == {kept.key, late.key, silent.key}
    assert all(one.new for one in judged(frozen).promises)

    # Half a year later they come first, and what was promised is not asked about again.
    mid_year = opened(store, MID_YEAR)
    held = session(store, mid_year)
    assert {one.key for one in held.open_before} == {kept.key, late.key, silent.key}
    promised = {one.fingerprint for one in (kept, late, silent)}
    assert not promised & {question.fingerprint for question in held.questions}

    # Two of them are told of, one after the other.
    now = at("2026-10-31")
    told = {
        kept: what_is_told(
            kept, Told.KEPT, now, day=day("2026-09-29"), evidence="Minute 7", review=mid_year.key
        ),
        late: what_is_told(
            late, Told.LATE, now, day=day("2027-01-31"), words="No staff", review=mid_year.key
        ),
    }
    for one, update in told.items():
        challenge.keep_told(store, one, update)
    held = session(store, mid_year)
    assert [one.key for one in held.open_before] == [silent.key]
    assert {one.key for one in held.before} == {kept.key, late.key, silent.key}

    # The mid-year review tells a board how each stands, and the annual one stays as it was.
    collected = reviews.collect(store, mid_year.key, Settings())
    standing = {one.key: one for one in judged(collected).promises}
    assert standing[kept.key].words == "Kept on 29 Sep 2026. Evidence seen: Minute 7."
    assert standing[late.key].words == "Put back from 30 Sep 2026 to 31 Jan 2027. No staff."
    assert standing[silent.key].words == ("31 days past its day; nobody has said how it stands.")
    assert not any(one.new for one in standing.values())
    assert reviews.collect(store, annual.key, Settings()) == frozen


def test_the_newest_review_is_meant_frozen_or_not(store: Store) -> None:
    with pytest.raises(StoreError, match="There is no review to challenge"):
        challenge.review_for(store, None)
    annual, mid_year = opened(store), opened(store, MID_YEAR)
    reviews.freeze(store, mid_year.key, rulebook().identity, at("2026-11-01"))
    assert challenge.review_for(store, None).key == mid_year.key
    assert challenge.review_for(store, annual.key).key == annual.key


def test_a_review_without_promises_is_written_as_before(store: Store) -> None:
    collected: Review = reviews.collect(store, opened(store).key, Settings())
    assert '"promises"' not in reviews.review_document(collected)
