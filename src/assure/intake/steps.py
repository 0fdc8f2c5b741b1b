"""A row whose cells list the same steps side by side → a row for each step.

Some plans write one improvement a row, and in its cells a numbered list of what is done, of who
does each and of when. Such a row is several promises. It is taken apart only where its action and
at least two other cells, the owner or the date among them, list as many steps, and where it is
clear that they are steps: a list that merely has as many lines is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assure.intake.grid import Cell
from assure.intake.records import Record
from assure.intake.refs import normal_ref
from assure.model.values import OwnerKind, Rag, Status, WhenKind
from assure.words.calendar import PlanCalendar
from assure.words.dates import read_when
from assure.words.owners import parse_owner
from assure.words.statuses import parse_status
from assure.words.text import is_ditto, is_nothing, one_line, plain

_MOST = 20  # steps; a longer list in one cell is no row of a plan
_DATES = frozenset({"due", "start", "revised"})
_STATES = frozenset({"status", "rag", "percent"})
_ALONE = frozenset({"ref", "action", "section", "outcomes", "stable_key", "due_quarter"})
_ONCE = frozenset({"cost", "effort_days"})  # stand for the row: counted once, with its first step
_ONE_OWNER = frozenset(
    {
        OwnerKind.PERSON,
        OwnerKind.POST,
        OwnerKind.PERSON_AND_POST,
        OwnerKind.ELECTED_MEMBER,
        OwnerKind.FIRST_NAME_OR_INITIALS,
        OwnerKind.ACRONYM,
        OwnerKind.ORGANISATION,
        OwnerKind.PLACEHOLDER,
    }
)
_ONE_DATE = frozenset(
    {
        WhenKind.DAY,
        WhenKind.MONTH,
        WhenKind.QUARTER,
        WhenKind.SEASON,
        WhenKind.FINANCIAL_YEAR,
        WhenKind.CALENDAR_YEAR,
    }
)
_SAYS_WHEN = _ONE_DATE | {
    WhenKind.RANGE,
    WhenKind.RECURRING,
    WhenKind.ONGOING,
    WhenKind.RELATIVE,
    WhenKind.STATUS_NOT_DATE,
}
_BULLET = re.compile(r"^\s*(?:[•·▪◦●○■►➢✓\uf0b7]\s*|[*–—-]\s+)(?=\S)")
_NUMBER = re.compile(
    r"^\s*(?:(?:step|stage|phase)\s+)?\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.):](?:\s+|(?=[^\W\d]))",
    re.IGNORECASE,
)
_LEVELS = re.compile(r"^\s*((?:[A-Z]{1,3})?\d{1,3}(?:\.\d{1,3})+)[.):]?\s+(?=[^\W\d])")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_GOES_ON = re.compile(r"(?:[,&:–-]|\b(?:and|or|of|for|the|a|an|to|with|in|on|by))$")


@dataclass(frozen=True)
class _List:
    """The steps that a cell lists, the words before the first, and its marks where it has any."""

    steps: tuple[str, ...]
    labels: tuple[str, ...] = ()
    lead: str = ""
    marked: bool = False


def in_steps(rows: list[Record], calendar: PlanCalendar) -> list[Record]:
    """The rows, one that lists several steps as a row for each.

    The reference of the row holds for all its steps, as one that is merged over rows does; a step
    numbered under it ("3.1" in row 3) has that number for its own.
    """
    return [step for row in rows for step in _apart(row, calendar)]


def _apart(record: Record, calendar: PlanCalendar) -> Iterator[Record]:
    found = _aligned(record, calendar)
    if found is None:
        yield record
        return
    actions, lists = found
    section = " / ".join(filter(None, (record.section, actions.lead)))
    own_refs = _own_refs(actions, record)
    for number, title in enumerate(actions.steps):
        later = number > 0
        cells = {
            name: replace(cell, inherited=True) if later else cell
            for name, cell in record.cells.items()
            if not (later and name in _ONCE)
        }
        for name, listed in lists.items():
            cells[name] = _step_of(record.cells[name], listed.steps, number)
        written = record.cells["action"]
        if own_refs:
            cells["ref"] = replace(written, value=own_refs[number], text=own_refs[number])
        elif actions.labels and "." in actions.labels[number]:
            title = f"{actions.labels[number]} {title}"
        cells["action"] = replace(written, value=title, text=title)
        yield replace(record, cells=cells, section=section, step=number + 1)


def _step_of(cell: Cell, steps: tuple[str, ...], number: int) -> Cell:
    """The step's own words; "ditto" is the step before."""
    text, ditto = steps[number], False
    while is_ditto(text) and number:
        number, ditto = number - 1, True
        text = steps[number]
    return replace(cell, value=text, text=text, inherited=ditto)


def _own_refs(actions: _List, record: Record) -> tuple[str, ...]:
    """The numbers of the steps where they go on the number of the row."""
    if not actions.labels or "ref" not in record.cells:
        return ()
    row = normal_ref(record.text("ref"))
    under = all(normal_ref(label).startswith(f"{row}.") for label in actions.labels)
    return actions.labels if under else ()


# --- Is it a list of steps? -----------------------------------------------------------------


def _aligned(record: Record, calendar: PlanCalendar) -> tuple[_List, dict[str, _List]] | None:
    """The steps of the action, and by field the cells that list as many."""
    action = record.cells.get("action")
    if action is None or "\n" not in action.text or action.inherited:
        return None
    for actions in _lists(action.text):
        if not 2 <= len(actions.steps) <= _MOST:
            continue
        if not actions.marked and not all(map(_begins_afresh, actions.steps)):
            continue
        agreeing = _agreeing(record.cells, actions, calendar)
        needed = {"owner", "due"}
        told = needed & agreeing.keys()
        clear = told and len(agreeing) >= 2 if actions.marked else told == needed
        if clear and not _at_odds(record.cells, agreeing, calendar):
            return actions, agreeing
    return None


