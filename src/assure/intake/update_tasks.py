"""The new tasks of a returned update."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assure.intake import update_sheets as sheets
from assure.intake.cells import CellReader
from assure.intake.grid import Cell
from assure.intake.refs import find_refs, normal_ref
from assure.intake.update_cells import rows_under, status_in, words_in
from assure.intake.update_return import Return
from assure.intake.wording import Wording
from assure.model.base import Problem, Seen
from assure.model.plan import Plan
from assure.model.values import Owner, Status, When, WhenKind
from assure.words.owners import parse_owner
from assure.words.text import is_nothing, one_line, plain

MOST_NEW = 100  # new tasks of one file


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


def new_tasks(returned: Return, plan: Plan, problems: list[Problem]) -> tuple[NewTask, ...]:
    """The tasks on the sheet of new ones, in its order; what cannot be read joins ``problems``."""
    grid = returned.new_tasks
    if grid is None or not grid.rows:
        return ()
    reader = CellReader(grid, Wording.of(plan).calendar, problems)
    headings = {plain(column.heading): column.field for column in sheets.NEW_COLUMNS}
    outcomes = {normal_ref(outcome.ref): outcome.ref for outcome in plan.outcomes}
    tasks: list[NewTask] = []
    titles: set[str] = set()
    for _, cells in rows_under(grid, min(grid.rows), headings, reader):
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
        if plain(action.text) in titles:
            wrong = "another row names the same task."
            reader.problem("task-twice", action, wrong, "Keep one of the two.")
            continue
        titles.add(plain(action.text))
        tasks.append(
            NewTask(
                title=action.text.strip(),
                owner=_owner(cells.get("owner"), returned.whom),
                due=_due(cells.get("due"), reader),
                outcomes=_outcomes(cells.get("outcomes"), outcomes, reader),
                status=status_in(cells.get("status"), reader) or Status.UNKNOWN,
                status_text=words_in(cells.get("status")),
                how=words_in(cells.get("how")),
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
