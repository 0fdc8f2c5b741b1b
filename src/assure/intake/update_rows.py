"""The rows of a returned update → what somebody tells of each action, and the new tasks.

A row left blank tells nothing. Nothing that was typed is left out: words under a heading that is
not known, or in a row without a reference, are problems with their cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from assure.conditions.nearest import did_you_mean
from assure.facts.quarterly import FIVE_STATUSES, STATUS_WORDS
from assure.intake import update_sheets as sheets
from assure.intake.cells import CellReader
from assure.intake.grid import Cell, Grid
from assure.intake.refs import find_refs, normal_ref
from assure.intake.update_return import Known, Return
from assure.intake.wording import Wording
from assure.model.base import Problem, Seen
from assure.model.plan import Action, Owner, Plan, Rag, Status, When, WhenKind
from assure.words.owners import parse_owner
from assure.words.statuses import parse_rag, parse_status
from assure.words.text import is_nothing, one_line, plain

MOST_NEW = 100  # new tasks of one file
_LONGEST_STATUS = 4  # words; what is longer tells a story
_STATUS_OF = {plain(words): status for status, words in FIVE_STATUSES.items()}
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
class NewTask:
    """A task taken on in the quarter; ``owner`` is as named."""

    title: str
    owner: Owner
    due: When
    outcomes: tuple[str, ...] = ()  # refs
    status: Status = Status.UNKNOWN
    status_text: str = ""
    how: str = ""
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
    told: dict[str, Told] = {}
    blank: dict[str, str] = {}
    finder = _Finder(returned, plan)
    for number, cells in _rows(returned.actions, returned.header, headings, reader):
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
        row = _told(action, known, cells, reader)
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
    new = _new_tasks(returned, plan, problems)
    return Rows(tuple(told.values()), new, left, tuple(problems))


_FILLED = frozenset(
    {"status", "note", "percent", "rag", "revised", "reason", "evidence", "support"}
)


def _rows(
    grid: Grid, header: int, headings: Mapping[str, str], reader: CellReader
) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Each row below the headings: its number, and its cells by field. What stands under no
    known heading is told."""
    columns: dict[int, str] = {}
    for column, cell in sorted(grid.rows[header].items()):
        name = headings.get(plain(cell.text), "")
        if name in columns.values():
            reader.problem(
                "heading-twice",
                cell,
                f"“{one_line(cell.text)[:40]}” is there twice.",
                "Keep one of the two columns.",
            )
        columns[column] = name
    for number, row in grid:
        if number <= header:
            continue
        cells = {}
        for column, cell in sorted(row.items()):
            name = columns.get(column, "")
            if name:
                cells[name] = cell
            else:
                reader.problem(
                    "no-such-column",
                    cell,
                    f"“{one_line(cell.text)[:60]}” stands under no heading of the update.",
                    "Move it to the column where it belongs, or take it out.",
                )
        yield number, cells


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
    action: Action, known: Known | None, cells: Mapping[str, Cell], reader: CellReader
) -> Told:
    texts = {name: _text(cells.get(name)) for name in _TEXTS}
    support = cells.get("support")
    status = _status(cells.get("status"), reader)
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
        rag=_rag(cells.get("rag"), reader),
        revised=_revised(cells.get("revised"), reader),
        support=_text(support),
        support_met=support is not None and is_nothing(support.text),
        known=known.standing if known else _shown(cells),
        seen={name: reader.grid.seen(cell) for name, cell in cells.items() if name in _FILLED},
        **texts,
    )


def _shown(cells: Mapping[str, Cell]) -> dict[str, str]:
    """How the action stood by the grey cells, where nothing else in the file says it."""
    told = {"status": cells.get("status_now"), "revised": cells.get("due_now")}
    return {name: one_line(cell.text) for name, cell in told.items() if cell is not None}


def _text(cell: Cell | None) -> str:
    return "" if cell is None or is_nothing(cell.text) else cell.text.strip()


