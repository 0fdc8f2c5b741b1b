"""Which column of a table of actions is which.

Headings alone do not settle it: a column called "Action" may hold owners, an "Improvement"
may be merged over its milestones. Where the cells speak against the heading, the cells win,
and the plan's record of columns says so.
"""

from __future__ import annotations

import re

from assure.intake.errors import UnplacedColumnError
from assure.intake.grid import Grid, column_number, headings_of, letters
from assure.intake.heading_terms import field_by_terms
from assure.intake.headings import ACTIONS, HeadingMatcher, squash
from assure.intake.leads import lead_of_table
from assure.intake.refs import looks_like_refs
from assure.intake.rivals import place_dates, place_description, settle
from assure.intake.said import NOTHING_SAID, Said
from assure.intake.table import Placed, Table, mend_shift, place_columns
from assure.intake.table_header import find_table, likely_table
from assure.model.actions import Action
from assure.model.values import OwnerKind
from assure.words.calendar import PlanCalendar
from assure.words.owners import parse_owner
from assure.words.text import is_nothing, plain

MATCHER = HeadingMatcher(ACTIONS, field_by_terms)
QUARTER = re.compile(r"^(?:q|qtr|quarter)0?(\d{1,2})$")
UPDATE = re.compile(r"^update (\d{1,2})$")
# "Q1 update (Apr-Jun 23)", "Progress Q2 2023/24": what was told in one quarter, not a figure of it.
_OF_QUARTER = re.compile(r"\b(?:q|qtr|quarter)\W*[1-4]\b")
_TOLD = re.compile(
    r"\b(?:updates?|progress|commentary|comments?|position|narrative|notes?|monitoring)\b"
)
_COUNTED = re.compile(r"\b(?:targets?|milestones?|actuals?|b?rag|status|spend|forecast|budget)\b")
_POST = re.compile(
    r"^(?:(?:action |task )?(?:owner|lead|officer|responsible|person)(?:'?s)? ?(?:officer )?)?"
    r"(?:role|post|post title|job title|title|position)$"
)
_BARE_QUARTER = re.compile(r"^\s*(?:q|qtr|quarter)\s*\.?\s*[1-4]\s*$", re.IGNORECASE)
_OWNERS = frozenset(
    {
        OwnerKind.PERSON,
        OwnerKind.POST,
        OwnerKind.PERSON_AND_POST,
        OwnerKind.SEVERAL,
        OwnerKind.ELECTED_MEMBER,
        OwnerKind.FIRST_NAME_OR_INITIALS,
        OwnerKind.ACRONYM,
    }
)


def actions_table(grid: Grid, said: Said, *, likely: bool = False) -> Table | None:
    """The table of actions in a sheet with its columns placed; None when there is no table.

    ``likely``: headings count that only their words make out, as nothing better is in the file.

    A column that ``said`` names and this table lacks is noted in ``Table.missing``, and what is
    known of headings serves instead: sheets of one plan may call the same thing by other names.
    Raises UnplacedColumnError when ``said`` names a heading that stands twice.
    """
    table = find_table(grid, MATCHER, said.mapping)
    if table is None and likely:
        table = likely_table(grid, MATCHER)
    if table is None:
        return None
    mend_shift(table, MATCHER)
    _keep(table, said)
    missed = place_columns(table, MATCHER, said.mapping)
    for name in missed:
        if table.headed(said.mapping[name]):
            raise not_placed(table, name, said)
    table.missing = frozenset(missed)
    said_here = set(said.mapping) - table.missing
    for column, placed in list(table.placed.items()):
        if placed.field in said.origins:
            table.placed[column] = Placed(placed.field, said.origins[placed.field])
    _place_quarters(table)
    _place_updates(table)
    _place_due_quarter(table)
    settle(table, MATCHER, said_here)
    _place_owner_post(table)
    if "outcomes" not in said_here:
        _mend_outcomes(table)
    if "action" not in said_here:
        _place_action(table, said_here)
    if "due" not in said_here:
        place_dates(table, PlanCalendar(said.period))
    if "how" not in said_here and table.column("action") is not None:
        place_description(table)
    return table


def _keep(table: Table, said: Said) -> None:
    """Mark the columns that are said to be no field. One that is not there is no loss."""
    for wanted in said.kept:
        found = table.headed(wanted)
        number = column_number(wanted.strip())
        if not found and number is not None:
            found = [number]
        table.kept.update(found)


def unplaced(table: Table) -> UnplacedColumnError:
    """The sentence for a table whose column of actions could not be placed."""
    return UnplacedColumnError(_unplaced(table, "action", NOTHING_SAID), table)


def not_placed(table: Table, name: str, said: Said) -> UnplacedColumnError:
    """The sentence for a column that was said and could not be found."""
    return UnplacedColumnError(_unplaced(table, name, said))


def _unplaced(table: Table, name: str, said: Said) -> str:
    where = f"{table.grid.file}, {table.grid.called}" if table.grid.sheet else table.grid.file
    row = table.grid.rows.get(table.header, {})
    seen = headings_of(row)
    heading = said.mapping.get(name)
    twice = table.headed(heading) if heading else []
    if len(twice) > 1:
        columns = ", ".join(letters(column) for column in twice[:-1])
        return (
            f"{where}: columns {columns} and {letters(twice[-1])} are both headed “{heading}”; "
            f'say by its letter which is meant, as --map "{name}={letters(twice[0])}".'
        )
    what = (
        f"no column is headed “{heading}”, which {said.origins.get(name, '--map')} gives for {name}"
        if heading
        else f"the column of {'actions' if name == 'action' else name + 's'} could not be placed"
    )
    return (
        f"{where}: {what}; the headings in row {table.header} are {seen}; "
        f'say which one it is with --map "{name}=<heading>".'
    )


