"""script/bench reports: each kind of report of a growing plan, against WeasyPrint alone.

The report is what comes after judging: its words and pages, and the PDF with the review and the
evidence inside. The least is WeasyPrint that makes PDF/A-3a of the same finished page, with
nothing inside. The whole command, which reads the review and judges it first, is told beside.
What counts is processor time, which a machine with other work on it changes least; each runs in
processes of its own, and the smaller of two runs counts, where one is short. At the end stands what
an action costs in the largest plan against the middle one: the time grows with the plan and no
faster.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import workbook

from assure.intake import read_plan
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind
from assure.report.kinds import NAMES, Kind, kind_named
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
LONG = 5.0  # seconds; what takes longer is run once
NOW = dt.date(2027, 10, 1)
GOAL = 1.1
GROWTH = 1.15  # of the time for each action, from the middle size to the largest
ACTIONS_FOR_AN_INDICATOR = 25
# The report that a board reads first must not be waited for.
SOON, SOON_SECONDS, SOON_SIZE = "strategic", 2.0, 500


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time, and the most memory that a process of it had, in MB."""

    seconds: float
    megabytes: float


def spent(command: Sequence[str | Path]) -> Spent:
    """What ``command`` and all that it starts takes."""
    done = subprocess.run(measuring(command), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr[-2000:]}")
    return told_of(done.stdout)


def measuring(command: Sequence[str | Path]) -> list[str | Path]:
    """``command``, measured by a program that itself is small."""
    return [sys.executable, "-I", "-S", HERE / "measured.py", *command]


def told_of(told: str) -> Spent:
    """What that program prints."""
    seconds, megabytes = map(float, told.split())
    return Spent(seconds, megabytes)


@dataclass(frozen=True)
class Raced:
    """What one kind of one plan took: ours from the judged material, WeasyPrint alone, and the
    whole command."""

    alone: float
    bare: Spent
    whole: Spent

    @property
    def ratio(self) -> float:
        return self.alone / self.bare.seconds


@dataclass(frozen=True)
class Reviews:
    """The files of three frozen reviews of one plan. ``fuller`` is of the same actions with the
    demonstration's priorities and many indicators, for kinds that tell of these alone."""

    now: Path
    before: Path
    fuller: Path


def write_reviews(folder: Path, actions: int) -> Reviews:
    """Frozen reviews of so many actions, with the demonstration's answers."""
    source = folder / f"plan-{actions}.xlsx"
    workbook.write(source, actions=actions)
    plan = read_plan(source)
    contracts = tuple(
        action.model_copy(update={"contract": number % 5 == 0, "impact": {"1": "high"}})
        for number, action in enumerate(plan.actions)
    )
    plan = plan.model_copy(update={"actions": contracts})
    return Reviews(
        now=_frozen(folder, f"now-{actions}", plan, NOW),
        before=_frozen(folder, f"before-{actions}", plan, NOW - dt.timedelta(days=182)),
        fuller=_frozen(folder, f"fuller-{actions}", _fuller(plan), NOW),
    )


def _frozen(folder: Path, name: str, plan: Plan, day: dt.date) -> Path:
    shown = anycity()
    key = name.partition("-")[0]
    review = Review(
        key=key,
        name=key,
        kind=ReviewKind.ANNUAL,
        as_of=day,
        plan=plan,
        answers=shown.answers,
        questionnaires=shown.questionnaires,
    )
    return write_review(carrying(review, load_rules(Settings())), folder / f"{name}.json")


