"""How a register scores its risks: which columns count now, and on what scale they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assure.intake.cells import CellReader
from assure.intake.grid import Cell
from assure.intake.headings import BRACKETLESS
from assure.intake.parts import matcher
from assure.intake.records import Record, records
from assure.intake.register_parts import RISKS
from assure.intake.table import Table
from assure.words.risks import LARGEST_SCORE, read_level, read_scale, read_score
from assure.words.statuses import parse_rag
from assure.words.text import is_nothing, one_line, plain

_NOW = re.compile(r"\b(?:current|residual|net|mitigated|after|now|with controls|revised)\b")
_BEFORE = re.compile(
    r"\b(?:inherent|gross|initial|raw|original|before|unmitigated|uncontrolled|without)\b"
)
_LONGEST_OVER = 40  # characters of a heading over others; longer is the sheet's title
_AIM = re.compile(r"\b(?:target|aim|goal|desired|appetite)\b")


def score_columns(table: Table, reader: CellReader) -> None:
    """Where a register scores a risk before and after its controls, take what stands after.

    Which is which stands in the heading or in the heading over it; where neither says, none is
    taken, and a problem says so.
    """
    for name in ("likelihood", "impact", "score", "rating"):
        strengths = {
            column: matcher(RISKS).fields(heading).get(name, 0)
            for column, heading in sorted(table.headings.items())
        }
        surest = min(max(strengths.values(), default=0), BRACKETLESS)
        claims = [column for column, strength in strengths.items() if 0 < surest <= strength]
        kinds = {column: _said_over(table, column) for column in claims}
        now = [column for column in claims if _NOW.search(kinds[column])]
        rest = [c for c in claims if not _BEFORE.search(kinds[c]) and not _AIM.search(kinds[c])]
        before = [c for c in claims if _BEFORE.search(kinds[c]) and c not in now]
        if name == "score" and len(before) == 1 and table.column("inherent") is None:
            table.place(before[0], "inherent", "heading over it")
        chosen = now or rest
        if len(chosen) == 1:
            if table.column(name) != chosen[0]:
                table.place(chosen[0], name, "heading over it")
            continue
        taken = table.column(name)
        if taken in claims and taken is not None:
            del table.placed[taken]
        if len(chosen) > 1:
            cell = table.grid.rows[table.header][chosen[1]]
            reader.problem(
                "two-scores",
                cell,
                f"there are {len(chosen)} columns of {name}, and nothing says which counts now.",
                "Head them Inherent and Residual, or Before controls and After controls.",
            )


def _said_over(table: Table, column: int) -> str:
    """The heading of a column with the one that spans it in the row above."""
    above = table.header - 1
    over = table.grid.rows.get(above, {}).get(column)
    for merge in table.grid.merges:
        if merge.top <= above <= merge.bottom and merge.left <= column <= merge.right:
            over = table.grid.rows.get(merge.top, {}).get(merge.left, over)
    words = over.text if over is not None and len(over.text) <= _LONGEST_OVER else ""
    return plain(f"{words} {table.headings[column]}")


@dataclass(frozen=True)
class Scales:
    """Likelihood, impact and score as given, by row; a column of an uncertain scale has none."""

    likelihood: dict[int, int]
    impact: dict[int, int]
    score: dict[int, int]


def scales_of(table: Table, reader: CellReader) -> Scales:
    """How each row is scored; a problem for each column whose scale is not certain."""
    rows = [record for record in records(table) if record.text("text")]
    return Scales(
        likelihood=_scale(rows, table, reader, "likelihood"),
        impact=_scale(rows, table, reader, "impact"),
        score=_scores(rows, reader),
    )


def _scale(rows: list[Record], table: Table, reader: CellReader, what: str) -> dict[int, int]:
    column = table.column(what)
    cells = [(record.number, record.cells[what]) for record in rows if what in record.cells]
    if column is None or not cells:
        return {}
    values = read_scale([cell.text for _, cell in cells], what, _said_of_scale(table, column))
    if not isinstance(values, str):
        return {
            number: value
            for (number, _), value in zip(cells, values, strict=True)
            if value is not None
        }
    first = next((cell for _, cell in cells if not is_nothing(cell.text)), cells[0][1])
    reader.problem(
        "unclear-scale",
        first,
        f"the column of {what} {values}; it was not set against a scale of five.",
        f"Score from 1 to 5, and say so in the heading: “{what.capitalize()} (1 to 5)”.",
    )
    return {}


def _said_of_scale(table: Table, column: int) -> list[str]:
    """The heading, and lines above the table that speak of scoring."""
    lines = [
        cell.text
        for number, row in table.grid
        if number < table.header
        for cell in row.values()
        if re.search(r"\b(?:scale|scor\w+|likelihood|impact|matrix)\b", plain(cell.text[:300]))
    ]
    return [table.headings.get(column, ""), *lines]


def _scores(rows: list[Record], reader: CellReader) -> dict[int, int]:
    """Scores as given; none when some are beyond what two scales of five can make."""
    found: dict[int, int] = {}
    beyond: Cell | None = None
    for record in rows:
        cell = record.cells.get("score")
        if cell is None or is_nothing(cell.text):
            continue
        score = read_score(cell.text)
        if score is None and parse_rag(cell.text) is None and read_level(cell.text) is None:
            reader.problem(
                "no-score",
                cell,
                f"“{one_line(cell.text)[:60]}” is not one score.",
                "Write one whole number, for example 12.",
            )
        elif score is not None:
            found[record.number] = score
            beyond = cell if beyond is None and score > LARGEST_SCORE else beyond
    if beyond is None:
        return found
    reader.problem(
        "unclear-scale",
        beyond,
        f"a score of {one_line(beyond.text)[:20]} is more than 5 times 5, so the scores stand on a "
        "scale that is not known and were left out.",
        "Score likelihood and impact from 1 to 5, and multiply them.",
    )
    return {}