def _place_quarters(table: Table) -> None:
    for column, text in table.headings.items():
        found = QUARTER.match(squash(text))
        if found and column not in table.taken and 1 <= int(found.group(1)) <= 12:
            table.placed[column] = Placed(f"q{int(found.group(1))}", "heading")


def _place_updates(table: Table) -> None:
    """Several columns that each tell of one quarter, in the order in which they stand."""
    found = [
        column
        for column, text in sorted(table.headings.items())
        if _OF_QUARTER.search(line := plain(text))
        and _TOLD.search(line)
        and not _COUNTED.search(line)
        and table.placed.get(column, Placed("progress", "")).field in {"progress", "notes"}
        and column not in table.kept
    ]
    said = any(table.placed[c].how.startswith("said") for c in found if c in table.placed)
    if len(found) < 2 or said:
        return
    for number, column in enumerate(found, 1):
        table.placed[column] = Placed(f"update {number}", "heading")


def _place_due_quarter(table: Table) -> None:
    """A column of bare quarters beside the one of the year in which they fall."""
    if table.column("due") is None:
        return
    for column, text in table.headings.items():
        if column in table.taken or "due" not in MATCHER.fields(text):
            continue
        cells = [row[column].text for _, row in table.data() if column in row]
        if cells and all(_BARE_QUARTER.match(cell) or is_nothing(cell) for cell in cells):
            table.placed[column] = Placed("due_quarter", "content")
            return


def _place_owner_post(table: Table) -> None:
    """A column of posts beside one of names: "Owner Name", "Owner Role"."""
    if table.column("owner") is None:
        return
    for column, text in table.headings.items():
        if column in table.taken or not _POST.match(plain(text)):
            continue
        cells = [row[column].text for _, row in table.data() if column in row]
        posts = sum(parse_owner(cell).kind is OwnerKind.POST for cell in cells)
        if cells and posts * 2 > len(cells):
            table.placed[column] = Placed("owner_post", "content")
            return


def _place_action(table: Table, said: set[str]) -> None:
    """Find the column that holds the actions by what its cells hold."""
    candidates = [
        column
        for column, text in sorted(table.headings.items())
        if "action" in MATCHER.fields(text)
        and column not in table.kept
        and (column not in table.placed or table.placed[column].field not in said)
    ]
    current = table.column("action")
    if current is None and candidates:
        current = max(candidates, key=lambda column: _filled(table, column))
        table.place(current, "action", "heading")
    if current is None:
        return
    others = [column for column in candidates if column != current]
    if not others:
        return
    if table.column("owner") is None and _holds_owners(table, current):
        best = max(others, key=lambda column: _filled(table, column))
        table.place(current, "owner", "content")
        table.place(best, "action", "content")
        return
    # An improvement that spans its milestones: the row's own promise is the milestone.
    best = max(others, key=lambda column: _filled(table, column))
    if _filled(table, best) >= 2 * _filled(table, current) + 1:
        table.place(best, "action", "content")
        table.place(current, "section", "content")


def _mend_outcomes(table: Table) -> None:
    """Sentences under "Outcome / progress" are not links to outcomes: the other word counts."""
    column = table.column("outcomes")
    if column is None:
        return
    others = [
        (-strength, name)
        for name, strength in MATCHER.fields(table.headings[column]).items()
        if name != "outcomes" and table.column(name) is None
    ]
    cells = [row[column].text for _, row in table.data() if column in row]
    prose = [text for text in cells if not looks_like_refs(text) and not is_nothing(text)]
    if others and len(prose) > len(cells) / 2:
        table.place(column, min(others)[1], "content")


def _filled(table: Table, column: int) -> int:
    return sum(
        column in row and not row[column].inherited and not is_nothing(row[column].text)
        for _, row in table.data()
    )


def _holds_owners(table: Table, column: int) -> bool:
    cells = [row[column].text for _, row in table.data() if column in row and len(row) > 1]
    owners = [
        text for text in cells if len(text.split()) <= 8 and parse_owner(text).kind in _OWNERS
    ]
    return len(cells) >= 2 and len(owners) >= 0.7 * len(cells)


# Fields as headings name them → fields of ``Action``.
FIELD_NAMES = {"action": "title", "support": "owner"}


def fields_of(table: Table) -> frozenset[str]:
    """The fields of ``Action`` that the table has a column for."""
    placed = {placed.field for placed in table.placed.values()}
    names = {FIELD_NAMES.get(name, name) for name in placed if not QUARTER.match(name)}
    updated = any(map(UPDATE.match, placed))
    if updated or placed & {"progress", "percent"}:
        names.add("status")
    if updated or any(map(QUARTER.match, placed)) or "progress" in placed:
        names.add("notes")
    if "support" in placed and "owner" not in placed:
        names.discard("owner")
    if lead_of_table(table.grid.above) is not None:
        names.add("owner")
    if table.timeline:
        names.add("due")
    return frozenset(names & set(Action.model_fields))


def tells_status(table: Table) -> bool:
    """True when the table has a column that tells of status or progress."""
    return any(
        placed.field in {"status", "progress", "percent", "rag"} or UPDATE.match(placed.field)
        for placed in table.placed.values()
    )
