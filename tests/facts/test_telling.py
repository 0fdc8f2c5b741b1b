"""What is told of an action beyond its state."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assure.facts.actions import action_facts
from assure.model.plan import Action, Plan, ProgressNote, Status, When, WhenKind

AS_OF = dt.date(2026, 10, 1)
DUE = When(
    kind=WhenKind.DAY,
    text="31/10/2026",
    earliest=dt.date(2026, 10, 31),
    latest=dt.date(2026, 10, 31),
)


def values(**fields: Any) -> dict[str, Any]:
    given = {"key": "a", "ref": "1", "title": "Open the hub", "due": DUE} | fields
    plan = Plan(key="p", title="P", actions=(Action(**given),))
    return action_facts(plan, AS_OF)[0].values


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        ({"measure": "4 operations a year"}, True),
        ({"measure": "Weekly report to the Gold group"}, True),
        ({"notes": (ProgressNote(text="19 employers helped"),)}, True),
        ({"measure": "Schools engaged", "status_text": "Good engagement"}, False),
    ],
)
def test_a_figure_or_a_rhythm_counts(fields, counted):
    assert values(**fields)["counted"] is counted


LATER = (ProgressNote(text="Builders late, start now expected January 2027."),)


def test_the_later_date_of_a_note_is_told():
    assert values(notes=LATER)["told_date"] == dt.date(2027, 1, 31)


@pytest.mark.parametrize("fields", [{"status": Status.COMPLETED}, {"revised": (DUE,)}])
def test_not_of_finished_work_nor_where_the_date_was_moved(fields):
    assert "told_date" not in values(notes=LATER, **fields)
