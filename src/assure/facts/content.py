"""What an action's own words promise, how much of it is told as done, and what it waits for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from assure.facts.build import FactBuilder
from assure.facts.define import day, flag, number, text
from assure.facts.others import Others, stems
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.values import Status
from assure.words.counts import done_of
from assure.words.pieces import keeps_a_standard, works
from assure.words.text import is_nothing

# Fields of an action; ``actions.ACTION`` takes them over.
CONTENT = (
    number(
        "works",
        "pieces of work",
        "How many pieces of work its wording promises",
        "Verbs that ask for work, each at the head of a sentence, a line or a part of a list.",
    ),
    flag(
        "standard",
        "It words a standard that a service keeps day by day",
        "“Answer 95% of calls within 20 seconds”; “maintain … at 90%”.",
    ),
    flag(
        "measure_repeats",
        "Its measure says again what the action says",
        "Four telling words or more, all of them in the action, and no figure.",
    ),
    number(
        "promised",
        "own count",
        "The number that it promises and its note counts towards",
        "A figure of its measure, milestones, wording or steps that the latest note or status "
        "names: “61 of 90 homes”, “61 homes so far”, or “61 homes” at its head.",
    ),
    number("done", "own count", "How many of those are told as done", "As above."),
    number("done_percent", "%", "Their share", "In %, rounded down."),
    number(
        "points_behind_count",
        "points",
        "How far that share lies behind its time",
        "Elapsed less that share, if more than nothing; where no percentage is reported.",
    ),
    text(
        "waits_for",
        "The open action of this plan that its own words make it wait for",
        "“after action 1.2”, “once 1.2 is complete”, “depends on 1.2”, in its wording, steps, "
        "milestones, reason or latest note; unless a list of dependencies has it. The one due "
        "last, of several.",
    ),
    day("waits_until", "When that action is due", "Its deadline."),
    text("waits_words", "The words that say so"),
)

_FEWEST = 4  # telling words; a shorter measure is bound to recur
_FIGURE = re.compile(r"\d")
_WAITS = re.compile(
    r"\b(?:after|once|when|following|depend(?:s|ent|ant)? (?:up)?on|subject to|awaiting|waits? for|"
    r"waiting (?:for|on)|(?:up)?on (?:the )?completion of|cannot (?:start|begin) (?:until|before)|"
    r"not (?:start|begin) (?:until|before)|as soon as)\s+"
    r"(?:(?:the )?(?:completion|delivery|approval|outcome|result|end) of\s+)?(?:the\s+)?"
    r"(?P<named>(?:actions?|tasks?|recommendations?)\s+(?:no\.?\s*|ref\.?\s*)?)?"
    r"(?P<ref>[a-z]{0,4}[- ]?\d+(?:[.\-]\d+)*[a-z]?)\b(?![.\-]?\d|\s*(?:%|million|m\b|k\b|days?|"
    r"weeks?|months?|years?|am\b|pm\b|per\b|of\b|january|february|march|april|may|june|july|august|"
    r"september|october|november|december))",
    re.IGNORECASE,
)


def put_content(
    fact: FactBuilder, action: Action, others: Others, note: str, seen: tuple[Seen, ...]
) -> None:
    """The fields of ``CONTENT``; ``note`` is the latest one, ``seen`` its cell."""
    if action.open:
        fact.put("works", works(action.title), "title")
        fact.put("standard", keeps_a_standard(action.title), "title")
        fact.put("measure_repeats", _repeats(action), "measure")
        found = max(_waits(action, others, note, seen), key=_until, default=None)
        if found is not None:
            until, needed, words, cells, places = found
            fact.put("waits_for", needed.ref, *cells, seen=places)
            fact.put("waits_until", until, *cells, seen=places)
            fact.put("waits_words", words, *cells, seen=places)
    if action.open or action.status is Status.COMPLETED:
        _put_count(fact, action, note, seen)


def _repeats(action: Action) -> bool:
    if is_nothing(action.measure) or any(letter.isdigit() for letter in action.measure):
        return False
    said = set(stems(action.measure))
    return len(said) >= _FEWEST and said <= set(stems(action.title))


def _put_count(fact: FactBuilder, action: Action, note: str, seen: tuple[Seen, ...]) -> None:
    told = note or action.status_text
    if not _FIGURE.search(told):
        return
    promised_in = (action.measure, action.milestones, action.title, action.how)
    counted = done_of(told, "\n".join(promised_in))
    if counted is None:
        return
    done, promised = counted
    share = done * 100 // promised
    cells = () if note else ("status",)
    fact.put("promised", promised, "measure", "title")
    fact.put("done", done, *cells, seen=seen)
    fact.put("done_percent", share, *cells, seen=seen)
    elapsed = fact.value("elapsed")
    if isinstance(elapsed, int) and action.percent is None and elapsed > share:
        fact.put("points_behind_count", elapsed - share, *cells, seen=seen)


_Waiting = tuple[dt.date, Action, str, tuple[str, ...], Iterable[Seen]]


def _until(waiting: _Waiting) -> dt.date:
    return waiting[0]


def _waits(action: Action, others: Others, note: str, seen: tuple[Seen, ...]) -> Iterator[_Waiting]:
    """The dated open actions that its words make it wait for, with the words and their cell."""
    for field in ("title", "how", "milestones", "reason", ""):
        words = getattr(action, field) if field else note
        if not words or not _FIGURE.search(words):
            continue
        for match in _WAITS.finditer(words):
            ref = match["ref"]
            # "After 3 schools" names no action; "after action 3" and "after 1.3" do.
            if match["named"] is None and not re.search(r"\d[.\-]\d|^[A-Za-z]", ref):
                continue
            needed = others.by_ref.get(ref.casefold())
            if needed is None or not needed.open or (action.ref, needed.ref) in others.linked:
                continue
            if (until := needed.deadline.latest) is not None and needed.ref != action.ref:
                yield until, needed, match.group(), (field,) if field else (), () if field else seen