def _fuller(plan: Plan) -> Plan:
    """``plan`` with priorities, a high impact of each action on one of them, and indicators in
    step with its actions."""
    shown = anycity().plan
    actions = tuple(
        action.model_copy(
            update={"impact": {shown.priorities[number % len(shown.priorities)].ref: "high"}}
        )
        for number, action in enumerate(plan.actions)
    )
    indicators = tuple(
        shown.indicators[number % len(shown.indicators)].model_copy(
            update={"key": f"indicator-{number}", "ref": f"I{number + 1}"}
        )
        for number in range(len(actions) // ACTIONS_FOR_AN_INDICATOR)
    )
    return plan.model_copy(
        update={
            "priorities": shown.priorities,
            "outcomes": shown.outcomes,
            "indicators": indicators,
            "actions": actions,
        }
    )


def report_alone(kind: str, now: Path, before: Path, folder: Path) -> float:
    """Seconds of processor time from the judged material to the PDF."""
    command = [sys.executable, HERE / "one_report.py", kind, now, before, folder]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def race(folder: Path, kind: Kind, actions: int, reviews: Reviews) -> Raced | None:
    """Prints a line of the table. None where no plan has anything to make this kind of."""
    wanted = Wanted(kind.key, against=(str(reviews.before),) if kind.compares else ())
    for review in (reviews.now, reviews.fuller):
        material = material_of(load(str(review), None), wanted, Settings())
        if not kind.lacks(material):
            break
    else:
        print(f"{kind.key:<20}{actions:>7,}  the plan has nothing to make it of", flush=True)
        return None
    page = folder / "page.html"
    page.write_text(html_of(kind, material, "paper"), encoding="utf-8")
    whole = [ASSURE, "report", kind.key, "--review", review, "--format", "pdf"]
    whole += ["-o", folder / "out", *(("--against", reviews.before) if kind.compares else ())]
    least = [sys.executable, HERE / "bare_weasyprint.py", page, folder / "b.pdf", "pdf/a-3a"]
    alone, bares, wholes = [], [], []
    while len(alone) < RUNS:
        alone.append(report_alone(kind.key, review, reviews.before, folder / "out"))
        bares.append(spent(least))
        wholes.append(spent(whole))
        if alone[0] > LONG:
            break
    raced = Raced(min(alone), _smaller(bares), _smaller(wholes))
    print(
        f"{kind.key:<20}{actions:>7,}{raced.alone:>9.2f}{raced.bare.seconds:>9.2f}"
        f"{raced.ratio:>8.2f}{raced.whole.seconds:>9.2f}{raced.whole.megabytes:>9.0f}"
        f"{raced.bare.megabytes:>9.0f}",
        flush=True,
    )
    return raced


def _smaller(runs: Sequence[Spent]) -> Spent:
    return min(runs, key=lambda one: one.seconds)


def unknown(kinds: Collection[str]) -> list[str]:
    """Those of ``kinds`` that are the name of none."""
    return sorted(set(kinds) - set(NAMES))


def main(folder: Path, *, quick: bool = False, kinds: Collection[str] = ()) -> bool:
    """Measure and print, all kinds or only ``kinds``. True when every goal is met."""
    print(f"{'kind':<20}{'actions':>7}{'report s':>9}{'bare s':>9}{'ratio':>8}", end="")
    print(f"{'whole s':>9}{'whole MB':>9}{'bare MB':>9}")
    found: dict[tuple[str, int], Raced] = {}
    for actions in FEW if quick else SIZES:
        reviews = write_reviews(folder, actions)
        for name in NAMES:
            if kinds and name not in kinds:
                continue
            if raced := race(folder, kind_named(name), actions, reviews):
                found[name, actions] = raced
    print()
    # No goal is left out because another one is missed.
    return all([_within(found), _grown(found), _soon(found)])


def _within(found: dict[tuple[str, int], Raced]) -> bool:
    within = sum(one.ratio <= GOAL for one in found.values())
    print(f"within {GOAL} of the least: {within} of {len(found)}")
    return within == len(found)


def _grown(found: dict[tuple[str, int], Raced]) -> bool:
    """Prints what an action costs as the plan grows, and whether any kind grows faster than it."""
    _, some, many = SIZES
    met = True
    for name in NAMES:
        if (name, some) not in found or (name, many) not in found:
            continue
        less, more = (1_000 * found[name, size].alone / size for size in (some, many))
        within = more <= less * GROWTH
        met &= within
        print(
            f"{name:<20}{less:7.2f} ms an action of {some:,},{more:7.2f} of {many:,}:"
            f"{more / less:6.2f} times (goal {GROWTH:g}){'' if within else ' MISSED'}"
        )
    return met


def _soon(found: dict[tuple[str, int], Raced]) -> bool:
    """Whether the report that a board reads first is there soon, where it was made."""
    raced = found.get((SOON, SOON_SIZE))
    if raced is None:
        return True
    met = raced.whole.seconds <= SOON_SECONDS
    print(f"{SOON} of {SOON_SIZE} actions in {SOON_SECONDS:g} s: {'met' if met else 'MISSED'}\n")
    return met
