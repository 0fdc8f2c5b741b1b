"""What is told of an action beyond its state: figures as it goes, and a later date."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable

from assure.facts.build import FactBuilder
from assure.facts.define import day, flag, number
from assure.facts.standing import SHORTEST_NOTE
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.plan import Plan
from assure.words.arrived import arrived
from assure.words.calendar import PlanCalendar
from assure.words.expected import later_date
from assure.words.promises import has_figure
from assure.words.statuses import parse_status
from assure.words.text import is_nothing, one_line, plain

# Fields of an action; ``actions.ACTION`` takes them over.
TELLING = (
    flag(
        "counted",
        "What it does is counted as it goes",
        "A figure or a rhythm in its measure, or a figure in its latest note or status.",
    ),
    flag(
        "open_ended",
        "Its date says when it begins and not when it ends",
        "Read from the date cell: “from January 2027”, “September 2026 onwards”.",
    ),
    day(
        "told_date",
        "The later date that its latest note tells",
        "The latest date after its deadline that the note expects, of an action still open.",
    ),
    flag(
        "told_there",
        "Its progress tells that what was promised is there",
        "The event that its measure or deadline names, told in its latest note as having happened.",
    ),
    flag(
        "held_by_rhythm",
        "Its own words say how often it is held",
        "“every other month”, “each term”, “monthly” at the end of its wording.",
    ),
    number(
        "unmoved",
        "quarters",
        "For how many quarters its short note has told the same",
        "Notes under six words, latest first, with the same figures or, where there are none, "
        "words; nothing where the measure is a rate, or the note a rating or “on track”.",
    ),
)

_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_WELL = frozenset(
    {"on track", "on target", "on schedule", "on course", "in progress", "ongoing", "under way",
     "underway", "progressing"}
)  # fmt: skip
_RHYTHM = re.compile(
    r"\b(?:dai|week|fortnight|month|quarter|term|annual|year)ly\b|\b(?:each|every|per|an?) "
    r"(?:day|week|month|quarter|term|year)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:every|each) (?:other |second |two |three |four |six )?"
    r"(?:weeks?|months?|quarters?|terms?)\b"
    r"|\b(?:weekly|fortnightly|monthly|quarterly|termly)(?=\W*$|[.,;])",
    re.IGNORECASE,
)


def put_telling(
    fact: FactBuilder,
    action: Action,
    plan: Plan,
    note: str,
    seen: Iterable[Seen],
    *,
    reported: bool,
) -> None:
    """Put the fields of ``TELLING``; ``note`` is the latest one, ``seen`` its cell.

    ``reported``: notes of quarters tell what was done in them."""
    told = note or action.status_text
    counted = has_figure(action.measure) or bool(_RHYTHM.search(action.measure)) or has_figure(told)
    fact.put("counted", counted, "measure", "status")
    fact.put("held_by_rhythm", bool(_HELD.search(one_line(action.title))), "title")
    due = action.deadline.latest
    fact.put("open_ended", due is None and action.deadline.earliest is not None, "due")
    if due is not None and action.open and not action.revised:
        fact.put("told_date", _later(told, due, plan), "due", seen=seen)

    if action.open:
        fact.put("told_there", arrived(action.measure, action.due.text, told), "status", seen=seen)
    if reported and not _RHYTHM.search(action.measure):
        fact.put("unmoved", _unmoved(action), seen=seen)


def _unmoved(action: Action) -> int | None:
    """How many of the latest notes tell the same, if they are short."""
    told = [note.text for note in action.notes if not is_nothing(note.text)]
    if not told or len(told[-1].split()) >= SHORTEST_NOTE:
        return None
    if parse_status(told[-1]).rag is not None or plain(told[-1]).strip(" .") in _WELL:
        return None  # how it stands may well stay; a rating in a row has rules of its own
    news = [_FIGURE.findall(text) or plain(one_line(text)) for text in told]
    return sum(1 for _ in itertools.takewhile(lambda text: text == news[-1], reversed(news)))


def _later(told: str, due: dt.date, plan: Plan) -> dt.date | None:
    period = (plan.period_start, plan.period_end) if plan.period_start and plan.period_end else None
    return later_date(told, due, PlanCalendar(period, plan.year_starts, plan.quarter_basis))
