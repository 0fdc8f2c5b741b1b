"""How a promise stands on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assess.build import AS_OF, action, day, fact_of, outcome, plan, review
from tests.assess.promising import at, promise, told

from assure.conditions.fields import fits
from assure.facts.derive import derive
from assure.facts.promises import PROMISE, days_late, due_now, state_on, untold
from assure.model.facts import Fact
from assure.model.promise import Promise, PromiseState, PromiseUpdate, Told


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-09-01", "not_due"),
        ("2026-09-02", "due_soon"),  # 28 days before
        ("2026-09-30", "due_soon"),  # a promise for a day holds to its end
        ("2026-10-01", "late"),
        ("2030-01-01", "late"),  # never broken of itself
    ],
)
def test_a_promise_of_which_nothing_is_told_goes_by_its_day(on: str, state: str) -> None:
    assert state_on(promise(), day(on)) == state


@pytest.mark.parametrize(
    ("what", "state"),
    [
        (told(Told.KEPT, "2026-09-30"), "kept"),
        (told(Told.KEPT, "2026-10-12"), "kept_late"),
        (told(Told.KEPT, "2026-10-12", day=day("2026-09-29")), "kept"),  # told later than kept
        (told(Told.BROKEN), "broken"),
        (told(Told.OVERTAKEN), "overtaken"),
        (told(Told.LATE, "2026-09-01", day=day("2027-01-31")), "late"),  # before its day, too
        (told(Told.OPEN), "late"),  # being worked on; the day has passed all the same
    ],
)
def test_what_people_tell_goes_before_the_calendar(what: PromiseUpdate, state: str) -> None:
    assert state_on(promise(updates=(what,)), day("2026-10-31")) == state


def test_a_slip_of_the_hand_is_taken_back_by_telling_that_it_is_open() -> None:
    kept, slip = told(Told.KEPT, "2026-08-01"), told(Told.OPEN, "2026-08-02")
    assert state_on(promise(updates=(kept, slip)), day("2026-08-03")) == "not_due"


def test_a_promise_put_back_is_measured_from_its_new_day_and_stays_late() -> None:
    late = promise(updates=(told(Told.LATE, day=day("2027-01-31")),))
    assert due_now(late) == day("2027-01-31")
    assert days_late(late, day("2027-01-31")) is None
    assert days_late(late, day("2027-02-03")) == 3
    assert state_on(late, day("2027-01-01")) == "late"


def test_kept_late_is_measured_from_the_day_first_promised() -> None:
    put_back = told(Told.LATE, "2026-09-20", day=day("2027-01-31"))
    kept = told(Told.KEPT, "2027-01-15")
    assert state_on(promise(updates=(put_back, kept)), day("2027-03-31")) == "kept_late"


def test_it_is_untold_until_somebody_tells_after_its_day() -> None:
    on = day("2026-10-31")
    assert untold(promise(), on)
    assert untold(promise(updates=(told(Told.OPEN, "2026-09-01"),)), on)
    assert not untold(promise(updates=(told(Told.OPEN, "2026-10-12"),)), on)
    assert not untold(promise(updates=(told(Told.BROKEN),)), on)
    assert not untold(promise(), day("2026-09-30"))


# --- Properties --------------------------------------------------------------------------

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
UPDATES = st.builds(
    PromiseUpdate,
    state=st.sampled_from(Told),
    at=st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)).map(lambda on: at(on.isoformat())),
    words=st.sampled_from(["", "The tender failed"]),
    evidence=st.sampled_from(["", "The list"]),
    day=st.none() | DAYS,
)
PROMISES = st.builds(
    lambda by, updates: promise(by=by.isoformat(), updates=tuple(updates)),
    DAYS,
    st.lists(UPDATES, max_size=5),
)
IN_TIME = [PromiseState.NOT_DUE, PromiseState.DUE_SOON, PromiseState.LATE]


@given(PROMISES, DAYS)
def test_whatever_is_told_it_stands_in_one_of_the_states(one: Promise, on: dt.date) -> None:
    state = state_on(one, on)
    assert state in PromiseState
    assert (days_late(one, on) is None) or not state.closed
    assert not untold(one, on) or state is PromiseState.LATE or due_now(one) < (one.by or on)


@given(PROMISES, DAYS, st.integers(0, 400))
def test_as_days_pass_it_never_goes_back(one: Promise, on: dt.date, later: int) -> None:
    before, after = state_on(one, on), state_on(one, on + dt.timedelta(later))
    if before.closed:
        assert after is before
    else:
        assert IN_TIME.index(after) >= IN_TIME.index(before)
    assert (days_late(one, on + dt.timedelta(later)) or 0) >= (days_late(one, on) or 0)


@given(PROMISES, DAYS)
def test_its_facts_are_of_their_types(one: Promise, on: dt.date) -> None:
    fact = _fact(one, on)
    assert set(fact.values) <= set(PROMISE)
    for name, value in fact.values.items():
        assert fits(PROMISE[name], value), name


# --- Facts -------------------------------------------------------------------------------


def _fact(one: Promise, on: dt.date = AS_OF) -> Fact:
    return fact_of(derive(review(promises=(one,), as_of=on), {"promise"}), "promise")


def test_the_facts_of_a_promise_past_its_day() -> None:
    values = _fact(promise()).values
    assert values["promise"] == "A list of empty homes"
    assert (values["state"], values["open"], values["untold"]) == ("late", True, True)
    assert (values["days_late"], values["times_redated"]) == (31, 0)
    assert (values["who_kind"], values["last_time"]) == ("post", True)
    assert "reason_given" not in values  # nothing was told, so no reason could have been


def test_the_facts_of_a_promise_kept_without_evidence() -> None:
    values = _fact(promise(updates=(told(Told.KEPT, evidence="n/a"),))).values
    assert (values["evidence_promised"], values["evidence_seen"]) == (True, False)


def test_it_bears_on_the_outcomes_that_it_is_about_or_that_its_actions_serve() -> None:
    about = plan(
        action("1.1", outcomes=("2",)),
        outcomes=(outcome("1", key="1"), outcome("2", key="2", title="Fewer homes are empty")),
    )
    one = promise(refs=("1.1", "1", "gone"))
    (fact,) = derive(review(about, promises=(one,)), {"promise"})
    assert fact.outcomes == ("2", "1")


@pytest.mark.parametrize("missing", [{"text": ""}, {"who": ""}, {"by": ""}])
def test_what_is_not_whole_is_no_promise(missing: dict[str, str]) -> None:
    one = promise(**missing)  # type: ignore[arg-type]
    assert derive(review(promises=(one,)), {"promise"}) == ()
