"""script/bench batch: the reports of many localities, by one process and by two.

Two are held to 1.9 times the speed of one. That takes a machine with two processors that do nothing
else: on another, what the processor time alone would allow is told beside, and says only that two
processes do no more work than one. Two processors share memory and caches, so that two programs
which know nothing of each other are no twice as fast as one after the other: what the machine makes
of WeasyPrint alone, on the same page, is told as well.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from reports import HERE, Spent, spent, write_reviews

from assure.report.kinds import DEFAULT, kind_named
from assure.service.material import Wanted, material_of
from assure.service.report import html_of
from assure.service.reviews import load
from assure.shelf.settings import Settings

ASSURE = Path(sys.executable).parent / "assure"
LOCALITIES, FEW = 100, 8
ACTIONS = 50  # in each plan
GOAL = 1.9
PAGES = 6  # printed by each of two processes of WeasyPrint alone
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
    review = write_reviews(folder, ACTIONS).now
    made = folder / f"reviews-{many}"
    made.mkdir()
    for number in range(many):
        shutil.copy(review, made / f"locality-{number:03}.json")
    return made


def machine(folder: Path, review: Path) -> float:
    """How many times as fast two processes of WeasyPrint alone are as one after the other."""
    material = material_of(load(str(review), None), Wanted(), Settings())
    page = folder / "page.html"
    page.write_text(html_of(kind_named(DEFAULT), material, "paper"), encoding="utf-8")

    def seconds(together: int) -> float:
        begun = time.perf_counter()
        for _ in range(2 * PAGES // together):
            made = [folder / f"bare-{number}.pdf" for number in range(together)]
            command = [sys.executable, HERE / "bare_weasyprint.py", page]
            runs = [subprocess.Popen([*command, one, "pdf/a-3a"]) for one in made]
            if any(run.wait() for run in runs):
                raise SystemExit("WeasyPrint alone made no PDF")
        return time.perf_counter() - begun

    return seconds(1) / seconds(2)


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
    alone = machine(folder, next(all_of_them.iterdir()))
    grown = two.spent.megabytes / fewer.spent.megabytes
    print(
        f"  two are {faster:.2f} times as fast (goal {GOAL:g}); their processor time allows", end=""
    )
    print(f" {allowed:.2f},")
    print(f"  and two programs of WeasyPrint alone are {alone:.2f} times as fast as one here")
    print(f"  memory, against {many // 4} localities: {grown:.2f} times (goal {GROWTH:g})\n")
    return faster >= GOAL and grown <= GROWTH
