"""Returned updates into the store, on both databases: file by file, and by several at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.intake.returns import PERIOD, fill_in, workbook

from assure.intake import Said
from assure.model.errors import AssureError
from assure.model.plan import Plan
from assure.model.values import Status
from assure.service.plans import import_plan
from assure.service.updates import Taken, Terms, take_updates
from assure.store import ChangeKind
from assure.store.store import Store

SENT = dt.datetime(2027, 7, 12, tzinfo=dt.UTC)
BACK = dt.datetime(2027, 10, 5, tzinfo=dt.UTC)
OFFICERS = range(1, 7)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


@pytest.fixture
def plan(tmp_path: Path, store: Store) -> Plan:
    """Each officer has one action."""
    rows = [f"1.{n},Open hub {n},Officer {n},31/03/2028,In progress" for n in OFFICERS]
    file = tmp_path / "hubs.csv"
    file.write_text("\n".join(["Ref,Action,Owner,Due,Status", *rows]), encoding="utf-8")
    return import_plan(store, file, Said(title="Hubs", period=PERIOD), SENT)


def back(folder: Path, plan: Plan, number: int, **cells: object) -> Path:
    """What the officer of this number returns."""
    file = workbook(folder, plan, [plan.actions[number - 1]], f"officer-{number}.xlsx")
    filled = {"Progress in Q6": f"Told by officer {number}", **cells}
    return fill_in(file, {f"1.{number}": filled}, by=f"Officer {number}")


def take(store: Store, *paths: Path, **terms: object) -> list[Taken]:
    return list(take_updates(store, paths, Terms(**terms), BACK))  # type: ignore[arg-type]


def notes(store: Store) -> list[str]:
    kept = store.plan("hubs")
    assert kept is not None
    return [note.text for action in kept.actions for note in action.notes]


def test_several_who_return_at_once_lose_nothing(
    tmp_path: Path, database: str, store: Store, plan: Plan
) -> None:
    files = [back(tmp_path, plan, number) for number in OFFICERS]

    def bring(file: Path) -> list[Taken]:
        with Store.open(database) as own:
            return take(own, file)

    with ThreadPoolExecutor(len(OFFICERS)) as pool:
        taken = [one for result in pool.map(bring, files) for one in result]
    assert all(one.whole for one in taken), taken
    assert notes(store) == [f"Told by officer {number}" for number in OFFICERS]
    hands = [change.by for change in store.changes("hubs")[1:]]
    assert sorted(hands) == [f"Officer {number}" for number in OFFICERS]
    # What was there before and after each of them can be had from the log.
    told = [
        len([note for action in kept.actions for note in action.notes])
        for number in range(1, len(OFFICERS) + 2)
        if (kept := store.plan_at("hubs", number))
    ]
    assert told == [0, 1, 2, 3, 4, 5, 6]


def test_a_file_that_cannot_be_taken_leaves_the_others_alone(
    tmp_path: Path, store: Store, plan: Plan
) -> None:
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"not a workbook")
    wrong = back(tmp_path, plan, 1, Status="Wonderful")
    taken = take(store, junk, wrong, tmp_path / "not-there.xlsx", back(tmp_path, plan, 2))
    assert [one.whole for one in taken] == [False, False, False, True]
    assert taken[1].problems[0].seen.place() == "Your actions F2"
    assert notes(store) == ["Told by officer 2"]


def test_the_files_of_a_folder_are_taken_without_what_lies_beside_them(
    tmp_path: Path, store: Store, plan: Plan
) -> None:
    folder = tmp_path / "q6"
    folder.mkdir()
    back(folder, plan, 1)
    (folder / "~$officer-1.xlsx").write_bytes(b"open")
    (folder / "notes.txt").write_text("ask the Chair")
    assert [one.source for one in take(store, folder)] == ["officer-1.xlsx"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(AssureError, match="no workbook is in this folder"):
        take(store, tmp_path / "empty")


def test_a_dry_run_of_several_files_sees_what_the_ones_before_would_do(
    tmp_path: Path, store: Store, plan: Plan
) -> None:
    file = back(tmp_path, plan, 1)
    first, again = take(store, file, file, keep=False)
    assert first.outcome is not None
    assert again.outcome is not None
    assert len(first.outcome.changed) == 1
    assert again.outcome.changed == ()
    assert notes(store) == []


def test_what_an_import_changed_since_is_told_with_its_file(
    tmp_path: Path, store: Store, plan: Plan
) -> None:
    file = back(tmp_path, plan, 1, Status="Completed")
    again = tmp_path / "hubs.csv"
    row = "1.1,Open hub 1,Officer 1,31/03/2028,"
    words = again.read_text().replace(f"{row}In progress", f"{row}Cancelled")
    again.write_text(words, encoding="utf-8")
    import_plan(store, again, Said(title="Hubs", period=PERIOD), BACK)
    (taken,) = take(store, file)
    assert taken.outcome is not None
    (clash,) = taken.outcome.refused
    assert clash.hand is not None
    assert (clash.hand.source, clash.hand.at) == ("hubs.csv", BACK.date())


def test_what_another_changed_between_two_files_is_seen_by_the_second(
    tmp_path: Path, store: Store, plan: Plan
) -> None:
    mine = back(tmp_path, plan, 1, Status="Completed")
    files = take_updates(store, [back(tmp_path, plan, 2), mine], Terms(), BACK)
    assert next(files).whole

    def cancelled(live: Plan) -> Plan:
        first, *rest = live.actions
        first = first.model_copy(update={"status": Status.CANCELLED})
        return live.model_copy(update={"actions": (first, *rest)})

    store.change_plan("hubs", cancelled, BACK, kind=ChangeKind.UPDATE, source="", by="Officer 9")
    (taken,) = files
    assert taken.outcome is not None
    (clash,) = taken.outcome.refused
    assert clash.hand is not None
    assert clash.hand.by == "Officer 9"
    assert notes(store) == ["Told by officer 2"]