def _agreeing(
    cells: Mapping[str, Cell], actions: _List, calendar: PlanCalendar
) -> dict[str, _List]:
    found: dict[str, _List] = {}
    for name, cell in cells.items():
        if name in _ALONE or cell.inherited or "\n" not in cell.text:
            continue
        for listed in _lists(cell.text):
            fits = listed.marked or _tells_each(name, cell.text, listed.steps, calendar)
            if len(listed.steps) == len(actions.steps) and not listed.lead and fits:
                found[name] = listed
                break
    return found


def _tells_each(name: str, text: str, steps: tuple[str, ...], calendar: PlanCalendar) -> bool:
    """Whether lines without marks each say something by themselves."""
    if name == "owner":
        ditto = any(map(is_ditto, steps))
        one = parse_owner(text).kind in _ONE_OWNER and len(set(map(plain, steps))) > 1
        return (ditto or not one) and all(map(_names_one, steps))
    if name in _DATES:
        if read_when(one_line(text), calendar).when.kind in _ONE_DATE:
            return False  # one date, broken over lines
        return all(_says_when(step, calendar) for step in steps)
    if name in _STATES:
        return all(_says_state(step, percent=name == "percent") for step in steps)
    return True


def _names_one(step: str) -> bool:
    if is_ditto(step) or is_nothing(step):
        return True
    return parse_owner(step).kind in _ONE_OWNER and not _GOES_ON.search(plain(step))


def _says_when(step: str, calendar: PlanCalendar) -> bool:
    if is_ditto(step) or is_nothing(step) or plain(step).startswith(("tbc", "tba")):
        return True
    return read_when(step, calendar).when.kind in _SAYS_WHEN


def _says_state(step: str, *, percent: bool) -> bool:
    if is_ditto(step) or is_nothing(step):
        return True
    read = parse_status(step, percent_column=percent)
    return read.status is not Status.UNKNOWN or isinstance(read.rag, Rag)


def _begins_afresh(step: str) -> bool:
    """Whether a line reads as a step of its own rather than as the end of the one before."""
    return (step[:1].isupper() or step[:1].isdigit()) and " " in step and not _GOES_ON.search(step)


def _at_odds(
    cells: Mapping[str, Cell], agreeing: Mapping[str, _List], calendar: PlanCalendar
) -> bool:
    """Whether a cell tells several things that cannot be given to the steps one by one."""
    for name, cell in cells.items():
        if name in agreeing or "\n" not in cell.text.strip():
            continue
        if name == "owner" and parse_owner(cell.text).kind not in _ONE_OWNER:
            return True
        when = read_when(cell.text, calendar).when.kind if name in _DATES else WhenKind.DAY
        if when not in _ONE_DATE or name in _STATES:
            return True
    return False


# --- How a cell lists its steps -------------------------------------------------------------


def _lists(text: str) -> Iterator[_List]:
    """The ways in which a cell may list steps; by its marks alone where it has them."""
    lines = [line for line in text.splitlines() if line.strip()]
    marked = _numbered(lines) or _bulleted(lines)
    if marked is not None:
        yield marked
        return
    blocks = tuple(one_line(block) for block in re.split(r"\n\s*\n", text) if block.strip())
    yield _List(tuple(map(one_line, lines)))
    if 1 < len(blocks) < len(lines):
        yield _List(blocks)


def _numbered(lines: list[str]) -> _List | None:
    for pattern in (_LEVELS, _NUMBER):
        found = [(at, match) for at, line in enumerate(lines) if (match := pattern.match(line))]
        labels = tuple(match[1] for _, match in found)
        if len(found) > 1 and _in_order(labels):
            return _cut(lines, [(at, match.end()) for at, match in found], labels)
    return None


def _bulleted(lines: list[str]) -> _List | None:
    found = [(at, match) for at, line in enumerate(lines) if (match := _BULLET.match(line))]
    if len(found) < 2 or len({match.group().strip() for _, match in found}) > 1:
        return None
    return _cut(lines, [(at, match.end()) for at, match in found], ())


def _cut(lines: list[str], starts: list[tuple[int, int]], labels: tuple[str, ...]) -> _List:
    """Each step runs to where the next begins; what stands before the first leads in."""
    ends = [at for at, _ in starts[1:]] + [len(lines)]
    steps = tuple(
        one_line(" ".join([lines[at][mark:], *lines[at + 1 : end]]))
        for (at, mark), end in zip(starts, ends, strict=True)
    )
    lead = one_line(" ".join(lines[: starts[0][0]])).rstrip(" :–-")
    return _List(steps, labels, lead, marked=True)


def _in_order(labels: tuple[str, ...]) -> bool:
    """1, 2, 3; a, b, c; i, ii, iii; or 2.1, 2.2, 2.3."""
    if all("." in label for label in labels):
        before = {label.rpartition(".")[0] for label in labels}
        last = [int(label.rpartition(".")[2]) for label in labels]
        return len(before) == 1 and last == list(range(last[0], last[0] + len(last)))
    small = [label.casefold() for label in labels]
    alphabet = [chr(ord("a") + n) for n in range(26)]
    numbers = [str(n) for n in range(1, 100)]
    return any(small == list(marks[: len(small)]) for marks in (numbers, alphabet, _ROMAN))
