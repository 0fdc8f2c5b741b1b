"""Figures and ratios, measured side by side: script/bench [NAME...]

Each benchmark is a command of ours (A) and the least that any program could do instead (B).
They run turn by turn, A B A B, each in a process of its own, so that a machine that slows down
slows both; what counts is the ratio of the medians. Exit 1 when a ratio is over its goal.
``batch``, ``intake``, ``reports``, ``reviews`` and ``rules`` are races of their own, in files of
those names.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import batch
import kept
import reports
import reviews
import workbook

import intake
import rules

HERE = Path(__file__).resolve().parent
ASSURE = Path(sys.executable).parent / "assure"
TODAY = "2027-10-01"  # a fixed day, so that every run judges the same plan on the same day

# Where this is set, our own modules would be compiled anew for each run and the libraries not.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Race:
    """Our command against the bare one; ``goal`` is the ratio allowed, None when only told."""

    title: str
    ours: Command
    bare: Command
    goal: float | None
    runs: int


def seconds(command: Command, folder: Path, allowed: Sequence[int] = (0, 1)) -> float:
    """Wall-clock seconds of one run of ``command`` in ``folder``. Findings exit with 1."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    spent = time.perf_counter() - start
    if done.returncode not in allowed:
        shown = " ".join(map(str, command))
        raise SystemExit(f"{shown}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return spent


def help_races(folder: Path) -> list[Race]:
    """A cold start of the command line."""
    bare = (sys.executable, HERE / "bare_click.py", "--help")
    return [Race("assure --help, against a bare click program", (ASSURE, "--help"), bare, 3, 15)]


def check_races(folder: Path) -> list[Race]:
    """A plan of 500 actions, read, judged and printed."""
    plan = folder / "plan.xlsx"
    workbook.write(plan, actions=500)
    ours = ("check", plan, "--today", TODAY)
    listed = subprocess.run(
        [sys.executable, HERE / "loaded_libraries.py", *ours],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = folder / "modules.txt"
    modules.write_text(listed.stdout)
    bare = (sys.executable, HERE / "open_workbook.py", plan, modules)
    title = "assure check, 500 actions, against importing the same libraries and opening the file"
    return [Race(title, (ASSURE, *ours), bare, 2, 7)]


def report_races(folder: Path) -> list[Race]:
    """The board report of the demonstration, from its frozen review."""
    seconds((ASSURE, "demo", "--output", folder / "demo"), folder)
    review = folder / "demo/review.json"
    (html,) = (folder / "demo").glob("*.html")
    report = (ASSURE, "report", "--review", review, "--format", "pdf")
    ours = (*report, "--output", folder / "ours")
    bare = (sys.executable, HERE / "bare_weasyprint.py", html, folder / "bare.pdf")
    title = "board report of the demo, against WeasyPrint alone on the same HTML"
    return [
        Race(f"{title} (PDF/A-3a)", ours, (*bare, "pdf/a-3a"), 1.2, 7),
        Race(f"{title} (plain PDF, no tags)", ours, bare, None, 3),
    ]


RACES: dict[str, Callable[[Path], list[Race]]] = {
    "help": help_races,
    "check": check_races,
    "demo": report_races,
}
BATCH, INTAKE, REPORTS, REVIEWS, RULES = "batch", "intake", "reports", "reviews", "rules"
# All that is held to a goal of reports: each kind by size of the plan, then many localities.
TOGETHER = {"report": (REPORTS, BATCH)}


def run(race: Race, folder: Path) -> bool:
    """Run and print one race. True when the goal is met."""
    seconds(race.ours, folder)  # once unmeasured: byte code and file cache
    seconds(race.bare, folder)
    ours, bare = [], []
    for _ in range(race.runs):
        ours.append(seconds(race.ours, folder))
        bare.append(seconds(race.bare, folder))
    ratio = statistics.median(ours) / statistics.median(bare)
    met = race.goal is None or ratio <= race.goal
    goal = "for comparison" if race.goal is None else f"goal {race.goal:g}: "
    print(race.title)
    for name, times in (("ours", ours), ("bare", bare)):
        print(
            f"  {name}  {statistics.median(times):7.3f} s  ({min(times):.3f} to {max(times):.3f})"
        )
    verdict = "" if race.goal is None else "met" if met else "MISSED"
    print(f"  ratio {ratio:6.2f}    {goal}{verdict}, {race.runs} runs each\n")
    return met


def main() -> int:
    known = [*RACES, BATCH, INTAKE, REPORTS, REVIEWS, RULES]
    parser = argparse.ArgumentParser(
        prog="script/bench",
        description="Measure assure against the least a program could do.",
        epilog="report is reports and batch. On a machine that does nothing else reports takes "
        "about 15 minutes, batch and rules 10, and the others less than that.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join([*known, *TOGETHER]))
    parser.add_argument(
        "--quick",
        action="store_true",
        help="Fewer localities for batch, no large plan for reports.",
    )
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="KIND",
        help="Only this kind of report, for reports; may be given again.",
    )
    asked = parser.parse_args()
    names = [one for name in asked.names for one in TOGETHER.get(name, (name,))] or known
    unknown = sorted(set(names) - set(known))
    if unknown:
        parser.error(
            f"no benchmark {', '.join(unknown)}; there are {', '.join([*known, *TOGETHER])}"
        )
    if strange := reports.unknown(asked.kind):
        parser.error(
            f"no report {', '.join(strange)}; `assure report --list` tells which there are"
        )
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}\n"
    )
    met = True
    for name in names:
        if name == RULES:
            met &= rules.main()
            continue
        with tempfile.TemporaryDirectory() as folder:
            if name == BATCH:
                met &= batch.main(Path(folder), quick=asked.quick)
                continue
            if name == INTAKE:
                met &= intake.main(Path(folder))
                continue
            if name == REPORTS:
                met &= reports.main(Path(folder), quick=asked.quick, kinds=asked.kind)
                continue
            if name == REVIEWS:
                met &= reviews.main(Path(folder))
                met &= kept.main(Path(folder))
                continue
            for race in RACES[name](Path(folder)):
                met &= run(race, Path(folder))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