def _status(cell: Cell | None, reader: CellReader) -> Status | None:
    if cell is None or is_nothing(cell.text):
        return None
    status = _STATUS_OF.get(plain(cell.text))
    if status is None and len(cell.text.split()) <= _LONGEST_STATUS:
        status = parse_status(cell.text).status
    if status is None or status is Status.UNKNOWN:
        words = ", ".join(FIVE_STATUSES.values())
        reader.problem(
            "unknown-status",
            cell,
            f"“{one_line(cell.text)[:60]}” is no status.",
            f"Choose one of: {words}.",
        )
        return None
    return status


def _rag(cell: Cell | None, reader: CellReader) -> Rag | None:
    if cell is None or is_nothing(cell.text):
        return None
    rag = parse_rag(cell.text)
    if rag is None:
        words = ", ".join(sheets.RAGS.values())
        wrong = f"“{one_line(cell.text)[:60]}” is no RAG rating."
        reader.problem("unknown-rag", cell, wrong, f"Choose one of: {words}.")
    return rag


def _revised(cell: Cell | None, reader: CellReader) -> When | None:
    """The new date, which has to settle a day: a promise without one is none."""
    if cell is None or is_nothing(cell.text):
        return None
    before = len(reader.problems)
    when = reader.when(cell)
    if when.latest is not None:
        return when
    if len(reader.problems) == before:
        reader.problem(
            "no-day",
            cell,
            f"“{one_line(cell.text)[:60]}” is no day.",
            "Write the new date as 31/03/2027, or leave it blank and say more under “Reason”.",
        )
    return None


# --- New tasks --------------------------------------------------------------------------


def _new_tasks(returned: Return, plan: Plan, problems: list[Problem]) -> tuple[NewTask, ...]:
    grid = returned.new_tasks
    if grid is None or not grid.rows:
        return ()
    reader = CellReader(grid, Wording.of(plan).calendar, problems)
    headings = {plain(column.heading): column.field for column in sheets.NEW_COLUMNS}
    outcomes = {normal_ref(outcome.ref): outcome.ref for outcome in plan.outcomes}
    tasks = []
    for _, cells in _rows(grid, min(grid.rows), headings, reader):
        action = cells.get("action")
        if action is None or is_nothing(action.text):
            first = next(iter(cells.values()), None)
            if first is not None and not is_nothing(first.text):
                wrong = "the row names no task."
                reader.problem("no-task", first, wrong, "Write what will be done.")
            continue
        if len(tasks) == MOST_NEW:
            reader.problem(
                "too-many-tasks",
                action,
                f"more than the {MOST_NEW} new tasks that are taken from one file.",
                "Import the plan with them in it instead.",
            )
            break
        tasks.append(
            NewTask(
                title=action.text.strip(),
                owner=_owner(cells.get("owner"), returned.whom),
                due=_due(cells.get("due"), reader),
                outcomes=_outcomes(cells.get("outcomes"), outcomes, reader),
                status=_status(cells.get("status"), reader) or Status.UNKNOWN,
                status_text=_text(cells.get("status")),
                how=_text(cells.get("how")),
                seen=reader.seen(_by_field(cells), {}),
            )
        )
    return tuple(tasks)


def _by_field(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {"title" if name == "action" else name: cell for name, cell in cells.items()}


def _owner(cell: Cell | None, whom: str) -> Owner:
    """As named, else the one whom the workbook is for."""
    if cell is None or is_nothing(cell.text):
        return parse_owner(whom).model_copy(update={"inherited": True}) if whom else Owner()
    return parse_owner(cell.text)


def _due(cell: Cell | None, reader: CellReader) -> When:
    when = reader.when(cell)
    return When() if when.kind is WhenKind.MISSING else when


def _outcomes(cell: Cell | None, known: Mapping[str, str], reader: CellReader) -> tuple[str, ...]:
    if cell is None or is_nothing(cell.text):
        return ()
    found, missing = find_refs(cell.text, known)
    for piece in missing[:1]:
        reader.problem(
            "unknown-outcome",
            cell,
            f"“{one_line(piece)[:60]}” is not an outcome of this plan.",
            "Write the reference of an outcome, or leave it blank.",
        )
    return tuple(found)
