"""What a report leaves unsaid: nothing new, long ago, told elsewhere, stopped or closed early."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from assure.facts.build import FactBuilder
from assure.facts.define import day, flag, number, text
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.plan import Plan
from assure.model.values import Status, WhenKind
from assure.words.dates import read_when
from assure.words.pointers import points_elsewhere
from assure.words.text import is_nothing, one_line, plain

# Fields of an action; ``actions.ACTION`` takes them over.
UNSAID = (
    flag(
        "nothing_new",
        "Its latest note says that there is nothing new",
        "“As last quarter”, “no change since last update”, and nothing else.",
    ),
    text(
        "told_under",
        "The other action of the plan that its latest note sends the reader to",
        "“See action 1.2”, and nothing else.",
    ),
    flag(
        "told_in_paper",
        "All that is told of it is that another paper tells it",
        "“See the improvement plan”, and nothing else, of no other action of the plan.",
    ),
    day(
        "told_on",
        "The day on which its note was written",
        "A column that nothing else was read from, headed as the day of a note or update.",
    ),
    number(
        "days_since_told",
        "days",
        "How long ago that was",
        "As-of date less that day, of an action still open.",
    ),
    flag(
        "left_over",
        "Its latest note tells of a rest that is still to come, though it is reported completed",
        "“Remainder in store”, “the rest will follow”, “two still to open”.",
    ),
    flag(
        "stop_explained",
        "Something is told of why it was stopped",
        "Reason, evidence or a note filled, or a status with more than its bare word, of an action "
        "that is cancelled.",
    ),
    day("completed_on", "The day of its completion as written", "A day in its cell of evidence."),
    number(
        "completed_ahead",
        "days",
        "How far the day of its completion is still to come",
        "That day less the as-of date, of an action that is reported completed.",
    ),
    flag(
        "escalated",
        "It is said to be escalated",
        "Yes or no in a column that nothing else was read from and that speaks of escalating.",
    ),
)

_NOTHING_NEW = re.compile(
    r"(?:(?:the )?same as|as(?: per| at| in)?|no (?:further |real )?change(?:s)?|unchanged|"
    r"no (?:further |new )?(?:progress|movement|developments?))"
    r"(?:(?: since| from| on)?(?: the| our)? (?:last|previous|prior)(?: reported)?"
    r"(?: quarter(?:'s)?| month(?:'s)?| time| update| report(?:ed)?| return| period| meeting)*"
    r"|(?: to report| reported)?(?: this (?:quarter|month|period|time))?|"
    r" (?:before|previously(?: reported)?))\W*"
)
_UNDER = re.compile(
    r"^(?:please )?(?:see(?: also| update (?:for|under))?|refer to|as(?: for| per)?|"
    r"covered (?:by|in|under)|reported (?:under|in|with)|picked up (?:by|in|under))\s+"
    r"(?:action|ref(?:erence)?|no\.?|task|item|update)?\s*(?P<ref>[\w.\-/]*\d[\w\-/]*(?:\.\d+)*)\W*$"
)
_LONGEST = 120  # characters of a note that says nothing or sends elsewhere and no more
_LONGEST_POINTER = 10  # words; a longer note tells something besides
_NOTE_DAY = re.compile(
    r"^(?:(?:latest |last )?(?:note|update|comment|commentary|progress)(?: update| note)? date|"
    r"date of (?:the )?(?:last |latest )?(?:note|update|comment|progress update)|"
    r"(?:date )?last (?:updated|modified|reported)(?: on| date)?|updated(?: on)?|date updated)\W*$"
)
_LEFT = re.compile(
    r"\b(?:remainder|the rest|remaining \w+)\s+(?:will|to|in|by|with|due|still|being|follows?|"
    r"expected|planned|outstanding)\b|\b(?:still|yet) to (?:be|come|follow|do|sign|open|complete)\b"
)
_ESCALATES = re.compile(r"\bescalat")
_ANSWERS = {"y": True, "yes": True, "n": False, "no": False}


def put_unsaid(
    fact: FactBuilder,
    action: Action,
    plan: Plan,
    as_of: dt.date,
    refs: Mapping[str, Action],
    note: str,
    seen: tuple[Seen, ...],
) -> None:
    """The fields of ``UNSAID``; ``refs`` are the plan's actions by reference in small letters,
    ``note`` is the latest note and ``seen`` its cell."""
    if action.open and (words := note or action.status_text):
        cells = () if note else ("status",)
        line = plain(one_line(words)) if len(words) <= _LONGEST else ""
        fact.put("nothing_new", _says_nothing(line), *cells, seen=seen)
        found = _UNDER.match(line)
        other = refs.get(found["ref"].rstrip(".")) if found else None
        if other is not None and other.key != action.key:
            fact.put("told_under", other.ref, *cells, seen=seen)
        elsewhere = points_elsewhere(words) and len(words.split()) <= _LONGEST_POINTER
        fact.put("told_in_paper", elsewhere and other is None, *cells, seen=seen)
    if action.open and (written := _other(action, _NOTE_DAY)):
        on = read_when(written).when
        if on.kind is WhenKind.DAY and on.latest is not None and on.latest <= as_of:
            fact.put("told_on", on.latest, seen=seen)
            fact.put("days_since_told", (as_of - on.latest).days, seen=seen)
    if action.status is Status.COMPLETED and note:
        fact.put("left_over", bool(_LEFT.search(plain(one_line(note)))), "status", seen=seen)
    if action.status is Status.CANCELLED and plan.fields_present & {"notes", "reason"}:
        fact.put("stop_explained", _explained(action), "status", "reason", "notes")
    if action.status is Status.COMPLETED and not is_nothing(action.evidence):
        when = read_when(action.evidence).when
        if when.kind is WhenKind.DAY and when.latest is not None:
            fact.put("completed_on", when.latest, "evidence")
            if when.latest > as_of:
                fact.put("completed_ahead", (when.latest - as_of).days, "evidence", "status")
    answer = _ANSWERS.get(plain(_other(action, _ESCALATES)).strip(" ."))
    if answer is not None:
        fact.put("escalated", answer, "rag")


def _other(action: Action, heading: re.Pattern[str]) -> str:
    """The cell of a column that nothing else was read from, by its heading."""
    return next((text for name, text in action.other.items() if heading.search(plain(name))), "")


def _says_nothing(line: str) -> bool:
    return len(line.split()) > 1 and _NOTHING_NEW.fullmatch(line) is not None


def _explained(action: Action) -> bool:
    told = (action.reason, action.evidence, *(note.text for note in action.notes))
    return not all(map(is_nothing, told)) or len(action.status_text.split()) > 2
