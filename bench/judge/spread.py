"""Rate every plan of some folders and print the ratings as a table, so that one can see how they
spread: a scale on which every honest plan is red says nothing.

FOLDER holds plans with a .plan.json beside each, as for script/judge, or plans written as YAML, as
in tests/intake/plans. Anycity is always rated too, with its answers. The table is Markdown, on
stdout; a plan that cannot be read is told in one sentence, and the exit status is then 1.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from predict import RefusedError, plans_in, told_of

from assure.intake import read_plan
from assure.model.assessment import Assessment
from assure.model.errors import AssureError
from assure.model.ratings import RatingLevel
from assure.service.demo import anycity
from assure.service.judge import judge, review_of
from assure.shelf.settings import Settings
from assure.words.text import plural

HEADS = (
    "Plan",
    "Open actions",
    "With a high finding",
    "Plan quality",
    "Outcomes: green, amber-green, amber-red, red",
    "Data quality",
    "Delivery confidence, proposed",
)
SCALE = [level for level in RatingLevel if level is not RatingLevel.NOT_RATED]


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="script/ratings",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("folders", type=Path, nargs="*", metavar="FOLDER", help="a folder of plans")
    folders = asked.parse_args().folders
    for folder in folders:
        if not folder.is_dir():
            sys.stderr.write(f"{folder} is no folder; give the folder that holds the plans.\n")
            return 2
    unread = 0
    levels: Counter[str] = Counter()
    print(row(HEADS))
    print(row(["---"] * len(HEADS)))
    for told in rated(folders):
        if isinstance(told, str):
            unread += 1
            sys.stderr.write(f"{told}\n")
            continue
        levels[told.ratings[0].level.words] += 1
        print(row(line(told)))
    spread = ", ".join(f"{level.words} {levels[level.words]}" for level in RatingLevel)
    print(f"\nPlan quality of {plural(sum(levels.values()), 'plan')}: {spread}.")
    return 1 if unread else 0


def row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def rated(folders: list[Path]) -> Iterator[Assessment | str]:
    """Each plan's assessment, or the sentence that says why there is none."""
    yield judge(anycity())
    for folder in folders:
        with TemporaryDirectory() as made:
            written = sorted(folder.glob("*.yaml"))
            for source in written:
                write_out(source, Path(made))
            try:
                plans = plans_in(Path(made) if written else folder)
            except RefusedError as refused:
                yield str(refused)
                continue
            for path in plans:
                try:
                    said, as_of = told_of(path)
                    yield judge(review_of(read_plan(path, said), as_of, Settings()))
                except (AssureError, RefusedError) as refused:
                    yield str(refused)


def write_out(source: Path, folder: Path) -> None:
    """A plan written as YAML, as a .csv with its .plan.json."""
    told = yaml.safe_load(source.read_text(encoding="utf-8"))
    path = folder / f"{source.stem}.csv"
    lines = [
        [cell.strip().replace("\\n", "\n") for cell in text.split("|")]
        for text in told["table"].strip("\n").splitlines()
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)
    known = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in told["plan"].items()
    }
    path.with_suffix(".plan.json").write_text(json.dumps(known), encoding="utf-8")


def line(assessment: Assessment) -> list[str]:
    whole, *parts = assessment.ratings
    outcomes = [rating for rating in parts if rating.subject == "outcome"]
    counts = Counter(rating.level for rating in outcomes)
    flagged = {
        finding.ref
        for finding in assessment.findings
        if finding.counts and finding.subject == "action" and finding.severity.value == "high"
    }
    still = assessment.measures.open_actions
    proposal = assessment.proposal("plan")
    title = assessment.plan_title.replace("|", " ")
    return [
        title if len(title) <= 60 else f"{title[:59]}…",
        str(still),
        str(len(flagged)),
        whole.level.words,
        ", ".join(str(counts[level]) for level in SCALE) if outcomes else "names none",
        f"{whole.data.percent}%" if whole.data.percent is not None else "nothing to count",
        proposal.level.words if proposal else "",
    ]


if __name__ == "__main__":
    sys.exit(main())
