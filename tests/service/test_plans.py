"""Which plan a file is, what is kept of it, and what is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assure.intake import Said
from assure.model.errors import StoreError, UnreadableFileError
from assure.model.plan import Plan
from assure.service.plans import DoubtfulPlanError, Proposal, bring_plan, keep, propose
from assure.store.store import Store

AT = dt.datetime(2026, 10, 12, 9, tzinfo=dt.UTC)
LATER = dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC)
WORDS = (
    "Open the family hub on Mill Road",
    "Recruit two analysts",
    "Survey every tenant about damp",
    "Publish the housing strategy",
    "Train all front-line staff",
)
OTHERS = (
    "Plant a thousand street trees",
    "Replace the fleet of gritters",
    "Agree the parking policy",
    "Rebuild the pier",
    "Sell the old depot",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "assure.db") as opened:
        yield opened


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, *actions: str, due: str = "31/03/2027") -> Path:
    rows = [f"1.{n},{action},Head of Housing,{due}" for n, action in enumerate(actions, start=1)]
    path = Path(name)
    path.write_text("\n".join(["Ref,Action,Owner,Due", *rows]), encoding="utf-8")
    return path


def read(path: Path, title: str | None = None) -> Plan:
    from assure.intake import read_plan

    return read_plan(path, Said(title=title))


def imported(
    store: Store, path: Path, at: dt.datetime = AT, *, title: str | None = None
) -> Proposal:
    proposal = propose(store, read(path, title), at)
    keep(store, proposal, at)
    return proposal


def test_the_same_file_twice_is_kept_once(store: Store) -> None:
    path = write("plan.csv", *WORDS)
    imported(store, path)
    assert imported(store, path, LATER).unchanged
    assert [item.number for item in store.history("plan")] == [1]


def test_every_import_stays_and_the_newest_counts(store: Store) -> None:
    imported(store, write("plan.csv", *WORDS))
    imported(store, write("plan.csv", *WORDS, due="30/06/2027"), LATER)
    kept = store.plan("plan")
    assert kept is not None
    assert (kept.version, kept.imported) == (2, LATER.date())
    assert [(item.number, item.at) for item in store.history("plan")] == [
        (2, LATER),
        (1, AT),
    ]
    dates = [revision.text for revision in kept.actions[0].revisions]
    assert dates == ["31/03/2027", "30/06/2027"]


def test_a_plan_under_another_title_is_not_taken_for_a_new_one(store: Store) -> None:
    imported(store, write("plan.csv", *WORDS))
    path = write("housing-v2.csv", *WORDS[:4])
    with pytest.raises(DoubtfulPlanError) as caught:
        imported(store, path, LATER)
    sentence = str(caught.value)
    assert "looks like a new version of the plan plan" in sentence
    assert "--as plan" in sentence
    assert "--new" in sentence
    assert len(store.plans()) == 1
    again = propose(store, read(path), LATER, as_key="plan")
    assert again.plan.key == "plan"
    assert again.differences is not None
    assert [action.title for action in again.differences.gone] == [WORDS[4]]
    assert propose(store, read(path), LATER, new=True).plan.key == "housing-v2"


def test_another_plan_under_the_same_title_is_not_taken_for_a_new_version(store: Store) -> None:
    imported(store, write("plan.csv", *WORDS), title="Action plan")
    path = write("other.csv", *OTHERS)
    with pytest.raises(DoubtfulPlanError, match="none of its 5 actions"):
        imported(store, path, LATER, title="Action plan")
    assert propose(store, read(path, "Action plan"), LATER, new=True).plan.key == "action-plan-2"


def test_two_different_plans_are_two_plans(store: Store) -> None:
    imported(store, write("housing.csv", *WORDS))
    imported(store, write("highways.csv", *OTHERS))
    assert {item.key for item in store.plans()} == {"housing", "highways"}


def test_an_unknown_plan_is_refused_with_the_nearest(store: Store) -> None:
    path = write("plan.csv", *WORDS)
    with pytest.raises(StoreError, match="There is no plan yet that this could be a version of"):
        propose(store, read(path), AT, as_key="plan")
    imported(store, path)
    with pytest.raises(StoreError, match="There is no plan “plam”; did you mean"):
        propose(store, read(path), AT, as_key="plam")


def test_an_import_that_another_one_overtook_is_refused(store: Store) -> None:
    imported(store, write("plan.csv", *WORDS))
    slow = propose(store, read(write("plan.csv", *WORDS[:4])), LATER)
    imported(store, write("plan.csv", *WORDS[:3]), LATER)
    with pytest.raises(StoreError, match="kept in the meantime; import it again"):
        keep(store, slow, LATER)
    assert len(store.history("plan")) == 2


def test_a_plan_of_an_earlier_assure_is_carried_on(store: Store) -> None:
    path = write("plan.csv", *WORDS)
    store.add_plan(read(path), AT)  # without version and day, as they were kept before
    assert imported(store, path, LATER).unchanged
    moved = imported(store, write("plan.csv", *WORDS, due="30/06/2027"), LATER)
    first, second = moved.plan.actions[0].revisions
    assert (first.at, first.version) == (AT.date(), 1)
    assert (second.at, second.version) == (LATER.date(), 2)


def test_a_review_takes_the_newest_import_and_imports_nothing_twice(store: Store) -> None:
    path = write("plan.csv", *WORDS)
    imported(store, path)
    assert bring_plan(store, str(path), Said(), LATER).version == 1
    imported(store, write("plan.csv", *WORDS[:4]), LATER)
    assert bring_plan(store, "plan", Said(), LATER).version == 2
    with pytest.raises(UnreadableFileError):
        bring_plan(store, "nowhere.csv", Said(), LATER)
