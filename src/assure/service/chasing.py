"""What is still missing for a quarter, and how the tasks that matter most stand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assure.assess.chasing import ChaseList, chase
from assure.assess.progress import progress, says_impact
from assure.conditions.nearest import did_you_mean
from assure.model.errors import AssureError
from assure.model.measures import PriorityProgress
from assure.model.plan import Plan
from assure.service.rulebook import load
from assure.shelf.settings import Settings
from assure.shelf.writing import write_all

REPEATED = "repeated-notes"  # the threshold by which a note is no news


def chase_list(
    plan: Plan, number: int, today: dt.date, settings: Settings, *, by: str = "owner"
) -> ChaseList:
    """What is missing for quarter ``number``; a copied note is told by the threshold of the
    rules. Raises RulebookError."""
    repeats = int(load(settings).thresholds[REPEATED].value)
    return chase(plan, number, today, repeats=repeats, by=by)


def write_letters(
    folder: Path, letters: tuple[tuple[str, str], ...], *, replace: bool
) -> tuple[Path, ...]:
    """A text file for each (name, words), all of them or none. Raises AssureError."""
    from assure.intake.refs import slug

    contents: dict[str, bytes] = {}
    for name, words in letters:
        stem = slug(name) if name else "nobody-named"
        file, count = f"{stem}.txt", 1
        while file in contents:
            count += 1
            file = f"{stem}-{count}.txt"
        contents[file] = words.encode()
    return write_all(folder, contents, replace=replace)


def progress_by_priority(
    plan: Plan, number: int, today: dt.date, *, impact: str = "high", priority: str | None = None
) -> tuple[PriorityProgress, ...]:
    """Progress on the tasks with such an impact. Raises AssureError for a plan that does not say
    what its actions do for its priorities, and for an unknown priority."""
    if not plan.priorities or not says_impact(plan):
        raise AssureError(
            f"The plan {plan.key} does not say what its actions do for its priorities; fill in "
            "the sheets Priorities and Impact (`assure export` with --every-column writes them) "
            "and import it again."
        )
    known = [one.ref for one in plan.priorities]
    if priority is not None and priority not in known:
        raise AssureError(
            f"The plan {plan.key} has no priority “{priority[:40]}”; "
            f"{did_you_mean(priority, known)}"
        )
    return progress(plan, number, today, impact=impact, priority=priority)
