"""script/bench rules: matching, side by side with plain Python, clipspy and zen-engine.

Every engine gets the same rules and facts, by turns, and must find the same; making its rules
ready counts. Takes some minutes: most of them are the slower engines'.
"""

from __future__ import annotations

import gc
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import rule_work
from rule_engines import ENGINES, Contender, Ours

from assure.rules.rulebook import Rule

MEGABYTE = 1_000_000
LINEAR = 1.25  # growth of the time for one action from 5,000 to 50,000, against plain Python's
GROWTH = 5.0  # MB over 1,800 evaluations that may be the allocator's
START = 0.050  # seconds to load the shipped rulebook

LOAD = """
import gc
import time
gc.set_threshold(1_000_000, 50, 100)  # as the command line sets it
from assure.service.rulebook import load
from assure.shelf.settings import Settings
start = time.perf_counter()
load(Settings())
print(time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Size:
    plans: int
    actions: int
    runs: int

    @property
    def title(self) -> str:
        each = f"{self.actions:,} actions"
        return each if self.plans == 1 else f"{self.plans} plans of {each}"


SIZES = (Size(1, 500, 7), Size(1, 5_000, 3), Size(1, 50_000, 1), Size(300, 500, 1))


def available() -> list[str]:
    """The engines that are installed. Says in one line which is not."""
    names = []
    for name, make in ENGINES.items():
        try:
            make(rule_work.rules(1))
        except ImportError as missing:
            print(f"Without {name}: {missing}.")
        else:
            names.append(name)
    return names


def once(names: Sequence[str], rules: Sequence[Rule], size: Size) -> tuple[dict[str, float], int]:
    """Seconds that each engine took, plan by plan in turns, and how many matches there were."""
    spent = dict.fromkeys(names, 0.0)
    engines: dict[str, Contender] = {}
    for name in names:
        start = time.perf_counter()
        engines[name] = ENGINES[name](rules)
        spent[name] += time.perf_counter() - start
    matches = 0
    for facts in rule_work.plans(size.plans, size.actions):
        reference = None
        for name, engine in engines.items():
            gc.collect()
            start = time.perf_counter()
            found = engine.match(facts)
            spent[name] += time.perf_counter() - start
            if reference is None:
                reference = found
            elif found != reference:
                raise SystemExit(f"{name} finds {len(found ^ reference)} matches otherwise.")
        matches += len(reference or ())
    return spent, matches


def race(names: Sequence[str]) -> bool:
    """Print seconds and ratios for each size. True when assure is ahead everywhere, and linear."""
    met = True
    print(f"{'':34}" + "".join(f"{name:>20}" for name in names))
    for count in (60, 120):
        rules = rule_work.rules(count)
        totals: dict[int, dict[str, float]] = {}
        for size in SIZES:
            runs = [once(names, rules, size) for _ in range(size.runs)]
            middle = {name: statistics.median(spent[name] for spent, _ in runs) for name in names}
            ours = middle["assure"]
            totals[size.actions * size.plans] = middle
            cells = "".join(f"{middle[n]:>11.3f} s ({middle[n] / ours:4.1f})" for n in names)
            print(f"{f'{count} rules, {size.title}':34}{cells}   {runs[0][1]:,} matches")
            met &= ours == min(middle.values())
        # Plain Python is linear by its nature: what it grows by is the machine's doing.
        grown = {n: totals[50_000][n] / totals[5_000][n] / 10 for n in ("assure", "plain Python")}
        print(
            f"{'':34}one action at 50,000 costs {grown['assure']:.2f} of what it does at 5,000, "
            f"in plain Python {grown['plain Python']:.2f}"
        )
        met &= grown["assure"] <= LINEAR * grown["plain Python"]
    print("assure is ahead at every size and linear: " + ("met\n" if met else "MISSED\n"))
    return met


def memory() -> bool:
    """Print how memory grows over 2,000 evaluations of plans of which none comes twice."""
    engine = Ours(rule_work.rules(60))
    peaks: dict[int, float] = {}
    for number, facts in enumerate(rule_work.plans(2_000, 500), start=1):
        engine.match(facts)
        if number in (200, 1_000, 2_000):
            peaks[number] = peak()
    grown = peaks[2_000] - peaks[200]
    told = ", ".join(f"{megabytes:.1f} MB after {number:,}" for number, megabytes in peaks.items())
    met = grown <= GROWTH
    print(f"Memory over 2,000 evaluations: {told}; {engine.remembered:,} kinds remembered")
    print(f"  grown by {grown:.1f} MB, goal {GROWTH:g}: {'met' if met else 'MISSED'}\n")
    return met


def peak() -> float:
    """The most memory this process has had, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def start_up() -> bool:
    """Print how long the shipped rulebook takes to load in a process that has not done so yet."""
    times = sorted(
        float(subprocess.run([sys.executable, "-c", LOAD], capture_output=True, check=True).stdout)
        for _ in range(11)
    )
    middle = statistics.median(times)
    met = middle <= START
    print(f"Loading the rulebook: {middle:.3f} s ({times[0]:.3f} to {times[-1]:.3f})")
    print(f"  goal {START:g} s: {'met' if met else 'MISSED'}\n")
    return met


def main() -> bool:
    """Measure and print all of it. True when every goal is met."""
    # Memory first, while the process is small.
    return all([memory(), start_up(), race(available())])
