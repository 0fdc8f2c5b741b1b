"""The row of a sheet that heads its table, found by the fields that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assure.intake.grid import Grid, Row, own_cells
from assure.intake.heading_terms import TERMS
from assure.intake.headings import EXACT, HeadingMatcher, squash
from assure.intake.table import Table
from assure.words.text import plain

_SEARCHED = 60  # filled rows from the top in which a header is looked for
_LONGEST_HEADING = 120
_FULL_ROW, _SHORT = 3, 40  # cells of a row that may hold unlisted headings; letters of each
# Under "Timescale" a quarter, month or year is a place to mark, and speaks for itself.
_OF_TIME = re.compile(
    r"^(?:q|qtr|quarter|year|yr|week|wk|w/[ce])?\W*\d|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


# --- The header -------------------------------------------------------------------------


def find_table(grid: Grid, matcher: HeadingMatcher, mapping: Mapping[str, str]) -> Table | None:
    """The table whose header row names the most fields, or None when no row names two."""
    said = {squash(heading) for heading in mapping.values()}
    best: tuple[float, int, dict[int, str]] | None = None
    filled = [(number, row) for number, row in grid][:_SEARCHED]
    for index, (number, row) in enumerate(filled):
        candidates = [(number, _texts(row))]
        if index + 1 < len(filled) and filled[index + 1][0] == number + 1:
            both = _two_rows(grid, number, row, filled[index + 1][1], matcher)
            if both:
                # Headings merged down over both rows leave no doubt that there are two.
                candidates = candidates if not _spans_two(grid, number) else []
                candidates.append((number + 1, both))
        for last, headings in candidates:
            score = _score(headings, matcher, said)
            if score and (best is None or score > best[0] + 0.01):
                best = (score, last, headings)
    if best is None:
        return None
    return Table(grid, best[1], best[2])


def likely_table(grid: Grid, matcher: HeadingMatcher) -> Table | None:
    """The table whose first full row has headings that no list holds, but whose words tell.

    For a file in which nothing else was recognised: every column so placed is in doubt, and whoever
    reads the plan is told or asked.
    """
    for number, row in list(grid)[:_SEARCHED]:
        if len(row) < _FULL_ROW:
            continue
        headings = _texts(row)
        if len(headings) < len(row) or any(len(text) > _SHORT for text in headings.values()):
            return None
        named = {name for text in headings.values() for name in matcher.fields(text)}
        return Table(grid, number, headings) if "action" in named and len(named) > 1 else None
    return None


def _texts(row: Row) -> dict[int, str]:
    return {
        column: cell.text
        for column, cell in row.items()
        if isinstance(cell.value, str) and len(cell.text) <= _LONGEST_HEADING
    }


def _score(headings: Mapping[int, str], matcher: HeadingMatcher, said: set[str]) -> float:
    """How many different fields the row names, sure matches counting more."""
    if len(headings) < 2 and not said.intersection(squash(text) for text in headings.values()):
        return 0.0
    best: dict[str, int] = {}
    for column, text in headings.items():
        if squash(text) in said:
            best[f"said {column}"] = 2 * EXACT
        fields = matcher.fields(text)
        if fields:
            name, strength = max(fields.items(), key=lambda pair: pair[1])
            best[name] = max(best.get(name, 0), strength)
    needed = 1 if said and any(name.startswith("said") for name in best) else 2
    # The words of a heading occur in rows of data too ("Housing Officer"): they add, not decide.
    decisive = sum(strength != TERMS for strength in best.values())
    return sum(best.values()) / EXACT if decisive >= needed else 0.0


def _spans_two(grid: Grid, number: int) -> bool:
    return any(
        m.top == number and m.bottom == number + 1 and m.left == m.right for m in grid.merges
    )


def _two_rows(
    grid: Grid, number: int, upper: Row, lower: Row, matcher: HeadingMatcher
) -> dict[int, str] | None:
    """Headings over two rows: "Dates" merged over "Start" and "Finish"."""
    if not any(cell.wide for cell in upper.values()) or len(upper) < 2:
        return None
    if any(not isinstance(c.value, str) or len(c.text) > 40 for c in lower.values()):
        return None
    spread = _texts(upper)
    for merge in grid.merges:
        if merge.top == number and merge.left in upper:
            for column in range(merge.left, min(merge.right, merge.left + 50) + 1):
                spread.setdefault(column, upper[merge.left].text)
    below = _texts(own_cells(lower))
    if len(below) < 2:
        return None
    # The lower word says what a column holds; the upper alone serves where there is none, and
    # both together where the lower says nothing by itself: "Finish" over "Baseline".
    for column, text in below.items():
        both = f"{spread[column]}: {text}" if column in spread else text
        if _says_which(spread.get(column, ""), text, matcher):
            below[column] = both
    return {**spread, **below}


def _says_which(upper: str, lower: str, matcher: HeadingMatcher) -> bool:
    """Whether the lower of two headings only says which of several the upper means."""
    rated = {"rag", "status"} & set(matcher.fields(upper))
    if matcher.fields(lower) or not matcher.fields(f"{upper}: {lower}"):
        return False
    return bool(rated) or not _OF_TIME.match(plain(lower))
