"""What is told of an action beyond its state."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assure.facts.actions import action_facts
from assure.model.actions import Action, ProgressNote
from assure.model.plan import Plan
from assure.model.values import Status, When, WhenKind

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


@pytest.mark.parametrize(
    ("title", "held"),
    [
        ("Carers' panel to meet every other month", True),
        ("Hold the shadow board each term", True),
        ("Audit strategy discussions quarterly.", True),
        ("Publish a quarterly report on waiting", False),  # what is to be made
        ("Visit every family", False),
    ],
)
def test_its_own_words_may_say_how_often_it_is_held(title, held):
    assert values(title=title)["held_by_rhythm"] is held


def test_a_start_without_an_end_is_open_ended():
    begins = When(kind=WhenKind.MONTH, text="From May 2026", earliest=dt.date(2026, 5, 1))
    assert values(due=begins)["open_ended"] is True
    assert values()["open_ended"] is False


LATER = (ProgressNote(text="Builders late, start now expected January 2027."),)


def test_the_later_date_of_a_note_is_told():
    assert values(notes=LATER)["told_date"] == dt.date(2027, 1, 31)


@pytest.mark.parametrize("fields", [{"status": Status.COMPLETED}, {"revised": (DUE,)}])
def test_not_of_finished_work_nor_where_the_date_was_moved(fields):
    assert "told_date" not in values(notes=LATER, **fields)


def told(*texts: str) -> tuple[ProgressNote, ...]:
    return tuple(ProgressNote(text=text) for text in texts)


@pytest.mark.parametrize(
    ("notes", "quarters"),
    [
        (told("6", "6", "6"), 3),
        (told("4", "5", "5", "5. Awaiting order"), 3),
        (told("Design", "design"), 2),
        (told("8; 2", "8; 5", "8; 9"), 1),
        (told("44", "44", "69"), 1),
    ],
)
def test_short_notes_of_the_same_figure_do_not_move(notes, quarters):
    assert values(notes=notes)["unmoved"] == quarters


def test_a_rate_that_stays_the_same_is_kept_up_and_long_notes_are_another_matter():
    assert "unmoved" not in values(notes=told("10", "10", "10"), measure="10 a quarter")
    assert "unmoved" not in values(notes=told("Work goes on with all of the partners"))


@pytest.mark.parametrize("word", ["Green", "Amber", "On track", "Ongoing."])
def test_how_it_stands_may_stay_without_the_work_standing_still(word):
    assert "unmoved" not in values(notes=told(word, word, word))


def test_what_was_promised_is_told_as_there():
    late = values(notes=told("Design agreed in March"), measure="Design agreed with users")
    assert late["told_there"] is True
