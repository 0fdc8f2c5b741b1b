"""Monitoring, impact and projects: rows that join an action by its reference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from assure.intake.cells import CellReader
from assure.intake.columns import MATCHER
from assure.intake.drafts import Draft
from assure.intake.grid import Cell
from assure.intake.progress import read_status
from assure.intake.records import records
from assure.intake.refs import normal_ref
from assure.intake.table import Placed, Table
from assure.model.actions import ProgressNote
from assure.model.registers import Project
from assure.model.values import Status
from assure.words.text import is_nothing, one_line, plain

_IMPACT = "impact on "  # before the reference of a priority: the field of a column of Impact
_LEVELS = {
    "high": "high",
    "h": "high",
    "medium": "medium",
    "med": "medium",
    "m": "medium",
    "low": "low",
    "l": "low",
    "none": "none",
    "no": "none",
    "-": "none",
}


def join_monitoring(table: Table, reader: CellReader, actions: Mapping[str, Draft]) -> None:
    """Add to each action what its row of the monitoring schedule says."""
    for record in records(table):
        draft = actions.get(normal_ref(record.text("ref")))
        if draft is None:
            _unknown_action(record.cells, reader, "its progress was left out")
            continue
        cells = {name: cell for name, cell in record.cells.items() if name not in {"ref", "title"}}
        blanks = {n: seen for n, seen in record.blanks.items() if n not in draft.seen}
        draft.seen.update(reader.seen(cells, blanks))
        read_status(draft, record, reader, table)
        for name in ("reason", "evidence"):
            if record.text(name):
                draft.values[name] = record.text(name)
        draft.other.update({h: cell.text for h, cell in record.others.items()})


def join_impact(
    table: Table,
    reader: CellReader,
    actions: Mapping[str, Draft],
    priorities: Mapping[str, str],
) -> None:
    """Add to each action its level of impact on each priority that has a column."""
    for column, heading in table.headings.items():
        ref = priority_in(heading, priorities)
        if ref is not None and column not in table.placed:
            table.placed[column] = Placed(f"{_IMPACT}{ref}", "heading")
    for record in records(table):
        draft = actions.get(normal_ref(record.text("ref")))
        if draft is None:
            _unknown_action(record.cells, reader, "its impact was left out")
            continue
        for name, cell in record.cells.items():
            if not name.startswith(_IMPACT):
                continue
            level = _LEVELS.get(plain(cell.text))
            if level is not None:
                draft.impact[name.removeprefix(_IMPACT)] = level
            else:
                reader.problem(
                    "unknown-impact",
                    cell,
                    f"“{one_line(cell.text)[:60]}” is no level of impact that is known.",
                    "Write High, Medium, Low or None.",
                )


def join_projects(
    table: Table,
    reader: CellReader,
    projects: Sequence[Project],
    actions: Mapping[str, Draft],
    present: Set[str],
) -> set[str]:
    """Who leads and how it stands, for actions that are the programme's projects once more.

    A workbook may list its projects on one sheet and draw when they run on the next. Returns the
    fields of actions that are told by it; nothing where the two sheets are not one list.
    """
    pairs = [
        (project, draft)
        for project in projects
        if (draft := actions.get(normal_ref(project.ref)))
        and plain(project.title) == plain(draft.values["title"])
    ]
    if len(pairs) * 2 <= len(actions):
        return set()
    told = {"owner", "status", "notes"} - present
    for project, draft in pairs:
        if "owner" in told:
            draft.values["owner"] = project.lead
            _place(draft, "owner", project, "lead")
        if "status" in told and project.status is not Status.UNKNOWN:
            draft.values |= {
                "status": project.status,
                "status_text": project.status_text,
                "rag": project.rag,
            }
            _place(draft, "status", project, "status")
    if "notes" in told:
        _commentary(table, reader, {normal_ref(p.ref): draft for p, draft in pairs})
    return told


def _place(draft: Draft, field: str, project: Project, of_project: str) -> None:
    if of_project in project.seen:
        draft.seen[field] = project.seen[of_project]


def _commentary(table: Table, reader: CellReader, drafts: Mapping[str, Draft]) -> None:
    """What a column such as "Commentary" tells of each project, as a note of its action."""
    for record in records(table):
        draft = drafts.get(normal_ref(record.text("ref")))
        for heading, cell in record.others.items() if draft else ():
            if draft is None or is_nothing(cell.text):
                continue
            if not {"notes", "progress"}.isdisjoint(MATCHER.fields(heading)):
                draft.notes.append(ProgressNote(text=cell.text, seen=reader.grid.seen(cell)))


def priority_in(heading: str, priorities: Mapping[str, str]) -> str | None:
    """The priority whose reference is the heading or stands in front of it."""
    line = one_line(heading)
    opening = re.split(r"[\s:–-]", line, maxsplit=1)[0]
    return priorities.get(normal_ref(line)) or priorities.get(normal_ref(opening))


def _unknown_action(cells: dict[str, Cell], reader: CellReader, left: str) -> None:
    cell = next(iter(cells.values()), None)
    if cell is None:
        return
    reader.problem(
        "unknown-action",
        cell,
        f"“{one_line(cell.text)[:60]}” is not the reference of an action, so {left}.",
        "Use the reference that the action has in the project plan.",
    )
