"""Which tables of a file hold the plan's actions, and which are a part beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assure.intake.about import is_own_page
from assure.intake.columns import actions_table, not_placed, unplaced
from assure.intake.continued import going_on
from assure.intake.errors import UnplacedColumnError
from assure.intake.grid import Grid, headings_of
from assure.intake.headings import squash
from assure.intake.part import Part
from assure.intake.parts import ABOUT_NAMES, PARTS, matcher, part_named
from assure.intake.refs import looks_like_refs, normal_ref
from assure.intake.registers import lists_actions
from assure.intake.said import Said
from assure.intake.table import Table, place_columns
from assure.intake.table_header import find_table
from assure.model.errors import UnreadableFileError
from assure.model.plan import TELL_STATUS
from assure.words.text import is_nothing, plain

_CORE = frozenset({"owner", "due", "status", "progress", "measure"})


def part_table(grid: Grid, part: Part, *, by_headings: bool = False) -> Table | None:
    """The sheet's table as one of this part; ``by_headings`` when its name does not say so."""
    table = find_table(grid, matcher(part), {})
    if table is None:
        return None
    place_columns(table, matcher(part), {})
    return table if ((by_headings and part.tells) or part.needs) <= _placed(table) else None


def part_told(grid: Grid) -> Part | None:
    """The part that a sheet's headings say it is, whatever its name."""
    return next((p for p in PARTS if p.tells and part_table(grid, p, by_headings=True)), None)


def known_part(grid: Grid) -> tuple[Part, Table] | None:
    """The part whose headings a sheet of another name has, if exactly one fits."""
    tables = ((part, part_table(grid, part, by_headings=True)) for part in PARTS)
    fitting = [(part, table) for part, table in tables if table]
    return fitting[0] if len(fitting) == 1 else None


def main_tables(tables: Sequence[Table]) -> tuple[list[Table], list[Table]]:
    """Of several tables of actions those that are the plan's, and the others.

    They are those with the same columns as the fullest one: a workbook with a sheet for each theme
    repeats its columns, a sheet that only mentions actions has others. In a document a table of
    other columns counts too when it has actions of its own, such as those carried forward.
    """
    # A table with the columns that somebody named is the one they speak of.
    main = max(tables, key=lambda t: (-len(t.missing), len(_placed(t)), len(t.grid.rows)))
    core = _placed(main) & _CORE

    def alike(table: Table) -> bool:
        asked = core - table.missing  # what was said of another sheet is not asked of this one
        told = _placed(table)
        if told & TELL_STATUS:  # one sheet heads "Status" what the next heads "RAG"
            asked = asked - TELL_STATUS
        return bool(asked) and asked <= told

    same = [table for table in tables if table is main or alike(table)]
    own = [t for t in tables if t not in same and t.grid.of_document and _of_its_own(t, same)]
    chosen = [table for table in tables if table in same or table in own]
    return chosen, [table for table in tables if table not in chosen]


def not_alike(table: Table, main: Sequence[Table]) -> str:
    """Why a table with a column of actions is none of the plan's, as the end of a sentence; empty
    for one that only counts actions."""
    titles = _texts(table, "action")
    if all(map(looks_like_refs, titles)):
        return ""
    lacks = sorted((_placed(main[0]) & _CORE) - _placed(table))
    what = " and ".join(filter(None, (", ".join(lacks[:-1]), *lacks[-1:])))
    of = f"on “{main[0].grid.sheet}”" if main[0].grid.sheet else "above"
    return (
        f"it has actions but no column for {what}, as those {of} have"
        if lacks
        else ("no column tells who is to do its actions, by when, or how they stand")
    )


def _of_its_own(table: Table, others: Sequence[Table]) -> bool:
    """Whether a table lists actions that the others do not, with who, when or how they stand."""
    told = _placed(table)
    if ("owner" in told) + ("due" in told) + bool(told & TELL_STATUS) < 2:
        return False
    titles, refs = _texts(table, "action"), _texts(table, "ref")
    known = {text for other in others for text in _texts(other, "action")}
    numbers = {text for other in others for text in _texts(other, "ref")}
    named = [title for title in titles if not looks_like_refs(title)]
    return len(named) * 2 > len(titles) and titles.isdisjoint(known) and refs.isdisjoint(numbers)


