"""How an action stands by what is told of it now: against its time, and in its own words."""

from __future__ import annotations

import datetime as dt
import itertools
import re

from rapidfuzz import fuzz

from assure.facts.build import FactBuilder
from assure.facts.define import day, flag, number, one_of, text
from assure.facts.load import same_name
from assure.facts.quarters import report_of
from assure.model.actions import Action, ProgressNote
from assure.model.base import Seen
from assure.model.plan import Plan
from assure.model.values import OwnerKind, Rag, Status, WhenKind
from assure.words.approvals import awaits_sign_off, names_a_decision
from assure.words.pointers import process_note
from assure.words.statuses import parse_rag
from assure.words.text import is_nothing, plain

# Fields of an action; ``actions.ACTION`` takes them over.
STANDING = (
    number(
        "span_days",
        "days",
        "How long the action lasts",
        "From the last day its start can mean, or that on which it was promised in other words if "
        "that is later, to its deadline.",
    ),
    flag("milestones_asked", "The plan names milestones", "Any action has one."),
    flag(
        "staged",
        "Something on the way to its end is told",
        "Its cell of milestones, or of how it is done, is filled; or its date has stages; or its "
        "measure names a year.",
    ),
    number(
        "elapsed",
        "%",
        "How much of its time has gone",
        "Of those days, up to the as-of date; if open, begun by then and not past its deadline.",
    ),
    number(
        "points_behind",
        "points",
        "How far its reported progress lies behind its time",
        "Elapsed less percent complete, if more than nothing.",
    ),
    day("start_by", "The last day on which it was to begin", "Last day meant by the start date."),
    number(
        "days_not_begun",
        "days",
        "For how long it should have begun, and has not",
        "As-of date less that day; where status is not started, nothing is said to be complete, "
        "and its deadline has not passed.",
    ),
    one_of(
        "forecast_rag",
        Rag,
        "The rating that is forecast for it",
        "A column that nothing else was read from, whose heading says forecast, predicted, "
        "projected, outturn or year-end; where it holds a rating.",
    ),
    flag(
        "awaits_sign_off",
        "Its own words say that it is done and waits to be signed off",
        "Status or latest note; where 100% is reported, that it waits is enough.",
    ),
    flag(
        "pause_agreed",
        "Something is told of who agreed to the pause",
        "Words of a decision, or a body that takes them, in status, reason or latest note.",
    ),
    flag(
        "told_of_paper",
        "All that is told of how it stands is what became of a paper",
        "Latest note, else status: “list circulated”, “noted”, “no report yet”.",
    ),
    text("told", "All that is told of how it stands", "Latest note, else status, as written."),
    number(
        "note_repeats",
        "quarters",
        "For how many quarters its note has said the same; 1 when it is new",
        "Notes of quarters, or columns of updates, that follow one another, latest first: six "
        "words or more, the same figures, and the same wording but for a letter or two.",
    ),
    flag(
        "supplier_owns",
        "Its one owner is somebody who is paid to do it",
        "The owner cell says contractor, supplier or consultants; or it is a company that is no "
        "listed partner, and the action is marked as a contract.",
    ),
)

SHORTEST_NOTE = 6  # words; shorter ones are bound to recur
_YEAR = re.compile(r"\b20\d\d\b")
_SAME = 95  # of 100, as rapidfuzz counts
_OTHER_WORDS = 75  # below it: "Insulate 90 homes" and "Insulate 60 homes" are one promise
_FORECAST = re.compile(
    r"\b(?:forecast|predicted|projected|outturn|year[- ]end|end of year)\b", re.IGNORECASE
)
_PAID = re.compile(
    r"(?:^|\s)(?:sub-?contractors?|contractors?|suppliers?|consultants|consultancy)"
    r"\s*(?:\(.*\))?$",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:ltd|limited|plc|llp)\.?\s*(?:\(.*\))?$", re.IGNORECASE)


