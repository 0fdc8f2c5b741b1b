"""A kept plan goes on to its next year: as one change, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.assess.build import action
from tests.assess.rolling import AT_YEAR_END, NEXT, first_year

from assure.intake import read_plan
from assure.intake.reimport import read_first
from assure.model.base import as_json
from assure.model.errors import AssureError, StoreError
from assure.model.plan import Plan
from assure.model.review import ReviewKind, RulebookIdentity
from assure.service import plans
from assure.service.reviews import collect, freeze, new_review
from assure.service.roll_forward import (
    Proposal,
    gaps_now,
    keep,
    period_meant,
    plan_named,
    propose,
    write_workbook,
)
from assure.service.telling import new_notes
from assure.store import ChangeKind
from assure.store.store import Store

MARCH = dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)
APRIL = dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 4, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "assure.db") as opened:
        opened.add_plan(read_first(first_year(), MARCH.date()), MARCH)
        yield opened


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def live(store: Store) -> Plan:
    return plan_named(store, None)


def proposed(store: Store) -> Proposal:
    return propose(store, live(store), AT_YEAR_END)


def test_a_proposal_keeps_nothing(store: Store) -> None:
    before = live(store)
    assert len(proposed(store).plan.actions) == 2
    assert live(store) == before


def test_it_is_kept_as_one_change_of_the_same_plan(store: Store) -> None:
    before = live(store)
    kept = keep(store, proposed(store), APRIL)
    after = live(store)
    assert [action.ref for action in after.actions] == ["1.3", "1.4"]
    assert after.closed[0].actions == before.actions[:2]
    assert after.closed[0].version == after.version == kept.told.change == 2
    change = store.changes(after.key)[-1]
    assert (change.number, change.kind) == (2, ChangeKind.ROLL_FORWARD)
    assert change.source == "2025–2028 to 2026–2029"
    # Rolling on is no report of how the plan stands.
    assert (after.imports, after.imported) == (before.imports, before.imported)


def test_the_plan_of_before_can_still_be_had(store: Store) -> None:
    before = live(store)
    keep(store, proposed(store), APRIL)
    assert store.plan_at(before.key, 1) == before


def test_a_second_time_in_one_year_is_refused_and_changes_nothing(store: Store) -> None:
    keep(store, proposed(store), APRIL)
    after = live(store)
    with pytest.raises(AssureError, match="rolled on, on 2 April 2026"):
        propose(store, after, LATER.date())
    assert live(store) == after


def test_what_was_changed_since_it_was_looked_at_is_not_rolled_on(store: Store) -> None:
    looked_at = proposed(store)
    late = live(store).actions[2].model_copy(update={"percent": 90})
    store.change_plan(
        "anycity",
        lambda plan: plan.model_copy(update={"actions": (*plan.actions[:2], late)}),
        APRIL,
        kind=ChangeKind.UPDATE,
        source="update.xlsx",
    )
    with pytest.raises(StoreError, match="changed in the meantime"):
        keep(store, looked_at, APRIL)
    assert not live(store).closed


def test_an_open_review_of_the_year_is_frozen_first(store: Store, tmp_path: Path) -> None:
    review = new_review(
        store,
        name="Year one",
        kind=ReviewKind.ANNUAL,
        plan=live(store),
        as_of=dt.date(2026, 3, 31),
        at=APRIL,
    )
    draft = proposed(store)
    assert draft.drafts == (review.key,)
    out = tmp_path / "next.xlsx"
    with pytest.raises(StoreError) as refused:
        keep(store, draft, APRIL, out)
    assert str(refused.value) == (
        "The review year-one-annual-2026-03-31 of this plan is not frozen yet, and would lose the "
        "year that it looks back on; freeze it first: assure review freeze "
        "year-one-annual-2026-03-31"
    )
    assert not out.exists()
    freeze(store, review.key, RulebookIdentity(version="2026.1", digest="0" * 64), APRIL)
    keep(store, proposed(store), APRIL)
    # The frozen review still tells of the year that is closed.
    assert len(collect(store, review.key).plan.actions) == 4


def test_the_workbook_takes_its_place_with_the_change(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "next.xlsx"
    assert keep(store, proposed(store), APRIL, out).lost == ()
    assert [action.ref for action in read_plan(out).actions] == ["1.3", "1.4"]
    assert [path.name for path in tmp_path.glob("*next*")] == ["next.xlsx"]


def test_a_plan_of_which_all_is_closed_goes_on_as_a_form_to_fill_in(
    store: Store, tmp_path: Path
) -> None:
    done = live(store).actions[0]
    store.change_plan(
        "anycity",
        lambda plan: plan.model_copy(update={"actions": (done,)}),
        APRIL,
        kind=ChangeKind.IMPORT,
        source="plan.xlsx",
    )
    out = tmp_path / "next.xlsx"
    assert keep(store, proposed(store), APRIL, out).lost == ()
    assert out.exists()
    assert live(store).actions == ()


def test_a_workbook_that_cannot_be_written_keeps_the_plan_as_it_is(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(AssureError, match="cannot be written"):
        keep(store, proposed(store), APRIL, tmp_path / "nowhere" / "next.xlsx")
    assert not live(store).closed


def test_the_workbook_filled_in_is_a_new_version_of_the_same_plan(
    store: Store, tmp_path: Path
) -> None:
    out = tmp_path / "next.xlsx"
    keep(store, proposed(store), APRIL, out)
    proposal = plans.propose(store, read_plan(out), LATER)
    assert proposal.before is not None
    assert proposal.differences is not None
    assert not proposal.differences.new
    assert not proposal.differences.gone
    plans.keep(store, proposal, LATER)
    after = live(store)
    assert (after.version, after.period_start, len(after.closed)) == (3, NEXT[0], 1)
    assert [action.carried for action in after.actions] == [(NEXT[0],), (NEXT[0],)]
    assert not after.gone


def test_a_workbook_of_before_is_refused(store: Store, tmp_path: Path) -> None:
    from assure.service.exchange import export_plan

    out = tmp_path / "old.xlsx"
    export_plan(live(store), out, MARCH)
    keep(store, proposed(store), APRIL)
    with pytest.raises(StoreError) as refused:
        plans.propose(store, read_plan(out), LATER, as_key="anycity")
    assert str(refused.value) == (
        "old.xlsx is of the plan anycity as it began on 1 April 2025, and that has rolled on to "
        "1 April 2026; fill in the workbook of the new year (`assure roll-forward --gaps --plan "
        "anycity -o NEXT.xlsx`), or correct the period that the file names."
    )


def test_gaps_grow_fewer_as_the_plan_is_filled_in(store: Store, tmp_path: Path) -> None:
    with pytest.raises(AssureError, match="has not rolled on to another year yet"):
        gaps_now(store, live(store), AT_YEAR_END)
    told = keep(store, proposed(store), APRIL).told
    assert gaps_now(store, live(store), AT_YEAR_END) == told.gaps
    store.change_plan(
        "anycity",
        lambda plan: plan.model_copy(update={"actions": (action("1.4"),)}),
        LATER,
        kind=ChangeKind.IMPORT,
        source="next.xlsx",
    )
    left = {(gap.kind, gap.ref) for gap in gaps_now(store, live(store), AT_YEAR_END)}
    assert {(gap.kind, gap.ref) for gap in told.gaps} - left == {("overdue", "1.3")}
    out = tmp_path / "again.xlsx"
    assert write_workbook(live(store), gaps_now(store, live(store), AT_YEAR_END), out, LATER) == ()
    assert read_plan(out).actions[0].ref == "1.4"


@pytest.mark.parametrize(
    ("period", "typed", "first", "last"),
    [
        (("2025-04-01", "2028-03-31"), "2026-2029", "2026-04-01", "2029-03-31"),
        (("2025-04-01", "2026-03-31"), "2026/27", "2026-04-01", "2027-03-31"),
        (("2025-04-01", "2028-03-31"), "01/04/2026 to 31/03/2029", "2026-04-01", "2029-03-31"),
        # A plan of calendar years counts both ends; one that says only where it ends is believed.
        (("2025-01-01", "2027-12-31"), "2026-2028", "2026-01-01", "2028-12-31"),
        (("2025-01-01", "2027-12-31"), "2026-2029", "2026-01-01", "2028-12-31"),
        (("2025-09-01", "2028-08-31"), "2026-2029", "2026-09-01", "2029-08-31"),
    ],
)
def test_the_new_period_is_read_in_years_like_the_plans_own(
    period: tuple[str, str], typed: str, first: str, last: str
) -> None:
    day = dt.date.fromisoformat
    of = first_year(period_start=day(period[0]), period_end=day(period[1]))
    assert period_meant(typed, of) == (day(first), day(last))


def test_words_that_name_no_period_are_refused() -> None:
    with pytest.raises(AssureError, match=r"--to “next year” names no period; write it as"):
        period_meant("next year", first_year())


def test_notes_under_the_new_numbers_of_their_quarters_are_no_news(store: Store) -> None:
    before = live(store).actions[2]
    after = proposed(store).plan.actions[0]
    assert before.key == after.key
    assert before.notes != after.notes
    assert new_notes(as_json(before), as_json(after)) == []
