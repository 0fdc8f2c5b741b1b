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
OWNERS = (
    "Head of Housing",
    "Director of Public Health",
    "Skills Board",
    "Head of Planning / Head of Transport",
    "All partners",
    "Community Safety Manager",
    "TBC",
    None,
)
STATUSES = ("In progress", "Not started", "Completed", "Delayed", "On track", None)
RAGS = ("Green", "Amber", "Red", None)
RESOURCES = ("Within existing budgets", "£40,000, to be confirmed", "1 FTE", "Grant bid", None)
NOTES = (
    "Scope agreed with partners; procurement starts next quarter.",
    "Waiting for the vacancy to be filled.",
    "On course. The first cohort of 24 has started.",
    "",
)


def due(chance: random.Random) -> dt.date | str | None:
    """Mostly a date; now and then what people write instead."""
    day = dt.date(2026, 4, 1) + dt.timedelta(days=chance.randrange(1095))
    return chance.choice([day, day, day, day, f"{day:%B %Y}", "Ongoing", "TBC", None])


def write(path: Path, actions: int, seed: int = 20260401) -> None:
    """Write a workbook of one sheet with ``actions`` actions to ``path``."""
    chance = random.Random(seed)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Action plan")
    sheet.append(HEADINGS)
    for number in range(1, actions + 1):
        priority = 1 + number * 6 // (actions + 1)
        sheet.append(
            (
                f"{priority}.{number}",
                f"Priority {priority}",
                f"Outcome {priority}: residents are better off in way {priority}",
                f"{chance.choice(VERBS)} {chance.choice(THINGS)} (part {number})",
                chance.choice(OWNERS),
                dt.date(2026, 4, 1) + dt.timedelta(days=chance.randrange(180)),
                due(chance),
                chance.choice(STATUSES),
                chance.choice(RAGS),
                chance.choice(RESOURCES),
                chance.choice(NOTES),
            )
        )
    book.save(path)
