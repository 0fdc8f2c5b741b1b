"""Which finding is meant, and on what terms it may be set aside."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.assess.build import AS_OF, action, judged, outcome, owner, plan, review, when

from assure.model.errors import AssureError
from assure.model.review import ReviewKind, SetAside
from assure.model.values import OwnerKind, WhenKind
from assure.service import reviews, set_aside
from assure.service.set_aside import State, finding_named, kept_named, standings
from assure.store.store import Store

TODAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
PLAN = plan(
    *(action(ref, owner=owner(OwnerKind.MISSING)) for ref in ("1.1", "1.2")),
    action("1.3", due=when(kind=WhenKind.ONGOING)),
    outcomes=(outcome(),),
)
FINDINGS = judged(PLAN).findings
FIRST = next(f for f in FINDINGS if f.code == "OWN-01")


def terms(**fields: Any) -> SetAside:
    given = {"because": "Recruiting", "by": "Programme manager", "until": dt.date(2027, 1, 31)}
    return set_aside.terms(FIRST, **(given | fields), today=TODAY)


# --- Which finding ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference",
    [
        FIRST.fingerprint,
        FIRST.fingerprint[:6],
        FIRST.fingerprint.upper(),
        "OWN-01:1.1",
        "own-01 1.1",
        " OWN-01 : 1.1 ",
    ],
)
def test_a_finding_is_known_by_its_fingerprint_or_by_rule_and_reference(reference: str) -> None:
    assert finding_named(reference, FINDINGS) is FIRST


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (FIRST.fingerprint[:5], "There is no finding"),
        ("OWN-01:1.9", "did you mean “OWN-01:1.1”"),
        ("OWN-1:1.1", "did you mean “OWN-01:1.1”"),
        ("", "There is no finding “”"),
        ("\x1b[31m" + "x" * 40_000, "There is no finding “[31mxxx"),
    ],
)
def test_an_unknown_one_is_refused_in_one_sentence(reference: str, said: str) -> None:
    with pytest.raises(AssureError, match=re.escape(said)) as told:
        finding_named(reference, FINDINGS)
    assert len(str(told.value)) < 500
    assert "\x1b" not in str(told.value)


def test_one_that_means_several_asks_for_the_fingerprint() -> None:
    twins = [FIRST, FIRST.model_copy(update={"fingerprint": "0" * 12})]
    with pytest.raises(AssureError, match="means 2 findings; give the fingerprint"):
        finding_named("OWN-01:1.1", twins)


def test_a_plan_without_findings_says_so() -> None:
    with pytest.raises(AssureError, match="nor any other"):
        finding_named("OWN-01:1.1", ())


# --- On what terms ------------------------------------------------------------------------


def test_the_terms_are_kept_as_given_on_one_line() -> None:
    item = terms(because="  Recruiting\n now\x00 ")
    assert (item.because, item.by, item.at) == ("Recruiting now", "Programme manager", TODAY)
    assert item.fingerprint == FIRST.fingerprint


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"because": " \n"}, "--because is blank"),
        ({"because": "x" * 40_000}, "40,000 characters; say it in 500 at most"),
        ({"by": ""}, "--by is blank"),
        ({"by": "Officer A"}, "name a role"),
        ({"by": "officer.a@anycity.example"}, "name a role"),
        ({"until": TODAY}, "not to come"),
        ({"until": dt.date(2028, 1, 1)}, "more than a year ahead; give a day up to 2027-11-21"),
    ],
)
def test_terms_that_will_not_do_are_refused_in_one_sentence(
    fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(AssureError, match=re.escape(said)):
        terms(**fields)


@pytest.mark.parametrize(
    ("today", "last"),
    [("2026-11-21", "2027-11-21"), ("2027-03-01", "2028-03-01"), ("2028-02-29", "2029-03-01")],
)
def test_the_last_day_that_may_be_given_is_the_same_day_next_year(today: str, last: str) -> None:
    day = dt.date.fromisoformat
    assert set_aside.last_day(day(today)) == day(last)
    item = {"because": "Recruiting", "by": "Chair", "until": day(last)}
    assert set_aside.terms(FIRST, **item, today=day(today)).until == day(last)


# --- How each stands ----------------------------------------------------------------------


def test_each_is_in_force_expired_or_unused() -> None:
    second = next(f for f in FINDINGS if f.code == "OWN-01" and f.ref == "1.2")
    lapsed = terms().model_copy(
        update={"fingerprint": second.fingerprint, "ref": "1.2", "until": dt.date(2026, 1, 1)}
    )
    gone = terms().model_copy(update={"fingerprint": "0" * 12})
    of = review(PLAN, set_asides=(terms(), lapsed, gone))
    told = standings(of, judged(of))
    assert [each.state for each in told] == [State.IN_FORCE, State.EXPIRED, State.UNUSED]
    assert told[0].finding is not None
    assert told[2].finding is None


# --- Kept with the plan -------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "assure.db") as store:
        store.add_plan(PLAN, NOW)
        yield store


def opened(store: Store, as_of: dt.date) -> str:
    return reviews.new_review(
        store, name="Anycity", kind=ReviewKind.MID_YEAR, plan=PLAN, as_of=as_of, at=NOW
    ).key


def test_it_holds_for_the_next_review_of_the_plan_and_is_frozen_with_each(store: Store) -> None:
    first = opened(store, AS_OF)
    set_aside.put_aside(store, PLAN.key, terms(), NOW)
    draft = reviews.collect(store, first)
    assert draft.set_asides == (terms(),)
    frozen = reviews.freeze(store, first, judged(draft).rulebook, NOW)
    set_aside.undo(store, PLAN.key, "OWN-01:1.1", NOW)
    assert reviews.collect(store, first).set_asides == frozen.set_asides == (terms(),)
    assert reviews.collect(store, opened(store, TODAY)).set_asides == ()


def test_setting_aside_again_replaces_and_tells_what_was_before(store: Store) -> None:
    assert set_aside.put_aside(store, PLAN.key, terms(), NOW) is None
    again = terms(because="Advertised again")
    assert set_aside.put_aside(store, PLAN.key, again, NOW) == terms()
    assert store.set_asides(PLAN.key) == (again,)


def test_only_what_is_set_aside_can_be_taken_back(store: Store) -> None:
    with pytest.raises(AssureError, match="Nothing is set aside"):
        set_aside.undo(store, PLAN.key, "OWN-01:1.1", NOW)
    set_aside.put_aside(store, PLAN.key, terms(), NOW)
    with pytest.raises(AssureError, match=r"did you mean “OWN-01:1\.1”"):
        kept_named("OWN-01:1.2", store.set_asides(PLAN.key))
    assert set_aside.undo(store, PLAN.key, FIRST.fingerprint[:6], NOW) == terms()


def test_looking_makes_no_database(tmp_path: Path) -> None:
    place = tmp_path / "none.db"
    assert set_aside.kept_for(PLAN.key, str(place)) == ()
    assert not place.exists()


def test_the_document_of_a_review_without_any_is_as_it_was() -> None:
    assert "set_asides" not in reviews.review_document(review(PLAN))
