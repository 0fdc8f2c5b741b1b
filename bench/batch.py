"""script/bench batch: the reports of many localities, by one process and by two.

Two are held to 1.9 times the speed of one. That takes a machine with two processors that do nothing
else: on another, what the processor time alone would allow is told beside, and says only that two
processes do no more work than one. A machine's own speed wavers by more in ten minutes than is
asked for here, so that the two batches take turns: one is held while the other goes on, and the
clock of each counts its own turns alone. Turns of one process are twice as long, so that both are
spread over the same time.

Two processors share memory and caches, so that two programs which know nothing of each other are no
twice as fast as one after the other: what the machine makes of WeasyPrint alone, on the same page,
is told as well.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reports import HERE, Spent, measuring, told_of, write_reviews

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
TURN = 10  # seconds of two processes at a time
GROWTH = 1.1  # of memory, from a quarter of the localities to all of them


@dataclass(frozen=True)
class Batch:
    """What a batch took: seconds by the clock, and ``spent`` by its processes."""

    seconds: float
    spent: Spent


class Turns:
    """A command that goes on only in its turns, with all that it starts."""

    def __init__(self, command: Sequence[str | Path], long: float) -> None:
        self._command, self._long = measuring(command), long  # seconds of a turn
        self._begun: subprocess.Popen[str] | None = None
        self._seconds = 0.0
        self.made: Batch | None = None  # once it has ended

    def go_on(self) -> None:
        """Its next turn."""
        start = time.perf_counter()
        if self._begun is None:
            self._begun = subprocess.Popen(
                self._command,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,  # so that all its processes are held together
            )
        else:
            os.killpg(self._begun.pid, signal.SIGCONT)
        try:
            told, faults = self._begun.communicate(timeout=self._long)
        except subprocess.TimeoutExpired:
            os.killpg(self._begun.pid, signal.SIGSTOP)
            self._seconds += time.perf_counter() - start
            return
        self._seconds += time.perf_counter() - start
        if self._begun.returncode:
            raise SystemExit(f"{' '.join(map(str, self._command))}: {faults[-2000:]}")
        self.made = Batch(self._seconds, told_of(told))

    def end(self) -> None:
        """Ends it where it has not ended."""
        if self._begun is not None and self._begun.poll() is None:
            os.killpg(self._begun.pid, signal.SIGKILL)
            self._begun.wait()


def batches(reviews: Path, folder: Path, *jobs: int) -> list[Batch]:
    """The batch of ``reviews`` by each of these numbers of processes, by turns."""
    command = (ASSURE, "report", "--batch", reviews, "-o")
    runs = [Turns((*command, folder / str(n), "--jobs", str(n)), TURN * 2 / n) for n in jobs]
    try:
        while waiting := [run for run in runs if run.made is None]:
            for run in waiting:
                run.go_on()
    finally:
        for run in runs:
            run.end()
    return [run.made for run in runs if run.made]


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
    (fewer,) = batches(few, folder / "few", 2)
    one, two = batches(all_of_them, folder / "out", 1, 2)
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