def _placed(table: Table) -> set[str]:
    return {placed.field for placed in table.placed.values()}


def _texts(table: Table, name: str) -> set[str]:
    column = table.column(name)
    cells = [row[column].text for _, row in table.data() if column in row]
    as_compared = normal_ref if name == "ref" else plain
    return {as_compared(text) for text in cells if not is_nothing(text)}


# --- All sheets of a file -----------------------------------------------------------------------


@dataclass
class Sorted:
    """The sheets of a file: those of a known part, the tables of actions, and the rest.

    ``unlike`` says of sheets of the rest why they are none of the plan's, though they hold actions.
    """

    parts: list[tuple[Part, Table]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    rest: list[Grid] = field(default_factory=list)
    unlike: dict[str | None, str] = field(default_factory=dict)


def sort_sheets(
    file: str, grids: Sequence[Grid], said: Said, is_about: Callable[[Grid], bool]
) -> Sorted:
    """What each sheet is; ``is_about`` takes up a sheet that tells of the plan as a whole.

    Raises UnplacedColumnError and UnreadableFileError when none of them holds actions.
    """
    found, failed = _first_look(grids, said, is_about)
    if not found.tables:
        # A sheet called "Priorities" may well be the whole plan.
        for part, table in list(found.parts):
            if actions := actions_in(table.grid, said, failed):
                found.tables.append(actions)
                found.parts.remove((part, table))
    if not found.tables and not failed:
        for grid in list(found.rest):
            if actions := actions_in(grid, said, failed, likely=True):
                found.tables.append(actions)
                found.rest.remove(grid)
    if not found.tables:
        raise failed[0] if failed else _no_table(file, grids)
    found.tables, more = main_tables(found.tables)
    for name in said.mapping:
        if all(name in table.missing for table in found.tables):
            raise not_placed(found.tables[0], name, said)
    for extra in more:
        if known := known_part(extra.grid):
            found.parts.append(known)
            continue
        found.rest.append(extra.grid)
        if why := not_alike(extra, found.tables):
            found.unlike[extra.grid.sheet] = why
    return found


def _first_look(
    grids: Sequence[Grid], said: Said, is_about: Callable[[Grid], bool]
) -> tuple[Sorted, list[UnplacedColumnError]]:
    """Each sheet by its name and headings, and the tables whose actions could not be placed."""
    found = Sorted()
    failed: list[UnplacedColumnError] = []
    for grid in grids:
        if not grid.rows or grid.hidden or is_own_page(grid):
            continue
        if squash(grid.sheet or "") in ABOUT_NAMES and is_about(grid):
            continue
        if rest_of_last := going_on(grid, grids, found.tables):
            found.tables.append(rest_of_last)
            continue
        part = part_named(grid.sheet) or part_told(grid)
        table = part_table(grid, part) if part else None
        if part and table and not lists_actions(part, table):
            found.parts.append((part, table))
        elif actions := actions_in(grid, said, failed):
            found.tables.append(actions)
        else:
            found.rest.append(grid)
    return found, failed


def actions_in(
    grid: Grid, said: Said, failed: list[UnplacedColumnError], *, likely: bool = False
) -> Table | None:
    """The table of actions in a sheet; a table without one is remembered in ``failed``."""
    try:
        table = actions_table(grid, said, likely=likely)
    except UnplacedColumnError as fault:
        failed.append(fault)
        return None
    if table is not None and table.column("action") is None:
        lacks = "action" in table.missing
        failed.append(not_placed(table, "action", said) if lacks else unplaced(table))
        return None
    return table


def _no_table(file: str, grids: Sequence[Grid]) -> UnreadableFileError:
    grid = next((grid for grid in grids if grid.rows and not grid.hidden), None)
    if grid is None:
        return UnreadableFileError(f"{file} has no filled cell; check that it is the plan's file.")
    where = f"{file}, {grid.called}" if grid.sheet else file
    shown = headings_of(next(row for _, row in grid))
    return UnreadableFileError(
        f"{where}: no row of headings was recognised (the first filled row is {shown}); "
        'name the column of actions with --map "action=<heading>".'
    )
