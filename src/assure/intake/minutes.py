"""Minutes of a challenge session, read from a minute sheet or from any table with its headings.

Nothing is kept here. Each row says what was said, with its cells; what cannot be read, or is a
promise by nobody or for no day, is a problem.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assure.intake import minute_layout as layout
from assure.intake.files import read_grids
from assure.intake.grid import Cell, Grid, Row
from assure.model.base import Problem, Seen
from assure.model.errors import UnreadableFileError
from assure.model.promise import Told
from assure.words.days import read_day
from assure.words.minutes import taken, unfit
from assure.words.text import is_nothing, plain

LAST_HEADING = 15  # rows among which headings are looked for
_KEY = re.compile(r"([0-9a-f]{8})(?: ([A-Z]+-\d+))?(?: ([0-9a-f]{12}))?")
_COLUMNS = {
    name: layout.OF_QUESTIONS[name] for name in ("question", "answer", "promise", "who", "by")
}


@dataclass(frozen=True)
class SaidRow:
    """A row of questions. ``key``, ``code`` and ``fingerprint`` are "" in a row of their own."""

    seen: Seen
    question: str
    answer: str = ""
    promise: str = ""
    evidence: str = ""
    who: str = ""
    by: dt.date | None = None
    by_seen: Seen | None = None
    about: str = ""  # references as written
    about_seen: Seen | None = None
    key: str = ""
    code: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class ToldRow:
    """A row of earlier promises that says what became of one."""

    seen: Seen
    key: str
    state: Told
    words: str = ""
    evidence: str = ""
    day: dt.date | None = None


@dataclass
class Minutes:
    """What a file says. ``review`` and ``plan`` are keys, "" where it does not say."""

    file: str
    review: str = ""
    plan: str = ""
    by: str = ""
    said: list[SaidRow] = field(default_factory=list)
    told: list[ToldRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_minutes(path: Path) -> Minutes:
    """The minutes in the file at ``path``. Raises UnreadableFileError for one that holds none."""
    grids, problems = read_grids(path)
    minutes = Minutes(path.name, problems=[p for p in problems if p.code != "other-kind"])
    found = False
    for grid in grids:
        if _is_about(grid):
            _about(grid, minutes)
            continue
        earlier = _headings(grid, layout.EARLIER_FIELDS, layout.NEEDED_OF_EARLIER)
        asked = _headings(grid, layout.QUESTION_FIELDS, layout.NEEDED_OF_QUESTIONS)
        if earlier is not None:
            _Rows(grid, *earlier, minutes).earlier()
        elif asked is not None:
            _Rows(grid, *asked, minutes).questions()
        found = found or bool(earlier or asked)
    if not found:
        headings = ", ".join(_COLUMNS.values())
        raise UnreadableFileError(
            f"{path.name}: there are no minutes in it; it needs a table with the headings "
            f"{headings}, as `assure challenge --sheet` writes it."
        )
    return minutes


def _is_about(grid: Grid) -> bool:
    """Whether it says which review the minutes are of: our sheet, or our table of a document."""
    first = next((row for _, row in grid), {})
    label = plain(first[1].text) if 1 in first else ""
    return grid.sheet == layout.ABOUT or (grid.of_document and label == plain(layout.REVIEW))


def _about(grid: Grid, minutes: Minutes) -> None:
    for _, row in grid:
        if 1 in row and 2 in row:
            label, value = plain(row[1].text), taken(row[2].text)
            if label == plain(layout.REVIEW):
                minutes.review = value
            elif label == plain(layout.PLAN):
                minutes.plan = value
            elif label == plain(layout.TAKEN_BY):
                minutes.by = value
                if wrong := unfit("who", value):
                    minutes.problems.append(_problem("minutes-who", grid.seen(row[2]), wrong, ""))


def _headings(
    grid: Grid, fields: Mapping[str, str], needed: frozenset[str]
) -> tuple[int, dict[str, int]] | None:
    """The row of headings and the column of each field; None when the grid has no such row."""
    for number, row in grid:
        if number > LAST_HEADING:
            break
        columns: dict[str, int] = {}
        for column, cell in row.items():
            name = fields.get(plain(cell.text))
            if name is not None:
                columns.setdefault(name, column)
        if needed <= set(columns):
            return number, columns
    return None


def _problem(code: str, seen: Seen, wrong: str, do: str) -> Problem:
    return Problem(code=code, seen=seen, wrong=wrong, do=do)


class _Rows:
    """The rows below the headings of one table."""

    def __init__(
        self,
        grid: Grid,
        header: int,
        columns: Mapping[str, int],
        minutes: Minutes,
    ) -> None:
        self._grid, self._columns, self._header = grid, columns, header
        self._minutes = minutes

    def questions(self) -> None:
        for number, row in self._below():
            said = {
                name: self._text(row, name) for name in ("answer", "promise", "evidence", "who")
            }
            by = self._cell(row, "by")
            if not any(said.values()) and by is None:
                continue  # nobody came to it
            self._said(number, row, said, by)

    def _said(self, number: int, row: Row, said: dict[str, str], by: Cell | None) -> None:
        question = self._text(row, "question")
        if not question:
            self._wrong("question", number, row, "an answer to no question.", "Write the question.")
        day = self._day(by) if by is not None else None
        if said["promise"]:
            if not said["who"]:
                what = "a promise that nobody makes."
                self._wrong("who", number, row, what, "Name one post that makes it.")
            if by is None:
                what = "a promise for no day."
                self._wrong("by", number, row, what, "Write the day, such as 31/10/2026.")
        else:
            for name in ("evidence", "who", "by"):
                if (by is not None) if name == "by" else said[name]:
                    do = "Write what is promised, or empty this cell."
                    self._wrong(name, number, row, "nothing is promised in this row.", do)
        key, code, fingerprint = self._key(row)
        self._minutes.said.append(
            SaidRow(
                seen=self._at("promise", number, row),
                question=question,
                by=day,
                by_seen=self._at("by", number, row),
                about=self._text(row, "refs"),
                about_seen=self._at("refs", number, row),
                key=key,
                code=code,
                fingerprint=fingerprint,
                **said,
            )
        )

    def earlier(self) -> None:
        for number, row in self._below():
            before = len(self._minutes.problems)
            became = self._text(row, "became")
            words, evidence = self._text(row, "reason"), self._text(row, "evidence")
            given = self._cell(row, "day")
            if not became:
                if words or evidence or given is not None:
                    choices = ", ".join(layout.BECAME.values())
                    what = "it is not said what became of this promise."
                    self._wrong("became", number, row, what, f"Write one of {choices}.")
                continue
            state = layout.STATE_OF.get(plain(became))
            if state is None:
                choices = ", ".join(layout.BECAME.values())
                self._wrong(
                    "became", number, row, f"“{became}” is none of {choices}.", "Choose one."
                )
                continue
            day = self._day(given) if given is not None else None
            if state is Told.LATE and given is None:
                what = "late, and no new day."
                self._wrong("day", number, row, what, "Write the new day, such as 31/10/2026.")
            if state is not Told.LATE and given is not None:
                what = f"a new day for a promise that is {became.casefold()}."
                self._wrong("day", number, row, what, "Write “Late”, or empty this cell.")
            if state is Told.OVERTAKEN and not words:
                self._wrong("reason", number, row, "it is not said what overtook it.", "Write it.")
            key, _, _ = self._key(row)
            if not key:
                what = "the key of the promise is missing."
                self._wrong("key", number, row, what, "Copy it from `assure promises`.")
            if len(self._minutes.problems) == before:
                said = ToldRow(self._at("became", number, row), key, state, words, evidence, day)
                self._minutes.told.append(said)

    # Cells

    def _below(self) -> Iterator[tuple[int, Row]]:
        return ((number, row) for number, row in self._grid if number > self._header)

    def _cell(self, row: Row, name: str) -> Cell | None:
        """The filled cell of a field; None for a blank, and for the marks people put in one."""
        cell = row.get(self._columns.get(name, 0))
        return None if cell is None or is_nothing(cell.text) else cell

    def _text(self, row: Row, name: str) -> str:
        cell = self._cell(row, name)
        if cell is None:
            return ""
        text = taken(cell.text)
        limit = name if name in ("question", "answer", "promise", "evidence", "who") else "reason"
        if wrong := unfit(limit, text):
            self._minutes.problems.append(
                _problem(f"minutes-{name}", self._grid.seen(cell), wrong, "")
            )
        return text

    def _day(self, cell: Cell) -> dt.date | None:
        value = cell.value
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        day = read_day(cell.text)
        if day is None:
            wrong = f"“{cell.text[:60]}” is not a day."
            seen = self._grid.seen(cell)
            do = "Write it as 31/10/2026."
            self._minutes.problems.append(_problem("minutes-day", seen, wrong, do))
        return day

    def _key(self, row: Row) -> tuple[str, str, str]:
        cell = self._cell(row, "key")
        match = _KEY.fullmatch(taken(cell.text)) if cell is not None else None
        return (match[1], match[2] or "", match[3] or "") if match else ("", "", "")

    def _at(self, name: str, number: int, row: Row) -> Seen:
        column = self._columns.get(name)
        if column is None:
            return self._grid.seen_row(number)
        cell = row.get(column)
        return self._grid.seen(cell) if cell else self._grid.seen_blank(number, column)

    def _wrong(self, name: str, number: int, row: Row, wrong: str, do: str) -> None:
        seen = self._at(name, number, row)
        self._minutes.problems.append(_problem(f"minutes-{name}", seen, wrong, do))
