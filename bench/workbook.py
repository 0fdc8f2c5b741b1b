"""A plan workbook of any length, the same on every run."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import openpyxl

HEADINGS = (
    "Ref",
    "Priority",
    "Outcome",
    "Action",
    "Lead officer",
    "Start date",
    "Due date",
    "Status",
    "RAG",
    "Resources",
    "Progress",
)
VERBS = ("Publish", "Agree", "Support", "Deliver", "Review", "Explore", "Recruit", "Train")
THINGS = (
    "a licensing scheme for private rented homes",
    "the winter plan with primary care",
    "two family hubs in the north of the town",
    "a skills pathway for care leavers",
    "the cycle network's missing links",
    "a shared record for people with complex needs",
    "the tenants' scrutiny panel",
    "a warm homes advice service",
)
# Written as often as here: most of a plan is in order, and each fault happens now and then.
OWNERS = (
    *("Head of Housing", "Director of Public Health", "Community Safety Manager") * 4,
    *("Skills Manager", "Head of Early Years", "Head of Transport") * 3,
    *("Skills Board", "All partners", "Head of Planning / Head of Parks", "TBC", None),
)
STATUSES = (*("In progress",) * 5, *("Not started",) * 4, "Completed", "Completed", "Delayed", None)
RAGS = (*("Green",) * 6, *("Amber",) * 3, "Red", None)
RESOURCES = (*("Within existing budgets", "1 FTE") * 4, "£40,000, to be confirmed", None)
NOTES = (
    "Scope agreed with partners; procurement starts next quarter.",
    "On course. The first cohort of 24 has started.",
    "Waiting for the vacancy to be filled.",
    "",
)


def due(chance: random.Random, start: dt.date) -> dt.date | str | None:
    """Mostly a date; now and then what people write instead."""
    day = start + dt.timedelta(days=chance.randrange(90, 700))
    return chance.choice([*[day] * 12, f"{day:%B %Y}", "Ongoing", "TBC", None])


def write(path: Path, actions: int, seed: int = 20260401) -> None:
    """Write a workbook of one sheet with ``actions`` actions to ``path``."""
    chance = random.Random(seed)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Action plan")
    sheet.append(HEADINGS)
    for number in range(1, actions + 1):
        priority = 1 + number * 6 // (actions + 1)
        start = dt.date(2026, 4, 1) + dt.timedelta(days=chance.randrange(365))
        sheet.append(
            (
                f"{priority}.{number}",
                f"Priority {priority}",
                f"Outcome {priority}: residents are better off in way {priority}",
                f"{chance.choice(VERBS)} {chance.choice(THINGS)} (part {number})",
                chance.choice(OWNERS),
                start,
                due(chance, start),
                chance.choice(STATUSES),
                chance.choice(RAGS),
                chance.choice(RESOURCES),
                chance.choice(NOTES),
            )
        )
    book.save(path)
