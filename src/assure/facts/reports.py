"""What one report after another tells of an action: news or silence, ratings in a row, new owners.

A report is a quarter of progress notes, where a plan keeps them by quarter or in columns of
updates, or else an import of the plan. Imports soon after one another are one report: somebody
read a file twice.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assure.facts.build import FactBuilder
from assure.facts.define import flag, number, text
from assure.facts.load import same_name
from assure.facts.quarters import called, notes_are_reports, place_in_plan, report_of
from assure.model.actions import Action, Revision
from assure.model.base import Seen
from assure.model.plan import Plan
from assure.model.values import OwnerKind, Rag, Status
from assure.words.days import long_date
from assure.words.owners import parse_owner
from assure.words.statuses import parse_status

# Fields of an action; ``actions.ACTION`` takes them over.
REPORTS = (
    number(
        "reports_silent",
        "reports",
        "In how many reports running nothing new is told of it",
        "Quarters (or columns of updates) without a progress note, up to the newest for which at "
        "least half of the actions under way have one; else imports, 60 days apart, without news "
        "of status, rating, percentage, notes, reason, evidence or deadline, if at least half of "
        "the actions under way have some. Only for actions under way; nothing where the notes may "
        "be what is planned for quarters to come.",
    ),
    text("silence", "Since when nothing new is told, in words", "As reports silent."),
    number(
        "reports_amber",
        "reports",
        "In how many reports running it has been amber or worse",
        "Quarters whose note is a rating, else imports 60 days apart; the newest is one of them. "
        "Imports in which nothing new is told of it, as of reports silent, do not count.",
    ),
    text("amber_since", "The first of those", "Quarter, or day of the import."),
    number(
        "reports_red", "reports", "In how many reports running it has been red", "As for amber."
    ),
    text("red_since", "The first of those", "Quarter, or day of the import."),
    flag(
        "fell_from_green",
        "The newest report says red, the one before said green",
        "Quarters that follow one another; or imports, at most half a year apart.",
    ),
    number(
        "handovers",
        "times",
        "How often it went from one owner to another in twelve months",
        "Up to the newest import; one person after another, or one post after another and neither "
        "name a part of the other.",
    ),
)

BETWEEN_REPORTS = 60  # days from which two imports are two reports
_ONE_STEP = 184  # days between two imports over which a fall is no longer sudden
_YEAR = 365
UNDER_WAY = frozenset({Status.IN_PROGRESS, Status.DELAYED})
_NEWS = frozenset({"status", "rag", "percent", "notes", "reason"})  # any of these can tell
_RED = frozenset({Rag.RED})
_OFF = frozenset({Rag.AMBER, Rag.AMBER_RED, Rag.RED})
_HOLDERS = {
    OwnerKind.POST: "post",
    OwnerKind.PERSON_AND_POST: "post",
    OwnerKind.PERSON: "person",
    OwnerKind.FIRST_NAME_OR_INITIALS: "person",
}
_NUMBERED = re.compile(r"named officer \d+")  # a person where a report shows no names


@dataclass(frozen=True)
class Silence:
    """For how many reports nothing new has been told, and since when, in words."""

    reports: int = 0
    words: str = ""


def put_reports(fact: FactBuilder, action: Action, plan: Plan, silence: Silence | None) -> None:
    """The fields of ``REPORTS``."""
    if silence is not None:
        # That there is news rests on no one cell.
        cells = ("status",) if silence.reports else ()
        places = [note.seen for note in action.notes[-1:] if note.seen] if silence.reports else []
        fact.put("reports_silent", silence.reports, *cells, seen=places)
        fact.put("silence", silence.words, *cells, seen=places)
    ratings, quiet = _by_quarter(action, plan), 0
    if not ratings:
        ratings, quiet = _by_import(action, plan), silence.reports if silence is not None else 0
    for name, group in (("amber", _OFF), ("red", _RED)):
        run = _run(ratings, group)
        # Since it was last told of nobody has rated it: the colour in the plan is an old one.
        count = _counted(run) - quiet
        if count > 0:
            fact.put(f"reports_{name}", count, "rag", seen=_cells(run))
            fact.put(f"{name}_since", run[-1].when, "rag", seen=_cells(run))
    fact.put("fell_from_green", _fell(ratings), "rag", seen=_cells(ratings[-2:]))
    fact.put("handovers", _handovers(action, plan), "owner")


# --- Silence ----------------------------------------------------------------------------


def under_way(action: Action) -> bool:
    """Being worked on, as far as the plan tells: what has notes of a quarter has begun."""
    told = action.status is Status.UNKNOWN and any(n.report or n.was for n in action.notes)
    return action.status in UNDER_WAY or told


def silences(plan: Plan, as_of: dt.date) -> dict[str, Silence]:
    """The silence about each action under way, by its key; none where most of a plan is silent,
    as that says something of the plan and not of any one action."""
    working = [action for action in plan.actions if under_way(action)]
    if _reported(plan.actions, plan):
        return _quiet_reports(working, plan) if notes_are_reports(plan, as_of) else {}
    if len(plan.imports) < 2 or not _NEWS & plan.fields_present:
        return {}
    found = {action.key: _quiet_imports(action, plan.imports) for action in working}
    silent = sum(silence.reports > 0 for silence in found.values())
    return found if silent * 2 <= len(found) else {}


def _reported(actions: Iterable[Action], plan: Plan) -> set[int]:
    """The quarters, or columns of updates, for which any of the actions has a note."""
    reports = (report_of(note, plan) for action in actions for note in action.notes)
    return {report for report in reports if report is not None}


def _quiet_reports(working: Sequence[Action], plan: Plan) -> dict[str, Silence]:
    told = {action.key: _reported([action], plan) for action in working}
    oldest, noun = min(_reported(plan.actions, plan)), _noun(plan)
    # Columns of updates are not numbered as the plan's quarters are.
    begun = {a.key: _begun_in(a, plan) if noun == "quarter" else None for a in working}
    for newest in sorted(_reported(working, plan), reverse=True):
        asked = [key for key, start in begun.items() if start is None or start <= newest]
        if sum(newest in told[key] for key in asked) * 2 >= len(asked):
            others = f"while most others report on {_called(newest, plan, noun)}"
            missed = {key: _missed(told[key], begun[key], oldest, newest) for key in asked}
            return {
                key: Silence(count, f"{_since(told[key], plan, noun)}, {others}" if count else "")
                for key, count in missed.items()
            }
    return {}


def _missed(told: set[int], begun: int | None, oldest: int, newest: int) -> int:
    """Reports up to the newest without a note, since the last one that has one."""
    if told:
        return max(newest - max(told), 0)
    # What began in this very quarter may have nothing to tell yet.
    return 1 if begun is None else newest - max(begun, oldest - 1)


def _since(told: set[int], plan: Plan, noun: str) -> str:
    return f"since {_called(max(told), plan, noun)}" if told else f"in any {noun}"


def _called(report: int, plan: Plan, noun: str) -> str:
    return called(report, plan) if noun == "quarter" else f"{noun} {report}"


def _noun(plan: Plan) -> str:
    notes = (note for action in plan.actions for note in action.notes)
    return "quarter" if any(note.quarter or note.was for note in notes) else "update"


def _begun_in(action: Action, plan: Plan) -> int | None:
    """The quarter of the plan in which the work was to begin, from 1; None when not known."""
    start, first = action.start.latest, plan.period_start
    if start is None or first is None:
        return None
    return place_in_plan(start, first, plan.year_starts)


def _quiet_imports(action: Action, imports: Sequence[dt.date]) -> Silence:
    last = action.told or action.since or imports[0]
    reports, counted = 0, last
    for day in imports:
        if (day - counted).days >= BETWEEN_REPORTS:
            reports, counted = reports + 1, day
    since = f"since {long_date(last)}, while most others have news"
    return Silence(reports, since) if reports else Silence()


def silent_owners(plan: Plan, as_of: dt.date) -> tuple[int, int, str]:
    """Of those who answer alone for work under way: who has told nothing new of any of it, how
    many there are, and over what time, in words. (0, 0, "") where nothing can be said yet."""
    working = [action for action in plan.actions if under_way(action) and action.owner.name]
    reports = _reported(plan.actions, plan)
    if len(reports) > 1 and notes_are_reports(plan, as_of):
        newest, noun = max(reports), _noun(plan)
        if noun == "quarter":
            working = [action for action in working if (_begun_in(action, plan) or 0) < newest]
        told = {action.key for action in working if _reported([action], plan)}
        words = f"in any {noun} so far"
    elif not reports and len(plan.imports) > 1 and _NEWS & plan.fields_present:
        working = [action for action in working if action.since is None]
        told = {a.key for a in working if a.told or not _quiet_imports(a, plan.imports).reports}
        words = f"since the plan was first read on {long_date(plan.imports[0])}"
    else:
        return 0, 0, ""
    owners = {same_name(action.owner.name or "") for action in working}
    heard = {same_name(a.owner.name or "") for a in working if a.key in told}
    return len(owners - heard), len(owners), words


# --- Ratings in a row -------------------------------------------------------------------


@dataclass(frozen=True)
class _Rated:
    """The rating in one report: its number or the day of its import, and how that is called."""

    rag: Rag | None
    when: str
    report: int | None = None
    day: dt.date | None = None
    seen: tuple[Seen, ...] = ()


def _by_quarter(action: Action, plan: Plan) -> list[_Rated]:
    """Ratings given in place of notes, quarter by quarter, oldest first, without a gap."""
    numbered = ((report_of(note, plan), note) for note in action.notes)
    notes = {report: note for report, note in numbered if report is not None}
    result: list[_Rated] = []
    for place, note in sorted(notes.items(), reverse=True):
        rag = parse_status(note.text).rag
        if rag is None or (result and result[-1].report != place + 1):
            break
        noun = "quarter" if note.quarter or note.was else "update"
        seen = (note.seen,) if note.seen else ()
        result.append(_Rated(rag, _called(place, plan, noun), place, seen=seen))
    if result and action.rag is not None and action.rag is not result[0].rag:
        return []  # the column of ratings is of another day
    return result[::-1]


def _by_import(action: Action, plan: Plan) -> list[_Rated]:
    """The rating at each import of the plan that had the action, oldest first."""
    told = [item for item in action.revisions if item.field == "rag" and item.at]
    since = action.since or dt.date.min
    days = [day for day in plan.imports if day >= since]
    return [_Rated(_rag_on(day, told, action), long_date(day), day=day) for day in days]


def _rag_on(day: dt.date, told: Sequence[Revision], action: Action) -> Rag | None:
    if not told:
        return action.rag
    known = [item for item in told if item.at and item.at <= day] or told[:1]
    return Rag(known[-1].text) if known[-1].text else None


def _run(ratings: Sequence[_Rated], group: frozenset[Rag]) -> list[_Rated]:
    """The reports up to the newest that give a rating of ``group``, newest first."""
    return list(itertools.takewhile(lambda told: told.rag in group, reversed(ratings)))


def _counted(run: Sequence[_Rated]) -> int:
    """How many reports a run is, newest first: imports soon after one another are one."""
    count = 0
    last: dt.date | None = None
    for told in run:
        if last and told.day and (last - told.day).days < BETWEEN_REPORTS:
            continue
        count, last = count + 1, told.day
    return count


def _fell(ratings: Sequence[_Rated]) -> bool:
    """From green to red in the newest report."""
    red = _run(ratings, _RED)
    before = ratings[: len(ratings) - len(red)]
    if not red or not before or before[-1].rag is not Rag.GREEN or _counted(red) > 1:
        return False
    green, fallen = before[-1].day, red[-1].day
    return green is None or fallen is None or (fallen - green).days <= _ONE_STEP


def _cells(run: Iterable[_Rated]) -> list[Seen]:
    return [seen for told in run for seen in told.seen]


# --- Owners -----------------------------------------------------------------------------


def _handovers(action: Action, plan: Plan) -> int:
    if not plan.imports:
        return 0
    told = [item for item in action.revisions if item.field == "owner" and item.at]
    holders = [(item.at, holder) for item in told if (holder := _holder(item.text))]
    count = 0
    for (_, (was, before)), (at, (now, after)) in itertools.pairwise(holders):
        recent = at is not None and (plan.imports[-1] - at).days <= _YEAR
        renamed = now == "post" and (before in after or after in before)
        count += recent and was == now and before != after and not renamed
    return count


def _holder(text: str) -> tuple[str, str] | None:
    """Whether a post or a person answers alone, and which; None for anything else."""
    if _NUMBERED.fullmatch(text):
        return "person", same_name(text)
    owner = parse_owner(text)
    if owner.kind not in _HOLDERS or not owner.names:
        return None
    return _HOLDERS[owner.kind], same_name(owner.names[0])
