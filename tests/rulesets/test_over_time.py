"""A plan that is imported quarter after quarter, and what its reports tell one after another."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from tests.assess.build import judged, review

from assure.intake import Said, read_plan
from assure.intake.reimport import read_again, read_first
from assure.model.plan import Plan

HEADINGS = (
    "Ref", "Action", "Owner", "Start", "Due", "Revised date", "Status", "RAG", "% complete",
    "Progress", "Reason for delay",
)  # fmt: skip
DAYS = tuple(dt.date(2026, month, 12) for month in (1, 4, 7, 10))
LEASE, CONTRACTOR = "Landlord is slow to sign", "Contractor has gone out of business"
ACTIONS = {
    "1.1": ("Open the family hub on Mill Road", "Head of Housing"),
    "1.2": ("Insulate 90 council homes", "Head of Repairs"),
    "1.3": ("Recruit 12 apprentices", "Head of People"),
    "1.4": ("Publish the travel plan for 6 schools", "Head of Transport"),
    "1.5": ("Train 40 managers in safeguarding", "Head of Learning"),
    "1.6": ("Let the cleaning contract for 8 buildings", "Head of Estates"),
    "1.7": ("Plant 300 street trees", "Head of Parks"),
    "1.8": ("Move 4 libraries to longer hours", "Head of Libraries"),
}


def rows(quarter: int) -> list[tuple[str, ...]]:
    """Eight actions; all that is not said here goes forward by a step each quarter."""
    result = []
    for ref, (title, owner) in ACTIONS.items():
        told = {
            "owner": owner,
            "revised": "",
            "rag": "Green",
            "percent": f"{20 * quarter}%",
            "progress": f"Step {quarter} of 5 is done",
            "reason": "",
        }
        told |= SAID.get((ref, quarter), {})
        result.append(
            (ref, title, told["owner"], "01/04/2025", "31/03/2027", told["revised"], "In progress",
             told["rag"], told["percent"], told["progress"], told["reason"])
        )  # fmt: skip
    return result


SAID: dict[tuple[str, int], dict[str, str]] = {
    # Amber from the second report on, with its reason.
    **{("1.1", quarter): {"rag": "Amber", "reason": LEASE} for quarter in (2, 3, 4)},
    # Red from the third report on.
    **{("1.2", quarter): {"rag": "Red", "reason": CONTRACTOR} for quarter in (3, 4)},
    # Nobody writes anything new.
    **{("1.3", q): {"percent": "20%", "progress": "Step 1 of 5 is done"} for q in (2, 3, 4)},
    # Handed on twice.
    **{("1.4", quarter): {"owner": "Head of Planning"} for quarter in (2, 3)},
    ("1.4", 4): {"owner": "Head of Highways"},
    # Green, green, green, red.
    ("1.5", 4): {"rag": "Red", "reason": "The trainer has left"},
    # Put back four times over.
    ("1.6", 1): {"revised": "30/06/2027"},
    ("1.6", 2): {"revised": "30/09/2027"},
    ("1.6", 3): {"revised": "31/12/2027"},
    ("1.6", 4): {"revised": "31/03/2028"},
    # Amber for a report, by way of a new reason, and green again: as it should be.
    ("1.7", 2): {"rag": "Amber", "reason": "Saplings came late"},
    # Owned by the same post under a longer name, and quiet for a report long ago.
    ("1.8", 2): {"percent": "20%", "progress": "Step 1 of 5 is done"},
    ("1.8", 3): {"owner": "Head of Libraries and Culture"},
    ("1.8", 4): {"owner": "Head of Libraries and Culture"},
}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    kept: Plan | None = None
    for number, day in enumerate(DAYS, start=1):
        path = tmp_path / "plan.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([HEADINGS, *rows(number)])
        read = read_plan(path, Said(title="Housing plan"))
        kept = read_again(kept, read, day, number)[0] if kept else read_first(read, day)
    assert kept is not None
    return kept


def test_each_thing_that_only_time_tells_is_found_once_and_the_rest_is_quiet(plan: Plan) -> None:
    found = judged(review(plan)).findings
    on_actions = {(finding.ref, finding.code) for finding in found if finding.subject == "action"}
    assert on_actions == {
        ("1.1", "STA-06"),
        ("1.2", "STA-07"),
        ("1.3", "OWN-12"),
        ("1.4", "OWN-11"),
        ("1.5", "STA-08"),
        ("1.6", "TIM-11"),
    }
    assert not [finding for finding in found if finding.code in {"OWN-19", "STA-09"}]


def test_the_sentences_say_since_when(plan: Plan) -> None:
    said = {finding.code: finding.sentence for finding in judged(review(plan)).findings}
    assert said["STA-06"] == (
        "Action 1.1 has been amber or worse in three reports running, since 12 April 2026."
    )
    assert "since 12 July 2026" in said["STA-07"]
    assert "since 12 January 2026" in said["OWN-12"]
    assert "changed hands twice" in said["OWN-11"]
