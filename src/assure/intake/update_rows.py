"""The rows of a returned update → what somebody tells of each action, and the new tasks.

A row left blank tells nothing. Nothing that was typed is left out: words under a heading that is
not known, or in a row without a reference, are problems with their cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assure.conditions.nearest import did_you_mean
from assure.facts.quarterly import STATUS_WORDS, quarter_in
from assure.facts.quarters import Quarter
from assure.intake import update_sheets as sheets
from assure.intake.cells import CellReader
from assure.intake.grid import Cell
from assure.intake.refs import normal_ref
from assure.intake.update_cells import date_in, rag_in, rows_under, status_in, words_in
from assure.intake.update_return import Known, Return
from assure.intake.update_tasks import NewTask, new_tasks
from assure.intake.wording import Wording
from assure.model.actions import Action
from assure.model.base import Problem, Seen
from assure.model.plan import Plan
from assure.model.values import Rag, Status, When
from assure.words.text import is_nothing, one_line, plain

_TEXTS = ("note", "reason", "evidence")
_NEEDS_REASON = frozenset({Status.DELAYED, Status.CANCELLED})


@dataclass(frozen=True)
class Told:
    """What one row tells; a field that is None, or "", was left blank.

    ``known`` is how the action stood when the workbook was written, as far as the file says.
    ``support`` is "" too where a need is taken back: then ``support_met``.
    """

    ref: str
    key: str
    status: Status | None = None
    status_text: str = ""
    note: str = ""
    percent: int | None = None
    rag: Rag | None = None
    revised: When | None = None
    reason: str = ""
    evidence: str = ""
    support: str = ""
    support_met: bool = False
    known: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """All that a file tells. ``blank`` are the references of rows left blank."""

    told: tuple[Told, ...] = ()
    new: tuple[NewTask, ...] = ()
    blank: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_rows(returned: Return, plan: Plan) -> Rows:
    """What the rows of ``returned`` say of ``plan``. With any problem the file is not to be used:
    what it tells may then be less than what was typed."""
    problems = list(returned.problems)
    calendar = Wording.of(plan).calendar
    reader = CellReader(returned.actions, calendar, problems)
    headings = {plain(words): name for words, name in sheets.every_heading().items()}
    headings[plain(sheets.progress_heading(returned.quarter))] = "note"
    quarter = quarter_in(plan, returned.quarter)
    told: dict[str, Told] = {}
    blank: dict[str, str] = {}
    finder = _Finder(returned, plan)
    for number, cells in rows_under(returned.actions, returned.header, headings, reader):
        filled = {name: cell for name, cell in cells.items() if name in _FILLED}
        ref = cells.get("ref")
        if ref is None:
            _without_ref(number, filled, reader)
            continue
        found = finder.find(ref)
        if found is None:
            if filled:
                finder.tell(ref, reader)
            continue
        action, known = found
        if not filled:
            blank[action.key] = action.ref
            continue
        row = _told(action, known, cells, reader, quarter)
        earlier = told.get(action.key)
        if earlier is not None and replace(row, seen={}) != replace(earlier, seen={}):
            reader.problem(
                "told-twice",
                ref,
                f"another row tells of {action.ref} in other words.",
                "Keep one of the two.",
            )
        told.setdefault(action.key, row)
    left = tuple(ref for key, ref in blank.items() if key not in told)
    new = new_tasks(returned, plan, problems)
    return Rows(tuple(told.values()), new, left, tuple(problems))


_FILLED = frozenset(
    {"status", "note", "percent", "rag", "revised", "reason", "evidence", "support"}
)


def _without_ref(number: int, filled: Mapping[str, Cell], reader: CellReader) -> None:
    for cell in list(filled.values())[:1]:
        reader.problem(
            "no-reference",
            cell,
            f"row {number} tells something and has no reference.",
            f"Write the reference of its action; a new one belongs on “{sheets.NEW_TASKS}”.",
        )


class _Finder:
    """Which action a reference means: as the workbook knew it, else as the plan has it now."""

    def __init__(self, returned: Return, plan: Plan) -> None:
        self._known = {normal_ref(ref): known for ref, known in returned.known.items()}
        self._by_key = {action.key: action for action in reversed(plan.actions)}
        self._by_ref = {normal_ref(action.ref): action for action in reversed(plan.actions)}
        self._plan = plan

    def find(self, cell: Cell) -> tuple[Action, Known | None] | None:
        ref = normal_ref(cell.text)
        known = self._known.get(ref)
        action = self._by_key.get(known.key) if known else self._by_ref.get(ref)
        return None if action is None else (action, known)

    def tell(self, cell: Cell, reader: CellReader) -> None:
        ref = one_line(cell.text)[:40]
        if normal_ref(cell.text) in self._known:
            reader.problem(
                "action-gone",
                cell,
                f"{ref} is no longer in the plan {self._plan.key}.",
                "Take its words out, or bring the action back with `assure import` first.",
            )
            return
        near = did_you_mean(ref, [action.ref for action in self._plan.actions])
        reader.problem("unknown-reference", cell, f"the plan {self._plan.key} has no {ref};", near)


def _told(
    action: Action,
    known: Known | None,
    cells: Mapping[str, Cell],
    reader: CellReader,
    quarter: Quarter | None,
) -> Told:
    texts = {name: words_in(cells.get(name)) for name in _TEXTS}
    support = cells.get("support")
    status = status_in(cells.get("status"), reader)
    needs = status in _NEEDS_REASON and not texts["reason"]
    if needs and (action.status is not status or is_nothing(action.reason)):
        reader.problem(
            "no-reason",
            cells["status"],
            f"{action.ref} is told as {STATUS_WORDS[status or Status.UNKNOWN]}, without a reason.",
            "Write why under “Reason”.",
        )
    return Told(
        ref=action.ref,
        key=action.key,
        status=status,
        status_text=cells["status"].text.strip() if "status" in cells else "",
        percent=reader.percent(cells.get("percent")),
        rag=rag_in(cells.get("rag"), reader),
        # What is completed may carry the day on which it was; all else is a promise.
        revised=date_in(
            cells.get("revised"), reader, None if status is Status.COMPLETED else quarter
        ),
        support=words_in(support),
        support_met=support is not None and is_nothing(support.text),
        known=known.standing if known else _shown(cells),
        seen={name: reader.grid.seen(cell) for name, cell in cells.items() if name in _FILLED},
        **texts,
    )


def _shown(cells: Mapping[str, Cell]) -> dict[str, str]:
    """How the action stood by the grey cells, where nothing else in the file says it."""
    told = {"status": cells.get("status_now"), "revised": cells.get("due_now")}
    return {name: one_line(cell.text) for name, cell in told.items() if cell is not None}
