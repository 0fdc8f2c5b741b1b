"""What a report leaves unsaid: nothing new, told elsewhere, stopped or closed without a word."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from assure.facts.build import FactBuilder
from assure.facts.define import day, flag, number, text
from assure.model.base import Seen
from assure.model.plan import Action, Plan, Status, WhenKind
from assure.words.dates import read_when
from assure.words.text import is_nothing, one_line, plain

# Fields of an action; ``actions.ACTION`` takes them over.
UNSAID = (
    flag(
        "nothing_new",
        "Its latest note says that there is nothing new",
        "'As last quarter', 'no change since last update', and nothing else.",
    ),
    text(
        "told_under",
        "The other action of the plan that its latest note sends the reader to",
        "'See action 1.2', and nothing else.",
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
_ESCALATES = re.compile(r"\bescalat", re.IGNORECASE)
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
        fact.put("nothing_new", _says_nothing(words), *cells, seen=seen)
        found = _UNDER.match(plain(one_line(words)))
        other = refs.get(found["ref"].rstrip(".")) if found else None
        if other is not None and other.key != action.key:
            fact.put("told_under", other.ref, *cells, seen=seen)
    if action.status is Status.CANCELLED and plan.fields_present & {"notes", "reason"}:
        fact.put("stop_explained", _explained(action), "status", "reason", "notes")
    if action.status is Status.COMPLETED and not is_nothing(action.evidence):
        when = read_when(action.evidence).when
        if when.kind is WhenKind.DAY and when.latest is not None:
            fact.put("completed_on", when.latest, "evidence")
            if when.latest > as_of:
                fact.put("completed_ahead", (when.latest - as_of).days, "evidence", "status")
    told = next((text for name, text in action.other.items() if _ESCALATES.search(name)), "")
    answer = _ANSWERS.get(plain(told).strip(" ."))
    if answer is not None:
        fact.put("escalated", answer, "rag")


def _says_nothing(note: str) -> bool:
    line = plain(one_line(note))
    return len(line.split()) > 1 and _NOTHING_NEW.fullmatch(line) is not None


def _explained(action: Action) -> bool:
    told = (action.reason, action.evidence, *(note.text for note in action.notes))
    return not all(map(is_nothing, told)) or len(action.status_text.split()) > 2
