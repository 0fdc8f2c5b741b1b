"""Which earlier reviews a report tells of, how each is judged, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.assess.build import AS_OF, action, day, outcome, owner, plan
from tests.service.sitting import sat

from assure.model.errors import AssureError
from assure.model.outcomes import Outcome
from assure.model.over_time import OverTime
from assure.model.review import Review, ReviewKind
from assure.model.values import Owner, OwnerKind
from assure.service import reviews
from assure.service.material import Wanted, material_of
from assure.service.over_time import MOST, before
from assure.shelf.settings import Settings
from assure.store.store import Store

NOBODY = owner(OwnerKind.MISSING)
HOMES = outcome("1", title="Homes")
FAULTY = plan(action("1.1", owner=NOBODY), action("1.2", owner=NOBODY), outcomes=[HOMES])
MENDED = plan(action("1.1"), action("1.2"), outcomes=[HOMES])
MARCH, OCTOBER = day("2027-03-31"), day("2027-10-31")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSURE_DATABASE", raising=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "assure.db") as store:
        yield store


def file(review: Review, name: str) -> str:
    return str(reviews.write_review(review, Path(name)))


def told(review: Review, *against: str, kind: str = "strategic") -> OverTime | None:
    return material_of(review, Wanted(kind, against=against), Settings()).course


def keys(course: OverTime | None) -> list[str]:
    return [then.review for then in course.reviews] if course else []


def test_the_database_tells_of_all_frozen_reviews_of_the_plan_before(store: Store) -> None:
    first, second = sat(store, FAULTY, AS_OF), sat(store, MENDED, MARCH)
    third = sat(store, MENDED, OCTOBER)
    assert keys(told(third)) == [first.key, second.key, third.key]
    assert keys(told(second)) == [first.key, second.key]
    assert told(first) is None


def test_drafts_and_reviews_of_other_plans_are_not_told(store: Store) -> None:
    sat(store, plan(action(), key="another", title="Another"), AS_OF)
    first, second = sat(store, FAULTY, AS_OF), sat(store, MENDED, OCTOBER)
    reviews.new_review(
        store,
        name="Draft",
        kind=ReviewKind.CHALLENGE,
        plan=MENDED,
        as_of=MARCH,
        at=dt.datetime(2027, 3, 31, tzinfo=dt.UTC),
    )
    assert keys(told(second)) == [first.key, second.key]


def test_files_tell_of_themselves_alone_the_oldest_first(store: Store) -> None:
    first, second = sat(store, FAULTY, AS_OF), sat(store, MENDED, MARCH)
    third = sat(store, MENDED, OCTOBER)
    one, two = file(first, "one.json"), file(second, "two.json")
    assert keys(told(third, two)) == [second.key, third.key]
    material = material_of(third, Wanted("strategic", against=(two, one)), Settings())
    assert keys(material.course) == [first.key, second.key, third.key]
    assert material.comparison is not None
    assert material.comparison.older.review == second.key  # the newest of them


def test_no_more_than_a_page_holds_and_how_many_are_left_out(store: Store) -> None:
    for month in range(1, 13):
        last = sat(store, FAULTY, dt.date(2026, month, 1))
    found = before(last, (), None, Settings())
    assert (len(found.reviews), found.left_out) == (MOST, 4)
    assert found.reviews[0].as_of == dt.date(2026, 5, 1)


def test_each_is_judged_by_the_rules_it_was_frozen_with(store: Store) -> None:
    first = sat(store, FAULTY, AS_OF, Settings(off=("OWN-01",)))
    second = sat(store, MENDED, MARCH)
    sat(store, MENDED, OCTOBER)
    third = sat(store, FAULTY, day("2028-03-31"))
    course = told(third)
    assert course is not None
    assert [course.other_rules(then) for then in course.reviews] == [True, False, False, False]
    own = {
        of.key: material_of(of, Wanted("operational"), Settings()).assessment
        for of in (first, second, third)
    }
    for rating in course.of("plan quality"):
        for of in own.values():
            place = keys(course).index(of.review)
            judged = of.rating(rating.subject, rating.ref)
            assert rating.levels[place] is (judged.level if judged else None)


@pytest.mark.parametrize("kind", ["operational", "challenge-pack"])
def test_kinds_that_do_not_tell_it_judge_nothing_more(store: Store, kind: str) -> None:
    sat(store, FAULTY, AS_OF)
    assert told(sat(store, FAULTY, MARCH), kind=kind) is None


def test_a_later_review_or_one_of_another_plan_is_refused(store: Store) -> None:
    first, second = sat(store, FAULTY, AS_OF), sat(store, MENDED, MARCH)
    other = sat(store, plan(action(), key="another", title="Another"), AS_OF)
    with pytest.raises(AssureError, match=r"is not before .* name earlier reviews"):
        told(first, second.key)
    with pytest.raises(AssureError, match="is the review that is reported; name an earlier one"):
        told(first, first.key, second.key)
    with pytest.raises(AssureError, match="name two reviews of one plan"):
        told(second, first.key, other.key)


def test_the_board_reads_no_name_that_only_an_earlier_review_has(store: Store) -> None:
    named = Owner(kind=OwnerKind.PERSON, names=("Jo Smith",))
    gone: Outcome = outcome("9", title="What Jo Smith began")
    was = plan(action("1.1", owner=named), action("1.2", owner=NOBODY), outcomes=[HOMES, gone])
    sat(store, was, AS_OF)
    course = told(sat(store, FAULTY, MARCH))
    assert course is not None
    titles = {one.title for one in course.courses if one.ref == "9"}
    assert "Jo Smith" not in course.model_dump_json()
    assert all("named officer 1" in title for title in titles)
