"""script/bench reviews: comparing two reviews of 500 actions, against loading and judging them.

Whoever compares must load and judge both reviews; what comparing adds to that is measured, in one
process, so that starting up counts for neither. Where the rules of the two differ, the older one is
judged again by the newer ones, and that counts as comparing.
"""

from __future__ import annotations

import datetime as dt
import gc
import random
import statistics
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import workbook

from assure.assess.compare import Judged, compare
from assure.assess.compare_edition import board
from assure.assess.judge import assess, facts_for
from assure.intake import read_file
from assure.intake.reimport import read_again, read_first
from assure.model.actions import Action
from assure.model.comparison import Comparison
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind
from assure.model.values import Status
from assure.service.judge import matcher_named
from assure.service.reviews import load as load_review
from assure.service.reviews import write_review
from assure.service.rulebook import carrying, load, of_review
from assure.shelf.settings import Settings

ACTIONS = 500
RUNS = 7
GOAL = 1.5  # of loading and judging the two reviews
PARTS = {"loading": "loading and judging both", "comparing": "comparing", "hiding": "for the board"}
THEN, NOW = dt.date(2027, 10, 1), dt.date(2028, 3, 31)


@dataclass(frozen=True)
class Spent:
    """Seconds of the parts of one comparison."""

    loading: float
    comparing: float
    hiding: float

    @property
    def ratio(self) -> float:
        return (self.loading + self.comparing + self.hiding) / self.loading


def moved_on(action: Action, chance: random.Random) -> Action:
    """The action half a year later: some are done, some re-dated, some have another owner."""
    fields: dict[str, object] = {}
    if chance.random() < 0.2:
        fields["status"] = Status.COMPLETED
    if chance.random() < 0.2 and action.due.latest:
        later = action.due.latest + dt.timedelta(days=chance.randrange(30, 300))
        fields["due"] = action.due.model_copy(update={"earliest": later, "latest": later})
    if chance.random() < 0.1:
        fields["title"] = f"{action.title}, with partners"
    return action.model_copy(update=fields)


def write_reviews(folder: Path, changed: Settings) -> tuple[Path, Path]:
    """Two frozen reviews of one plan, half a year apart, as files; the newer one with the rules
    as ``changed`` has them."""
    books = load(Settings()), load(changed)
    source = folder / "plan.xlsx"
    workbook.write(source, actions=ACTIONS)
    first = read_first(read_file(source).plan, THEN)
    chance = random.Random(20280331)
    later = [moved_on(action, chance) for action in first.actions if chance.random() > 0.05]
    second, _ = read_again(first, first.model_copy(update={"actions": tuple(later)}), NOW, 2)
    paths = folder / "older.json", folder / "newer.json"
    for path, plan, as_of, book in zip(paths, (first, second), (THEN, NOW), books, strict=True):
        write_review(carrying(_review(path.stem, plan, as_of), book), path)
    return paths


def _review(name: str, plan: Plan, as_of: dt.date) -> Review:
    return Review(key=name, name=name, kind=ReviewKind.ANNUAL, as_of=as_of, plan=plan)


def once(*paths: Path) -> tuple[Spent, Comparison]:
    gc.collect()
    start = time.perf_counter()
    reviews = [load_review(str(path), None) for path in paths]
    books = [of_review(review) for review in reviews]
    matcher = matcher_named("durable")
    facts = [facts_for(review, *books) for review in reviews]
    older, newer = (
        Judged(review, assess(review, book, matcher, facts=own), book)
        for review, book, own in zip(reviews, books, facts, strict=True)
    )
    judged = time.perf_counter()
    same = older.rulebook.digest == newer.rulebook.digest
    again = None if same else assess(older.review, newer.rulebook, matcher, facts=facts[0])
    compared = compare(older, newer, again)
    done = time.perf_counter()
    board(compared, older.review, newer.review)
    end = time.perf_counter()
    return Spent(judged - start, done - judged, end - done), compared


def race(folder: Path, title: str, changed: Settings) -> bool:
    """Measure and print one pair of reviews. True when the goal is met."""
    paths = write_reviews(folder, changed)
    once(*paths)  # once unmeasured: byte code, and kinds of facts that the engine remembers
    runs = [once(*paths) for _ in range(RUNS)]
    compared = runs[0][1]
    print(
        f"Comparing two reviews of {ACTIONS} actions, {title}: {len(compared.findings):,} "
        f"findings, {len(compared.actions):,} actions that moved"
    )
    for name, what in PARTS.items():
        times = sorted(getattr(spent, name) for spent, _ in runs)
        print(f"  {what:26}{statistics.median(times):7.3f} s  ({times[0]:.3f} to {times[-1]:.3f})")
    ratio = statistics.median(spent.ratio for spent, _ in runs)
    met = ratio <= GOAL
    print(f"  ratio {ratio:6.2f}    goal {GOAL:g}: {'met' if met else 'MISSED'}, {RUNS} runs\n")
    return met


def main(folder: Path) -> bool:
    """Measure and print. True when every goal is met."""
    gc.set_threshold(1_000_000, 50, 100)  # as the command line sets it
    limit = {"open-actions-per-owner": Decimal(5)}
    return all(
        [
            race(folder, "by the same rules", Settings()),
            race(folder, "by rules with another limit", Settings(thresholds=limit)),
        ]
    )
