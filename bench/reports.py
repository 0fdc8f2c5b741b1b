"""script/bench reports: each kind of report of a growing plan, against WeasyPrint alone.

The report is what comes after judging: its words and pages, and the PDF with the review and the
evidence inside. The least is WeasyPrint that makes PDF/A-3a of the same finished page, with
nothing inside. The whole command, which reads the review and judges it first, is told beside.
What counts is processor time, which a machine with other work on it changes least; each runs in
processes of its own, and the smaller of two runs counts.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import workbook

from assure.intake import read_plan
from assure.model.review import Review, ReviewKind
from assure.report.kinds import Kind, all_kinds
from assure.service.demo import anycity
from assure.service.material import Wanted, material_of
from assure.service.report import html_of
from assure.service.reviews import load, write_review
from assure.service.rulebook import carrying
from assure.service.rulebook import load as load_rules
from assure.shelf.settings import Settings

HERE = Path(__file__).resolve().parent
ASSURE = Path(sys.executable).parent / "assure"
SIZES, FEW = (50, 500, 2_000), (50, 500)  # actions
RUNS = 2
NOW = dt.date(2027, 10, 1)
GOAL = 1.1
# The report that a board reads first must not be waited for.
SOON, SOON_SECONDS, SOON_SIZE = "strategic", 2.0, 500


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time, and the most memory that a process of it had, in MB."""

    seconds: float
    megabytes: float


def spent(command: Sequence[str | Path]) -> Spent:
    """What ``command`` and all that it starts takes."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        told = run.stderr.read() if run.stderr else b""
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {told.decode()[-2000:]}")
    per_megabyte = 1e6 if sys.platform == "darwin" else 1e3
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / per_megabyte)


def write_reviews(folder: Path, actions: int) -> tuple[Path, Path]:
    """A frozen review of so many actions, with the demonstration's answers, and the one before."""
    source = folder / f"plan-{actions}.xlsx"
    workbook.write(source, actions=actions)
    plan = read_plan(source)
    shown = anycity()
    contracts = tuple(
        action.model_copy(update={"contract": number % 5 == 0, "impact": {"1": "high"}})
        for number, action in enumerate(plan.actions)
    )
    book = load_rules(Settings())
    paths = []
    for name, day in (("now", NOW), ("before", NOW - dt.timedelta(days=182))):
        review = Review(
            key=name,
            name=name,
            kind=ReviewKind.ANNUAL,
            as_of=day,
            plan=plan.model_copy(update={"actions": contracts}),
            answers=shown.answers,
            questionnaires=shown.questionnaires,
        )
        paths.append(write_review(carrying(review, book), folder / f"{name}-{actions}.json"))
    return paths[0], paths[1]


def report_alone(kind: str, now: Path, before: Path, folder: Path) -> float:
    """Seconds of processor time from the judged material to the PDF."""
    command = [sys.executable, HERE / "one_report.py", kind, now, before, folder]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def race(
    folder: Path, kind: Kind, actions: int, now: Path, before: Path
) -> tuple[Spent, float] | None:
    """Prints a line of the table; what ours took, and its ratio. None where the plan has nothing
    to make this kind of."""
    against = (str(before),) if kind.compares else ()
    material = material_of(load(str(now), None), Wanted(kind.key, against=against), Settings())
    if kind.lacks(material):
        return None
    page = folder / "page.html"
    page.write_text(html_of(kind, material, "paper"), encoding="utf-8")
    report = [ASSURE, "report", kind.key, "--review", now, "--format", "pdf", "-o", folder / "out"]
    least = [sys.executable, HERE / "bare_weasyprint.py", page, folder / "b.pdf", "pdf/a-3a"]
    alone, bares, wholes = [], [], []
    for _ in range(RUNS):
        alone.append(report_alone(kind.key, now, before, folder / "out"))
        bares.append(spent(least))
        wholes.append(spent([*report, "--against", before] if kind.compares else report))
    bare, whole = (min(these, key=lambda one: one.seconds) for these in (bares, wholes))
    ratio = min(alone) / bare.seconds
    print(
        f"{kind.key:<20}{actions:>7,}{min(alone):>9.2f}{bare.seconds:>9.2f}{ratio:>8.2f}"
        f"{whole.seconds:>9.2f}{whole.megabytes:>9.0f}{bare.megabytes:>9.0f}",
        flush=True,
    )
    return whole, ratio


def main(folder: Path, *, quick: bool = False) -> bool:
    """Measure and print. True when every goal is met."""
    print(f"{'kind':<20}{'actions':>7}{'report s':>9}{'bare s':>9}{'ratio':>8}", end="")
    print(f"{'whole s':>9}{'whole MB':>9}{'bare MB':>9}")
    soon, ratios = True, []
    for actions in FEW if quick else SIZES:
        now, before = write_reviews(folder, actions)
        for kind in all_kinds():
            raced = race(folder, kind, actions, now, before)
            if raced is None:
                continue
            ratios.append(raced[1])
            if (kind.key, actions) == (SOON, SOON_SIZE):
                soon = raced[0].seconds <= SOON_SECONDS
    within = sum(ratio <= GOAL for ratio in ratios)
    print(f"\nwithin {GOAL} of the least: {within} of {len(ratios)}")
    print(f"{SOON} of {SOON_SIZE} actions in {SOON_SECONDS:g} s: {'met' if soon else 'MISSED'}\n")
    return soon and within == len(ratios)
