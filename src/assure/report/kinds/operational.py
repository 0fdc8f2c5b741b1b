"""The operational report: every action and its milestones, for the group that does the work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assure.facts.quarters import quarters_from
from assure.model.actions import Action
from assure.model.assessment import ActionLine, Assessment
from assure.model.review import Review
from assure.model.values import CLOSED, Status
from assure.report import pages
from assure.report.formats import counted, one_line, sentence_case
from assure.report.kinds import Kind, Material
from assure.report.origins import count, derived, line_of
from assure.words.text import is_nothing


@dataclass(frozen=True)
class Row:
    """An action of the tables. ``news`` is the newest progress note, with the quarter it tells
    of, "" where none is known."""

    line: ActionLine
    milestones: str
    news: str
    news_of: str
    findings: tuple[str, ...]  # "OWN-01 No owner"


@dataclass(frozen=True)
class Coming:
    """Open actions due by a day: late ones, those of the quarter that runs, of the next."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Group:
    ref: str
    title: str
    counts: str
    rows: tuple[Row, ...]


def coming(review: Review, a: Assessment) -> tuple[Coming, ...]:
    """What is late, then what falls due this quarter and the next, the earliest first."""
    now, following = quarters_from(a.as_of, 2, review.plan.year_starts)
    running = derived(now.label, "quarter", a.as_of)
    coming = derived(following.label, "quarter", a.as_of, 1)
    actions = review.plan.actions_by_ref
    still = sorted(
        (line for line in a.lines if line.due is not None and line.status not in CLOSED),
        key=lambda line: line.due or dt.date.max,
    )
    late = [line for line in still if line.days_late]
    soon = [line for line in still if not line.days_late and line.due and line.due <= now.end]
    later = [line for line in still if line.due and now.end < line.due <= following.end]
    return (
        Coming(f"Due in {coming}", _rows(later, actions, a)),
        Coming(f"Due in what is left of {running}", _rows(soon, actions, a)),
        Coming("Past its date", _rows(late, actions, a)),
    )


def due_title(parts: tuple[Coming, ...]) -> str:
    """``Eight actions fall due in Jan to Mar 2027; nine are past their date``."""
    following, _, late = parts
    number, behind = count(following.rows), count(late.rows)
    when = following.title.removeprefix("Due in ")
    text = f"{sentence_case(counted(number, 'action'))} {'falls' if number == 1 else 'fall'} due"
    if not number:
        text = "No action falls due"
    past = f"{counted(behind, 'is', 'are')} past {'its' if behind == 1 else 'their'} date"
    return f"{text} in {when}; {past if behind else 'none is past its date'}"


def groups(review: Review, a: Assessment) -> tuple[Group, ...]:
    """All actions, in the tables of the assurance report: one for each outcome, in plan order."""
    actions = review.plan.actions_by_ref
    return tuple(
        Group(table.ref, table.title, table.counts, _rows(table.lines, actions, a))
        for table in pages.arrange(a).actions
    )


def undated(a: Assessment) -> int:
    """Open actions that settle no day, and so stand in no list of what is due."""
    return count(line for line in a.lines if line.due is None and line.status not in CLOSED)


def status_words(line: ActionLine) -> str:
    """``Not reported`` where nothing is told; else as the plan's statuses are called."""
    if line.status is Status.UNKNOWN:
        return "Not reported"
    return "On hold" if line.status is Status.PAUSED else _words(line.status)


def _words(status: Status) -> str:
    return status.value.replace("_", " ").capitalize()


def _rows(
    lines: Iterable[ActionLine], actions: Mapping[str, Action], a: Assessment
) -> tuple[Row, ...]:
    names = {rule.code: rule.name for rule in a.fired} | {f.code: f.name for f in a.findings}
    return tuple(_row(line, actions.get(line.ref), names) for line in lines)


def _row(line: ActionLine, action: Action | None, names: Mapping[str, str]) -> Row:
    said = tuple(
        line_of(code, f"{code} {_name(names.get(code, ''))}".strip()) for code in line.codes
    )
    if action is None:
        return Row(line, "", "", "", said)
    note = action.notes[-1] if action.notes else None
    of = f"quarter {note.quarter}" if note and note.quarter else ""
    milestones = "" if is_nothing(action.milestones) else one_line(action.milestones)
    return Row(line, milestones, one_line(note.text) if note else "", of, said)


def _name(name: str) -> str:
    return name.replace("-", " ")


def _context(material: Material) -> Mapping[str, Any]:
    review, a = material.review, material.assessment
    parts, without = coming(review, a), undated(a)
    return {
        "across": True,
        "coming": parts,
        "due_says": due_title(parts),
        "undated": without,
        "groups": groups(review, a),
        "status_words": status_words,
    }


KIND = Kind(
    key="operational",
    title="Operational report",
    about="For a theme group: what falls due next quarter and what is late, then every action with "
    "its milestones and latest news, outcome by outcome.",
    context=_context,
    styles=("style/tiers.css",),
)
