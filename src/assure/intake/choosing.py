"""Which tables of a file hold the plan's actions, and which are a part beside them."""

from __future__ import annotations

from collections.abc import Sequence

from assure.intake.grid import Grid
from assure.intake.part import Part
from assure.intake.parts import PARTS, matcher
from assure.intake.refs import looks_like_refs, normal_ref
from assure.intake.table import Table, find_table, place_columns
from assure.words.text import is_nothing, plain

_CORE = frozenset({"owner", "due", "status", "progress", "measure"})
_STANDING = frozenset({"status", "progress", "percent", "rag"})


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
        return bool(asked) and asked <= _placed(table)

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
    if ("owner" in told) + ("due" in told) + bool(told & _STANDING) < 2:
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