def put_standing(
    fact: FactBuilder,
    action: Action,
    plan: Plan,
    as_of: dt.date,
    *,
    reported: bool,
    milestones: bool,
) -> None:
    """The fields of ``STANDING``. ``reported``: notes of quarters tell what was done in them;
    ``milestones``: the plan names milestones for some action."""
    _against_time(fact, action, as_of)
    fact.put("milestones_asked", milestones)
    staged = action.deadline.kind is WhenKind.STAGED or bool(_YEAR.search(action.measure))
    told_of_steps = not all(map(is_nothing, (action.milestones, action.how)))
    fact.put("staged", staged or told_of_steps, "milestones", "how", "measure")
    ahead = (parse_rag(told) for name, told in action.other.items() if _FORECAST.search(name))
    fact.put("forecast_rag", next((rag for rag in ahead if rag is not None), None))
    last = action.notes[-1] if action.notes else None
    where: tuple[Seen, ...] = (last.seen,) if last and last.seen else ()
    texts = (action.status_text, last.text if last else "")
    waits = action.open and any(awaits_sign_off(t, done=action.percent == 100) for t in texts)
    fact.put("awaits_sign_off", waits, "status", seen=where)
    if action.status is Status.PAUSED:
        agreed = any(names_a_decision(words) for words in (*texts, action.reason))
        fact.put("pause_agreed", agreed, "status", "reason")
    told = last.text if last and not is_nothing(last.text) else action.status_text
    fact.put("told", told, "status", seen=where)
    fact.put("told_of_paper", bool(told) and _of_paper(told), "status", seen=where)
    if reported:
        repeats, places = repeated(action.notes, plan)
        fact.put("note_repeats", repeats, seen=places)
    fact.put("supplier_owns", _supplier_owns(action, plan), "owner")


def _against_time(fact: FactBuilder, action: Action, as_of: dt.date) -> None:
    # The last day that the start can mean: "2026" may be December, and that is fairer.
    start, due = action.start.latest, action.deadline.latest
    anew = promised_anew(action)
    fact.put("start_by", start, "start")
    waits = action.status is Status.NOT_STARTED and not action.percent
    if waits and start is not None and start < as_of and (due is None or as_of <= due):
        fact.put("days_not_begun", (as_of - start).days, "start", "status")
    if start is not None and anew is not None:
        start = max(start, anew)
    if start is None or due is None or due <= start:
        return
    fact.put("span_days", (due - start).days, "start", "due", "revised")
    if action.open and start <= as_of <= due:
        elapsed = (as_of - start).days * 100 // (due - start).days
        fact.put("elapsed", elapsed, "start", "due", "revised")
        if action.percent is not None and elapsed > action.percent:
            fact.put("points_behind", elapsed - action.percent, "percent")


def promised_anew(action: Action) -> dt.date | None:
    """The day of the import that put the promise into quite other words, if one did: its time
    is not that of the promise before."""
    titles = [item for item in action.revisions if item.field == "title"]
    days = [
        now.at
        for was, now in itertools.pairwise(titles)
        if now.at and fuzz.token_set_ratio(plain(was.text), plain(now.text)) < _OTHER_WORDS
    ]
    return max(days, default=None)


def _of_paper(told: str) -> bool:
    return all(process_note(line) for line in told.splitlines() if line.strip())


def repeated(notes: tuple[ProgressNote, ...], plan: Plan) -> tuple[int | None, tuple[Seen, ...]]:
    """How many quarters running the latest note has said the same, and where it stands."""
    numbered = ((report_of(note, plan), note) for note in notes)
    latest_first = sorted(
        ((report, note) for report, note in numbered if report is not None),
        key=lambda pair: pair[0],
        reverse=True,
    )
    same = [note for _, note in latest_first[:1]]
    for (later, note), (earlier, before) in itertools.pairwise(latest_first):
        if later - earlier != 1 or not _alike(note, before):
            break
        same.append(before)
    return len(same) or None, tuple(note.seen for note in same if note.seen)


def _alike(one: ProgressNote, other: ProgressNote) -> bool:
    first, second = plain(one.text), plain(other.text)
    if min(len(first.split()), len(second.split())) < SHORTEST_NOTE:
        return False
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False  # "38 of 90 homes" and "61 of 90 homes" are two reports
    return fuzz.ratio(first, second, score_cutoff=_SAME) > 0


def _supplier_owns(action: Action, plan: Plan) -> bool:
    owner = action.owner
    if owner.kind not in {OwnerKind.ORGANISATION, OwnerKind.COLLECTIVE} or len(owner.names) != 1:
        return False
    name = owner.names[0]
    if any(same_name(partner.name) == same_name(name) for partner in plan.partners):
        return False
    return bool(_PAID.search(name)) or (action.contract is True and bool(_COMPANY.search(name)))
