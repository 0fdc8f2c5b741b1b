"""script/bench batch: the reports of many localities, by one process and by two.

Two are held to 1.9 times the speed of one. That takes a machine with two processors that do nothing
else: on another, what the processor time alone would allow is told beside, and says only that two
processes do no more work than one.
"""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from reports import Spent, spent, write_reviews

ASSURE = Path(sys.executable).parent / "assure"
LOCALITIES, FEW = 100, 8
ACTIONS = 50  # in each plan
GOAL = 1.9
GROWTH = 1.1  # of memory, from a quarter of the localities to all of them


@dataclass(frozen=True)
class Batch:
    """What a batch took: seconds by the clock, and ``spent`` by its processes."""

    seconds: float
    spent: Spent


def batch(reviews: Path, jobs: int, folder: Path) -> Batch:
    begun = time.perf_counter()
    used = spent([ASSURE, "report", "--batch", reviews, "--jobs", str(jobs), "-o", folder])
    return Batch(time.perf_counter() - begun, used)


def localities(folder: Path, many: int) -> Path:
    """A folder with as many review files."""
    review, _ = write_reviews(folder, ACTIONS)
    made = folder / f"reviews-{many}"
    made.mkdir()
    for number in range(many):
        shutil.copy(review, made / f"locality-{number:03}.json")
    return made


def main(folder: Path, *, quick: bool = False) -> bool:
    """Measure and print. True when every goal is met."""
    many = FEW if quick else LOCALITIES
    few, all_of_them = localities(folder, many // 4), localities(folder, many)
    fewer = batch(few, 2, folder / "out")
    one, two = batch(all_of_them, 1, folder / "out"), batch(all_of_them, 2, folder / "out")
    print(f"{many} localities of {ACTIONS} actions, PDF and HTML")
    for name, made in (("one process", one), ("two", two)):
        print(f"  {name:<12}{made.seconds:8.1f} s by the clock", end="")
        print(f"{made.spent.seconds:8.1f} s of processor time", end="")
        print(f"{made.spent.megabytes:6.0f} MB at most in one process")
    faster, allowed = one.seconds / two.seconds, 2 * one.spent.seconds / two.spent.seconds
    grown = two.spent.megabytes / fewer.spent.megabytes
    print(
        f"  two are {faster:.2f} times as fast (goal {GOAL:g}); their processor time allows", end=""
    )
    print(f" {allowed:.2f}")
    print(f"  memory, against {many // 4} localities: {grown:.2f} times (goal {GROWTH:g})\n")
    return faster >= GOAL and grown <= GROWTH
