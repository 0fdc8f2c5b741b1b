"""script/bench reviews, second part: does a plan open more slowly with others kept beside it?

A plan of 500 actions, told of in 12 quarters, is kept alone, and among 49 others of its size and
age. Telling the story of one action and opening a draft review are timed in both databases, turn
by turn.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import workbook

from assure.intake import read_file
from assure.intake.reimport import read_first
from assure.model.actions import ProgressNote
from assure.model.plan import Plan
from assure.model.review import ReviewKind
from assure.model.values import Status
from assure.service.reviews import collect, new_review
from assure.service.story import story
from assure.shelf.settings import Settings
from assure.store import ChangeKind
from assure.store.store import Store

ACTIONS, QUARTERS, PLANS = 500, 12, 50
RUNS = 15
GOAL = 1.25  # times as long among fifty plans as alone
FIRST = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
# Tables with a column `plan`, and what else makes their rows another plan's.
CLONED = ("plan_changes", "revisions")


def quarter(plan: Plan, number: int, chance: random.Random) -> Plan:
    """The plan a quarter later: of every other action something is told."""
    actions = []
    for action in plan.actions:
        if chance.random() < 0.5:
            note = ProgressNote(
                quarter=number, text=f"Quarter {number}: {chance.random():.6f} done"
            )
            percent = min(100, number * 8)
            action = action.model_copy(
                update={
                    "notes": (*action.notes, note),
                    "percent": percent,
                    "status": Status.IN_PROGRESS,
                }
            )
        actions.append(action)
    return plan.model_copy(update={"actions": tuple(actions)})


def keep_one(path: Path, folder: Path) -> str:
    """A database with one plan and a draft review of it; returns the plan's key."""
    source = folder / "kept.xlsx"
    workbook.write(source, actions=ACTIONS)
    plan = read_first(read_file(source).plan, FIRST.date())
    chance = random.Random(12)
    with Store.open(path) as store:
        store.add_plan(plan, FIRST)
        for number in range(1, QUARTERS + 1):
            store.change_plan(
                plan.key,
                lambda before, number=number: quarter(before, number, chance),
                FIRST + dt.timedelta(days=91 * number),
                kind=ChangeKind.UPDATE,
                source=f"q{number}.xlsx",
                by="Head of Housing",
            )
        at = FIRST + dt.timedelta(days=91 * QUARTERS + 10)
        new_review(store, name="Annual", kind=ReviewKind.ANNUAL, plan=plan, as_of=at.date(), at=at)
    return plan.key


def add_others(path: Path, key: str) -> int:
    """The same plan under other keys, row by row; returns how many revisions there are then."""
    with sqlite3.connect(path) as connection:
        changes = "plan, number, kind, at, source, by"
        fields = "plan, action, field, was, now"
        last = connection.execute("SELECT max(id) FROM plan_changes").fetchone()[0]
        for number in range(1, PLANS):
            other = f"{key}-{number}"
            shift = last * number
            connection.execute(
                "INSERT INTO plans (key, title, live, version)"
                " SELECT ?, title, live, version FROM plans WHERE key = ?",
                (other, key),
            )
            connection.execute(
                f"INSERT INTO plan_changes (id, {changes})"  # noqa: S608 -- names of our own
                f" SELECT id + ?, ?, {changes.removeprefix('plan, ')}"
                " FROM plan_changes WHERE plan = ?",
                (shift, other, key),
            )
            connection.execute(
                f"INSERT INTO revisions (change_id, {fields})"  # noqa: S608
                f" SELECT change_id + ?, ?, {fields.removeprefix('plan, ')}"
                " FROM revisions WHERE plan = ?",
                (shift, other, key),
            )
        rows: int = connection.execute("SELECT count(*) FROM revisions").fetchone()[0]
    connection.close()
    return rows


def timed(act: Callable[[Path], object], path: Path) -> float:
    start = time.perf_counter()
    act(path)
    return time.perf_counter() - start


def main(folder: Path) -> bool:
    """Measure and print. True when every goal is met."""
    alone, among = folder / "alone.db", folder / "among.db"
    key = keep_one(alone, folder)
    shutil.copy(alone, among)
    rows = add_others(among, key)
    with Store.open(alone) as store:
        draft = store.reviews()[0].key
        ref = (store.plan(key) or Plan(key="", title="")).actions[ACTIONS // 2].ref

    def tell(path: Path) -> None:
        with Store.open(path) as store:
            story(store, key, ref)

    def open_draft(path: Path) -> None:
        with Store.open(path) as store:
            collect(store, draft, Settings())

    print(
        f"{PLANS} plans of {ACTIONS} actions over {QUARTERS} quarters: {rows:,} revisions, "
        f"{among.stat().st_size / 1e6:,.0f} MB"
    )
    met = True
    for what, act in (("telling an action's story", tell), ("opening a draft review", open_draft)):
        for path in (alone, among):
            act(path)
        pairs = [(timed(act, alone), timed(act, among)) for _ in range(RUNS)]
        one, many = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(b / a for a, b in pairs)
        met &= ratio <= GOAL
        verdict = "met" if ratio <= GOAL else "MISSED"
        print(
            f"  {what:28} alone {one:.3f} s, among {PLANS} {many:.3f} s; ratio {ratio:.2f}"
            f"    goal {GOAL:g}: {verdict}, {RUNS} turns"
        )
    print()
    return met
